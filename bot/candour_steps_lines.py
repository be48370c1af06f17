"""What Lantern makes of what was written down of a candour case: JSON lines in, JSON lines out, no database."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from bot.candour_lines import read_limbs
from bot.json_lines import Row, json_lines, known_alone
from psirf.candour.modes import is_in_person, was_reached
from psirf.candour.record import Step, StepRefused, begun
from psirf.candour.steps import after
from psirf.candour.terms import Element, StepName, StepRefusal
from psirf.circumstances.words import read_moment

KEYS = ("id", "incident_at", "now", "relevant_people", "steps")
NAMED_BY = ("id", "person", "name")  # a relevant person, where more is said of them than a name
# What a step may say. Those after `result` are kept with it and change nothing here.
OF_A_STEP = (
    "step", "at", "by", "person", "limbs", "element", "elements", "mode", "words", "id", "how", "result",
    "question", "answer", "because", "reason", "reasons", "note", "text", "place", "where", "present", "language",
    "interpreter", "method", "sent_by", "signed_by", "copy_ref", "reference", "role", "profession", "who", "what",
)  # fmt: skip
STEPS = {name.value: name for name in (*StepName, *Element)}


def candour_steps_lines(lines: Iterable[str]) -> Iterator[str]:
    """One answer for each line that holds anything: see `json_lines`."""
    return json_lines(lines, KEYS, _answer)


def _answer(given: Row) -> dict[str, Any]:
    happened, now = (_moment(key, given.get(key)) for key in ("incident_at", "now"))
    steps = given.get("steps") or []
    if not isinstance(steps, list):
        raise ValueError("steps is a list")
    case, refused, why = begun(happened, _people(given.get("relevant_people"))), [], []
    for position, said in enumerate(steps):
        try:
            case = after(case, _step(said), now)
        except StepRefused as refusal:
            refused.append(position)
            why.append(f"{position}: {refusal}")
    return {
        "state": case.state.value,
        "missing": [f"{person}:{element}" for person, element in case.missing()],
        "refused_steps": refused,
        "because": why,
    }


def _moment(key: str, said: object) -> datetime:
    moment = read_moment(key, said)
    if moment is None:
        raise ValueError(f"{key} is a moment, ISO 8601")
    return moment


def _people(said: object) -> list[str]:
    """The relevant people, each by a name of the case's own."""
    if said is None:
        return []
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


def _step(said: object) -> Step:
    """One step. Raises StepRefused for what is no step, and ValueError for a key that is not known."""
    if not isinstance(said, dict):
        raise ValueError("a step is an object")
    known_alone("a step", said, OF_A_STEP)
    name = STEPS.get(str(said.get("step")))
    if name is None:
        raise StepRefused(StepRefusal.NOT_A_STEP)
    try:
        at = read_moment("at", said.get("at"))
        limbs = read_limbs(said.get("limbs"))
    except ValueError:
        raise StepRefused(StepRefusal.NO_MOMENT if "limbs" not in said else StepRefusal.NO_LIMBS) from None
    if at is None:
        raise StepRefused(StepRefusal.NO_MOMENT)
    return Step(
        name, at, _text(said, "by"), _text(said, "person"), limbs, _elements(said), _text(said, "id"),
        _text(said, "words"), is_in_person(_text(said, "mode")), _text(said, "how"),
        was_reached(_text(said, "result")),
    )  # fmt: skip


def _text(said: Row, key: str) -> str:
    given = said.get(key)
    return "" if given is None or isinstance(given, bool) else str(given).strip()


def _elements(said: Row) -> frozenset[Element]:
    """The elements that a step is about, where it names some."""
    given = said.get("elements", said.get("element"))
    listed = [given] if isinstance(given, str) else given or []
    if not isinstance(listed, list) or any(each not in tuple(Element) for each in listed):
        raise StepRefused(StepRefusal.NOT_AN_ELEMENT)
    return frozenset(Element(each) for each in listed)
