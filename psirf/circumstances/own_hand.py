"""Whether somebody died by their own hand, as far as words tell: what is denied, and an attempt long ago, is none."""

import re

from psirf.circumstances.answers import Circumstances
from psirf.circumstances.denials import tells_of
from psirf.circumstances.words import Said
from psirf.conditions import NO, YES, Fact, ask

_DIED_BY_OWN_HAND = (
    r"suicid|(?:took|taken|ended) (?:her|his|their) (?:own )?li[fv]e|\bhanged|self-inflicted|killed (?:her|him)self"
)
_ATTEMPT = (
    r"(?:attempt\w*|tried|threat\w*|thoughts?|thinking|talk\w*|history|previous\w*|risk|plans?) (?:(?:to|of|at|her|"
    r"his|a|an|and|commit) )*suicid\w*(?: attempts?)?|"
    r"suicid\w* (?:attempt|thought|ideation|risk|plan|threat|gesture)\w*|\bsuicidal\w*"
)
_LONG_AGO_OR_ELSE = (
    r"last (?:year|month|week)|\bago\b|previous|history|earlier|in the past|in (?:19|20)\d\d|natural causes|"
    r"\b(?:die[ds]|death|dead) (?:of|from|in a|in the collision|due to)\b"
)


def own_hand(c: Circumstances) -> Fact:
    """Whether any of the answers tells it. An attempt, and nothing of what they died of, is asked about."""
    told = (c.domestic_abuse, c.cause_of_mothers_death, c.homicide, c.care_concern)
    if any(by_own_hand(said) for said in told) or c.theme.has(r"self[- ]harm|suicid"):
        return YES
    return ask("domestic_abuse", unclear=True) if any(only_attempted(said) for said in told) else NO


def by_own_hand(said: Said) -> bool:
    return tells_of(without_attempts(said.words), _DIED_BY_OWN_HAND)


def only_attempted(said: Said) -> bool:
    """Whether an attempt is told of, and neither that it was long ago nor of what else somebody died."""
    return tells_of(said.words, _ATTEMPT) and not said.has(_LONG_AGO_OR_ELSE)


def without_attempts(words: str) -> str:
    return re.sub(_ATTEMPT, " ", words)
