"""What somebody's telling answers besides: each answer, with the words it was read from.

What is sure is taken, and shown with its words; what is not sure is asked; nothing is guessed in silence.
"""

from collections.abc import Mapping
from typing import Any

from bot.forms.form import Asking, Gathered, Taken
from bot.forms.involved import kept
from bot.forms.message.read import read_telling
from bot.forms.message.telling import Read, Telling
from bot.forms.whose_name import wished
from psirf.spoken import spoken_span
from psirf.vocabulary import NameShown, PhysicalHarm, Reached

YOU_WROTE = "You wrote “{}”."
LONGEST_WORDS = 80  # of a text's words, shown beside what was read from them


def gather(key: str, value: str, asking: Asking) -> Gathered:
    """What an answer tells besides. Only what happened is told at length."""
    if key != "what":
        return Gathered()
    telling = read_telling(value, asking)
    return Gathered(
        answers={**_answers(telling), **_wish(value, asking)},
        urgent=telling.urgent is not None and telling.urgent.sure,
        distress=telling.distress is not None,
        parts=telling.parts,
    )


def _wish(value: str, asking: Asking) -> Mapping[str, Taken]:
    """That the writer's name be kept confidential. It is taken at once: to miss it would be the worse."""
    found = wished(value, asking)
    return {"name": Taken(NameShown.CONFIDENTIAL.value, found)} if found else {}


def _answers(telling: Telling) -> Mapping[str, Taken]:
    """The answers. Of an unsure kind, or whether it reached somebody, no guess is offered: the question
    itself is answered by one press as well."""
    taken: dict[str, Taken] = {}
    if (kind := telling.kind) and kind.sure:
        taken["kind"] = _taken(kind, kind.value.value)
    if ward := telling.ward:
        taken["ward"] = _taken(ward, str(ward.value.id), f"Was it on {ward.value.name}?")
    elif telling.which_ward:
        first = telling.which_ward[0]
        taken["ward"] = Taken(str(first.id), "", f"Was it on {first.name}? There is more than one of that name.")
    if when := telling.when:
        earliest, latest = when.value.earliest, when.value.latest
        value = f"{earliest.isoformat()}/{latest.isoformat()}"
        taken["when"] = _taken(when, value, f"Was it {spoken_span(earliest, latest)}?")
    taken |= _reached(telling)
    if telling.agents and all(agent.sure for agent in telling.agents):
        words = "; ".join(dict.fromkeys(agent.words for agent in telling.agents))
        taken["involved"] = Taken(kept([agent.value for agent in telling.agents], ""), words)
    if (stopped := telling.stopped_by) and stopped.sure:
        taken["stopped_by"] = Taken(stopped.value, stopped.words)
    return taken


def _reached(telling: Telling) -> Mapping[str, Taken]:
    """Whether it reached a patient, and what harm came of it where that is plainly said."""
    taken: dict[str, Taken] = {}
    if (near := telling.near_miss) and near.sure:
        taken["reached"] = _taken(near, (Reached.NO if near.value else Reached.YES).value)
    harm = telling.physical
    if harm and harm.sure and harm.value is not PhysicalHarm.NOT_GRADED:
        taken["physical"] = Taken(harm.value.value, harm.words)
    return taken


def _taken(read: Read[Any], value: str, ask: str = "") -> Taken:
    words = " ".join(read.words.split())[:LONGEST_WORDS]
    return Taken(value, words, "" if read.sure else f"{ask} {YOU_WROTE.format(words)}")
