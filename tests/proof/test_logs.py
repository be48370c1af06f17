"""What somebody told is never in the log, whatever breaks."""

from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.proof.process import Process
from tests.stand_in import standing_in

TOLD = "Insulin drawn up for Mrs Somebody"


FIELDS = ["attachments", "entities", "membersAdded", "localTimestamp", "expiration"]


async def _posted(url: str, tmp_path: Path, **fields: str) -> tuple[int, str]:
    """The status that an activity is answered with, and what is logged meanwhile."""
    async with standing_in() as connector, ClientSession() as http:
        process = Process(url, connector, http, tmp_path / "output.txt")
        await process.start()
        status = await process.post(process.activity("nora", text=TOLD, **fields))
        process.kill()
    return status, process.output.read_text()


@pytest.mark.parametrize("field", FIELDS)
async def test_an_activity_that_cannot_be_read_leaves_no_words_in_the_log(
    sqlite_url: str, tmp_path: Path, field: str
) -> None:
    status, printed = await _posted(sqlite_url, tmp_path, type="messageReaction", **{field: TOLD})
    assert status == 400
    assert "An activity could not be read." in printed
    assert "Mrs Somebody" not in printed


async def test_a_message_is_heard_whatever_else_is_wrong_with_it_and_leaves_no_words_in_the_log(
    sqlite_url: str, tmp_path: Path
) -> None:
    status, printed = await _posted(sqlite_url, tmp_path, **dict.fromkeys(FIELDS, TOLD))
    assert status == 200
    assert "Mrs Somebody" not in printed
