"""Several reports decided in one step, each with its own decision; and the theme they are kept in."""

import asyncio

import pytest
from sqlalchemy import select

from bot.casework.advising import advise_again
from bot.casework.approving import approve
from bot.casework.deciding import decide
from bot.casework.finding import view_theme
from bot.casework.looking import view_event
from bot.casework.theme_views import Together
from bot.casework.theming import approve_together, keep_as_theme
from bot.casework.unit_of_work import Casework, UnitOfWork
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import EventStatus, Reached, ResponseStatus, ResponseType
from storage.approvals import open_approval_of
from storage.events import decision_on, event_by_id
from storage.records import AuditEntry, Decision, PatientSafetyEvent, Theme
from storage.responses import response_on
from tests.casework.test_events import reported, who

LENA = 2


async def _several(uow: UnitOfWork, advice: dict[str, object] | None = None) -> None:
    """Four near misses, of which no priority of the plan speaks; and one that reached a patient."""
    for number in range(1, 6):
        event = await reported(uow, key=f"{number}", reached=Reached.YES if number == 5 else Reached.NO)
        decision = await decision_on(uow.session, event.id)
        decision.advice = {"by_report_alone": True, "priority": None, **(advice or {})}
    await uow.session.flush()


async def test_several_are_kept_as_a_theme_in_one_step_and_what_needs_its_own_look_is_named(
    casework: Casework,
) -> None:
    async with casework.begin() as uow:
        await _several(uow)
        (await decision_on(uow.session, 4)).advice = {"least_response": "PSII", "national": ["NE"]}
        lena = uow.acting(await who(uow, "lena"))
        wanted = [(number, None) for number in (1, 2, 3, 4, 5, 99)]
        together = await keep_as_theme(lena, wanted, "One printer. ", name="  Wristband   printer ")
        assert together.decided == ("PSE-00001", "PSE-00002", "PSE-00003")
        assert [reference for reference, _ in together.refused] == ["PSE-00004", "PSE-00005", "PSE-00099"]
        assert "a look of its own" in together.refused[0][1]
        assert together.theme is not None
        assert (together.theme.name, together.theme.reference) == ("Wristband printer", "TH-00001")
        for number in (1, 2, 3):
            decision = await decision_on(uow.session, number)
            assert (decision.chosen, decision.reason, decision.decided_by) == (
                ResponseType.THEMATIC, "One printer.", LENA,
            )  # fmt: skip
            event = await event_by_id(uow.session, number)
            assert event is not None
            assert (event.status, event.theme_id) == (EventStatus.DECIDED, 1)
        left = await event_by_id(uow.session, 5)
        assert left is not None
        assert (left.status, left.theme_id) == (EventStatus.RECEIVED, None)
        audited = (await uow.session.scalars(select(AuditEntry.did))).all()
        assert audited.count("keep_as_theme") == 3


async def test_its_reporter_sees_that_it_is_looked_at_with_others(casework: Casework) -> None:
    async with casework.begin() as uow:
        await _several(uow)
        await keep_as_theme(uow.acting(await who(uow, "lena")), [(1, 1)], "One printer.", name="Printer")
        event = await event_by_id(uow.session, 1)
        assert event is not None
        shown = await view_event(uow.acting(await who(uow, "nora")), event, 1, as_reporter=True)
        assert shown is not None
        assert shown.progress is not None
        assert [step.words for step in shown.progress if step.label == "Response chosen"] == [
            "Thematic review, together with others like it"
        ]
        assert shown.desk is None  # the theme's name is for those who look at it
        lead = await view_event(uow.acting(await who(uow, "lou")), event, 3)
        assert lead is not None
        assert lead.desk is not None
        assert lead.desk.theme == "Printer (TH-00001)"


async def test_the_same_name_is_the_same_theme_whatever_its_capitals(casework: Casework) -> None:
    async with casework.begin() as uow:
        await _several(uow)
        lena = uow.acting(await who(uow, "lena"))
        await keep_as_theme(lena, [(1, None)], "One printer.", name="Wristband printer")
        await keep_as_theme(lena, [(2, None)], "The same.", name="wristband PRINTER")
        again = await keep_as_theme(lena, [(2, None)], "The same.", name="wristband PRINTER")
        await keep_as_theme(lena, [(3, None)], "And this.", theme_id=1)
        assert again.decided == ()  # it is decided, and not decided twice
        assert len((await uow.session.scalars(select(Theme))).all()) == 1
        assert len((await uow.session.scalars(select(Decision).where(Decision.decided_at.is_not(None)))).all()) == 3
        theme = await view_theme(uow.acting(await who(uow, "lou")), 1)
        assert theme is not None
        assert [line.reference for line in theme.lines] == ["PSE-00001", "PSE-00002", "PSE-00003"]
        for name in ("nora", "mo", "pip"):
            assert await view_theme(uow.acting(await who(uow, name)), 1) is None


@pytest.mark.parametrize(
    ("name", "reason", "why"),
    [
        ("", "It fits.", Refusal.NO_THEME),
        ("x" * 81, "It fits.", Refusal.NO_THEME),
        ("123", "It fits.", Refusal.NO_THEME),
        ("Mrs Patel's wristband", "It fits.", Refusal.NAMES_SOMEBODY),
        ("Printer", "  ", Refusal.REASON),
    ],
)
async def test_a_theme_needs_a_name_that_names_nobody_and_a_sentence(
    casework: Casework, name: str, reason: str, why: Refusal
) -> None:
    async with casework.begin() as uow:
        await _several(uow)
        with pytest.raises(NotAllowed) as refused:
            await keep_as_theme(uow.acting(await who(uow, "lena")), [(1, None)], reason, name=name)
        assert refused.value.refusal is why
        assert (await uow.session.scalars(select(Theme))).all() == []
        with pytest.raises(NotAllowed):
            await keep_as_theme(uow.acting(await who(uow, "lena")), [(1, None)], "It fits.", theme_id=7)


