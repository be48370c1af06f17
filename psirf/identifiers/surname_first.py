"""Names with the surname first, as labels and lists have them: Patel, Mrs; PATEL Priya; Smith, John (pt)."""

import re
from collections.abc import Iterator

from psirf.identifiers.found import Identifier, identifier_at
from psirf.identifiers.likely import Shown, begins_name, is_eponym, is_known
from psirf.identifiers.lists import IdentifierLists
from psirf.identifiers.names import beside_role, cue_at
from psirf.identifiers.words import Words, is_medicine, is_space
from psirf.vocabulary import IdentifierKind

TITLE_GAP = re.compile(r"\s?,\s?|\s?\(\s?")
ENDS = re.compile(r"\s?[)\],;:–-]|\.?\s?$|\.?\s?\n|\.\s")
TWO_WORDS = {"ms", "miss", "dr", "prof"}  # multiple sclerosis, to miss, the doctor: only with their own capital


def surnames_first(words: Words, lists: IdentifierLists, staff: frozenset[str]) -> Iterator[Identifier]:
    """Surnames before a title that no name follows, and before a first name."""
    for place in range(len(words.all) - 1):
        if not _may_be_surname(words, place, lists):
            continue
        last, kind = _title_after(words, place, lists, staff), None
        if last is not None:
            kind = lists.cues[(words.all[place + 1].low,)].kind
        elif (last := _first_name_after(words, place, lists)) is not None:
            kind = beside_role(words, last, lists) or _told_before(words, place, lists) or IdentifierKind.PATIENT_NAME
        if last is not None and kind is not None:
            yield identifier_at(words.text, kind, words.all[place].start, words.all[last].end)


def _may_be_surname(words: Words, place: int, lists: IdentifierLists) -> bool:
    """Whether a word is written as a name is, and is no ordinary word, medicine or short form."""
    word = words.all[place]
    is_surname = word.low in lists.surnames
    before = words.at(place - 1)
    if before and (is_space(before.gap) or before.gap in (".", ". ")):
        cue = lists.cues.get((before.low,))
        if (
            cue.is_part
            if cue
            else (before.is_capital or before.is_shout) and is_known(before.low, lists, frozenset())
        ):
            return False  # Mrs Patel, John Smith: their names are read elsewhere
    if word.is_owner or words.titles or len(word.text) < 2 or is_medicine(word.low, lists):
        return False
    if word.low in lists.ordinary or (not is_surname and word.low in lists.abbreviations):
        return False
    if word.is_shout:
        return is_surname or (not words.shouts and len(word.text) > 3 and not is_eponym(words, place, lists))
    return word.is_capital and (is_surname or not is_eponym(words, place, lists))


def _title_after(words: Words, place: int, lists: IdentifierLists, staff: frozenset[str]) -> int | None:
    """The place of a title after a surname and a comma or a bracket, where the title is not another name's own."""
    word, title = words.all[place], words.all[place + 1]
    cue = lists.cues.get((title.low,))
    if cue is None or not cue.is_title or not TITLE_GAP.fullmatch(word.gap):
        return None
    if title.low in TWO_WORDS and (not title.is_capital or (word.low not in lists.surnames and not word.is_shout)):
        return None
    if title.text == "MR" and not words.shouts and not word.is_shout:
        return None  # Patel, MR scan
    is_space_after = is_space(title.gap) or title.gap in (".", ". ")
    if is_space_after and begins_name(words, place + 2, Shown.BY_TITLE, cue.kind, lists, staff):
        return None
    follow = words.at(place + 2)
    if follow and title.gap == " " and (follow.low == "scan" or follow.text[0].isdigit()):
        return None
    has_initial = follow is not None and is_space_after and len(follow.text) == 1 and follow.text.isupper()
    return place + 2 if has_initial else place + 1


def _first_name_after(words: Words, place: int, lists: IdentifierLists) -> int | None:
    """The place of a first name after a surname in capitals, PATEL Priya, or after one with a comma, Smith, John."""
    word, first = words.all[place], words.all[place + 1]
    if first.low not in lists.first_names or first.is_owner or first.low in lists.ordinary:
        return None
    is_listed = word.is_shout and not words.shouts and first.is_capital and (
        is_space(word.gap) or word.gap == ", "
    )  # fmt: skip
    is_label = (
        word.is_capital and first.is_capital and word.low in lists.surnames and word.low not in lists.first_names
        and word.gap == ", " and bool(ENDS.match(first.gap) or cue_at(words, place + 2, lists))
    )  # fmt: skip
    if words.shouts:
        return place + 1 if _is_whole_name(words, place, lists) else None
    further = words.at(place + 2)
    is_another = further is not None and is_space(first.gap) and further.is_capital and further.low in lists.surnames
    return place + 1 if (is_listed or is_label) and not is_another else None


def _is_whole_name(words: Words, place: int, lists: IdentifierLists) -> bool:
    """Whether a surname and a first name stand here in a text all in capitals, and no place is called so."""
    word, after = words.all[place], words.at(place + 2)
    is_thing = after is not None and (
        after.low in lists.after_a_name or after.low in lists.place_after or after.low in lists.place_before
    )
    known = word.low in lists.surnames and word.low not in lists.first_names and not is_eponym(words, place, lists)
    return known and not is_thing and (is_space(word.gap) or word.gap == ", ")


def _told_before(words: Words, place: int, lists: IdentifierLists) -> IdentifierKind | None:
    """Whose name it is by the word right before: told, by, for."""
    for kind in (IdentifierKind.STAFF_NAME, IdentifierKind.PATIENT_NAME):
        if words.phrase_before(place, lists.done_to[kind]) and is_space(words.all[place - 1].gap):
            return kind
    return None
