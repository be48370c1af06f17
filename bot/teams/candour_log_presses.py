"""What the buttons do by which a conversation of candour is prepared, logged and signed."""

from collections.abc import Mapping
from datetime import datetime

from bot.cards.candour_log import ALL, ELEMENTS
from bot.cards.candour_log_words import (
    ALIVE_SAVED,
    ASKED_ANOTHER,
    DIED_SAVED,
    DIED_WHO_ACTS,
    RECORD_COMPLETE,
    SAVED,
    SIGNED,
    STILL_OPEN,
    WHICH_PARTS,
)
from bot.cards.candour_sign import WHY
from bot.casework.candour_log import (
    ask_to_be_told,
    decline,
    give_up_reaching,
    has_died,
    has_not_died,
    offer_support,
    plan,
    say_sorry,
    sign,
    tell,
    tell_in_writing,
    try_to_reach,
)
from bot.casework.candour_now import CaseNow
from bot.casework.unit_of_work import UnitOfWork
from bot.forms.candour_log import (
    ASKS,
    DIED,
    LIVES,
    NOT_REACHED,
    NOT_WANTED,
    OTHERWISE,
    PLAN,
    SAID,
    SUPPORT,
    TOLD,
    TOLD_IN_WRITING,
    TRIED,
    WHEN,
    questions_in,
)
from bot.forms.form import Answers, Asking, Form
from bot.teams.candour_keys import key_of
from bot.teams.pressed import NotFilledIn, Press, Step
from psirf.candour.kept import Mode, Result, TriedBy
from psirf.candour.terms import CandourStatus, Element, PersonKind
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.spoken import within_a_sentence
from storage.records import CandourCase


async def _plan(uow: UnitOfWork, case: CandourCase, pressed: Press, _: Asking) -> str:
    words = {question.key: pressed.words(question.key) for question in PLAN.questions}
    await plan(uow, case, seen=pressed.seen, key=key_of(uow, pressed), person=pressed.item, words=words)
    return SAVED


async def _told(uow: UnitOfWork, case: CandourCase, pressed: Press, asking: Asking) -> str:
    said = _read(TOLD, pressed, asking)
    mode = said["mode"]
    now = await tell(
        uow, case, seen=pressed.seen, key=key_of(uow, pressed), person=pressed.item,
        at=datetime.fromisoformat(said[WHEN]), mode=Mode(mode) if mode not in ("", OTHERWISE) else None,
        is_in_person=mode != OTHERWISE if mode else None, place=said["place"], ours=said["ours"],
        theirs=said["theirs"], account=said["account"],
    )  # fmt: skip
    return _saved(now, pressed, Element.TRUE_ACCOUNT)


async def _told_apology(uow: UnitOfWork, case: CandourCase, pressed: Press, asking: Asking) -> str:
    said = _read(SAID, pressed, asking)
    now = await say_sorry(
        uow, case, seen=pressed.seen, key=key_of(uow, pressed), person=pressed.item, at=_at(said),
        apology=said["apology"], enquiries=said["enquiries"],
    )  # fmt: skip
    return _saved(now, pressed, Element.APOLOGY, Element.ENQUIRIES)


async def _told_in_writing(uow: UnitOfWork, case: CandourCase, pressed: Press, asking: Asking) -> str:
    said = _read(TOLD_IN_WRITING, pressed, asking)
    now = await tell_in_writing(
        uow, case, seen=pressed.seen, key=key_of(uow, pressed), person=pressed.item,
        at=datetime.fromisoformat(said[WHEN]), account=said["account"], apology=said["apology"],
        enquiries=said["enquiries"],
    )  # fmt: skip
    return _saved(now, pressed, Element.TRUE_ACCOUNT, Element.APOLOGY, Element.ENQUIRIES, Element.RECORD)


async def _told_support(uow: UnitOfWork, case: CandourCase, pressed: Press, asking: Asking) -> str:
    said = _read(SUPPORT, pressed, asking)
    now = await offer_support(
        uow, case, seen=pressed.seen, key=key_of(uow, pressed), person=pressed.item, at=_at(said),
        support=said["support"], contact=said["contact"], questions=questions_in(said["questions"]),
    )  # fmt: skip
    told = (Element.TOLD, Element.TRUE_ACCOUNT, Element.APOLOGY, Element.ENQUIRIES)
    return _saved(now, pressed, *told, Element.SUPPORT, Element.RECORD, whole=RECORD_COMPLETE)


