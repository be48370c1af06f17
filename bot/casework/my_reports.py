"""A person's own reports, those in confidence among them, and how each stands."""

from bot.casework.reporters import reports_of
from bot.casework.unit_of_work import UnitOfWork
from bot.casework.views import ReportLine, ReportsShown
from psirf.working_time import london_day
from storage.events import event_by_id

MOST_LISTED = 8


async def my_reports(uow: UnitOfWork) -> ReportsShown:
    """The newest reports of the person who acts, and how many there are. That they looked is written down,
    and not at which: a sealed one among them would be tied to them."""
    ids = await reports_of(uow, uow.person_id)
    lines = []
    for event_id in ids[:MOST_LISTED]:
        event = await event_by_id(uow.session, event_id)
        assert event is not None, "events are never deleted"
        lines.append(
            ReportLine(event.id, event.reference, event.what, event.status, london_day(event.reported_at),
                       event.reporter_handle is not None, event.looked_at is not None)
        )  # fmt: skip
    if any(line.is_sealed for line in lines):
        uow.veil.untraced = True
    uow.audit("listed_reports", f"person:{uow.person_id}")
    return ReportsShown(tuple(lines), len(ids))