async def test_nobody_decides_together_what_is_not_theirs_to_decide(casework: Casework) -> None:
    async with casework.begin() as uow:
        await _several(uow)
        for name, why in (("nora", "not open to you"), ("mo", "not open to you"), ("pip", "cannot be found")):
            together = await approve_together(uow.acting(await who(uow, name)), [(1, None)], "It fits.")
            assert together.decided == ()
            assert why in together.refused[0][1]
        assert (await decision_on(uow.session, 1)).chosen is None


async def test_routine_ones_are_approved_together_each_with_what_was_advised_for_it(casework: Casework) -> None:
    async with casework.begin() as uow:
        await _several(uow)
        lena = uow.acting(await who(uow, "lena"))
        await decide(uow.acting(await who(uow, "lou")), await _event(uow, 2), seen=1, chosen=None, reason="Mine.")
        together = await approve_together(lena, [(1, 1), (2, 1), (3, 7), (5, 1)], "Nothing new in these.")
        assert together.decided == ("PSE-00001",)
        assert [reference for reference, _ in together.refused] == ["PSE-00002", "PSE-00003", "PSE-00005"]
        assert together.theme is None
        decision = await decision_on(uow.session, 1)
        assert (decision.chosen, decision.reason) == (decision.advised, "Nothing new in these.")
        assert (await decision_on(uow.session, 2)).reason == "Mine."


async def test_a_near_miss_in_which_a_lead_found_much_to_learn_is_looked_at_by_itself(casework: Casework) -> None:
    async with casework.begin() as uow:
        await _several(uow)
        lena = uow.acting(await who(uow, "lena"))
        answers = {
            "event_type": "near miss", "reached_a_patient": "no", "theme": "labels",
            "potential_for_learning": "high", "factors_understood": "poorly", "pattern": "one-off",
        }  # fmt: skip
        decision, _ = await advise_again(lena, await _event(uow, 1), answers)
        assert decision.advised is ResponseType.MDT
        together = await approve_together(lena, [(1, None), (2, None)], "Nothing new in these.")
        assert together.decided == ("PSE-00002",)
        assert "a look of its own" in together.refused[0][1]


async def _event(uow: UnitOfWork, number: int) -> PatientSafetyEvent:
    event = await event_by_id(uow.session, number)
    assert event is not None
    return event


async def test_what_is_decided_already_is_not_undone_by_being_put_with_others(casework: Casework) -> None:
    async with casework.begin() as uow:
        event = await reported(uow)
        lena = uow.acting(await who(uow, "lena"))
        await decide(lena, event, seen=1, chosen=ResponseType.PSII, reason="A high dose.")
        request = await open_approval_of(uow.session, event.id)
        assert request is not None
        await approve(uow.acting(await who(uow, "eve")), request, seen=1)
    async with casework.begin() as uow:
        lou = uow.acting(await who(uow, "lou"))
        together = await keep_as_theme(lou, [(1, None)], "Together.", name="Insulin")
        assert together.decided == ()
        assert "decided already" in together.refused[0][1]
        assert (await decision_on(uow.session, 1)).chosen is ResponseType.PSII
        response = await response_on(uow.session, 1)
        assert response is not None
        assert response.status is ResponseStatus.PLANNED
    async with casework.begin() as uow:
        assert list(await uow.session.scalars(select(Theme))) == []  # nothing went into it


async def test_what_was_decided_is_changed_with_others_only_by_whoever_says_yes(casework: Casework) -> None:
    async with casework.begin() as uow:
        event, lena = await reported(uow), uow.acting(await who(uow, "lena"))
        await decide(lena, event, seen=1, chosen=ResponseType.LOCAL, reason="Little is new.")
        together = await keep_as_theme(lena, [(1, None)], "Together.", name="Insulin")
        assert together.decided == ()
        request = await decide(
            lena, event, seen=None, chosen=ResponseType.THEMATIC, reason="Together.", with_others=True
        )
        assert request is not None
        assert (await decision_on(uow.session, 1)).chosen is ResponseType.LOCAL


async def test_two_who_name_one_theme_at_once_have_one(casework: Casework) -> None:
    async with casework.begin() as uow:
        await _several(uow)

    async def kept(name: str, number: int, said: str) -> Together:
        async with casework.begin() as uow:
            lead = uow.acting(await who(uow, name))
            return await keep_as_theme(lead, [(number, None)], "Together.", name=said)

    both = await asyncio.gather(kept("lena", 1, "Insulin pens"), kept("lou", 2, "insulin Pens"))
    assert [each.decided for each in both] == [("PSE-00001",), ("PSE-00002",)]
    async with casework.begin() as uow:
        assert len((await uow.session.scalars(select(Theme))).all()) == 1
        kept_in = list(await uow.session.scalars(select(PatientSafetyEvent.theme_id).order_by(PatientSafetyEvent.id)))
        assert kept_in[0] == kept_in[1] is not None
