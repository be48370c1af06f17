"""Opening a sealed name: two who are named for it, and nobody else, alone or by any way round."""

from typing import Any

import pytest
from sqlalchemy import delete, select, update

from bot.casework.looking import view_event
from bot.casework.opening import (
    agree_to_open,
    ask_to_open,
    refuse_to_open,
    review_bar,
    see_name,
    tell_of_opening,
)
from bot.casework.unit_of_work import Casework
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import NameShown, Role
from storage.afterwards import last_opening_of
from storage.events import held_event
from storage.people import give_role
from storage.records import AuditEntry, PatientSafetyEvent, RoleAssignment, SealOpening
from storage.vault import KeyTrouble, Vault
from tests.casework.openings import FRIDAY, POLICE, WHY, Acting, opened, opening, reported, told
from tests.casework.test_events import who
from tests.conftest import NOW


async def test_one_asks_and_another_agrees_and_the_reporter_is_told_by_the_handle(sealed: Casework) -> None:
    await opened(sealed)
    now = await opening(sealed)
    assert (now.asked_by, now.answered_by, now.agreed, now.because) == (6, 8, True, WHY)
    assert (now.answered_at, now.told_at, now.review_on) == (NOW, NOW, None)
    [card] = await told(sealed, "name_opened")
    async with sealed.begin() as uow:
        event = await uow.session.get_one(PatientSafetyEvent, 1)
        assert (card.to, card.to_handle) == (None, event.reporter_handle)
        assert event.reported_by is None  # it opens for the two who ask to see it, and is sealed still


async def test_one_alone_opens_nothing_whatever_they_try(sealed: Casework) -> None:
    sam = Acting(sealed, "sam")
    for step in (agree_to_open, see_name, tell_of_opening):
        assert await sam.is_refused(step) in (Refusal.NOT_NOW, Refusal.NOT_OPENED)
    assert await sam.is_refused(review_bar, because=WHY) is Refusal.NOT_OPENED
    await sam.does(ask_to_open, because=WHY)
    for seen in (None, 0, 1, 2, 3):
        assert await sam.is_refused(agree_to_open, seen) is Refusal.ONE_OPENER
        assert await sam.is_refused(ask_to_open, seen, because=WHY) is Refusal.OPENING_PENDING
        assert await sam.is_refused(see_name) is Refusal.NOT_OPENED
    assert (await opening(sealed)).agreed is None
    assert await told(sealed, "name_opened") == []


async def test_taking_it_back_and_asking_again_opens_nothing_either(sealed: Casework) -> None:
    sam = Acting(sealed, "sam")
    for _ in range(3):
        await sam.does(ask_to_open, because=WHY)
        await sam.does(refuse_to_open, because="I have found out otherwise.")
        assert await sam.is_refused(agree_to_open) is Refusal.NOT_NOW
    await sam.does(ask_to_open, because=WHY)
    assert await sam.is_refused(agree_to_open) is Refusal.ONE_OPENER
    assert (await opening(sealed)).agreed is None


async def test_who_did_not_open_it_does_not_see_it(sealed: Casework) -> None:
    async with sealed.begin() as uow:
        await give_role(uow.session, (await who(uow, "mo")).id or 0, Role.SEAL_OPENER, None, uow.now)
    await opened(sealed)
    assert await Acting(sealed, "mo").is_refused(see_name) is Refusal.NOT_YOURS
    assert await Acting(sealed, "mo").is_refused(ask_to_open, because=WHY) is Refusal.OPENED_ALREADY
    assert await Acting(sealed, "mo").is_refused(agree_to_open) is Refusal.OPENED_ALREADY


@pytest.mark.parametrize("name", ["nora", "lena", "lou", "mo", "pip", "cora"])
async def test_nobody_else_asks_agrees_or_looks(sealed: Casework, name: str) -> None:
    somebody = Acting(sealed, name)

    async def is_refused_all() -> None:
        steps: list[tuple[Any, dict[str, Any]]] = [
            (ask_to_open, {"because": WHY}), (agree_to_open, {}), (refuse_to_open, {"because": WHY}), (see_name, {}),
            (tell_of_opening, {}), (review_bar, {"because": WHY}),
        ]  # fmt: skip
        for step, given in steps:
            assert await somebody.is_refused(step, **given) is Refusal.NOT_YOURS

    await is_refused_all()
    await Acting(sealed, "sam").does(ask_to_open, because=WHY, **POLICE)
    await is_refused_all()
    await Acting(sealed, "sol").does(agree_to_open)
    await is_refused_all()
    assert (await opening(sealed)).told_at is None


async def test_each_look_is_written_down_without_the_name(sealed: Casework) -> None:
    await opened(sealed)
    for name in ("sam", "sol", "sam"):
        assert await Acting(sealed, name).does(see_name) == "Nora Example"
    async with sealed.sessions() as session:
        entries = (await session.scalars(select(AuditEntry).order_by(AuditEntry.id))).all()
        looks = [entry.who for entry in entries if entry.did == "see_name"]
        assert looks == ["person:6", "person:8", "person:6"]
        assert not [entry for entry in entries if "Nora" in str(entry.details)]
        asked = [entry.details for entry in entries if entry.did == "ask_to_open"]
        assert [details and details["reason"] for details in asked] == [WHY]


