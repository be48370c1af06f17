"""What may come to pass while a request waits: a higher minimum, a report that is told, a question left alone."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import asyncpg
from sqlalchemy import select

from bot.cards.approvals import approval_card
from bot.casework.advising import advise_again, known_of
from bot.casework.approval_reminders import plan_approvals
from bot.casework.approving import approve, hand_on, return_with_question, take_back
from bot.casework.deciding import decide
from bot.casework.giving import take
from bot.casework.looking_at_approvals import view_approval
from bot.casework.notices import still_needed
from bot.casework.telling import tell_reporter
from bot.casework.unit_of_work import Casework, UnitOfWork
from psirf.refusals import Refusal
from psirf.rules import Rules
from psirf.vocabulary import ApprovalHow, EventStatus, ResponseType, Role
from storage.approvals import held_approval
from storage.database import open_database, open_sessions
from storage.events import decision_on, held_event
from storage.records import Notification
from tests.casework.test_approving import WHY, acting, ids, propose, the_event, the_request, told, with_how
from tests.casework.test_events import reported
from tests.casework.test_giving import MEDICINE, by_sam, covered, id_of, refused
from tests.conftest import VAULT, Clock
from tests.stand_in import words

DIED_DETAINED = {"reached_a_patient": "yes", "died": "yes", "mental_health_act": "detained", "care_concern": "yes"}


async def test_less_than_became_the_least_meanwhile_is_not_approved_and_the_card_says_so(casework: Casework) -> None:
    async with casework.begin() as uow:
        await propose(uow, response=ResponseType.THEMATIC)
        before = (await the_request(uow)).revision
    async with casework.begin() as uow:
        lena, event = await acting(uow, "lena"), await the_event(uow)
        await advise_again(lena, event, {**await known_of(lena, event), **DIED_DETAINED})
    async with casework.begin() as uow:
        gil, request = await acting(uow, "gil"), await the_request(uow)
        assert request.revision > before  # its copies are drawn anew
        assert await refused(approve(gil, request, seen=1)) is Refusal.LESS_THAN_LEAST
        view = await view_approval(gil, request, gil.person_id)
        assert view is not None
        assert not {"approve", "give_yes"} & set(view.steps)
        assert {"choose", "return"} <= set(view.steps)
        assert (
            "A national requirement asks for more: Patient safety incident investigation (PSII). "
            "So this cannot be approved as it stands."
        ) in words(approval_card(view))
        assert (await decision_on(uow.session, 1)).chosen is None


async def test_a_report_is_not_told_and_closed_while_a_change_of_its_response_waits(casework: Casework) -> None:
    async with casework.begin() as uow:
        event, lena = await reported(uow), await acting(uow, "lena")
        await decide(lena, event, seen=1, chosen=ResponseType.LOCAL, reason="The ward has learned from it.")
        await decide(lena, event, seen=2, chosen=ResponseType.PSII, reason=WHY)
    async with casework.begin() as uow:
        lou, event = await acting(uow, "lou"), await the_event(uow)
        sentences = {"learned": "Learned.", "changed": "Changed."}
        async with uow.savepoint():
            why = await refused(tell_reporter(lou, event, seen=None, **sentences))
        assert why is Refusal.CHANGE_WAITS
        assert (await the_event(uow)).status is EventStatus.DECIDED
        await take_back(await acting(uow, "lena"), await the_request(uow), seen=1, because="It is not needed.")
        await tell_reporter(lou, event, seen=None, **sentences)
        assert (await the_event(uow)).status is EventStatus.CLOSED


async def test_a_yes_changes_nothing_that_is_closed(casework: Casework) -> None:
    async with casework.begin() as uow:
        event, lena = await reported(uow), await acting(uow, "lena")
        await decide(lena, event, seen=1, chosen=ResponseType.LOCAL, reason="The ward has learned from it.")
        await decide(lena, event, seen=2, chosen=ResponseType.PSII, reason=WHY)
        event.status = EventStatus.CLOSED
        assert await refused(approve(await acting(uow, "eve"), await the_request(uow), seen=1)) is Refusal.NOT_NOW
        assert (await decision_on(uow.session, 1)).chosen is ResponseType.LOCAL


async def test_a_question_that_nobody_answers_goes_to_cover_the_leads_and_further_up(casework: Casework) -> None:
    async with casework.begin() as uow:
        await propose(uow)
        await return_with_question(await acting(uow, "eve"), await the_request(uow), seen=1, question="Why?")
        await covered(uow, "lena", "pip", last=60)
        expected = {2: ["lena"], 5: ["lena", "lou", "pip"], 7: ["lena", "lou", "pip", "sam", "eve"]}
    for day, names in expected.items():
        async with casework.begin() as uow:
            await plan_approvals(replace(uow, now=uow.now + timedelta(days=day)))
            assert set(await told(uow, "approval_reminder")) == set(await ids(uow, *names))


async def test_who_said_yes_or_handed_it_on_at_night_is_not_asked_in_the_morning(
    casework: Casework, clock: Clock
) -> None:
    clock.is_set(2026, 3, 4, 21)
    async with casework.begin() as plain:
        uow = with_how(plain, ApprovalHow.ALL)
        await propose(uow)
        assert await waits_to_be_sent(uow) == await ids(uow, "eve", "ed")
        assert not await approve(await acting(uow, "eve"), await the_request(uow), seen=1)
        assert await waits_to_be_sent(uow) == await ids(uow, "ed")
        sam = await id_of(uow, "sam")
        await hand_on(await acting(uow, "ed"), await the_request(uow), seen=1, to=sam, to_name="Sam")
        assert await waits_to_be_sent(uow) == [sam]


async def test_who_said_yes_before_the_hour_of_a_reminder_is_not_reminded(casework: Casework) -> None:
    async with casework.begin() as plain:
        uow = with_how(plain, ApprovalHow.ALL)
        await propose(uow)
        await plan_approvals(replace(uow, now=uow.now + timedelta(days=5)))
        assert await waits_to_be_sent(uow, "approval_reminder") == await ids(uow, "eve", "ed")
        assert not await approve(await acting(uow, "ed"), await the_request(uow), seen=1)
        assert await waits_to_be_sent(uow, "approval_reminder") == await ids(uow, "eve")


async def waits_to_be_sent(uow: UnitOfWork, kind: str = "approval_asked") -> list[int | None]:
    """To whom what is queued of a kind would be sent now."""
    await uow.session.flush()
    queued = await uow.session.scalars(select(Notification).filter_by(kind=kind).order_by(Notification.id))
    return [each.to for each in queued if await still_needed(uow, each)]


async def test_a_question_to_somebody_who_has_gone_reaches_another_lead(casework: Casework) -> None:
    async with casework.begin() as uow:
        await propose(uow)
        await return_with_question(await acting(uow, "eve"), await the_request(uow), seen=1, question="Why?")
        await take(await by_sam(uow), person_id=await id_of(uow, "lena"), role=Role.LEAD, unit_id=MEDICINE)
    async with casework.begin() as uow:
        await plan_approvals(replace(uow, now=uow.now + timedelta(days=5)))
        assert await id_of(uow, "lou") in await told(uow, "approval_reminder")


async def test_a_reminder_and_an_answer_at_one_moment_never_wait_for_each_other(
    postgresql_url: str, rules: Rules, clock: Clock
) -> None:
    """Who answers holds the event first, and the request after it; so does the reminder, or leaves it for now."""
    engines = [open_database(postgresql_url) for _ in range(2)]
    approver, worker = [Casework(open_sessions(engine), rules, clock, VAULT) for engine in engines]
    watching = await asyncpg.connect(postgresql_url)
    async with approver.begin() as uow:
        await propose(uow)
        await covered(uow, "ed", "pip", last=60)
    clock.moves(days=5)

    async def reminds() -> int:
        async with worker.begin() as uow:
            return await plan_approvals(uow)

    async with asyncio.timeout(30):
        async with approver.begin() as uow:
            await held_event(uow.session, 1)
            reminding = asyncio.create_task(reminds())
            while not reminding.done():
                if await watching.fetchval("SELECT count(*) FROM pg_locks WHERE NOT granted"):
                    break
                await asyncio.sleep(0)
            request = await held_approval(uow.session, 1)
            assert request is not None
            assert await approve(await acting(uow, "eve"), request, seen=1)
        assert await reminding == 0
    async with worker.begin() as uow:
        reminders = await uow.session.scalars(select(Notification.id).filter_by(kind="approval_reminder"))
        assert list(reminders) == []
        assert (await the_event(uow)).status is EventStatus.DECIDED
    await watching.close()
    for engine in engines:
        await engine.dispose()
