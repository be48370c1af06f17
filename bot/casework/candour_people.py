"""Who the people of a candour case are: sealed, changed by the candour roles alone, and nothing of it lost."""

from collections.abc import Mapping

from bot.casework.candour import Written, allow_writing, opened_words, sealed_words, write_down
from bot.casework.candour_acting import may_be_taken_off
from bot.casework.candour_now import CaseNow, case_now
from bot.casework.unit_of_work import UnitOfWork
from psirf.candour.kept import NoteName
from psirf.candour.terms import PersonKind, StepName, StepRefusal
from psirf.lifecycle import NotAllowed, StepNotTaken
from psirf.refusals import Refusal
from storage.candour import entry_with_key
from storage.records import CandourCase, CandourPerson

# What is kept of somebody, in the order in which it is asked. None of it is needed.
NAME, CALLED, PRONOUNS, BASIS, CONTACT = "name", "called", "pronouns", "basis", "contact"
LANGUAGE, ADVOCATE, ACCESS, FAITH, MATTERS, WISH = "language", "advocate", "access", "faith", "matters", "wish"
FIELDS = (NAME, CALLED, PRONOUNS, BASIS, CONTACT, LANGUAGE, ADVOCATE, ACCESS, FAITH, MATTERS, WISH)
WHY = "why"  # the key of why somebody is taken off
MOST_PEOPLE = 30  # in one case: more are a slip


async def keep_person(
    uow: UnitOfWork, case: CandourCase, number: int, kind: PersonKind, words: Mapping[str, str], *,
    seen: int | None, key: str,
) -> None:  # fmt: skip
    """Keep who somebody is, as it is known now: `words` by FIELDS. What stood there before is kept with what was
    written down. Raises NotAllowed: also where the patient's wish is not said of somebody who is there by it."""
    if await _was_done(uow, case, key):
        return
    now = await _allowed(uow, case, seen, kind, words)
    person = now.person(number)
    before = opened_words(uow, case.id, person.sealed)
    after = {**before, **{field: words.get(field, "").strip() for field in FIELDS}}
    if kind is person.kind and {field: said for field, said in after.items() if said} == before:
        return
    was = {"was": person.kind.value} if kind is not person.kind else {}
    is_found = person.kind is PersonKind.NOT_YET_KNOWN and kind is not person.kind
    person.kind, person.sealed = kind, sealed_words(uow, case.id, after)
    said = {"kind": kind.value, **was}
    written = [Written(NoteName.PERSON, uow.now, number, said, before)]
    if is_found and not now.case.tracks[str(number)].died:
        written.append(Written(StepName.FOUND, uow.now, number))
    await write_down(uow, case, written, key=key, step="keep_person", seen=seen)


async def add_person(
    uow: UnitOfWork, case: CandourCase, kind: PersonKind, words: Mapping[str, str], *, seen: int | None, key: str
) -> int:
    """Somebody else who is to be told, with a track of their own: their number. Raises NotAllowed, as above."""
    if await _was_done(uow, case, key):
        return (await case_now(uow, case)).everybody[-1].number
    now = await _allowed(uow, case, seen, kind, words)
    if len(now.everybody) >= MOST_PEOPLE:
        raise NotAllowed(Refusal.NOT_NOW)
    number = now.next_number
    uow.session.add(
        CandourPerson(
            case_id=case.id, number=number, kind=kind, affected_person_id=None, added_at=uow.now,
            added_by=uow.person_id, sealed=sealed_words(uow, case.id, {each: words.get(each, "") for each in FIELDS}),
        )
    )  # fmt: skip
    await uow.session.flush()
    written = Written(NoteName.PERSON, uow.now, number, {"kind": kind.value})
    await write_down(uow, case, [written], key=key, step="keep_person", seen=seen)
    return number


async def take_off(
    uow: UnitOfWork, case: CandourCase, number: int, why: str, *, seen: int | None, key: str
) -> None:  # fmt: skip
    """Take somebody off who was added by a slip; who they were stays sealed with what was written down. Raises
    NotAllowed: also where no reason is given, something was done for them, or nobody else acts in law."""
    if await _was_done(uow, case, key):
        return
    await allow_writing(uow, case, "keep_person", seen)
    if not why.strip():
        raise NotAllowed(Refusal.REASON)
    now = await case_now(uow, case)
    if not may_be_taken_off(now, now.person(number)):
        raise StepNotTaken(StepRefusal.STAYS)
    written = Written(StepName.TAKEN_OFF, uow.now, number, {}, {WHY: why})
    await write_down(uow, case, [written], key=key, step="keep_person", seen=seen)


async def _was_done(uow: UnitOfWork, case: CandourCase, key: str) -> bool:
    uow.veil.untraced = True
    return await entry_with_key(uow.session, case.id, f"{key}:0") is not None


async def _allowed(
    uow: UnitOfWork, case: CandourCase, seen: int | None, kind: PersonKind, words: Mapping[str, str]
) -> CaseNow:
    await allow_writing(uow, case, "keep_person", seen)
    if kind is PersonKind.WISHED and not words.get(WISH, "").strip():
        raise NotAllowed(Refusal.WISH_IN_WORDS)
    return await case_now(uow, case)
