"""What is asked when a learning response was held, and what somebody types to say so."""

import re
from dataclasses import dataclass

from bot.forms.form import Asking, Form, Question, Reading
from bot.forms.readers import words
from bot.forms.typed import RESPONSE, SAID, written
from bot.forms.when import day_past

LINES = ("learned_1", "learned_2", "learned_3")


def day_held(said: str, asking: Asking) -> Reading:
    """A day up to today, kept as its ISO date. A day that had to be guessed is asked for whole."""
    return Reading(day_past(said, asking).isoformat())


HELD = Form(
    name="held",
    title="It was held",
    noun="learning response",
    send="Keep what was learned",
    questions=(
        Question("held_on", "On which day was it held?", day_held, "Held on", kind="day"),
        Question("took_part", "Who took part?", words(), "Who took part, by their roles"),
        Question(LINES[0], "What was learned?", words(), "What was learned, in one line"),
        Question(LINES[1], "What else?", words(), "A second line, if there is one", optional=True),
        Question(LINES[2], "What else?", words(), "A third line, if there is one", optional=True),
    ),
)  # fmt: skip


# ---- what is typed ----

OTHER = RESPONSE.replace("number", "other")
LEAD = written(rf"(?:i (?:will |'ll |’ll )?)?lead {RESPONSE}[.! ]*")
HAND_BACK = written(rf"(?:hand back {RESPONSE}|hand {OTHER} back)[.! ]*")
GIVE = written(rf"(?:give|hand|hand over) {RESPONSE} to (?P<name>\S.*)")
NOT_HELD = written(rf"(?:not held {RESPONSE}|{OTHER} (?:was )?not held){SAID}")
WAS_HELD = written(rf"held {RESPONSE}(?P<told>.*)")
CHANGE = written(rf"(?:change|make) {RESPONSE}\b(?P<rest>.*)")
# "on Tuesday: nurses, pharmacist, porter. Learned: one line; another"
TOLD = written(
    r"\s*,?\s*(?:on )?(?P<held_on>[^:]+?)\s*:\s*(?P<took_part>.+?)[.;,]?\s*\blearn(?:ed|t)\s*:\s*(?P<learned>.+)"
)


@dataclass(frozen=True, slots=True)
class Told:
    """What was typed of a response that was held, each as somebody wrote it."""

    held_on: str
    took_part: str
    learned: tuple[str, ...]


def told_of(said: str) -> Told | None:
    """What stands after "held LR-00042"; None where it is not written so."""
    found = TOLD.fullmatch(said)
    if found is None:
        return None
    learned = found["learned"].rstrip(" .!")
    lines = tuple(line.strip() for line in re.split(r"[;\n]+", learned) if line.strip(" ."))
    return Told(found["held_on"].strip(), found["took_part"].strip(), lines)
