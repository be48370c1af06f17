"""What the answers say besides births and deaths: the event, what was involved, and what there is to learn."""

import re
from datetime import timedelta

from psirf.circumstances.answers import Circumstances
from psirf.circumstances.denials import tells
from psirf.circumstances.words import Said, in_figures, says_any, says_beside
from psirf.conditions import NO, YES, Fact, Facts, all_of, ask, fact, opposite
from psirf.doses import Doses
from psirf.wordlists import WordLists

_INVOLVED = {
    "medicine": r"medic|drug|vaccin|insulin|anticoag|opioid|oxygen|fluid",
    "device": r"devic|equipment|pump|implant|monitor|ventilat",
    "blood": r"blood|transfus|platelet|plasma|anti-d",
    "tissue": r"tissue|organ|transplant|stem cell|cornea|embryo|gamete",
    "radiation": r"radiat|radioth|x-?ray|\bct\b|nuclear|radiolog|imaging",
    "building": r"building|estate|infrastructure|premises|window|ligature point",
    "controlled_drug": r"controlled|\bcds?\b",
    "personal_data": r"personal data|data|gdpr|confidential|information governance|privacy",
    "infection": r"infect|outbreak|\bhcai\b|c\.? ?diff|mrsa|norovirus",
    "violence": r"violen|assault|attack|aggress",
}
CHILD = 18
# "No interpreter" is a concern about equality, though it begins like a no.
_WITHOUT = r"^no (?:\w+ )?(?:interpret|translat|adjust|advoca|chaperone|bsl|sign lang|easy read|hearing loop|access)"
_CONTENT = r"content with|satisfied|happy with|reassured|accept|nothing (?:more|further|else)|want(?:s|ed)? nothing|"
_CONTENT += r"no (?:further |more )?questions|"
_CONTENT += r"(?:do|does|did)(?: not|n't) (?:want|wish|have (?:any )?(?:more |further )?questions)|declin"
# What outweighs that they are content, and what only sounds so: "no more questions", "do not want to know more".
_IS_NOT = r"(?:not|\w+n't)"
_QUESTIONS = r"(?:questions?|quer\w+|wish\w*|want\w*|needs?|ask\w*)"
_WANT = r"\b(?:wants?|wanted|wish\w*|hop(?:e|es|ing)|needs?|wonder\w*|quer(?:y|ies)|questions?|why)\b|\?|"
_WANT += r"\b(?:know|hear|asks?|asking|asked|see|understand|learn|told) (?:us |about |of )?"
_WANT += r"(?:if|whether|what|how|when|who|that)\b"
_NOT_WANTED = rf"(?:\b(?:no|nothing|not|never|without)|n't)(?: \w+){{0,2}}? {_QUESTIONS}"
_NOT_WANTED += r"(?: to (?:know|hear|ask|be told)(?: \w+){0,4})?|wants? nothing|wish\w* for nothing|"
_NOT_WANTED += r"(?:happy|satisfied|content|reassured|accepts?|accepted|understands?|knows?|told|explained) "
_NOT_WANTED += r"(?:\w+ ){0,3}?(?:why|how|what|that)\b"
_NONE_LEFT = r"(?:none|nil|nothing) (?:left|remain)|no (?:capacity|room)(?! used| issue| problem| concern)|"
_NONE_LEFT += r"no (?:more )?psiis? (?:left|remain)"
_STILL_THERE = (
    r"(?:all|full\w*)(?: \w+){0,3} (?:left|available|free|unused|remaining|open|to come)|none (?:\w+ )?used"
)


def event_facts(c: Circumstances, lists: WordLists, doses: Doses) -> Facts:
    """The facts about the event itself and what was involved in it."""
    kind = _kind(c.event_type)
    reached = _reached(c, kind)
    counts = doses.counts(c.radiation_dose_msv, c.age_years)
    return {
        "good_care": fact(kind == "good care") if kind else ask("event_type"),
        "risk": fact(kind == "risk") if kind else ask("event_type"),
        "outcome": fact(kind == "outcome") if kind else ask("event_type"),
        "not_an_event": fact(kind == "not an event") if kind else ask("event_type"),
        "happened": fact(kind not in ("good care", "risk", "not an event")),
        "reached": reached,
        **{f"involves_{name}": _involves(c, pattern, name) for name, pattern in _INVOLVED.items()},
        "below_dose": opposite(counts),
        # a dose was measured in somebody, unless it is known that nobody was reached
        "dose_reached": all_of(fact(c.radiation_dose_msv is not None and reached.holds is not False), counts),
        "suspected_crime": fact(_suspected_crime(c, lists)),
        "staff_hurt": fact(says_any(c.where.words, lists.staff_hurt) or says_any(c.theme.words, lists.staff_hurt)),
        # where nothing tells of one, there is none in whom it is known to have reached, or not
        "suspected_reaction": YES if _suspected_reaction(c, lists) else reached if reached.holds is None else NO,
        "nhs_screening": _nhs_screening(c.screening_programme, lists),
        "safeguarding": _concern(c.safeguarding_concern, "safeguarding_concern"),
        "safeguarding_signs": fact(_safeguarding_signs(c, lists)),
    }  # fmt: skip


