"""What an event and a safety action are called, wherever people see one: PSE-00001 and SA-00001."""


def event_reference(number: int) -> str:
    return f"PSE-{number:05}"


def action_reference(number: int) -> str:
    return f"SA-{number:05}"
