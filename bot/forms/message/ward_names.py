"""The names that a ward goes by, and the ways in which people type them."""

from functools import lru_cache

from psirf.heard.spelling import Spelling
from psirf.heard.words import sounds
from psirf.places import Place


@lru_cache(maxsize=64)
def places_called(places: tuple[Place, ...]) -> dict[tuple[str, ...], tuple[Place, ...]]:
    """Every name that can stand in a text, as it sounds, with the places that go by it."""
    called: dict[tuple[str, ...], dict[int, Place]] = {}
    for place in places:
        for written in (place.name, *place.known_as):
            for name in _spellings(sounds(written)):
                called.setdefault(name, {})[place.id] = place
    return {name: tuple(of.values()) for name, of in called.items()}


def _spellings(name: tuple[str, ...]) -> list[tuple[str, ...]]:
    """A name's ways of being typed: w7 for ward 7, A and E for A&E, without "the"."""
    if name[:1] == ("the",) and len(name) > 1:
        name = name[1:]
    if not name:
        return []
    ways = [name]
    if len(name) >= 2 and name[0] in ("ward", "w") and name[1].isdecimal():
        ways = [(*first, *name[1:]) for first in (("ward",), ("w",), ("wards",), ("ward", "no"), ("ward", "number"))]
        if len(name) == 2 or (len(name) == 3 and len(name[2]) == 1):
            ways.append(name[1:])  # 7, and 7B
    if "department" in name:
        ways += [tuple("dept" if word == "department" else word for word in way) for way in ways]
    if "&" in name:
        ways += [tuple("and" if word == "&" else word for word in way) for way in ways]
        ways += [tuple(word for word in way if word not in ("&", "and")) for way in ways[:1]]
    return ways


@lru_cache(maxsize=64)
def names_of(places: tuple[Place, ...]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The names by their first word."""
    names: dict[str, list[tuple[str, ...]]] = {}
    for name in places_called(places):
        names.setdefault(name[0], []).append(name)
    return {first: tuple(those) for first, those in names.items()}


@lru_cache(maxsize=64)
def spelling_of(places: tuple[Place, ...], known: Spelling) -> Spelling:
    """Slips of the finger in the long words of names; words that are listened for are none."""
    return Spelling((word for name in places_called(places) for word in name), known.left_alone, {})
