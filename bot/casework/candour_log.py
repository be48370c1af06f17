"""The log of a candour case: each conversation, attempt and wish, as it was; and who signs what could not be."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from bot.casework.candour import Written, was_kept, write_down
from bot.casework.candour_assessing import ask_somebody_else
from bot.casework.candour_now import CaseNow, case_now
from bot.casework.unit_of_work import UnitOfWork
from psirf.candour.kept import Mode, NoteName, Result, TriedBy
from psirf.candour.record import NOT_YET_KNOWN, Step, StepRefused
from psirf.candour.steps import after
from psirf.candour.terms import CandourStatus, Element, Ending, PersonKind, StepName, StepRefusal
from psirf.lifecycle import StepNotTaken
from storage.records import CandourCase, CandourPerson

WORDS, WHY = "words", "why"  # keys of what was said, and of why somebody signed
OURS, THEIRS, CONTACT = "ours", "theirs", "contact"


async def plan(
    uow: UnitOfWork, case: CandourCase, *, seen: int | None, key: str, person: int, words: Mapping[str, str]
) -> CaseNow:
    """What is planned for the conversation, by the keys of its form; saved again as one goes. Raises NotAllowed."""
    number = _number(await case_now(uow, case), person)
    return await write_down(uow, case, [Written(NoteName.PLAN, uow.now, number, {}, words)], key=key, seen=seen)


async def tell(
    uow: UnitOfWork, case: CandourCase, *, seen: int | None, key: str, person: int, at: datetime,
    mode: Mode | None, is_in_person: bool | None, ours: str = "", theirs: str = "", account: str = "",
) -> CaseNow:  # fmt: skip
    """They were told, at a moment (UTC), and the true account that was given. `is_in_person`: None where it was not
    said how. Raises NotAllowed."""
    number = _number(await case_now(uow, case), person)
    said = {"in_person": is_in_person, "mode": mode.value if mode else None}
    written = [Written(Element.TOLD, at, number, said, {OURS: ours, THEIRS: theirs})]
    written += [Written(Element.TRUE_ACCOUNT, at, number, {}, {WORDS: account})] if account else []
    return await write_down(uow, case, written, key=key, seen=seen)


async def say_sorry(
    uow: UnitOfWork, case: CandourCase, *, seen: int | None, key: str, person: int, at: datetime | None,
    apology: str, enquiries: str,
) -> CaseNow:  # fmt: skip
    """The words of the apology, and what will be looked into; when they were told, unless another moment is given.
    Raises NotAllowed: also where neither is there."""
    now = await case_now(uow, case)
    number = _number(now, person)
    at = at or _told_at(now, number) or uow.now
    written = [Written(Element.APOLOGY, at, number, {}, {WORDS: apology})] if apology or not enquiries else []
    written += [Written(Element.ENQUIRIES, at, number, {}, {WORDS: enquiries})] if enquiries else []
    return await write_down(uow, case, written, key=key, seen=seen)


async def offer_support(
    uow: UnitOfWork, case: CandourCase, *, seen: int | None, key: str, person: int, at: datetime | None,
    support: str, contact: str, questions: Sequence[str],
) -> CaseNow:  # fmt: skip
    """The support offered, with whom they can ring, and each question of theirs, numbered in the case. Where they
    were told, the log is then the written record. Raises NotAllowed."""
    now = await case_now(uow, case)
    number = _number(now, person)
    told_at = _told_at(now, number)
    at = at or told_at or uow.now
    written = [
        Written(StepName.QUESTION, at, number, {"number": str(which)}, {WORDS: asked})
        for which, asked in enumerate(questions, start=now.next_question)
    ]
    if support or contact:
        written.append(Written(Element.SUPPORT, at, number, {}, {WORDS: support, CONTACT: contact}))
    if told_at is not None or not written:
        written.append(Written(Element.RECORD, at, number))
    return await write_down(uow, case, written, key=key, seen=seen)


async def try_to_reach(
    uow: UnitOfWork, case: CandourCase, *, seen: int | None, key: str, person: int, at: datetime,
    how: TriedBy | None, result: Result | None, words: str = "",
) -> CaseNow:  # fmt: skip
    """An attempt to reach them, and what came of it. Raises NotAllowed: also where either is not said."""
    number = _number(await case_now(uow, case), person)
    said = {
        "how": how.value if how else None, "result": result.value if result else None,
        "reached": result is Result.SPOKE if result else None,
    }  # fmt: skip
    return await write_down(
        uow, case, [Written(StepName.ATTEMPT, at, number, said, {WORDS: words})], key=key, seen=seen
    )


async def decline(
    uow: UnitOfWork, case: CandourCase, *, seen: int | None, key: str, person: int, at: datetime,
    elements: Collection[Element], words: str,
) -> CaseNow:  # fmt: skip
    """They do not want some elements, or all that is left where none is named; in their words. Raises NotAllowed."""
    now = await case_now(uow, case)
    number = _number(now, person)
    said = {"elements": await _open(uow, now, number, elements, key)}
    return await write_down(
        uow, case, [Written(StepName.DECLINED, at, number, said, {WORDS: words})], key=key, seen=seen
    )


async def give_up_reaching(
    uow: UnitOfWork, case: CandourCase, *, seen: int | None, key: str, person: int, elements: Collection[Element],
    why: str,
) -> CaseNow:  # fmt: skip
    """They cannot be given some elements, or all that is left where none is named: somebody else is asked to sign
    it. Raises NotAllowed: also where no attempt is written down."""
    now = await case_now(uow, case)
    number, version = _number(now, person), case.version
    written = Written(
        StepName.CANNOT_BE_REACHED, uow.now, number, {"elements": await _open(uow, now, number, elements, key)},
        {WORDS: why},
    )  # fmt: skip
    now = await write_down(uow, case, [written], key=key, seen=seen)
    if case.version != version and case.status is CandourStatus.OWED:
        await ask_somebody_else(uow, case, "sign", "candour_sign")
    return now


async def has_died(
    uow: UnitOfWork, case: CandourCase, *, seen: int | None, key: str, person: int, words: str = ""
) -> CaseNow:
    """They died. Where nobody else is left to whom something is owed, whoever acts is looked for: a person of the
    case whom nobody knows yet. Raises NotAllowed."""
    now = await case_now(uow, case)
    number = _number(now, person)
    if _leaves_nobody(uow, now, number):
        died = now.person(number)
        uow.session.add(
            CandourPerson(
                case_id=case.id, number=max(each.number for each in now.people) + 1,
                kind=PersonKind.NOT_YET_KNOWN, affected_person_id=died.affected_person_id, added_at=uow.kept_at,
                added_by=uow.kept_by,
            )
        )  # fmt: skip
        await uow.session.flush()
    written = Written(StepName.PERSON_DIED, uow.now, number, {}, {WORDS: words})
    return await write_down(uow, case, [written], key=key, seen=seen)


async def ask_to_be_told(
    uow: UnitOfWork, case: CandourCase, *, seen: int | None, key: str, person: int, at: datetime, words: str = ""
) -> CaseNow:
    """They would like to be told after all: what they declined, or could not be given, is owed again. Raises
    NotAllowed."""
    number = _number(await case_now(uow, case), person)
    return await write_down(
        uow, case, [Written(StepName.ASKS_TO_BE_TOLD, at, number, {}, {WORDS: words})], key=key, seen=seen
    )


async def sign(uow: UnitOfWork, case: CandourCase, *, seen: int | None, key: str, person: int, why: str) -> CaseNow:
    """Somebody else agrees that they cannot be reached. Raises NotAllowed: also for whoever wrote that down."""
    number = _number(await case_now(uow, case), person)
    written = Written(StepName.SIGN_OFF, uow.now, number, {}, {WHY: why})
    return await write_down(uow, case, [written], key=key, step="sign", seen=seen)


# ---- what is looked up ----


def _number(now: CaseNow, person: int) -> int:
    """Whom it is about: the one who can be meant, where nobody is named. Raises NotAllowed."""
    if person:
        return now.person(person).number
    living = [each.number for each in now.people if not now.case.tracks[str(each.number)].died]
    if len(living) != 1:
        raise StepNotTaken(StepRefusal.WHICH_PERSON)
    return living[0]


def _told_at(now: CaseNow, number: int) -> datetime | None:
    """The moment of the telling that was written down last."""
    told = [at for each, at in now.standing if each.name == Element.TOLD and now.number_of(each.person_id) == number]
    ended = now.case.tracks[str(number)].ended.get(Element.TOLD)
    return told[-1] if told and ended is not None and ended.how is Ending.DONE else None


async def _open(uow: UnitOfWork, now: CaseNow, number: int, elements: Collection[Element], key: str) -> list[str]:
    """Those of the elements that are open, by their values, all where none is named. Raises NotAllowed where none
    is, and it was not kept with this key already."""
    found = [each.value for each in now.case.tracks[str(number)].open if not elements or each in elements]
    if not found and not await was_kept(uow, now.record, key):
        raise StepNotTaken(StepRefusal.NOT_AN_ELEMENT)
    return found


def _leaves_nobody(uow: UnitOfWork, now: CaseNow, number: int) -> bool:
    """Whether, once this person has died, whoever acts would have to be looked for."""
    died = Step(StepName.PERSON_DIED, uow.now, str(uow.person_id), str(number))
    try:
        return NOT_YET_KNOWN in after(now.case, died, uow.now).tracks
    except StepRefused:
        return False  # what is wrong with it is said where it is written down
