"""A lead who reports in confidence: neither the audit trail nor the outbox tells which of the leads it was."""

from sqlalchemy import select

from storage.records import Notification
from tests.conftest import Clock
from tests.http.ties import reports_in_confidence
from tests.lantern import Person, Running, trail

LENA, LOU = 2, 3


async def test_what_a_sealed_lead_adds_is_told_to_all_leads_and_what_they_press_names_nobody(
    lantern: Running, lena: Person, lou: Person, clock: Clock
) -> None:
    await lena.arrives()
    await lou.arrives()
    clock.moves(hours=1)
    await reports_in_confidence(lena, clock)
    await lena.sees("Thank you. This is PSE-00001.")
    await lantern.work()
    clock.moves(minutes=30)
    await lena.invokes("event.add", {"id": 1, "seen": 1, "living": 1, "more": "One more thing about it."})
    await lantern.work()
    await lena.invokes("event.ask_to_withdraw", {"id": 1, "seen": 1, "living": 1, "because": "It was nothing."})
    await lantern.work()
    async with lantern.built[0].casework.sessions() as session:
        for kind in ("event_add", "event_ask_to_withdraw"):
            told = select(Notification.to).filter_by(kind=kind).order_by(Notification.to)
            assert (await session.scalars(told)).all() == [LENA, LOU]
    await lena.invokes("event.keep_report", {"id": 1, "seen": 9, "because": "Keep it."})  # of a card that never was
    await lena.invokes("event.agree_to_withdraw", {"id": 1, "seen": 9})
    await lou.invokes("event.agree_to_withdraw", {"id": 1, "seen": 9})
    entries = await trail(lantern, did="refused")
    assert [(entry.who, (entry.details or {})["why"]) for entry in entries] == [
        (f"person:{LENA}", "stale"), (f"person:{LENA}", "stale"), (f"person:{LOU}", "stale"),
    ]  # fmt: skip
    await lena.invokes("event.keep_report", {"id": 1, "seen": 3, "because": "It is worth a look."})
    [kept] = await trail(lantern, did="keep_report")
    assert kept.who == f"person:{LENA}"  # as any of the leads
