"""Who may take which step on an event, an action or a candour case, and when: by hand, and not from the table."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest

from psirf.candour.terms import CandourStatus
from psirf.lifecycle import NotAllowed
from psirf.rules import Rules
from psirf.vocabulary import SPECIALISTS, ActionStatus, EventStatus, Role, Term

R, P, D = EventStatus.RECEIVED, EventStatus.PROPOSED, EventStatus.DECIDED
GOES_ON = (R, P, D)
NOT_WITHDRAWN = (*GOES_ON, EventStatus.CLOSED, EventStatus.MERGED)  # a joined report keeps its patients and candour
EVER = tuple(EventStatus)  # what is owed outside, and what is sealed or hidden, waits for no status

LEADS = (Role.LEAD, Role.PATIENT_SAFETY)
WARD, REPORTER, OPENERS = (Role.FIRST_LOOKER,), (Role.REPORTER,), (Role.SEAL_OPENER,)
TEAM, CANDOUR, OWNER = (Role.PATIENT_SAFETY,), (Role.CANDOUR,), (Role.OWNER,)
# Who sees to candour: whoever leads on it, holds the conversations of this case, or engages with families; and who
# is the named contact, who decides nothing of it.
HOLDERS = (Role.CANDOUR, Role.CANDOUR_CLINICIAN, Role.ENGAGEMENT)
IN_TOUCH = (*HOLDERS, Role.NAMED_CONTACT)
ASSESSING, SECOND_LOOK, OWED = CandourStatus.ASSESSING, CandourStatus.SECOND_LOOK, CandourStatus.OWED
LATER = (CandourStatus.ENGAGED, CandourStatus.ENDED, CandourStatus.NOT_REQUIRED)
NOT_GONE = (ASSESSING, SECOND_LOOK, OWED, *LATER)  # its report was not withdrawn
MAKE_DUTIES = (*LEADS, Role.CANDOUR, Role.GOVERNANCE, *SPECIALISTS)


@dataclass(frozen=True)
class May:
    """Somebody in one of these roles may, in these statuses, unless they are one of `not_by` too."""

    roles: Collection[Role]
    statuses: Collection[Term]
    not_by: Collection[Role] = ()

    def allows(self, status: Term, roles: Collection[Role]) -> bool:
        kept_out = set(roles) & set(self.not_by)
        return status in self.statuses and bool(set(roles) & set(self.roles)) and not kept_out


# Several rows where it depends on the status who may.
MAY: dict[tuple[str, str], tuple[May, ...]] = {
    # Nobody decides alone on what they reported themselves, nor settles what would become of it.
    ("event", "approve"): (May(LEADS, (R,), REPORTER),),
    ("event", "choose"): (May(LEADS, (R,), REPORTER),),
    ("event", "propose"): (May(LEADS, (R,), REPORTER),),
    ("event", "settle"): (May((Role.APPROVER,), (P,), REPORTER),),
    ("event", "take_back"): (May((Role.PROPOSER,), (P,)),),
    ("event", "advise"): (May(LEADS, GOES_ON),),  # nothing is decided by it
    ("event", "choose_again"): (May(LEADS, (D,), REPORTER),),
    # The ward manager, while it waits for them; and whoever leads may put right what they may. Nobody ends their own.
    ("event", "pass_on"): (May(WARD, (R,)),),
    ("event", "learn_locally"): (May(WARD, (R,), REPORTER),),
    ("event", "not_ours"): (May(WARD, (R,)),),
    ("event", "merge"): (May((*WARD, *LEADS), (R,), REPORTER),),
    ("event", "confirm_place"): (May(WARD, (R,)), May(LEADS, GOES_ON)),
    ("event", "grade_harm"): (May(WARD, (R,)), May(LEADS, GOES_ON)),
    # Whose desk it is on: it is taken on until it is decided.
    ("event", "claim"): (May(LEADS, (R, P)),),
    ("event", "hand_over"): (May(LEADS, GOES_ON),),
    ("event", "let_go"): (May((Role.CLAIMER,), GOES_ON),),
    # What comes of it: not before it is decided.
    ("event", "add_action"): (May((*LEADS, Role.RESPONSE_LEAD), (D,)),),
    ("event", "share"): (May(LEADS, (D,)),),
    ("event", "tell"): (May(LEADS, (D,)),),
    ("event", "ask"): (May(LEADS, (*GOES_ON, EventStatus.CLOSED)),),
    ("event", "look_at_marks"): (May(TEAM, EVER),),
    # Its reporter; what is said of one that was joined to another is not lost.
    ("event", "add_affected"): (May((*REPORTER, *LEADS), GOES_ON),),
    ("event", "add"): (May(REPORTER, NOT_WITHDRAWN),),
    ("event", "correct"): (May(REPORTER, GOES_ON),),
    ("event", "answer"): (May(REPORTER, NOT_WITHDRAWN),),
    ("event", "ask_to_withdraw"): (May(REPORTER, GOES_ON),),
    ("event", "agree_to_withdraw"): (May(LEADS, GOES_ON, REPORTER),),
    ("event", "agree_though_reached"): (May(LEADS, GOES_ON, REPORTER),),
    ("event", "keep_report"): (May(LEADS, GOES_ON, REPORTER),),
    # Which patient it was: given by whoever knows, seen by the candour lead alone.
    ("event", "give_number"): (May((*REPORTER, *LEADS, *CANDOUR), NOT_WITHDRAWN),),
    ("event", "nurse_knows"): (May(REPORTER, NOT_WITHDRAWN),),
    ("event", "number_later"): (May(REPORTER, NOT_WITHDRAWN),),
    ("event", "not_to_be_found"): (May(LEADS, NOT_WITHDRAWN),),
    ("event", "see_patient"): (May(CANDOUR, NOT_WITHDRAWN),),
    # Candour, whatever was graded; and those affected, involved in every response.
    ("event", "ask_candour"): (May((*REPORTER, *LEADS, *CANDOUR, Role.MEDICAL_EXAMINER), NOT_WITHDRAWN),),
    ("event", "involve"): (May((*LEADS, *CANDOUR, Role.RESPONSE_LEAD), (D, EventStatus.CLOSED)),),
    # Where else it is.
    ("event", "enter"): (May(LEADS, NOT_WITHDRAWN),),
    ("event", "change_number"): (May(LEADS, NOT_WITHDRAWN),),
    ("event", "note_national"): (May(TEAM, NOT_WITHDRAWN),),
    # Who else is told: each duty's own row says whose it is besides.
    ("event", "make_referral"): (May(MAKE_DUTIES, EVER),),
    ("event", "referral_not_needed"): (May(MAKE_DUTIES, EVER),),
    # A sealed name: those who are named for it, and no lead.
    **{
        ("event", step): (May(OPENERS, EVER),)
        for step in (
            "ask_to_open", "agree_to_open", "refuse_to_open", "see_name", "tell_of_opening", "review_bar",
        )
    },
    # An action: its owner does it, and never looks at it.
    ("action", "done"): (May(OWNER, (ActionStatus.OPEN,)),),
    ("action", "more_time"): (May(OWNER, (ActionStatus.OPEN,)),),
    ("action", "not_mine"): (May(OWNER, (ActionStatus.OPEN,)),),
    ("action", "undo_more_time"): (May(LEADS, (ActionStatus.OPEN,), OWNER),),
    ("action", "reassign"): (May(LEADS, (ActionStatus.DISOWNED,)),),
    ("action", "accept"): (May(LEADS, (ActionStatus.EVIDENCED,), OWNER),),
    ("action", "return"): (May(LEADS, (ActionStatus.EVIDENCED,), OWNER),),
    # A candour case. It is decided by two, of whom neither is the other.
    ("candour", "assess"): (May((Role.CANDOUR, Role.CANDOUR_CLINICIAN, *LEADS), NOT_GONE),),
    ("candour", "agree"): (May((Role.CANDOUR, Role.EXECUTIVE, *LEADS), (SECOND_LOOK,), (Role.ASSESSOR,)),),
    ("candour", "sign"): (May((Role.CANDOUR, Role.EXECUTIVE, *LEADS), (OWED,)),),
    ("candour", "take_on"): (May((Role.CANDOUR, Role.ENGAGEMENT, *LEADS), NOT_GONE),),
    ("candour", "take_over"): (May((Role.CANDOUR, Role.ENGAGEMENT, Role.PATIENT_SAFETY), NOT_GONE),),
    ("candour", "name_people"): (May((*HOLDERS, *LEADS), NOT_GONE),),
    ("candour", "approve_findings"): (May((Role.CANDOUR, Role.CANDOUR_CLINICIAN, *LEADS), (OWED, *LATER)),),
    # Who the people are and what was said: no lead, and nobody who looks for patient safety.
    ("candour", "see_person"): (May(IN_TOUCH, tuple(CandourStatus)),),
    ("candour", "keep_person"): (May(IN_TOUCH, NOT_GONE),),
    ("candour", "log"): (May(IN_TOUCH, NOT_GONE),),
    ("candour", "promise"): (May(IN_TOUCH, NOT_GONE),),
    ("candour", "letter"): (May(IN_TOUCH, (ASSESSING, OWED, *LATER)),),
    # Their questions are put to whoever leads the learning response.
    ("candour", "answer_question"): (May((*IN_TOUCH, Role.RESPONSE_LEAD), NOT_GONE),),
}  # fmt: skip
STATUSES: dict[str, type[Term]] = {"event": EventStatus, "action": ActionStatus, "candour": CandourStatus}
BESIDES = (Role.REPORTER, Role.OWNER, Role.PROPOSER, Role.RESPONSE_LEAD, Role.ASSESSOR)  # besides a role held


def _who() -> Iterator[frozenset[Role]]:
    """Nobody; each role alone, and each with another that follows from the record."""
    yield frozenset()
    yield from {frozenset(pair) for pair in product(Role, (*BESIDES, *LEADS))} | {frozenset((r,)) for r in Role}


def test_each_step_is_in_the_matrix_and_no_other(rules: Rules) -> None:
    steps = {(subject, step.name) for subject in STATUSES for step in getattr(rules.lifecycles, subject).transitions}
    assert steps == set(MAY)


@pytest.mark.parametrize(("subject", "step"), MAY)
def test_every_role_in_every_status_may_what_it_should_and_no_more(rules: Rules, subject: str, step: str) -> None:
    lifecycle: Any = getattr(rules.lifecycles, subject)
    wrong = []
    for status, roles in product(STATUSES[subject], list(_who())):
        try:
            lifecycle.choose(step, status, roles)
            may = True
        except NotAllowed:
            may = False
        if may is not any(row.allows(status, roles) for row in MAY[subject, step]):
            wrong.append((status, sorted(roles), may))
    assert wrong == []
