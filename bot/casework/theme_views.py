"""Views of themes: several events kept together, as somebody may see them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ThemeChoice:
    """A theme to which events can be added."""

    value: str  # its id
    reference: str
    name: str


@dataclass(frozen=True, slots=True)
class Together:
    """What came of deciding several at once: the references that went, those that wait for others to say yes, those
    that did not go and why, and the theme, where there is one."""

    decided: tuple[str, ...]
    proposed: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]
    theme: ThemeChoice | None = None
