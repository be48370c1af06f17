"""What an event's card says of its candour case."""

from bot.casework.candour_line import CandourLine
from bot.casework.candour_now import ENGAGEMENT, case_now
from bot.casework.unit_of_work import UnitOfWork
from psirf.candour.terms import AskedBy, CandourStatus, Element
from psirf.vocabulary import Reached
from psirf.working_time import london_day
from storage.candour import candour_of
from storage.records import PatientSafetyEvent

# What is the reporter's own to take back, and what asks for no assessment.
TAKEN_BACK = {AskedBy.REPORTER.value, ENGAGEMENT}


async def candour_line(uow: UnitOfWork, event: PatientSafetyEvent) -> CandourLine | None:
    """None where no assessment was opened."""
    record = await candour_of(uow.session, event.id)
    if record is None:
        return None
    case = (await case_now(uow, record)).case
    ended = [track.ended.get(Element.TOLD) for track in case.counted.values()]
    told = tuple((each.how, london_day(each.at)) if each else (None, None) for each in ended)
    return CandourLine(record.reference, record.status, record.told_by, told)


async def stays_if_withdrawn(uow: UnitOfWork, event: PatientSafetyEvent) -> bool:
    """Whether an event stays, with its candour, though its reporter withdraws the report: somebody was reached,
    candour is owed, or it is to be assessed for more than the reporter's own word."""
    if event.reached is Reached.YES:
        return True
    case = await candour_of(uow.session, event.id)
    if case is None:
        return False
    if case.status in (CandourStatus.ASSESSING, CandourStatus.SECOND_LOOK):
        return bool(set(case.opened_for) - TAKEN_BACK)
    return case.status in (CandourStatus.OWED, CandourStatus.ENDED)
