"""National requirements and duties from a plain report: named where its words state them, asked where they hint."""

import json
from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import delete, select

from bot.cards.events import event_card
from bot.casework.advising import advise_again, known_of
from bot.casework.afterwards import add_to_report
from bot.casework.correcting import Correction, correct_report
from bot.casework.deciding import decide
from bot.casework.duties import make_referral, open_duties
from bot.casework.looking import view_event
from bot.casework.queue import facts_of
from bot.casework.reporting import Told, report_event
from bot.casework.responding import hold, not_held
from bot.casework.telling import tell_reporter
from bot.casework.unit_of_work import Casework, UnitOfWork
from bot.dialogs.concerns import tell_whom_it_concerns
from psirf.lifecycle import NotAllowed
from psirf.queue import is_pressing
from psirf.refusals import Refusal
from psirf.vocabulary import EventKind, Reached, ResponseType
from storage.duties import duties_of
from storage.events import decision_on
from storage.records import AuditEntry, PatientSafetyEvent, QueueChange
from tests.casework.duties import by, named, the_event
from tests.casework.responses import TODAY, chosen, does, is_refused
from tests.casework.test_events import who
from tests.conftest import NOW

DETAINED = "A patient detained under section 2 died on ward 7 at 4am today"


async def told(uow: UnitOfWork, words: str, kind: EventKind = EventKind.INCIDENT) -> PatientSafetyEvent:
    what = Told(kind, words, 5, "", NOW, NOW, Reached.YES)
    return await report_event(await by(uow, "nora"), idempotency_key=words, told=what)


async def codes(uow: UnitOfWork, event: PatientSafetyEvent) -> Sequence[str]:
    return sorted([duty.code for duty in await duties_of(uow.session, event.id)])


async def pressing(uow: UnitOfWork, event: PatientSafetyEvent) -> bool:
    return is_pressing(facts_of(event, await decision_on(uow.session, event.id)))


async def test_what_the_words_hint_at_is_pressing_and_said_calmly_on_the_leads_card(casework: Casework) -> None:
    async with casework.begin() as uow:
        event = await told(uow, DETAINED)
        decision = await decision_on(uow.session, event.id)
        assert decision.circumstances["mental_health_act"] == "detained, section 2"
        assert "care_concern" in decision.advice["ask_next"]
        assert decision.advice["national"] == []
        assert await pressing(uow, event)
        assert await codes(uow, event) == ["CQC", "coroner/ME"]
        view = await view_event(uow, event, (await who(uow, "lena")).id or 0)
        assert view is not None
        assert view.advice is not None
        assert view.advice.may_be_national
        lena = await by(uow, "lena")
        await advise_again(lena, event, {**await known_of(lena, event), "care_concern": "no"})
        assert not await pressing(uow, event)


async def test_what_the_words_state_is_named_at_once(casework: Casework) -> None:
    async with casework.begin() as uow:
        event = await told(uow, "A 54 year old man with a learning disability died on the ward")
        assert (await decision_on(uow.session, event.id)).advice["national"] == ["LEDER"]
        assert await codes(uow, event) == ["LEDER", "coroner/ME"]


@pytest.mark.parametrize("reached", [Reached.YES, Reached.NO])
async def test_what_may_be_a_never_event_is_pressing_until_the_patient_safety_team_has_answered(
    casework: Casework, reached: Reached
) -> None:
    async with casework.begin() as uow:
        what = Told(EventKind.INCIDENT, "The wrong hip was marked", 5, "", NOW, NOW, reached)
        event = await report_event(await by(uow, "nora"), idempotency_key="ne", told=what, never_event=True)
        assert await pressing(uow, event)
        await add_to_report(await by(uow, "nora"), event, words="It was the left one.")
        assert await pressing(uow, event)
        for name, is_pressing_still in (("lena", True), ("sam", False), ("lena", False)):
            work = await by(uow, name)
            await advise_again(work, event, {**await known_of(work, event), "care_concern": "no"})
            assert await pressing(uow, event) is is_pressing_still
        await tell_whom_it_concerns(await by(uow, "nora"), event)  # whose words tell of it as before
        assert not await pressing(uow, event)


async def test_what_a_reporter_adds_that_may_be_a_never_event_is_told_to_the_leads(casework: Casework) -> None:
    async with casework.begin() as uow:
        event = await told(uow, "A patient was taken to theatre")
        await uow.session.execute(delete(QueueChange))
        nora = await by(uow, "nora")
        await add_to_report(nora, event, words="The wrong hip was operated on.")
        for _ in range(2):
            await tell_whom_it_concerns(nora, event)
        assert await pressing(uow, event)
        changes = await uow.session.execute(
            select(QueueChange.person_id, QueueChange.is_pressing).where(QueueChange.is_new)
        )
        assert sorted((person, pressing_now) for person, pressing_now in changes) == [
            ((await who(uow, name)).id, True) for name in ("lena", "lou")
        ]


async def test_good_care_and_a_risk_mention_and_state_nothing(casework: Casework) -> None:
    async with casework.begin() as uow:
        for kind in (EventKind.GOOD_CARE, EventKind.RISK):
            event = await told(uow, f"{kind}: kind care after a prisoner died on the ward", kind)
            assert await codes(uow, event) == []
            assert not await pressing(uow, event)


async def test_what_a_reporter_adds_or_puts_right_is_advised_by(casework: Casework) -> None:
    async with casework.begin() as uow:
        event = await told(uow, "A patient collapsed on the ward")
        assert await codes(uow, event) == []
        await add_to_report(await by(uow, "nora"), event, words="She has died. She was detained under section 3.")
        assert await codes(uow, event) == ["CQC", "coroner/ME"]
        assert await pressing(uow, event)
        other = await told(uow, "A patient fell and died")
        assert await codes(uow, other) == ["coroner/ME"]
        right = Correction("What happened", "", "", {"what": "A patient with autism, aged 40, fell and died"})
        await correct_report(await by(uow, "nora"), other, seen=None, corrections=[right])
        assert await codes(uow, other) == ["LEDER", "coroner/ME"]


