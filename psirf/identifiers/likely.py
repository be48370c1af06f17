"""Whether a word is likely a name, by how it is written and by what stands before it."""

from enum import Enum, auto

from psirf.identifiers.lists import IdentifierLists
from psirf.identifiers.words import Word, Words, is_medicine, is_space
from psirf.vocabulary import IdentifierKind

LONGEST_NAME = 4  # words
SHORTEST_UNKNOWN = 5  # letters: a shorter word on no list is rather a slip of the keys
MODAL = {"may", "will"}  # "Mr or Mrs may": no name without a capital


class Shown(Enum):
    """How strongly what stands before a word shows that a name follows."""

    BY_TITLE = auto()  # Mrs …
    BY_CALLED = auto()  # … called …
    BY_ROLE = auto()  # nurse …, daughter …, patient …
    BY_LINK = auto()  # the nurse was …, the nurse, …


def is_known(low: str, lists: IdentifierLists, staff: frozenset[str]) -> bool:
    """Whether a word, or a part of it with a hyphen, is on a list of names."""
    return any(
        part in lists.first_names or part in lists.first_names_also_words or part in lists.surnames
        or part in lists.surnames_also_words or part in staff
        for part in (low, *low.split("-"))
    )  # fmt: skip


def is_only_a_name(low: str, lists: IdentifierLists, staff: frozenset[str]) -> bool:
    """Whether a word is a name and nothing else, so that it needs no capital."""
    if low in lists.ordinary or low in lists.first_names_also_words or low in lists.surnames_also_words:
        return False
    if "-" in low and all(part in lists.surnames or part in lists.first_names for part in low.split("-")):
        return True
    return low in lists.first_names or low in lists.surnames or (low in staff and len(low) > 3)


def is_eponym(words: Words, place: int, lists: IdentifierLists) -> bool:
    """Whether an eponym or a make begins here: Parkinson's, Bristol stool."""
    word = words.all[place]
    owned = word.is_owner and (f"{word.low}'s",) in lists.never_names.words
    several = (word.low.removesuffix("s"),) in lists.never_names.words
    return owned or several or words.phrase_at(place, lists.never_names) > 0


def begins_name(
    words: Words, place: int, shown: Shown, kind: IdentifierKind, lists: IdentifierLists, staff: frozenset[str]
) -> bool:
    """Whether a name likely begins at this word, after what shows it."""
    word = words.at(place)
    if word is None or len(word.text) < 2 or is_medicine(word.low, lists):
        return False
    known = is_known(word.low, lists, staff)
    capital = word.is_capital and not words.titles
    shout = word.is_shout and not words.shouts
    if shown is Shown.BY_TITLE:
        if capital and word.low in lists.ordinary and _ordinary_but_named(words, place, kind, lists):
            return True
        further = words.at(place + 1)
        if word.low in lists.particles and further and is_space(word.gap) and further.low not in lists.ordinary:
            return True
        either = words.at(place - 2)
        is_modal = word.low in MODAL and either is not None and (either.low in ("or", "and") or "/" in either.gap)
        if kind is IdentifierKind.PATIENT_NAME and not is_modal and word.low in lists.surnames_also_words:
            return True
        return _after_title(word, capital, shout, known, lists)
    following = words.at(place + 1)
    if following and is_space(word.gap) and following.low in lists.after_a_name:
        return False
    if is_eponym(words, place, lists) and not (known and _may_be_eponym(word, kind, lists)):
        return False
    if capital and word.low in lists.ordinary:
        return _ordinary_but_named(words, place, kind, lists)
    if capital and not known and (word.low.endswith(lists.ordinary_endings) or word.low in lists.abbreviations):
        return False
    if shown is Shown.BY_LINK:
        return (capital or shout) and is_only_a_name(word.low, lists, staff)
    if capital:
        return True
    if shout:
        is_word = word.low in lists.ordinary or word.low in lists.abbreviations
        is_word = is_word or (not known and word.low.endswith(lists.ordinary_endings))
        return not is_word and (known or (len(word.text) > 3 and bool(set(word.low) & set("aeiouy"))))
    return is_only_a_name(word.low, lists, staff) or (
        kind is IdentifierKind.STAFF_NAME and _does_as_staff_do(words, place, lists)
    )


def _does_as_staff_do(words: Words, place: int, lists: IdentifierLists) -> bool:
    """Whether a word on no list has nothing but what staff do after it, so that it is a name: sister quispe came."""
    word = words.all[place]
    is_listed = word.low in lists.ordinary or word.low in lists.after_a_name or word.low in lists.never_alone
    is_other = is_listed or word.low.endswith(lists.ordinary_endings) or word.low in lists.abbreviations
    return (
        len(word.low) >= SHORTEST_UNKNOWN
        and not is_other
        and is_space(word.gap)
        and words.phrase_at(place + 1, lists.does[IdentifierKind.STAFF_NAME]) > 0
    )


