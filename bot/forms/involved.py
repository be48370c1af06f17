"""What was involved: things of the national list, and the writer's own words for them.

Kept as the list's codes, a bar, and the words: `4,3|insulin pump`.
"""

import re

from bot.forms.form import Asking, Offer, Reading, Unclear
from bot.forms.message.read import read_telling
from bot.forms.readers import offer_terms
from psirf.vocabulary import Agent

BAR = "|"
CODES = re.compile(r"\d{1,2}(?:[,;] ?\d{1,2})*")


def what_was_involved(said: str, asking: Asking) -> Reading:
    """Codes of the list, as a card sends them; or words, in which such things are looked for."""
    if CODES.fullmatch(said):
        codes = re.split("[,;] ?", said)
        if all(code in list(Agent) for code in codes):
            return Reading(kept([Agent(code) for code in codes], ""))
    if not re.search(r"\w", said):
        raise Unclear("Could you say it in words? A few are enough.")
    return Reading(kept([read.value for read in read_telling(said, asking).agents if read.sure], said))


def kept(agents: list[Agent], words: str) -> str:
    return f"{','.join(dict.fromkeys(agents))}{BAR}{words}"


def kept_with(value: str, before: str) -> str:
    """An answer with the words of the one before it, where it has none of its own."""
    agents, words = agents_of(value)
    return kept(list(agents), words or agents_of(before)[1])


def agents_of(value: str) -> tuple[tuple[Agent, ...], str]:
    """The things of the list in a kept answer, and the words beside them."""
    codes, _, words = value.partition(BAR)
    return tuple(Agent(code) for code in codes.split(",") if code), words


def show_involved(value: str, _: Asking) -> str:
    agents, words = agents_of(value)
    named = ", ".join(agent.label if n == 0 else _lower(agent.label) for n, agent in enumerate(agents))
    return f"{named}: {words}" if named and words else named or words


def _lower(label: str) -> str:
    return label if label[:2] == "An" and label[3:5] == "IT" else label[0].lower() + label[1:]


def offer_agents(_: Asking) -> tuple[Offer, ...]:
    return offer_terms(Agent)
