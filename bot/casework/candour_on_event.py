"""What an event's card says of its candour case."""

from bot.casework.candour_line import CandourLine
from bot.casework.candour_now import case_now
from bot.casework.unit_of_work import UnitOfWork
from psirf.candour.terms import Element
from psirf.working_time import london_day
from storage.candour import candour_of
from storage.records import PatientSafetyEvent


async def candour_line(uow: UnitOfWork, event: PatientSafetyEvent) -> CandourLine | None:
    """None where no assessment was opened."""
    record = await candour_of(uow.session, event.id)
    if record is None:
        return None
    case = (await case_now(uow, record)).case
    ended = [track.ended.get(Element.TOLD) for track in case.counted.values()]
    told = tuple((each.how, london_day(each.at)) if each else (None, None) for each in ended)
    return CandourLine(record.reference, record.status, record.told_by, told)
