"""Who hears of what happens to a candour case: whoever holds it, and whoever its questions are put to."""

from collections.abc import Sequence

from bot.casework.queue import tell_person
from bot.casework.steps import redraw_response
from bot.casework.unit_of_work import UnitOfWork
from psirf.candour.terms import CandourStatus, StepName
from storage.candour import candour_of
from storage.first_look import joined_to
from storage.records import CandourCase, CandourEntry
from storage.responses import learned_with, response_on


async def tell_who_holds_it(uow: UnitOfWork, case: CandourCase, kind: str, which: str) -> None:
    """Whoever holds the conversations and the named contact hear of something, each once; not whoever does it.
    `which`: what tells it from the same news at another time."""
    for person_id in {case.clinician_id, case.contact_id} - {None, uow.by.id}:
        assert person_id is not None
        await tell_person(
            uow, kind, subject="candour", subject_id=case.id, to=person_id, in_hours=True,
            key=f"{kind}:{case.id}:{which}:{person_id}",
        )  # fmt: skip


async def tell_who_holds_that_of(uow: UnitOfWork, event_id: int, kind: str, which: str) -> None:
    """The same, of the cases of an event and of those joined to it, which were not withdrawn."""
    case = await candour_of(uow.session, event_id)
    if case is not None and case.status is not CandourStatus.WITHDRAWN:
        await tell_who_holds_it(uow, case, kind, which)
    for joined_id in await joined_to(uow.session, event_id):
        await tell_who_holds_that_of(uow, joined_id, kind, which)


async def pass_on_questions(uow: UnitOfWork, case: CandourCase, entries: Sequence[CandourEntry]) -> None:
    """Questions among what was just written down go to whoever leads the learning response, each once; answers to
    whoever holds the case. Where nobody leads it yet, its card says so to whoever will."""
    asked = [entry for entry in entries if entry.name == StepName.QUESTION]
    answered = [entry for entry in entries if entry.name == StepName.ANSWER]
    learned = await learned_with(uow.session, case.event_id) if asked or answered else None
    response = await response_on(uow.session, learned) if learned is not None else None
    for entry in asked:
        if response is not None and response.lead_id is not None and response.lead_id != uow.by.id:
            await tell_person(
                uow, "candour_question", subject="candour", subject_id=case.id, to=response.lead_id, in_hours=True,
                key=f"candour_question:{case.id}:{entry.id}:{response.lead_id}",
            )  # fmt: skip
    for entry in answered:
        await tell_who_holds_it(uow, case, "candour_answer", str(entry.id))
    if response is not None:
        await redraw_response(uow, response)
