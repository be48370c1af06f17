"""Whether a review thinks a death more likely than not due to problems in care."""

import re

from psirf.circumstances.words import Said

_LIKELY_DUE = (
    r"\blikely\s(?:to\s(?:be|have\sbeen)\s)?(?:(?:avoidable|preventable)|(?:due|caused|attributable)\s(?:to|by)\s"
    r"(?:\w+\s){0,3}?(?:problem|care\b|lapse|omission|error|delay))"
)
LIKELY = (
    r"more likely than not|(?:more|greater|over|above|>) ?(?:than )?(?:even|50)|probabl[ey]|\bdefinite|"
    r"strong(?:ly)? (?:evidence|likelihood|probability|chance|suggest)|(?:very|highly|most) likely|\bcertainly\b|"
    r"on (?:the )?balance|"
) + _LIKELY_DUE
# What takes it back where it stands before, or where it follows within its clause.
_NOT_SO = r"\b(?:no|not|never|nor|cannot|less|whether|if|hardly|without)\b|n't\b"
_SOMETHING_ELSE = (
    r"\b(?:no|not|never|nor|cannot|less|nothing|neither|none|good|excellent|appropriate|natural|unrelated|"
    r"anyway|regardless|irrespective|inevitable|expected|without|slight|possibl[ey]|disease|illness)\b|n't\b|"
    r"\bun(?:avoid|prevent|likely|relat|surviv)|under (?:50|even)|in any case"
)
# However many words lead up to it, the first cause that is named is what it was likely due to.
_OF_NATURE = re.compile(
    r"(?:(?!\b(?:due|caused|because|result)\b).)*\b(?:due to|caused by|because of|result of) "
    r"(?:(?:the|an?|his|her|their) )?(?:\w+ )?(?:natural|underlying|disease|illness)\b"
)
_WOULD_HAVE_LIVED = r"(?:not|n't) (?:\w+ )?have died|with (?:good|appropriate|timely) (?:\w+ )?care"
_SAID_OF = re.compile(
    r"\b(?:avoidable|preventable|problem|lapse|omission|delay|error)"
)  # what comes after takes back nothing
_WORDS_AFTER = 6  # in which it is taken back
_APART = re.compile(r"[.;:(),]|\b(?:but|although|though|however|because)\b| - | – ")


def thought_likely(said: Said) -> bool:
    """Whether its words say so in one place at least, and do not take it back there: "probably not avoidable" does,
    and so does "strong evidence that the care was good"."""
    clauses = _APART.split(said.words)
    return any(_stands(clause, found) for clause in clauses for found in re.finditer(LIKELY, clause))


def _stands(clause: str, found: re.Match[str]) -> bool:
    after = clause[found.end() :]
    if _OF_NATURE.match(after):
        return False
    if not re.search(r"\banyway\b|in any case|regardless", after):
        after = re.sub(_WOULD_HAVE_LIVED, "", after)
    after = " ".join(_SAID_OF.split(after)[0].split()[:_WORDS_AFTER])
    return not re.search(_NOT_SO, clause[: found.start()]) and not re.search(_SOMETHING_ELSE, after)
