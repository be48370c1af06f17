"""A possible Never Event: the entry of the list that a report looks like, until the patient safety team has said."""

from bot.casework.unit_of_work import UnitOfWork
from psirf.spoken import within_a_sentence
from psirf.vocabulary import EventStatus
from storage.duties import concerned_with
from storage.events import decision_on
from storage.records import PatientSafetyEvent

NEVER_EVENT = "never_event:"  # before the entry of the list that it looks like, for the patient safety team alone
LOOKED_AT, FACTS_OF_IT = "never_event_entry_looked_at", "never_event_facts"  # answers that the advice reads
OVER = (EventStatus.CLOSED, EventStatus.WITHDRAWN, EventStatus.MERGED)


async def entry_to_confirm(uow: UnitOfWork, event: PatientSafetyEvent) -> str:
    """The number of the entry; empty where there is none, where the facts have said whether it is one, or where
    the event is over."""
    clues = [clue for _, clue in await concerned_with(uow.session, event.id)]
    entries = [clue.removeprefix(NEVER_EVENT) for clue in clues if clue.startswith(NEVER_EVENT)]
    if not entries or event.status in OVER or "national:NE" in clues:
        return ""
    decision = await decision_on(uow.session, event.id)
    is_said = decision.circumstances.get(LOOKED_AT) and FACTS_OF_IT not in decision.advice.get("ask_next", ())
    return "" if is_said else entries[-1]


def entry_in_words(uow: UnitOfWork, number: str) -> str:
    """An entry of the list as people know it: its number and its name."""
    names = {str(entry.number): entry.name for entry in uow.rules.plan.national.never_events.entries}
    return f"entry {number}, {within_a_sentence(names[number])}" if number in names else f"entry {number}"
