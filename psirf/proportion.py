"""Which learning response is proportionate. This is advice: a named person decides, with a reason."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from psirf.choosing import Choice
from psirf.circumstances.answers import Circumstances
from psirf.circumstances.others import learning_facts
from psirf.conditions import NO, YES, Fact, Facts, ask, fact
from psirf.duties import DutyRow
from psirf.national import Met, Required
from psirf.plan import Improvement, Plan, Priority
from psirf.vocabulary import ResponseType

_NOT_WORKING = (
    r"not (?:\w+ )?(?:work|improv|effect|help|reduc|chang|start|adequate|deliver)|n't (?:work|improv|help|reduc)"
)
_NOT_WORKING += (
    r"|no (?:\w+ ){0,2}(?:change|improvement|effect|reduction|difference|progress|impact)|inadequate|stall|"
)
_NOT_WORKING += (
    r"worse|rising|risen|plateau|increas|unchanged|flat|ineffective|paused|lapsed|ended|stopped|closed|planned"
)
_WORKING = (
    r"\bwork(?:s|ing)\b(?! group)|reduc|improving|improved|\bdown\b|effective|\badequate|on track|lower|falling|fewer"
)
_WORKING += r"|helping|helps|decreas|success|sustained"


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What is advised, why, and what else was weighed; the codes of what is required nationally."""

    response: ResponseType
    because: str
    considered: Mapping[ResponseType, str]  # each of the others, and why it is not advised here
    plan_version: str
    national: tuple[Required, ...] = ()
    outward: tuple[DutyRow, ...] = ()
    least_response: ResponseType | None = None
    beside: tuple[ResponseType, ...] = ()
    priority: Priority | None = None
    improvement: Improvement | None = None
    ask_next: tuple[str, ...] = ()
    covered_poorly: bool = False  # improvement work covers it, and is shown not to help
    may_be: tuple[str, ...] = ()  # national requirements that what is known hints at, and that answers would settle


def recommend(c: Circumstances, plan: Plan) -> Recommendation:
    """What is required nationally locks the least; beyond that the plan chooses. Harm is not among what it is given.

    The same circumstances and plan give the same advice.
    """
    facts = plan.national.facts(c)
    met = plan.national.met(c, facts)
    priority, improvement, of_plan = _of_plan(c, plan, met, facts)
    facts = {**facts, **of_plan}
    words = _words(c, plan, priority, improvement)
    chosen, asks = _chosen(plan, facts, priority)
    own = chosen.response or (priority.response if priority else ResponseType.AAR)
    least = met.least
    response = least.response if least else own
    beside = _beside(plan, facts, met, response, own, priority)
    if least and least.response is ResponseType.PSII:
        asks = ()
    elif facts["reached"].holds and facts["views_known"].holds is None and not facts["not_an_event"].holds:
        asks = (*asks, *facts["views_known"].ask)
    return Recommendation(
        response=response,
        because=_because(met) if least else chosen.because.format(**words),
        considered=_considered(plan, facts, (response, *beside), words),
        plan_version=plan.version,
        national=met.required,
        outward=met.outward,
        least_response=least.response if least else None,
        beside=beside,
        priority=priority,
        improvement=improvement,
        ask_next=tuple(dict.fromkeys((*met.ask, *asks))),
        covered_poorly=facts["covered_poorly"].holds is True,
        may_be=met.may_be,
    )


def _of_plan(
    c: Circumstances, plan: Plan, met: Met, facts: Facts
) -> tuple[Priority | None, Improvement | None, Facts]:
    """What the plan makes of it: its priority, the improvement work that covers it, and the facts of both."""
    theme, day = c.theme.words if c.theme.applies else "", c.decision_day
    is_event = facts["not_an_event"].holds is not True
    priority = plan.priority_of(theme, day) if theme and is_event else None
    improvement, covered = _covering(c, plan, theme) if is_event else (None, NO)
    works = _works(c, improvement) if covered.holds else NO
    learning = learning_facts(
        c, many=plan.many_similar, swarm_hours=plan.swarm_within_hours,
        called_hours=plan.swarm_called_within_hours, aar_days=plan.aar_within_days,
    )  # fmt: skip
    keeps_none = priority is not None and priority.psii_a_year == 0  # whatever is said of those that were used
    return priority, improvement, {
        **learning,
        "no_psii_left": YES if keeps_none else learning["no_psii_left"],
        "priority": fact(priority is not None) if theme else ask("theme"),
        "covered": covered,
        "covered_well": works,
        "covered_poorly": fact(bool(covered.holds) and works.holds is False),
        "required": fact(bool(met.required)),
        "referred": fact(any(each.response is ResponseType.REFERRAL for each in met.required)),
        "mnsi": fact(any(each.no_psii_beside for each in met.required)),
    }  # fmt: skip


