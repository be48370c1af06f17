"""What Lantern makes of a candour case, for those who check it: JSON lines in, JSON lines out, no database."""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, TypeVar

from bot.json_lines import Row, an_object, json_lines, known_alone
from psirf.candour.opening import KnownOfHarm, opens_by
from psirf.candour.record import answer_of
from psirf.candour.rules import CandourRules, DueOn
from psirf.candour.terms import Answer, AskedBy, Clock, Limb, LimbAnswer, MoreTreatment, OpenedBy
from psirf.circumstances.words import read_moment
from psirf.harm import read_grade
from psirf.vocabulary import PhysicalHarm, PsychologicalHarm, Term

KEYS = ("id", "lfpse", "reported_at", "facts", "limbs", "findings_approved_at")
GRADES = ("physical", "psychological")
FACTS = ("harm_could_still_emerge", "increase_in_treatment", "distress_expected_days", "died", "asked_for_by")
YES = frozenset({"yes", "y", "true", "1"})
# Other words for the person affected, as people say who asked. Whoever it was, their word opens an assessment.
AFFECTED = frozenset({"person", "patient", "family", "relative", "next of kin", "carer", "parent"})
NO = frozenset({"no", "n", "false", "0", "none", "", "not known", "unknown", "not applicable", "n/a"})
PERHAPS = frozenset({"perhaps", "possibly", "maybe", "may", "might", "uncertain", "not certain", "likely", "unsure"})
T = TypeVar("T", bound=Term)


def candour_lines(lines: Iterable[str], rules: CandourRules) -> Iterator[str]:
    """One answer for each line that holds anything: see `json_lines`."""
    return json_lines(lines, KEYS, partial(_answer, rules))


def _answer(rules: CandourRules, given: Row) -> dict[str, Any]:
    known = _known(given)
    opened = opens_by(known, rules.prolonged_days)
    limbs = read_limbs(given.get("limbs"))
    answer = answer_of(limbs)
    reported, approved = (read_moment(key, given.get(key)) for key in ("reported_at", "findings_approved_at"))
    if reported and approved and approved < reported:
        raise ValueError("findings_approved_at is before reported_at")
    is_owed = answer is not None and answer.is_owed
    since = {Clock.TOLD: reported, Clock.WRITTEN: reported, Clock.FINDINGS: approved}
    due = {clock: rules.due(clock, at) if is_owed and at is not None else None for clock, at in since.items()}
    return {
        "assessment_opens": bool(opened),
        "answer": answer.value if answer else None,
        **{f"due_{clock}_on": day.day.isoformat() if day else None for clock, day in due.items()},
        "because": _because(known, opened, limbs, answer, due, rules),
    }


# ---- what is read ----


def _known(given: Row) -> KnownOfHarm:
    grades, facts = an_object(given, "lfpse"), _facts(given)
    known_alone("lfpse", grades, GRADES)
    known_alone("facts", facts, FACTS)
    return KnownOfHarm(
        read_grade("lfpse physical", grades.get("physical"), PhysicalHarm),
        read_grade("lfpse psychological", grades.get("psychological"), PsychologicalHarm),
        _holds("harm_could_still_emerge", facts, perhaps=True),
        _terms("increase_in_treatment", facts, MoreTreatment),
        _days(facts.get("distress_expected_days")),
        _holds("died", facts),
        _terms("asked_for_by", facts, AskedBy),
    )


def _facts(given: Row) -> Row:
    """Facts are an object; where only their names are listed, each holds."""
    facts = given.get("facts")
    if isinstance(facts, list) and all(isinstance(each, str) for each in facts):
        return dict.fromkeys(facts, True)
    return an_object(given, "facts")


def _plain(said: str) -> str:
    return " ".join(said.replace("_", " ").replace("-", " ").casefold().split())


def _holds(key: str, facts: Row, *, perhaps: bool = False) -> bool:
    """Whether a fact holds. `perhaps`: what is not certain counts as holding."""
    said = facts.get(key)
    if said is None or isinstance(said, bool):
        return bool(said)
    words = _plain(said) if isinstance(said, str) else ""
    first = words.split(",")[0]
    if first in YES or (perhaps and first in PERHAPS):
        return True
    if isinstance(said, str) and (first in NO or first in PERHAPS):
        return False
    raise ValueError(f"{key} is yes or no, not {said!r}")


