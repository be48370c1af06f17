"""What stands in a report in place of words that may identify somebody."""

import re
from collections.abc import Mapping

from psirf.vocabulary import IdentifierKind

# Whose name it was is not said: it could tell who is meant.
SAID = {
    IdentifierKind.NHS_NUMBER: "NHS number",
    IdentifierKind.HOSPITAL_NUMBER: "hospital number",
    IdentifierKind.DATE_OF_BIRTH: "date of birth",
    IdentifierKind.INITIALS: "initials",
    IdentifierKind.PHONE: "phone number",
    IdentifierKind.EMAIL: "email address",
    IdentifierKind.POSTCODE: "postcode",
    IdentifierKind.PATIENT_NAME: "name",
    IdentifierKind.RELATIVE_NAME: "name",
    IdentifierKind.STAFF_NAME: "name",
}


HIDDEN = re.compile(r"\[[\w ]+ hidden, \d+\]")


def hidden(kind: IdentifierKind, number: int) -> str:
    """In place of words that nobody but the patient safety team may see until it has looked at them."""
    return f"[{SAID[kind]} hidden, {number}]"


def taken_out(kind: IdentifierKind) -> str:
    """In place of words that are gone."""
    return f"[{SAID[kind]} taken out]"


def with_words(text: str, words: Mapping[str, str]) -> str:
    """A text with other words in place of these."""
    for old, new in words.items():
        text = text.replace(old, new)
    return text


def without_numbers(text: str) -> str:
    """A text with the numbers of what is hidden in it left out: the same words hidden twice look the same."""
    return HIDDEN.sub(lambda found: found[0].rpartition(",")[0] + "]", text)