def _covering(c: Circumstances, plan: Plan, theme: str) -> tuple[Improvement | None, Fact]:
    """The improvement work that covers an event: the plan's for its theme, unless the lead says that none does."""
    said, day = c.improvement_work, c.decision_day
    if said.told and said.yes is False:
        return None, NO
    of_theme = plan.improvement_of(theme, day) if theme else None
    named = plan.improvement_of(said.words, day) if said.told else None
    if of_theme:
        return of_theme, YES
    if named:
        return (None, NO) if theme else (named, YES)
    if not said.told:
        return None, ask("improvement_work", unclear=said.unclear)
    return None, fact(re.search(f"{_WORKING}|{_NOT_WORKING}", said.words) is not None)  # work that the plan has not


def _works(c: Circumstances, improvement: Improvement | None) -> Fact:
    """Whether what covers it is shown to help: what the lead says of it, or else the plan's data."""
    said = c.improvement_work
    if said.told and re.search(_NOT_WORKING, said.words):
        return NO
    if said.told and re.search(_WORKING, said.words):
        return YES
    working = improvement.working if improvement else "unknown"
    return ask("improvement_work") if working == "unknown" else fact(working == "adequate")


def _chosen(plan: Plan, facts: Facts, priority: Priority | None) -> tuple[Choice, tuple[str, ...]]:
    """The plan's own choice, and the answers that could make it another."""
    open_: list[tuple[ResponseType | None, Fact]] = []
    for row in plan.choosing.choices:
        found = row.condition.among(facts)
        response = row.response or (priority.response if priority else None)
        if found.holds:
            chosen = (row, response, found)
            break
        if found.holds is None:
            open_.append((response, found))
    row, response, found = chosen
    others = [key for other, each in open_ if other is not response for key in each.ask]
    return row, (*others, *found.ask)


def _beside(
    plan: Plan, facts: Facts, met: Met, response: ResponseType, own: ResponseType, priority: Priority | None
) -> tuple[ResponseType, ...]:
    """What is worth doing with it: a referral ends no learning, and a PSII no referral."""
    found: list[ResponseType] = []
    if met.required:
        instead = any(each.no_psii_beside for each in met.required)
        found += [each.response for each in met.required if not (instead and each.response is ResponseType.PSII)]
        if response is ResponseType.REFERRAL and own is not ResponseType.LOCAL:
            found.append(ResponseType.MDT if instead and own is ResponseType.PSII else own)
    for row in plan.choosing.besides:
        if response in row.beside and row.condition.among(facts).holds:
            found += [row.response] if row.response else [priority.response] if priority else []
    return tuple(each for each in dict.fromkeys(found) if each is not response)


def _because(met: Met) -> str:
    """Sentences that name the requirement that locks the least response, and the others, in plain words."""
    least = met.least
    assert least is not None
    what = "the trust leads a PSII" if least.response is ResponseType.PSII else f"it is referred to {least.to}"
    others = [met.names[each.code] for each in met.required if each.code != least.code]
    also = f" Also met: {'; '.join(f'{name[0].lower()}{name[1:]}' for name in others)}." if others else ""
    return f"{met.names[least.code]}: a national requirement says that {what}.{also}"


def _considered(
    plan: Plan, facts: Facts, advised: tuple[ResponseType, ...], words: Mapping[str, str]
) -> Mapping[ResponseType, str]:
    """Each but the first that is advised, and why it is not in these circumstances, or only beside that."""

    chosen, *beside = advised

    def why(other: ResponseType) -> str:
        if other in beside and other is not ResponseType.IMPROVE:  # whose rows say what it does not cover
            return plan.choosing.only_beside
        rows = [row for row in plan.choosing.why_not if row.response is other]
        return next(row.say for row in rows if row.condition.among(facts).holds)

    return {other: why(other).format(**words) for other in ResponseType if other is not chosen}


def _named(priority: Priority | None, theme: str) -> str:
    """A priority's name, with the word that it was known by where that is not its theme."""
    if priority is None or theme == priority.theme.casefold():
        return priority.name if priority else ""
    return f"{priority.name}, by “{theme}”"


def _words(
    c: Circumstances, plan: Plan, priority: Priority | None, improvement: Improvement | None
) -> Mapping[str, str]:
    """What the plan's sentences are filled in with."""
    similar = c.similar_last_12_months
    return {
        "priority": _named(priority, c.theme.words),
        "programme": improvement.name if improvement else c.improvement_work.words,
        "similar": f"{similar:g}" if similar is not None else "several",
        "hours": str(plan.swarm_within_hours),
        "days": str(plan.aar_within_days),
    }
