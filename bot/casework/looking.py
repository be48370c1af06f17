"""Looking at a case: the one place where views are made, by the reading policy, and written down."""

from collections.abc import Collection
from typing import Any

from bot.casework.candour_on_event import candour_line, stays_if_withdrawn
from bot.casework.desk import desk_shown
from bot.casework.looking_afterwards import (
    corrections_shown,
    elsewhere_shown,
    names_of,
    notes_shown,
    opened_shown,
    opening_shown,
    patients_shown,
    progress_shown,
    withdrawal_shown,
)
from bot.casework.looking_at_decisions import advice_shown, decision_shown, proposal_shown
from bot.casework.looking_first import first_look_and_same_event
from bot.casework.looking_outside import DUTY_STEPS, outside_shown
from bot.casework.relations import AnyRecord
from bot.casework.response_lines import response_line
from bot.casework.roles import claimer_of, desks, roles_towards, was_left
from bot.casework.unit_of_work import UnitOfWork, written_of
from bot.casework.views import (
    ActionLine,
    Button,
    Choice,
    EventView,
    Happened,
    HarmShown,
    MarkShown,
    ToldShown,
    UndeliveredView,
)
from psirf.marks import hidden, with_words
from psirf.references import REFERENCES
from psirf.vocabulary import Agent, Reached, Role, Withdrawal
from psirf.working_time import add_working_days, london_day
from storage.actions import actions_of
from storage.events import decision_on, harm_history, marks_of
from storage.outbox import notification_by_id
from storage.people import all_places, people_of_tenant, person_by_id
from storage.records import ApprovalRequest, CandourCase, LearningResponse, PatientSafetyEvent, SafetyAction

NOT_SAID = "Place not known"
IN_CONFIDENCE = "Somebody, in confidence"
SEE_APPROVALS = {Role.APPROVER, Role.PROPOSER, Role.LEAD, Role.PATIENT_SAFETY, Role.EXECUTIVE, Role.GOVERNANCE}
OF_WHO_WAS_REACHED = (
    "add_affected", "give_number", "nurse_knows", "number_later", "not_to_be_found", "see_patient", "grade_harm",
)  # fmt: skip
MOST_OWNERS = 40  # choices on a card; where there are more people, the name is written


async def view_event(
    uow: UnitOfWork, event: PatientSafetyEvent, viewer_id: int, *, as_reporter: bool = False
) -> EventView | None:
    """An event as a person may see it, or None where they may not. That they looked is written down.

    A sealed reporter who is more to the event than that sees it as what else they are, unless it is shown
    to them `as_reporter`: what is written down then names nobody.
    """
    roles = await roles_towards(uow, viewer_id, event)
    sealed = event.reporter_handle if Role.REPORTER in roles else None
    if sealed:
        roles = {Role.REPORTER} if as_reporter or roles == {Role.REPORTER} else roles - {Role.REPORTER}
    fields = uow.rules.reading.fields("event", roles)
    if not fields:
        return None
    as_sealed = sealed if Role.REPORTER in roles else None
    if as_sealed and viewer_id == uow.by.id:
        uow.veil.draw(as_sealed, event.id)
    uow.audit("read", f"event:{event.id}", by=written_of(as_sealed) if as_sealed else viewer_id)
    marks = await _marks(uow, event) if "marks" in fields else ()
    words = {hidden(mark.kind, mark.number): mark.words for mark in marks}
    outside = await outside_shown(uow, event, roles)
    may_settle = outside is not None and any(duty.may_settle for duty in outside.duties)
    is_taken, stays = await _is_taken(uow, event, viewer_id), await _stays(uow, event)
    steps = [
        step
        for step in uow.rules.lifecycles.event.available(event.status, roles)
        if (step.name not in DUTY_STEPS or may_settle)
        and (step.name != "look_at_marks" or marks)
        and _fits(event, step.name, is_taken, stays)
    ]
    decision, system = await decision_on(uow.session, event.id), uow.rules.incident_system
    names = await names_of(uow, [event.reported_by, event.told_by, decision.decided_by])
    shown: dict[str, Any] = {
        "kind": event.kind,
        "what": with_words(event.what, words),
        "place": with_words(await place_of(uow, event), words),
        "happened": Happened(event.happened_from, event.happened_to),
        "reached": event.reached,
        "harm": await _harm(uow, event) if "harm" in fields else None,
        "how_they_are": with_words(event.how_they_are, words) or None,
        "involved": with_words(event.involved, words) or None,
        "stopped_by": with_words(event.stopped_by, words) or None,
        "outcome": event.outcome,
        "imminent": event.imminent,
        "population": with_words(event.population, words) or None,
        "more_of": with_words(event.more_of, words) or None,
        "our_part": event.our_part,
        "marks": tuple(marks) or None,
        "reported_at": event.reported_at,
        "reporter": names.get(event.reported_by) if event.reported_by else IN_CONFIDENCE,
        "advice": advice_shown(uow, decision),
        "decision": await decision_shown(uow, decision, names),
        "proposal": await proposal_shown(uow, event) if "decision" in fields else None,
        "actions": await _action_lines(uow, event) if "actions" in fields else None,
        "told": _told(event, names),
        **await _afterwards(uow, event, viewer_id, fields, words),
        **await first_look_and_same_event(uow, event, viewer_id, fields, words, {step.name for step in steps}),
    }
    return EventView(
        id=event.id,
        reference=event.reference,
        version=event.version,
        revision=event.revision,
        status=event.status,
        buttons=tuple(Button(step.name, step.label) for step in steps),
        today=uow.today,
        look_by=add_working_days(london_day(event.reported_at), uow.rules.plan.look_within_working_days),
        is_reporter=Role.REPORTER in roles,
        is_sealed=event.reporter_handle is not None,
        incident_system=system.name if system.is_record else "",
        nothing_else=system.fill_in_nothing_else,
        owners=await owners_to_choose(uow, viewer_id) if any(step.name == "add_action" for step in steps) else (),
        outside=outside,
        agents=tuple(Agent(code) for code in event.agents) if "involved" in fields else (),
        **{name: value for name, value in shown.items() if name in {*fields, "proposal"}},
    )


