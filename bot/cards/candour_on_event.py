"""Candour on the card of its event: how far its case is, and the way to it."""

from bot.candour_words import HARM_DECIDES_CANDOUR
from bot.cards.elements import Element, attention, buttons, submit, text
from bot.casework.candour_line import CandourLine
from bot.casework.views import EventView
from psirf.candour.opening import PHYSICAL, PSYCHOLOGICAL
from psirf.candour.terms import CandourStatus, Ending
from psirf.spoken import spoken_day
from psirf.vocabulary import PhysicalHarm, Reached

SAID = {
    CandourStatus.ASSESSING: "to be assessed by a healthcare professional",
    CandourStatus.SECOND_LOOK: "assessed as not owed; somebody else looks at why",
    CandourStatus.ENGAGED: "those affected are involved; no assessment is open",
    CandourStatus.ENDED: "complete",
    CandourStatus.NOT_REQUIRED: "the statutory duty does not apply",
    CandourStatus.WITHDRAWN: "withdrawn with its report",
}


def candour_on_event(view: EventView) -> list[Element]:
    """What is so: the case, where there is one; else what is not known yet, to those who lead."""
    line = view.candour
    if line is not None:
        said = text(f"Candour: {_state(line)} ({line.reference}).", strong=True)
        shown = attention(said) if line.status in (CandourStatus.ASSESSING, CandourStatus.SECOND_LOOK) else said
        return [shown, buttons(submit(f"Open {line.reference}", do="show", about=line.reference))]
    if view.reporter is None or view.reached in (None, Reached.NO):
        return []
    if view.reached is Reached.UNKNOWN:
        return [attention(text("It is not known whether it reached a patient. Please find out.", strong=True))]
    harm = view.harm or ()
    if any(each.physical in PHYSICAL or each.psychological in PSYCHOLOGICAL for each in harm):
        return [attention(text("Candour is to be assessed.", strong=True), text("It reached a patient.", close=True))]
    if any(each.physical is not PhysicalHarm.NOT_GRADED for each in harm):
        return []
    said = text("It reached a patient. Harm is not graded yet.", strong=True)
    return [attention(said, text(HARM_DECIDES_CANDOUR, close=True))]


def _state(line: CandourLine) -> str:
    """`owed, told on 6 March 2026`; `owed, to be told by 18 March 2026`; `owed, 1 of 2 told`."""
    if line.status is not CandourStatus.OWED:
        return SAID[line.status]
    hows = [how for how, _ in line.told]
    told = [day for how, day in line.told if how is Ending.DONE and day is not None]
    if told and len(told) == len(hows):
        return f"owed, {'told' if len(told) == 1 else 'all told, last'} on {spoken_day(max(told))}"
    if told:
        return f"owed, {len(told)} of {len(hows)} told"
    if hows and None not in hows:
        return "owed, and they could not be told" if Ending.NOT_POSSIBLE in hows else "owed, being told was declined"
    return f"owed, to be told by {spoken_day(line.told_by)}" if line.told_by else "owed, to be told"
