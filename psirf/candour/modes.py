"""How somebody was told, or tried to be reached, as people write it."""

import re

# What is in writing, or said to a machine: it follows a conversation and is not instead of it. Source: Regulation
# 20(3)(a), the notification is given in person; by phone or video where the person agrees (domain.md 3.3).
NOT_IN_PERSON = re.compile(
    r"\b(letters?|post(?:ed)?|e[ -]?mail(?:s|ed)?|texts?|texted|sms|voice[ -]?mails?|"
    r"answer(?:ing)?[ -]?(?:phone|machine)|messages?|note|written|writing|fax|whatsapp|portal|app|leaflet)\b",
    re.IGNORECASE,
)
# Said outright, this settles it, whatever was handed over besides.
IN_PERSON = re.compile(r"^(?:in person|face[ -]to[ -]face)\b", re.IGNORECASE)
REACHED = re.compile(
    r"\b(spoke|spoken|reached|answered|called back|came|visited|met|declined|refused)\b", re.IGNORECASE
)
NOT_REACHED = re.compile(
    r"\b(no|not|never|nobody|left|voice-?mail|wrong|dead|failed|un\w+|engaged|returned|didn't|did not)\b",
    re.IGNORECASE,
)


def is_in_person(mode: str) -> bool | None:
    """Whether a way of telling is in person; None where it was not said."""
    said = mode.replace("_", " ").strip()
    if not said:
        return None
    return IN_PERSON.search(said) is not None or NOT_IN_PERSON.search(said) is None


def was_reached(result: str) -> bool | None:
    """Whether an attempt came to a conversation; None where it was not said what came of it."""
    said = result.replace("_", " ").strip()
    if not said:
        return None
    return NOT_REACHED.search(said) is None and REACHED.search(said) is not None
