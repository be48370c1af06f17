"""Who may say yes to an approval request, and whose yes is still needed: by the roles, cover and plan of today."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from psirf.places import Holding, roles_held, who_is_asked
from psirf.rules import Rules
from psirf.vocabulary import ApprovalHow, AskedAs, Role
from storage.records import ApprovalAsked, ApprovalRequest, PatientSafetyEvent

SECOND = Role.PATIENT_SAFETY  # asked for a second key where the row's own role has but one holder


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand about a request: who holds which role for its event's place, and whom the plan lets be
    asked besides."""

    role: Role
    how: ApprovalHow
    left_out: frozenset[int]  # who proposed it, and who reported the event under their name
    path: Sequence[int]
    held: Sequence[Holding]
    handed_to: frozenset[Role]  # the roles of those to whom it may be handed
    upward: frozenset[Role]  # the roles that are asked where it takes somebody else


def standing_of(
    rules: Rules, request: ApprovalRequest, event: PatientSafetyEvent, path: Sequence[int], held: Sequence[Holding]
) -> Standing:
    """A row of the plan that is gone lets it be handed to nobody but who holds its role."""
    row = rules.approvals.rule(request.rule)
    upward = {rung.role for rung in rules.ladders["approval"].rungs if rung.role is not None}
    return Standing(
        request.role, request.how, left_out_of(request.asked_by, event), path, held,
        frozenset({request.role, *(row.may_be_handed_to if row else ())}), frozenset({SECOND, *upward}),
    )  # fmt: skip


def left_out_of(asked_by: int, event: PatientSafetyEvent) -> frozenset[int]:
    """Who is never asked: nobody decides alone on what they proposed or reported. Of a sealed report nobody is
    left out as its reporter: that would tell whose it is."""
    return frozenset({asked_by} | ({event.reported_by} if event.reported_by is not None else set()))


def may_answer(at: Standing, person_id: int, asked_as: AskedAs | None) -> bool:
    """Whether a person is somebody who may approve, as roles are now. Whoever holds the role is, asked or not;
    who was asked in person is while they hold a role for which they could be asked so today."""
    theirs = roles_held(person_id, at.path, at.held)
    if at.role in theirs or person_id in (*who_is_asked(at.role, at.path, at.held, at.left_out), *row_asks(at)):
        return True
    if asked_as in (AskedAs.HANDED, AskedAs.DEPUTY) and theirs & at.handed_to:
        return True
    if asked_as in (AskedAs.UPWARD, AskedAs.DEPUTY):
        return any(
            role in theirs or person_id in who_is_asked(role, at.path, at.held, at.left_out) for role in at.upward
        )
    return False


def may_approve(at: Standing, person_id: int, asked_as: AskedAs | None) -> bool:
    """Whether their yes counts: it does not where they proposed it, or reported the event."""
    return person_id not in at.left_out and may_answer(at, person_id, asked_as)


def row_asks(at: Standing) -> list[int]:
    """Whom the plan's row asks now; for who is away, who covers."""
    asked = who_is_asked(at.role, at.path, at.held, at.left_out)
    if at.how is ApprovalHow.ONE:
        return asked[:1]
    if at.how is ApprovalHow.SECOND_KEY and len(asked) < 2:
        return [*asked, *who_is_asked(SECOND, at.path, at.held, {*at.left_out, *asked})]
    return asked


def waited_for(at: Standing, asked: Iterable[ApprovalAsked]) -> list[int]:
    """Of those who were asked, and have not handed it on, whose yes counts now."""
    return [each.person_id for each in asked if not each.handed_on and _may(at, each)]


def not_asked_yet(at: Standing, asked: Sequence[ApprovalAsked]) -> list[int]:
    """Whom the row asks now and who is in no way asked: their role is new, or the place has moved, or the
    deputy to whom they handed it may not approve any more."""
    if at.how is ApprovalHow.ONE and waited_for(at, asked):
        return []
    rows = {each.person_id: each for each in asked}
    return [each for each in row_asks(at) if each not in rows or not _is_seen_to(at, each, rows, set())]


def _is_seen_to(at: Standing, person_id: int, rows: Mapping[int, ApprovalAsked], seen: set[int]) -> bool:
    """Whether somebody who was asked has it in hand, or a deputy of theirs, or in turn a deputy of that one."""
    row = rows[person_id]
    if not row.handed_on or person_id in seen:
        return not row.handed_on and _may(at, row)
    to = [each.person_id for each in rows.values() if each.asked_as is AskedAs.HANDED and each.by == person_id]
    return any(_is_seen_to(at, each, rows, {*seen, person_id}) for each in to)


def counted(at: Standing, asked: Sequence[ApprovalAsked], given: Iterable[int]) -> set[int]:
    """Of those who said yes, whose yes counts now."""
    how = {each.person_id: each.asked_as for each in asked}
    return {each for each in given if may_approve(at, each, how.get(each))}


def is_enough(at: Standing, asked: Sequence[ApprovalAsked], given: Iterable[int]) -> bool:
    """Whether those who said yes are enough. Where each must say it: for each who holds the role now theirs, or
    that of who covers for them or to whom they handed it; a yes from further up stands in for one of them."""
    yes = counted(at, asked, given)
    if at.how is not ApprovalHow.ALL:
        return len(yes) >= (2 if at.how is ApprovalHow.SECOND_KEY else 1)
    seats, rows = _seats(at), {each.person_id: each for each in asked}
    stand_in_for = {each: _stands_for(at, each, rows, set()) & seats for each in yes}
    filled = set[int]().union(*stand_in_for.values())
    spare = [each for each, whose in stand_in_for.items() if not whose]
    return bool(yes) and len(seats - filled) <= len(spare)


def _seats(at: Standing) -> set[int]:
    """Those of whom each must say yes: who holds the role, also while another covers for them."""
    here = who_is_asked(at.role, at.path, at.held, at.left_out)
    seats = set[int]().union(*({each, *_covers_for(at, each)} for each in here))
    cover_alone = {each for each in here if _covers_for(at, each) and not _holds_it_themself(at, each)}
    return (seats - cover_alone - at.left_out) or set(here)


def _stands_for(at: Standing, person_id: int, rows: Mapping[int, ApprovalAsked], seen: set[int]) -> set[int]:
    whose = {person_id, *_covers_for(at, person_id)}
    row = rows.get(person_id)
    if row is not None and row.asked_as is AskedAs.HANDED and row.by is not None and person_id not in seen:
        whose |= _stands_for(at, row.by, rows, {*seen, person_id})
    return whose


def _covers_for(at: Standing, person_id: int) -> set[int]:
    """For whom a person holds the role today, by covering for them."""
    return {each.instead_of for each in _holdings(at, person_id) if each.instead_of is not None}


def _holds_it_themself(at: Standing, person_id: int) -> bool:
    return any(each.instead_of is None for each in _holdings(at, person_id))


def _holdings(at: Standing, person_id: int) -> Collection[Holding]:
    return [
        each
        for each in at.held
        if each.person_id == person_id and each.role is at.role and (each.unit_id is None or each.unit_id in at.path)
    ]


def _may(at: Standing, asked: ApprovalAsked) -> bool:
    return may_approve(at, asked.person_id, asked.asked_as)
