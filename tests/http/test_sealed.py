"""A confidential report: no row, no log line and no card ties it to who made it, without the key."""

import re

import pytest

from tests.conftest import Clock
from tests.http.ties import ENTRA, WHAT, no_tie, reports_in_confidence
from tests.lantern import Person, Running


async def test_nothing_ties_a_sealed_report_to_its_writer(
    lantern: Running, zara: Person, lena: Person, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    await lena.arrives()
    await zara.arrives()
    clock.moves(hours=1, seconds=17)
    sent_at = await reports_in_confidence(zara, clock)
    await zara.sees("Thank you. This is PSE-00001.")
    queue = await lena.sees("Your queue")
    assert "Zara" not in queue.words
    await lantern.work()  # what is being sent just now is held for some seconds
    await no_tie(lantern, sent_at)
    clock.moves(minutes=5)
    card = await lena.opens("PSE-00001")
    assert "Zara" not in card.words
    assert "Somebody, in confidence" in card.words
    clock.moves(minutes=5)
    assert "PSE-00001" in (await zara.says("PSE-00001"))[0].words
    await lantern.work()
    await no_tie(lantern, clock.now)
    await zara.says("send")
    await lantern.work()
    await no_tie(lantern, clock.now)
    await no_tie(lantern, sent_at)
    assert not re.search(rf"Zara|{ENTRA}|chat-zara|{re.escape(WHAT[:20])}", caplog.text)
