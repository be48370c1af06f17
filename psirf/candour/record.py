"""What was written down of a candour case, step by step, and what is still owed to whom.

A case is what its steps make of it: pure values, so that every order of steps can be tried. One track for each
relevant person; where nobody is known to act, a track of its own, so that somebody is looked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from psirf.candour.terms import Answer, CaseState, Element, Ending, Limb, LimbAnswer, StepName, StepRefusal

NOT_YET_KNOWN = "not_yet_known"  # the track of whoever acts, while nobody knows who that is
CASE = "case"  # what is missing of the case itself, and of no person

ELEMENTS = tuple(Element)
LIMBS = tuple(Limb)

# What belongs to the telling itself, or comes after it (Regulation 20(3) to (6)). Support may be offered before.
AFTER_TELLING = frozenset(Element) - {Element.TOLD, Element.SUPPORT}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing written down. `at`: when it was done; `by`: who did it. `person`: about whom; empty where there is
    only one. `elements`: of which, where it declines or ends some alone. `number`: of a question."""

    name: StepName | Element
    at: datetime
    by: str = ""
    person: str = ""
    limbs: Mapping[Limb, LimbAnswer] = field(default_factory=dict)
    elements: frozenset[Element] = frozenset()
    number: str = ""
    words: str = ""  # of an apology
    is_in_person: bool | None = None  # of a telling; None where it was not said how
    how: str = ""
    reached: bool | None = None  # of an attempt: whether they were spoken to; None where it was not said


class StepRefused(Exception):
    """A step was not taken, and nothing changed."""

    def __init__(self, refusal: StepRefusal) -> None:
        super().__init__(refusal.label)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Ended:
    how: Ending
    at: datetime


@dataclass(frozen=True, slots=True)
class Track:
    """How it stands with one relevant person."""

    ended: Mapping[Element, Ended] = field(default_factory=dict)
    unsigned: Mapping[Element, Step] = field(default_factory=dict)  # said to be not possible, to be signed by another
    attempts: tuple[Step, ...] = ()
    in_vain: tuple[Step, ...] = ()  # the attempts since they were last spoken to
    spoken_at: datetime | None = None  # when they were last spoken to, as far as it was written down
    questions: Mapping[str, bool] = field(default_factory=dict)  # by number: whether it is answered
    asked_at: Mapping[str, datetime] = field(default_factory=dict)
    answered_at: Mapping[str, datetime] = field(default_factory=dict)
    declined: Step | None = None  # another may sign this; nothing waits for it
    died: bool = False

    @property
    def open(self) -> list[Element]:
        """The elements that have not ended, in their order."""
        return [element for element in ELEMENTS if element not in self.ended]

    @property
    def unanswered(self) -> list[str]:
        """The numbers of their questions that wait for an answer: not of those asked before the findings were
        declined, or could not be shared with them."""
        findings = self.ended.get(Element.FINDINGS)
        until = None if findings is None or findings.how is Ending.DONE else findings.at
        return [
            number for number, answered in self.questions.items()
            if not answered and (until is None or self.asked_at[number] > until)
        ]  # fmt: skip

    def is_asked_by(self, moment: datetime) -> bool:
        """Whether a question of theirs was asked by this moment, and not answered by then."""
        return any(
            asked <= moment and not (number in self.answered_at and self.answered_at[number] <= moment)
            for number, asked in self.asked_at.items()
        )

    @property
    def is_untouched(self) -> bool:
        """Whether they were given nothing, nor heard or spoken to."""
        spoken_to = any(attempt.reached for attempt in self.attempts)
        return not (self.ended or self.unsigned or self.questions or self.died or spoken_to)

    @property
    def is_over(self) -> bool:
        return not self.open and not self.unanswered


@dataclass(frozen=True, slots=True)
class Case:
    """A candour case after some of its steps. Begin it with `begun`, go on with `steps.after`."""

    happened_at: datetime
    tracks: Mapping[str, Track]
    assessed: Step | None = None
    not_required_signed: bool = False  # a second person has looked at why it is not notifiable

    @property
    def answer(self) -> Answer | None:
        return answer_of(self.assessed.limbs) if self.assessed else None

    @property
    def is_closed_not_required(self) -> bool:
        return self.not_required_signed and self.answer is Answer.NOT_NOTIFIABLE

    @property
    def counted(self) -> dict[str, Track]:
        """The tracks to which something is owed, or was given: not that of somebody who died before all was."""
        return {person: track for person, track in self.tracks.items() if not track.died or not track.open}

    def missing(self) -> list[tuple[str, str]]:
        """What keeps it from being complete: each a person, or the case, and an element or step. What waits for a
        signature is open until it is signed. The questions of somebody who died are still answered."""
        if self.answer is Answer.NOT_NOTIFIABLE:
            return [] if self.not_required_signed else [(CASE, StepName.SIGN_OFF)]
        lacking: list[tuple[str, str]] = [] if self.assessed else [(CASE, StepName.ASSESSED)]
        counted = self.counted
        for person, track in self.tracks.items():
            lacking += [(person, element) for element in track.open] if person in counted else []
            lacking += [(person, StepName.SIGN_OFF)] if track.unsigned else []
            lacking += [(person, StepName.ANSWER)] if track.unanswered else []
        return lacking

    @property
    def state(self) -> CaseState:
        if self.is_closed_not_required:
            return CaseState.CLOSED_NOT_REQUIRED
        if self.missing():
            return CaseState.OPEN
        hows = {ended.how for track in self.counted.values() for ended in track.ended.values()}
        if Ending.NOT_POSSIBLE in hows:
            return CaseState.COMPLETE_UNREACHABLE
        return CaseState.COMPLETE_DECLINED if Ending.DECLINED in hows else CaseState.COMPLETE


def begun(happened_at: datetime, people: Sequence[str]) -> Case:
    """A case of which nothing is written down yet, with a track for each relevant person who is known."""
    return Case(happened_at, {person: Track() for person in people} or {NOT_YET_KNOWN: Track()})


def answer_of(limbs: Mapping[Limb, LimbAnswer]) -> Answer | None:
    """What the three answers come to (Regulation 20(8)): all of them must hold; None while one is not given and
    none of the others settles it."""
    given = [limbs.get(limb) for limb in LIMBS]
    if LimbAnswer.NO in given:
        return Answer.NOT_NOTIFIABLE
    if None in given:
        return None
    return Answer.UNCERTAIN if LimbAnswer.UNCERTAIN in given else Answer.NOTIFIABLE