async def test_a_look_keeps_nothing_of_its_turn_also_where_it_is_refused(sealed: Casework) -> None:
    for name, is_opened in (("sam", False), ("sol", True), ("lena", True)):
        if is_opened and name == "sol":
            await opened(sealed)
        async with sealed.begin() as uow:
            work = uow.acting(await who(uow, name))
            event = await held_event(uow.session, 1)
            assert event is not None
            try:
                await see_name(work, event)
            except NotAllowed:
                assert name != "sol"
            assert work.veil.untraced


async def test_a_name_that_is_shown_is_not_opened(casework: Casework) -> None:
    await reported(casework, name=NameShown.SHOWN)
    assert await Acting(casework, "sam").is_refused(ask_to_open, because=WHY) is Refusal.NOT_SEALED
    assert await Acting(casework, "sam").is_refused(see_name) is Refusal.NOT_SEALED


async def test_it_takes_a_sentence_to_ask_to_refuse_and_to_keep_a_bar(sealed: Casework) -> None:
    sam, sol = Acting(sealed, "sam"), Acting(sealed, "sol")
    assert await sam.is_refused(ask_to_open, because=" ") is Refusal.REASON
    no_why = {**POLICE, "barred_because": " "}
    assert await sam.is_refused(ask_to_open, because=WHY, **no_why) is Refusal.REASON
    await sam.does(ask_to_open, because=WHY, **POLICE)
    assert await sol.is_refused(refuse_to_open, because="") is Refusal.REASON
    await sol.does(agree_to_open)
    assert await sam.is_refused(review_bar, because=" ") is Refusal.REASON
    assert (await opening(sealed)).review_on == FRIDAY


async def test_what_was_left_sealed_can_be_asked_for_anew(sealed: Casework) -> None:
    await Acting(sealed, "sam").does(ask_to_open, because=WHY)
    await Acting(sealed, "sol").does(refuse_to_open, because="The ward can be asked first.")
    first = await opening(sealed)
    assert (first.agreed, first.answered_because) == (False, "The ward can be asked first.")
    assert [card.to for card in await told(sealed, "opening_answered")] == [6]
    await Acting(sealed, "sol").does(ask_to_open, because="The ward did not know.")
    await Acting(sealed, "sam").does(agree_to_open)
    assert (await opening(sealed)).id == first.id + 1
    assert await Acting(sealed, "sol").does(see_name) == "Nora Example"


async def test_everybody_else_who_is_named_is_asked_and_nobody_in_their_place(sealed: Casework) -> None:
    async with sealed.begin() as uow:
        mo, lou = [(await who(uow, name)).id or 0 for name in ("mo", "lou")]
        await give_role(uow.session, mo, Role.SEAL_OPENER, 5, uow.now)  # for that ward
        await give_role(uow.session, lou, Role.SEAL_OPENER, 4, uow.now)  # for another division
    await Acting(sealed, "sol").does(ask_to_open, because=WHY)
    assert sorted(card.to or 0 for card in await told(sealed, "opening_asked")) == sorted([6, mo])


async def test_where_nobody_else_is_named_nothing_is_asked(sealed: Casework) -> None:
    async with sealed.begin() as uow:
        sol = (await who(uow, "sol")).id
        await uow.session.execute(delete(RoleAssignment).filter_by(role=Role.SEAL_OPENER, person_id=sol))
    assert await Acting(sealed, "sam").is_refused(ask_to_open, because=WHY) is Refusal.NO_SECOND
    async with sealed.sessions() as session:
        assert await last_opening_of(session, 1) is None


async def test_a_report_from_no_known_place_is_opened_by_those_named_for_the_trust(casework: Casework) -> None:
    await reported(casework, unit_id=None)
    await opened(casework)
    assert await Acting(casework, "sam").does(see_name) == "Nora Example"


async def test_with_a_wrong_key_nothing_is_opened_and_nothing_changed(sealed: Casework) -> None:
    await Acting(sealed, "sam").does(ask_to_open, because=WHY)
    other = Casework(sealed.sessions, sealed.rules, sealed.clock, Vault([b"another key that is 32 long, too"]))
    with pytest.raises(KeyTrouble):
        await Acting(other, "sol").does(agree_to_open)
    assert (await opening(sealed)).agreed is None
    assert await told(sealed, "name_opened") == []
    await Acting(sealed, "sol").does(agree_to_open)
    with pytest.raises(KeyTrouble):
        await Acting(other, "sol").does(see_name)


async def test_an_answer_that_came_meanwhile_is_not_written_over(sealed: Casework) -> None:
    """Sam looks at the card; meanwhile Sol leaves it sealed; Sam's taking back, drawn before, comes too late."""
    await Acting(sealed, "sam").does(ask_to_open, because=WHY)
    async with sealed.begin() as uow:
        sam = uow.acting(await who(uow, "sam"))
        event = await held_event(uow.session, 1)
        assert event is not None
        drawn = await view_event(sam, event, sam.person_id)
        assert drawn is not None
        waiting = await last_opening_of(uow.session, 1)
        assert waiting is not None
        await uow.session.execute(
            update(SealOpening).values(agreed=False, answered_by=8).execution_options(synchronize_session=False)
        )
        with pytest.raises(NotAllowed) as refused:
            await refuse_to_open(sam, event, seen=None, because="Never mind.")
        assert refused.value.refusal is Refusal.NOT_NOW
        assert waiting.answered_by == 8
