"""Names in a text with nothing before them that says so: John Smith fell, told Priya."""

from collections.abc import Collection, Iterator

from psirf.identifiers.found import Identifier, identifier_at
from psirf.identifiers.likely import is_eponym, is_only_a_name, name_end
from psirf.identifiers.lists import IdentifierLists
from psirf.identifiers.names import beside_role
from psirf.identifiers.words import Words, is_space, people_in
from psirf.vocabulary import IdentifierKind

SAINTS = {"st", "saint", "queen", "king", "prince", "princess", "royal", "lord"}


def full_names_of_staff(words: Words, staff: Collection[str]) -> Iterator[Identifier]:
    """The trust's own people by their full names, with or without capitals."""
    for first, last in people_in(words, staff):
        yield identifier_at(words.text, IdentifierKind.STAFF_NAME, words.all[first].start, words.all[last].end)


def names_alone(words: Words, lists: IdentifierLists, staff: frozenset[str]) -> Iterator[Identifier]:
    """First names with a surname; first names alone where the words about them are said of a person."""
    place = 0
    while place < len(words.all):
        last = _name_at(words, place, lists, staff)
        if last is None:
            place += 1
            continue
        kind = _whose(words, place, last, lists)
        if kind or last > place:
            kind = kind or IdentifierKind.PATIENT_NAME
            yield identifier_at(words.text, kind, words.all[place].start, words.all[last].end)
        place = last + 1


def _name_at(words: Words, place: int, lists: IdentifierLists, staff: frozenset[str]) -> int | None:
    """The last word of a name that begins here with a first name and a capital; None where none does."""
    word, before = words.all[place], words.at(place - 1)
    if words.titles or not (word.is_capital or (word.is_shout and not words.shouts and len(word.text) > 3)):
        return None
    if before and before.low in SAINTS and is_space(before.gap):
        return None
    sure = word.low in lists.first_names
    if not sure and word.low not in lists.first_names_also_words:
        return None
    last = name_end(words, place, lists, staff)
    after = words.at(last + 1)
    if after and is_space(words.all[last].gap) and after.low in lists.after_a_name:
        return None
    if (
        after
        and after.low in ("ward", "wards")
        and not words.all[last].gap.strip()
        and not _numbered(words, last + 1)
    ):
        return None
    if last > place:
        surname = words.all[last].low
        is_named = surname in lists.surnames or surname in staff
        if is_eponym(words, place, lists) and not is_named:
            return None
        return last if sure or is_named or not word.begins_sentence else None
    is_name = sure and is_only_a_name(word.low, lists, staff) and not is_eponym(words, place, lists)
    return place if is_name else None


def _numbered(words: Words, place: int) -> bool:
    """Whether a figure or a letter follows, as in Ward 7, so that it is a place and no part of a name."""
    return words.all[place].gap.strip()[:1].isdigit()


def _whose(words: Words, place: int, last: int, lists: IdentifierLists) -> IdentifierKind | None:
    """Whose name it is by the words about it; None where they do not say."""
    if kind := beside_role(words, last, lists):
        return kind
    for kind in (IdentifierKind.STAFF_NAME, IdentifierKind.PATIENT_NAME):
        if words.phrase_before(place, lists.done_to[kind]) and is_space(words.all[place - 1].gap):
            return kind
    if not words.all[last].is_owner and is_space(words.all[last].gap):
        for kind in (IdentifierKind.PATIENT_NAME, IdentifierKind.STAFF_NAME):
            if words.phrase_at(last + 1, lists.does[kind]):
                return kind
    return None
