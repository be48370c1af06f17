"""What the answers say of a death: whose it was, what is thought of the care, and what law applies."""

import re

from psirf.circumstances.answers import Circumstances
from psirf.circumstances.denials import tells
from psirf.circumstances.detention import detained
from psirf.circumstances.left_undone import opening_no
from psirf.circumstances.likelihood import LIKELY, thought_likely
from psirf.circumstances.own_hand import own_hand
from psirf.circumstances.words import Said, says_any
from psirf.conditions import NO, YES, Fact, Facts, all_of, any_of, ask, fact, opposite
from psirf.wordlists import WordLists

_LESS_LIKELY = r"possibl|less than|not more likely|slight|under 50|unlikely|low likelihood"
_NO_CONCERN = r"no (?:\w+ )?concerns?|no problems?|no evidence|good care|definitely not"
_NOT_OURS = r"(?:an)?other trust|elsewhere|never (?:been )?(?:seen|known|under|open)|not (?:seen|open|under)|"
_NOT_OURS += r"(?:discharged|closed|last seen) (?:\w+ ){0,4}years? ago"
_NOT_THEM = r"\b(?:not|neither|nor|no)(?: (?:an?|the|her|his|their|any|current|in|of|same|from))* [\w-]+"
_NOT_THEM += r"(?: (?:or|nor)(?: (?:an?|the|her|his))* \w+)?"
_POLICE_CAME = r"police\b.*\b(?:attend|called|inform|involved|aware|contact)"
_NOT_NOW = (
    r"released|former|\bex\b|years ago|months? ago|on bail|on licence|had been in|no longer|previously|not in|visited"
)
_GOOD_CARE = (
    r"(?:(?:the|her|his|their|all|overall|review|found|nursing|medical|care|was|is|were|very|entirely|of) )*"
    r"(?:good|appropriate|excellent|fine|as planned|as expected|timely)(?: care| standard)?|"
    r"everything (?:\w+ )*done"
)
_LACKED = (
    r"lack|without capacity|no capacity|(?:not|n't) have capacity|\bdols\b|deprivation|deprived of (?:\w+ )?liberty|"
    r"\blps\b|best interest|court of protection"
)
# An authority that was thought of, or that had ended.
_NO_AUTHORITY = (
    r"\b(?:dols|lps|best interests?|deprivation of liberty)\b[\w ]{0,25}?[,;:(–-]? ?(?:but |and |was |were )*(?:not "
)
_NO_AUTHORITY += (
    r"(?:needed|granted|required|in place|authorised|applied|necessary|given|used)|considered|expired|lapsed|ended|"
)
_NO_AUTHORITY += r"declined|refused|ruled out)"
_NOT_ASSESSED = r"not (?:yet |formally |ever )*(?:assess|test|document)"  # which is not to have had capacity
_IN_CUSTODY = (
    r"prison|police|custody|immigration|remand|secure training|young offender|\b(?:hmp|hmyoi|yoi|jail|cells?)\b"
)


def death_facts(c: Circumstances, births: Facts, lists: WordLists) -> Facts:
    """The facts about a death, of our patient or of somebody else; `births` are those of a birth."""
    somebody = _somebody_died(c, births)
    ours = NO if c.victim_age_years is not None else somebody
    baby, mother = births["baby_died"], births["mother_died"]
    grown = any_of(mother, opposite(baby)) if births["birth"].holds else YES  # it was not the baby that died
    of_patient = _aged(c, 18, c.age_years, "age_years")
    of_dead = of_patient if c.victim_age_years is None else fact(c.victim_age_years >= 18)
    adult = any_of(*([YES] if mother.holds and c.age_years is None else []), of_patient)
    concern = _care_concern(c)
    return {
        "somebody_died": somebody,
        "patient_died": ours,
        "adult_patient_died": all_of(ours, grown, adult),
        "child_died": any_of(
            all_of(somebody, births["live_born_baby_died"]),
            all_of(somebody, grown, NO if mother.holds and c.age_years is None else opposite(of_dead)),
        ),
        "sixteen_or_over_died": all_of(
            somebody, _aged(c, 16, c.age_years if c.victim_age_years is None else c.victim_age_years, "age_years")
        ),
        "scrutinised_death": all_of(ours, any_of(mother, opposite(births["stillborn"]))),
        "detained": detained(c.mental_health_act),
        "capacity_act": _capacity_act(c),
        "care_concern": concern,
        "more_likely_than_not": _more_likely(c.review_of_death),
        "learning_disability": _plain(c.learning_disability, "learning_disability"),
        "autistic": _plain(c.autism, "autism"),
        "homicide": _plain(c.homicide, "homicide"),
        "suspect_in_our_care": _in_our_care(c.suspect_under_our_mental_health_care),
        "suspect_was_close": _was_close(c.relationship_of_suspect, lists),
        "domestic_abuse": _plain(c.domestic_abuse, "domestic_abuse", concern=True),
        "own_hand": own_hand(c),
        "custody": _custody(c),
        "care_in_custody": _plain(c.nhs_care_in_custody, "nhs_care_in_custody"),
    }


