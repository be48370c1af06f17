"""Finding reports again: by whom, and which."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from bot.cards.finding import found_card
from bot.casework.finding import FoundView, find_events
from bot.casework.reporting import Told, report_event
from bot.casework.unit_of_work import Casework, UnitOfWork
from psirf.vocabulary import EventKind, NameShown, Reached
from storage import finding
from storage.records import AuditEntry
from tests.casework.test_events import who
from tests.conftest import NOW

TOLD = (
    (5, "Heparin pump set too fast", Reached.NO),
    (5, "A syringe of heparin lay beside the wrong bed", Reached.YES),
    (6, "The café trolley blocked the door, 100% of it", Reached.NO),
    (8, "Heparin was not given in theatre", Reached.NO),
)


async def _reported(uow: UnitOfWork) -> None:
    for number, (unit, what, reached) in enumerate(TOLD):
        told = Told(EventKind.INCIDENT, what, unit, "", NOW, NOW, reached, involved="Pump 12_3" if not number else "")
        await report_event(uow.acting(await who(uow, "nora")), idempotency_key=f"{number}", told=told)
    hidden = Told(EventKind.INCIDENT, "Heparin, told in confidence", 5, "", NOW, NOW, Reached.NO)
    await report_event(
        uow.acting(await who(uow, "mo")), idempotency_key="s", told=hidden, name=NameShown.CONFIDENTIAL
    )


async def _found(uow: UnitOfWork, name: str, *words: str, **such: Any) -> FoundView:
    sought = {"places": (), "since": None, "until": None, "kind": None, "reached": None, "is_open": None, **such}
    return await find_events(uow.acting(await who(uow, name)), words=words, **sought)


def _ids(found: FoundView) -> list[int]:
    return [line.id for line in found.lines]


async def test_who_leads_finds_reports_of_their_places_and_a_reporter_their_own(casework: Casework) -> None:
    async with casework.begin() as uow:
        await _reported(uow)
        assert _ids(await _found(uow, "lena", "heparin")) == [5, 2, 1]  # not that of surgery
        assert _ids(await _found(uow, "sam", "heparin")) == [5, 4, 2, 1]
        assert _ids(await _found(uow, "nora", "heparin")) == [4, 2, 1]
        assert _ids(await _found(uow, "mo", "heparin")) == []  # told in confidence, it is not found by its writer
        assert _ids(await _found(uow, "pip", "heparin")) == []
        assert "Mo Example" not in str(await _found(uow, "sam", "heparin"))
        [entry] = [
            each for each in await uow.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
            if each.subject == "found" and each.who == "person:2"
        ]  # fmt: skip
        assert "heparin" not in str(entry.details)


@pytest.mark.parametrize(
    ("words", "such", "ids"),
    [
        (("HEPARIN", "pump"), {}, [1]),  # all of them, whatever their capitals
        (("hepar",), {}, [5, 4, 2, 1]),
        (("parin",), {}, []),  # the end of a word is none
        (("café",), {}, [3]),
        (("CAFÉ",), {}, [3]),
        (("100%",), {}, [3]),
        (("%",), {}, []),
        (("1_0",), {}, []),
        (("12_3",), {}, [1]),
        (("\\",), {}, []),
        (("heparin",), {"places": (5,)}, [5, 2, 1]),
        (("heparin",), {"reached": Reached.YES}, [2]),
        ((), {"kind": EventKind.RISK}, []),
        ((), {"is_open": False}, []),
        (("heparin",), {"since": date(2026, 3, 4), "until": date(2026, 3, 4)}, [5, 4, 2, 1]),
        (("heparin",), {"since": date(2026, 2, 1), "until": date(2026, 2, 28)}, []),
        (("heparin",), {"since": date(2026, 3, 4)}, [5, 4, 2, 1]),
        (("heparin",), {"since": date(2026, 3, 5)}, []),
        (("heparin",), {"until": date(2026, 3, 4)}, [5, 4, 2, 1]),
        (("heparin",), {"until": date(2026, 3, 3)}, []),
    ],
)
async def test_all_that_is_looked_for_holds_of_what_is_found(
    casework: Casework, words: tuple[str, ...], such: dict[str, Any], ids: list[int]
) -> None:
    async with casework.begin() as uow:
        await _reported(uow)
        assert _ids(await _found(uow, "sam", *words, **such)) == ids


async def test_more_than_fit_a_card_follow_on_the_next(casework: Casework, monkeypatch: pytest.MonkeyPatch) -> None:
    async with casework.begin() as uow:
        for number in range(11):
            told = Told(EventKind.INCIDENT, f"Heparin pump {number}", 5, "", NOW, NOW, Reached.NO)
            await report_event(uow.acting(await who(uow, "nora")), idempotency_key=f"{number}", told=told)
        first = await _found(uow, "lena", "heparin")
        assert (len(first.lines), first.in_all) == (8, 11)
        assert _ids(await _found(uow, "lena", "heparin", first=8)) == [3, 2, 1]
        assert not first.or_more
        assert _ids(await _found(uow, "lena", "heparin", first=800)) == []
        monkeypatch.setattr(finding, "MOST_LOOKED_AT", 10)
        newest = await _found(uow, "lena", "heparin")
        assert (newest.in_all, newest.or_more) == (10, True)
        assert "10 reports, and maybe older ones, the newest first." in str(found_card(newest, "heparin"))