async def test_what_a_lead_has_answered_is_never_overwritten(casework: Casework) -> None:
    async with casework.begin() as uow:
        event = await told(uow, "A patient collapsed on the ward")
        lena = await by(uow, "lena")
        await advise_again(lena, event, {**await known_of(lena, event), "died": "no"})
        before = dict((await decision_on(uow.session, event.id)).circumstances)
        await add_to_report(await by(uow, "nora"), event, words="She has died.")
        assert (await decision_on(uow.session, event.id)).circumstances == before
        assert await codes(uow, event) == []


async def test_a_decision_while_it_may_be_national_is_kept_marked_and_the_team_hears_once(casework: Casework) -> None:
    async with casework.begin() as uow:
        event = await told(uow, DETAINED)
        lena = await by(uow, "lena")
        await decide(lena, event, seen=None, chosen=ResponseType.AAR, reason="The team can meet.")
        await decide(lena, event, seen=None, chosen=ResponseType.MDT, reason="A wider look.")
        assert await named(uow, "open_national") == ["Sam"]
        marked = await uow.session.scalars(select(AuditEntry.details).filter_by(did="decide"))
        assert [each.get("open_national") for each in marked] == [["MHA_DEATH"], ["MHA_DEATH"]]
        view = await view_event(uow, event, lena.person_id)
        assert view is not None
        assert "This may still be a national requirement" in json.dumps(event_card(view))


async def test_a_decision_with_nothing_open_is_not_marked(casework: Casework) -> None:
    async with casework.begin() as uow:
        event = await told(uow, "A patient slipped on a wet floor")
        await decide(await by(uow, "lena"), event, seen=None, chosen=ResponseType.AAR, reason="The team can meet.")
        assert await named(uow, "open_national") == []
        [details] = await uow.session.scalars(select(AuditEntry.details).filter_by(did="decide"))
        assert "open_national" not in details


async def test_the_team_hears_of_a_proposed_psii_and_not_again_when_it_is_national(casework: Casework) -> None:
    async with casework.begin() as uow:
        event = await told(uow, "A patient slipped on a wet floor")
        await decide(await by(uow, "lena"), event, seen=None, chosen=ResponseType.PSII, reason="Much to learn.")
        assert await named(uow, "psii_proposed") == ["Sam"]
        await open_duties(uow, event, ["NE"])
        assert await named(uow, "national") == ["Ed", "Eve"]


async def test_a_required_psii_is_neither_dropped_nor_closed_over(casework: Casework) -> None:
    await chosen(casework, ResponseType.PSII)
    async with casework.begin() as uow:
        event = await the_event(uow)
        lena = await by(uow, "lena")
        facts = {"died": "yes", "mental_health_act": "detained", "care_concern": "yes, not observed"}
        await advise_again(lena, event, {**await known_of(lena, event), **facts})
    tell: dict[str, Any] = {"seen": None, "learned": "We met.", "changed": "More checks."}
    for _ in range(2):
        assert await closed(casework, **tell) is Refusal.STILL_TO_BE_HELD
        refused = await is_refused(casework, "lena", not_held, because="No time.")
        assert refused is Refusal.REQUIRED_NATIONALLY
    await does(casework, "lena", hold, held_on=TODAY, took_part="nurses", learned=["Nobody was on the door."])
    assert await closed(casework, **tell) is None


async def test_what_was_chosen_before_it_was_national_is_not_enough_to_close(casework: Casework) -> None:
    await chosen(casework, ResponseType.AAR)
    await does(casework, "lena", not_held, because="The team was away.")
    tell: dict[str, Any] = {"seen": None, "learned": "We met.", "changed": "More checks."}
    async with casework.begin() as uow:
        event = await the_event(uow)
        lena = await by(uow, "lena")
        facts = {"died": "yes", "mental_health_act": "detained", "care_concern": "yes, not observed"}
        await advise_again(lena, event, {**await known_of(lena, event), **facts})
    assert await closed(casework, **tell) is Refusal.REQUIRED_FIRST


async def test_what_was_not_held_is_no_bar_where_nothing_national_asks_for_it(casework: Casework) -> None:
    await chosen(casework, ResponseType.AAR)
    await does(casework, "lena", not_held, because="The team was away.")
    assert await closed(casework, seen=None, learned="We met.", changed="More checks.") is None


async def test_a_referral_needs_somebody_to_refer_to(casework: Casework) -> None:
    async with casework.begin() as uow:
        event = await told(uow, "A patient slipped on a wet floor")
        lena = await by(uow, "lena")
        with pytest.raises(NotAllowed) as refused:
            await decide(lena, event, seen=None, chosen=ResponseType.REFERRAL, reason="They know best.")
        assert refused.value.refusal is Refusal.NOBODY_TO_REFER_TO
        assert f"referred {event.reference} MNSI" in str(refused.value)
        await make_referral(lena, event, "SAFEGUARDING", number="S1")
        await decide(lena, event, seen=None, chosen=ResponseType.REFERRAL, reason="They know best.")
        assert (await decision_on(uow.session, event.id)).chosen is ResponseType.REFERRAL


async def closed(casework: Casework, **tell: Any) -> Refusal | None:
    """Whether a lead may close the first event: why not, or nothing."""
    async with casework.begin() as uow:
        try:
            async with uow.savepoint():
                await tell_reporter(await by(uow, "lena"), await the_event(uow), **tell)
        except NotAllowed as refused:
            return refused.refusal
    return None
