"""What a ward is asked about a near miss. As little as will do: every question more loses reports."""

import re

from bot.forms.form import Asking, Form, Offer, Question, Reading, Unclear
from bot.forms.readers import a_place, is_unsure, offer_places, offer_terms, one_of, plainly, show_place, words
from bot.forms.when import offer_moments, past_moment, show_moment
from psirf.vocabulary import Reached

REACHED_ALSO = {
    "no": Reached.NO, "n": Reached.NO, "nope": Reached.NO, "it did not": Reached.NO, "it didn't": Reached.NO,
    "did not reach": Reached.NO, "stopped in time": Reached.NO, "caught in time": Reached.NO,
    "yes": Reached.YES, "y": Reached.YES, "yeah": Reached.YES, "yep": Reached.YES, "it did": Reached.YES,
    "maybe": Reached.UNKNOWN, "perhaps": Reached.UNKNOWN,
}  # fmt: skip


_ONE_OF_THREE = one_of(Reached, REACHED_ALSO)


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


def offer_states(_: Asking) -> tuple[Offer, ...]:
    said = ("They seem all right", "They needed extra care", "I don't know")
    return tuple(Offer(words, words) for words in said)


NEAR_MISS = Form(
    name="near_miss",
    title="Near miss report",
    noun="report",
    send="Send",
    questions=(
        Question(
            "what", "What happened, or nearly happened?", words(at_least=2), "What happened",
            hint="A sentence or two is plenty. Roles rather than names, please, and no NHS numbers.",
            long=True,
        ),
        Question(
            "ward", "Which ward was it?", a_place, "Ward",
            hint="Press one, or type its name.", offers=offer_places, show=show_place,
        ),
        Question(
            "when", "When was it?", past_moment, "When",
            hint="Press one, or type it: “an hour ago”, “yesterday 14:30”, “3 March”.",
            offers=offer_moments, show=show_moment,
        ),
        Question(
            "reached", "Did it reach a patient?", whether_reached, "Reached a patient",
            offers=offer_reached, terms=Reached,
        ),
        Question(
            "how_they_are", "How are they?", words(more_than=("yes", "no", "y", "n")), "How they are",
            first="Please tell the nurse in charge now, if they do not know yet.",
            offers=offer_states, only_if={"reached": {Reached.YES}}, long=True,
        ),
        Question(
            "involved", "What was involved?", words(), "What was involved",
            hint="A medicine, a device, a handover: whatever comes to mind. Or say skip.",
            optional=True, later=True, long=True,
        ),
        Question(
            "stopped_by", "What stopped it, or kept it from being worse?", words(), "What stopped it",
            hint="What went well is worth as much. Or say skip.",
            optional=True, later=True, long=True,
        ),
    ),
)  # fmt: skip
