"""Dates of birth in a text, in all the ways that people write a date."""

import re
from collections.abc import Iterator

from psirf.identifiers.found import Identifier, identifier_at
from psirf.identifiers.lists import IdentifierLists
from psirf.vocabulary import IdentifierKind

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
YEAR = r"(?P<year{n}>(?:18|19|20)\d\d|['’]?\d\d)(?!\d)"
DASH = r"\s?[/.\-–—\\]\s?"
FORMS = (
    rf"(?:0?[1-9]|[12]\d|3[01]){DASH}(?:0?[1-9]|1[0-2]){DASH}{YEAR}",
    r"(?P<year{n}>(?:18|19|20)\d\d)[-/.](?:0?[1-9]|1[0-2])[-/.](?:[0-2]?\d|3[01])(?!\d)",
    rf"(?:0?[1-9]|[12]\d|3[01])\s?(?:st|nd|rd|th)?[\s.,/\-–]{{0,3}}(?:of\s)?{MONTH}\b[\s.,/\-–]{{0,3}}{YEAR}",
    rf"{MONTH}\b[\s.]{{1,2}}(?:0?[1-9]|[12]\d|3[01])\s?(?:st|nd|rd|th)?,?\s{YEAR}",
    rf"(?:0?[1-9]|[12]\d|3[01]){MONTH}{YEAR}",
)
FULL = "|".join(form.replace("{n}", str(n)) for n, form in enumerate(FORMS))
# A day on which something may have been done, or somebody born.
DAY = re.compile(rf"(?<![\d/\-])(?<!\d\.)(?:{FULL})", re.IGNORECASE)
# After "date of birth" alone: figures with spaces or none, a day and a month, or a year.
MORE = re.compile(
    rf"(?:{FULL}|(?:0?[1-9]|[12]\d|3[01])\s(?:0?[1-9]|1[0-2])\s(?:(?:19|20)\d\d|\d\d)(?!\d)|"
    rf"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:(?:19|20)\d\d|\d\d)(?!\d)|"
    rf"(?:0?[1-9]|[12]\d|3[01])\s?(?:st|nd|rd|th)?\s(?:of\s)?{MONTH}\b|(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])\b|"
    r"(?:19|20)\d\d(?!\d))",
    re.IGNORECASE,
)
LINK = re.compile(
    r"[\s.:;,=#(\[\-–]{0,4}(?:(?:is|was|on|the|as|given|being|in|dd/mm/yyyy|said)[\s:)]{1,3}){0,3}", re.IGNORECASE
)
FAR = re.compile(r"[^\d.!?\n]{0,40}")
ALSO = re.compile(
    r"\s{0,2}(?:and|or|not|,|&|vs|versus|instead of|rather than|with)\s{1,2}(?:the\s|dob\s)?", re.IGNORECASE
)
LABEL_AFTER = re.compile(r"[\s,]{0,2}[(\[]?\s?(?:d\.?o\.?b\b|date of birth)", re.IGNORECASE)
# Before a date of long ago alone: b. 4/7/59, aged 67 (4/7/59), 67F 4.7.59, the lady in bed 3 (4/7/59).
BORN_SHORT = re.compile(r"(?<![\w.])b(?:[.:]\s?|\s)?$", re.IGNORECASE)
BORN_IN_BRACKETS = re.compile(r"\(\s?b\.?\s?$", re.IGNORECASE)
BORN_IN_YEAR = re.compile(r"\(\s?b\.?\s?((?:18|19|20)\d\d)\b(?![/.-]\d)", re.IGNORECASE)
AGED = re.compile(
    r"(?:\b(?:aged?|age of)\s?:?\s?\d{1,3}|(?<![\w/.])\d{1,3}\s?-?(?:y/?o|yrs?|years?|[ymf])\b(?:[\s-]old)?)"
    r"(?:\s(?:man|woman|lady|gentleman|male|female|patient|pt|[mf]))?[\s,(\[–-]{1,3}$",
    re.IGNORECASE,
)
AGED_AFTER = re.compile(
    r"\s?[,(\[]{1,2}\s?(?:aged?\s\d{1,3}|\d{1,3}\s?-?(?:y/?o|yrs?|years?|[ymf])\b)", re.IGNORECASE
)
SOMEBODY = re.compile(
    r"\b(?:patient|pt|px|lady|gentleman|gent|man|woman|resident|bed|bay|room|chair)\s?[a-z]?\d{0,2}[a-z]?\s?[(\[]\s?$|"
    r"(?<![\w/.:])\d{2}\s?\(\s?$",
    re.IGNORECASE,
)
TOGETHER = 3  # dates said after one label, such as of two patients mixed up
BORN_BEFORE = 2016  # a report is not about an event of that long ago


