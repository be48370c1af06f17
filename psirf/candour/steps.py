"""What each step makes of a candour case, and when it is refused."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from psirf.candour.record import AFTER_TELLING, NOT_YET_KNOWN, Case, Ended, Step, StepRefused, Track, answer_of
from psirf.candour.terms import Answer, Element, Ending, StepName, StepRefusal


def after(case: Case, step: Step, now: datetime) -> Case:
    """The case once a step was taken. Raises StepRefused; nothing then changes."""
    if step.at < case.happened_at:
        raise StepRefused(StepRefusal.BEFORE_IT_HAPPENED)
    if step.at > now:
        raise StepRefused(StepRefusal.NOT_COME_YET)
    if step.name is StepName.ASSESSED:
        return _assessed(case, step)
    if step.name is StepName.SIGN_OFF:
        return _signed(case, step)
    if step.name is StepName.ASKS_TO_BE_TOLD:
        return _asked_to_be_told(case, step)
    person = _person(case, step)
    if step.name is StepName.ANSWER and not step.person:
        person = next((who for who, track in case.tracks.items() if step.number in track.questions), person)
    if step.name is StepName.PERSON_DIED:
        return _died(case, person)
    if case.is_closed_not_required:
        raise StepRefused(StepRefusal.NOT_OWED)
    track = case.tracks[person]
    if track.died:
        raise StepRefused(StepRefusal.THEY_DIED)
    if step.name is StepName.QUESTION:
        changed = _questioned(track, step)
    elif step.name is StepName.ANSWER:
        changed = _answered(track, step)
    elif step.name is StepName.ATTEMPT:
        changed = _attempted(track, step)
    elif step.name is StepName.DECLINED:
        changed = _declined(track, step)
    elif step.name is StepName.CANNOT_BE_REACHED:
        changed = _not_reached(track, step)
    elif isinstance(step.name, Element):
        changed = _done(track, step)
    else:
        raise StepRefused(StepRefusal.NOT_A_STEP)
    return replace(case, tracks={**case.tracks, person: changed})


def _person(case: Case, step: Step) -> str:
    """About whom a step is. Where only one person can be meant they need not be named."""
    if step.person:
        if step.person not in case.tracks:
            raise StepRefused(StepRefusal.UNKNOWN_PERSON)
        return step.person
    living = [person for person, track in case.tracks.items() if not track.died]
    by_number = [person for person, track in case.tracks.items() if step.number and step.number in track.questions]
    if step.name is StepName.ANSWER and len(by_number) == 1:
        return by_number[0]
    if len(living) != 1:
        raise StepRefused(StepRefusal.WHICH_PERSON)
    return living[0]


def _assessed(case: Case, step: Step) -> Case:
    _needs_who(step)
    if answer_of(step.limbs) is None:
        raise StepRefused(StepRefusal.NO_LIMBS)
    return replace(case, assessed=step, not_required_signed=False)


def _signed(case: Case, step: Step) -> Case:
    """Somebody else looks at why it is not notifiable, or at why somebody cannot be reached."""
    _needs_who(step)
    if case.answer is Answer.NOT_NOTIFIABLE and not case.not_required_signed and not step.person:
        assert case.assessed is not None, "it has an answer"
        _by_another(step, case.assessed)
        return replace(case, not_required_signed=True)
    people = [_person(case, step)] if step.person else list(case.tracks)
    signed = dict(case.tracks)
    for person in people:
        waiting = signed[person].unsigned
        for said in waiting.values():
            _by_another(step, said)
        if waiting:
            ended = dict.fromkeys(waiting, Ended(Ending.NOT_POSSIBLE, step.at))
            signed[person] = replace(signed[person], ended={**signed[person].ended, **ended}, unsigned={})
    if signed == dict(case.tracks):
        raise StepRefused(StepRefusal.NOTHING_TO_SIGN)
    return replace(case, tracks=signed)


def _by_another(step: Step, signs: Step) -> None:
    if step.by.strip().casefold() == signs.by.strip().casefold():
        raise StepRefused(StepRefusal.OWN_WORK)
    if step.at < signs.at:
        raise StepRefused(StepRefusal.NOTHING_TO_SIGN)


def _asked_to_be_told(case: Case, step: Step) -> Case:
    """They would like to be told after all, or come forward: what they declined, or could not be given, is owed
    again. Where it was not notifiable, it is assessed anew: their word opens that."""
    tracks = dict(case.tracks)
    if step.person and step.person not in tracks and NOT_YET_KNOWN in tracks:
        tracks[step.person] = tracks.pop(NOT_YET_KNOWN)  # somebody who was looked for
        person = step.person
    else:
        person = _person(case, step)
    track = tracks[person]
    if track.died:
        raise StepRefused(StepRefusal.THEY_DIED)
    given = {element: ended for element, ended in track.ended.items() if ended.how is Ending.DONE}
    tracks[person] = replace(track, ended=given, unsigned={})
    again = case.is_closed_not_required
    return replace(
        case, tracks=tracks, assessed=None if again else case.assessed,
        not_required_signed=False if again else case.not_required_signed,
    )  # fmt: skip


def _died(case: Case, person: str) -> Case:
    """What is still owed to somebody who died goes to whoever acts; where nobody is known, they are looked for."""
    if case.tracks[person].died:
        raise StepRefused(StepRefusal.ALREADY_DEAD)
    track = replace(case.tracks[person], died=True, unsigned={})
    tracks = {**case.tracks, person: track}
    if not track.is_over and all(each.died for each in tracks.values()):
        tracks[NOT_YET_KNOWN] = Track()
    return replace(case, tracks=tracks)


def _questioned(track: Track, step: Step) -> Track:
    if not step.number:
        raise StepRefused(StepRefusal.NO_QUESTION)
    if step.number in track.questions:
        raise StepRefused(StepRefusal.ASKED_ALREADY)
    return replace(track, questions={**track.questions, step.number: False})


def _answered(track: Track, step: Step) -> Track:
    _needs_who(step)
    if step.number not in track.questions:
        raise StepRefused(StepRefusal.NO_QUESTION)
    return replace(track, questions={**track.questions, step.number: True})


def _attempted(track: Track, step: Step) -> Track:
    _needs_who(step)
    if not step.how or step.reached is None:
        raise StepRefused(StepRefusal.HOW_AND_RESULT)
    # Once they were spoken to, they can be reached: what was to be signed is not true any more.
    return replace(track, attempts=(*track.attempts, step), unsigned={} if step.reached else track.unsigned)


def _declined(track: Track, step: Step) -> Track:
    """They do not want it: one element, or all that is left."""
    ended = dict(track.ended)
    for element in step.elements or track.open:
        if element not in ended or ended[element].how is not Ending.DONE:
            ended[element] = Ended(Ending.DECLINED, step.at)
    unsigned = {element: said for element, said in track.unsigned.items() if element not in ended}
    return replace(track, ended=ended, unsigned=unsigned)


def _not_reached(track: Track, step: Step) -> Track:
    """They cannot be given it, after attempts; it ends once another has signed."""
    _needs_who(step)
    if not any(not attempt.reached and attempt.at <= step.at for attempt in track.attempts):
        raise StepRefused(StepRefusal.NO_ATTEMPT)
    unsigned = dict.fromkeys([each for each in track.open if each in (step.elements or track.open)], step)
    return replace(track, unsigned={**track.unsigned, **unsigned})


def _done(track: Track, step: Step) -> Track:
    _needs_who(step)
    element: Any = step.name
    if element is Element.TOLD:
        if step.is_in_person is None:
            raise StepRefused(StepRefusal.NO_MODE)
        if not step.is_in_person:
            raise StepRefused(StepRefusal.NOT_IN_PERSON)
    if element in AFTER_TELLING:
        told = track.ended.get(Element.TOLD)
        if told is None:
            raise StepRefused(StepRefusal.NOT_TOLD_YET)
        if step.at < told.at:
            raise StepRefused(StepRefusal.BEFORE_TELLING)
    if element is Element.APOLOGY and not step.words.strip():
        raise StepRefused(StepRefusal.NO_WORDS)
    if element is Element.FINDINGS and track.unanswered:
        raise StepRefused(StepRefusal.QUESTIONS_OPEN)
    before = track.ended.get(element)
    was_done = before is not None and before.how is Ending.DONE
    at = min(before.at, step.at) if before is not None and was_done else step.at  # what was given first counts
    unsigned = {each: said for each, said in track.unsigned.items() if each is not element}
    return replace(track, ended={**track.ended, element: Ended(Ending.DONE, at)}, unsigned=unsigned)


def _needs_who(step: Step) -> None:
    if not step.by.strip():
        raise StepRefused(StepRefusal.NOBODY_DID_IT)
