"""Asking for candour, involving those affected, and what a report in confidence leaves behind."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from bot.casework.afterwards import add_to_report
from bot.casework.candour_asking import involve
from bot.casework.deciding import decide
from bot.casework.first_looking import grade_person
from bot.casework.unit_of_work import Casework
from psirf.candour.terms import AskedBy, CandourStatus
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.vocabulary import (
    NameShown,
    ResponseType,
)
from storage.candour import entries_of
from storage.records import AuditEntry, CandourCase, CandourEntry, CandourPerson, Notification
from tests.casework.candour import seen_by
from tests.casework.nudges import nudges, passes
from tests.casework.test_candour_nudges import MARCH
from tests.casework.test_candour_opening import (
    LOW,
    MODERATE,
    WHY,
    affected_by,
    asks,
    case_of,
    does,
    opened_for,
    reports,
    told_of,
)
from tests.casework.test_events import who
from tests.conftest import NOW, Clock


async def test_somebody_s_word_opens_one_whatever_was_graded_and_why_is_sealed(casework: Casework) -> None:
    await reports(casework, physical=LOW)
    for _ in range(2):
        await asks(casework, "lena", AskedBy.PERSON)
    assert await opened_for(casework) == ["person affected"]
    async with casework.begin() as uow:
        entries = await entries_of(uow.session, 1)
        audit = [str(each.details) for each in await uow.session.scalars(select(AuditEntry))]
    assert [(each.name, "Winifred" in each.sealed, "Winifred" in str(each.said)) for each in entries] == [
        ("opened", False, False)
    ]
    assert not any("Winifred" in details for details in audit)
    cora = await seen_by(casework, "cora", with_words=True)
    assert cora is not None
    assert cora.written is not None
    assert cora.written[0].words == {"why": WHY}


async def test_it_takes_a_reason_and_somebody_who_may(casework: Casework) -> None:
    await reports(casework, physical=LOW)
    for name, why, refusal in (("lena", " ", Refusal.REASON), ("pip", WHY, Refusal.NOT_YOURS)):
        with pytest.raises(NotAllowed) as refused:
            await asks(casework, name, AskedBy.LEAD, why=why)
        assert refused.value.refusal is refusal
    assert await case_of(casework) is None


async def test_those_affected_are_involved_with_no_assessment_and_no_nudge(casework: Casework, clock: Clock) -> None:
    await reports(casework, physical=LOW)
    await does(casework, "lena", decide, seen=None, chosen=ResponseType.AAR, reason="To learn with the team.")
    await does(casework, "lena", involve, seen=None)
    case = await case_of(casework)
    assert case is not None
    assert (case.status, case.next_reminder_at) == (CandourStatus.ENGAGED, None)
    assert await told_of(casework) == []
    shown = await seen_by(casework, "cora")
    assert shown is not None
    assert shown.owed == ()
    await passes(casework, clock, MARCH)
    assert await nudges(casework) == []
    [affected] = await affected_by(casework)
    await does(casework, "lena", grade_person, seen=None, affected_id=affected, physical=MODERATE, psychological=None)
    assert await opened_for(casework) == ["engagement", "physical_harm"]
    assert await told_of(casework) == ["cora"]


# ---- a report in confidence ----


async def test_of_a_report_in_confidence_no_row_of_the_case_tells_who_or_when(casework: Casework) -> None:
    await reports(casework, physical=MODERATE, name=NameShown.CONFIDENTIAL, by="nora")
    await does(casework, "nora", add_to_report, words="She died this morning.")
    await asks(casework, "nora", AskedBy.REPORTER)
    async with casework.begin() as uow:
        nora = (await who(uow, "nora")).id
        rows = [
            *await uow.session.scalars(select(CandourCase)), *await uow.session.scalars(select(CandourPerson)),
            *await uow.session.scalars(select(CandourEntry)),
        ]  # fmt: skip
        for row in rows:
            for column in row.__table__.columns:
                value = getattr(row, column.key)
                if isinstance(value, datetime) and column.key != "next_reminder_at":
                    assert value.astimezone(NOW.tzinfo).time().isoformat() == "00:00:00", column
                if column.key.endswith("_by") and not isinstance(value, date):
                    assert value is None, column
        audit = await uow.session.scalars(select(AuditEntry).where(AuditEntry.subject == "candour:1"))
        assert {each.who for each in audit} == {"lantern"}
        queued = (await uow.session.scalars(select(Notification).filter_by(subject="candour"))).all()
        assert queued
        assert all(each.day_only and str(nora) not in str(each.detail) and each.to != nora for each in queued)
    assert await opened_for(casework) == ["physical_harm", "died", "reporter"]
