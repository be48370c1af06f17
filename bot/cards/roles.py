"""Who is who, and what was done about it, for those who give roles."""

from collections.abc import Sequence

from bot.cards.elements import Card, Element, Fold, card, choice_box, folded, heading, submit, text, text_box
from bot.casework.role_news import RoleNews
from bot.casework.who_is_who import CoverShown, PersonShown, WhoIsWho
from bot.wording import (
    COVER_ENDED,
    COVERED_ROLES,
    GIVE_FOR_EXAMPLE,
    NO_ROLES,
    TO_CHANGE_ROLES,
    UNDO,
    WHO_TO_ASK,
    YOU_ARE_COVERED,
    YOU_COVER,
    YOU_HOLD,
    YOU_HOLD_NO_MORE,
)
from psirf.role_names import RoleNames
from psirf.spoken import spoken_day
from psirf.vocabulary import GIVEN_ROLES

WHO_IS_WHO = "who_is_who"  # the button that shows more of them
GIVE_ROLE = "give_role"  # the button that gives a role


def who_is_who_card(shown: WhoIsWho) -> Card:
    """People by name, each with what they hold and where, and who is away; and how it is changed."""
    more = submit("More", do=WHO_IS_WHO, about=shown.about, page=str(shown.page + 1))
    pages = f", page {shown.page} of {shown.pages}" if shown.pages > 1 else ""
    return card(
        heading("Who is who"),
        *([text(f"{shown.about or 'The whole trust'}{pages}", subtle=True)] if shown.about or pages else []),
        *(element for person in shown.people for element in _person(person)),
        *([] if shown.people else [text(NO_ROLES)]),
        text(TO_CHANGE_ROLES, subtle=True),
        *folded(*([more] if shown.page < shown.pages else []), _to_give()),
    )


def _person(person: PersonShown) -> list[Element]:
    lines = [f"{each.role.label}: {each.place}" for each in person.roles] or [NO_ROLES]
    lines += [_cover(person.name, each) for each in person.covers]
    return [text(person.name, strong=True), *(text(line, close=True) for line in lines)]


def _cover(name: str, cover: CoverShown) -> str:
    days = f"{spoken_day(cover.from_on)} to {spoken_day(cover.until_on)}"
    if cover.away == name:
        return f"Away {days}; {cover.covered_by} covers."
    return f"Covers for {cover.away}, {days}."


def _to_give() -> Fold:
    return Fold(
        GIVE_ROLE, "Give a role",
        (
            text_box("who", "Who", hint="Their full name", long=False),
            choice_box("role", "Role", [(role.value, role.label) for role in GIVEN_ROLES]),
            text_box("place", "Where", hint="Ward 7, or: the whole trust", long=False),
        ),
        submit("Give it", primary=True, do=GIVE_ROLE),
    )  # fmt: skip


def role_news_card(news: RoleNews) -> Card:
    """For somebody whose roles were changed, or who is to cover, or is covered."""
    if news.role is not None:
        said = YOU_HOLD if news.holds else YOU_HOLD_NO_MORE
        return card(text(said.format(news.role.label, news.place), strong=True), text(WHO_TO_ASK, subtle=True))
    assert news.cover is not None, "it is about a role or about cover"
    days = spoken_day(news.cover.from_on), spoken_day(news.cover.until_on)
    said = (YOU_COVER if news.covers else YOU_ARE_COVERED) if news.holds else COVER_ENDED
    other = news.cover.away if news.covers else news.cover.covered_by
    roles = [COVERED_ROLES.format("; ".join(f"{each.role.label}, {each.place}" for each in news.held))]
    return card(
        text(
            said.format(other, *days) if news.holds else said.format(news.cover.covered_by, news.cover.away),
            strong=True,
        ),
        *(text(each, close=True) for each in roles if news.held and news.holds),
        text(WHO_TO_ASK, subtle=True),
    )


def role_words_card(names: RoleNames) -> Card:
    """Each role, and what else it is called."""
    return card(
        heading("What roles are called"),
        *(
            text(f"{role.label}{f': {words}' if (words := ', '.join(names.everyday[role])) else ''}", close=True)
            for role in GIVEN_ROLES
        ),
        text(GIVE_FOR_EXAMPLE, subtle=True),
    )


def done_card(said: str, besides: Sequence[str] = (), undo: str = "") -> Card:
    """What was done, what goes with it, and what to write to undo it."""
    return card(
        text(said, strong=True),
        *(text(each, close=True) for each in besides),
        *([text(UNDO.format(undo), subtle=True)] if undo else []),
    )
