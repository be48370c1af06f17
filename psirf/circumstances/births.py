"""What the answers say of a birth: the baby, the labour, and a mother who died."""

import re

from psirf.circumstances.age_at_death import age_at_death
from psirf.circumstances.answers import Circumstances
from psirf.circumstances.denials import tells_of
from psirf.circumstances.own_hand import only_attempted, without_attempts
from psirf.circumstances.words import Said, days_of_pregnancy, in_figures
from psirf.conditions import NO, YES, Fact, Facts, all_of, ask, fact, opposite
from psirf.dated import days_between

TERM = 37 * 7  # days of pregnancy from which a baby is born at term
VIABLE, LIVE_BORN_COUNTED = 22 * 7, 20 * 7  # MBRRACE-UK: late losses from 22+0, live-born babies from 20+0
_STILLBORN = r"still ?-?b(?:irth|orn)|\biufd\b|\biud\b|intra-?uterine (?:fetal )?death|born dead|born with no signs"
_STILLBORN += r"|fetal loss|miscarr|died (?:before|during) (?:birth|labour|delivery)|died in ute?ro|died in the womb"
_LIVED = r"neonatal death|liveborn|live[- ]born|born alive|\blived\b|infant death"
_DEAD = (
    rf"{_STILLBORN}|neonatal death|infant death|\bdie[ds]\b|\bdeath\b|\bdead\b|not be resuscitated|no signs of life"
)
_DID_NOT_DIE = r"(?:did not|didn't|has not|not) die|no death|surviv|(?<!born )\balive\b|\bwell\b|\bhealthy\b"
_BEFORE_LABOUR = r"ante-?partum|ante-?natal|before (?:the )?(?:labour|onset)|macerat|prior to labour"
_LABOUR_SIGNS = r"latent|contract|induc|spontaneous|(?:waters|membranes?)|\bp?p?rom\b|\bsrom\b|\barm\b|"
_LABOUR_SIGNS += r"phoned|called|rang\b|telephoned|in labour|early labour|established|augment|after labour"
_NO_SIGNS = (
    r"before (?:any |the )?(?:labour|contractions|onset|waters|membranes|rupture)|intact|not (?:in|started|rupt|"
    r"contract|broken|yet)|(?:induc\w*|section) (?:was )?(?:planned|booked|scheduled|due)|ruled out|"
    r"no (?:labour|contractions|rupture|signs|waters|phone)|without (?:labour|contract|rupt)"
)
_WATERS_GONE = r"(?:waters?|membranes)(?: had| have| has| were| was)?(?: already| spontaneously)? "
_WATERS_GONE += (
    r"(?:gone|broke|broken|went|ruptured|leaking)|rupture(?:d| of) (?:the )?membranes|\bp?p?rom\b|\bsrom\b"
)
# The latent phase counts as labour, so what is denied of established labour says nothing of labour.
_NOT_ESTABLISHED = r"(?:\b(?:not|never|no|before|without|prior to)|n't)(?: (?:yet|been|really|fully|in|an?))* "
_NOT_ESTABLISHED += r"(?:established|active)(?: (?:in )?labour)?\b"
_EARLY = r"latent|early labour|early stages? of labour"
# Cooling as a treatment: a baby that is only cold is warmed. And grade 3 of encephalopathy, not of a tear or a bleed.
_COOLED = r"(?:\bcool(?:ed|ing)\b|(?:therapeutic(?:ally)?|(?:total|whole)[ -]body|active|induced) hypotherm)"
_THREE = r"(?:3|iii|three)\b"
_GRADE_3 = rf"grade {_THREE} (?:(?:severe|neonatal|hypoxic) )*(?:hie|hypoxic|(?:neonatal )?enceph)|\b{_THREE} hie|"
_GRADE_3 += rf"\b(?:hie|encephalopathy)[ ,:(-]*(?:sarnat )?(?:grade |stage )?{_THREE}"
_GRADE_3 += r"(?! (?:ivh|intra-?vent|haem|hem|tear|bleed|peri))|"
_GRADE_3 += rf"sarnat (?:grade |stage )?{_THREE}|severe (?:hie|hypoxic|encephalopathy|neonatal enceph)"
_GRADE_3_OF_WHAT = rf"(?<!tear )(?<!ivh )(?<!haemorrhage )(?<!bleed )grade {_THREE}(?=[.,;)]|$)"
_TONE = r"(?:decreased|reduced|low|poor|absent|no|loss of) (?:central |muscle )?tone|hypotoni|floppy|"
_TONE += r"tone (?:was )?(?:de|re)"
_COMA = r"comatose|\bcoma\b"
_SEIZED = r"seiz|convuls|\bfit(?:s|ting)\b"
_NONE_OF = r"(?:\b(?:no|not|without|never|nor|passive(?:ly)?|considered|criteria|avoided|ruled out|before)|n't) "
_NONE_OF += r"(?:(?!and\b|but\b|then\b)[\w-]+ ){0,4}?"
_ONLY_THOUGHT_OF = (
    r"(?:assess(?:ed|ment)|discuss(?:ed|ion)|review(?:ed)?|screened|eligib\w+) (?:\w+ )?(?:for|about|of) "
)
_NOT_AFTER = (
    r"(?: (?:was |were )?(?:discussed|considered|thought)[\w ]{0,40}?|[\w ]{0,30}?)[,;:(–-]? ?"
    r"(?:\b(?:but|was|and|then|so|it|felt|thought) )*\b(?:(?:not|never) (?:\w+ )?"
    r"(?:needed|required|started|indicated|given|met|begun|done|offered|necessary|used|found|confirmed|present|"
    r"recommended|advised|pursued|carried out|undertaken|initiated)|no(?:ne|t)?(?=$|[.,;)])|"
    r"ruled out|excluded|unnecessary|declined|refused|avoided|withheld|decided against|contra-?indicated|stood down)|"
    r"[\w ]{0,30}?n't (?:\w+ )?(?:needed|required|started|indicated|given|met|begun|done|offered|necessary|used)"
)
# A stroke is a cerebrovascular accident, and a crash section is none.
_NOT_OF_IT = r"suicid|homicid|murder|\bkill|(?<!vascular )acciden|collision|coinciden|own life|unrelated|self-harm|"
_NOT_OF_IT += r"crash(?! (?:call|section|caesarean|c-section|team|trolley|delivery))"
_STILL_PREGNANT = r"still pregnant|undelivered|not (?:yet )?(?:delivered|born)|in ute?ro|before delivery"


