"""Events and actions as records: their history, who is asked, what may be seen, and each step's trail."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.casework.acting import (
    accept_evidence,
    add_action,
    ask_for_time,
    return_evidence,
    say_done,
    undo_more_time,
)
from bot.casework.deciding import decide
from bot.casework.looking import view_event
from bot.casework.looking_at_actions import view_action
from bot.casework.notices import record_made_with
from bot.casework.people import appoint_administrators, load_trust
from bot.casework.reminding import plan_reminders
from bot.casework.reporting import Told, correct_place, grade_harm, report_event
from bot.casework.roles import people_asked, roles_towards
from bot.casework.unit_of_work import Casework, UnitOfWork, Who
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import EventKind, EventStatus, PhysicalHarm, PsychologicalHarm, Reached, ResponseType, Role
from storage.events import harm_history, held_event, place_history, status_history
from storage.people import person_by_entra_id
from storage.records import (
    AffectedPerson,
    AuditEntry,
    Notification,
    PatientSafetyEvent,
    RoleAssignment,
    SafetyAction,
)
from storage.vault import Vault
from tests.conftest import NOW, TRUST, Clock
from tests.lantern import IDS


async def who(uow: UnitOfWork, name: str) -> Who:
    person, _ = await person_by_entra_id(uow.session, TRUST["tenant"], IDS[name], name.title())
    return Who(person.id, person.name, person.tenant_id)


async def reported(
    uow: UnitOfWork, *, unit_id: int | None = 5, key: str = "key", reached: Reached = Reached.NO
) -> PatientSafetyEvent:
    told = Told(
        EventKind.INCIDENT, "Insulin at ten times the dose", unit_id, "", NOW - timedelta(hours=1), NOW, reached
    )
    return await report_event(uow.acting(await who(uow, "nora")), idempotency_key=key, told=told)


async def acted(uow: UnitOfWork, owner: str = "pip", due: date = date(2026, 3, 20)) -> SafetyAction:
    event = await reported(uow)
    lead = uow.acting(await who(uow, "lena"))
    await decide(lead, event, seen=1, chosen=None, reason="It fits.")
    owner_id = (await who(uow, owner)).id
    assert owner_id is not None
    return await add_action(lead, event, seen=2, idempotency_key="a", what="Move them", owner_id=owner_id, due=due)


async def test_the_same_key_reports_once(casework: Casework) -> None:
    for _ in range(2):
        async with casework.begin() as uow:
            event = await reported(uow)
            assert event.reference == "PSE-00001"
    async with casework.sessions() as session:
        assert len((await session.scalars(select(PatientSafetyEvent))).all()) == 1


async def test_the_same_key_reports_once_also_where_lanterns_own_was_changed_between(casework: Casework) -> None:
    async with casework.begin() as uow:
        await reported(uow)
    changed = replace(
        casework, vault=Vault([b"a new key that came after it, 32", b"the key of the tests is 32 long."])
    )
    async with changed.begin() as uow:
        event = await reported(uow)
        assert event.reference == "PSE-00001"
        assert await record_made_with(uow, "key") == ("event", 1)


async def test_an_event_keeps_the_history_of_its_harm_place_and_status(casework: Casework, clock: Clock) -> None:
    async with casework.begin() as uow:
        event = await reported(uow, reached=Reached.YES)
    clock.moves(days=1)
    async with casework.begin() as uow:
        lead = uow.acting(await who(uow, "lena"))
        held = await held_event(uow.session, event.id)
        assert held is not None
        await decide(lead, held, seen=1, chosen=ResponseType.MDT, reason="A wider look.")
        await correct_place(lead, held, 6)
        affected = (await uow.session.scalars(select(AffectedPerson))).one()
        await grade_harm(lead, affected, PhysicalHarm.LOW, PsychologicalHarm.NONE)
    async with casework.begin() as uow:
        assert [change.status for change in await status_history(uow.session, 1)] == ["received", "decided"]
        assert [(place.unit_id, place.at - NOW) for place in await place_history(uow.session, 1)] == [
            (5, timedelta()), (6, timedelta(days=1)),
        ]  # fmt: skip
        gradings = await harm_history(uow.session, 1)
        assert [grading.physical for grading in gradings] == [PhysicalHarm.NOT_GRADED, PhysicalHarm.LOW]
        assert [grading.by for grading in gradings] == [1, 2]


async def test_who_is_asked_is_the_nearest_upwards_then_the_team_then_the_administrator(casework: Casework) -> None:
    async with casework.begin() as uow:
        medicine, surgery = await reported(uow, unit_id=5, key="1"), await reported(uow, unit_id=8, key="2")
        nowhere = await reported(uow, unit_id=None, key="3")
        lena, lou, sam = [(await who(uow, name)).id for name in ("lena", "lou", "sam")]
        assert await people_asked(uow, Role.LEAD, medicine) == [lena, lou]
        assert await people_asked(uow, Role.LEAD, medicine, leaving_out=[lena or 0]) == [lou]
        assert await people_asked(uow, Role.LEAD, surgery) == [sam]
        assert await people_asked(uow, Role.LEAD, nowhere) == [sam]
        for held in await uow.session.scalars(select(RoleAssignment).filter_by(role=Role.PATIENT_SAFETY)):
            await uow.session.delete(held)
        await appoint_administrators(uow, TRUST["tenant"], [IDS["mo"]])
        mo = (await who(uow, "mo")).id
        assert set(await people_asked(uow, Role.LEAD, surgery)) == {sam, mo}


async def test_whoever_is_asked_in_a_leads_place_may_decide(casework: Casework) -> None:
    async with casework.begin() as uow:
        event = await reported(uow, unit_id=8)
        sam = await who(uow, "sam")
        assert Role.LEAD in await roles_towards(uow, sam.id or 0, event)
        await decide(uow.acting(sam), event, seen=1, chosen=None, reason="Nobody leads in Surgery yet.")
        assert event.status is EventStatus.DECIDED


async def test_a_lead_of_another_division_sees_and_decides_nothing(casework: Casework) -> None:
    async with casework.begin() as uow:
        event = await reported(uow, unit_id=8)
        lena = await who(uow, "lena")
        assert await view_event(uow, event, lena.id or 0) is None
        with pytest.raises(NotAllowed) as refused:
            await decide(uow.acting(lena), event, seen=1, chosen=None, reason="x")
        assert refused.value.refusal is Refusal.NOT_YOURS


async def test_every_look_at_a_case_is_written_down(casework: Casework) -> None:
    async with casework.begin() as uow:
        event = await reported(uow)
        for name in ("lena", "pip"):
            await view_event(uow, event, (await who(uow, name)).id or 0)
    async with casework.sessions() as session:
        reads = await session.scalars(select(AuditEntry.details).filter_by(did="read", subject="event:1"))
        assert [details["by"] for details in reads if details] == [2]  # pip saw nothing of it


async def test_nobody_but_the_lead_takes_back_a_new_date_and_never_their_own(casework: Casework) -> None:
    async with casework.begin() as uow:
        action = await acted(uow, owner="lena")
        lena, lou = uow.acting(await who(uow, "lena")), uow.acting(await who(uow, "lou"))
        await ask_for_time(lena, action, seen=1, due=date(2026, 4, 1), because="Waiting for parts")
        with pytest.raises(NotAllowed):
            await undo_more_time(lena, action, seen=2)
        await undo_more_time(lou, action, seen=2)
        assert action.due == date(2026, 3, 20)
        with pytest.raises(NotAllowed):
            await undo_more_time(lou, action, seen=3)  # there is nothing left to put back


async def test_a_due_day_moved_there_and_back_still_nudges_and_once(casework: Casework, clock: Clock) -> None:
    clock.is_set(2026, 3, 4, 9, 0)
    async with casework.begin() as uow:
        await acted(uow, due=date(2026, 3, 20))

    async def nudges() -> list[str]:
        async with casework.begin() as uow:
            await plan_reminders(uow)
        async with casework.sessions() as session:
            found = await session.scalars(select(Notification).filter_by(kind="nudge").order_by(Notification.id))
            return [f"{n.detail['days']} r{n.detail['due_revision']}" for n in found]

    assert await nudges() == []
    clock.is_set(2026, 3, 20, 7, 0)  # the due day, before the hours: planned, and not sent yet
    assert await nudges() == ["0 r1"]
    async with casework.begin() as uow:
        action = await uow.session.get_one(SafetyAction, 1)
        pip, lena = uow.acting(await who(uow, "pip")), uow.acting(await who(uow, "lena"))
        await ask_for_time(pip, action, seen=None, due=date(2026, 4, 20), because="A and B")
        await undo_more_time(lena, action, seen=None)
    assert await nudges() == ["0 r1", "0 r3"]
    assert await nudges() == ["0 r1", "0 r3"]


async def test_a_new_date_a_week_away_does_not_nudge_on_the_spot(casework: Casework) -> None:
    async with casework.begin() as uow:
        action = await acted(uow, due=date(2026, 3, 6))
        pip = uow.acting(await who(uow, "pip"))
        await ask_for_time(pip, action, seen=None, due=uow.today + timedelta(days=7), because="A week more")
        await plan_reminders(uow)
    async with casework.sessions() as session:
        assert (await session.scalars(select(Notification).filter_by(kind="nudge"))).all() == []


@pytest.mark.parametrize("due", [date(2026, 3, 19), date(2026, 3, 20)])
async def test_more_time_is_never_less_or_none(casework: Casework, due: date) -> None:
    async with casework.begin() as uow:
        action = await acted(uow, due=date(2026, 3, 20))
        with pytest.raises(NotAllowed, match="no later than"):
            await ask_for_time(uow.acting(await who(uow, "pip")), action, seen=1, due=due, because="A slip")
        assert (action.due, action.version) == (date(2026, 3, 20), 1)


async def test_returned_evidence_does_not_end_the_escalation(casework: Casework, clock: Clock) -> None:
    async with casework.begin() as uow:
        action = await acted(uow, due=date(2026, 3, 20))
    clock.is_set(2026, 3, 26, 10, 0)  # six days past its date
    async with casework.begin() as uow:
        action = await uow.session.get_one(SafetyAction, 1)
        await say_done(uow.acting(await who(uow, "pip")), action, seen=None, evidence="It is done")
    clock.is_set(2026, 3, 30, 10, 0)
    async with casework.begin() as uow:
        action = await uow.session.get_one(SafetyAction, 1)
        await return_evidence(uow.acting(await who(uow, "lena")), action, seen=None, because="Which shelf?")
    for day in (3, 4, 10, 11):
        clock.is_set(2026, 4, day, 10, 0)
        async with casework.begin() as uow:
            await plan_reminders(uow)
    async with casework.sessions() as session:
        found = await session.scalars(select(Notification).filter_by(kind="nudge"))
        told = sorted(f"{n.detail['role']} {n.detail['days']:+}" for n in found)
    assert told == ["lead +14", "lead +14", "owner +15", "owner +22", "ward_manager +7"]


async def test_what_is_done_is_nudged_about_no_more(casework: Casework, clock: Clock) -> None:
    async with casework.begin() as uow:
        action = await acted(uow)
        await say_done(uow.acting(await who(uow, "pip")), action, seen=1, evidence="The shelf is clear")
    clock.moves(days=60)
    async with casework.begin() as uow:
        assert await plan_reminders(uow) == 0
        held = await uow.session.get_one(SafetyAction, 1)
        with pytest.raises(NotAllowed):
            await accept_evidence(uow.acting(await who(uow, "pip")), held, seen=2)
        view = await view_action(uow, held, 2)
        assert view is not None
        assert {button.name for button in view.buttons} == {"accept", "return"}


async def test_a_trusts_file_can_be_loaded_again_and_names_the_row_it_cannot_read(casework: Casework) -> None:
    async with casework.begin() as uow:
        await load_trust(uow, TRUST)
    for wrong in (
        {"unit": [{"code": "x", "kind": "ward", "name": "X", "in": "nowhere"}]},
        {"unit": [{"code": "x", "kind": "wing", "name": "X"}]},
        {"unit": [{"code": "x", "kind": "ward"}]},
        {"tenant": "t", "person": [{"entra_id": "e", "name": "N", "roles": [{"role": "owner", "unit": None}]}]},
    ):
        with pytest.raises(ValueError, match=r".+"):
            async with casework.begin() as uow:
                await load_trust(uow, wrong)


async def test_two_wards_of_one_name_are_refused_by_row(casework: Casework) -> None:
    ward = {"kind": "ward", "name": "Ward 7"}
    twice = {"unit": [{**ward, "code": "a"}, {"code": "s", "kind": "site", "name": "Ward 7"}, {**ward, "code": "b"}]}
    with pytest.raises(ValueError, match="row 3: the ward Ward 7 stands in row 1 too"):
        async with casework.begin() as uow:
            await load_trust(uow, twice)
