"""A made-up trust's wards, and what is read of one message there: for the tests of what a message tells."""

from datetime import UTC, datetime

from bot.forms.form import Asking
from bot.forms.message.read import read_telling
from bot.forms.message.telling import Telling
from psirf.places import Place
from psirf.rules import read_rules

RULES = read_rules()
PLACES = (
    Place(1, "Ward 7", ("Ward 7 (Stroke)", "7", "ward seven", "stroke unit", "stroke ward")),
    Place(2, "Ward 8", ("8", "gastro")),
    Place(3, "Ward 12", ("12", "T&O", "ortho")),
    Place(4, "AMU", ("Acute Medical Unit", "MAU", "the take", "step down")),
    Place(5, "Emergency Department", ("ED", "A&E", "resus", "casualty", "emergency")),
    Place(6, "Main Theatres", ("theatre", "theatres", "recovery")),
    Place(7, "Radiology", ("CT", "MRI", "xray")),
    Place(8, "Rowan Ward", ("rowan", "step down")),
    Place(9, "ICU", ("ITU", "critical care")),
)
ASKING = Asking(
    now=datetime(2026, 3, 4, 9, 30, tzinfo=UTC), places=PLACES, own_place=2, day_parts=RULES.day_parts,
    moment_words=RULES.moment_words, heard=RULES.heard,
)  # fmt: skip


def read(text: str) -> Telling:
    return read_telling(text, ASKING)


def codes(text: str) -> set[str]:
    return {agent.value.value for agent in read(text).agents}
