"""Reading one message: every rule has its say, and what they read is put together."""

from datetime import datetime, timedelta

from bot.forms.form import Asking
from bot.forms.moments_in_text import MomentFound, find_moment
from bot.forms.telling import Read, Telling
from bot.forms.telling_agents import agents_told
from bot.forms.telling_care import danger_told, distress_told, harm_told, never_event_told, specialists_told
from bot.forms.telling_events import parts_told, stopped_by_told
from bot.forms.telling_kind import kind_told, near_miss_told
from bot.forms.telling_text import told as words_told
from bot.forms.telling_ward import ward_told
from psirf.vocabulary import EventKind

JUST_NOW = timedelta(minutes=45)  # what happened longer ago is over, unless the words say "now"
LONGEST = 20_000  # characters that are read; nobody tells more in one message


def read_telling(text: str, asking: Asking) -> Telling:
    """All that one message tells. Nothing is guessed silently: what is unsure says so."""
    heard = asking.heard
    if heard is None:
        return Telling()
    text = text[:LONGEST]
    told = words_told(text, heard)
    kind = kind_told(told, heard)
    near_miss = near_miss_told(told, heard) if kind and kind.value is EventKind.INCIDENT else None
    ward, which_ward = ward_told(told, heard.wards, asking.places, asking.own_place)
    # Where an outcome is told and no incident, what was given was care.
    outcome = kind is not None and kind.value is EventKind.OUTCOME
    agents = () if outcome else agents_told(told, heard)
    found = find_moment(text, asking.now, asking.day_parts, asking.moment_words)
    stopped_by = None if near_miss and not near_miss.value else stopped_by_told(told, heard)
    return Telling(
        kind=kind,
        near_miss=near_miss,
        ward=ward,
        which_ward=which_ward,
        when=Read(found.moment, text[found.start : found.end], not found.moment.guessed) if found else None,
        agents=agents,
        stopped_by=stopped_by if kind else None,
        physical=harm_told(told, heard) if kind and kind.value is EventKind.INCIDENT else None,
        never_event=never_event_told(told, heard.never_events),
        specialists=specialists_told(told, heard, agents, kind.value if kind else None),
        urgent=danger_told(told, heard.urgent) if _may_be_now(found, asking.now) else None,
        distress=distress_told(told, heard.urgent),
        parts=parts_told(told, heard),
    )


def _may_be_now(found: MomentFound | None, now: datetime) -> bool:
    """Whether what is told of may be going on: nothing says that it was over some time ago."""
    return found is None or found.moment.latest >= now - JUST_NOW