async def _afterwards(
    uow: UnitOfWork, event: PatientSafetyEvent, viewer_id: int, fields: Collection[str], marked: dict[str, str]
) -> dict[str, Any]:
    """What came after the report, of which each viewer is asked for no more than they may see."""
    return {
        "progress": await progress_shown(uow, event) if "progress" in fields else None,
        "notes": await notes_shown(uow, event, marked) if "notes" in fields else None,
        "corrections": await corrections_shown(uow, event, marked) if "corrections" in fields else None,
        "withdrawal": await withdrawal_shown(uow, event, marked) if "withdrawal" in fields else None,
        "patients": await patients_shown(uow, event) if "patients" in fields else None,
        "elsewhere": await elsewhere_shown(uow, event) if "elsewhere" in fields else None,
        "opening": await opening_shown(uow, event, viewer_id) if "opening" in fields else None,
        "opened": await opened_shown(uow, event) if "opened" in fields else None,
        "response": await response_line(uow, event) if "response" in fields else None,
        "candour": await candour_line(uow, event) if "candour" in fields else None,
        "desk": await desk_shown(uow, event, viewer_id) if "desk" in fields else None,
    }


async def _marks(uow: UnitOfWork, event: PatientSafetyEvent) -> list[MarkShown]:
    """The words that are hidden still."""
    marks = await marks_of(uow.session, event.id)
    return [MarkShown(mark.number, mark.kind, mark.words) for mark in marks if mark.taken_out is None]


async def _harm(uow: UnitOfWork, event: PatientSafetyEvent) -> tuple[HarmShown, ...]:
    """The newest grading of each person affected."""
    newest = {each.affected_person_id: each for each in await harm_history(uow.session, event.id)}
    return tuple(HarmShown(each.physical, each.psychological) for _, each in sorted(newest.items()))


async def may_see(uow: UnitOfWork, record: AnyRecord) -> bool:
    """Whether the person who acts may see anything of a record."""
    roles = await roles_towards(uow, uow.person_id, record)
    if isinstance(record, ApprovalRequest):
        return bool(roles & SEE_APPROVALS)
    if isinstance(record, LearningResponse):
        return bool(uow.rules.reading.fields("response", roles))
    if isinstance(record, CandourCase):
        return bool(uow.rules.reading.fields("candour", roles))
    return bool(uow.rules.reading.fields("event" if isinstance(record, PatientSafetyEvent) else "action", roles))


