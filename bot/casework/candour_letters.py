"""That a letter was drafted, and what was said of who was hurt."""

from collections.abc import Mapping

from bot.casework.candour import Written, allow_writing, entry_of, refuse_of_the_dead, write_down
from bot.casework.candour_now import case_now
from bot.casework.unit_of_work import UnitOfWork
from psirf.candour.kept import LetterKind, NoteName
from psirf.candour.terms import Element, Ending, StepRefusal
from psirf.lifecycle import NotAllowed, StepNotTaken
from psirf.refusals import Refusal
from storage.candour import entry_with_key
from storage.records import CandourCase


async def has_drafted(uow: UnitOfWork, case: CandourCase, number: int, kind: LetterKind, *, key: str) -> None:
    """A letter to a person is drafted: that it was, and nothing of its words. Raises NotAllowed: also where the case
    was withdrawn with its report, of somebody who died, and of one that follows a conversation where nobody has told
    them.

    It changes nothing of the case, so no card of it is drawn again: the draft would go under the eyes of its reader.
    """
    uow.veil.untraced = True
    await allow_writing(uow, case, "letter", None)
    if await entry_with_key(uow.session, case.id, f"{key}:0"):
        return
    now = await case_now(uow, case)
    told = now.case.tracks[str(now.person(number).number)].ended.get(Element.TOLD)
    if kind is not LetterKind.REACH and (told is None or told.how is Ending.NOT_POSSIBLE):
        raise StepNotTaken(StepRefusal.NOT_TOLD_YET)
    written = Written(NoteName.LETTER, uow.now, now.person(number).number, {"letter": kind.value})
    refuse_of_the_dead(now, written)
    uow.session.add(entry_of(uow, now, written, f"{key}:0"))
    uow.audit("draft_letter", f"candour:{case.id}", person=number, letter=kind.value)
    await uow.session.flush()


async def keep_who_was_hurt(
    uow: UnitOfWork, case: CandourCase, number: int, words: Mapping[str, str], *, seen: int | None, key: str
) -> None:
    """What somebody says to the three restorative questions. Raises NotAllowed: also where nothing is said."""
    if not any(said.strip() for said in words.values()):
        raise NotAllowed(Refusal.REASON)
    person = (await case_now(uow, case)).person(number)
    written = Written(NoteName.RESTORATIVE, uow.now, person.number, words=words)
    await write_down(uow, case, [written], key=key, step="log", seen=seen)
