"""Names in a text with nothing before them that says so: John Smith fell, told Priya."""

from collections.abc import Collection, Iterator

from psirf.identifiers.found import Identifier, identifier_at
from psirf.identifiers.likely import is_eponym, is_only_a_name, name_end
from psirf.identifiers.lists import IdentifierLists
from psirf.identifiers.names import beside_role, cue_at
from psirf.identifiers.words import Words, is_space, people_in
from psirf.vocabulary import IdentifierKind

SAINTS = {"st", "saint", "queen", "king", "prince", "princess", "royal", "lord"}


def full_names_of_staff(words: Words, lists: IdentifierLists, staff: Collection[str]) -> Iterator[Identifier]:
    """The trust's own people by their full names; without capitals where they are not only ordinary words."""
    for first, last in people_in(words, staff):
        said = words.all[first : last + 1]
        if all(word.text.islower() and not is_only_a_name(word.low, lists, frozenset((word.low,))) for word in said):
            continue  # Will Hand has a capital; what somebody will hand over has none
        yield identifier_at(words.text, IdentifierKind.STAFF_NAME, words.all[first].start, words.all[last].end)


def names_alone(words: Words, lists: IdentifierLists, staff: frozenset[str]) -> Iterator[Identifier]:
    """First names with a surname, or alone; alone, one that wards have too only where the words show a person."""
    place = 0
    while place < len(words.all):
        last = _name_at(words, place, lists, staff)
        if last is None:
            place += 1
            continue
        kind = _whose(words, place, last, lists)
        if kind or last > place or words.all[place].low not in lists.never_alone:
            kind = kind or IdentifierKind.PATIENT_NAME
            yield identifier_at(words.text, kind, words.all[place].start, words.all[last].end)
        place = last + 1


def _name_at(words: Words, place: int, lists: IdentifierLists, staff: frozenset[str]) -> int | None:
    """The last word of a name that begins here with a first name and a capital; None where none does."""
    word, before = words.all[place], words.at(place - 1)
    initial = len(word.text) == 1 and word.text.isupper()
    if words.titles or not (
        word.is_capital or initial or (word.is_shout and not words.shouts and len(word.text) > 3)
    ):
        return None
    if before and before.low in SAINTS and (is_space(before.gap) or before.gap in (".", ". ")):
        return None
    if len(word.text) == 1:
        return _after_initial(words, place, lists)
    sure = word.low in lists.first_names
    if not sure and word.low not in lists.first_names_also_words:
        return None
    last = name_end(words, place, lists, staff)
    if _is_called_after(words, last, lists) or _is_a_place(words, place, last, lists):
        return None
    if last > place:
        surname = words.all[last].low
        is_named = surname in lists.surnames or surname in staff
        if is_eponym(words, place, lists) and not is_named:
            return None
        return last if sure or is_named or not word.begins_sentence else None
    is_name = sure and is_only_a_name(word.low, lists, staff) and not is_eponym(words, place, lists)
    return place if is_name else None


def _is_called_after(words: Words, last: int, lists: IdentifierLists) -> bool:
    """Whether a place or a thing has the name: James Paget Hospital, Louise ward. Not John Smith Ward 7."""
    while is_space(words.all[last].gap) and (after := words.at(last + 1)):
        if after.low in lists.after_a_name and not _numbers_follow(words, last + 2):
            return True
        if after.low in lists.place_after and not _numbered(words, last + 1):
            return True
        if not after.is_capital or after.low in lists.ordinary:
            return False
        last += 1
    return False


def _is_a_place(words: Words, place: int, last: int, lists: IdentifierLists) -> bool:
    """Whether a known place has the name, or a word for a place stands before it: the John Radcliffe.

    What only a patient does is done by a person all the same: on the ward John Smith fell.
    """
    if is_space(words.all[last].gap) and words.phrase_at(last + 1, lists.does[IdentifierKind.PATIENT_NAME]):
        return False
    if words.phrase_at(place, lists.never_names) > 1:
        return True
    before = words.at(place - 1)
    return before is not None and before.low in lists.place_before and is_space(before.gap)


def _numbers_follow(words: Words, place: int) -> bool:
    """Whether "number" stands here, so that "hospital" or "unit" before it is the patient's number and no place."""
    word = words.at(place)
    return (word is not None and word.low in ("no", "nos", "number", "num", "id")) or (
        words.all[place - 1].gap.strip()[:1] in ("#", ":")
    )


def _after_initial(words: Words, place: int, lists: IdentifierLists) -> int | None:
    """The surname after an initial, J. Carter, where it is a common one and nothing else."""
    word, surname = words.all[place], words.at(place + 1)
    if surname is None or word.gap not in ((". ", ".") if word.text in "AI" else (". ", ".", " ")):
        return None
    return (
        place + 1
        if surname.is_capital and surname.low in lists.surnames and not is_eponym(words, place + 1, lists)
        else None
    )


def _called(words: Words, place: int, lists: IdentifierLists) -> IdentifierKind | None:
    """Who is called so, by a word for a person shortly before: the patient in bed 3 called Agnes."""
    for back in range(place - 1, max(-1, place - 7), -1):
        said = cue_at(words, back, lists)
        if said and not said[1].is_title:
            return said[1].kind
    return None


def _numbered(words: Words, place: int) -> bool:
    """Whether a figure or a letter follows, as in Ward 7, so that it is a place and no part of a name."""
    return words.all[place].gap.strip()[:1].isdigit()


def _whose(words: Words, place: int, last: int, lists: IdentifierLists) -> IdentifierKind | None:
    """Whose name it is by the words about it; None where they do not say."""
    if kind := beside_role(words, last, lists):
        return kind
    before = words.at(place - 1)
    if before and before.low in ("called", "named") and (kind := _called(words, place - 1, lists)):
        return kind
    for kind in (IdentifierKind.STAFF_NAME, IdentifierKind.PATIENT_NAME):
        if words.phrase_before(place, lists.done_to[kind]) and is_space(words.all[place - 1].gap):
            return kind
    if not words.all[last].is_owner and is_space(words.all[last].gap):
        for kind in (IdentifierKind.PATIENT_NAME, IdentifierKind.STAFF_NAME):
            if words.phrase_at(last + 1, lists.does[kind]):
                return kind
    return None
