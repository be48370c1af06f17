"""What Lantern advises in some circumstances, for those who check it: JSON lines in, JSON lines out, no database."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from bot.json_lines import Row, an_object, json_lines, known_alone
from psirf.candour.opening import opens_candour_assessment
from psirf.circumstances import read_circumstances
from psirf.harm import read_grade
from psirf.plan import Plan
from psirf.proportion import Recommendation, recommend
from psirf.vocabulary import PhysicalHarm, PsychologicalHarm, ResponseType

KEYS = ("id", "harm", "circumstances")
HARM_KEYS = ("physical", "psychological")


def advice_lines(lines: Iterable[str], plan: Plan) -> Iterator[str]:
    """One answer for each line that holds anything: see `json_lines`."""
    return json_lines(lines, KEYS, partial(_answer, plan))


def _answer(plan: Plan, given: Row) -> dict[str, Any]:
    harm, told = an_object(given, "harm"), an_object(given, "circumstances")
    known_alone("harm", harm, HARM_KEYS)
    physical = read_grade("harm physical", harm.get("physical"), PhysicalHarm)
    psychological = read_grade("harm psychological", harm.get("psychological"), PsychologicalHarm)
    circumstances = read_circumstances(told)
    facts = plan.national.facts(circumstances)
    candour = opens_candour_assessment(physical, psychological, circumstances, facts)
    return shown(recommend(circumstances, plan), candour)


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
