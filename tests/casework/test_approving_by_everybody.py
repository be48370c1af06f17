"""Approval requests: every step tried by everybody in every status, and what follows where nobody answers."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.casework.approval_reminders import plan_approvals
from bot.casework.approving import (
    answer_the_question,
    approve,
    choose_instead,
    hand_on,
    return_with_question,
    take_back,
)
from bot.casework.unit_of_work import UnitOfWork
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import ApprovalStatus, EventStatus, ResponseType
from storage.records import RoleCover
from tests.casework.test_approving import WHY, acting, ids, proposed, the_event, the_request, told
from tests.casework.test_events import who

__all__ = ("proposed",)

# Who may take which step, by hand and not by the table: of an AP-00001 that Lena proposed and two executives are
# asked to approve. Nobody else, in no other status.
MAY: dict[ApprovalStatus, dict[str, set[str]]] = {
    ApprovalStatus.WAITING: {
        "approve": {"eve", "ed"}, "return": {"eve", "ed"}, "choose": {"eve", "ed"}, "hand_on": {"eve", "ed"},
        "take_back": {"lena"},
    },
    ApprovalStatus.RETURNED: {
        "answer": {"lena", "lou", "sam"}, "choose": {"eve", "ed"}, "hand_on": {"eve", "ed"}, "take_back": {"lena"},
    },
}  # fmt: skip
STEPS = ("approve", "return", "answer", "choose", "hand_on", "take_back")
CAST = ("nora", "lena", "lou", "mo", "pip", "sam", "cora", "sol", "eve", "ed", "gil", "mae")


class Undone(Exception):
    """Raised to undo what was tried."""


@pytest.mark.parametrize("status", ApprovalStatus)
async def test_everybody_tries_every_step_in_every_status(proposed: UnitOfWork, status: ApprovalStatus) -> None:
    sam = await who(proposed, "sam")
    event_is = {
        ApprovalStatus.WAITING: EventStatus.PROPOSED, ApprovalStatus.RETURNED: EventStatus.PROPOSED,
        ApprovalStatus.WITHDRAWN: EventStatus.RECEIVED,
    }.get(status, EventStatus.DECIDED)  # fmt: skip
    (await the_request(proposed)).status = status
    (await the_event(proposed)).status = event_is
    await proposed.session.flush()
    took: dict[str, set[str]] = {}
    refusals: set[Refusal] = set()
    for name in CAST:
        them = await acting(proposed, name)
        for step in STEPS:
            request = await the_request(proposed)
            tries: Any = {
                "approve": approve, "return": return_with_question, "answer": answer_the_question,
                "choose": choose_instead, "hand_on": hand_on, "take_back": take_back,
            }[step]  # fmt: skip
            every: dict[str, dict[str, Any]] = {
                "approve": {}, "return": {"question": "Why?"}, "answer": {"answer": "So."},
                "choose": {"chosen": ResponseType.AAR, "reason": WHY}, "hand_on": {"to": sam.id, "to_name": "Sam"},
                "take_back": {"because": "Not now."},
            }  # fmt: skip
            try:
                async with proposed.savepoint():
                    await tries(them, request, seen=None, **every[step])
                    raise Undone
            except NotAllowed as refused:
                refusals.add(refused.refusal)
            except Undone:
                took.setdefault(step, set()).add(name)
            proposed.session.expire_all()
    assert took == MAY.get(status, {})
    assert refusals <= {Refusal.NOT_YOURS, Refusal.NOT_NOW, Refusal.OWN_WORK}


async def test_who_is_asked_is_reminded_then_their_deputy_then_further_up(proposed: UnitOfWork) -> None:
    assert await plan_approvals(proposed) == 0
    eve, pip = await who(proposed, "eve"), await who(proposed, "pip")
    proposed.session.add(
        RoleCover(
            person_id=eve.id or 0, covered_by=pip.id or 0, from_on=date(2026, 3, 9), until_on=date(2026, 3, 9),
            given_at=proposed.now,
        )
    )  # fmt: skip
    later = replace(proposed, now=proposed.now + timedelta(days=2))  # Friday: two working days
    assert await plan_approvals(later) == 1
    assert await told(proposed, "approval_reminder") == await ids(proposed, "eve", "ed")
    assert await plan_approvals(later) == 0  # once
    later = replace(proposed, now=proposed.now + timedelta(days=5))  # Monday 9 March
    assert await plan_approvals(later) == 1
    assert await told(proposed, "approval_asked") == await ids(proposed, "eve", "ed", "pip")
    later = replace(proposed, now=proposed.now + timedelta(days=7))  # Wednesday 11 March: it lapses
    assert await plan_approvals(later) == 1
    assert await told(proposed, "approval_asked") == await ids(proposed, "eve", "ed", "pip", "sam")
    lena = await ids(proposed, "lena")
    assert set(lena) <= set(await told(proposed, "approval_reminder"))  # who proposed it hears that it is late
    assert (await the_request(proposed)).next_reminder_at is not None  # and it goes on
    sam = replace(await acting(proposed, "sam"), now=later.now)
    assert await approve(sam, await the_request(proposed), seen=1)
    for day in (8, 20, 90):
        assert await plan_approvals(replace(proposed, now=proposed.now + timedelta(days=day))) == 0