def birth_facts(c: Circumstances) -> Facts:
    """The facts about a birth. Where nothing is said of one, there was none."""
    about = _about_a_birth(c)
    died = _baby_died(c, about)
    stillborn = all_of(died, _stillborn(c))
    live = all_of(died, opposite(_stillborn(c)))
    mother = _mother_died(c)
    return {
        "birth": fact(about),
        "baby_died": died,
        "stillborn": stillborn,
        "live_born_baby_died": live,
        "term": _from(c, TERM) if about else NO,
        "labour": _labour(c) if about else NO,
        "intrapartum_stillbirth": all_of(stillborn, _alive_at_start(c)),
        "early_neonatal_death": all_of(live, _within(c, 6)),
        "severe_brain_injury": _severe_brain_injury(c) if about else NO,
        "congenital_cause": _plain(c.congenital_cause, "congenital_cause"),
        "counted_perinatal_death": all_of(died, _counted(c)),
        "mother_died": mother,
        "within_42_days": _days_since(c, 42) if mother.holds else NO,
        "over_a_year": opposite(_days_since(c, 365)) if mother.holds else NO,
        "of_pregnancy": _of_pregnancy(c.cause_of_mothers_death) if mother.holds else NO,
    }


def _plain(said: Said, key: str) -> Fact:
    return ask(key, unclear=said.unclear) if said.yes is None else fact(said.yes)


def _about_a_birth(c: Circumstances) -> bool:
    given = (c.gestation, c.labour, c.baby_outcome, c.baby_alive_at_start_of_labour, c.live_born)
    return any(said.applies for said in given)


def _baby_died(c: Circumstances, about: bool) -> Fact:
    outcome = c.baby_outcome
    if outcome.applies and outcome.has(_DEAD) and not outcome.has(_DID_NOT_DIE):
        return YES
    if outcome.applies and outcome.has(_DID_NOT_DIE):
        return NO
    if not about:
        return NO
    if c.live_born.yes is False:
        return YES
    if c.mother_died.yes or c.died.yes is False:
        return NO
    if c.died.yes:  # where a birth is told of, and an age that is not a baby's, it is the mother's
        return YES if c.age_years is None or c.age_years < 1 or outcome.applies else NO
    return ask("baby_outcome") if not outcome.told else NO


def _stillborn(c: Circumstances) -> Fact:
    if c.live_born.yes is not None:
        return fact(not c.live_born.yes)
    if c.baby_outcome.has(_LIVED):
        return NO
    if c.baby_outcome.tells(_STILLBORN):  # of two babies, or told two ways, it is asked
        return YES if _age_told(c) is None else ask("live_born", unclear=True)
    return ask("live_born") if _age_at_death(c) is None else NO


def _alive_at_start(c: Circumstances) -> Fact:
    if c.baby_alive_at_start_of_labour.yes is not None:
        return fact(c.baby_alive_at_start_of_labour.yes)
    if c.baby_outcome.has(r"intra-?partum"):
        return YES
    if c.baby_outcome.has(_BEFORE_LABOUR):
        return NO
    return ask("baby_alive_at_start_of_labour")


def _age_at_death(c: Circumstances) -> int | None:
    """How many days old a baby was that died, as far as the words or the days tell."""
    if (told := _age_told(c)) is not None:
        return told
    if c.age_years is not None and 0 < c.age_years < 1:
        return int(c.age_years * 365)
    if (
        c.died_on
        and c.happened_at
        and c.event_day
        and c.died_on >= c.event_day
        and not c.baby_outcome.has(_STILLBORN)
    ):
        return days_between(c.event_day, c.died_on)
    return None


def _age_told(c: Circumstances) -> int | None:
    """As the words tell it; what only says that a baby was stillborn tells no age."""
    return age_at_death(re.sub(_STILLBORN, " ", in_figures(c.baby_outcome)))


