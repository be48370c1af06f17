"""Who is told, and what is counted: nobody is left out for whom they cover or act, and nothing counts twice."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.casework.acting import add_action, say_done
from bot.casework.advising import known_of
from bot.casework.afterwards import agree_to_withdraw, ask_to_withdraw
from bot.casework.approving import approve
from bot.casework.deciding import decide
from bot.casework.desk import claim
from bot.casework.finding import view_theme
from bot.casework.first_looking import grade_person
from bot.casework.merging import merge
from bot.casework.reporting import Told, report_event
from bot.casework.response_ties import named_in
from bot.casework.theming import keep_as_theme
from bot.casework.unit_of_work import Casework, UnitOfWork
from psirf.vocabulary import EventKind, NameShown, PhysicalHarm, PsychologicalHarm, Reached, ResponseType, Role
from storage.approvals import open_approval_of
from storage.events import harm_history, people_affected
from storage.records import AuditEntry, PatientSafetyEvent, Person, SafetyAction
from tests.casework.test_approving import acting, ids, told
from tests.casework.test_events import reported
from tests.casework.test_giving import covered, id_of
from tests.casework.test_who_approves import set_role
from tests.conftest import NOW


async def _tells(
    uow: UnitOfWork, what: str, *, key: str, by: str = "nora", name: NameShown = NameShown.SHOWN, involved: str = ""
) -> PatientSafetyEvent:
    told_of = Told(EventKind.INCIDENT, what, 5, "", NOW - timedelta(hours=1), NOW, Reached.NO, involved=involved)
    work = (await acting(uow, by)).veiled(day_only=name is NameShown.CONFIDENTIAL)
    return await report_event(work, idempotency_key=key, told=told_of, name=name)


async def test_evidence_of_who_covers_for_the_lead_who_has_it_goes_to_another_who_is_asked(
    casework: Casework,
) -> None:
    async with casework.begin() as uow:
        lena, event = await acting(uow, "lena"), await _tells(uow, "The rail was down", key="a")
        await claim(lena, event, seen=None)
        await decide(lena, event, seen=None, chosen=ResponseType.AAR, reason="It fits.")
        action = await add_action(
            lena, event, seen=None, idempotency_key="b", what="Mend it", owner_id=await id_of(uow, "lou"),
            due=NOW.date() + timedelta(days=9),
        )  # fmt: skip
        await covered(uow, away="lena", by="lou")
    async with casework.begin() as uow:
        held = await uow.session.get_one(SafetyAction, action.id)
        await say_done(await acting(uow, "lou"), held, seen=None, evidence="It holds again.")
        assert len(await told(uow, "action_done")) == 1


@pytest.mark.parametrize("name", NameShown)
async def test_of_the_patient_safety_team_all_are_told_where_one_of_them_reported_in_confidence(
    casework: Casework, name: NameShown
) -> None:
    async with casework.begin() as uow:
        await set_role(uow, "cora", Role.PATIENT_SAFETY, holds=True)
    async with casework.begin() as uow:
        await _tells(uow, "A child died after the wrong dose", key="a", by="sam", name=name)
        others = ("cora", "eve", "ed")
        all_of_them = await ids(uow, *others, "sam") if name is NameShown.CONFIDENTIAL else await ids(uow, *others)
        assert await told(uow, "national") == all_of_them


async def test_to_look_at_a_theme_tells_nothing_of_who_reported_in_it(casework: Casework) -> None:
    async with casework.begin() as uow:
        await _tells(uow, "A wristband was nearly swapped", key="a", name=NameShown.CONFIDENTIAL)
        together = await keep_as_theme(await acting(uow, "lena"), [(1, None)], "One printer.", name="Printer")
        assert together.decided == ("PSE-00001",)
    for name in ("nora", "pip"):
        async with casework.begin() as uow:
            assert await view_theme(await acting(uow, name), 1) is None
    async with casework.sessions() as session:
        tried = (await session.scalars(select(AuditEntry).filter_by(did="refused", subject="theme:1"))).all()
        assert len({(entry.at, entry.details and entry.details["why"]) for entry in tried}) == 1
        assert len({entry.who for entry in tried}) == 2


async def test_reports_like_one_are_counted_by_whole_words_and_once_for_each_event(casework: Casework) -> None:
    async with casework.begin() as uow:
        first = await _tells(uow, "The patient fell by the bed", key="a")
        await _tells(uow, "A fellow patient's bag was lost", key="b")
        joined = await _tells(uow, "He fell by the bed", key="c")
        gone = await _tells(uow, "She fell in the corridor", key="d")
        await _tells(uow, "Found on the floor", key="e", involved="a fall")
        lena, nora = await acting(uow, "lena"), await acting(uow, "nora")
        await merge(lena, joined, seen=None, into_id=first.id, reason="One fall, told twice.")
        await ask_to_withdraw(nora, gone, because="It was nobody.")
        await agree_to_withdraw(lena, gone, seen=None)
        assert (await known_of(lena, first))["similar_last_12_months"] == 1


async def test_how_many_reviews_a_priority_has_had_is_counted(casework: Casework) -> None:
    async with casework.begin() as uow:
        events = [await _tells(uow, "Insulin at ten times the dose", key=key) for key in "abc"]
        lena = await acting(uow, "lena")
        assert (await known_of(lena, events[0]))["capacity_used"] == "0 of 1"
        for event in events[1:]:
            await decide(lena, event, seen=None, chosen=ResponseType.PSII, reason="Nobody understands it yet.")
            request = await open_approval_of(uow.session, event.id)
            assert request is not None
            await approve(await acting(uow, "eve"), request, seen=None)
        assert (await known_of(lena, events[0]))["capacity_used"] == "2 of 1"
        assert (await known_of(lena, events[1]))["capacity_used"] == "1 of 1"  # its own is not counted


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Éva Kovács", "éva kovács and two nurses"), ("Éva Kovács", "ÉVA KOVÁCS"), ("Siân O'Brien", "Siân O’Brien"),
        ("Siân O’Brien", "siân o'brien"), ("Lena Example", "LENA EXAMPLE"),
    ],
)  # fmt: skip
async def test_somebody_is_known_by_their_name_however_it_is_written(
    casework: Casework, name: str, written: str
) -> None:
    async with casework.begin() as uow:
        (await uow.session.get_one(Person, await id_of(uow, "lena"))).name = name
        await uow.session.flush()
        assert await named_in(await acting(uow, "sam"), written) == [await id_of(uow, "lena")]


async def test_a_grade_that_is_left_out_stays_as_it_was(casework: Casework) -> None:
    async with casework.begin() as uow:
        event = await reported(uow, reached=Reached.YES)
        [affected] = await people_affected(uow.session, event.id)
        lena = await acting(uow, "lena")
        for physical, psychological in (
            (PhysicalHarm.LOW, PsychologicalHarm.SEVERE), (PhysicalHarm.MODERATE, None),
        ):  # fmt: skip
            await grade_person(
                lena, event, seen=None, affected_id=affected.id, physical=physical, psychological=psychological
            )
        newest = (await harm_history(uow.session, event.id))[-1]
        assert (newest.physical, newest.psychological) == (PhysicalHarm.MODERATE, PsychologicalHarm.SEVERE)
