"""Learning responses as records: which ways to learn have one, who may lead it, and which goes further than which."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from psirf.tables import TableError, Tables
from psirf.vocabulary import ResponseType, Term

# Ways to learn that somebody leads and holds. The others are done without a meeting of our own.
RECORDED = (ResponseType.SWARM, ResponseType.AAR, ResponseType.MDT, ResponseType.THEMATIC, ResponseType.PSII)
# From the least to what goes furthest. A rule that asks for one asks for no less than that. A referral is first:
# it is made whatever else is chosen, and takes no response's place.
LEAST_FIRST = (
    ResponseType.REFERRAL, ResponseType.LOCAL, ResponseType.IMPROVE, ResponseType.SWARM, ResponseType.AAR,
    ResponseType.MDT, ResponseType.THEMATIC, ResponseType.PSII,
)  # fmt: skip


class Tie(Term):
    """What somebody has to do with an event, for which the table may say that they do not lead a response."""

    REPORTER = "reporter", "the person who reported it"
    TOOK_PART = "took_part", "somebody who took part before"
    LED_HUDDLE = "led_huddle", "whoever led the huddle"
    WARD_MANAGER = "ward_manager", "the manager of the ward"
    DECIDER = "decider", "the person who chose it"


@dataclass(frozen=True, slots=True)
class ResponseLeads:
    version: str
    not_led_by: Mapping[ResponseType, tuple[Tie, ...]]

    def forbids(self, response: ResponseType, ties: Collection[Tie]) -> Tie | None:
        """The first tie for which somebody does not lead this response; None where they may."""
        return next((tie for tie in self.not_led_by[response] if tie in ties), None)


def read_response_leads(tables: Tables) -> ResponseLeads:
    """The table of who does not lead. Raises TableError naming the file and the row."""
    table = tables.read("response_leads.toml")
    rows = table.rows("response", _row)
    if sorted(response for response, _ in rows) != sorted(RECORDED):
        raise TableError(f"{table.file}: each of {', '.join(RECORDED)} has one [[response]] row.")
    return ResponseLeads(table.version, dict(rows))


def _row(type: str, not_led_by: Sequence[str]) -> tuple[ResponseType, tuple[Tie, ...]]:
    if isinstance(not_led_by, str):
        raise ValueError("not_led_by is a list")
    return ResponseType(type), tuple(Tie(tie) for tie in not_led_by)


def is_less_than(response: ResponseType, least: ResponseType) -> bool:
    """Whether a response goes less far than the least that a rule asks for."""
    return LEAST_FIRST.index(response) < LEAST_FIRST.index(least)


def least_of(advice: Mapping[str, Any]) -> ResponseType | None:
    """The least that may be chosen, as kept advice says; None where nothing locks it."""
    said = str(advice.get("least_response") or "").casefold()
    return next((response for response in ResponseType if response == said), None)