def _terms(key: str, facts: Row, terms: type[T]) -> tuple[T, ...]:
    """One or several of some terms; yes without saying which is the first of them."""
    said = facts.get(key)
    if said is None or said is False:
        return ()
    if said is True:
        return tuple(terms)[:1]
    listed = said.split(",") if isinstance(said, str) else said
    if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
        raise ValueError(f"{key} is one of {', '.join(terms)}, or a list of them")
    found: list[T] = []
    for each in map(_plain, listed):
        if each in YES:
            found.append(next(iter(terms)))
        elif each not in NO:
            each = each.removeprefix("the ").removeprefix("a ")
            named = [term for term in terms if term.value == each]
            named += [term for term in terms if term is AskedBy.PERSON and each in AFFECTED]
            if not named:
                raise ValueError(f"{key} is one of {', '.join(terms)}, not “{each}”")
            found += named
    return tuple(dict.fromkeys(found))


def _days(said: object) -> float:
    if said is None:
        return 0
    try:
        days = float(said) if isinstance(said, int | float | str) and not isinstance(said, bool) else -1
    except ValueError:
        days = -1
    if not 0 <= days < float("inf"):
        raise ValueError("distress_expected_days is a number of days")
    return days


def read_limbs(said: object) -> dict[Limb, LimbAnswer]:
    """The answers to the three limbs that were given. Raises ValueError naming what is not known."""
    if said is None:
        return {}
    if not isinstance(said, dict):
        raise ValueError("limbs is an object of keys and answers")
    known_alone("limbs", said, tuple(Limb))
    return {Limb(key): _limb_answer(key, each) for key, each in said.items() if each is not None}


def _limb_answer(key: str, said: object) -> LimbAnswer:
    if isinstance(said, dict):  # the answer, with its reason
        said = said.get("answer")
    words = {True: "yes", False: "no"}.get(said, "") if isinstance(said, bool) else said
    words = _plain(re.split("[,:;]", words)[0]) if isinstance(words, str) else ""
    if words in YES:
        return LimbAnswer.YES
    if words in {"no", "n", "false"}:
        return LimbAnswer.NO
    if words in PERHAPS | {"not known", "unknown", "not sure", "don't know"}:
        return LimbAnswer.UNCERTAIN
    raise ValueError(f"limbs {key} is yes, no or uncertain, not {said!r}")


# ---- what is said of it ----


def _because(
    known: KnownOfHarm, opened: tuple[OpenedBy, ...], limbs: dict[Limb, LimbAnswer], answer: Answer | None,
    due: dict[Clock, DueOn | None], rules: CandourRules,
) -> str:  # fmt: skip
    said = [
        f"An assessment opens, for {_listed(known, opened, rules)}." if opened else "Nothing opens an assessment."
    ]
    if answer is None:
        missing = ", ".join(limb.value for limb in Limb if limb not in limbs)
        said.append(f"Not assessed yet: {missing} to be answered." if limbs else "Not assessed yet.")
    elif answer is Answer.NOT_NOTIFIABLE:
        no = ", ".join(limb.value for limb, each in limbs.items() if each is LimbAnswer.NO)
        said.append(f"{answer.label}: no to {no} (Regulation 20(8)). A second person looks at this.")
    else:
        said.append(f"{answer.label} (Regulation 20(8)).")
    for clock, day in due.items():
        if day is not None:
            said.append(f"{clock.label} by {day.day}: {day.why}.")
    return " ".join(said)


def _listed(known: KnownOfHarm, opened: tuple[OpenedBy, ...], rules: CandourRules) -> str:
    asked = " and ".join(each.label for each in known.asked_by)
    given = {OpenedBy.DISTRESS: rules.prolonged_days, OpenedBy.ASKED_FOR: asked}
    return ", ".join(each.label.format(given.get(each, "")) for each in opened)