def _kind(said: Said) -> str | None:
    """The kind of event, whatever the reporter called it; None where it is not said."""
    words = said.words
    for kind, pattern in (
        ("not an event", r"not a|no patient safety|not patient|non-patient"),
        ("near miss", r"near[- ]?miss|good catch"),
        ("good care", r"good care|excellen|good practice"), ("outcome", r"outcome"), ("risk", r"risk|hazard"),
        ("incident", r"incident|event|never event"),
    ):  # fmt: skip
        if said.has(pattern):
            return kind
    return "incident" if words and said.told else None


def _reached(c: Circumstances, kind: str | None) -> Fact:
    if c.reached_a_patient.yes is not None:
        return fact(c.reached_a_patient.yes)
    if c.died.yes:
        return YES
    if kind in ("near miss", "good care", "risk"):
        return NO
    return ask("reached_a_patient", unclear=c.reached_a_patient.unclear)


def _involves(c: Circumstances, pattern: str, name: str) -> Fact:
    if name == "radiation" and c.radiation_dose_msv:
        return YES
    if c.involved is None:
        return NO
    others = [each for each in c.involved if name != "medicine" or "controlled" not in each]
    return fact(any(Said(each).has(pattern) for each in others))


def _suspected_crime(c: Circumstances, lists: WordLists) -> bool:
    """Whether what is told may be a crime: a homicide that was survived is one, and so is violence to a patient."""
    if c.homicide.yes is not True and c.homicide.has("surviv|attempt|lived|alive|injur"):
        return True
    told = (c.safeguarding_concern, c.domestic_abuse, c.care_concern, c.theme)
    return any(said.yes is not False and says_any(said.words, lists.crime) for said in told)


def _suspected_reaction(c: Circumstances, lists: WordLists) -> bool:
    """Whether what is told may be a reaction to a medicine, or one that was defective or false."""
    told = (c.where, c.theme, c.care_concern, c.never_event_facts, c.views_of_those_affected)
    words = [*(said.words for said in told if said.yes is not False), *(c.involved or ())]
    return any(says_any(each, lists.reaction) for each in words)


def _safeguarding_signs(c: Circumstances, lists: WordLists) -> bool:
    """Whether somebody may need safeguarding: a child, violence, or signs of neglect or abuse that are told of."""
    a_child = c.age_years is not None and c.age_years < CHILD
    told = (c.care_concern, c.where, c.theme, c.domestic_abuse, c.views_of_those_affected)
    signs = any(said.yes is not False and says_any(said.words, lists.neglect) for said in told)
    return a_child or signs or _involves(c, _INVOLVED["violence"], "").holds is True


def _nhs_screening(said: Said, lists: WordLists) -> Fact:
    if not said.told:
        return ask("screening_programme", unclear=said.unclear)
    if said.yes is False:
        return NO
    of_it = says_beside(said.words, lists.national_screening, lists.not_national_screening)
    if of_it is says_any(said.words, lists.not_national_screening):
        return ask("screening_programme", unclear=True)  # both, or a name that nobody wrote down yet: no "none"
    return fact(of_it)


def _concern(said: Said, key: str) -> Fact:
    return ask(key, unclear=said.unclear) if said.concern is None else fact(said.concern)


