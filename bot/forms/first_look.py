"""How a ward manager's answers are read: a ward of the trust, another report, the grades of harm."""

import re
from collections.abc import Mapping

from bot.forms.form import Asking, Unclear
from bot.forms.harm import PHYSICAL, PSYCHOLOGICAL
from bot.forms.readers import a_place
from psirf.candour.terms import OpenedBy
from psirf.vocabulary import PhysicalHarm, PsychologicalHarm

REFERENCE = re.compile(r"\s*(?:PSE)?[ -]?0*(\d{1,9})[.\s]*", re.IGNORECASE)

# What may be typed after the grades, and opens candour whatever they are.
BESIDE: Mapping[OpenedBy, re.Pattern[str]] = {
    by: re.compile(rf"[\s,;]+(?:and )?(?:{words})(?=[\s,;.]|$)", re.IGNORECASE)
    for by, words in (
        (OpenedBy.MORE_TREATMENT, r"(?:an? )?(?:longer stay|more treatment|cancelled treatment)|treatment cancelled"),
        (OpenedBy.DISTRESS, r"(?:long|lasting|prolonged) distress"),
    )
}


def read_ward(said: str, asking: Asking) -> int:
    """A ward of the trust, by any of its names: its id. Raises Unclear."""
    reading = a_place(said, asking)
    if not reading.value.isdecimal():
        raise Unclear("I do not know that ward. Please write its name or its number.")
    return int(reading.value)


def read_reference(said: str) -> int:
    """Another report's number, such as PSE-00042. Raises Unclear."""
    found = REFERENCE.fullmatch(said)
    if found is None:
        raise Unclear("Please give its reference, such as PSE-00001.")
    return int(found[1])


def read_harm(physical: str, psychological: str, asking: Asking) -> tuple[PhysicalHarm, PsychologicalHarm | None]:
    """Both grades of one person, in words or as chosen; the second is None where it is left out. Raises Unclear."""
    graded = PHYSICAL.answer(physical.strip(), asking)
    if graded.confirm:
        raise Unclear(f"{graded.confirm} Then please write that grade.")
    upset = PSYCHOLOGICAL.answer(psychological.strip(), asking) if psychological.strip() else None
    return PhysicalHarm(graded.value), PsychologicalHarm(upset.value) if upset else None


def read_beside(grades: str) -> tuple[str, list[OpenedBy]]:
    """The grades as they were typed, without what was said besides; and what that opens."""
    told = [by for by, words in BESIDE.items() if words.search(grades)]
    for by in told:
        grades = BESIDE[by].sub("", grades)
    return grades, told
