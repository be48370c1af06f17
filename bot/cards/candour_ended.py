"""How an element ended for somebody, as a line: what was done is told by its sign from what was not."""

from datetime import datetime

from psirf.candour.terms import Element, Ending
from psirf.spoken import spoken_day
from psirf.working_time import london_day

OURS = (Element.RECORD, Element.COPIES)  # the trust's own task: nobody is given these, so nobody declines them
OF_OURS = {
    Ending.DECLINED: "not written down, as they declined the rest",
    Ending.NOT_POSSIBLE: "not written down, as they could not be reached",
}


def ended_line(element: Element, how: Ending, at: datetime) -> str:
    """`✓ Told in person: Wednesday 4 March 2026`; `– The letter that follows: declined by the person, …`"""
    day = spoken_day(london_day(at))
    if how is Ending.DONE:
        return f"✓ {element.label}: {day}"
    why = OF_OURS[how] if element in OURS else how.label.lower()
    return f"– {element.label}: {why}, {day}"
