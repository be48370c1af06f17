"""How answers are read: from what a person typed or pressed to the value we keep."""

import re
from collections.abc import Collection, Mapping, Sequence

from bot.forms.form import Asking, Offer, Reader, Reading, Unclear
from psirf.places import places_named
from psirf.vocabulary import Term, UnitKind

WHOLE_DAY = re.compile(
    r"(?:on )?(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? [a-z]{3,9},? \d{4}|\d{1,2}[/.]\d{1,2}[/.]\d{4}|\d{4}-\d{2}-\d{2})"
)
UNSURE = ("i don't know", "i dont know", "don't know", "dont know", "do not know", "not sure", "unsure",
          "idk", "dunno", "no idea", "i am not sure", "i'm not sure", "i do not know", "can't remember",
          "cannot remember", "i can't remember", "?")  # fmt: skip

LONG_ENOUGH = 40  # characters, which are several words in whatever way they are written
NOT_KNOWN = "unknown"  # kept where somebody does not know
ELSEWHERE = "elsewhere:"  # kept before the words for a place that is none of the trust's units


def plainly(said: str) -> str:
    """Words without capitals, curly apostrophes and closing marks, for telling what was meant."""
    return said.strip().casefold().replace("’", "'").rstrip(".!, ")


def sure(reading: Reading, said: str) -> str:
    """The kept value of what was read where nobody is asked again whether it is meant. Raises Unclear for what
    had to be guessed, such as the year of a day: it is to be written whole."""
    meant = reading.confirm.removeprefix("Do you mean ").removesuffix("?")
    if reading.confirm and not is_written_whole(said, meant):
        raise Unclear(f"{reading.confirm} Please write it out like that.")
    return reading.value


def is_written_whole(said: str, meant: str) -> bool:
    """Whether a day is written with its year, or just as Lantern says what it took it for: then it is meant,
    however long ago it is."""
    return WHOLE_DAY.fullmatch(plainly(said)) is not None or plainly(said) == plainly(meant)


def close(said: str) -> str:
    """Words without long gaps between them, which take long to read, as if written for that; lines stay apart."""
    return re.sub(r"(?: ?\n){3,}", "\n\n", re.sub(r"[^\S\n]{2,}", " ", said.strip()))


def is_unsure(said: str) -> bool:
    return plainly(said) in UNSURE


def words(at_least: int = 1, more_than: Collection[str] = ()) -> Reader:
    """Free words, kept as they are; at least so many, and at least one letter or figure; and
    `more_than` words that would be an answer to another question."""

    def read(said: str, _: Asking) -> Reading:
        if not re.search(r"\w", said) or plainly(said) in more_than:
            raise Unclear("Could you say it in words? A few are enough.")
        if len(said.split()) < at_least and len(said) < LONG_ENOUGH:
            raise Unclear("A few more words would help the team picture it.")
        return Reading(said)

    return read


def one_of(terms: type[Term], also: Mapping[str, Term]) -> Reader:
    """One of some terms, by label, by value, or by other words for one."""

    def read(said: str, _: Asking) -> Reading:
        wanted = plainly(said)
        for term in terms:
            if wanted in (plainly(term.value), plainly(term.label)):
                return Reading(term.value)
        if wanted in also:
            return Reading(also[wanted].value)
        raise Unclear("Please choose one of these.")

    return read


def or_unsure(reader: Reader, unsure: Term) -> Reader:
    """The same, where somebody may also not know."""

    def read(said: str, asking: Asking) -> Reading:
        return Reading(unsure.value) if is_unsure(said) else reader(said, asking)

    return read


def offer_terms(terms: type[Term]) -> tuple[Offer, ...]:
    return tuple(Offer(term.value, term.label) for term in terms)


# ---- places ----

MOST_PLACES = 5  # buttons; any other ward is typed


def a_place(said: str, asking: Asking) -> Reading:
    """A ward by any of its names, kept as its id; or not known; or, once confirmed, the writer's words."""
    if is_unsure(said):
        return Reading(NOT_KNOWN)
    if plainly(said) in ("yes", "no", "y", "n", "ok", "okay", "yeah", "nope"):
        raise Unclear("Which ward was it? Its name or number is enough.")
    named = places_named(said, asking.places)
    if len(named) == 1:
        return Reading(str(named[0].id))
    if named:
        raise Unclear(f"There is more than one. Which: {_listed([place.name for place in named])}?")
    if not re.search(r"\w", said):
        raise Unclear("Which ward was it? Its name or number is enough.")
    return Reading(
        ELSEWHERE + " ".join(said.split())[:200],
        confirm=f"I don't know a ward called “{_short(said)}”. Was it somewhere else?",
    )


def offer_places(asking: Asking) -> tuple[Offer, ...]:
    """The writer's own ward first, then others of the same part of the trust, then the rest."""
    own = next((place for place in asking.places if place.id == asking.own_place), None)
    near = [p for p in asking.places if own and p.parent_id == own.parent_id and p.id != own.id]
    rest = [p for p in asking.places if p not in near and p != own]
    offered = [place for place in [own, *near, *rest] if place and place.kind is UnitKind.WARD]
    return (
        *(Offer(place.name, place.name) for place in offered[:MOST_PLACES]),
        Offer("I don't know", "I don't know"),
    )


def place_of(value: str) -> tuple[int | None, str]:
    """The id of the ward that an answer names, or where it was in the writer's words; neither where it is not
    known."""
    if value.isdecimal():
        return int(value), ""
    return None, "" if value == NOT_KNOWN else value.removeprefix(ELSEWHERE)


def show_place(value: str, asking: Asking) -> str:
    if value == NOT_KNOWN:
        return "Not known"
    if value.startswith(ELSEWHERE):
        return value.removeprefix(ELSEWHERE)
    return next((place.name for place in asking.places if str(place.id) == value), "Not known")


# ---- people ----


def a_person(said: str, asking: Asking) -> Reading:
    """Somebody by name, or oneself ("me"). Kept as their id."""
    if plainly(said) in ("me", "myself", "i", "i will") and asking.own_id is not None:
        return Reading(str(asking.own_id))
    if said.isdecimal() and any(str(person.id) == said for person in asking.people):
        return Reading(said)
    wanted = " ".join(plainly(said).split())
    exact = [p for p in asking.people if " ".join(p.name.casefold().split()) == wanted]
    near = exact or [p for p in asking.people if wanted and wanted in p.name.casefold().split()]
    if len(near) == 1:
        return Reading(str(near[0].id))
    if near:
        raise Unclear(f"There is more than one. Who: {_listed([p.name for p in near])}?")
    raise Unclear(f"I don't know anybody called “{_short(said)}” here. Please write their full name.")


def offer_people(asking: Asking) -> tuple[Offer, ...]:
    return (Offer("me", "Me"),) if asking.own_id is not None else ()


def show_person(value: str, asking: Asking) -> str:
    return next((person.name for person in asking.people if str(person.id) == value), "Somebody")


def _short(said: str) -> str:
    said = " ".join(said.split())
    return said if len(said) <= 40 else f"{said[:40]}…"


def _listed(names: Sequence[str], most: int = 5) -> str:
    return "; ".join(names[:most]) + ("; and others" if len(names) > most else "")
