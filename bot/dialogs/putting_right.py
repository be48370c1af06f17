"""A report put right by its reporter: each answer read by its question's own reader, from a card or as typed."""

from collections.abc import Mapping
from typing import Any

from bot.cards.correcting import answers_shown
from bot.casework.correcting import Correction, correct_report
from bot.casework.looking import view_event
from bot.casework.unit_of_work import UnitOfWork
from bot.dialogs.concerns import tell_whom_it_concerns
from bot.forms.form import FILL_THIS_IN, Asking, Question, Unclear
from bot.forms.readers import place_of, sure
from bot.forms.report import REPORT
from bot.forms.when import moments_of
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import Reached
from storage.records import PatientSafetyEvent

# What people call each answer that can be put right.
FIELDS: Mapping[str, str] = {
    "ward": "ward", "place": "ward", "where": "ward",
    "when": "when", "time": "when", "day": "when", "date": "when",
    "what": "what", "what happened": "what",
    "reached": "reached", "reached a patient": "reached",
    "stopped by": "stopped_by", "what stopped it": "stopped_by",
    "how they are": "how_they_are",
}  # fmt: skip


async def put_right(
    uow: UnitOfWork, event: PatientSafetyEvent, said: Mapping[str, str], asking: Asking, *, seen: int | None
) -> Mapping[str, str]:
    """Put right each answer in `said`, by its question's key, that does not stand as it did; or, where one cannot
    be read, none: what is unclear of each. Raises NotAllowed, changing nothing."""
    view = await view_event(uow, event, uow.person_id, as_reporter=True)
    if view is None or not view.is_reporter:
        raise NotAllowed(Refusal.NOT_YOURS)
    corrections: list[Correction] = []
    unclear: dict[str, str] = {}
    shown = answers_shown(view)
    if not set(said) <= set(shown):
        raise NotAllowed(Refusal.NOT_NOW)  # it is not asked of a report like this
    for key, words in said.items():
        question = REPORT.question(key)
        assert question is not None, "only questions of the report are put right"
        if words == shown[key].strip():
            continue
        try:
            corrections.append(_read(question, words, shown[key], asking))
        except Unclear as reason:
            unclear[key] = str(reason) or FILL_THIS_IN
    if not unclear:
        await correct_report(uow, event, seen=seen, corrections=corrections)
        await tell_whom_it_concerns(uow, event)
    return unclear


def _read(question: Question, said: str, before: str, asking: Asking) -> Correction:
    value = sure(question.answer(said, asking), said)
    columns: dict[str, Any] = {question.key: value}
    if question.key == "ward":
        unit_id, place_said = place_of(value)
        columns = {"unit_id": unit_id, "place_said": place_said}
    elif question.key == "when":
        earliest, latest = moments_of(value)
        columns = {"happened_from": earliest, "happened_to": latest}
    elif question.key == "reached":
        columns = {"reached": Reached(value)}
        before = Reached(before).label if before else ""
    return Correction(question.label, before, question.shown(value, asking) if value else "", columns)
