"""What the person who reported an event sees of it: thanks, how it stands, and what came of it."""

from bot.cards.elements import Card, Element, attention, buttons, card, heading, shortened, submit, text
from bot.cards.patients import patient_elements
from bot.casework.views import EventView
from psirf.spoken import spoken_day
from psirf.vocabulary import EventStatus, Reached, ResponseType
from psirf.working_time import london_day

MOST_ACTIONS = 6  # named in the sentence that is drafted for the reporter

# What a response means to somebody on a ward, as the end of "To learn from it, …". A lead reads it first.
IN_PLAIN_WORDS = {
    ResponseType.SWARM: "the people who were there were asked to talk it through together.",
    ResponseType.AAR: "the team was asked to talk through what was meant to happen, what did, and why.",
    ResponseType.MDT: "people from several teams were asked to look at how it could happen.",
    ResponseType.THEMATIC: "it is being looked at together with others like it.",
    ResponseType.PSII: "trained people were asked to look into it in depth.",
    ResponseType.REFERRAL: "it was passed to the body that must look into it.",
    ResponseType.IMPROVE: "it was added to work that is already making this safer.",
    ResponseType.LOCAL: "it was shared with the ward.",
}


def told_card(view: EventView, note: str = "") -> Card:
    """What came of a report, for the person who made it."""
    assert view.told is not None, "there is news to tell"
    return card(
        heading(f"What came of {view.reference}"),
        *([text(note)] if note else []),
        *([text(f"You told us: “{shortened(view.what, 120)}”", subtle=True)] if view.what else []),
        text(view.told.learned),
        text(view.told.changed),
        text("Thank you. Telling us helps to keep patients safe.", close=True),
        text(f"{view.told.by}, {spoken_day(london_day(view.told.at))}", subtle=True),
    )


def thanks_card(view: EventView, note: str = "") -> Card:
    """Thanks, the reference, what happens next and by when. It stays thanks when the news has come."""
    return card(
        heading(f"Thank you. This is {view.reference}."),
        *([text(note)] if note else []),
        text(_next_step(view)),
        *_tell_the_nurse_in_charge(view),
        text("It is for learning, never for blame.", subtle=True),
        *_somebody_else(view),
        *patient_elements(view),
    )


def _somebody_else(view: EventView) -> list[Element]:
    """Where it reached somebody, others can be added while it is being looked at."""
    steps = {button.name: button.label for button in view.buttons}
    if view.reached is not Reached.YES or "add_affected" not in steps:
        return []
    return [buttons(submit(steps["add_affected"], do="begin", form="affected", about=str(view.id)))]


def _next_step(view: EventView) -> str:
    if view.told is not None:
        return f"What came of it was sent to you on {spoken_day(london_day(view.told.at))}."
    if view.status is EventStatus.RECEIVED:
        return (
            f"The people who lead on learning have been asked to look at it by {spoken_day(view.look_by)}. "
            "You will hear here what came of it."
        )
    return "It has been looked at, and how to learn from it is chosen. You will hear here what came of it."


def _tell_the_nurse_in_charge(view: EventView) -> list[Element]:
    if view.reached is not Reached.YES or view.status is not EventStatus.RECEIVED:
        return []
    return [attention(text("Please make sure that the nurse in charge knows now how the patient is."))]


def draft_learned(view: EventView) -> str:
    """The first of the two sentences, for a lead to change."""
    assert view.decision is not None, "nobody is told before it is decided"
    return f"We have looked at what you told us. To learn from it, {IN_PLAIN_WORDS[view.decision.chosen]}"


def draft_changed(view: EventView) -> str:
    """The second: what will be different."""
    if not view.actions:
        return "No further action was needed this time."
    changes = (shortened(action.what, 120).rstrip(".") for action in view.actions[-MOST_ACTIONS:])
    return "; ".join(changes) + "."
