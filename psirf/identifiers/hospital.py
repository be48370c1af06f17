"""The numbers that a trust gives its patients: after a label, beside a name, or mixed up with such a one."""

import re
from collections.abc import Iterator

from psirf.identifiers.found import Identifier, identifier_at
from psirf.identifiers.lists import IdentifierLists
from psirf.identifiers.numbers import WORD_AFTER
from psirf.vocabulary import IdentifierKind

SENTENCE_END = re.compile(r"[!?]|\.(?=\s|$)|\n\s*\n")
NUMBER = re.compile(r"(?<![^\W_])(?:[^\W\d_]{1,3}[-/]?)?\d(?:[ -]?\d){4,9}[^\W\d_]?(?![^\W_])")
JOINED = re.compile(r"\s?(?:,|/|&|\+|and|or|with|for|not|vs\.?|versus|instead of)\s?", re.IGNORECASE)
REACH = 160  # characters: a sentence; a pasted table has no end, and is read by its labels
SAME_BEGINNING = 3  # characters: numbers mixed up begin alike, even where one has lost a figure


def hospital_numbers(text: str, lists: IdentifierLists) -> Iterator[Identifier]:
    """Hospital numbers by the trust's own patterns: after a label, or wherever they stand."""
    others = {match.end() for match in lists.labels["other"].finditer(text)}
    labelled = []
    for label in lists.labels["hospital_number"].finditer(text):
        if label.end() not in others and (found := _number_at(text, label.end(), lists)):
            labelled.append(found)
    labelled += _both_of_several(text, others, lists)
    for row in lists.hospital_numbers:
        for match in () if row.is_labelled else row.pattern.finditer(text):
            if match.start() not in others:
                yield identifier_at(text, IdentifierKind.HOSPITAL_NUMBER, *match.span())
    yield from labelled
    for one in labelled:
        yield from _alike_in_sentence(text, one, others)


def numbers_beside(text: str, found: tuple[Identifier, ...], lists: IdentifierLists) -> Iterator[Identifier]:
    """A hospital number right after a patient's initials or name, with no label between."""
    for one in found:
        if one.kind in (IdentifierKind.INITIALS, IdentifierKind.PATIENT_NAME):
            gap = re.compile(r"[\s,(]{1,3}").match(text, one.end)
            if gap and (number := _number_at(text, gap.end(), lists)):
                yield number


def _number_at(text: str, at: int, lists: IdentifierLists) -> Identifier | None:
    """The number that begins here by one of the patterns that count after a label."""
    for row in lists.hospital_numbers:
        if row.is_labelled and (match := row.pattern.match(text, at)):
            after = WORD_AFTER.match(text, match.end())
            if after and after[1].casefold() in lists.units and any(map(str.isspace, match[0])):
                continue  # patient 500 250 mg
            return identifier_at(text, IdentifierKind.HOSPITAL_NUMBER, *match.span())
    return None


def _both_of_several(text: str, others: set[int], lists: IdentifierLists) -> Iterator[Identifier]:
    """Two numbers of one shape after a bare "numbers", which nothing says to be of anything else."""
    for label in lists.labels["several"].finditer(text):
        before = text[: label.start()].rstrip(" ")[-1:]
        if label.end() in others or (before.isalnum() and " " not in label[0].strip()):
            continue
        first = _number_at(text, label.end(), lists)
        between = JOINED.match(text, first.end) if first else None
        second = _number_at(text, between.end(), lists) if between else None
        if first and second and _shape(first.text) == _shape(second.text):
            yield from (first, second)


def _alike_in_sentence(text: str, one: Identifier, others: set[int]) -> Iterator[Identifier]:
    """Further numbers of the same sentence that look like one with a label: mrn is 5120988, not 5120998."""
    reach = min(one.end + REACH, len(text))
    closed = SENTENCE_END.search(text, one.end, reach)
    for match in NUMBER.finditer(text, one.end, closed.start() if closed else reach):
        same = match[0].casefold()[:SAME_BEGINNING] == one.text.casefold()[:SAME_BEGINNING]
        is_near = same and abs(len(match[0]) - len(one.text)) < 2
        if match.start() not in others and (is_near or _shape(match[0]) == _shape(one.text)):
            yield identifier_at(text, IdentifierKind.HOSPITAL_NUMBER, *match.span())


def _shape(number: str) -> str:
    """Which characters are letters and which are figures, without what stands between them."""
    return "".join("9" if sign.isdigit() else "A" for sign in number if sign.isalnum())
