"""What stands in a report in place of words that may identify somebody."""

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
