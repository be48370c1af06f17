"""Every order of steps of a candour case: it is complete only where each element ended for each person."""

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psirf.candour.record import ELEMENTS, NOT_YET_KNOWN, Case, Step, StepRefused, Track, begun
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


OF_THE_CASE = (StepName.ASSESSED, StepName.SIGN_OFF, StepName.TAKEN_OFF)


def alphabet(people: Iterable[str], elements: Iterable[Element]) -> list[Step]:
    """Each step that can be taken, all on one day, so that only their order differs. But for who is taken off: the
    case is then that of the others."""
    elements, made = list(elements), [
        step(StepName.ASSESSED), step(StepName.ASSESSED, limbs=NOT_NOTIFIABLE), step(StepName.SIGN_OFF, by="dr a"),
        step(StepName.SIGN_OFF, by="sister b"),
    ]  # fmt: skip
    for person in people:
        made += [step(element, person=person) for element in elements]
        made += [step(StepName.DECLINED, person=person, elements=frozenset({each})) for each in elements]
        made += [step(name, person=person) for name in StepName if name not in OF_THE_CASE]
    return made


# With these somebody was spoken to: what was said to be not possible before is so no more.
SPOKEN_TO = (Element.TOLD, StepName.QUESTION, StepName.DECLINED, StepName.ASKS_TO_BE_TOLD, StepName.FOUND)


def is_earned(case: Case, log: tuple[Step, ...], by_day: bool = False) -> bool:
    """Whether a complete case is so by what was written down, reckoned afresh from the accepted steps alone.
    `by_day`: they are of several days, so that what was written down last was not always done last."""
    if not any(each.name is StepName.ASSESSED for each in log):
        return False
    last = {each.person: each.name for each in log if each.name in (StepName.PERSON_DIED, StepName.LIVES)}
    dead = {person for person, name in last.items() if name is StepName.PERSON_DIED}
    living = [person for person in case.tracks if person not in dead]
    if not living and not any(case.tracks[person].is_over for person in case.tracks):
        return False
    return all(is_earned_by(person, case, log, by_day) for person in living)


def is_earned_by(person: str, case: Case, log: tuple[Step, ...], by_day: bool) -> bool:
    mine = [(here, each) for here, each in enumerate(log) if each.person == person]
    asked_again = max((here for here, each in mine if each.name is StepName.ASKS_TO_BE_TOLD), default=-1)
    spoken = max((here for here, each in mine if each.name in SPOKEN_TO or each.reached), default=-1)
    tried = [here for here, each in mine if each.name is StepName.ATTEMPT and not each.reached]
    signed = any(
        log[at].name is StepName.SIGN_OFF and log[at].by != claim.by
        for here, claim in mine if claim.name is StepName.CANNOT_BE_REACHED and (by_day or here > spoken)
        and any(by_day or spoken < attempt < here for attempt in tried if attempt < here)
        for at in range(here, len(log))
    )  # fmt: skip
    done = {each.name for _, each in mine}
    declined = [each for here, each in mine if each.name is StepName.DECLINED and here > asked_again]
    for element in Element:
        if not (element in done or signed or any(element in (each.elements or Element) for each in declined)):
            return False
    unanswered = StepName.QUESTION in done and StepName.ANSWER not in done
    return not (unanswered and case.tracks[person].ended[Element.FINDINGS].how == "done")


class ToldApart:
    """What later steps can tell of a case; all of these steps are of one day, and of the same words. Who is who does
    not matter, since each may do the same: cases in which two people have changed places are one. Nor does whether
    somebody has signed what was declined: nothing waits for that."""

    def __init__(self) -> None:
        self._seen: dict[object, Track] = {}
        self._known: dict[int, object] = {}  # of the tracks in _seen, by their ids: a step changes one, not all

    def __call__(self, case: Case) -> object:
        tracks = [(person == NOT_YET_KNOWN, self._track(track)) for person, track in case.tracks.items()]
        return frozenset(Counter(tracks).items()), id(case.assessed), case.not_required_signed

    def once(self, case: Case) -> Case:
        """The same case, of tracks that were met before where they are alike."""
        tracks = {}
        for person, track in case.tracks.items():
            told = self._track(track)
            tracks[person] = self._seen.setdefault(told, track)
            self._known[id(tracks[person])] = told
        return replace(case, tracks=tracks)

    def _track(self, track: Track) -> object:
        return self._known.get(id(track)) or (
            track.died, bool(track.in_vain), tuple(sorted(track.questions.items())),
            tuple([ended and ended.how for ended in map(track.ended.get, ELEMENTS)]),
            tuple([said and said.by for said in map(track.unsigned.get, ELEMENTS)]) if track.unsigned else None,
        )  # fmt: skip


def explore(people: list[str], steps: list[Step], begun_with: list[Step], most: int) -> int:
    """Try every step in every state that can be reached, and check each. States that differ in nothing that later
    steps can tell apart are one, so every order is covered. How many states there were."""
    begin, told_apart = taken(begun(HAPPENED, people), *begun_with), ToldApart()
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
                waiting.append((told_apart.once(moved), (*log, each)))
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
            assert is_earned(case, tuple(log), by_day=True)
        for track in case.tracks.values():
            told = track.ended.get(Element.TOLD)
            apology = track.ended.get(Element.APOLOGY)
            if told and apology and told.how == apology.how == "done":
                assert apology.at >= told.at
