"""Half-made forms: kept each turn, offered again, and gone when they are sent or deleted.

What they hold is kept sealed: nobody but their writer ever reads it, the trust's database least of all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

import orjson

from bot.casework.unit_of_work import UnitOfWork
from psirf.references import event_reference
from storage.conversations import draft_with_key, drafts_of
from storage.drafts import forget_notices
from storage.records import Draft
from storage.vault import KeyTrouble

GOING = "draft_going"  # what its writer is told before a form goes


@dataclass(frozen=True, slots=True)
class Drafted:
    """A half-made form, as its writer may see it. Nobody else ever does."""

    key: str
    form: str
    about_id: int | None
    answers: Mapping[str, str]
    asked: str
    unsure: Mapping[str, str] | None
    leaving: bool
    touched_at: datetime
    taken: Mapping[str, Mapping[str, str]]  # what was read from a telling: value, words, confirm; by question
    left_in: Sequence[str]  # marked words that the writer left in, without capitals
    marked: bool  # it holds words that may identify somebody, of which its writer has not chosen yet
    follows: str  # the key of the report that is sent before this one
    noticed: bool  # its writer was told that it will go, and has not touched it since

    @property
    def about(self) -> str:
        """The reference of the event that it is about; empty where it is about none."""
        return "" if self.about_id is None else event_reference(self.about_id)


async def begin_draft(
    uow: UnitOfWork, form: str, about_id: int | None = None, *, answers: Mapping[str, str] | None = None,
    follows: str = "",
) -> Drafted:  # fmt: skip
    """A new form, with the key that goes with whatever it makes."""
    draft = Draft(
        key=uuid4().hex, person_id=uow.person_id, form=form, begun_at=uow.now, touched_at=uow.now, follows=follows
    )
    _fill(uow, draft, about_id=about_id, answers=dict(answers or {}))
    uow.session.add(draft)
    await uow.session.flush()
    return _shown(uow, draft)


async def draft_of(uow: UnitOfWork, key: str) -> Drafted | None:
    """The form with this key, where it is this person's own and is still being made."""
    draft = await _own(uow, key)
    return _opened(uow, draft) if draft else None


async def draft_now(uow: UnitOfWork, key: str) -> Drafted:
    """The form with this key as it now stands, while it is certainly still being made."""
    draft = await draft_of(uow, key)
    assert draft is not None, "it is still being made"
    return draft


async def save_draft(
    uow: UnitOfWork, key: str, *, answers: Mapping[str, str] | None = None, asked: str | None = None,
    unsure: Mapping[str, str] | None = None, leaving: bool = False,
    taken: Mapping[str, Mapping[str, str]] | None = None, left_in: Sequence[str] | None = None,
    marked: bool | None = None,
) -> None:  # fmt: skip
    """Keep what was told so far. What is not given stays, but a guess and a question to leave go."""
    draft = await _own(uow, key)
    assert draft is not None, "only a form that is being made is saved"
    given: dict[str, Any] = {"answers": answers, "asked": asked, "taken": taken, "left_in": left_in}
    _fill(uow, draft, unsure=unsure or None, **{name: value for name, value in given.items() if value is not None})
    if marked is not None:
        draft.marked = marked
    draft.leaving = leaving
    draft.touched_at, draft.noticed_at = uow.now, None


async def keep_for_later(uow: UnitOfWork, key: str) -> None:
    """Put a form aside. It is offered when its writer comes back."""
    draft = await _own(uow, key)
    if draft is not None:
        draft.leaving = False
        _fill(uow, draft, unsure=None)


async def drop_draft(uow: UnitOfWork, key: str) -> None:
    """Delete a form, because it was sent or because its writer asks so."""
    draft = await _own(uow, key)
    if draft is not None:
        await delete_draft(uow, draft)


async def delete_draft(uow: UnitOfWork, draft: Draft) -> None:
    """Delete a form, and what its writer was told of it: a sealed report is not to be found beside that."""
    if uow.rules.half_made.told_from(draft.begun_at) <= uow.now:  # before that, nobody was told anything
        await forget_notices(uow.session, draft.person_id, GOING, f"{GOING}:{draft.key}:")
    await uow.session.delete(draft)
    await uow.session.flush()


async def keep_longer(uow: UnitOfWork, key: str) -> None:
    """Begin a form's time anew: its writer wants it kept."""
    draft = await _own(uow, key)
    if draft is not None:
        draft.touched_at, draft.noticed_at = uow.now, None


async def drafts(uow: UnitOfWork) -> list[Drafted]:
    """This person's half-made forms: the newest first, and before it any that they were told of since."""
    theirs = await drafts_of(uow.session, uow.person_id)
    in_order = sorted(theirs, key=lambda draft: _last_spoken_of(uow, draft), reverse=True)
    opened = [_opened(uow, draft) for draft in in_order]
    return [draft for draft in opened if draft is not None]


async def draft_after(uow: UnitOfWork, key: str) -> Drafted | None:
    """The second of two reports told in one message, once the first was sent."""
    return next((draft for draft in await drafts(uow) if draft.follows == key), None)


async def _own(uow: UnitOfWork, key: str) -> Draft | None:
    draft = await draft_with_key(uow.session, key)
    return draft if draft and draft.person_id == uow.by.id else None


EMPTY: Mapping[str, Any] = {
    "answers": {}, "taken": {}, "left_in": [], "asked": "", "unsure": None, "about_id": None,
}  # fmt: skip
PURPOSE = "draft"


def content_of(uow: UnitOfWork, draft: Draft) -> dict[str, Any]:
    """What a form holds. One from before forms were sealed is plain JSON still. Raises KeyTrouble."""
    if not draft.content:
        return dict(EMPTY)
    plain = draft.content.startswith("{")
    return {**EMPTY, **orjson.loads(draft.content if plain else uow.vault.open(draft.content, PURPOSE, draft.key))}


def _fill(uow: UnitOfWork, draft: Draft, **changes: Any) -> None:
    content = orjson.dumps({**content_of(uow, draft), **changes}).decode()
    draft.content = uow.vault.seal(content, PURPOSE, draft.key)


def _opened(uow: UnitOfWork, draft: Draft) -> Drafted | None:
    """A form as its writer may see it; None where no key opens it, and then it is kept until one does."""
    try:
        return _shown(uow, draft)
    except KeyTrouble:
        return None


def _shown(uow: UnitOfWork, draft: Draft) -> Drafted:
    held = content_of(uow, draft)
    return Drafted(
        draft.key, draft.form, held["about_id"], held["answers"], held["asked"], held["unsure"],
        draft.leaving, draft.touched_at, held["taken"], tuple(held["left_in"]), draft.marked, draft.follows,
        _noticed(uow, draft),
    )  # fmt: skip


def _noticed(uow: UnitOfWork, draft: Draft) -> bool:
    return draft.noticed_at is not None and draft.touched_at < draft.noticed_at <= uow.now


def _last_spoken_of(uow: UnitOfWork, draft: Draft) -> datetime:
    """When its writer last heard or said something of it: "delete it" is said of that one."""
    return draft.noticed_at if draft.noticed_at is not None and _noticed(uow, draft) else draft.touched_at
