"""What stands in a report in place of words that may identify somebody."""

from collections.abc import Mapping

from psirf.identifiers.found import SAID
from psirf.vocabulary import IdentifierKind


def hidden(kind: IdentifierKind, number: int) -> str:
    """In place of words that nobody but the patient safety team may see until it has looked at them."""
    return f"[{_said(kind)} hidden, {number}]"


def taken_out(kind: IdentifierKind) -> str:
    """In place of words that are gone."""
    return f"[{_said(kind)} taken out]"


def _said(kind: IdentifierKind) -> str:
    return SAID[kind]


def with_words(text: str, words: Mapping[str, str]) -> str:
    """A text with other words in place of these."""
    for old, new in words.items():
        text = text.replace(old, new)
    return text
