"""How long one message takes to be read: what happened, where, when, and what may identify somebody."""

import time
from datetime import UTC, datetime

from bot.forms.form import Asking
from bot.forms.message.read import read_telling
from demo.playgrounds import read_trust
from psirf.identifiers import find_identifiers
from psirf.places import Place
from psirf.rules import read_rules
from psirf.vocabulary import UnitKind

ROUNDS = 30
SHORT = (
    "near miss: nearly gave 10x insulin on Ward 7 an hour ago, pharmacist caught it",
    "pt fell in bay 3 ward 12 at 0330, no harm, hourly rounding was late as 2 HCAs off sick",
    "wrong pts bloods labelled in ED last night about half 11, lab rang, rebled, no delay to tx",
    "brilliant handover on AMU this morning, everybody listened and the plan was written down",
    "risk: the fire door on ward 8 does not close and somebody confused could walk out at night",
)
HOSTILE = ("9 ", "943 476 5919 ", "Mr J ", "ward 7 at 2 ", "nearly gave ", "a@", "10 to ", "\n", "😀", " ")
LONG = " ".join((*SHORT, "Mrs Example, NHS 999 000 0018, was told by the nurse in charge and is well.")) * 2


def reading_times() -> dict[str, list[float]]:
    """Milliseconds of each reading: of short messages, of one of some 170 words, and of the longest there are."""
    rules, units = read_rules(), read_trust()["unit"]
    places = tuple(
        Place(n, row["name"], tuple(row.get("known_as", ())), UnitKind(row["kind"]))
        for n, row in enumerate(units)
        if row["kind"] == "ward"
    )
    asking = Asking(
        datetime(2026, 3, 4, 9, 30, tzinfo=UTC), places, day_parts=rules.day_parts, harm=rules.harm,
        identifiers=rules.identifiers, heard=rules.heard, moment_words=rules.moment_words,
    )  # fmt: skip
    took: dict[str, list[float]] = {"a short message": [], "a long message": [], "20,000 hostile characters": []}
    longest = tuple((piece * 20_000)[:20_000] for piece in HOSTILE)
    for name, texts in zip(took, (SHORT, (LONG,), longest), strict=True):
        for round_ in range(1 if texts is longest else ROUNDS):
            for text in texts:
                told = f"{text} {round_}"  # each a message of its own: none is remembered from before
                begun = time.perf_counter()
                read_telling(told, asking)
                find_identifiers(told, rules.identifiers)
                took[name].append((time.perf_counter() - begun) * 1000)
    return took
