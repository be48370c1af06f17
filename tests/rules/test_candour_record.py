"""Every order of steps of a candour case: it is complete only where each element ended for each person."""

from collections import deque
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psirf.candour.record import Case, Step, StepRefused, begun
from psirf.candour.steps import after
from psirf.candour.terms import CaseState, Element, Limb, LimbAnswer, StepName, StepRefusal

HAPPENED = datetime(2026, 3, 2, 10, tzinfo=UTC)
NOW = HAPPENED + timedelta(days=90)
NOTIFIABLE = dict.fromkeys(Limb, LimbAnswer.YES)
NOT_NOTIFIABLE = {**NOTIFIABLE, Limb.HARM: LimbAnswer.NO}
COMPLETE = (CaseState.COMPLETE, CaseState.COMPLETE_DECLINED, CaseState.COMPLETE_UNREACHABLE)


def step(name: StepName | Element, day: int = 1, person: str = "", by: str = "dr a", **said: object) -> Step:
    """A step that has all it needs, unless said otherwise."""
    given: dict[str, object] = {"limbs": NOTIFIABLE} if name is StepName.ASSESSED else {}
    given |= {"words": "I am sorry"} if name is Element.APOLOGY else {}
    given |= {"is_in_person": True} if name is Element.TOLD else {}
    given |= {"how": "phone", "reached": False} if name is StepName.ATTEMPT else {}
    given |= {"number": "q1"} if name in (StepName.QUESTION, StepName.ANSWER) else {}
    return Step(name, HAPPENED + timedelta(days=day), by, person, **{**given, **said})  # type: ignore[arg-type]


def taken(case: Case, *steps: Step) -> Case:
    for each in steps:
        case = after(case, each, NOW)
    return case


def refusal(case: Case, wrong: Step, now: datetime = NOW) -> StepRefusal:
    with pytest.raises(StepRefused) as refused:
        after(case, wrong, now)
    return refused.value.refusal


def all_done(person: str = "", day: int = 1) -> list[Step]:
    return [step(element, day, person) for element in Element]


# ---- every order ----


def alphabet(people: Iterable[str], elements: Iterable[Element]) -> list[Step]:
    """Each step that can be taken, all on one day, so that only their order differs."""
    elements, made = list(elements), [
        step(StepName.ASSESSED), step(StepName.ASSESSED, limbs=NOT_NOTIFIABLE), step(StepName.SIGN_OFF, by="dr a"),
        step(StepName.SIGN_OFF, by="sister b"),
    ]  # fmt: skip
    for person in people:
        made += [step(element, person=person) for element in elements]
        made += [step(StepName.DECLINED, person=person, elements=frozenset({each})) for each in elements]
        made += [step(name, person=person) for name in StepName if name not in (StepName.ASSESSED, StepName.SIGN_OFF)]
    return made


def is_earned(case: Case, log: tuple[Step, ...]) -> bool:
    """Whether a complete case is so by what was written down, reckoned afresh from the accepted steps alone."""
    if not any(each.name is StepName.ASSESSED for each in log):
        return False
    living = [p for p in case.tracks if not any(s.name is StepName.PERSON_DIED and s.person == p for s in log)]
    if not living and not any(case.tracks[person].is_over for person in case.tracks):
        return False
    for person in living:
        mine = [each for each in log if each.person == person]
        signed = any(
            each.name is StepName.SIGN_OFF and each.by != other.by and at > here
            for here, other in enumerate(log) if other.name is StepName.CANNOT_BE_REACHED and other.person == person
            for at, each in enumerate(log)
        )  # fmt: skip
        for element in Element:
            done = any(each.name is element for each in mine)
            declined = any(
                each.name is StepName.DECLINED and (element in each.elements or not each.elements) for each in mine
            )
            if not (done or declined or signed):
                return False
        asked = any(each.name is StepName.QUESTION for each in mine)
        answered = any(each.name is StepName.ANSWER for each in mine)
        ended_findings = case.tracks[person].ended[Element.FINDINGS].how
        if asked and not answered and ended_findings == "done":
            return False
    return True


