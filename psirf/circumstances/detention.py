"""Whether somebody was detained under the Mental Health Act when they died, as far as a lead's words tell."""

import re

from psirf.circumstances.words import Said
from psirf.conditions import NO, YES, Fact, ask, fact

# From a community treatment order, or a conditional discharge; thinking of it is none.
_RECALLED = r"(?<!not )(?<!before )(?<!never )\b(?:recall(?:ed)?|cto (?:was )?revoked)\b"
_RECALLED += r"(?! (?:\w+ )?(?:not |considered|discussed|planned|thought|request))"
_IN_THE_COMMUNITY = r"community treatment|\bcto\b|conditional(?:ly)? discharge|guardianship"
# Sections by which nobody is detained.
_NO_SECTION = r"(?:section|s)\.? ?(?:117|131|17a|7)\b(?: after-?care| cto| guardianship| meeting)*"
_ENDED = (
    r"not (?:been )?detained|rescind|lapsed|expired|revoked|no longer (?:detained|under|subject|on (?:a )?section)|"
)
_ENDED += r"discharged from (?:the |their |her |his )?(?:section|detention|mha|act|s\.? ?\d)|off section|"
_ENDED += (
    r"(?:section|detention)(?: \d+\w*)? (?:was |had (?:been )?)?(?:ended|lifted|removed|discharged|over\b|finished)"
)
_NOT_INFORMAL = r"\b(?:not|never|no longer|neither) (?:an? )?(?:informal|voluntary)(?: patient| or voluntary)?"
_INFORMAL = r"informal|voluntary|voluntarily"
_AT_FIRST = (
    r"until|before|previous|admi(?:tted|ssion)|initial|originally|at first|arriv|came in|formerly|earlier|started"
)
_DETAINED = r"detained|detention|\bsection(?:ed\b| ?\d)|\bs\.? ?\d|under (?:the )?(?:mental health act|mha)"
_NOT = r"\b(?:no|not|never)\b|n't\b"
_ON_A_SECTION = r"\bsection\b|\bmha\b|\bthe act\b"
_ONLY_THOUGHT_OF = (
    r"\b(?:without|consider|discuss|request|refer|await|assess|recommend|plan|thought|should|would|could|"
)
_ONLY_THOUGHT_OF += (
    r"might|threat|criteria|declin|unless)|\b(?:no|not|never|nor|may|to be|being|apply|applied for)\b|n't\b"
)
_DENIED = rf"(?:\b(?:no|not|never|nor|without)|n't) (?:\w+ ){{0,2}}(?:{_DETAINED})"
_PAST = (
    r"previous|in the past|last year|years? (?:ago|before|earlier)|months? (?:ago|before)|history|formerly|had been|"
)
_PAST += r"until|after being|before (?:that|this|admission)|on (?:an )?earlier|in (?:19|20)\d\d"
_APART = re.compile(r"[.;:()]+(?!\d)|,|\b(?:but|then|and|later|subsequently|afterwards|before being)\b| - | – ")


def detained(said: Said) -> Fact:
    """Detained is detained, under whichever section. What is told last counts: "informal, then section 5(2)"."""
    if not said.told:
        return ask("mental_health_act", unclear=said.unclear)
    words = re.sub(_NOT_INFORMAL, "detained", said.words)
    words = re.sub(r"\((\d\w?)\)", r"-\1", re.sub(r" ?\((?=\d\w?\))", "(", words))  # 5(2) is one word
    if not re.match(r"no\b", words) and re.search(_RECALLED, words):
        return YES
    if re.search(_IN_THE_COMMUNITY, words):
        return NO
    words = re.sub(_NO_SECTION, "", words)
    if (told_last := _told_last(words)) is not None:
        return fact(told_last)
    now = Said(words.strip())
    if now.yes is False or re.search(_INFORMAL, words) or not now.words:
        return NO
    if now.yes or (re.search(_ON_A_SECTION, words) and not re.search(rf"{_DETAINED}|{_NOT}", words)):
        return YES
    return ask("mental_health_act", unclear=True)


def _told_last(words: str) -> bool | None:
    """What the last part of an answer that tells says: detained, or not; None where none does."""
    told: bool | None = None
    for part in _APART.split(words):
        if re.search(_ENDED, part) or re.search(_DENIED, part):
            told = False
        elif re.search(_INFORMAL, part):
            told = told if re.search(_AT_FIRST, part) else False
        elif re.search(_DETAINED, part) and not re.search(_PAST, part):
            told = told if re.search(_ONLY_THOUGHT_OF, part) else True
    return told
