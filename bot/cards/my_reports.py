"""A person's own reports, listed."""

from collections.abc import Sequence

from bot.cards.elements import Card, Element, buttons, card, heading, shortened, submit, text
from bot.casework.views import ReportLine, ReportsShown
from bot.wording import NO_REPORTS
from psirf.spoken import spoken_day
from psirf.vocabulary import EventStatus

BEGINNING = 80  # characters of what happened, to know a report by

# How a report stands, as its reporter reads it.
STANDS = {
    EventStatus.RECEIVED: "Received, and still to be looked at",
    EventStatus.PROPOSED: "Looked at, and how to learn from it waits for approval",
    EventStatus.MERGED: "The same event as another report, and looked at there",
    EventStatus.DECIDED: "Looked at, and how to learn from it is chosen",
    EventStatus.CLOSED: "Done: you were told what came of it",
    EventStatus.WITHDRAWN: "Withdrawn",
}


def my_reports_card(reports: ReportsShown, half_made: Sequence[Element] = ()) -> Card:
    """The newest reports with how each stands and the way to its card; and what is half-made."""
    if not reports.lines and not half_made:
        return card(text(NO_REPORTS))
    earlier = reports.in_all - len(reports.lines)
    return card(
        *([heading("Your reports")] if reports.lines else []),
        *(element for line in reports.lines for element in _line(line)),
        *([text(f"And {earlier} before these. Type a reference to see it.", subtle=True)] if earlier > 0 else []),
        *([text("Half-made, and not sent", strong=True), *half_made] if half_made else []),
    )


def _line(line: ReportLine) -> list[Element]:
    sealed = ", in confidence" if line.is_sealed else ""
    looked_at = line.status is EventStatus.RECEIVED and line.is_looked_at
    stands = "Somebody is looking at it" if looked_at else STANDS[line.status]
    return [
        text(f"{line.reference}: {shortened(line.what, BEGINNING)}"),
        text(f"{spoken_day(line.reported_on)}{sealed}. {stands}.", subtle=True, close=True),
        buttons(submit(f"Show {line.reference}", do="show", about=str(line.id))),
    ]
