"""What an administrator writes to give, take or cover a role: read from the whole of a message, or not at all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from bot.forms.form import Asking, Unclear
from bot.forms.times.moments_ahead import read_day_ahead
from bot.forms.times.time_words import NotRead, NotYet
from psirf.role_names import RoleNames
from psirf.spoken import spoken_day
from psirf.vocabulary import Role
from psirf.working_time import london_day


@dataclass(frozen=True, slots=True)
class ShowRoles:
    """Who holds what; of one place, person or role, as it was written."""

    about: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class RoleWords:
    """What each role is called."""


@dataclass(frozen=True, slots=True)
class Give:
    who: str
    role: Role
    place: str


@dataclass(frozen=True, slots=True)
class Take:
    who: str
    role: Role
    place: str


@dataclass(frozen=True, slots=True)
class NoSuchRole:
    """Somebody's name, and words that may be a role but are none that is known."""

    who: str


@dataclass(frozen=True, slots=True)
class SetCover:
    away: str
    by: str
    first: str  # empty: from today
    last: str


@dataclass(frozen=True, slots=True)
class EndCover:
    away: str
    by: str


RoleCommand = ShowRoles | RoleWords | Give | Take | NoSuchRole | SetCover | EndCover

SHOW = re.compile(
    r"(?:show (?:me )?)?(?:the )?(?:roles?|who is who|who's who)"
    r"(?: (?:of|for|at|on|in) (?P<of>.+?)| (?!page\b)(?P<plain>.+?))?(?:,? page (?P<page>\d{1,4}))?",
    re.IGNORECASE,
)
WORDS = re.compile(
    r"(?:what (?:are|is) (?:the |a )?)?roles? (?:names?|words)|role words|names of (?:the )?roles", re.I
)
PLACED = re.compile(r" (?:for|of|on|in|at|to) ", re.IGNORECASE)
GIVE = re.compile(r"(?:give|make) (?P<rest>.+)", re.IGNORECASE)
GIVE_TO = re.compile(r"give (?:the )?(?P<what>.+) to (?P<who>.+)", re.IGNORECASE)
TAKE = re.compile(r"(?:take|remove) (?:the )?(?P<rest>.+? from .+)", re.IGNORECASE)
AWAY_FROM = re.compile(r"(?: away| off)? from ", re.IGNORECASE)
DAYS = r"(?:,? from (?P<first>.+?))?(?:,? (?:to|until|till|up to|-) (?P<last>.+))?"
COVER = (
    re.compile(rf"cover (?:for )?(?P<away>.+?) (?:by|with) (?P<by>.+?){DAYS}", re.IGNORECASE),
    re.compile(rf"(?P<by>\S+(?: \S+){{0,3}}?) (?:covers|will cover) (?:for )?(?P<away>.+?){DAYS}", re.IGNORECASE),
)
END_COVER = re.compile(
    r"(?:end|stop|cancel) (?:the )?cover (?:for|of) (?P<away>.+?)(?: (?:by|with) (?P<by>.+))?", re.IGNORECASE
)
FURTHEST = timedelta(days=180)  # a day further off, of which the year was guessed, is to be written whole


def read_role_command(said: str, names: RoleNames) -> RoleCommand | None:
    """The command that a whole message is; None where it is none. What it names is still to be looked up."""
    said = _tidy(said)
    if WORDS.fullmatch(said):
        return RoleWords()
    if found := SHOW.fullmatch(said):
        return ShowRoles((found["of"] or found["plain"] or "").strip(), int(found["page"] or 1))
    if found := END_COVER.fullmatch(said):
        return EndCover(found["away"], found["by"] or "")
    for pattern in COVER:
        if found := pattern.fullmatch(said):
            return SetCover(found["away"], found["by"], found["first"] or "", found["last"] or "")
    if found := TAKE.fullmatch(said):
        return _take(found["rest"], names)
    return _give(said, names)


def _take(said: str, names: RoleNames) -> Take | NoSuchRole:
    """A role may have one "from" of its own, as learning from deaths has."""
    parted = list(islice(AWAY_FROM.finditer(said), 2))
    for found in parted:
        for what, place in _placed(said[: found.start()]):
            if role := names.role_named(what):
                return Take(said[found.end() :], role, place)
    return NoSuchRole(said[parted[0].end() :])


def _give(said: str, names: RoleNames) -> RoleCommand | None:
    if found := GIVE_TO.fullmatch(said):
        for what, place in _placed(found["what"]):
            if role := names.role_named(what):
                return Give(found["who"], role, place)
    if not (found := GIVE.fullmatch(said)):
        return None
    for left, place in _placed(found["rest"]):
        words = left.split(" ")
        for n in range(1, len(words)):
            if role := names.role_named(" ".join(words[n:])):
                who = re.sub(r" (?:the|a|an|as|role of|the role of)$", "", " ".join(words[:n]), flags=re.IGNORECASE)
                return Give(who, role, place)
    return NoSuchRole(found["rest"])


def _placed(words: str) -> Iterator[tuple[str, str]]:
    """Each way to part words into what comes before a place and the place, the latest first; then all of
    them, without a place."""
    for found in reversed(list(PLACED.finditer(words))):
        yield words[: found.start()], words[found.end() :].strip()
    yield words, ""


def _tidy(said: str) -> str:
    return " ".join(said.replace("’", "'").replace("–", "-").split()).rstrip(".!, ")


def days_of_cover(first: str, last: str, asking: Asking) -> tuple[date, date]:
    """The first and the last day that are meant, from today on. Raises Unclear, saying what would help."""
    today = london_day(asking.now)
    if not last:
        raise Unclear("Until when? The last day counts too. For example: until 14 March.")
    end = _day(last, today)
    begin = _day(first, today, end) if first else today
    if end < begin:
        raise Unclear(f"{spoken_day(end)} comes before {spoken_day(begin)}. Please write both days again.")
    return begin, end


def written_day(day: date) -> str:
    """A day as a command is written: `14 March 2026`."""
    return f"{day.day} {day:%B} {day.year}"


def _day(said: str, today: date, not_after: date | None = None) -> date:
    """A day as somebody writes it. A first day that has passed a while ago is taken as that day."""
    try:
        day, guessed = read_day_ahead(said, today)
    except (NotRead, NotYet, OverflowError):
        raise Unclear(f"I could not read “{said[:40]}” as a day. Try “Friday” or “14 March”.") from None
    if not_after is not None and guessed and day > not_after:
        return day.replace(year=day.year - 1) if (day.month, day.day) != (2, 29) else today
    if guessed and day - today > FURTHEST:
        raise Unclear(f"Do you mean {spoken_day(day)}? Then please write the year too.")
    return day
