"""Email addresses and postcodes in a text."""

import re
from collections.abc import Iterator

from psirf.identifiers.found import Identifier, identifier_at
from psirf.identifiers.lists import IdentifierLists
from psirf.vocabulary import IdentifierKind

# Each repeat has an end, and a try begins only where a word does, so that no text takes long.
EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}\s?@\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
# Source: Royal Mail: the last two letters are never C, I, K, M, O or V.
POSTCODE = re.compile(
    r"(?<![^\W_])([A-Z]{1,2})(\d[A-Z\d]?)(\s{0,2})(\d)([ABD-HJLNP-UW-Z]{2})(?![^\W_])", re.IGNORECASE
)
# After these a shape like a postcode's is rather an amount: T4 5th, B12 5ng. In small letters it must be no unit,
# unless the letters before it are small too, and the number is no ordinal said of a day or a dose.
ORDINALS = {"1st", "2nd", "3rd"}


def emails(text: str) -> Iterator[Identifier]:
    """Email addresses, also with a space about the at sign."""
    for match in EMAIL.finditer(text):
        yield identifier_at(text, IdentifierKind.EMAIL, *match.span())


def postcodes(text: str, lists: IdentifierLists) -> Iterator[Identifier]:
    """Whole British postcodes of areas that there are; not half of one, nor a dose after a vitamin or a bone."""
    others = {match.end() for match in lists.labels["other"].finditer(text)}
    for match in POSTCODE.finditer(text):
        area, district, gap, figure, unit = match.groups()
        letters = area + "".join(filter(str.isalpha, district))
        if area.upper() not in lists.postcode_areas or match.start() in others:
            continue
        if unit.islower() and (
            not (letters.islower() or (area.istitle() and len(area) == 2)) or _is_amount(figure, unit, gap, lists)
        ):
            continue
        yield identifier_at(text, IdentifierKind.POSTCODE, *match.span())


def _is_amount(figure: str, unit: str, gap: str, lists: IdentifierLists) -> bool:
    """Whether small letters after a figure make an amount of it, or an ordinal of the right sort."""
    if f"{figure}{unit}" in ORDINALS:
        return True
    return unit in lists.units and (unit != "th" or not gap)
