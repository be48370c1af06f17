"""NHS numbers and phone numbers in a text, however their digits are spaced."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass

from psirf.identifiers.dates import days_written
from psirf.identifiers.found import Identifier, identifier_at
from psirf.identifiers.lists import IdentifierLists
from psirf.vocabulary import IdentifierKind

DIGITS = re.compile(r"\d+")
# What people and programs put between the digits of one number: any space, a line break, dots, dashes, brackets.
BETWEEN = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad.,:;/\\|_()\[\]*·•'\"~‐-―−\-﹣－．／]{1,8}")
SURE = ((10,), (3, 3, 4))  # as an NHS number is written: whatever stands beside it
MANY = 24  # digits in one run: more are a table or a list of figures, where only whole numbers count
NEVER_FIRST = (0, 1, 2, 5, 8)  # no NHS number of England or Northern Ireland begins so; times and days do
TIME = re.compile(r"[01]\d:[0-5]\d|2[0-3]:[0-5]\d")
WORD_AFTER = re.compile(r"\s?([^\W\d_]+|%|°)")


@dataclass(frozen=True, slots=True)
class Group:
    """Digits that stand together, whatever their script: `joined` is whether the next may belong to them."""

    start: int
    end: int
    digits: str
    joined: bool


def digit_groups(text: str) -> list[Group]:
    """All the digits of a text, in groups."""
    found = list(DIGITS.finditer(text))
    ends = [*(match.start() for match in found[1:]), len(text)][: len(found)]
    return [
        Group(
            match.start(),
            match.end(),
            match[0] if match[0].isascii() else "".join(str(int(digit)) for digit in match[0]),
            after < len(text) and after - match.end() <= 8 and bool(BETWEEN.fullmatch(text, match.end(), after)),
        )
        for match, after in zip(found, ends, strict=True)
    ]


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits end with the check digit that the first nine ask for. The same ten times is none.

    Source: NHS Data Dictionary, NHS number: weights 10 to 2, modulus 11.
    """
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    check = -sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check == int(digits[9])


def nhs_numbers(text: str, groups: list[Group], lists: IdentifierLists) -> Iterator[Identifier]:
    """NHS numbers with a right check digit in any spacing; and what a label says is one, though it is not."""
    days = days_written(text)
    loose = []
    for first, last in _runs(groups, 10, is_nhs_number):
        run = groups[first : last + 1]
        shape = tuple(len(group.digits) for group in run)
        if _is_dialled(text, groups, first):
            continue
        if shape in SURE:  # also after "batch": one order number in eleven looks so, and an NHS number there is worse
            yield identifier_at(text, IdentifierKind.NHS_NUMBER, run[0].start, run[-1].end)
        else:
            loose.append((first, last))
    labelled = {match.end() for match in lists.labels["nhs_number"].finditer(text)}
    for first, group in enumerate(groups):
        if group.start in labelled and (tenth := _first_ten(groups, first)) is not None:
            yield identifier_at(text, IdentifierKind.NHS_NUMBER, group.start, groups[tenth].end)
    dialled = [(one.start, one.end) for one in phones(text, groups, lists)] if loose else []
    for first, last in sorted(loose, key=lambda run: run[1] - run[0]):  # the fewer groups, the surer
        start, end = groups[first].start, groups[last].end
        is_dialled = any(begins < start < ends for begins, ends in dialled)
        if not is_dialled and not _is_figures(text, groups, first, last, days, lists.units):
            yield identifier_at(text, IdentifierKind.NHS_NUMBER, start, end)


