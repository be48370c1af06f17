"""Looking at an approval request: its view, with the moves open to whoever looks, and written down."""

from bot.casework.approval_views import ApprovalView, AskedShown
from bot.casework.approvers import counted, waited_for
from bot.casework.asking_to_approve import is_last_yes, standing
from bot.casework.looking import SEE_APPROVALS, view_event
from bot.casework.looking_afterwards import names_of
from bot.casework.looking_at_decisions import advice_shown
from bot.casework.roles import event_of, people_named, roles_towards
from bot.casework.unit_of_work import UnitOfWork
from bot.casework.views import Button, Choice
from psirf.responses import is_less_than, least_of
from psirf.vocabulary import ApprovalStatus, EventStatus, ResponseType
from storage.approvals import OPEN, asked_of, given_to
from storage.events import decision_on
from storage.people import people_by_ids
from storage.records import ApprovalRequest, PatientSafetyEvent

MOST_DEPUTIES = 20  # to choose from on the card; anybody else is named in words
STAYS = "{}: leave it as it is"  # of the response that stands, where a change of it is proposed


async def view_approval(uow: UnitOfWork, request: ApprovalRequest, viewer_id: int) -> ApprovalView | None:
    """A request as a person may see it, or None where they may not. It is written down."""
    roles = await roles_towards(uow, viewer_id, request)
    if not roles & SEE_APPROVALS:
        return None
    uow.audit("read", f"approval:{request.id}", by=viewer_id)
    event, asked = await event_of(uow, request), await asked_of(uow.session, request.id)
    given = {each.person_id for each in await given_to(uow.session, request.id)}
    is_open = request.status in OPEN
    if is_open:  # as roles are now: whose yes counts, and who is waited for
        at = await standing(uow, request, event)
        given = counted(at, asked, given)
        asked = [each for each in asked if each.person_id in (*waited_for(at, asked), *given)]
    decision = await decision_on(uow.session, event.id)
    names = await names_of(
        uow, [request.asked_by, request.question_by, request.settled_by, *(each.person_id for each in asked)]
    )
    steps = {step.name: step for step in uow.rules.lifecycles.approval.available(request.status, roles)}
    last = request.status is ApprovalStatus.WAITING and await is_last_yes(uow, request, viewer_id)
    steps.pop("give_yes" if last else "approve", None)
    least = least_of(decision.advice)
    stands = decision.chosen if event.status is EventStatus.DECIDED else None
    undercut = is_open and least is not None and is_less_than(request.response, least)
    if undercut or (viewer_id in given and not last):
        steps.pop("give_yes", None)
        steps.pop("approve", None)
    return ApprovalView(
        id=request.id,
        reference=request.reference,
        version=request.version,
        revision=request.revision,
        status=request.status,
        buttons=tuple(Button(step.name, step.label) for step in steps.values()),
        event_reference=event.reference,
        response=request.response,
        because=request.because,
        by=names.get(request.asked_by, ""),
        asked_at=request.asked_at,
        lapses_on=request.lapses_on,
        today=uow.today,
        how=request.how,
        asked=tuple(
            AskedShown(names.get(a.person_id, ""), a.asked_as, a.person_id in given, a.person_id == viewer_id)
            for a in asked
            if not a.handed_on or a.person_id in given
        ),
        question=request.question,
        question_by=names.get(request.question_by, ""),
        answer=request.answer,
        settled_by=names.get(request.settled_by, ""),
        settled_at=request.settled_at,
        settled_because=request.settled_because,
        chosen=request.chosen,
        about=await view_event(uow, event, viewer_id),
        advice=advice_shown(uow, decision),
        least=least.label if least is not None and (undercut or least is ResponseType.PSII) else "",
        undercut=undercut,
        others=tuple(
            Choice(each.value, STAYS.format(each.label) if each is stands else each.label)
            for each in ResponseType
            if each is not request.response and not (least and is_less_than(each, least))
        )
        if "choose" in steps
        else (),
        deputies=await _deputies(uow, request, event, viewer_id) if "hand_on" in steps else (),
    )


async def _deputies(
    uow: UnitOfWork, request: ApprovalRequest, event: PatientSafetyEvent, viewer_id: int
) -> tuple[Choice, ...]:
    """To whom it may be handed, by the plan's row; not to who proposed it, reported it or is asked already."""
    at = await standing(uow, request, event)
    left = {viewer_id, *at.left_out, *waited_for(at, await asked_of(uow.session, request.id))}
    found: set[int] = set()
    for role in sorted(at.handed_to):
        found |= set(await people_named(uow, role, event)) - left
    people = await people_by_ids(uow.session, sorted(found))
    named = sorted((person.name, id) for id, person in people.items() if person.name)
    return tuple(Choice(str(id), name) for name, id in named[:MOST_DEPUTIES])
