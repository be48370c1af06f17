"""What Lantern makes of what was written down of a candour case: JSON lines in, JSON lines out, no database."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from bot.candour_lines import read_limbs
from bot.json_lines import Row, json_lines
from psirf.candour.modes import is_in_person, was_reached
from psirf.candour.record import Step, StepRefused, begun
from psirf.candour.steps import after
from psirf.candour.terms import LANTERNS_OWN, Element, StepName, StepRefusal
from psirf.circumstances.words import read_moment
from psirf.working_time import london_day

KEYS = ("id", "incident_at", "now", "relevant_people", "steps")
# A relevant person, where more is said of them than a name.
NAMED_BY = ("id", "person", "key", "pseudonym", "name", "role", "relationship", "kind")
# What a step may say. Those after `result` are kept with it and change nothing here.
OF_A_STEP = (
    "step", "at", "by", "person", "limbs", "element", "elements", "mode", "words", "id", "how", "result",
    "question", "answer", "because", "reason", "reasons", "note", "text", "place", "where", "present", "language",
    "interpreter", "method", "sent_by", "signed_by", "copy_ref", "reference", "role", "profession", "who", "what",
)  # fmt: skip
OF_WHICH = (
    "question",
    "question_id",
    "to",
    "of",
)  # in an answer: the number of the question, where `id` is not there
STEPS = {name.value: name for name in (*StepName, *Element) if name not in LANTERNS_OWN}


def candour_steps_lines(lines: Iterable[str]) -> Iterator[str]:
    """One answer for each line that holds anything: see `json_lines`."""
    return json_lines(lines, KEYS, _answer)


def _answer(given: Row) -> dict[str, Any]:
    """The steps are taken in the order of their moments, however they are listed: what was written down late was
    still done when it was done."""
    happened, now = _moment("incident_at", given.get("incident_at")), _now(given.get("now"))
    listed = given.get("steps") or []
    if not isinstance(listed, list):
        raise ValueError("steps is a list")
    case, why, steps = begun(happened, _people(given.get("relevant_people"))), dict[int, str](), dict[int, Step]()
    strange: dict[int, str] = {}
    for position, said in enumerate(listed):
        if not isinstance(said, dict):
            raise ValueError("a step is an object")
        if unknown := sorted(set(said) - set(OF_A_STEP) - set(OF_WHICH)):
            strange[position] = f"{position}: {', '.join(unknown)} is not known, and changes nothing"
        try:
            steps[position] = _step(said, happened)
        except StepRefused as refusal:
            why[position] = f"{position}: {refusal}"
    for position, step in sorted(steps.items(), key=lambda each: each[1].at):
        try:
            case = after(case, step, now)
        except StepRefused as refusal:
            why[position] = f"{position}: {refusal}"
    return {
        "state": case.state.value,
        "missing": [f"{person}:{element}" for person, element in case.missing()],
        "refused_steps": sorted(why),
        "because": [each for _, each in sorted([*why.items(), *strange.items()])],
    }


def _moment(key: str, said: object) -> datetime:
    moment = read_moment(key, said)
    if moment is None:
        raise ValueError(f"{key} is a moment, ISO 8601")
    return moment


def _is_a_day(said: object) -> bool:
    return isinstance(said, str) and len(said.strip()) == len("2026-03-02")


def _now(said: object) -> datetime:
    """Now; of a day alone its end."""
    moment = _moment("now", said)
    return moment + timedelta(days=1, microseconds=-1) if _is_a_day(said) else moment


def _people(said: object) -> list[str]:
    """The relevant people, each by a name of the case's own."""
    if said is None:
        return []
    said = [said] if isinstance(said, str | dict) else said
    if not isinstance(said, list):
        raise ValueError("relevant_people is a list")
    people = [_person(each) for each in said]
    if len(set(people)) != len(people):
        raise ValueError("a relevant person is named twice")
    return people


def _person(said: object) -> str:
    if isinstance(said, dict):
        said = next((said[key] for key in NAMED_BY if said.get(key)), None)
    if not isinstance(said, str | int) or isinstance(said, bool) or not str(said).strip():
        raise ValueError("a relevant person is a name")
    return str(said).strip()


def _step(said: Row, happened: datetime) -> Step:
    """One step. Raises StepRefused for what is no step."""
    name = STEPS.get("_".join(str(said.get("step")).casefold().split()))
    if name is None:
        raise StepRefused(StepRefusal.NOT_A_STEP)
    try:
        at = read_moment("at", said.get("at"))
    except ValueError:
        at = None
    if at is None:
        raise StepRefused(StepRefusal.NO_MOMENT)
    if _is_a_day(said.get("at")) and london_day(at) == london_day(happened):
        at = max(at, happened)  # on the day on which it happened, and no hour was said
    try:
        limbs = read_limbs(said.get("limbs"))
    except ValueError:
        raise StepRefused(StepRefusal.NO_LIMBS) from None
    return Step(
        name, at, _text(said, "by"), _text(said, "person"), limbs,
        _elements(said) if name in (StepName.DECLINED, StepName.CANNOT_BE_REACHED) else frozenset(),
        _number(name, said), _text(said, "words"), is_in_person(_text(said, "mode")), _text(said, "how"),
        was_reached(_text(said, "result")),
    )  # fmt: skip


def _number(name: StepName | Element, said: Row) -> str:
    """The number of a question, or of the question that is answered."""
    keys = ("id", *OF_WHICH) if name is StepName.ANSWER else ("id",)
    return next((number for key in keys if (number := _text(said, key))), "")


def _text(said: Row, key: str) -> str:
    given = said.get(key)
    return "" if given is None or isinstance(given, bool) else str(given).strip()


def _elements(said: Row) -> frozenset[Element]:
    """The elements that a step is about, where it names some, under whatever key; none where it names none."""
    given = said.get("elements", said.get("element"))
    if given is None:
        named = (_listed(each) for key, each in said.items() if key not in ("step", "by", "person", "words"))
        given = next((each for each in named if each and all(one in tuple(Element) for one in each)), None)
    listed = _listed(given)
    if any(each not in tuple(Element) for each in listed):
        raise StepRefused(StepRefusal.NOT_AN_ELEMENT)
    return frozenset(element for element in Element if element in listed)


def _listed(given: object) -> list[object]:
    return given if isinstance(given, list) else [] if given is None else [given]