def days_written(text: str) -> list[tuple[int, int]]:
    """From where to where full dates stand, of birth or of anything."""
    return [match.span() for match in DAY.finditer(text)]


def dates_of_birth(text: str, lists: IdentifierLists) -> Iterator[Identifier]:
    """Dates that a text says are of birth: after a label, before it, or with another such date."""
    for label in lists.labels["date_of_birth"].finditer(text):
        at = LINK.match(text, label.end())
        begin = at.end() if at else label.end()
        is_birth_date = not label[0].casefold().lstrip().startswith("born")
        match = (MORE if is_birth_date else DAY).match(text, begin)
        if match is None and is_birth_date and (far := FAR.match(text, label.end())):
            match = DAY.match(text, far.end())
            match = match if match and is_long_ago(match) else None
        for _ in range(TOGETHER):
            if match is None:
                break
            yield identifier_at(text, IdentifierKind.DATE_OF_BIRTH, *match.span())
            further = ALSO.match(text, match.end())
            match = DAY.match(text, further.end()) if further else None
            match = match if match and is_long_ago(match) else None
    for match in BORN_IN_YEAR.finditer(text):
        yield identifier_at(text, IdentifierKind.DATE_OF_BIRTH, *match.span(1))
    for match in DAY.finditer(text):
        is_labelled = is_long_ago(match) and any(said.match(text, match.end()) for said in (LABEL_AFTER, AGED_AFTER))
        if is_labelled or _is_born_before(text[max(0, match.start() - 40) : match.start()], match):
            yield identifier_at(text, IdentifierKind.DATE_OF_BIRTH, *match.span())


def _is_born_before(before: str, match: re.Match[str]) -> bool:
    """Whether what stands just before a date makes it one of birth: "b.", an age, somebody and a bracket."""
    if BORN_IN_BRACKETS.search(before):
        return True
    return is_long_ago(match) and any(said.search(before) for said in (BORN_SHORT, AGED, SOMEBODY))


def dates_beside(text: str, found: tuple[Identifier, ...], lists: IdentifierLists) -> Iterator[Identifier]:
    """Dates of long ago right after a patient's name or number, with no word between: a date of birth too."""
    ends = {one.end for one in found if one.kind is not IdentifierKind.STAFF_NAME}
    patients = {match.end() for match in lists.labels["hospital_number"].finditer(text)}
    for match in DAY.finditer(text):
        before = text[max(0, match.start() - 4) : match.start()]
        beside = match.start() - (len(before) - len(before.rstrip(" ,(;:-–\t\n")))
        if is_long_ago(match) and (beside in ends or match.start() in patients):
            yield identifier_at(text, IdentifierKind.DATE_OF_BIRTH, *match.span())


def is_long_ago(match: re.Match[str]) -> bool:
    """Whether a date is of a year too long ago for an event. A year of two figures from 30 is of 1930 on."""
    year = next((int(said.strip("'’")) for said in match.groupdict().values() if said), 0)
    return year in range(30, 100) or year in range(1800, BORN_BEFORE)