def told_apart(case: Case) -> object:
    """What later steps can tell of a case; all of these steps are of one day, and of the same words."""
    tracks = [
        (
            person, frozenset((element, ended.how) for element, ended in track.ended.items()),
            frozenset((element, said.by) for element, said in track.unsigned.items()),
            any(not attempt.reached for attempt in track.attempts), frozenset(track.questions.items()), track.died,
        )
        for person, track in sorted(case.tracks.items())
    ]  # fmt: skip
    return tuple(tracks), case.answer, case.not_required_signed


def explore(people: list[str], steps: list[Step], begun_with: list[Step], most: int) -> int:
    """Try every step in every state that can be reached, and check each. States that differ in nothing that later
    steps can tell apart are one, so every order is covered. How many states there were."""
    begin = taken(begun(HAPPENED, people), *begun_with)
    seen, waiting, complete = {told_apart(begin)}, deque([(begin, tuple(begun_with))]), 0
    while waiting:
        case, log = waiting.popleft()
        if case.state in COMPLETE:
            complete += 1
            assert not case.missing()
            assert is_earned(case, log), log
        for each in steps:
            try:
                moved = after(case, each, NOW)
            except StepRefused:
                continue
            key = told_apart(moved)
            if key not in seen:
                assert len(seen) < most, "there are more states than thought"
                seen.add(key)
                waiting.append((moved, (*log, each)))
    assert complete, "nothing of this was ever complete, so nothing was checked"
    return len(seen)


def test_every_order_of_all_elements_for_one_person() -> None:
    steps = [step(StepName.ASSESSED), *all_done("p")]
    assert explore(["p"], steps, [], 3000) > 1000


# Elements that differ in how they may be taken: the telling, what belongs to it, what may come before, what waits for
# answers. The others stand for them: all were tried above.
FEW = (Element.TOLD, Element.APOLOGY, Element.SUPPORT, Element.FINDINGS)


def all_declined_but(few: Iterable[Element], people: list[str]) -> list[Step]:
    return [step(StepName.DECLINED, person=each, elements=frozenset(Element) - set(few)) for each in people]


def test_every_order_of_every_step_for_one_person() -> None:
    steps = [*alphabet(["p"], FEW), step(StepName.ATTEMPT, person="p", reached=True)]
    assert explore(["p"], steps, all_declined_but(FEW, ["p"]), 60_000) > 1000


def test_every_order_of_the_steps_of_two_people() -> None:
    steps = [
        each for each in alphabet(["p", "q"], (Element.TOLD, Element.FINDINGS))
        if each.name not in (StepName.QUESTION, StepName.ANSWER)
    ]  # fmt: skip
    begun_with = all_declined_but((Element.TOLD, Element.FINDINGS), ["p", "q"])
    assert explore(["p", "q"], steps, begun_with, 60_000) > 1000


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(alphabet(["p", "q"], Element)), st.integers(0, 40)), max_size=80))
def test_no_steps_on_any_days_make_it_complete_unearned(drawn: list[tuple[Step, int]]) -> None:
    case, log = begun(HAPPENED, ["p", "q"]), list[Step]()
    for each, day in drawn:
        dated = Step(each.name, HAPPENED + timedelta(days=day), each.by, each.person, each.limbs, each.elements,
                     each.number, each.words, each.is_in_person, each.how, each.reached)  # fmt: skip
        try:
            case = after(case, dated, NOW)
        except StepRefused:
            continue
        log.append(dated)
        if case.state in COMPLETE:
            assert is_earned(case, tuple(log))
        for track in case.tracks.values():
            told = track.ended.get(Element.TOLD)
            apology = track.ended.get(Element.APOLOGY)
            if told and apology and told.how == apology.how == "done":
                assert apology.at >= told.at
