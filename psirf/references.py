"""What a record is called, wherever people see one: PSE-00001, SA-00001, LR-00001, DOC-00001, TH-00001, AP-00001."""

from collections.abc import Callable, Mapping


def event_reference(number: int) -> str:
    return f"PSE-{number:05}"


def action_reference(number: int) -> str:
    return f"SA-{number:05}"


def response_reference(number: int) -> str:
    return f"LR-{number:05}"


def candour_reference(number: int) -> str:
    return f"DOC-{number:05}"


def theme_reference(number: int) -> str:
    return f"TH-{number:05}"


def approval_reference(number: int) -> str:
    return f"AP-{number:05}"


# What is shown of a record whose kind and number are at hand.
REFERENCES: Mapping[str, Callable[[int], str]] = {
    "event": event_reference,
    "action": action_reference,
    "response": response_reference,
    "approval": approval_reference,
    "candour": candour_reference,
}
