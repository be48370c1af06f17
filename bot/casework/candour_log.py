"""The log of a candour case: each conversation, attempt and wish, as it was; and who signs what could not be."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from bot.casework.candour import Written, was_kept, write_down
from bot.casework.candour_acting import leaves_nobody, looked_for_instead
from bot.casework.candour_assessing import ask_somebody_else
from bot.casework.candour_now import CaseNow, case_now
from bot.casework.candour_opening import open_because_asked, tell_leads
from bot.casework.unit_of_work import UnitOfWork
from psirf.candour.kept import Mode, NoteName, Result, TriedBy
from psirf.candour.record import Step
from psirf.candour.terms import AskedBy, CandourStatus, Element, Ending, PersonKind, StepName, StepRefusal
from psirf.lifecycle import NotAllowed, StepNotTaken
from psirf.refusals import Refusal
from storage.records import CandourCase, CandourPerson

# What came of one that reached them: who says that it is not the right moment was spoken to, and asks for time.
SPOKEN_TO = (Result.SPOKE, Result.NOT_NOW)
WORDS, WHY = "words", "why"  # keys of what was said, and of why somebody signed
PLACE, OURS, THEIRS, CONTACT = "place", "ours", "theirs", "contact"


async def plan(
    uow: UnitOfWork, case: CandourCase, *, seen: int | None, key: str, person: int, words: Mapping[str, str]
) -> CaseNow:
    """What is planned for the conversation, by the keys of its form; saved again as one goes. Raises NotAllowed."""
    number = (await case_now(uow, case)).whom(person)
    return await write_down(uow, case, [Written(NoteName.PLAN, uow.now, number, {}, words)], key=key, seen=seen)


async def tell(
    uow: UnitOfWork, case: CandourCase, *, seen: int | None, key: str, person: int, at: datetime,
    mode: Mode | None, is_in_person: bool | None, place: str = "", ours: str = "", theirs: str = "",
    account: str = "",
) -> CaseNow:  # fmt: skip
    """They were told, at a moment (UTC), and the true account that was given. `is_in_person`: None where it was not
    said how. Raises NotAllowed."""
    number = (await case_now(uow, case)).whom(person)
    said = {"in_person": is_in_person, "mode": mode.value if mode else None}
    written = [Written(Element.TOLD, at, number, said, {PLACE: place, OURS: ours, THEIRS: theirs})]
    written += [Written(Element.TRUE_ACCOUNT, at, number, {}, {WORDS: account})] if account else []
    return await write_down(uow, case, written, key=key, seen=seen)


async def say_sorry(
    uow: UnitOfWork, case: CandourCase, *, seen: int | None, key: str, person: int, at: datetime | None,
    apology: str, enquiries: str,
) -> CaseNow:  # fmt: skip
    """The words of the apology, and what will be looked into; when they were told, unless another moment is given.
    Raises NotAllowed: also where neither is there."""
    now = await case_now(uow, case)
    number = now.whom(person)
    at = at or _told_at(now, number) or uow.now
    return await write_down(uow, case, _said(at, number, apology, enquiries), key=key, seen=seen)


async def tell_in_writing(
    uow: UnitOfWork, case: CandourCase, *, seen: int | None, key: str, person: int, at: datetime, account: str,
    apology: str, enquiries: str,
) -> CaseNow:  # fmt: skip
    """What they were told in writing, who did not want to be told in person, or could not be; the log is then the
    written record. Raises NotAllowed: also where nothing of it is there."""
    now = await case_now(uow, case)
    number = now.whom(person)
    written = [Written(Element.TRUE_ACCOUNT, at, number, {}, {WORDS: account})] if account else []
    written += _said(at, number, apology, enquiries) if apology or enquiries or not account else []
    return await write_down(uow, case, [*written, *_record(now, number, written, at)], key=key, seen=seen)


async def offer_support(
    uow: UnitOfWork, case: CandourCase, *, seen: int | None, key: str, person: int, at: datetime | None,
    support: str, contact: str, questions: Sequence[str],
) -> CaseNow:  # fmt: skip
    """The support offered, with whom they can ring, and each question of theirs, numbered in the case. Where a true
    account and an apology were given, the log is then the written record. Raises NotAllowed: also where nothing is
    there to keep."""
    now = await case_now(uow, case)
    number = now.whom(person)
    at = at or _told_at(now, number) or uow.now
    written = [
        Written(StepName.QUESTION, at, number, {"number": str(which)}, {WORDS: asked})
        for which, asked in enumerate(questions, start=now.next_question)
    ]
    if support:
        written.append(Written(Element.SUPPORT, at, number, {}, {WORDS: support, CONTACT: contact}))
    elif contact:
        written.append(Written(NoteName.RING, at, number, {}, {CONTACT: contact}))
    written += _record(now, number, written, at)
    if not written:
        was_told = Element.TOLD in now.case.tracks[str(number)].ended
        raise NotAllowed(Refusal.NO_RECORD_YET) if was_told else StepNotTaken(StepRefusal.NOT_TOLD_YET)
    return await write_down(uow, case, written, key=key, seen=seen)


async def try_to_reach(
    uow: UnitOfWork, case: CandourCase, *, seen: int | None, key: str, person: int, at: datetime,
    how: TriedBy | None, result: Result | None, words: str = "",
) -> CaseNow:  # fmt: skip
    """An attempt to reach them, and what came of it. Raises NotAllowed: also where either is not said."""
    number = (await case_now(uow, case)).whom(person)
    said = {
        "how": how.value if how else None, "result": result.value if result else None,
        "reached": result in SPOKEN_TO if result else None,
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
    number = now.whom(person)
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
    number, version = now.whom(person), case.version
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
    """They died. Where something is owed still and nobody is left who acts in law, whoever does is looked for: a
    person of the case whom nobody knows yet. Raises NotAllowed."""
    now = await case_now(uow, case)
    number = now.whom(person)
    if leaves_nobody(now, Step(StepName.PERSON_DIED, uow.now, str(uow.person_id), str(number))):
        died = now.person(number)
        uow.session.add(
            CandourPerson(
                case_id=case.id, number=now.next_number, kind=PersonKind.NOT_YET_KNOWN,
                affected_person_id=died.affected_person_id, added_at=uow.kept_at,
                added_by=uow.kept_by,
            )
        )  # fmt: skip
        await uow.session.flush()
    written = Written(StepName.PERSON_DIED, uow.now, number, {}, {WORDS: words})
    return await write_down(uow, case, [written], key=key, seen=seen)


async def has_not_died(
    uow: UnitOfWork, case: CandourCase, *, seen: int | None, key: str, person: int, why: str
) -> CaseNow:
    """They are alive: that they had died was a slip, or what a grade says is. Who was looked for in their place,
    and is not known yet, is taken off. Raises NotAllowed: also where no reason is given."""
    if not why.strip():
        raise NotAllowed(Refusal.REASON)
    now = await case_now(uow, case)
    number = now.whom(person)
    written = [Written(StepName.LIVES, uow.now, number, {}, {WHY: why})]
    written += [
        Written(StepName.TAKEN_OFF, uow.now, each.number) for each in looked_for_instead(now, now.person(number))
    ]
    return await write_down(uow, case, written, key=key, seen=seen)


async def ask_to_be_told(
    uow: UnitOfWork, case: CandourCase, *, seen: int | None, key: str, person: int, at: datetime, words: str = ""
) -> CaseNow:
    """They would like to be told after all: what they declined, or could not be given, is owed again. Where it was
    found not to be owed, or nobody asked whether it is, their word opens an assessment, and the candour leads hear of
    it. Raises NotAllowed."""
    number, was = (await case_now(uow, case)).whom(person), case.status
    written = [Written(StepName.ASKS_TO_BE_TOLD, at, number, {}, {WORDS: words})]
    now = await write_down(uow, case, written, key=key, seen=seen)
    if case.status is CandourStatus.ASSESSING and was is not CandourStatus.ASSESSING:
        await tell_leads(uow, case, now.event, "candour_opened", f"asked {now.entries[-1].id}")
    elif case.status is CandourStatus.ENGAGED:
        await open_because_asked(uow, now.event, AskedBy.PERSON)
        return await case_now(uow, case)
    return now


async def sign(uow: UnitOfWork, case: CandourCase, *, seen: int | None, key: str, person: int, why: str) -> CaseNow:
    """Somebody else agrees that they cannot be reached. Raises NotAllowed: also for whoever wrote that down."""
    number = (await case_now(uow, case)).whom(person)
    written = Written(StepName.SIGN_OFF, uow.now, number, {}, {WHY: why})
    return await write_down(uow, case, [written], key=key, step="sign", seen=seen)


# ---- what is looked up ----


def _said(at: datetime, number: int, apology: str, enquiries: str) -> list[Written]:
    """The apology, asked for where neither is there, and what will be looked into."""
    written = [Written(Element.APOLOGY, at, number, {}, {WORDS: apology})] if apology or not enquiries else []
    return written + ([Written(Element.ENQUIRIES, at, number, {}, {WORDS: enquiries})] if enquiries else [])


def _record(now: CaseNow, number: int, written: Sequence[Written], at: datetime) -> list[Written]:
    """The written record, once both a true account and an apology were given: also if only with what is written now.
    It is made no earlier than these."""
    ended = now.case.tracks[str(number)].ended
    given = {each for each, how in ended.items() if how.how is Ending.DONE} | {each.name for each in written}
    if Element.TOLD not in ended or not {Element.TRUE_ACCOUNT, Element.APOLOGY} <= given:
        return []
    known = [ended[each].at for each in (Element.TOLD, Element.TRUE_ACCOUNT, Element.APOLOGY) if each in ended]
    return [Written(Element.RECORD, max(at, *known), number)]


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
