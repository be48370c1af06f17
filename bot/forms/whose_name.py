"""Who may see a reporter's name: the team, or nobody but two people who are named for it (decision 12)."""

from bot.forms.form import Asking, Caution, Offer, Question, Reading, Unclear
from bot.forms.readers import one_of
from psirf.name_words import bare
from psirf.vocabulary import NameShown

TEAMS_KNOWS = (
    "Lantern cannot take a report without a name: Teams always knows who is writing. Nothing has been sent. "
    "Please press one of these; or report it, or speak to somebody, outside Lantern."
)

_ONE_OF_TWO = one_of(NameShown, {})


def whose_name(said: str, asking: Asking) -> Reading:
    """Shown, or confidential. Raises Unclear for a wish that no name be kept, and says why it cannot be."""
    words = asking.name_words
    if words is not None:
        if bare(said) in words.no_name:
            raise Unclear(TEAMS_KNOWS)
        for term, known in ((NameShown.SHOWN, words.shown), (NameShown.CONFIDENTIAL, words.confidential)):
            if bare(said) in known:
                return Reading(term.value)
    return _ONE_OF_TWO(said, asking)


def wished(text: str, asking: Asking) -> str:
    """The words within a telling that ask to keep its writer's name confidential; empty where none do."""
    found = asking.name_words.wished.search(text) if asking.name_words is not None else None
    return found[0] if found else ""


def offer_names(_: Asking) -> tuple[Offer, ...]:
    return (
        Offer(NameShown.SHOWN.value, "Show it to the team"),
        Offer(NameShown.CONFIDENTIAL.value, "Keep it confidential"),
    )


# Said before a confidential report is sent, whichever way somebody came to choose it.
SEALED_MEANS = Caution(
    {"name": {NameShown.CONFIDENTIAL}},
    "Your name is kept from the team. Two people named for it can open it together, with a reason. "
    "You are told, unless the law, the police or somebody's safety forbids that for a time. "
    "A court or a coroner can require a name, and Teams itself knows who is writing. "
    "To help it stay so, say “a nurse” rather than “I”.",
    calm=True,
)

NAME = Question(
    "name", "Who may see your name?", whose_name, "Your name",
    hint="Confidential: the team reads what happened, not who told it. Two people named for it can open the name "
         "together, with a reason. You are told, unless law, police or somebody's safety forbids that for now. "
         "A court or a coroner can require a name.",
    offers=offer_names, terms=NameShown, later=True, kind="one of some", unless_said=NameShown.SHOWN.value,
)  # fmt: skip
