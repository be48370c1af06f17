"""Reading one message: every rule has its say, and what they read is put together."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from bot.forms.form import Asking
from bot.forms.message.agents import agents_of_good_care, agents_told
from bot.forms.message.care import danger_told, distress_told, harm_told, never_event_told, specialists_told
from bot.forms.message.events import parts_told, stopped_by_told
from bot.forms.message.kind import kind_told, near_miss_told
from bot.forms.message.telling import Read, Telling
from bot.forms.message.text import LONGEST
from bot.forms.message.text import told as words_told
from bot.forms.message.ward import ward_told
from bot.forms.times.moments import Moment
from bot.forms.times.moments_in_text import MomentFound, find_moment
from psirf.identifiers import find_identifiers
from psirf.places import Place
from psirf.vocabulary import EventKind

JUST_NOW = timedelta(minutes=45)  # what happened longer ago is over, unless the words say "now"
A_SHIFT = timedelta(hours=13)
ON, SAT_OR_SUN = re.compile(r"\bon $", re.IGNORECASE), re.compile(r" (?:sat|sun|mon)\b", re.IGNORECASE)


def read_telling(text: str, asking: Asking) -> Telling:
    """All that one message tells. Nothing is guessed silently: what is unsure says so."""
    heard = asking.heard
    if heard is None:
        return Telling()
    text = text[:LONGEST]
    told = words_told(text, heard)
    ward, which_ward = ward_told(told, heard, asking.places, asking.own_place)
    found = find_moment(_without(_unmarked(text, asking), ward), asking.now, asking.day_parts, asking.moment_words)
    urgent = danger_told(told, heard.urgent, may_be_now=_may_be_now(found, asking.now))
    agents = agents_told(told, heard)
    kind = kind_told(told, heard, agents)
    if urgent and urgent.sure and (kind is None or kind.value is EventKind.RISK):
        kind = Read(EventKind.INCIDENT, urgent.words, sure=False)  # a danger now is more than one ahead
    what = kind.value if kind else None
    near_miss = near_miss_told(told, heard, kind) if kind and what is EventKind.INCIDENT else None
    parts = parts_told(told, heard)
    if near_miss and parts:
        near_miss = replace(near_miss, sure=False)  # it may be said of either
    stopped = near_miss is not None and near_miss.value
    may_be_stopped = stopped or (near_miss is None and what is EventKind.INCIDENT)
    if what is EventKind.OUTCOME:
        agents = ()  # where no incident is told, what was given was care
    if what is EventKind.GOOD_CARE:
        agents = agents_of_good_care(told, heard)
    return Telling(
        kind=kind,
        near_miss=near_miss,
        ward=ward,
        which_ward=which_ward,
        when=_when(found, text, kind, asking.now),
        agents=agents,
        stopped_by=stopped_by_told(told, heard, sure=stopped) if may_be_stopped else None,
        physical=harm_told(told, heard) if what is EventKind.INCIDENT else None,
        # A Never Event has happened; and only what is told as an incident can be one.
        never_event=never_event_told(told, heard.never_events)
        if what is EventKind.INCIDENT and not stopped
        else None,
        specialists=specialists_told(told, heard, agents, what),
        urgent=urgent,
        distress=distress_told(told, heard.urgent),
        parts=parts,
    )


def may_alarm(text: str, asking: Asking) -> bool:
    """Whether words may tell of danger or of distress: a quick look, before they are read for what they tell."""
    if asking.heard is None:
        return False
    told = words_told(text[:LONGEST], asking.heard)
    return danger_told(told, asking.heard.urgent) is not None or distress_told(told, asking.heard.urgent) is not None


def _unmarked(text: str, asking: Asking) -> str:
    """The text with what may identify somebody left blank: no figure of an NHS number or of a birthday is a time."""
    if asking.identifiers is None:
        return text
    for found in find_identifiers(text, asking.identifiers):
        text = text[: found.start] + " " * (found.end - found.start) + text[found.end :]
    return text


def _without(text: str, ward: Read[Place] | None) -> str:
    """The text with the ward's words left blank, as long as before: of "ward five last night" five is no time."""
    at = text.find(ward.words) if ward else -1
    if ward is None or at < 0:
        return text
    before, after = text[:at], text[at + len(ward.words) :]
    if ON.search(before) and SAT_OR_SUN.match(after):
        before = before[:-3] + "   "  # "on Tern sat with her": not "on sat"
    return before + " " * len(ward.words) + after


def _when(found: MomentFound | None, text: str, kind: Read[EventKind] | None, now: datetime) -> Read[Moment] | None:
    """When it happened. A risk has not happened: of it only what is now is taken, and confirmed."""
    if found is None:
        return None
    is_risk, moment = kind is not None and kind.value is EventKind.RISK, found.moment
    if is_risk and kind and kind.sure and (moment.latest < now - JUST_NOW or moment.earliest < now - A_SHIFT):
        return None
    return Read(moment, text[found.start : found.end], not moment.guessed and not is_risk)


def _may_be_now(found: MomentFound | None, now: datetime) -> bool:
    """Whether what is told of may be going on: nothing says that it was over some time ago."""
    return found is None or found.moment.latest >= now - JUST_NOW
