"""What follows from a record itself: who proposed it, who is asked to approve it, who leads its response."""

from collections.abc import Sequence

from bot.casework.approvers import Standing, may_answer, standing_of
from bot.casework.unit_of_work import UnitOfWork
from psirf.places import Holding
from psirf.vocabulary import EventStatus, Role
from storage.records import (
    ApprovalAsked,
    ApprovalRequest,
    CandourCase,
    LearningResponse,
    PatientSafetyEvent,
    SafetyAction,
)
from storage.relations import asked_of, leads_a_response, waiting_requests
from storage.responses import learned_with

AnyRecord = PatientSafetyEvent | SafetyAction | ApprovalRequest | LearningResponse | CandourCase

# Before it is decided an event has no response; before it is proposed, nothing waits for a yes.
MAY_WAIT = (EventStatus.PROPOSED, EventStatus.DECIDED)
MAY_HAVE_A_RESPONSE = (EventStatus.DECIDED, EventStatus.CLOSED)


async def relations_to_event(
    uow: UnitOfWork, person_id: int, event: PatientSafetyEvent, path: Sequence[int], held: Sequence[Holding]
) -> set[Role]:
    """What a person is to an event by its learning responses, and by what waits for approval."""
    found: set[Role] = set()
    if event.status in MAY_HAVE_A_RESPONSE and await leads_a_response(uow.session, event.id, person_id):
        found.add(Role.RESPONSE_LEAD)
    if event.status in MAY_WAIT:
        for request, asked in await waiting_requests(uow.session, event.id, person_id):
            found |= _towards(standing_of(uow.rules, request, event, path, held), request, asked, person_id)
    return found


async def relations_to_request(
    uow: UnitOfWork, person_id: int, request: ApprovalRequest, event: PatientSafetyEvent, path: Sequence[int],
    held: Sequence[Holding],
) -> set[Role]:  # fmt: skip
    """Whether a person proposed it, and whether they may approve it as roles and cover are now. Who reported the
    event under their name is its reporter here too; of a sealed one nobody is, as that would tell whose it is."""
    at, asked = standing_of(uow.rules, request, event, path, held), await asked_of(uow.session, request.id, person_id)
    found = _towards(at, request, asked, person_id)
    return found | {Role.REPORTER} if event.reported_by == person_id else found


def relations_to_response(person_id: int, response: LearningResponse) -> set[Role]:
    return {Role.RESPONSE_LEAD} if response.lead_id == person_id else set()


async def relations_to_candour(uow: UnitOfWork, person_id: int, case: CandourCase) -> set[Role]:
    """Whether a person holds its conversations; is the named contact, or covers for them; assessed it; or leads the
    learning response of its event, to which the questions of those affected are put."""
    found = {Role.CANDOUR_CLINICIAN} if case.clinician_id == person_id else set()
    found |= {Role.NAMED_CONTACT} if person_id in (case.contact_id, case.cover_id) else set()
    found |= {Role.ASSESSOR} if case.assessed_by == person_id else set()
    leads = await leads_a_response(uow.session, await learned_with(uow.session, case.event_id), person_id)
    return found | {Role.RESPONSE_LEAD} if leads else found


def _towards(at: Standing, request: ApprovalRequest, asked: ApprovalAsked | None, person_id: int) -> set[Role]:
    """Who proposed it; and who may approve it, until they hand on what they were asked in person."""
    found = {Role.PROPOSER} if request.asked_by == person_id else set()
    asked_as = asked.asked_as if asked is not None and not asked.handed_on else None
    return found | {Role.APPROVER} if may_answer(at, person_id, asked_as) else found