def _after_title(word: Word, capital: bool, shout: bool, known: bool, lists: IdentifierLists) -> bool:
    """After Mr or Dr a word is a name unless it is an ordinary one; eponyms are names again."""
    is_surname = word.low in lists.surnames or word.low in lists.surnames_also_words
    if word.low in lists.ordinary:
        return (capital or shout) and is_surname
    if shout and len(word.text) < 4:
        return is_surname or (len(word.text) == 3 and word.low not in lists.abbreviations and known)
    if capital or shout:
        return True
    if known:
        return True
    return len(word.low) > 2 and word.low not in lists.abbreviations and not word.low.endswith(lists.ordinary_endings)


def _may_be_eponym(word: Word, kind: IdentifierKind, lists: IdentifierLists) -> bool:
    """Whether an eponym may be a person here: nurse Kelly, daughter Sara; a patient only by a first name."""
    is_first = word.low in lists.first_names or word.low in lists.first_names_also_words
    return is_first or kind is not IdentifierKind.PATIENT_NAME


def _ordinary_but_named(words: Words, place: int, kind: IdentifierKind, lists: IdentifierLists) -> bool:
    """Whether an ordinary word with a capital is a first name all the same: daughter Hope, patient May Smith."""
    word, before, after = words.all[place], words.at(place - 1), words.at(place + 1)
    if word.low not in lists.first_names_also_words:
        return False
    if after and after.is_capital and is_space(word.gap) and after.low not in lists.ordinary:
        return True
    is_staff = kind is IdentifierKind.STAFF_NAME
    if is_staff and is_space(word.gap) and words.phrase_at(place + 1, lists.does[kind]):
        return True  # Sister Hope came
    return kind is not IdentifierKind.PATIENT_NAME and before is not None and before.text[0].islower()


def name_end(words: Words, place: int, lists: IdentifierLists, staff: frozenset[str]) -> int:
    """The last word of the name that begins here."""
    last = place
    while last + 1 < len(words.all) and last - place + 1 < LONGEST_NAME:
        word = words.all[last]
        is_initial = len(word.text) == 1 and word.gap in (". ", ".")
        if word.is_owner or not (is_space(word.gap) or is_initial):
            break
        further = last + 1
        while further < last + 3 and (small := words.at(further)) and small.low in lists.particles:
            further += 1
        if _goes_on(words, further, last, lists, staff):
            last = further
        elif _goes_on(words, last + 1, last, lists, staff):
            last += 1
        else:
            break
    return last


def _goes_on(words: Words, place: int, last: int, lists: IdentifierLists, staff: frozenset[str]) -> bool:
    """Whether a word goes on with the name whose last word so far stands at `last`."""
    word, so_far = words.at(place), words.all[last]
    if word is None or not all(is_space(between.gap) for between in words.all[last + 1 : place]):
        return False
    if word.low in lists.ordinary:
        return _is_surname_all_the_same(words, place, so_far, lists)
    if word.low in lists.after_a_name or is_medicine(word.low, lists):
        return False
    known = is_known(word.low, lists, staff)
    if not known and (is_eponym(words, place, lists) or word.low in lists.abbreviations):
        return False
    if so_far.text.islower() and so_far.low in lists.particles and word.text.islower():
        return len(word.low) > 2  # mr al hassan
    if so_far.text.islower() and so_far.low not in lists.particles:
        return word.text.islower() and is_only_a_name(word.low, lists, staff)
    if word.is_capital:
        return not words.titles or known
    if len(word.text) == 1 and word.text.isupper():
        follow = words.at(place + 1)
        return follow is not None and follow.is_capital and known_after_initial(word, follow, lists)
    return word.is_shout and (known or not words.shouts) and (known or so_far.is_shout or len(word.text) > 3)


def _is_surname_all_the_same(words: Words, place: int, so_far: Word, lists: IdentifierLists) -> bool:
    """Whether an ordinary word with a capital is a surname after a first name: May Long, but not Louise Ward."""
    word = words.all[place]
    is_first = so_far.low in lists.first_names or so_far.low in lists.first_names_also_words
    is_surname = word.low in lists.surnames or word.low in lists.surnames_also_words
    is_written_so = word.is_capital and so_far.is_capital and not words.titles
    return is_first and is_surname and is_written_so and word.low != "ward"


def known_after_initial(initial: Word, follow: Word, lists: IdentifierLists) -> bool:
    """Whether a word after an initial goes on with a name: J. Smith."""
    return initial.gap in (" ", ". ", ".") and follow.low not in lists.ordinary


def is_place_after(words: Words, last: int, is_titled: bool, lists: IdentifierLists) -> bool:
    """Whether a building has the name before: Sir Robert Peel building, Dr Gray's Hospital; not Mr Jones ward 7."""
    word, after = words.all[last], words.at(last + 1)
    if after is None or not is_space(word.gap) or after.low not in lists.buildings:
        return False
    is_numbered = after.gap.strip()[:1] in ("#", ":") or after.gap.strip()[:1].isdigit()
    further = words.at(last + 2)
    is_number = is_numbered or (further is not None and further.low in ("no", "nos", "number", "num", "id"))
    return not is_number and (not is_titled or (word.is_owner and after.is_capital))
