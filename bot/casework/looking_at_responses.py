"""Looking at a learning response: its view, by the reading policy, and written down."""

from typing import Any

from bot.casework.candour_questions import questions_to_lead
from bot.casework.looking import MOST_OWNERS, place_of
from bot.casework.looking_afterwards import names_of
from bot.casework.looking_at_decisions import proposal_shown
from bot.casework.responding import OPEN_WHILE
from bot.casework.response_ties import people_tied
from bot.casework.response_views import Named, PastResponse, ResponseView
from bot.casework.roles import event_of, roles_towards
from bot.casework.unit_of_work import UnitOfWork
from psirf.marks import hidden, with_words
from psirf.responses import RECORDED, Tie, is_less_than, least_of
from psirf.vocabulary import EventStatus, ResponseStatus, ResponseType, Role
from storage.candour import candour_of
from storage.events import decision_on, marks_of
from storage.people import people_of_tenant, person_by_id
from storage.records import Decision, LearningResponse, PatientSafetyEvent
from storage.responses import response_after, response_by_id


async def view_response(uow: UnitOfWork, response: LearningResponse, viewer_id: int) -> ResponseView | None:
    """A response as a person may see it, or None where they may not. It is written down.

    One that has become another is shown as what it became; only to whoever led it, and does not lead that, as
    what it was.
    """
    roles, newest = await roles_towards(uow, viewer_id, response), response
    while (after := await response_after(uow.session, newest.id)) is not None:
        newest = after
    roles_now = await roles_towards(uow, viewer_id, newest)
    sees_it = bool(uow.rules.reading.fields("response", roles_now))
    became = newest.reference if newest is not response and not sees_it else ""
    if not became:
        response, roles = newest, roles_now
    fields = uow.rules.reading.fields("response", roles)
    if not fields:
        return None
    uow.audit("read", f"response:{response.id}", by=viewer_id)
    event = await event_of(uow, response)
    tied = await people_tied(uow, event, response.type)
    proposal = await proposal_shown(uow, event) if "chosen_because" in fields and not became else None
    steps = await _steps(uow, event, response, roles, viewer_id in tied, viewer_id)
    if proposal is not None:
        steps.pop("change", None)  # one change at a time
    if not became and await candour_of(uow.session, event.id) is None:
        open_now = uow.rules.lifecycles.event.available(event.status, roles)
        steps |= {step.name: step.label for step in open_now if step.name == "involve"}
    shown = await _shown(uow, event, response, roles)
    late = response.type is ResponseType.SWARM and response.status is ResponseStatus.PLANNED and not response.hold_by
    decision = await decision_on(uow.session, event.id)
    candour, questions, unanswered = await questions_to_lead(uow, event, viewer_id)
    return ResponseView(
        id=response.id,
        reference=response.reference,
        version=response.version,
        revision=response.revision,
        status=response.status,
        steps=steps,
        today=uow.today,
        event=Named(event.id, event.version),
        leads_it=response.lead_id == viewer_id,
        late_after=uow.rules.plan.swarm_within_hours if late else 0,
        not_led_by=tuple(tie.label for tie in uow.rules.response_leads.not_led_by[response.type]),
        is_sealed=event.reporter_handle is not None and _asks_who_reported(uow, response),
        people=await _people(uow, viewer_id, tied) if "give_lead" in steps else (),
        others=_others(response, decision) if "change" in steps else (),
        adds_actions=_adds_actions(uow, event, roles),
        proposal=proposal,
        became=became,
        candour=candour,
        questions=questions,
        unanswered=unanswered,
        **{name: value for name, value in shown.items() if name in fields},
    )


def _asks_who_reported(uow: UnitOfWork, response: LearningResponse) -> bool:
    return Tie.REPORTER in uow.rules.response_leads.not_led_by[response.type]


def _adds_actions(uow: UnitOfWork, event: PatientSafetyEvent, roles: set[Role]) -> bool:
    return any(step.name == "add_action" for step in uow.rules.lifecycles.event.available(event.status, roles))


async def _steps(
    uow: UnitOfWork, event: PatientSafetyEvent, response: LearningResponse, roles: set[Role], is_tied: bool,
    viewer_id: int,
) -> dict[str, str]:  # fmt: skip
    """The steps that make sense now: nobody takes what is theirs already, or what they do not lead."""
    steps = uow.rules.lifecycles.response.available(response.status, roles)
    if event.status not in OPEN_WHILE:
        return {}
    not_these = {"lead_it"} if is_tied or response.lead_id == viewer_id else set()
    not_these |= {"change"} if event.status is not EventStatus.DECIDED else set()
    return {step.name: step.label for step in steps if step.name not in not_these}


async def _shown(
    uow: UnitOfWork, event: PatientSafetyEvent, response: LearningResponse, roles: set[Role]
) -> dict[str, Any]:
    """Each field; the patient safety team sees what is hidden in it."""
    sees_marks = "marks" in uow.rules.reading.fields("event", roles)
    marks = [mark for mark in await marks_of(uow.session, event.id) if mark.taken_out is None] if sees_marks else []
    words = {hidden(mark.kind, mark.number): mark.words for mark in marks}
    names = await names_of(uow, [response.lead_id])
    decision = await uow.session.get_one(Decision, response.decision_id)
    return {
        "type": response.type,
        "event_reference": event.reference,
        "place": with_words(await place_of(uow, event), words),
        "what": with_words(event.what, words),
        "lead": names.get(response.lead_id),
        "hold_by": response.hold_by,
        "held_on": response.held_on,
        "took_part": with_words(response.took_part, words) or None,
        "learned": tuple(with_words(line, words) for line in response.learned),
        "not_held_because": with_words(response.not_held_because, words) or None,
        "chosen_because": decision.reason or None,
        "history": await _history(uow, response, words),
    }


async def _history(uow: UnitOfWork, response: LearningResponse, words: dict[str, str]) -> tuple[PastResponse, ...]:
    """What it was before, the newest first, each with why it was changed: whoever said that it was not held is
    not always who changed it, so the two are never put together."""
    past, after = [], response
    while after.before_id is not None and (was := await response_by_id(uow.session, after.before_id)):
        changed = await uow.session.get_one(Decision, after.decision_id)
        names = await names_of(uow, [changed.decided_by])
        not_held = with_words(was.not_held_because, words) if was.held_on is None else ""
        past.append(
            PastResponse(
                was.reference, was.type, was.held_on, not_held, changed.reason,
                names.get(changed.decided_by, ""), changed.decided_at,
            )
        )  # fmt: skip
        after = was
    return tuple(past)


async def _people(uow: UnitOfWork, viewer_id: int, tied: dict[int, Tie]) -> tuple[tuple[str, str], ...]:
    """The people of the trust who may lead it; none where there are too many to list."""
    viewer = await person_by_id(uow.session, viewer_id)
    people = await people_of_tenant(uow.session, viewer.tenant_id, MOST_OWNERS + 1)
    if len(people) > MOST_OWNERS:
        return ()
    return tuple((str(person.id), person.name) for person in people if person.id not in tied)


def _others(response: LearningResponse, decision: Decision) -> tuple[ResponseType, ...]:
    """What it can be changed to: no less than the plan asks for."""
    least = least_of(decision.advice)
    others = [each for each in RECORDED if each is not response.type]
    return tuple(each for each in others if least is None or not is_less_than(each, least))
