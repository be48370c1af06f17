"""What was decided for an event, what was decided before it, and what waits for approval, as views show it."""

from collections.abc import Mapping

from bot.casework.asking_to_approve import people_waited_for
from bot.casework.decision_views import AdviceShown, DecisionShown, ProposalShown
from bot.casework.looking_afterwards import names_of
from bot.casework.unit_of_work import UnitOfWork
from psirf.responses import least_of
from psirf.vocabulary import EventStatus, ResponseType
from storage.approvals import approvers_of, open_approval_of
from storage.events import decisions_on
from storage.records import Decision, PatientSafetyEvent


def advice_shown(uow: UnitOfWork, decision: Decision) -> AdviceShown:
    """What is advised now, which after a decision may be other than what was advised then."""
    now = decision.advice
    response = ResponseType(now.get("response", decision.advised))
    others_first = uow.rules.approvals.of(response, uow.today)
    considered = {ResponseType(other): why for other, why in now.get("considered", decision.considered).items()}
    return AdviceShown(
        response, now.get("because", decision.advised_because), considered,
        least_of(now), tuple(ResponseType(each) for each in now.get("beside", ())),
        bool(now.get("may_be")),
        others_first.role.label if others_first is not None else "",
    )  # fmt: skip


async def decision_shown(
    uow: UnitOfWork, decision: Decision, names: Mapping[int | None, str]
) -> DecisionShown | None:
    """The decision that holds, and what was chosen before it."""
    if decision.chosen is None or decision.decided_at is None:
        return None
    before = [each for each in await decisions_on(uow.session, decision.event_id) if each.id != decision.id]
    approvers = await approvers_of(uow.session, decision)
    called = await names_of(uow, [*approvers])
    return DecisionShown(
        decision.chosen, decision.chosen is decision.advised, decision.reason,
        names.get(decision.decided_by, ""), decision.decided_at, decision.forum, decision.forum_on,
        tuple(each.chosen.label for each in before if each.chosen is not None),
        tuple(called[each] for each in approvers if each in called),
    )  # fmt: skip


async def proposal_shown(uow: UnitOfWork, event: PatientSafetyEvent) -> ProposalShown | None:
    """The request that waits for an answer; none but where something was proposed, or is changed."""
    if event.status not in (EventStatus.PROPOSED, EventStatus.DECIDED):
        return None
    request = await open_approval_of(uow.session, event.id)
    if request is None:
        return None
    asked = await people_waited_for(uow, request)
    names = await names_of(uow, [request.asked_by, *asked])
    return ProposalShown(
        request.id, request.reference, request.response, request.because, names.get(request.asked_by, ""),
        tuple(names.get(each, "") for each in asked), request.lapses_on,
    )  # fmt: skip
