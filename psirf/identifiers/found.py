"""An identifier as it stands in a text, and the text without it."""

from collections.abc import Iterable
from dataclasses import dataclass

from psirf.marks import taken_out
from psirf.vocabulary import IdentifierKind


@dataclass(frozen=True, slots=True)
class Identifier:
    """Words of a text that say who somebody is: `text` stands from `start` to before `end`."""

    text: str
    kind: IdentifierKind
    start: int
    end: int


def identifier_at(text: str, kind: IdentifierKind, start: int, end: int) -> Identifier:
    """The identifier that stands between two places of a text."""
    return Identifier(text[start:end], kind, start, end)


def without(text: str, found: Iterable[Identifier]) -> str:
    """The text with each identifier taken out, and said to be: `[NHS number taken out] fell`."""
    kept, at = [], 0
    for one in sorted(found, key=lambda identifier: identifier.start):
        if one.start < at:
            continue
        kept += [text[at : one.start], taken_out(one.kind)]
        at = one.end
    return "".join([*kept, text[at:]])


def first_come(text: str, found: Iterable[Identifier]) -> tuple[Identifier, ...]:
    """Those that overlap none before them in the list, in the order of the text."""
    taken = bytearray(len(text))
    kept = []
    for one in found:
        if one.end > one.start and not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            kept.append(one)
    return tuple(sorted(kept, key=lambda identifier: identifier.start))
