"""The number by which a patient can be found: read as it is typed into a field, written as people read it."""

import re
import unicodedata

from psirf.identifiers.lists import IdentifierLists
from psirf.identifiers.numbers import is_nhs_number
from psirf.lifecycle import NotAllowed
from psirf.marks import taken_out
from psirf.refusals import Refusal
from psirf.vocabulary import IdentifierKind

NHS, HOSPITAL = IdentifierKind.NHS_NUMBER, IdentifierKind.HOSPITAL_NUMBER
DASHES = re.compile("[‐-―−﹣－]")
UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
BETWEEN = re.compile(r"[ .-]")  # between the figures of one NHS number
# Nobody's number: a day, of birth as a rule.
DAY, MONTH, YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:18|19|20)\d\d"
A_DAY = re.compile(rf"{DAY}[ -]{MONTH}[ -]{YEAR}|{YEAR}[ -]{MONTH}[ -]{DAY}")
IN_THREES = re.compile(r"\d{3}[ .-]\d{3}[ .-]\d{4}")
LONGEST = 60  # characters of a number with its label
ONE_MISSING = 9  # figures: those of an NHS number but one


def read_patient_number(said: str, lists: IdentifierLists) -> tuple[IdentifierKind, str]:
    """What kind of number was typed, and the number: an NHS number without spaces, a hospital number in
    capitals. It may stand after a label, such as MRN, which then says of which kind it is.

    Raises NotAllowed, whose words hold none of it: NHS_NUMBER where ten figures are none, NO_NUMBER for
    what fits no pattern of the trust's table.
    """
    typed = _as_typed(said)
    label, number = _after_label(typed, lists)
    figures = BETWEEN.sub("", number)
    if figures.isdecimal() and len(figures) == 10:
        if is_nhs_number(figures):
            return NHS, figures
        if label is not HOSPITAL:
            raise NotAllowed(Refusal.NHS_NUMBER)
    if any(row.pattern.fullmatch(typed) for row in lists.hospital_numbers if not row.is_labelled):
        return HOSPITAL, _kept(typed)
    is_said = label is HOSPITAL or (label is None and not _is_rather_another(number))
    if is_said and any(row.pattern.fullmatch(number) for row in lists.hospital_numbers):
        return HOSPITAL, _kept(number)
    raise NotAllowed(Refusal.NO_NUMBER)


def is_nothing_but_a_number(said: str, lists: IdentifierLists) -> bool:
    """Whether a message is a patient's number and nothing else. Figures that may be a day, a dose or a phone
    number are none without a label."""
    if len(said) > LONGEST:
        return False
    typed = _as_typed(said)
    label, number = _after_label(typed, lists)
    try:
        kind, _ = read_patient_number(said, lists)
    except NotAllowed as refused:
        return refused.refusal is Refusal.NHS_NUMBER and (label is NHS or bool(IN_THREES.fullmatch(number)))
    return (
        kind is NHS
        or label is HOSPITAL
        or any(row.pattern.fullmatch(typed) for row in lists.hospital_numbers if not row.is_labelled)
    )


def spoken_number(kind: IdentifierKind, number: str) -> str:
    """An NHS number as 999 000 0018 (NHS style: 3 3 4); any other as it is kept."""
    return f"{number[:3]} {number[3:6]} {number[6:]}" if kind is NHS else number


def without_number(words: str, kind: IdentifierKind, number: str) -> str:
    """Words in which this number does not stand, however it was spaced."""
    signs = r"[\W_]{0,3}".join(re.escape(sign) for sign in number if sign.isalnum())
    return re.sub(rf"(?<![^\W_]){signs}(?![^\W_])", taken_out(kind), words, flags=re.IGNORECASE)


def _is_rather_another(number: str) -> bool:
    """Whether this, with no label, is rather a day; or an NHS number of which one figure is missing, or was
    typed as a letter. Who means a hospital number of nine figures writes its label before it."""
    return bool(A_DAY.fullmatch(number)) or sum(map(str.isdecimal, number)) == ONE_MISSING


def _kept(number: str) -> str:
    return number.replace(" ", "").upper()


def _as_typed(said: str) -> str:
    """Plain figures, spaces and hyphens, whatever keyboard or program they come from."""
    plain = DASHES.sub("-", UNSEEN.sub("", unicodedata.normalize("NFKC", said)))
    figures = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in plain)
    return " ".join(figures.split()).strip(" .,;:()[]-")


def _after_label(typed: str, lists: IdentifierLists) -> tuple[IdentifierKind | None, str]:
    """The label that it begins with, if any, and what stands after it."""
    for kind in (NHS, HOSPITAL):
        if found := lists.labels[kind.value].match(typed):
            return kind, typed[found.end() :]
    return None, typed
