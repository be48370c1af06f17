"""What Lantern advises in some circumstances, for those who check it: JSON lines in, JSON lines out, no database."""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, TypeVar

from bot.json_lines import Row, json_lines, known_alone
from psirf.candour_opening import opens_candour_assessment
from psirf.circumstances import read_circumstances
from psirf.plan import Plan
from psirf.proportion import Recommendation, recommend
from psirf.vocabulary import PhysicalHarm, PsychologicalHarm, ResponseType, Term

KEYS = ("id", "harm", "circumstances")
HARM_KEYS = ("physical", "psychological")
T = TypeVar("T", bound=Term)


def advice_lines(lines: Iterable[str], plan: Plan) -> Iterator[str]:
    """One answer for each line that holds anything: see `json_lines`."""
    return json_lines(lines, KEYS, partial(_answer, plan))


def _answer(plan: Plan, given: Row) -> dict[str, Any]:
    harm, told = _object(given, "harm"), _object(given, "circumstances")
    known_alone("harm", harm, HARM_KEYS)
    physical = _grade("physical", harm.get("physical"), PhysicalHarm)
    psychological = _grade("psychological", harm.get("psychological"), PsychologicalHarm)
    circumstances = read_circumstances(told)
    facts = plan.national.facts(circumstances)
    candour = opens_candour_assessment(physical, psychological, circumstances, facts)
    return shown(recommend(circumstances, plan), candour)


def _object(given: Row, key: str) -> Row:
    """What stands under a key. Raises ValueError where it is no object; absent, nothing was said."""
    found = given.get(key)
    if found is not None and not isinstance(found, dict):
        raise ValueError(f"{key} is an object of keys and answers")
    return found or {}


def _grade(key: str, given: Any, terms: type[T]) -> T:
    """A grade of harm in LFPSE's words; what was not graded, or does not apply, is not graded."""
    if given is None:
        return terms("not_graded")
    if not isinstance(given, str):
        raise ValueError(f"harm {key} is text")
    said = given.casefold().replace("_", " ")
    if re.match(r"\s*(not|unknown|don't|n/a|$)", said):
        return terms("not_graded")
    said = re.sub(r"\b(no|nil)\b", "none", said)
    said = re.sub(r"\b(death|died|dead)\b", "fatal", said)
    for term in terms:
        if re.search(rf"\b{term.value}\b", said):
            return term
    raise ValueError(f"harm {key} is one of {', '.join(terms)}, not “{given}”")


def shown(advice: Recommendation, candour: bool) -> dict[str, Any]:
    """What is advised, by the keys of the command."""
    return {
        "national": [each.code for each in advice.national],
        "outward": [each.code for each in advice.outward],
        "candour_assessment": candour,
        "least_response": _code(advice.least_response),
        "advice": _code(advice.response),
        "beside": [_code(each) for each in advice.beside],
        "because": _with_codes(advice),
        "considered": {_code(other): why for other, why in advice.considered.items()},
        "priority": advice.priority.id if advice.priority else None,
        "improvement": advice.improvement.id if advice.improvement else None,
        "ask_next": list(advice.ask_next),
    }


def _with_codes(advice: Recommendation) -> str:
    """Why it is advised, with the codes of the national requirements, which leads are not shown."""
    codes = ", ".join(each.code for each in advice.national)
    return f"{advice.because.removesuffix('.')} ({codes})." if codes else advice.because


def _code(response: ResponseType | None) -> str | None:
    return response.value.upper() if response else None
