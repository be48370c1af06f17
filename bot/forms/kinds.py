"""What kind of event it is, and whether it reached a patient."""

import re

from bot.forms.form import Asking, Offer, Question, Reading, Unclear
from bot.forms.readers import is_unsure, offer_terms, one_of, plainly
from psirf.vocabulary import EventKind, Reached

KINDS_ALSO = {
    "near miss": EventKind.INCIDENT, "a near miss": EventKind.INCIDENT, "incident": EventKind.INCIDENT,
    "an incident": EventKind.INCIDENT, "good catch": EventKind.INCIDENT, "something went wrong": EventKind.INCIDENT,
    "something nearly went wrong": EventKind.INCIDENT, "it went wrong": EventKind.INCIDENT,
    "went well": EventKind.GOOD_CARE, "something went well": EventKind.GOOD_CARE, "praise": EventKind.GOOD_CARE,
    "good practice": EventKind.GOOD_CARE, "outcome of concern": EventKind.OUTCOME, "an outcome": EventKind.OUTCOME,
    "a worry about an outcome": EventKind.OUTCOME, "a risk": EventKind.RISK, "hazard": EventKind.RISK,
    "a hazard": EventKind.RISK, "nothing has happened yet": EventKind.RISK,
}  # fmt: skip

REACHED_ALSO = {
    "no": Reached.NO, "n": Reached.NO, "nope": Reached.NO, "it did not": Reached.NO, "it didn't": Reached.NO,
    "did not reach": Reached.NO, "stopped in time": Reached.NO, "caught in time": Reached.NO,
    "yes": Reached.YES, "y": Reached.YES, "yeah": Reached.YES, "yep": Reached.YES, "it did": Reached.YES,
    "maybe": Reached.UNKNOWN, "perhaps": Reached.UNKNOWN,
}  # fmt: skip

_ONE_OF_THREE = one_of(Reached, REACHED_ALSO)


def offer_kinds(_: Asking) -> tuple[Offer, ...]:
    return offer_terms(EventKind)


def offer_reached(_: Asking) -> tuple[Offer, ...]:
    return offer_terms(Reached)


def whether_reached(said: str, asking: Asking) -> Reading:
    """One of the three; or a sentence that begins with yes or no, once it is confirmed."""
    if is_unsure(said):
        return Reading(Reached.UNKNOWN)
    try:
        return _ONE_OF_THREE(said, asking)
    except Unclear:
        begins = re.split(r"\W+", plainly(said), maxsplit=1)[0]
        if begins == "yes":
            return Reading(Reached.YES, "Do you mean that it reached a patient?")
        if begins == "no":
            return Reading(Reached.NO, "Do you mean that it did not reach a patient?")
        raise


KIND = Question(
    "kind", "What would you like to tell us about?", one_of(EventKind, KINDS_ALSO), "Kind",
    hint="A near miss is the first of these.", offers=offer_kinds, terms=EventKind, kind="one of some",
)  # fmt: skip

REACHED = Question(
    "reached", "Did it reach a patient?", whether_reached, "Reached a patient",
    offers=offer_reached, terms=Reached, only_if={"kind": {EventKind.INCIDENT}}, kind="one of some",
)  # fmt: skip
