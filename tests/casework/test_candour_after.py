"""What comes after the conversation: the letter, the findings, a meeting, copies, and what those affected say."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.casework.acting import accept_evidence, add_action, say_done
from bot.casework.candour_after import findings_approved, write_after
from bot.casework.candour_assessing import take_on, withdraw_with_report
from bot.casework.candour_now import CaseNow
from bot.casework.deciding import decide
from bot.casework.responding import hold
from bot.casework.unit_of_work import Casework
from psirf.candour.kept import NoteName
from psirf.candour.terms import Clock, Element, StepName, StepRefusal
from psirf.refusals import Refusal
from psirf.vocabulary import EventStatus, ResponseType
from storage.actions import held_action
from storage.candour import held_candour
from storage.events import held_event
from storage.records import Notification
from storage.responses import held_response
from tests.casework.candour import assessed, does, harmed, is_refused, seen_by, stands, writes
from tests.casework.test_events import who
from tests.conftest import Clock as MachineClock

NAME = "Winifred Quillfeather"
IN_PERSON: dict[str, Any] = {"in_person": True, "mode": "face to face"}
TODAY = date(2026, 3, 4)
SIX = datetime(2026, 3, 5, 18, 0, tzinfo=UTC)
LETTER = {"signed_by": "consultant", "reference": "CL-2026-17"}


async def told(casework: Casework, clock: MachineClock) -> None:
    """Cora holds a case that is owed; they were told on Thursday 5 March at 3pm, and it is now Monday."""
    await harmed(casework)
    await assessed(casework)
    await does(casework, "cora", take_on)
    clock.is_set(2026, 3, 9, 10, 0)
    await writes(casework, "cora", Element.TOLD, at=SIX - timedelta(hours=3), **IN_PERSON)


async def after(casework: Casework, name: Element | NoteName, by: str = "cora", **given: Any) -> None:
    told_as = {"person": 0, "key": f"{name.value} {given.get('day')}", **given}
    await does(casework, by, write_after, what=name, **told_as)


async def approved(casework: Casework, day: date) -> None:
    await does(casework, "cora", findings_approved, day=day, key=f"approved {day}")


async def refused(casework: Casework, name: Element | NoteName, by: str = "cora", **given: Any) -> object:
    return await is_refused(casework, by, write_after, what=name, **{"person": 1, "key": "refused", **given})


def names(now: CaseNow) -> Sequence[str]:
    return [entry.name for entry in now.entries]


async def news(casework: Casework, kind: str) -> list[tuple[str, int, int | None]]:
    async with casework.sessions() as session:
        found = await session.scalars(select(Notification).filter_by(kind=kind).order_by(Notification.id))
        return [(each.subject, each.subject_id, each.to) for each in found]


async def test_a_letter_with_its_copy_ends_two_elements_and_its_words_are_sealed(
    casework: Casework, clock: MachineClock
) -> None:
    await told(casework, clock)
    await after(casework, Element.WRITTEN, day=date(2026, 3, 6), said={"how": "post"}, words=LETTER)
    now = await stands(casework)
    ended = now.case.tracks["1"].ended
    assert ended[Element.WRITTEN].at == ended[Element.COPIES].at == datetime(2026, 3, 6, 12, 0, tzinfo=UTC)
    assert now.entries[-2].said == {"how": "post", "has_words": True}
    assert "CL-2026" not in str([(entry.said, entry.sealed, entry.key) for entry in now.entries])
    seen = await seen_by(casework, "cora", with_words=True)
    assert seen is not None
    assert seen.written is not None
    assert seen.written[-2].words == LETTER
    assert seen.written[-1].words == {"reference": "CL-2026-17"}


async def test_a_letter_of_which_no_copy_is_kept_leaves_that_open(casework: Casework, clock: MachineClock) -> None:
    await told(casework, clock)
    await after(casework, Element.WRITTEN, day=date(2026, 3, 6), words={"signed_by": "consultant", "reference": " "})
    assert Element.COPIES in (await stands(casework)).case.tracks["1"].open
    await after(casework, Element.COPIES, words={"reference": "Shelf 4"})
    assert (await stands(casework)).case.tracks["1"].ended[Element.COPIES].at == clock.now


async def test_an_honest_day_is_taken_on_the_day_of_the_telling_and_of_today(
    casework: Casework, clock: MachineClock
) -> None:
    await told(casework, clock)
    await after(casework, Element.MEETING, day=date(2026, 3, 5), said={"wanted": "no"})
    assert (await stands(casework)).case.tracks["1"].ended[Element.MEETING].at == SIX - timedelta(hours=3)
    await approved(casework, date(2026, 3, 9))
    await after(casework, Element.FINDINGS, day=date(2026, 3, 9), said={"how": "post"})
    assert (await stands(casework)).case.tracks["1"].ended[Element.FINDINGS].at == clock.now  # 10am: noon is to come
    await after(casework, NoteName.ACCOUNT, day=TODAY, words={"words": "I saw it."})
    assert (await stands(casework)).entries[-1].at == datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


async def test_findings_of_a_day_on_which_they_asked_wait_for_the_answer_and_are_then_taken(
    casework: Casework, clock: MachineClock
) -> None:
    """Also where they asked after noon, as of the findings the time of day is not said."""
    await told(casework, clock)
    clock.is_set(2026, 3, 9, 14, 0)
    await writes(casework, "cora", StepName.QUESTION, words="Why?", number="1")
    clock.is_set(2026, 3, 9, 16, 0)
    day = date(2026, 3, 9)
    await approved(casework, day)
    assert await refused(casework, Element.FINDINGS, day=day) is StepRefusal.QUESTIONS_OPEN
    clock.is_set(2026, 3, 9, 16, 30)
    await writes(casework, "cora", StepName.ANSWER, words="They look alike.", number="1")
    await after(casework, Element.FINDINGS, day=day)
    assert (await stands(casework)).case.tracks["1"].ended[Element.FINDINGS].at == clock.now


async def test_findings_are_shared_once_they_were_approved(casework: Casework, clock: MachineClock) -> None:
    await told(casework, clock)
    assert await refused(casework, Element.FINDINGS, day=date(2026, 3, 9)) is Refusal.FINDINGS_NOT_APPROVED
    await approved(casework, date(2026, 3, 9))
    assert await refused(casework, Element.FINDINGS, day=date(2026, 3, 6)) is Refusal.FINDINGS_NOT_APPROVED
    assert Element.FINDINGS in (await stands(casework)).case.tracks["1"].open
    await after(casework, Element.FINDINGS, day=date(2026, 3, 9))
    assert Element.FINDINGS in (await stands(casework)).case.tracks["1"].ended


async def test_a_day_on_which_it_happened_later_than_noon_is_taken_too(
    casework: Casework, clock: MachineClock
) -> None:
    clock.is_set(2026, 3, 4, 16, 0)
    await harmed(casework)  # two hours before the NOW of the tests: half past seven
    await assessed(casework)
    async with casework.begin() as uow:
        event = await held_event(uow.session, 1)
        assert event is not None
        event.happened_from = event.happened_to = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)
    await after(casework, NoteName.ACCOUNT, day=TODAY, words={"words": "I saw it."})
    assert (await stands(casework)).entries[-1].at == datetime(2026, 3, 4, 15, 0, tzinfo=UTC)


async def test_what_cannot_be_says_why_and_keeps_nothing(casework: Casework, clock: MachineClock) -> None:
    await harmed(casework)
    await assessed(casework)
    clock.is_set(2026, 3, 9, 10, 0)
    assert await refused(casework, Element.WRITTEN, day=date(2026, 3, 6)) is StepRefusal.NOT_TOLD_YET
    await writes(casework, "cora", Element.TOLD, at=SIX, **IN_PERSON)
    before = names(await stands(casework))
    assert await refused(casework, Element.WRITTEN, day=TODAY) is StepRefusal.BEFORE_TELLING
    assert await refused(casework, Element.WRITTEN, day=date(2026, 3, 10)) is StepRefusal.NOT_COME_YET
    assert await refused(casework, NoteName.ACCOUNT, day=date(2026, 3, 10)) is StepRefusal.NOT_COME_YET
    assert await refused(casework, NoteName.ACCOUNT, day=date(2026, 3, 3)) is StepRefusal.BEFORE_IT_HAPPENED
    held = {"reference": "copy 999 000 0018"}
    assert await refused(casework, Element.COPIES, words=held) is Refusal.NUMBER_NOT_HERE
    assert await refused(casework, Element.COPIES, person=7) is Refusal.NOT_NOW
    assert await refused(casework, Element.WRITTEN, "lena", day=date(2026, 3, 6)) is Refusal.NOT_YOURS
    assert names(await stands(casework)) == before


async def test_nothing_is_written_for_a_withdrawn_case(casework: Casework, clock: MachineClock) -> None:
    await told(casework, clock)
    async with casework.begin() as uow:
        event = await held_event(uow.session, 1)
        assert event is not None
        event.status = EventStatus.WITHDRAWN
    async with casework.begin() as uow:
        case = await held_candour(uow.session, 1)
        assert case is not None
        await withdraw_with_report(uow.acting(await who(uow, "lena")), case)
    assert await refused(casework, Element.WRITTEN, day=date(2026, 3, 6)) is Refusal.CANDOUR_WITHDRAWN


async def test_a_meeting_that_is_wished_for_is_shown_until_they_met(casework: Casework, clock: MachineClock) -> None:
    async def would_meet() -> bool:
        view = await seen_by(casework, "lena")
        assert view is not None
        return view.tracks[0].would_meet

    await told(casework, clock)
    await after(casework, Element.MEETING, day=date(2026, 3, 6), said={"wanted": "later"})
    assert not await would_meet()
    await after(casework, Element.MEETING, day=date(2026, 3, 7), said={"wanted": "yes"})
    assert await would_meet()
    await after(casework, NoteName.MET, day=date(2026, 3, 9), words={"words": f"{NAME} and the ward manager."})
    assert not await would_meet()
    await after(casework, Element.MEETING, day=date(2026, 3, 8), said={"wanted": "yes"})
    assert await would_meet()


async def test_the_same_press_twice_keeps_one_letter(casework: Casework, clock: MachineClock) -> None:
    await told(casework, clock)
    for _ in range(2):
        await after(casework, Element.WRITTEN, day=date(2026, 3, 6), words=LETTER, key="the same")
    assert names(await stands(casework)) == ["assessed", "told", "written_follow_up", "copies_kept"]


async def test_the_day_of_the_findings_counts_from_their_approval(casework: Casework, clock: MachineClock) -> None:
    await told(casework, clock)
    assert (
        await is_refused(casework, "cora", findings_approved, day=date(2026, 3, 3), key="a")
        is StepRefusal.BEFORE_IT_HAPPENED
    )
    assert (
        await is_refused(casework, "cora", findings_approved, day=date(2026, 3, 10), key="b")
        is StepRefusal.NOT_COME_YET
    )
    await does(casework, "lena", findings_approved, day=TODAY, key="c")  # the day of the report: after 9:30am
    view = await seen_by(casework, "cora")
    assert view is not None
    assert view.days is not None
    assert view.days[Clock.FINDINGS] == date(2026, 3, 18)
    assert view.findings_why.startswith("10 working days after the findings were approved")
    assert len(await news(casework, "candour_findings")) == 1


async def test_whoever_holds_it_hears_that_it_was_held_and_that_the_actions_are_done(
    casework: Casework, clock: MachineClock
) -> None:
    await told(casework, clock)
    async with casework.begin() as uow:
        event = await held_event(uow.session, 1)
        assert event is not None
        lena = uow.acting(await who(uow, "lena"))
        await decide(lena, event, seen=None, chosen=ResponseType.AAR, reason="It fits.")
    async with casework.begin() as uow:
        response = await held_response(uow.session, 1)
        assert response is not None
        await hold(
            uow.acting(await who(uow, "lena")), response, seen=None, held_on=TODAY, took_part="nurses",
            learned=["They look alike"],
        )  # fmt: skip
    cora = 7
    assert await news(casework, "candour_held") == [("candour", 1, cora)]
    await acted(casework)
    assert await news(casework, "candour_actions") == [("candour", 1, cora)]


async def acted(casework: Casework) -> None:
    """An action of the event is added, done and accepted."""
    async with casework.begin() as uow:
        event = await held_event(uow.session, 1)
        assert event is not None
        nora = (await who(uow, "nora")).id
        assert nora is not None
        await add_action(
            uow.acting(await who(uow, "lena")), event, seen=None, idempotency_key="an action", what="Keep them apart",
            owner_id=nora, due=date(2026, 3, 20),
        )  # fmt: skip
    async with casework.begin() as uow:
        action = await held_action(uow.session, 1)
        assert action is not None
        await say_done(uow.acting(await who(uow, "nora")), action, seen=None, evidence="They lie apart.")
    async with casework.begin() as uow:
        action = await held_action(uow.session, 1)
        assert action is not None
        await accept_evidence(uow.acting(await who(uow, "lena")), action, seen=None)
