"""What somebody told is never in the log, whatever breaks."""

from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.proof.process import Process
from tests.stand_in import standing_in

TOLD = "Insulin drawn up for Mrs Somebody"


@pytest.mark.parametrize("field", ["attachments", "entities", "membersAdded", "localTimestamp", "expiration"])
async def test_an_activity_that_cannot_be_read_leaves_no_words_in_the_log(tmp_path: Path, field: str) -> None:
    async with standing_in() as connector, ClientSession() as http:
        process = Process(f"sqlite:///{tmp_path}/lantern.db", connector, http, tmp_path / "output.txt")
        await process.prepare()
        await process.start()
        status = await process.post(process.activity("nora", text=TOLD, **{field: TOLD}))
        process.kill()
    printed = process.output.read_text()
    assert status == 400
    assert "An activity could not be read." in printed
    assert "Mrs Somebody" not in printed
