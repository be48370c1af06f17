"""Opening a sealed name: one who is named for it asks, with a reason, and another agrees (docs/decisions/0012).

The name itself is written nowhere. It is read with the key when one of the two looks, and each look is
written down. The event is held by whoever calls, so that two who act at once come one after another.
"""

from datetime import date

from bot.casework.reporters import reporter_of, told_as
from bot.casework.roles import people_asked, people_named, roles_towards
from bot.casework.steps import take_event_step
from bot.casework.unit_of_work import UnitOfWork
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import Barred, Role
from psirf.working_time import london_day
from storage.afterwards import bars_to_review, last_opening_of
from storage.events import event_by_id
from storage.outbox import is_overtaken
from storage.people import person_by_id
from storage.records import Notification, PatientSafetyEvent, SealOpening


async def ask_to_open(
    uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None, because: str, barred: Barred | None = None,
    barred_because: str = "", review_on: date | None = None,
) -> None:  # fmt: skip
    """Ask that a sealed name be opened, and say whether its reporter may be told when it is.

    `barred` is what forbids that for now, with a sentence, and the day on which it is looked at again: that
    which the table offers, where none is named. Everybody else who is named for this gets a card.
    Raises NotAllowed, changing nothing.
    """
    others = await who_could_agree(uow, event)
    if barred is not None:
        review_on = _review_day(uow, review_on)
        if not barred_because.strip():
            raise NotAllowed(Refusal.REASON)
    await take_event_step(uow, event, "ask_to_open", seen=seen, reason=because)
    opening = SealOpening(
        event_id=event.id, asked_by=uow.person_id, asked_at=uow.kept_at, because=because.strip(), barred=barred,
        barred_because=barred_because.strip() if barred else "", review_on=review_on if barred else None,
    )  # fmt: skip
    uow.session.add(opening)
    await uow.session.flush()
    if opening.barred is not None:
        _write_down_bar(uow, event, opening)
    for person_id in others:
        await _notify(uow, "opening_asked", event, opening, person_id)


async def who_could_agree(uow: UnitOfWork, event: PatientSafetyEvent) -> list[int]:
    """Who else is named to open an event's sealed name. Raises NotAllowed where this person cannot ask for it
    now, or where there is nobody else."""
    last = await _sealed(uow, event, "ask_to_open")
    if last is not None and last.agreed is not False:
        raise NotAllowed(Refusal.OPENED_ALREADY if last.agreed else Refusal.OPENING_PENDING)
    others = [id for id in await people_named(uow, Role.SEAL_OPENER, event) if id != uow.person_id]
    if not others:
        raise NotAllowed(Refusal.NO_SECOND)
    return others


async def agree_to_open(uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None) -> None:
    """Open a name that somebody else asked for. Its reporter is told at once, unless that is barred for now.

    Raises NotAllowed; and KeyTrouble where no key opens it. Either changes nothing.
    """
    opening = await _pending(uow, event, "agree_to_open")
    if opening.asked_by == uow.person_id:
        raise NotAllowed(Refusal.ONE_OPENER)
    reporter_of(uow, event)  # that the key fits is known before anything is written
    await take_event_step(uow, event, "agree_to_open", seen=seen)
    await _answer(uow, event, opening, agreed=True)
    uow.audit("open_name", f"event:{event.id}", opening=opening.id, asked_by=opening.asked_by)
    if opening.barred is None:
        await _tell(uow, event, opening)


async def refuse_to_open(uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None, because: str) -> None:
    """Leave a name sealed that somebody asked to open, or take one's own asking back. It can be asked anew.

    Raises NotAllowed, changing nothing.
    """
    opening = await _pending(uow, event, "refuse_to_open")
    await take_event_step(uow, event, "refuse_to_open", seen=seen, reason=because)
    opening.answered_because = because.strip()
    await _answer(uow, event, opening, agreed=False)


async def see_name(uow: UnitOfWork, event: PatientSafetyEvent) -> str:
    """The name of who reported an event, for the two who opened it. Nothing of the turn is kept but that they
    looked. Raises NotAllowed or KeyTrouble.
    """
    uow.veil.untraced = True
    opening = await _opened(uow, event, "see_name")
    if uow.person_id not in (opening.asked_by, opening.answered_by):
        raise NotAllowed(Refusal.NOT_YOURS)
    person = await person_by_id(uow.session, reporter_of(uow, event))
    uow.audit("see_name", f"event:{event.id}", opening=opening.id)
    return person.name or person.entra_id


async def tell_of_opening(uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None) -> None:
    """What forbade it has passed: the reporter is told now. Raises NotAllowed or KeyTrouble, changing nothing.

    Anybody who is named for this may: the two may both have left.
    """
    opening = await _untold(uow, event, "tell_of_opening")
    reporter_of(uow, event)  # a handle that no key opens would reach nobody
    await take_event_step(uow, event, "tell_of_opening", seen=seen)
    await _tell(uow, event, opening)


async def review_bar(
    uow: UnitOfWork, event: PatientSafetyEvent, *, seen: int | None, because: str, review_on: date | None = None
) -> None:
    """It was looked at, and the reporter is still not to be told: why, and when it is looked at next.

    Raises NotAllowed, changing nothing.
    """
    opening = await _untold(uow, event, "review_bar")
    review_on = _review_day(uow, review_on)
    await take_event_step(uow, event, "review_bar", seen=seen, reason=because)
    opening.barred_because, opening.review_on = because.strip(), review_on
    _write_down_bar(uow, event, opening)


