"""What no card of ours sends is refused, and it is written down what was tried: short, and without a number."""

from typing import Any

import pytest

from tests.http.test_story import reports
from tests.lantern import Person, Running, last_refused


@pytest.mark.parametrize(
    ("verb", "data", "subject", "details"),
    [
        ("event.choose", {"id": 1, "seen": 1, "chosen": "hr_referral", "reason": "x"}, "event:1",
         {"why": "no such choice", "verb": "event.choose", "chosen": "hr_referral", "seen": 1}),
        ("event.hand_over", {"id": 1, "seen": 1, "to": "9999"}, "event:1",
         {"why": "no such choice", "verb": "event.hand_over", "chosen": "9999", "seen": 1}),
        ("event.discipline", {"id": 1, "seen": 1}, "button",
         {"why": "no such verb", "verb": "event.discipline", "sent": 1}),
        ("event.give 9434765919 " + "x" * 500, {"id": "9434765919"}, "button",
         {"why": "no such verb", "verb": "event.give_…_" + "x" * 27, "sent": "…"}),
        ("event.approve", {"id": -1, "seen": 1}, "button",
         {"why": "not_yours", "verb": "event.approve", "sent": "-1"}),
        ("event.approve", {"id": "abc", "seen": 1}, "button",
         {"why": "not_yours", "verb": "event.approve", "sent": "abc"}),
        ("event.approve", {"id": 77, "seen": 1}, "event:77", {"why": "not_yours", "verb": "approve"}),
        ("event.read_all", {"id": 77, "page": 1}, "event:77", {"why": "not_yours", "verb": "read_all"}),
        ("queue.show", {"id": "abc"}, "button", {"why": "not_yours", "verb": "queue.show", "sent": "abc"}),
    ],
    ids=["choice", "person", "verb", "number", "minus one", "letters", "no such report", "all of none", "queue"],
)  # fmt: skip
async def test_what_was_tried_is_written_down(
    lantern: Running,
    nora: Person,
    lena: Person,
    verb: str,
    data: dict[str, Any],
    subject: str,
    details: dict[str, Any],
) -> None:
    await lena.arrives()
    await reports(nora)
    await lena.invokes(verb, data)
    assert await last_refused(lantern) == (subject, details)


@pytest.mark.parametrize(
    ("typed", "subject", "verb"),
    [
        ("decide PSE-77 AAR: why", "event:77", "event.choose"),
        ("approve AP-7", "approval:7", "approval.approve"),
        ("claim PSE-1", "event:1", "event.claim"),
        ("lead LR-7", "response:7", "response.lead_it"),
    ],
)
async def test_what_is_typed_of_what_may_not_be_seen_is_written_down_by_its_number(
    lantern: Running, nora: Person, pip: Person, typed: str, subject: str, verb: str
) -> None:
    await reports(nora)
    [answer] = await pip.says(typed)
    assert "I cannot find that" in answer.words
    assert await last_refused(lantern) == (subject, {"why": "not to be seen", "verb": verb})