async def _tried(uow: UnitOfWork, case: CandourCase, pressed: Press, asking: Asking) -> str:
    said = _read(TRIED, pressed, asking)
    await try_to_reach(
        uow, case, seen=pressed.seen, key=key_of(uow, pressed), person=pressed.item,
        at=datetime.fromisoformat(said[WHEN]), how=TriedBy(said["how"]) if said["how"] else None,
        result=Result(said["result"]) if said["result"] else None, words=said["words"],
    )  # fmt: skip
    return SAVED


async def _not_wanted(uow: UnitOfWork, case: CandourCase, pressed: Press, asking: Asking) -> str:
    elements = _elements(pressed)
    said = _read(NOT_WANTED, pressed, asking)
    await decline(
        uow, case, seen=pressed.seen, key=key_of(uow, pressed), person=pressed.item,
        at=datetime.fromisoformat(said[WHEN]), elements=elements, words=said["words"],
    )  # fmt: skip
    return SAVED


async def _not_reached(uow: UnitOfWork, case: CandourCase, pressed: Press, asking: Asking) -> str:
    elements = _elements(pressed)
    said = _read(NOT_REACHED, pressed, asking)
    await give_up_reaching(
        uow, case, seen=pressed.seen, key=key_of(uow, pressed), person=pressed.item, elements=elements,
        why=said["words"],
    )  # fmt: skip
    return ASKED_ANOTHER if case.status is CandourStatus.OWED else SAVED


async def _died(uow: UnitOfWork, case: CandourCase, pressed: Press, asking: Asking) -> str:
    said = _read(DIED, pressed, asking)
    now = await has_died(
        uow, case, seen=pressed.seen, key=key_of(uow, pressed), person=pressed.item, words=said["words"]
    )
    looked_for = any(each.kind is PersonKind.NOT_YET_KNOWN and each.number != pressed.item for each in now.people)
    return DIED_WHO_ACTS if looked_for else DIED_SAVED


async def _lives(uow: UnitOfWork, case: CandourCase, pressed: Press, asking: Asking) -> str:
    said = _read(LIVES, pressed, asking)
    await has_not_died(uow, case, seen=pressed.seen, key=key_of(uow, pressed), person=pressed.item, why=said["words"])
    return ALIVE_SAVED


async def _asks(uow: UnitOfWork, case: CandourCase, pressed: Press, asking: Asking) -> str:
    said = _read(ASKS, pressed, asking)
    await ask_to_be_told(
        uow, case, seen=pressed.seen, key=key_of(uow, pressed), person=pressed.item,
        at=datetime.fromisoformat(said[WHEN]), words=said["words"],
    )  # fmt: skip
    return SAVED


async def _sign(uow: UnitOfWork, case: CandourCase, pressed: Press, _: Asking) -> str:
    why = pressed.words(f"{WHY}{pressed.item}")
    if not why:
        raise NotAllowed(Refusal.REASON)
    await sign(uow, case, seen=pressed.seen, key=key_of(uow, pressed), person=pressed.item, why=why)
    return SIGNED


# ---- what was typed ----


def _read(form: Form, pressed: Press, asking: Asking) -> Answers:
    """Each answer of a form; empty where an optional one is. Raises NotFilledIn, with what is unclear by field."""
    answers, unclear = form.read(pressed.said, asking)
    if unclear:
        raise NotFilledIn(unclear)
    return answers


def _at(said: Answers) -> datetime | None:
    return datetime.fromisoformat(said[WHEN]) if said[WHEN] else None


def _elements(pressed: Press) -> list[Element]:
    """The parts that were chosen; none for all that is left. Raises NotFilledIn where nothing was chosen."""
    chosen = pressed.words(ELEMENTS).split(",")
    if ALL in chosen:
        return []
    found = [each for each in Element if each.value in chosen]
    if not found:
        raise NotFilledIn({}, WHICH_PARTS)
    return found


def _saved(now: CaseNow, pressed: Press, *parts: Element, whole: str = SAVED) -> str:
    """That it was saved, and which of these parts of the telling are still open."""
    track = now.case.tracks.get(str(pressed.item or 1))
    left = [within_a_sentence(each.label) for each in parts if track is not None and each in track.open]
    return STILL_OPEN.format(", ".join(left)) if left else whole


LOG_STEPS: Mapping[str, Step] = {
    "candour.plan": _plan,
    "candour.told": _told,
    "candour.told_apology": _told_apology,
    "candour.told_in_writing": _told_in_writing,
    "candour.told_support": _told_support,
    "candour.tried": _tried,
    "candour.not_wanted": _not_wanted,
    "candour.not_reached": _not_reached,
    "candour.died": _died,
    "candour.lives": _lives,
    "candour.asks": _asks,
    "candour.sign": _sign,
}