async def plan_bar_reviews(uow: UnitOfWork) -> int:
    """Remind the two who opened a name, on each working day from that on which they meant to look again at
    telling its reporter, until they have. How many reminders are new. Safe to run often, and by every worker.

    Where neither is named for it any more, everybody is who is; where nobody is, who can name somebody.
    """
    day = london_day(uow.rules.ladder.hours.within(uow.now))  # the one on which a reminder arrives
    new = 0
    for opening in await bars_to_review(uow.session, day):
        event = await event_by_id(uow.session, opening.event_id)
        assert event is not None, "a name that was opened is an event's"
        named = await people_named(uow, Role.SEAL_OPENER, event)
        to, kind = [id for id in (opening.asked_by, opening.answered_by) if id in named] or named, "bar_review"
        if not to:
            to, kind = await people_asked(uow, Role.SEAL_OPENER, event), "nobody_named"
        for person_id in to:
            new += await uow.notify(
                kind, subject="event", subject_id=event.id, to=person_id, in_hours=True,
                key=f"{kind}:{opening.id}:{day}:{person_id}", opening=opening.id, review_on=str(opening.review_on),
            )  # fmt: skip
    return new


async def opening_still_needs(uow: UnitOfWork, notification: Notification) -> bool:
    """Whether a card about an opening says what is still so when its time has come."""
    opening = await last_opening_of(uow.session, notification.subject_id)
    if opening is None or opening.id != notification.detail["opening"]:
        return False
    if notification.kind == "opening_asked":
        return opening.agreed is None
    if notification.kind in ("bar_review", "nobody_named"):
        waits = opening.told_at is None and str(opening.review_on) == notification.detail["review_on"]
        return waits and not await is_overtaken(uow.session, notification)
    return True


async def _sealed(uow: UnitOfWork, event: PatientSafetyEvent, step: str) -> SealOpening | None:
    """The newest opening, if there was one. Raises NotAllowed where this person may not take the step, before
    anything is said of how the seal stands, and for a report that is not sealed.

    Who acts as the sealed reporter does not act as one who is named for this, also where they are both.
    """
    uow.rules.lifecycles.event.choose(step, event.status, await roles_towards(uow, uow.person_id, event))
    if uow.veil.handle:
        raise NotAllowed(Refusal.NOT_YOURS)
    if event.reporter_handle is None:
        raise NotAllowed(Refusal.NOT_SEALED)
    return await last_opening_of(uow.session, event.id)


async def _pending(uow: UnitOfWork, event: PatientSafetyEvent, step: str) -> SealOpening:
    opening = await _sealed(uow, event, step)
    if opening is None or opening.agreed is not None:
        raise NotAllowed(Refusal.OPENED_ALREADY if opening is not None and opening.agreed else Refusal.NOT_NOW)
    return opening


async def _opened(uow: UnitOfWork, event: PatientSafetyEvent, step: str) -> SealOpening:
    opening = await _sealed(uow, event, step)
    if opening is None or not opening.agreed:
        raise NotAllowed(Refusal.NOT_OPENED)
    return opening


async def _untold(uow: UnitOfWork, event: PatientSafetyEvent, step: str) -> SealOpening:
    opening = await _opened(uow, event, step)
    if opening.told_at is not None:
        raise NotAllowed(Refusal.NOT_NOW)
    return opening


def _review_day(uow: UnitOfWork, review_on: date | None) -> date:
    """The day on which a bar is looked at again. Raises NotAllowed for one that has passed or is too far."""
    confidence = uow.rules.confidence
    day = review_on or confidence.offered_review(uow.today)
    if not confidence.is_in_time(uow.today, day):
        raise NotAllowed(Refusal.REVIEW_AHEAD, confidence.look_again_within_days)
    return day


def _write_down_bar(uow: UnitOfWork, event: PatientSafetyEvent, opening: SealOpening) -> None:
    uow.audit(
        "bar_telling", f"event:{event.id}", opening=opening.id, barred=opening.barred,
        reason=opening.barred_because, review_on=str(opening.review_on),
        confidence=uow.rules.confidence.version,
    )  # fmt: skip


async def _answer(uow: UnitOfWork, event: PatientSafetyEvent, opening: SealOpening, *, agreed: bool) -> None:
    """Keep the answer to an asking; whoever asked hears of it."""
    opening.agreed, opening.answered_by, opening.answered_at = agreed, uow.person_id, uow.kept_at
    if opening.asked_by != uow.person_id:
        await _notify(uow, "opening_answered", event, opening, opening.asked_by)


async def _tell(uow: UnitOfWork, event: PatientSafetyEvent, opening: SealOpening) -> None:
    """Tell the reporter that the name was opened. The outbox knows them by the handle alone."""
    opening.told_at, opening.review_on = uow.kept_at, None
    uow.audit("tell_reporter_of_opening", f"event:{event.id}", opening=opening.id)
    await uow.notify(
        "name_opened", subject="event", subject_id=event.id, to=told_as(event),
        key=f"name_opened:{opening.id}", opening=opening.id,
    )  # fmt: skip


async def _notify(
    uow: UnitOfWork, kind: str, event: PatientSafetyEvent, opening: SealOpening, person_id: int
) -> None:
    await uow.notify(
        kind, subject="event", subject_id=event.id, to=person_id,
        key=f"{kind}:{opening.id}:{person_id}", opening=opening.id,
    )  # fmt: skip