async def open_steps(uow: UnitOfWork, record: AnyRecord) -> set[str]:
    """The steps of a record that are open to the person who acts."""
    roles = await roles_towards(uow, uow.person_id, record)
    if isinstance(record, LearningResponse):
        return {step.name for step in uow.rules.lifecycles.response.available(record.status, roles)}
    if isinstance(record, CandourCase):
        return {step.name for step in uow.rules.lifecycles.candour.available(record.status, roles)}
    if isinstance(record, SafetyAction):
        return {step.name for step in uow.rules.lifecycles.action.available(record.status, roles)}
    if isinstance(record, ApprovalRequest):
        return {step.name for step in uow.rules.lifecycles.approval.available(record.status, roles)}
    open_to = uow.rules.lifecycles.event.available(record.status, roles)
    if record.reporter_handle:  # what is closed to them as its reporter would tell that they are
        open_to += uow.rules.lifecycles.event.available(record.status, roles - {Role.REPORTER})
    is_taken, stays = await _is_taken(uow, record, uow.person_id), await _stays(uow, record)
    return {step.name for step in open_to if _fits(record, step.name, is_taken, stays)}


async def _stays(uow: UnitOfWork, event: PatientSafetyEvent) -> bool:
    """Whether it would stay where a lead agrees that it is withdrawn."""
    return event.withdrawal is Withdrawal.ASKED and await stays_if_withdrawn(uow, event)


async def _is_taken(uow: UnitOfWork, event: PatientSafetyEvent, viewer_id: int) -> bool:
    """Whether it is on somebody's desk, neither left there for long nor theirs for whom this person covers."""
    has_it = await claimer_of(uow, event)
    if has_it is None or was_left(uow, event.claimed_at, event.worked_at):
        return False
    return has_it not in await desks(uow, viewer_id) - {viewer_id}


def _fits(event: PatientSafetyEvent, step: str, is_taken: bool, stays: bool) -> bool:
    """Whether a step makes sense of this event: nobody else is affected by what reached nobody."""
    asked, gone = event.withdrawal is Withdrawal.ASKED, event.withdrawal is Withdrawal.AGREED
    if step in OF_WHO_WAS_REACHED:
        return event.reached is Reached.YES
    if step in ("ask_to_open", "agree_to_open", "refuse_to_open", "see_name", "tell_of_opening", "review_bar"):
        return event.reporter_handle is not None
    if step in ("agree_to_withdraw", "agree_though_reached"):
        return asked and (step == "agree_though_reached") is stays
    if step == "keep_report":
        return asked
    if step == "ask_to_withdraw":
        return event.withdrawal in (None, Withdrawal.KEPT)
    if step in ("add", "correct", "ask"):
        return not gone
    return step != "claim" or not is_taken


async def view_undelivered(uow: UnitOfWork, notification_id: int) -> UndeliveredView | None:
    """A message that did not arrive: whose and about which record, and nothing of what it says."""
    lost = await notification_by_id(uow.session, notification_id)
    if lost is None or lost.outcome is None:
        return None
    names = await names_of(uow, [lost.to])
    to = names.get(lost.to, "") if lost.to is not None else IN_CONFIDENCE
    reference = REFERENCES.get(lost.subject)
    about = reference(lost.subject_id) if reference else "their queue" if lost.subject == "queue" else "a message"
    return UndeliveredView(
        lost.id, about, to,
        lost.outcome.label, lost.trouble,
    )  # fmt: skip


async def place_of(uow: UnitOfWork, event: PatientSafetyEvent) -> str:
    places = {place.id: place.name for place in await all_places(uow.session)}
    return places.get(event.unit_id or 0) or event.place_said or NOT_SAID


async def owners_to_choose(uow: UnitOfWork, viewer_id: int) -> tuple[Choice, ...]:
    """The people of a person's trust; none where there are too many to list."""
    viewer = await person_by_id(uow.session, viewer_id)
    people = await people_of_tenant(uow.session, viewer.tenant_id, MOST_OWNERS + 1)
    if len(people) > MOST_OWNERS:
        return ()
    return tuple(Choice(str(person.id), person.name) for person in people)


def _told(event: PatientSafetyEvent, names: dict[int | None, str]) -> ToldShown | None:
    if event.told_at is None:
        return None
    return ToldShown(event.told_learned, event.told_changed, names.get(event.told_by, ""), event.told_at)


async def _action_lines(uow: UnitOfWork, event: PatientSafetyEvent) -> tuple[ActionLine, ...]:
    actions = await actions_of(uow.session, event.id)
    names = await names_of(uow, [action.owner_id for action in actions])
    return tuple(ActionLine(a.reference, a.what, names.get(a.owner_id, ""), a.due, a.status) for a in actions)
