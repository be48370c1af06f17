"""Half-made forms in time: told of, let go, kept and listed; on both databases."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from bot.casework.drafting import draft_of, drafts, keep_longer, save_draft
from bot.casework.half_made import EXISTS, half_made_of, view_going
from bot.casework.unit_of_work import Casework, UnitOfWork
from psirf.rules import read_rules
from storage.conversations import held_conversation
from storage.database import open_database, open_sessions
from storage.outbox import settle, wait_for_meeting
from storage.records import Draft, Outcome
from storage.vault import Vault
from tests.casework.half_made import REACHED, WHAT, begun, kept, looked_at, said, sends, trail
from tests.casework.test_events import who
from tests.conftest import TRUST, VAULT, Clock


async def test_a_form_is_told_of_a_day_before_it_goes_and_then_let_go(casework: Casework, clock: Clock) -> None:
    await begun(casework)
    clock.moves(days=13, seconds=-1)
    assert await looked_at(casework) == 0
    clock.moves(seconds=1)
    assert await looked_at(casework) == 1
    card = await sends(casework)
    assert WHAT in card
    assert "It is deleted on Wednesday 18 March 2026, 9:30am" in card
    clock.moves(days=1, seconds=-1)
    assert await looked_at(casework) == 0
    assert len(await said(casework)) == 1
    clock.moves(seconds=1)
    assert await looked_at(casework) == 1
    assert await kept(casework) == []
    [gone] = await trail(casework, "let_go")
    assert (gone.who, gone.subject, gone.details) == ("lantern", "form:report", {"rule": "2026-11"})
    assert await said(casework) == []  # nothing is left of it but that line


@pytest.mark.parametrize("form", ["safety_action", "affected"])
async def test_every_form_has_the_same_time(casework: Casework, clock: Clock, form: str) -> None:
    told = "low" if form == "affected" else "Own drawer for insulin"
    await begun(casework, {"physical": told} if form == "affected" else {"what": told, "reached": "yes"}, form=form)
    clock.moves(days=13)
    await looked_at(casework)
    assert ("Low physical harm" if form == "affected" else told) in await sends(casework)
    clock.moves(days=1)
    await looked_at(casework)
    assert await kept(casework) == []
    assert [entry.subject for entry in await trail(casework, "let_go")] == [f"form:{form}"]


async def test_the_second_of_two_that_were_told_together_has_its_own_time(casework: Casework, clock: Clock) -> None:
    first = await begun(casework)
    second = await begun(casework, follows=first)
    clock.moves(days=2)
    async with casework.begin() as uow:
        await save_draft(uow.acting(await who(uow, "nora")), first, answers={"what": WHAT, "ward": "5"})
    clock.moves(days=11)
    await looked_at(casework)
    assert [each.detail["draft"] for each in await said(casework)] == [second]


@pytest.mark.parametrize("touch", ["saved", "kept"])
async def test_what_is_touched_after_the_notice_has_its_time_anew(
    casework: Casework, clock: Clock, touch: str
) -> None:
    key = await begun(casework)
    clock.moves(days=13)
    await looked_at(casework)
    await sends(casework)
    clock.moves(hours=23)
    async with casework.begin() as uow:
        nora = uow.acting(await who(uow, "nora"))
        await (save_draft(nora, key, answers={"what": "More"}) if touch == "saved" else keep_longer(nora, key))
    clock.moves(days=12, hours=23)
    assert await looked_at(casework) == 0
    clock.moves(hours=1)
    assert await looked_at(casework) == 1
    first, second = await said(casework)
    assert first.key != second.key
    assert await kept(casework) == [key]
    async with casework.begin() as uow:
        assert await view_going(uow, first) is None  # it was told of another time


async def test_a_notice_waits_for_its_hours_and_the_form_for_the_notice(casework: Casework, clock: Clock) -> None:
    clock.is_set(2026, 3, 20, 17, 30)  # a Friday evening; 13 days on is Maundy Thursday, after hours
    await begun(casework)
    clock.is_set(2026, 4, 2, 17, 30)
    await looked_at(casework)
    [notice] = await said(casework)
    assert notice.due_at == datetime(2026, 4, 7, 8, tzinfo=UTC)  # after Easter, 9am in London's summer time
    clock.is_set(2026, 4, 7, 7, 59)
    assert await looked_at(casework) == 0
    clock.is_set(2026, 4, 7, 8, 0)
    assert "It is deleted on Wednesday 8 April 2026, 9am" in await sends(casework)
    clock.is_set(2026, 4, 8, 7, 59)
    assert await looked_at(casework) == 0
    clock.is_set(2026, 4, 8, 8, 0)
    assert await looked_at(casework) == 1
    assert await kept(casework) == []


async def test_a_notice_that_arrived_late_is_a_whole_days_notice(casework: Casework, clock: Clock) -> None:
    await begun(casework)
    clock.moves(days=13)
    await looked_at(casework)
    clock.moves(days=3)  # Teams was away
    assert await looked_at(casework) == 0
    await sends(casework)
    clock.moves(hours=23)
    assert await looked_at(casework) == 0
    clock.moves(hours=1)
    assert await looked_at(casework) == 1


@pytest.mark.parametrize("end", [Outcome.UNREACHABLE, Outcome.REFUSED, Outcome.UNKNOWN, None])
async def test_a_notice_that_cannot_be_delivered_counts_all_the_same(
    casework: Casework, clock: Clock, end: Outcome | None
) -> None:
    await begun(casework)
    clock.moves(days=13)
    await looked_at(casework)
    if end:
        await sends(casework, end)
    else:
        async with casework.begin() as uow:  # she never opened Lantern again
            [notice] = await said(casework)
            await view_going(uow, notice)
            await wait_for_meeting(uow.session, notice.id)
    clock.moves(hours=23)
    assert await looked_at(casework) == 0
    clock.moves(hours=1)
    assert await looked_at(casework) == 1
    assert await kept(casework) == []


async def test_two_workers_at_once_say_it_once_and_delete_it_once(
    casework: Casework, clock: Clock, database_url: str
) -> None:
    engine = open_database(database_url)
    other = casework if database_url.startswith("sqlite") else Casework(
        open_sessions(engine), casework.rules, clock, VAULT
    )  # fmt: skip
    for _ in range(3):
        await begun(casework)
    await begun(casework, REACHED)
    clock.moves(days=13)
    await asyncio.gather(*(looked_at(each) for each in (casework, other) * 3))
    await looked_at(casework)
    assert len(await said(casework)) == 4
    assert len(await said(casework, EXISTS)) == 2
    for notice in await said(casework):
        async with casework.begin() as uow:
            await view_going(uow, notice)
            await settle(uow.session, notice.id, uow.machine_now, Outcome.SENT)
    clock.moves(days=1)
    await asyncio.gather(*(looked_at(each) for each in (casework, other) * 3))
    await looked_at(casework)
    assert len(await kept(casework)) == 1
    assert len(await trail(casework, "let_go")) == 3
    await engine.dispose()


async def test_nobodys_form_goes_while_they_are_writing(postgresql_url: str, clock: Clock) -> None:
    """On SQLite one writes at a time anyway."""
    engine = open_database(postgresql_url)
    casework = Casework(open_sessions(engine), read_rules(), clock, VAULT)
    chat = {
        "tenant_id": TRUST["tenant"], "teams_id": "chat", "person_id": 1, "service_url": "", "bot_teams_id": "",
        "person_teams_id": "",
    }  # fmt: skip
    async with casework.begin() as uow:
        await held_conversation(uow.session, **chat)
    key = await begun(casework)
    clock.moves(days=13)
    await looked_at(casework)
    await sends(casework)
    clock.moves(days=1)
    async with casework.begin() as uow:
        await held_conversation(uow.session, **chat)  # her turn has begun
        nora = uow.acting(await who(uow, "nora"))
        assert await draft_of(nora, key) is not None
        assert await looked_at(casework) == 0
        await save_draft(nora, key, answers={"what": "More of it"})
    assert await looked_at(casework) == 0
    assert await kept(casework) == [key]
    await engine.dispose()


async def test_what_no_key_opens_is_kept_until_one_does(casework: Casework, clock: Clock) -> None:
    key = await begun(casework)
    lost = Casework(casework.sessions, casework.rules, clock, Vault([b"another key, as long as 32 bytes"]))
    clock.moves(days=20)
    assert await looked_at(lost) == 0
    assert await kept(lost) == [key]
    assert await said(lost) == []
    async with lost.begin() as uow:
        nora = uow.acting(await who(uow, "nora"))
        assert await drafts(nora) == []
        [shown] = await half_made_of(nora)
        assert not shown.opens
    clock.moves(days=1)
    assert await looked_at(casework) == 1  # told, and not gone at once
    assert await kept(casework) == [key]


async def test_a_list_says_when_each_goes(casework: Casework, clock: Clock) -> None:
    await begun(casework)
    clock.is_set(2026, 3, 6, 18, 0)  # 13 days on is a Thursday evening: told on Friday, gone on Saturday
    await begun(casework, REACHED)
    await begun(casework)
    async with casework.begin() as uow:
        shown = await half_made_of(uow.acting(await who(uow, "nora")))
        assert await half_made_of(uow.acting(await who(uow, "pip"))) == ()
    assert {each.goes_at for each in shown} == {
        None, datetime(2026, 3, 18, 9, 30, tzinfo=UTC), datetime(2026, 3, 21, 9, tzinfo=UTC),
    }  # fmt: skip


async def test_what_was_told_of_last_is_offered_first(casework: Casework, clock: Clock) -> None:
    """“Delete it”, said to a notice, is of that one."""
    old = await begun(casework)
    clock.moves(days=12)
    new = await begun(casework)
    clock.moves(days=1)

    async def offered(uow: UnitOfWork) -> list[str]:
        return [draft.key for draft in await drafts(uow.acting(await who(uow, "nora")))]

    async with casework.begin() as uow:
        assert await offered(uow) == [new, old]
    await looked_at(casework)
    await sends(casework)
    async with casework.begin() as uow:
        assert await offered(uow) == [old, new]
    clock.moves(minutes=1)
    async with casework.begin() as uow:
        await keep_longer(uow.acting(await who(uow, "nora")), new)
    async with casework.begin() as uow:
        assert await offered(uow) == [new, old]


async def test_a_form_from_before_forms_were_sealed_opens_and_is_sealed_when_it_is_saved(casework: Casework) -> None:
    key = await begun(casework)
    plain = ('{"answers": {"kind": "incident", "what": "A pump was set wrong"}, "taken": {}, "left_in": ["bed 4"], '
             '"asked": "ward", "unsure": null, "about_id": null}')  # fmt: skip
    async with casework.begin() as uow:
        await uow.session.execute(update(Draft).values(content=plain))
    async with casework.begin() as uow:
        nora = uow.acting(await who(uow, "nora"))
        draft = await draft_of(nora, key)
        assert draft is not None
        assert (draft.answers["what"], draft.asked, draft.left_in) == ("A pump was set wrong", "ward", ("bed 4",))
        await save_draft(nora, key, asked="when")
    async with casework.begin() as uow:
        content = await uow.session.scalar(select(Draft.content))
        assert content is not None
        assert "pump" not in content
        assert not content.startswith("{")
        draft = await draft_of(uow.acting(await who(uow, "nora")), key)
    assert draft is not None
    assert (draft.answers["what"], draft.asked) == ("A pump was set wrong", "when")
