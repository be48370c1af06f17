"""What is owed in a candour case now, to whom and by which day: for its card, its nudges and the list of all."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from psirf.candour.record import NOT_YET_KNOWN, Case
from psirf.candour.terms import Answer, Clock, Element
from psirf.vocabulary import Term


class OwedKind(Term):
    """What somebody is to do next, in words for a line of a list."""

    DIED = "died", "Say whether they have died"
    CONTACT = "contact", "Contact promised"
    ASSESS = "assess", "Assess whether candour is owed"
    AGREE = "agree", "A second look at why it is not owed"
    TOLD = "told", "Tell them in person"
    WRITTEN = "written", "Send the letter that follows"
    FINDINGS = "findings", "Share the findings"
    ANSWER = "answer", "Answer what they asked"
    APPROVE = "approve", "Have the findings approved"
    SIGN = "sign", "Sign that they cannot be given it"
    REST = "rest", "Write down the rest"


@dataclass(frozen=True, slots=True)
class Owed:
    """`day`: by when, in London; None where no day is set. `person`: by their number; empty of the case itself."""

    kind: OwedKind
    person: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a case: of its clocks, and of each person what was promised and until when they asked for time.
    `asked_on`: when they began to ask for it, as far as that is known."""

    clocks: Mapping[Clock, date | None]
    promised: Mapping[str, date]
    paused: Mapping[str, date]
    asked_on: Mapping[str, date] = field(default_factory=dict)

    def of(self, clock: Clock, person: str) -> date | None:
        """The day of a clock for a person: no earlier than until when they asked for time, where they asked by that
        day. What was late by then stays so."""
        day, paused = self.clocks.get(clock), self.paused.get(person)
        if day is None or paused is None or self.asked_on.get(person, date.min) > day:
            return day
        return max(day, paused)

    @property
    def are_findings_approved(self) -> bool:
        return self.clocks.get(Clock.FINDINGS) is not None


CLOCKED = {Element.TOLD: Clock.TOLD, Element.WRITTEN: Clock.WRITTEN, Element.FINDINGS: Clock.FINDINGS}
# What is left to be given at the end, once the findings are approved. A meeting is offered about them.
WITH_FINDINGS = frozenset({Element.FINDINGS, Element.MEETING})
KINDS = {Element.TOLD: OwedKind.TOLD, Element.WRITTEN: OwedKind.WRITTEN, Element.FINDINGS: OwedKind.FINDINGS}


def owed_now(case: Case, days: Days, perhaps_dead: Collection[str] = ()) -> list[Owed]:
    """What is owed, the soonest first; of one day what was promised comes first. Empty where nothing is.

    Findings are owed once they are approved, and so are a meeting about them and the answers to what was asked.
    What has no day of its own stands last, once for each person.
    `perhaps_dead`: the people of whom it is to be said first whether they have died; nothing else is asked for them.
    """
    found = [Owed(OwedKind.CONTACT, person, day) for person, day in days.promised.items()]
    if case.answer is None:
        found.append(Owed(OwedKind.ASSESS, "", days.clocks.get(Clock.TOLD)))
    elif case.answer is Answer.NOT_NOTIFIABLE:
        found += [] if case.not_required_signed else [Owed(OwedKind.AGREE, "", None)]
    else:
        for person, track in case.counted.items():
            found += _to_person(person, [each for each in track.open if each not in track.unsigned], days)
            found += [Owed(OwedKind.SIGN, person, None)] if track.unsigned else []
        found += [
            Owed(OwedKind.ANSWER, person, None)
            for person, track in case.tracks.items()
            if track.unanswered and _are_findings_near(track.open, days)
        ]
        found += [Owed(OwedKind.APPROVE, "", None)] if _waits_for_approval(case, days) else []
    return _sorted(_asked_first(found, perhaps_dead))


def _asked_first(found: list[Owed], perhaps_dead: Collection[str]) -> list[Owed]:
    """Of whoever may have died, that alone, by the first day on which something would be owed to them."""
    asked = [each for each in found if each.person in perhaps_dead]
    first = {
        each.person: min((other.day for other in asked if other.person == each.person and other.day), default=None)
        for each in asked
    }
    died = [Owed(OwedKind.DIED, person, day) for person, day in first.items()]
    return [*died, *(each for each in found if each not in asked)]


def _are_findings_near(open_elements: Sequence[Element], days: Days) -> bool:
    return days.are_findings_approved or Element.FINDINGS not in open_elements


def _waits_for_approval(case: Case, days: Days) -> bool:
    """Whether somebody was given all but the findings, and what comes with them, and these were never approved."""
    rest = [set(track.open) - set(track.unsigned) for track in case.counted.values()]
    return not days.are_findings_approved and any(Element.FINDINGS in each <= WITH_FINDINGS for each in rest)


def _to_person(person: str, open_elements: list[Element], days: Days) -> list[Owed]:
    found = [
        Owed(KINDS[element], person, days.of(clock, person))
        for element, clock in CLOCKED.items()
        if element in open_elements and (clock is not Clock.FINDINGS or days.clocks.get(clock) is not None)
    ]
    meeting_waits = not _are_findings_near(open_elements, days)
    rest = any(
        element not in CLOCKED and not (element is Element.MEETING and meeting_waits) for element in open_elements
    )
    told = Element.TOLD not in open_elements
    return [*found, Owed(OwedKind.REST, person, None)] if rest and told and person != NOT_YET_KNOWN else found


def _sorted(found: list[Owed]) -> list[Owed]:
    order = list(OwedKind)
    return sorted(
        found,
        key=lambda owed: (
            owed.kind is not OwedKind.DIED, owed.day or date.max, order.index(owed.kind), owed.person,
        ),
    )  # fmt: skip
