"""The welcome, help and a few answers of Lantern's own, as cards."""

from collections.abc import Sequence

from bot.candour_words import HELP_FOR_CANDOUR
from bot.cards.elements import (
    Card,
    Element,
    attention,
    buttons,
    card,
    heading,
    quiet,
    reporting_as,
    row,
    submit,
    text,
)
from bot.casework.clock import ClockShown, Due
from bot.casework.views import UndeliveredView
from bot.wording import (
    HELP,
    HELP_FOR_LEADS,
    NOT_WATCHED,
    SORRY,
    SORRY_OTHER_FORM,
    SUPPORT,
    TYPED_BY_LEADS,
    WHO_SEES,
)
from psirf.contacts import Contacts
from psirf.spoken import spoken_moment
from psirf.vocabulary import EventKind

REPORT = "report"  # the name of the form that these buttons begin
BEGIN = {
    EventKind.INCIDENT: "It went wrong, or nearly did",
    EventKind.GOOD_CARE: "Good care",
    EventKind.OUTCOME: "An outcome that worries me",
    EventKind.RISK: "A risk",
}


def welcome_card(name: str, contacts: Contacts, picture: str = "") -> Card:
    """Three short sentences: what it is for, that it is not watched, what to type. `picture`: the address
    of the other form's QR code, where there is one."""
    return card(
        heading(f"Hello{', ' + name.split()[0] if _is_name(name) else ''}. I am Lantern."),
        text("I take what happens on your ward to the people who can learn from it: near misses, incidents, "
             "good care and risks."),
        text("I am not watched: if somebody is in danger, help them first and use your usual emergency call."),
        text("To begin, just tell me what happened, or press one of these."),
        buttons(*_kinds(primary=True)),
        *_other_form(contacts, picture),
        *reporting_as(name),
    )  # fmt: skip


def _kinds(*, primary: bool = False) -> list[Element]:
    """A button for each kind of event."""
    return [
        submit(label, primary=primary and n == 0, do="begin", form=REPORT, **{"with": kind.value})
        for n, (kind, label) in enumerate(BEGIN.items())
    ]


def _other_form(contacts: Contacts, picture: str) -> list[Element]:
    """The trust's other way to report, for those who have no Teams: a link, and a code to be photographed."""
    form = contacts.other_form
    if form is None:
        return []
    link = {"type": "Action.OpenUrl", "title": f"Open {form.name}", "url": form.link}
    code = {"type": "Image", "url": picture, "altText": f"A QR code that leads to {form.name}", "width": "120px"}
    return [
        text(f"Somebody without Teams can use {form.name}.", subtle=True),
        *([code] if picture else []),
        buttons(link),
    ]


def sorry_card(contacts: Contacts) -> Card:
    """For somebody whom this vexes: how else to report."""
    words = f"{SORRY} {SORRY_OTHER_FORM}" if contacts.other_form else SORRY
    return card(text(words), *_other_form(contacts, ""))


def who_sees_card(contacts: Contacts) -> Card:
    """Who reads a report, said plainly; and who can be spoken to instead."""
    return card(text(WHO_SEES), *_people(contacts))


def _people(contacts: Contacts) -> list[Element]:
    return [
        element
        for each in contacts.support
        for element in (text(each.name), text(each.reach, subtle=True, close=True))
    ]


def support_card(contacts: Contacts, first: str = "") -> Card:
    """For somebody who writes of their own distress: people who are there for them."""
    return card(
        *([text(first)] if first else []),
        text(SUPPORT, strong=True),
        *_people(contacts),
        text(NOT_WATCHED, subtle=True),
    )


def _is_name(name: str) -> bool:
    """Whether a name may stand in a heading, which clients read as markdown."""
    return bool(name) and all(part.isalpha() for part in name.split()[0].split("-"))


def help_card(
    contacts: Contacts, first: str = "", picture: str = "", *, leads: bool = False, of_candour: Sequence[str] = ()
) -> Card:
    """What can be said. `leads`: whether they lead on learning somewhere, and can say more than others; `of_candour`:
    what somebody who sees to candour can type besides."""
    more = [quiet(text(HELP_FOR_LEADS), *(text(each, close=True) for each in TYPED_BY_LEADS))]
    candour = [quiet(text(HELP_FOR_CANDOUR), *(text(each, close=True) for each in of_candour))]
    return card(
        *([text(first)] if first else []),
        text(HELP),
        *(more if leads else []),
        *(candour if of_candour else []),
        text(NOT_WATCHED, subtle=True),
        buttons(*_kinds()),
        *_other_form(contacts, picture),
    )


def lost_card(words: str) -> Card:
    """What was said tells nothing yet: a kind question, and what can be begun."""
    return card(text(words), buttons(*_kinds()))


def text_card(words: str, *, strong: bool = False) -> Card:
    return card(text(words, strong=strong))


def clock_card(shown: ClockShown, note: str = "") -> Card:
    """Development only: London time, what fell due and what is next."""
    return card(
        *([attention(text(note))] if note else []),
        text(f"It is {spoken_moment(shown.now)} in London.", strong=True),
        *_dues("Fell due", shown.fell_due, "Nothing fell due."),
        *_dues("Next", shown.next, "Nothing is waiting."),
    )


def _dues(label: str, dues: Sequence[Due], none: str) -> list[dict[str, object]]:
    if not dues:
        return [text(none)]
    return [text(label, strong=True), *(row(d.reference, f"{d.to}, {spoken_moment(d.at)}") for d in dues)]


def undelivered_card(view: UndeliveredView) -> Card:
    """For an administrator: a message that did not arrive, or may not have."""
    return card(
        heading("A message may not have arrived"),
        row("To", view.to),
        row("About", view.about),
        row("What is known", f"{view.outcome}{f' ({view.trouble})' if view.trouble else ''}."),
        text("The person can type the reference to see how things stand.", subtle=True),
    )
