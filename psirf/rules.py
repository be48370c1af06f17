"""All the rules in force, read and checked once, when Lantern starts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from psirf.approvals import Approvals, read_approvals
from psirf.candour.rules import CandourRules, read_candour
from psirf.confidence import Confidence, read_confidence
from psirf.contacts import Contacts, read_contacts
from psirf.day_parts import DayPart, read_day_parts
from psirf.duties import Duties
from psirf.first_look import FirstLookPlan, read_first_look
from psirf.half_made import HalfMade, read_half_made
from psirf.harm import HarmGrades, read_harm
from psirf.heard import Heard, read_heard
from psirf.heard.circumstances import HeardCircumstances, read_heard_circumstances
from psirf.identifiers.lists import IdentifierLists, read_identifier_lists
from psirf.incident_system import IncidentSystem, read_incident_system
from psirf.ladders import Ladder as AskingLadder
from psirf.ladders import read_ladders
from psirf.lifecycle import Lifecycles, read_lifecycles
from psirf.moment_words import MomentWords, read_moment_words
from psirf.name_words import NameWords, read_name_words
from psirf.plan import Plan, read_plan
from psirf.queue import QueueRules, read_queue
from psirf.reading import ReadingPolicy, read_reading_policy
from psirf.reminders import Ladder, read_ladder
from psirf.responses import ResponseLeads, read_response_leads
from psirf.role_names import RoleNames, read_role_names
from psirf.routing import Routing, read_routing
from psirf.tables import Tables


@dataclass(frozen=True, slots=True, repr=False)  # all of them in one line would be a megabyte
class Rules:
    plan: Plan
    lifecycles: Lifecycles
    ladder: Ladder
    reading: ReadingPolicy
    day_parts: tuple[DayPart, ...]
    harm: HarmGrades
    contacts: Contacts
    identifiers: IdentifierLists
    heard: Heard
    circumstances: HeardCircumstances
    moment_words: MomentWords
    name_words: NameWords
    half_made: HalfMade
    incident_system: IncidentSystem
    confidence: Confidence
    approvals: Approvals
    duties: Duties
    routing: Routing
    ladders: Mapping[str, AskingLadder]
    role_names: RoleNames
    response_leads: ResponseLeads
    first_look: FirstLookPlan
    queue: QueueRules
    candour: CandourRules


def read_rules(own: Path | None = None) -> Rules:
    """Every table: the trust's own folder first, ours for the rest. Raises TableError."""
    tables = Tables(own)
    tables.check_folder()
    return _read(tables) if own else _ours()


@cache
def _ours() -> Rules:
    """Our own tables, which do not change while Lantern runs: to make their lists ready takes a moment."""
    return _read(Tables())


def _read(tables: Tables) -> Rules:
    heard, plan = read_heard(tables), read_plan(tables)
    duties = plan.national.duties
    rules = Rules(
        plan=plan,
        lifecycles=read_lifecycles(tables),
        ladder=read_ladder(tables),
        reading=read_reading_policy(tables),
        day_parts=read_day_parts(tables),
        harm=read_harm(tables),
        contacts=read_contacts(tables),
        identifiers=read_identifier_lists(tables),
        heard=heard,
        circumstances=read_heard_circumstances(tables),
        moment_words=read_moment_words(tables),
        name_words=read_name_words(tables),
        half_made=read_half_made(tables),
        incident_system=read_incident_system(tables),
        confidence=read_confidence(tables),
        approvals=read_approvals(tables),
        duties=duties,
        routing=read_routing(tables, [row.role for row in heard.specialists], duties),
        ladders=read_ladders(tables),
        role_names=read_role_names(tables),
        response_leads=read_response_leads(tables),
        first_look=read_first_look(tables),
        queue=read_queue(tables),
        candour=read_candour(tables),
    )
    tables.check_all_was_read()
    return rules
