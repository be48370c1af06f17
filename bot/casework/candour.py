"""Writing down what was done in a candour case: nothing is lost, and nothing is kept twice."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.casework.candour_deaths import perhaps_dead
from bot.casework.candour_news import pass_on_questions
from bot.casework.candour_now import CaseNow, case_now, status_of, step_of
from bot.casework.candour_reminders import set_next_reminder
from bot.casework.steps import allow_candour_step, redraw_candour, redraw_event
from bot.casework.unit_of_work import UnitOfWork
from psirf.candour.kept import NoteName
from psirf.candour.promises import is_contact, is_kept_by
from psirf.candour.record import StepRefused
from psirf.candour.steps import after
from psirf.candour.terms import LANTERNS_OWN, Clock, Element, PersonKind, StepName, StepRefusal
from psirf.lifecycle import NotAllowed, StepNotTaken
from psirf.refusals import Refusal
from storage.candour import entries_of, entry_with_key
from storage.records import CandourCase, CandourEntry

# What may change how many were told.
TELLING = (
    Element.TOLD, StepName.DECLINED, StepName.SIGN_OFF, StepName.ASKS_TO_BE_TOLD, StepName.PERSON_DIED, *LANTERNS_OWN,
    NoteName.PUT_RIGHT,
)  # fmt: skip
# What is planned for somebody, promised or given to them, and makes no sense of somebody who has died. What they said
# themselves may be written down late.
TO_THE_LIVING = (
    NoteName.PLAN, NoteName.PROMISE, NoteName.PAUSE, NoteName.LETTER, NoteName.TOLD_MORE, NoteName.DRAFT_SHARED,
    NoteName.ACTIONS_TOLD,
)  # fmt: skip
PURPOSE = "candour"  # of what is sealed: who somebody is, and what was said


@dataclass(frozen=True, slots=True)
class Written:
    """One thing to be written down. `said` names nobody; `words` may, and are sealed. `person`: a number, 0 of the
    case itself. In `said` a step may have: limbs, elements, number, in_person, how, reached."""

    name: StepName | Element | NoteName
    at: datetime
    person: int = 0
    said: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


async def write_down(
    uow: UnitOfWork, record: CandourCase, written: Sequence[Written], *, key: str, step: str = "log",
    seen: int | None = None,
) -> CaseNow:  # fmt: skip
    """Write down one thing or several, all or none of them, and say how the case then stands.

    `key`: the same key again writes nothing. `step`: of the lifecycle, that this person must be allowed. Raises
    NotAllowed, with the reason in words: also where a step of the case is refused (psirf/candour/steps.py).
    """
    uow.veil.untraced = True
    if await was_kept(uow, record, key):
        return await case_now(uow, record)
    await allow_writing(uow, record, step, seen)
    now = await case_now(uow, record)
    case = now.case
    for place, each in enumerate(written):
        entry = entry_of(uow, now, each, f"{key}:{place}")
        if isinstance(each.name, NoteName):
            if each.at > uow.now:
                raise NotAllowed(Refusal.NOT_COME_YET)
            refuse_of_the_dead(now, each)
        else:
            _refuse_if_nobody_is_known(now, each)
            try:
                case = after(case, step_of(entry, each.person), uow.now)
            except StepRefused as refused:
                raise StepNotTaken(refused.refusal) from None
        uow.session.add(entry)
        uow.audit(f"write_{each.name.value}", f"candour:{record.id}", person=each.person or None, **_plain(each.said))
    await uow.session.flush()
    new = await _new(uow, record, now)
    _let_go_of_kept_promises(now, new)
    if any(each.name is NoteName.PUT_RIGHT for each in written):
        stands = await case_now(uow, record)  # what was written before makes something else of it
    else:
        entries = [*now.entries, *new]
        dead = await perhaps_dead(uow, record, now.event, now.everybody, entries, case)
        stands = replace(now, entries=entries, case=case, perhaps_dead=dead)
    await settle(uow, stands)
    if any(each.name in TELLING for each in written):
        await redraw_event(uow, now.event)  # which says how many were told
    await pass_on_questions(uow, record, new)
    return stands


async def was_kept(uow: UnitOfWork, record: CandourCase, key: str) -> bool:
    """Whether something was written down with this key already."""
    return await entry_with_key(uow.session, record.id, f"{key}:0") is not None


async def settle(uow: UnitOfWork, now: CaseNow) -> None:
    """What was written down moves the case on: its status, its days and its cards."""
    record, answer, before = now.record, now.case.answer, _shown_on_event(now.record)
    record.status = status_of(now)
    rules = uow.rules.candour
    if answer is None or answer.is_owed:
        record.told_by = rules.due(Clock.TOLD, record.reported_at).day
        record.written_by = rules.due(Clock.WRITTEN, record.reported_at).day if answer else None
        approved = record.findings_approved_at
        record.findings_by = rules.due(Clock.FINDINGS, approved).day if answer and approved else None
    else:
        record.told_by = record.written_by = record.findings_by = None
    record.rule_version = rules.version
    record.version += 1
    set_next_reminder(uow, now)
    await redraw_candour(uow, record)
    if _shown_on_event(record) != before:
        await redraw_event(uow, now.event)


def _shown_on_event(record: CandourCase) -> tuple[object, ...]:
    """What the card of its event says of a case, besides who was told."""
    return record.status, record.told_by


def sealed_words(uow: UnitOfWork, case_id: int, words: Mapping[str, str]) -> str:
    """Words for the protected store. Raises KeyTrouble where nothing can be sealed."""
    given = {key: said.strip() for key, said in words.items() if said.strip()}
    return uow.vault.seal(json.dumps(given), PURPOSE, str(case_id)) if given else ""


def opened_words(uow: UnitOfWork, case_id: int, sealed: str) -> dict[str, str]:
    """What was sealed, by its keys. Nothing of a turn that shows it is kept. Raises KeyTrouble."""
    uow.veil.untraced = True
    words: dict[str, str] = json.loads(uow.vault.open(sealed, PURPOSE, str(case_id))) if sealed else {}
    return words


async def allow_writing(uow: UnitOfWork, record: CandourCase, step: str, seen: int | None) -> None:
    """Whether this person may write something down now. Raises NotAllowed."""
    try:
        await allow_candour_step(uow, record, step, seen=seen)
    except NotAllowed as refusal:
        if refusal.refusal is Refusal.STALE:
            raise NotAllowed(Refusal.WRITTEN_MEANWHILE) from None
        raise


def _let_go_of_kept_promises(now: CaseNow, new: Sequence[CandourEntry]) -> None:
    """A contact that was made, or that they died, ends what was promised to them (psirf/candour/promises.py)."""
    for person in now.people:
        on = person.next_contact_on
        mine = [each for each in (*now.entries, *new) if each.person_id == person.id]
        made = [each.written_at for each in mine if each.name == NoteName.PROMISE]
        promised_at = made[-1] if made else None
        for entry in new:
            if on is None or entry.person_id != person.id:
                continue
            kept = is_contact(entry.name, entry.said.get("reached")) and is_kept_by(
                on, promised_at, entry.at, entry.name
            )
            if kept or entry.name == StepName.PERSON_DIED:
                person.next_contact_on = None


def _refuse_if_nobody_is_known(now: CaseNow, written: Written) -> None:
    """While nobody is known to act, they are looked for: nothing was given to anybody. Raises NotAllowed."""
    unknown = written.person and now.person(written.person).kind is PersonKind.NOT_YET_KNOWN
    if unknown and (isinstance(written.name, Element) or written.name is StepName.DECLINED):
        raise StepNotTaken(StepRefusal.NOBODY_KNOWN)


def refuse_of_the_dead(now: CaseNow, written: Written) -> None:
    """What is for the living is not kept of somebody who has died. Raises NotAllowed."""
    if written.person and written.name in TO_THE_LIVING and now.case.tracks[str(written.person)].died:
        raise StepNotTaken(StepRefusal.THEY_DIED)


def entry_of(uow: UnitOfWork, now: CaseNow, written: Written, key: str) -> CandourEntry:
    """What is written down, as its row has it: the words sealed."""
    person = now.person(written.person) if written.person else None
    said = {**_plain(written.said), **({"has_words": True} if any(written.words.values()) else {})}
    return CandourEntry(
        case_id=now.record.id, person_id=person.id if person else None, name=written.name.value, at=written.at,
        written_at=uow.now, written_by=uow.person_id, key=key, said=said,
        sealed=sealed_words(uow, now.record.id, written.words),
    )  # fmt: skip


async def _new(uow: UnitOfWork, record: CandourCase, now: CaseNow) -> list[CandourEntry]:
    return list((await entries_of(uow.session, record.id))[len(now.entries) :])


def _plain(said: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in said.items() if value not in (None, "", [], {})}
