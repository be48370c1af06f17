"""Who may see a reporter's name: the team, or nobody but two people who are named for it (decision 12)."""

import re

from bot.forms.form import Asking, Caution, Offer, Question, Reading, Unclear
from bot.forms.readers import one_of, plainly
from psirf.vocabulary import NameShown

NO_NAME = (  # Lantern cannot do that, and says who can
    "no name", "no name at all", "anonymous", "anonymously", "make it anonymous", "i don't want my name on it",
    "no name kept", "i want no name kept", "without my name", "nobody", "no one",
)  # fmt: skip
SHOWN_ALSO = ("the team", "show it", "show my name", "shown", "yes", "everybody", "anyone", "not confidential")
SEALED_ALSO = (
    "confidential", "in confidence", "keep it confidential", "keep my name confidential", "confidentially",
    "keep my name out of it", "keep it between us", "sealed", "seal it", "secret", "keep it secret", "private", "no",
)  # fmt: skip
# Said within a message, it is a wish that must not be missed.
WISHED = re.compile(
    r"\b(?:in confidence|(?:keep|make|stay|remain|is|be) (?:it |this |that |me |my name )?"
    r"(?:confidential|anonymous|private|secret)|confidentially|anonymously"
    r"|(?:keep|leave) my name out|do ?n['’o]?t (?:want|use|put|give|tell) (?:them )?my name)\b",
    re.IGNORECASE,
)
TEAMS_KNOWS = (
    "Lantern cannot take a report without a name: Teams always knows who is writing. Nothing has been sent. "
    "The two ways below keep no name; or press one of these."
)

_ONE_OF_TWO = one_of(
    NameShown,
    {**dict.fromkeys(SHOWN_ALSO, NameShown.SHOWN), **dict.fromkeys(SEALED_ALSO, NameShown.CONFIDENTIAL)},
)


def whose_name(said: str, asking: Asking) -> Reading:
    """Shown, or confidential. Raises Unclear for a wish that no name be kept, and says why it cannot be."""
    if plainly(said) in NO_NAME:
        raise Unclear(TEAMS_KNOWS)
    return _ONE_OF_TWO(said, asking)


def offer_names(_: Asking) -> tuple[Offer, ...]:
    return (
        Offer(NameShown.SHOWN.value, "Show it to the team"),
        Offer(NameShown.CONFIDENTIAL.value, "Keep it confidential"),
    )


# Said before a confidential report is sent, whichever way somebody came to choose it.
SEALED_MEANS = Caution(
    {"name": {NameShown.CONFIDENTIAL}},
    "Your name is kept from the team. Two people named for it in the patient safety team can open it together, "
    "with a reason; you are told, unless the law, the police or somebody's safety forbids that for a time. "
    "A court or a coroner can require a name, and Teams itself knows who is writing. "
    "To help it stay so, say “a nurse” rather than “I”.",
    calm=True,
)

NAME = Question(
    "name", "Who may see your name?", whose_name, "Your name",
    hint="Confidential: the team reads what happened, and not who told it. Two people named for it can open the "
         "name together, with a reason; you are told, unless the law, the police or somebody's safety forbids "
         "that for a time. A court or a coroner can require a name.",
    offers=offer_names, terms=NameShown, later=True, kind="one of some", unless_said=NameShown.SHOWN.value,
)  # fmt: skip
