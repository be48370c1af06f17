"""Asking people to approve: whom the plan's row asks, who is asked already, and whose yes would settle it."""

from collections.abc import Collection, Sequence

from bot.casework.approvers import (
    Standing,
    is_enough,
    left_out_of,
    may_approve,
    not_asked_yet,
    row_asks,
    standing_of,
    waited_for,
)
from bot.casework.roles import event_of, path_of, roles_towards
from bot.casework.unit_of_work import UnitOfWork
from psirf.approvals import ApprovalRule
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import ApprovalHow, ApprovalStatus, AskedAs
from storage.approvals import asked_of, given_to, open_approvals
from storage.people import holdings
from storage.records import ApprovalAsked, ApprovalRequest, Notification, PatientSafetyEvent

ASKED, REMINDED = "approval_asked", "approval_reminder"  # kinds of the cards on which somebody is asked


async def standing(uow: UnitOfWork, request: ApprovalRequest, event: PatientSafetyEvent | None = None) -> Standing:
    """How things stand about a request, as roles and cover are now."""
    event = event or await event_of(uow, request)
    held = await holdings(uow.session, uow.today)
    return standing_of(uow.rules, request, event, await path_of(uow, event), held)


async def whom_to_ask(uow: UnitOfWork, event: PatientSafetyEvent, rule: ApprovalRule) -> list[int]:
    """Those who are asked: never who proposes it, nor who reported the event under their name. Raises NotAllowed
    where nobody is left, or too few for two keys."""
    held = await holdings(uow.session, uow.today)
    at = Standing(
        rule.role, rule.how, left_out_of(uow.person_id, event), await path_of(uow, event), held,
        handed_to=frozenset(), upward=frozenset(),
    )  # fmt: skip
    asked = row_asks(at)
    if rule.how is ApprovalHow.SECOND_KEY and len(asked) < 2:
        raise NotAllowed(Refusal.TOO_FEW_TO_APPROVE)
    if not asked:
        raise NotAllowed(Refusal.NOBODY_TO_APPROVE)
    return asked


async def ask_whom_the_row_asks(uow: UnitOfWork, request: ApprovalRequest) -> list[int]:
    """Ask those whom the row asks now and who have not been asked, such as who came to hold its role since."""
    new = not_asked_yet(await standing(uow, request), await asked_of(uow.session, request.id))
    for person_id in new:
        holds = request.role in await roles_towards(uow, person_id, await event_of(uow, request))
        await ask_person(uow, request, person_id, AskedAs.ROLE if holds else AskedAs.UPWARD)
    return new


async def ask_person(uow: UnitOfWork, request: ApprovalRequest, person_id: int, asked_as: AskedAs) -> bool:
    """Ask somebody, once. False where they are asked already, and may answer."""
    known = next((each for each in await asked_of(uow.session, request.id) if each.person_id == person_id), None)
    if known is None:
        uow.session.add(
            ApprovalAsked(request_id=request.id, person_id=person_id, asked_as=asked_as, at=uow.now, by=uow.by.id)
        )
    elif not known.handed_on and may_approve(await standing(uow, request), person_id, known.asked_as):
        return False
    else:
        known.handed_on, known.asked_as, known.at, known.by = False, asked_as, uow.now, uow.by.id
    await uow.session.flush()
    await uow.notify(
        ASKED, subject="approval", subject_id=request.id, to=person_id, status=request.status,
        key=f"{ASKED}:{request.id}:{person_id}:{request.version}", in_hours=asked_as is not AskedAs.HANDED,
    )  # fmt: skip
    return True


async def has_handed_on(uow: UnitOfWork, request: ApprovalRequest) -> None:
    """Who acts has handed it on: it does not wait for them, also where they had not been asked yet."""
    mine = next((each for each in await asked_of(uow.session, request.id) if each.person_id == uow.by.id), None)
    if mine is None:
        mine = ApprovalAsked(
            request_id=request.id, person_id=uow.person_id, asked_as=AskedAs.ROLE, at=uow.now, by=uow.by.id
        )
        uow.session.add(mine)
    mine.handed_on = True
    await uow.session.flush()


async def is_last_yes(uow: UnitOfWork, request: ApprovalRequest, person_id: int) -> bool:
    """Whether this person's yes would settle it, with those that count, as roles are now."""
    given = {each.person_id for each in await given_to(uow.session, request.id)} | {person_id}
    return is_enough(await standing(uow, request), await asked_of(uow.session, request.id), given)


async def people_waited_for(uow: UnitOfWork, request: ApprovalRequest) -> list[int]:
    """Those who were asked and whose yes counts."""
    return waited_for(await standing(uow, request), await asked_of(uow.session, request.id))


async def approval_still_needs(uow: UnitOfWork, request: ApprovalRequest, notification: Notification) -> bool:
    """Whether a card that asks for a yes still has a point: not where its person gave theirs while it waited for its
    hour, or handed it on, or may not approve any more. What tells who proposed it how it stands is another matter."""
    asks = notification.kind in (ASKED, REMINDED) and notification.to != request.asked_by
    if request.status is not ApprovalStatus.WAITING or not asks:
        return True
    at, asked = await standing(uow, request), await asked_of(uow.session, request.id)
    given = {each.person_id for each in await given_to(uow.session, request.id)}
    return notification.to in waited_for(at, asked) and not _has_said(at, asked, given, notification.to)


def _has_said(at: Standing, asked: Sequence[ApprovalAsked], given: Collection[int], person_id: int | None) -> bool:
    """Whether nothing is waited for from a person who said yes. Where all have, and roles changed since, one of them
    presses again: it never settles itself."""
    return person_id in given and not is_enough(at, asked, given)


async def approvals_asked_of(uow: UnitOfWork, person_id: int) -> list[int]:
    """The requests that wait for this person's yes, by who may answer now; the first that was asked for first."""
    found = []
    for request, event in await open_approvals(uow.session):
        if request.status is not ApprovalStatus.WAITING:
            continue
        at = await standing(uow, request, event)
        if not any(may_approve(at, person_id, asked_as) for asked_as in AskedAs):
            continue
        asked = await asked_of(uow.session, request.id)
        if person_id not in (*waited_for(at, asked), *not_asked_yet(at, asked)):
            continue
        given = {each.person_id for each in await given_to(uow.session, request.id)}
        if not _has_said(at, asked, given, person_id):
            found.append(request.id)
    return found