def learning_facts(c: Circumstances, *, many: int, swarm_hours: int, called_hours: int, aar_days: int) -> Facts:
    """What there is to learn, whether the team can still meet, and what is known of similar events."""
    potential = _one_of(
        c.potential_for_learning, "potential_for_learning",
        none=r"none|no\b(?! doubt)|nil|low|little|minimal|not much|nothing", high=r"high|lots|great|much|significant",
        some=r"some|medium|moderate",
    )  # fmt: skip
    understood = _one_of(
        c.factors_understood, "factors_understood",
        poorly=rf"poor|{_IS_NOT} (?:very |really |at all |yet |that )?(?:well|understood|clear)|unclear|badly|"
        r"little(?! (?:left|more|doubt))|^no\b|no (?:idea|understanding)",
        partly=rf"part|some|{_IS_NOT} (?:yet )?(?:fully|entirely|completely|wholly|totally|all)|incomplete",
        well=r"well|fully|good|yes|completely|entirely",
    )  # fmt: skip
    staff = _one_of(
        c.staff_still_available, "staff_still_available",
        none=r"none\b(?! (?:\w+ )?(?:gone|left|away|missing|off))|no\b(?! problem)|nobody|not available|unavailable|"
        r"cannot|can't|unable|all (?:\w+ )?(?:gone|left|away|off|moved)\b|they (?:\w+ )?(?:gone|left|moved)",
        some=r"some|part|most|few|not all|not every", all_=r"all\b|yes|everyone",
    )  # fmt: skip
    seen = _one_of(
        c.pattern, "pattern", by_strength=True, many=r"pattern|cluster|trend",
        before=rf"before|recurr|again|previous|{_IS_NOT} (?:an? |the )?(?:one[- ]?off|first|isolated)|"
        r"more than once|twice|several",
        once=rf"one[- ]?off|first|isolated|once|never|no pattern|"
        rf"(?:{_IS_NOT}|no|none|nothing)\b(?: \w+){{0,4}} (?:before|previous\w*|again|recurr\w*)",
    )  # fmt: skip
    similar = c.similar_last_12_months
    views, views_unsaid = c.views_of_those_affected, ask("views_of_those_affected")
    return {
        **{f"potential_{name}": each for name, each in potential.items()},
        **{f"understood_{name}": each for name, each in understood.items()},
        "staff_can_meet": opposite(staff["none"]),
        "staff_gone": staff["none"],
        "pattern": seen["many"] if similar is None or similar < many else YES,
        "seen_before": seen["before"] if similar is None else fact(similar > 0),
        "many_similar": fact(similar >= many) if similar is not None else _many_unsaid(c),
        "several_organisations": fact(bool(c.other_organisations)),
        "equality_concern": _equality(c.equality_concern),
        "already_recorded": fact(c.already_recorded.concern is True),
        "no_psii_left": fact(_used_up(c.capacity_used)),
        "questions_asked": fact(_want_to_know(views)) if views.told else views_unsaid,
        "views_known": YES if views.told else views_unsaid,
        "fresh": _fresh(c, swarm_hours, called_hours),
        "recent": _recent(c, aar_days),
    }


def _many_unsaid(c: Circumstances) -> Fact:
    seen = c.pattern
    many = seen.tells("pattern|cluster|trend")
    return ask("similar_last_12_months") if many else NO if seen.told else ask("pattern")


def _one_of(said: Said, key: str, *, by_strength: bool = False, **patterns: str) -> dict[str, Fact]:
    """Which of some words the answer tells: the first in its text, or in the order of the patterns where they go by
    strength; and then none of the others. What it only denies ("not high") it is not; the others are asked."""
    ways = {name.rstrip("_"): rf"\b(?:{pattern})" for name, pattern in patterns.items()}
    places = {name: tells(said.words, pattern) for name, pattern in ways.items()}
    told = [name for name, place in places.items() if place is not None]
    if not said.words or said.has(r"^(?:not known|unknown|not sure|unsure)"):
        told = []
    elif told:
        chosen = told[0] if by_strength else min(told, key=lambda name: places[name] or 0)
        return {name: fact(name == chosen) for name in ways}
    unclear = ask(key, unclear=said.unclear)
    return {name: NO if said.told and said.has(pattern) else unclear for name, pattern in ways.items()}


def _equality(said: Said) -> Fact:
    return YES if said.has(_WITHOUT) else _concern(said, "equality_concern")


def _want_to_know(views: Said) -> bool:
    """Whether those affected want something answered, rather than being content with what they were told."""
    if not views.applies:
        return False
    if re.search(_WANT, re.sub(_NOT_WANTED, "", views.words)):
        return True
    if views.has(_CONTENT):
        return not views.tells(_CONTENT)  # "not happy with it"
    return views.yes is not False


def _used_up(said: Said) -> bool:
    """Whether the year's planned PSIIs are all used: said so, or "5 of 5"."""
    if found := re.search(r"(\d+) ?(?:of|/|out of) ?(?:the |our |all )?(\d+)", in_figures(said)):
        used, planned = int(found[1]), int(found[2])
        left = said.has(r"left|available|remain|free|unused|spare")
        return used == 0 if left else used >= planned
    if said.has(_STILL_THERE):
        return False
    return said.has(rf"\b(?:{_NONE_LEFT})") or said.tells(r"\b(?:all|full(?:y)?|exhausted|used up|at capacity)\b")


def _fresh(c: Circumstances, hours: int, called_hours: int) -> Fact:
    """Whether a swarm can still be held: within its hours of being called, or else of what happened."""
    if c.decided_at is None or (c.happened_at is None and c.swarm_declared_at is None):
        return ask("happened_at") if c.happened_at is None else ask("deciding_at")
    since = c.swarm_declared_at or c.happened_at
    assert since is not None
    called_late = c.happened_at is not None and since - c.happened_at > timedelta(hours=called_hours)
    return all_of(fact(c.decided_at - since <= timedelta(hours=hours)), fact(not called_late))


def _recent(c: Circumstances, days: int) -> Fact:
    if c.decided_at is None or c.happened_at is None:
        return YES  # of no known age it is taken as recent: whether the team can meet is asked apart
    return fact(c.decided_at - c.happened_at <= timedelta(days=days))