def _within(c: Circumstances, days: int) -> Fact:
    age = _age_at_death(c)
    if age is not None:
        return fact(age <= days)
    if c.baby_outcome.has(r"early neonatal|first week"):
        return YES
    if c.baby_outcome.has(r"late neonatal|post-?neonatal"):
        return fact(days >= 7 and not c.baby_outcome.has("post-?neonatal"))
    return ask("died_on")


def _from(c: Circumstances, days: int) -> Fact:
    lasted = days_of_pregnancy(c.gestation)
    if lasted is not None:
        return fact(lasted >= days)
    if c.gestation.has(r"pre-?term|premature"):
        return NO
    return ask("gestation", unclear=c.gestation.unclear)


def _labour(c: Circumstances) -> Fact:
    """Labour as MNSI counts it: waters gone with a baby thought alive, and a call about labour, count too."""
    if c.labour.told and _holds(c.labour, _WATERS_GONE):
        return YES
    words = re.sub(_NOT_ESTABLISHED, "", c.labour.words)
    if c.labour.yes:
        _, but, last = words.rpartition(" but ")
        return ask("labour", unclear=True) if but and re.search(rf"{_NO_SIGNS}|elective|planned", last) else YES
    said = Said(words.split(" but ")[-1].strip(" ,;:."))
    if said.told and said.has(_LABOUR_SIGNS) and not said.has(_NO_SIGNS):
        return YES
    if (words != c.labour.words and not said.has(_NO_SIGNS)) or _holds(said, _EARLY):
        return ask("labour", unclear=True)
    if said.told and said.yes is None:
        return NO if said.has(_NO_SIGNS) or said.has(r"elective|planned") else ask("labour", unclear=True)
    return _plain(said, "labour")


def _severe_brain_injury(c: Circumstances) -> Fact:
    outcome = c.baby_outcome
    if not outcome.told:
        return ask("baby_outcome", unclear=outcome.unclear) if c.died.yes is not True else NO
    three = all(_holds(outcome, sign) for sign in (_COMA, _SEIZED)) and outcome.has(_TONE)
    injured = _holds(outcome, _COOLED) or _holds(outcome, _GRADE_3) or three
    of_what = not injured and _holds(outcome, _GRADE_3_OF_WHAT) and not outcome.has(_GRADE_3)
    return ask("baby_outcome", unclear=True) if of_what else fact(injured)


def _holds(said: Said, sign: str) -> bool:
    """Whether a sign is told of, besides where it is told that it was not there."""
    told = re.sub(f"(?:{_NONE_OF}|{_ONLY_THOUGHT_OF})(?:{sign})", "", said.words)
    return re.search(sign, re.sub(f"(?:{sign}){_NOT_AFTER}", "", told)) is not None


def _counted(c: Circumstances) -> Fact:
    """Whether MBRRACE-UK counts a baby's death; where the weeks are not said, a stillbirth or a birth is counted."""
    stillborn = _stillborn(c).holds
    old_enough = _from(c, LIVE_BORN_COUNTED if stillborn is False else VIABLE)
    if old_enough.holds is None:
        old_enough = NO if c.baby_outcome.has("miscarr") else YES
    in_time = YES if stillborn or _within(c, 27).holds is None else _within(c, 27)
    return all_of(old_enough, in_time)


def _mother_died(c: Circumstances) -> Fact:
    cause = c.cause_of_mothers_death
    lives = cause.has(r"\b(?:surviv\w+|recover\w*|alive|well|living)\b|not die|n't die|not dead")
    if c.mother_died.yes is None and cause.applies and cause.concern and not lives:
        return YES
    return ask("mother_died", unclear=True) if c.mother_died.unclear else fact(c.mother_died.yes is True)


def _days_since(c: Circumstances, days: int) -> Fact:
    if c.days_since_pregnancy_ended is None:
        return YES if _still_pregnant(c) else ask("days_since_pregnancy_ended")
    return fact(c.days_since_pregnancy_ended <= days)


def _still_pregnant(c: Circumstances) -> bool:
    """Whether a mother died before her pregnancy ended: said so, or not in labour and nothing is told of a birth."""
    if c.baby_outcome.has(_STILL_PREGNANT) or c.where.has(r"still pregnant|undelivered"):
        return True
    born = c.baby_outcome.applies or c.live_born.applies
    return c.gestation.applies and c.labour.yes is False and not born


def _of_pregnancy(cause: Said) -> Fact:
    """Whether a mother died of her pregnancy or of what it made worse: not by suicide, homicide or accident."""
    if not cause.told or cause.has(r"unascertain|await|pending|not known|unknown"):
        return ask("cause_of_mothers_death", unclear=cause.unclear)
    if cause.yes is not False and tells_of(without_attempts(cause.words), _NOT_OF_IT):
        return NO
    if only_attempted(cause) or (cause.yes is False and cause.has(_NOT_OF_IT)):  # "not suicide" tells no cause
        return ask("cause_of_mothers_death", unclear=True)
    return fact(cause.yes is not False)
