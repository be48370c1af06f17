"""Initials in a text: pt JS, KP's drops, initials LW; never the short forms that a ward uses."""

import re
from collections.abc import Iterator

from psirf.identifiers.found import Identifier, identifier_at
from psirf.identifiers.lists import IdentifierLists
from psirf.identifiers.words import Words, is_medicine, is_space
from psirf.vocabulary import IdentifierKind

PLACEHOLDERS = set("xyz")  # Mr X is nobody
DOTTED = re.compile(r"(?:[^\W\d_][.]\s?){1,3}[^\W\d_]?(?![^\W\d_])\.?")
AND_ALSO = re.compile(r"\s?[&/+,]\s?")
TOWARDS = {"to", "for", "from", "with", "under", "into", "not", "as", "than", "of"}
PLACES = {"bed", "bay", "room", "chair"}
GIVING = {"gave", "give", "given", "giving", "took", "used", "found", "administered", "labelled", "swapped"}
JOINING = {"and", "or", "with", "not", "vs", "versus", "than", "of"}


def initials_at(words: Words, at: int, may_be_one: bool, lists: IdentifierLists) -> Identifier | None:
    """Initials here: JS, A.B., or after a title one letter. No abbreviation, not all in capitals."""
    word = words.all[at]
    dotted = DOTTED.match(words.text, word.start)
    if (
        dotted
        and len(word.text) == 1
        and word.text.isupper()
        and (may_be_one or sum(map(str.isalpha, dotted[0])) > 1)
    ):
        letters = "".join(filter(str.isalpha, dotted[0]))
        end = word.start + len(dotted[0].rstrip())
        if letters.isupper() and letters.casefold() not in PLACEHOLDERS:
            return identifier_at(words.text, IdentifierKind.INITIALS, word.start, end)
    if words.shouts or not word.text.isupper() or word.low in PLACEHOLDERS or "/" in word.text:
        return None
    follow = words.at(at + 1)
    if len(word.text) == 1 and follow and len(follow.text) == 1 and follow.text.isupper() and word.gap == " ":
        return identifier_at(words.text, IdentifierKind.INITIALS, word.start, follow.end)
    if len(word.text) == 1 and may_be_one and word.text not in "IA":
        return identifier_at(words.text, IdentifierKind.INITIALS, word.start, word.end)
    if _are_letters_of_a_name(words, at, lists):
        return identifier_at(words.text, IdentifierKind.INITIALS, word.start, word.end)
    return None


def _figures_follow(words: Words, at: int) -> bool:
    """Whether a figure stands right after, so that the letters are a measurement."""
    return (
        words.all[at].gap.strip(" :=-")[:1].isdigit() and len(words.all[at].gap) < 12 and not _long_figures(words, at)
    )


def _long_figures(words: Words, at: int) -> bool:
    """Whether the figures are too long for a measurement, so that they are a number of the patient's."""
    end = words.all[at].end
    return bool(re.match(r"[\s:=-]{0,3}\d{5}", words.text[end : end + 10]))


def initials_said(words: Words, lists: IdentifierLists) -> Iterator[Identifier]:
    """Initials after words that say so: initials LW, signed A.B."""
    for place in range(1, len(words.all)):
        if words.phrase_before(place, lists.initials_said) and (found := initials_at(words, place, False, lists)):
            yield found
    owners = tuple(_owners(words, lists))
    yield from owners
    yield from _together(words, lists)
    if owners or any(_after_patient(words, place, lists) for place in range(1, len(words.all))):
        yield from _other_side(words, lists)


def _are_letters_of_a_name(words: Words, at: int, lists: IdentifierLists) -> bool:
    """Whether two or three capitals here are no short form that wards use, and no measurement."""
    word = words.all[at]
    if len(word.text) not in (2, 3) or not word.text.isupper() or _figures_follow(words, at):
        return False
    if word.low in lists.short_before_a_role:
        follow = words.at(at + 1)
        return follow is None or not is_space(word.gap) or _goes_on_plainly(follow.low, lists)
    return word.low not in lists.abbreviations and word.low not in lists.ordinary


def _goes_on_plainly(low: str, lists: IdentifierLists) -> bool:
    """Whether the word after is an ordinary one, that says neither who did it nor what was wrong."""
    is_who = (low,) in lists.cues or low in ("by", "with", "w", "anaesthetics", "team", "medics", "family")
    return low in lists.ordinary and not is_who and not low.endswith(lists.ordinary_endings)


def _owners(words: Words, lists: IdentifierLists) -> Iterator[Identifier]:
    """Two letters with an 's before what a patient has: KP's drops."""
    for place, word in enumerate(words.all):
        if not word.is_owner or words.shouts or not word.text.isupper() or "/" in word.text:
            continue
        given = words.at(place - 1)
        has = words.at(place + 1)
        if has and has.low in JOINING and (second := words.at(place + 2)) and second.is_owner:
            has = words.at(place + 3)  # TH's and LJ's meds
        is_patients = (given is not None and given.low in GIVING and is_space(given.gap)) or (
            has is not None
            and (
                has.low in lists.a_patient_has or is_medicine(has.low, lists) or (has.low,) in lists.never_names.words
            )
        )
        is_name = len(word.text) == 2 and word.low not in lists.abbreviations  # three letters own as hospitals do
        if is_patients and is_name and _are_letters_of_a_name(words, place, lists):
            yield identifier_at(words.text, IdentifierKind.INITIALS, word.start, word.end)


def _after_patient(words: Words, place: int, lists: IdentifierLists) -> bool:
    """Whether initials stand here right after a word for a patient."""
    before = words.all[place - 1]
    cue = lists.cues.get((before.low,))
    is_patient = cue is not None and cue.kind is IdentifierKind.PATIENT_NAME and is_space(before.gap)
    return is_patient and not words.shouts and _are_letters_of_a_name(words, place, lists)


def _other_side(words: Words, lists: IdentifierLists) -> Iterator[Identifier]:
    """Where one patient has initials, those of another to whom it went: gave JT's tablets to KP."""
    for place in range(1, len(words.all)):
        before, word = words.all[place - 1], words.all[place]
        is_towards = before.low in TOWARDS and is_space(before.gap)
        is_in_bed = before.low in PLACES and before.gap.strip().isdigit() and before.gap[-1:].isspace()
        if (is_towards or is_in_bed or word.is_owner) and len(word.text) in (1, 2) and not words.shouts:
            dotted = initials_at(words, place, False, lists)
            if dotted or _are_letters_of_a_name(words, place, lists):
                yield dotted or identifier_at(words.text, IdentifierKind.INITIALS, word.start, word.end)


def _together(words: Words, lists: IdentifierLists) -> Iterator[Identifier]:
    """The second patient's after the first's: pt JS and KL, pts AB/CD."""
    for place in range(1, len(words.all) - 1):
        first = words.all[place]
        before = words.all[place - 1]
        if (before.low,) not in lists.cues or not is_space(before.gap) or len(first.text) not in (2, 3):
            continue
        at = place + 1
        if is_space(first.gap) and words.all[at].low in JOINING and is_space(words.all[at].gap):
            at += 1
        elif not AND_ALSO.fullmatch(first.gap):
            continue
        is_pair = at < len(words.all) and _are_letters_of_a_name(words, place, lists)
        if is_pair and not words.shouts and _are_letters_of_a_name(words, at, lists):
            second = words.all[at]
            yield identifier_at(words.text, IdentifierKind.INITIALS, second.start, second.end)
