"""Whom an event concerns: specialists once each, executives once, the patient safety team of what it may be."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.casework.advising import advise_again, known_of
from bot.casework.concerning import tell_specialists
from bot.casework.duties import open_duties
from bot.casework.looking import view_event
from bot.casework.never_event import entry_in_words, entry_to_confirm
from bot.casework.notices import still_needed
from bot.casework.reporting import Told, report_event
from bot.casework.roles import roles_towards
from bot.casework.unit_of_work import Casework, UnitOfWork
from psirf.vocabulary import Agent, EventKind, EventStatus, NameShown, Reached, Role
from storage.duties import duties_of
from storage.records import ConcernedRole, Notification, PatientSafetyEvent, RoleCover
from tests.casework.duties import by, given, named
from tests.casework.test_events import reported, who
from tests.conftest import NOW, Clock

TOLD = Told(  # nobody outside is told of it
    EventKind.INCIDENT, "The chart showed ten times the insulin", 5, "", NOW, NOW, Reached.NO,
    agents=(Agent.MEDICINE, Agent.IT),
)  # fmt: skip


WITH_A_DEVICE = replace(TOLD, agents=(Agent.MEDICINE, Agent.DEVICE))  # a Yellow Card is asked for, harm or none


async def told(uow: UnitOfWork, name: NameShown = NameShown.SHOWN, what: Told = TOLD) -> PatientSafetyEvent:
    return await report_event(await by(uow, "nora"), idempotency_key="key", told=what, name=name)


async def test_each_specialist_gets_one_card_whatever_the_harm_and_whatever_they_hold(casework: Casework) -> None:
    async with casework.begin() as uow:
        await given(uow, "pip", Role.CLINICAL_SAFETY)
        await given(uow, "mo", Role.MENTAL_HEALTH_ACT)
        event = await told(uow)
        assert await named(uow, "specialist") == ["Mae", "Pip"]  # a near miss
        await tell_specialists(uow, event, heard=["MSO", "CDAO", "mental health act lead"])
        assert await named(uow, "specialist") == ["Mae", "Mo", "Pip"]  # Mae is told once, though she is two
        await tell_specialists(uow, event, heard=["MSO", "CDAO", "mental health act lead"])
        assert await named(uow, "specialist") == ["Mae", "Mo", "Pip"]


async def test_routine_cards_come_in_hours_and_not_of_what_was_withdrawn(casework: Casework, clock: Clock) -> None:
    clock.is_set(2026, 3, 7, 2, 0)  # a Saturday night
    async with casework.begin() as uow:
        event = await told(uow)
        [card] = (await uow.session.scalars(select(Notification).filter_by(kind="specialist"))).all()
        assert card.in_hours
        assert f"{card.due_at:%d %H:%M}" == "09 09:00"
        assert await still_needed(uow, card)
        event.status = EventStatus.WITHDRAWN
        assert not await still_needed(uow, card)


async def test_who_is_sent_something_to_do_is_not_sent_the_routine_card_too(casework: Casework) -> None:
    async with casework.begin() as uow:
        await given(uow, "pip", Role.CALDICOTT)
        event = await told(uow)
        await tell_specialists(uow, event, heard=["Caldicott Guardian"])
        [card] = (await uow.session.scalars(select(Notification).filter_by(kind="specialist", to=5))).all()
        assert await still_needed(uow, card)
        await open_duties(uow, event, ["ICO"])  # within 72 hours: at once
        assert await named(uow, "duty") == ["Pip"]
        assert not await still_needed(uow, card)


async def test_what_a_report_alone_asks_for_outside_comes_on_the_first_card_of_who_makes_it(
    casework: Casework,
) -> None:
    async with casework.begin() as uow:
        await given(uow, "pip", Role.DEVICE_SAFETY)
        event = await told(uow, what=WITH_A_DEVICE)
        assert [duty.code for duty in await duties_of(uow.session, event.id)] == ["Yellow Card"]
        assert await named(uow, "duty") == ["Mae", "Pip"]
        assert await named(uow, "specialist") == []
        view = await view_event(uow, event, (await who(uow, "pip")).id or 0)
        assert view is not None
        assert view.outside is not None
        assert view.outside.because == ("A device", "Yellow Card")
        assert [duty.code for duty in view.outside.waiting] == ["Yellow Card"]


async def test_a_specialist_sees_what_concerns_them_and_nothing_else_of_the_trust(casework: Casework) -> None:
    async with casework.begin() as uow:
        mae = (await who(uow, "mae")).id or 0
        other = await reported(uow, key="other")  # nothing ticked, nothing heard
        assert await roles_towards(uow, mae, other) == set()
        assert await view_event(uow, other, mae) is None
        event = await told(uow)
        assert await roles_towards(uow, mae, event) == {Role.MEDICATION_SAFETY}
        view = await view_event(uow, event, mae)
        assert view is not None
        assert (view.what, view.place, view.reporter, view.harm, view.advice) == (
            "The chart showed ten times the insulin", "Ward 7", None, None, None,
        )  # fmt: skip
        assert view.outside is not None
        assert view.outside.as_role == ("Medication safety officer",)
        assert view.outside.because == ("A medicine",)
        assert view.steps == {}


async def test_who_covers_for_a_specialist_is_told_in_their_place(casework: Casework) -> None:
    async with casework.begin() as uow:
        mae, pip = (await who(uow, "mae")).id or 0, (await who(uow, "pip")).id or 0
        uow.session.add(
            RoleCover(person_id=mae, covered_by=pip, from_on=NOW.date(), until_on=NOW.date(), given_at=NOW)
        )
        await uow.session.flush()
        event = await told(uow)
        assert await named(uow, "specialist") == ["Pip"]
        assert Role.MEDICATION_SAFETY in await roles_towards(uow, pip, event)


async def test_a_role_that_nobody_holds_is_a_line_for_the_team_and_one_message(casework: Casework) -> None:
    async with casework.begin() as uow:
        event = await told(uow)
        sam = await view_event(uow, event, (await who(uow, "sam")).id or 0)
        lena = await view_event(uow, event, (await who(uow, "lena")).id or 0)
        assert sam is not None
        assert sam.outside is not None
        assert sam.outside.nobody == ("Clinical safety officer (digital)",)
        assert lena is not None
        assert lena.outside is not None
        assert (lena.outside.nobody, lena.outside.told) == ((), ("Medication safety officer",))
        assert lena.outside.is_empty  # no button leads there
        queued = await uow.session.scalars(select(Notification.kind).where(Notification.to == 6))
        assert list(queued) == ["nobody_holds"]
        await tell_specialists(uow, event, heard=["transfusion"])  # nobody holds that either: once
        assert await named(uow, "nobody_holds") == ["Sam"]


async def test_executives_and_the_patient_safety_team_hear_once_that_a_national_requirement_is_named(
    casework: Casework,
) -> None:
    async with casework.begin() as uow:
        event = await reported(uow)
        await open_duties(uow, event, ["SABRE/SHOT"])
        assert await named(uow, "national") == []
        await open_duties(uow, event, ["SABRE/SHOT", "NE"])
        await open_duties(uow, event, ["SABRE/SHOT", "NE", "MNSI"])
        assert await named(uow, "national") == ["Ed", "Eve", "Sam"]
        view = await view_event(uow, event, (await who(uow, "eve")).id or 0)
        assert view is not None
        assert view.outside is not None
        assert view.outside.national == ("It meets the Never Events list", "Referral to MNSI")
        assert view.reporter is None


async def test_a_possible_never_event_is_a_prompt_to_the_team_alone(casework: Casework) -> None:
    async with casework.begin() as uow:
        event = await reported(uow, reached=Reached.YES)
        await tell_specialists(uow, event, never_event="3")
        await tell_specialists(uow, event, never_event="3")
        assert await named(uow, "never_event") == ["Sam"]
        seen = {}
        for name in ("sam", "lena", "nora", "eve"):
            view = await view_event(uow, event, (await who(uow, name)).id or 0)
            assert view is not None
            seen[name] = view.outside.never_event if view.outside else ""
        assert seen == {"sam": "entry 3, retained foreign object post procedure", "lena": "", "nora": "", "eve": ""}
        assert entry_in_words(uow, "12") == "entry 12, ABO-incompatible blood components or organs"
        await open_duties(uow, event, ["NE"])  # it was confirmed
        view = await view_event(uow, event, (await who(uow, "sam")).id or 0)
        assert view is not None
        assert view.outside is not None
        assert view.outside.never_event == ""


@pytest.mark.parametrize(("said", "asked_again"), [("no", False), ("we cannot tell yet", True)])
async def test_the_team_is_asked_until_the_facts_say_whether_it_is_one(
    casework: Casework, said: str, asked_again: bool
) -> None:
    async with casework.begin() as uow:
        event = await reported(uow, reached=Reached.YES)
        await tell_specialists(uow, event, never_event="3")
        assert "never_event_entry_looked_at" not in await known_of(await by(uow, "lena"), event)
        sam = await by(uow, "sam")
        known = await known_of(sam, event)
        assert known["never_event_entry_looked_at"] == "entry 3"
        await advise_again(sam, event, {**known, "never_event_facts": said})
        assert bool(await entry_to_confirm(uow, event)) is asked_again


@pytest.mark.parametrize(("what", "kind"), [(TOLD, "specialist"), (WITH_A_DEVICE, "duty")])
async def test_of_a_sealed_report_nothing_that_is_kept_tells_who_or_when(
    casework: Casework, what: Told, kind: str
) -> None:
    async with casework.begin() as uow:
        await told(uow, NameShown.CONFIDENTIAL, what)
    async with casework.sessions() as session:
        concerned = (await session.scalars(select(ConcernedRole))).all()
        assert concerned
        assert {f"{each.at:%H:%M}" for each in concerned} == {"00:00"}
        assert {f"{each.opened_at:%H:%M}" for each in await duties_of(session, 1)} <= {"00:00"}
        [card] = (await session.scalars(select(Notification).filter_by(kind=kind))).all()
        assert card.day_only
        assert kind not in card.key
        assert card.to != 1


async def test_who_has_a_card_of_it_coming_is_sent_no_second(casework: Casework) -> None:
    async with casework.begin() as uow:
        event = await told(uow)
        assert await named(uow, "specialist") == ["Mae"]
        await open_duties(uow, event, ["Yellow Card"])
        assert await named(uow, "duty") == []
