"""Deciding several reports in one step, each with its own decision; and keeping them together as a theme."""

from collections.abc import Sequence

from bot.casework.approving import rule_for
from bot.casework.deciding import decide
from bot.casework.looking import may_see
from bot.casework.marking import marked_in
from bot.casework.queue import facts_of
from bot.casework.roles import roles_towards
from bot.casework.theme_views import ThemeChoice, Together
from bot.casework.unit_of_work import UnitOfWork
from psirf.lifecycle import NotAllowed
from psirf.queue import is_pressing, is_routine
from psirf.references import event_reference
from psirf.refusals import Refusal
from psirf.vocabulary import EventKind, EventStatus, Reached, ResponseType, Role
from storage.events import decision_on, held_event
from storage.records import ApprovalRequest, PatientSafetyEvent, Theme
from storage.responses import response_on
from storage.themes import begun_theme, newest_themes, theme_by_id

LONGEST_NAME = 80  # characters
MOST_THEMES = 20  # offered, the newest
MOST_AT_ONCE = 50  # events in one step


async def themes_to_choose(uow: UnitOfWork) -> tuple[ThemeChoice, ...]:
    """The newest themes, for whoever may add to them."""
    return tuple(_choice(theme) for theme in await newest_themes(uow.session, MOST_THEMES))


async def approve_together(uow: UnitOfWork, wanted: Sequence[tuple[int, int | None]], reason: str) -> Together:
    """Approve the advice on each of these routine events (its id, and the version seen), with one sentence.

    Each goes or is refused by itself. Raises NotAllowed where no sentence was written.
    """
    return await _together(uow, wanted, reason, None)


async def keep_as_theme(
    uow: UnitOfWork, wanted: Sequence[tuple[int, int | None]], reason: str, *, name: str = "",
    theme_id: int | None = None,
) -> Together:  # fmt: skip
    """Decide that these are looked at together, as a theme: one that there is, or one of this name. Each event has
    its own decision, with the sentence; those that need a look of their own are refused, and the others go.

    Raises NotAllowed, changing nothing, where the theme is none or its name may name somebody.
    """
    if not reason.strip():
        raise NotAllowed(Refusal.REASON)
    if theme_id is not None:
        theme, is_new = await theme_by_id(uow.session, theme_id), False
    else:
        theme, is_new = await _theme(uow, name)
    if theme is None:
        raise NotAllowed(Refusal.NO_THEME)
    together = await _together(uow, wanted, reason, theme)
    if is_new and together.decided:
        uow.audit("open_theme", f"theme:{theme.id}")
    elif is_new:
        await uow.session.delete(theme)
    return together


async def _theme(uow: UnitOfWork, name: str) -> tuple[Theme | None, bool]:
    """The theme of this name, and whether it is new. It is begun before any report is held: of two who name one
    at once the second waits for the first, and adds to theirs."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not any(each.isalpha() for each in name):
        return None, False
    if any(await marked_in(uow, [name])):
        raise NotAllowed(Refusal.NAMES_SOMEBODY)
    return await begun_theme(uow.session, name, by=uow.person_id, at=uow.now)


async def _together(
    uow: UnitOfWork, wanted: Sequence[tuple[int, int | None]], reason: str, theme: Theme | None
) -> Together:  # fmt: skip
    if not reason.strip():
        raise NotAllowed(Refusal.REASON)
    decided, proposed, refused = list[str](), list[str](), list[tuple[str, str]]()
    for event_id, seen in sorted(set(wanted))[:MOST_AT_ONCE]:  # held in this order, whoever does it
        try:
            async with uow.savepoint():
                request = await _one(uow, event_id, seen, reason, theme)
        except NotAllowed as refusal:
            uow.audit("refused", f"event:{event_id}", why=refusal.refusal, verb="together")
            refused.append((event_reference(event_id), str(refusal)))
        else:
            (decided if request is None else proposed).append(event_reference(event_id))
    refused += [
        (event_reference(id), str(NotAllowed(Refusal.NOT_NOW))) for id, _ in sorted(set(wanted))[MOST_AT_ONCE:]
    ]
    choice = _choice(theme) if theme is not None and decided else None
    return Together(tuple(decided), tuple(proposed), tuple(refused), choice)


async def _one(
    uow: UnitOfWork, event_id: int, seen: int | None, reason: str, theme: Theme | None
) -> ApprovalRequest | None:
    event = await held_event(uow.session, event_id)
    if event is None or not await may_see(uow, event):
        raise NotAllowed(Refusal.NOT_SHOWN)
    if event.status is EventStatus.RECEIVED and await roles_towards(uow, uow.person_id, event) & DECIDERS:
        await _refuse_unless_fit(uow, event, as_theme=theme is not None)
    chosen = ResponseType.THEMATIC if theme is not None else None
    is_stale = seen not in (None, event.version)
    if theme and event.status is EventStatus.DECIDED and not is_stale and not await _is_loose(uow, event):
        raise NotAllowed(Refusal.DECIDED_ALREADY)
    request = await decide(uow, event, seen=seen, chosen=chosen, reason=reason, with_others=theme is not None)
    if theme is not None:
        event.theme_id = theme.id
        uow.audit("keep_as_theme", f"event:{event.id}", theme=theme.id)
    return request


DECIDERS = {Role.LEAD, Role.PATIENT_SAFETY}


async def _is_loose(uow: UnitOfWork, event: PatientSafetyEvent) -> bool:
    """Whether a decided event can still be put in a theme in one step: it has no learning response that this would
    undo unseen, and nobody else's yes is asked for."""
    return await response_on(uow.session, event.id) is None and rule_for(uow, ResponseType.THEMATIC) is None


async def _refuse_unless_fit(uow: UnitOfWork, event: PatientSafetyEvent, *, as_theme: bool) -> None:
    """What needs a look of its own is not decided with others. Raises NotAllowed."""
    facts = facts_of(event, await decision_on(uow.session, event.id))
    if is_pressing(facts):
        raise NotAllowed(Refusal.LOOK_OF_ITS_OWN)
    reached = event.kind is EventKind.INCIDENT and event.reached is not Reached.NO
    if reached or (not as_theme and not is_routine(facts)):
        raise NotAllowed(Refusal.LOOK_OF_ITS_OWN)


def _choice(theme: Theme) -> ThemeChoice:
    return ThemeChoice(str(theme.id), theme.reference, theme.name)