def _runs(groups: list[Group], wanted: int, fits: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """The first and last of groups that together have so many digits, and fit."""
    for first in range(len(groups)):
        digits = ""
        for last in range(first, min(first + wanted, len(groups))):
            digits += groups[last].digits
            if len(digits) == wanted and fits(digits):
                yield first, last
            if len(digits) >= wanted or not groups[last].joined:
                break


def _is_dialled(text: str, groups: list[Group], first: int) -> bool:
    """Whether a plus stands before these digits, or +44 or 0044, so that they are a phone number."""
    if text.endswith("+", 0, groups[first].start):
        return True
    before = groups[first - 1] if first else None
    if before is None or not before.joined:
        return False
    if first > 1 and groups[first - 2].joined:  # 0044 may end another number
        return False
    return before.digits == "0044" or (before.digits == "44" and text.endswith(("+", "00"), 0, before.start))


def _first_ten(groups: list[Group], first: int) -> int | None:
    """The last of the groups that have ten digits together, and are not the same digit ten times."""
    for begin, last in _runs(groups[first : first + 10], 10, lambda digits: len(set(digits)) > 1):
        if begin == 0:
            return first + last
    return None


def _is_figures(
    text: str, groups: list[Group], first: int, last: int, days: list[tuple[int, int]], units: Set[str]
) -> bool:
    """Whether oddly spaced digits are rather a day, a time, an amount, or some of many figures."""
    start, end = groups[first].start, groups[last].end
    lengths = [len(group.digits) for group in groups[first : last + 1]]
    if len(lengths) < 4 and min(lengths) > 2 and int(text[start]) not in NEVER_FIRST:
        return _is_part_of_day(text, days, start, end)
    after = WORD_AFTER.match(text, end)
    if after and (after[1].casefold() in units or after[1] in "%°"):
        return True
    if _is_part_of_day(text, days, start, end) or TIME.search(text, start, min(end + 3, len(text))):
        return True
    digits, at = 0, first
    while at > 0 and groups[at - 1].joined and digits <= MANY:
        at -= 1
        digits += len(groups[at].digits)
    at = last
    while groups[at].joined and at + 1 < len(groups) and digits <= MANY:
        at += 1
        digits += len(groups[at].digits)
    return digits + 10 > MANY


def _is_part_of_day(text: str, days: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether digits are rather a full date with what stands beside it: 12/03/26 1405, 0915 12/03/26.

    No NHS number of England begins with a time of day or with 01 to 31; 4-5-67 may begin or end one.
    """
    for begins, ends in days[max(0, bisect_left(days, (start, 0)) - 1) :]:
        if begins >= end:
            break
        if begins < start < ends:
            return True
        if begins == start and (text[start + 1].isdigit() or text[ends - 3 : ends].isdigit()):
            return True
        if begins > start and ends >= end and int(text[start]) in NEVER_FIRST:
            return True
    return False


def phones(text: str, groups: list[Group], lists: IdentifierLists) -> Iterator[Identifier]:
    """British mobile and landline numbers, numbers from abroad with a plus, and what a label says is one."""
    others = {match.end() for match in lists.labels["other"].finditer(text)}
    labelled = {match.end() for match in lists.labels["phone"].finditer(text)}
    for first, group in enumerate(groups):
        start = group.start
        opening = start - 1 if start and text[start - 1] == "(" else start
        if start in others or opening in others:
            continue
        plus = opening - 1 if opening and text[opening - 1] == "+" else -1
        if plus >= 0 or re.match("00[1-9]", group.digits):
            lengths, begin = range(9, 16), plus if plus >= 0 else opening
        elif group.digits.startswith(("01", "02", "03", "07", "08", "05")):
            lengths, begin = range(10, 12) if start in labelled else range(11, 12), opening
        elif start in labelled:
            lengths, begin = range(6, 12), opening
        else:
            continue
        if (last := _longest(text, groups, first, lengths)) is not None:
            yield identifier_at(text, IdentifierKind.PHONE, begin, groups[last].end)


def _longest(text: str, groups: list[Group], first: int, lengths: range) -> int | None:
    """The last of the groups that together are as long as such a number may be."""
    digits, best = 0, None
    for last in range(first, min(first + 12, len(groups))):
        digits += len(groups[last].digits)
        if digits in lengths and not _glued(text, groups[last].end):
            best = last
        if digits >= lengths.stop - 1 or not groups[last].joined or _breaks(text, groups, last):
            break
    return best


def _glued(text: str, end: int) -> bool:
    return end < len(text) and text[end].isalnum()


def _breaks(text: str, groups: list[Group], last: int) -> bool:
    """Whether what stands between two groups is no part of a phone number."""
    return bool(set(text[groups[last].end : groups[last + 1].start]) & set(",:;/\\|\n"))