def _plain(said: Said, key: str, concern: bool = False) -> Fact:
    answer = said.concern if concern else said.yes
    return ask(key, unclear=said.unclear) if answer is None else fact(answer)


def _somebody_died(c: Circumstances, births: Facts) -> Fact:
    if births["baby_died"].holds or births["mother_died"].holds or c.died.yes:
        return YES
    survived = c.homicide.yes is False and c.died.yes is None and c.homicide.has("surviv|alive|injur")
    if c.died.yes is False or survived:
        return NO
    reviewed = c.review_of_death.applies or c.review_of_death.has("reviewed")
    if c.homicide.yes or c.died_on is not None or c.victim_age_years is not None or reviewed:
        return YES
    if c.reached_a_patient.yes is False or c.event_type.has(r"good care|risk|near[- ]miss|not a"):
        return NO
    return ask("died", unclear=c.died.unclear)


def _aged(c: Circumstances, years: int, age: float | None, key: str) -> Fact:
    if age is not None:
        return fact(age >= years)
    return ask(*(("victim_age_years", "age_years") if c.homicide.yes else (key,)))


def _capacity_act(c: Circumstances) -> Fact:
    """Whether the Mental Capacity Act applied to the care: they lacked capacity, or were deprived of liberty."""
    said = c.mental_capacity
    words = re.sub(_NO_AUTHORITY, "", said.words)
    if said.told and tells(words, _LACKED) is not None:
        return YES
    if c.mental_health_act.has(r"\bdols\b|deprivation of liberty") and not c.mental_health_act.has(r"no dols"):
        return YES
    if said.told and (
        tells(words, "had capacity|has capacity|with capacity|full capacity|capacitous|capacity intact") is not None
        or (said.has(_LACKED) and not said.has(_NOT_ASSESSED) and said.has("capacity"))
        or (said.yes is False and not said.has(_NOT_ASSESSED))
    ):
        return NO
    return ask("mental_capacity", unclear=said.unclear)


def _more_likely(said: Said) -> Fact:
    if not said.told:
        return ask("review_of_death", unclear=bool(said.words))
    if thought_likely(said):
        return YES
    if said.has(_NO_CONCERN) or said.has(_LESS_LIKELY) or said.has(LIKELY) or said.yes is False:
        return NO
    return ask("review_of_death", unclear=True)


def _care_concern(c: Circumstances) -> Fact:
    """Reason to think that there were problems in care: said so, or what a review of the death found."""
    if re.fullmatch(_GOOD_CARE, c.care_concern.words.rstrip(".")):
        return NO
    said = c.care_concern
    concern = opening_no(said.words) if said.yes is False else said.concern
    if concern is not None:
        return fact(concern)
    review = c.review_of_death
    if review.told and thought_likely(review):
        return YES
    if review.told and review.has(_NO_CONCERN):
        return NO
    if review.told and review.has(_LESS_LIKELY):
        return YES
    return ask("care_concern", unclear=c.care_concern.unclear)


def _in_our_care(said: Said) -> Fact:
    if said.told and said.yes is None and said.has(_NOT_OURS):
        return NO
    return _plain(said, "suspect_under_our_mental_health_care", concern=True)


def _was_close(said: Said, lists: WordLists) -> Fact:
    if not said.told:
        return ask("relationship_of_suspect", unclear=said.unclear)
    told = re.sub(_NOT_THEM, " ", said.words)
    if says_any(told, lists.not_close):
        return NO
    if says_any(told, lists.close):
        return YES
    denied = says_any(said.words, (*lists.not_close, *lists.close))
    return NO if denied else ask("relationship_of_suspect", unclear=True)


def _custody(c: Circumstances) -> Fact:
    said = c.custody
    if said.told and said.yes is None:
        if said.has(_POLICE_CAME) and not said.has(r"custody|cells?\b|arrest|detain|prison|remand"):
            return NO
        return YES if said.has(_IN_CUSTODY) and not said.has(_NOT_NOW) else ask("custody", unclear=True)
    return _plain(said, "custody")
