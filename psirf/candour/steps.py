"""What each step makes of a candour case, and when it is refused."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from psirf.candour.record import AFTER_TELLING, NOT_YET_KNOWN, Case, Ended, Step, StepRefused, Track, answer_of
from psirf.candour.terms import Answer, Element, Ending, StepName, StepRefusal

# What is written down even where nothing is owed by law: listening goes on for every response (domain.md 3.1).
KEPT_ALWAYS = frozenset({StepName.QUESTION, StepName.ANSWER, StepName.ATTEMPT, StepName.FOUND})
# What may name somebody who is not known, while whoever acts is looked for.
LOOKS_FOR = frozenset({StepName.ATTEMPT, StepName.CANNOT_BE_REACHED, StepName.SIGN_OFF})


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
    if step.name is StepName.PERSON_DIED:
        return _died(case, step)
    if step.name is StepName.LIVES:
        return _lives(case, step)
    if step.name is StepName.TAKEN_OFF:
        return _taken_off(case, step)
    person = _person(case, step)
    if case.is_closed_not_required and step.name not in KEPT_ALWAYS:
        raise StepRefused(StepRefusal.NOT_OWED)
    track = case.tracks[person]
    if track.died and step.name is not StepName.ANSWER:  # their questions are still answered
        raise StepRefused(StepRefusal.THEY_DIED)
    if person == NOT_YET_KNOWN and (isinstance(step.name, Element) or step.name is StepName.DECLINED):
        raise StepRefused(StepRefusal.NOBODY_KNOWN)
    if step.name is StepName.QUESTION:
        changed = _questioned(track, step)
    elif step.name is StepName.ANSWER:
        changed = _answered(track, step)
    elif step.name is StepName.ATTEMPT:
        changed = _attempted(track, step)
    elif step.name is StepName.FOUND:
        changed = _spoken_to(track, step.at)  # what could not be given while nobody was known is owed to them
    elif step.name is StepName.DECLINED:
        changed = _declined(track, step)
    elif step.name is StepName.CANNOT_BE_REACHED:
        changed = _not_reached(track, step)
    elif isinstance(step.name, Element):
        changed = _done(track, step)
    else:
        raise StepRefused(StepRefusal.NOT_A_STEP)
    return replace(case, tracks={**case.tracks, person: changed})


def known_anew(case: Case) -> Case:
    """More is known than when it was found not to apply, signed or not: that is assessed anew. What was found to be
    owed stays owed."""
    if case.answer is not Answer.NOT_NOTIFIABLE:
        return case
    return replace(case, assessed=None, not_required_signed=False)


def _person(case: Case, step: Step) -> str:
    """About whom a step is. Where only one person can be meant they need not be named."""
    if step.person:
        if step.person in case.tracks:
            return step.person
        if NOT_YET_KNOWN in case.tracks and step.name in LOOKS_FOR:
            return NOT_YET_KNOWN
        raise StepRefused(StepRefusal.UNKNOWN_PERSON)
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
    """Somebody else looks at why it is not notifiable; or, where that does not wait or a person is named of whom
    more waits, at why they cannot be reached. What somebody declined may be signed too."""
    _needs_who(step)
    named = case.tracks.get(step.person)
    if case.answer is Answer.NOT_NOTIFIABLE and not case.not_required_signed and not (named and named.unsigned):
        assert case.assessed is not None, "it has an answer"
        _by_another(step, case.assessed)
        return replace(case, not_required_signed=True)
    people = [_person(case, step)] if step.person else list(case.tracks)
    signed, why = dict(case.tracks), StepRefusal.NOTHING_TO_SIGN
    for person in people:
        try:
            signed[person] = _signed_for(signed[person], step)
        except StepRefused as refused:
            why = refused.refusal if why is StepRefusal.NOTHING_TO_SIGN else why
    if signed == dict(case.tracks):
        raise StepRefused(why)
    return replace(case, tracks=signed)


def _signed_for(track: Track, step: Step) -> Track:
    """What waits of one person is signed all at once, or not at all."""
    for said in (*track.unsigned.values(), *([track.declined] if track.declined else [])):
        _by_another(step, said)
    ended = dict.fromkeys(track.unsigned, Ended(Ending.NOT_POSSIBLE, step.at))
    return replace(track, ended={**track.ended, **ended}, unsigned={}, declined=None)


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
    tracks[person] = replace(_spoken_to(track, step.at), ended=given, unsigned={}, declined=None)
    again = case.is_closed_not_required
    return replace(
        case, tracks=tracks, assessed=None if again else case.assessed,
        not_required_signed=False if again else case.not_required_signed,
    )  # fmt: skip


def _died(case: Case, step: Step) -> Case:
    """What is still owed to somebody who died goes to whoever acts; where nobody is known, they are looked for."""
    if NOT_YET_KNOWN in case.tracks and step.person not in case.tracks:
        # The patient, who had died before anybody was known to act: they are looked for already.
        dead = {step.person: Track(died=True)} if step.person else {}
        return replace(case, tracks={**case.tracks, **dead})
    person = _person(case, step)
    track = case.tracks[person]
    if track.died:
        raise StepRefused(StepRefusal.ALREADY_DEAD)
    tracks = {**case.tracks, person: replace(track, died=True, unsigned={}, declined=None)}
    if track.open and all(each.died for each in tracks.values()):
        tracks[NOT_YET_KNOWN] = Track()
    return replace(case, tracks=tracks)


def _lives(case: Case, step: Step) -> Case:
    """That they had died was a slip: what is open is owed to them, and nobody is looked for in their place."""
    _needs_who(step)
    person = _person(case, step)
    tracks = {**case.tracks, person: replace(case.tracks[person], died=False)}
    if person != NOT_YET_KNOWN and NOT_YET_KNOWN in tracks and tracks[NOT_YET_KNOWN].is_untouched:
        del tracks[NOT_YET_KNOWN]
    return replace(case, tracks=tracks)


def _taken_off(case: Case, step: Step) -> Case:
    """Somebody who was added by a slip, and to whom nothing was given. Somebody must be left to be told."""
    _needs_who(step)
    person = _person(case, step)
    left = replace(case, tracks={other: track for other, track in case.tracks.items() if other != person})
    if not case.tracks[person].is_untouched or not left.counted:
        raise StepRefused(StepRefusal.STAYS)
    return left


def _spoken_to(track: Track, at: datetime) -> Track:
    """Once they were spoken to, or found, they can be reached: what was said to be not possible is owed again, signed
    or not, but where they were tried again in vain later on."""
    in_vain = tuple(attempt for attempt in track.in_vain if attempt.at > at)
    spoken_at = at if track.spoken_at is None else max(at, track.spoken_at)
    if in_vain:
        return replace(track, in_vain=in_vain, spoken_at=spoken_at)
    ended = {element: each for element, each in track.ended.items() if each.how is not Ending.NOT_POSSIBLE}
    return replace(track, ended=ended, unsigned={}, in_vain=(), spoken_at=spoken_at)


def _questioned(track: Track, step: Step) -> Track:
    if not step.number:
        raise StepRefused(StepRefusal.NO_NUMBER)
    if step.number in track.questions:
        raise StepRefused(StepRefusal.ASKED_ALREADY)
    return replace(
        _spoken_to(track, step.at), questions={**track.questions, step.number: False},
        asked_at={**track.asked_at, step.number: step.at},
    )  # fmt: skip


def _answered(track: Track, step: Step) -> Track:
    _needs_who(step)
    if step.number not in track.questions:
        raise StepRefused(StepRefusal.NO_QUESTION if step.number else StepRefusal.NO_NUMBER)
    if step.at < track.asked_at[step.number]:
        raise StepRefused(StepRefusal.BEFORE_ASKED)
    answered_at = min(step.at, track.answered_at.get(step.number, step.at))  # what was answered first counts
    return replace(
        track, questions={**track.questions, step.number: True},
        answered_at={**track.answered_at, step.number: answered_at},
    )  # fmt: skip


def _attempted(track: Track, step: Step) -> Track:
    _needs_who(step)
    if not step.how or step.reached is None:
        raise StepRefused(StepRefusal.HOW_AND_RESULT)
    track = replace(track, attempts=(*track.attempts, step))
    if step.reached:
        return _spoken_to(track, step.at)
    if track.spoken_at is not None and step.at < track.spoken_at:
        return track
    return replace(track, in_vain=(*track.in_vain, step))


def _declined(track: Track, step: Step) -> Track:
    """They do not want it: one element, or all that is left."""
    track = _spoken_to(track, step.at)
    ended = dict(track.ended)
    for element in step.elements or track.open:
        if element not in ended or ended[element].how is not Ending.DONE:
            ended[element] = Ended(Ending.DECLINED, step.at)
    unsigned = {element: said for element, said in track.unsigned.items() if element not in ended}
    return replace(track, ended=ended, unsigned=unsigned, declined=step)


def _not_reached(track: Track, step: Step) -> Track:
    """They cannot be given it, after attempts since they were last spoken to; it ends once another has signed."""
    _needs_who(step)
    if not any(attempt.at <= step.at for attempt in track.in_vain):
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
        track = _spoken_to(track, step.at)
    if element in AFTER_TELLING:
        told = track.ended.get(Element.TOLD)
        if told is None:
            raise StepRefused(StepRefusal.NOT_TOLD_YET)
        if step.at < told.at:
            raise StepRefused(StepRefusal.BEFORE_TELLING)
    if element is Element.APOLOGY and not step.words.strip():
        raise StepRefused(StepRefusal.NO_WORDS)
    if element is Element.FINDINGS and track.is_asked_by(step.at):
        raise StepRefused(StepRefusal.QUESTIONS_OPEN)
    before = track.ended.get(element)
    was_done = before is not None and before.how is Ending.DONE
    at = min(before.at, step.at) if before is not None and was_done else step.at  # what was given first counts
    unsigned = {each: said for each, said in track.unsigned.items() if each is not element}
    return replace(track, ended={**track.ended, element: Ended(Ending.DONE, at)}, unsigned=unsigned)


def _needs_who(step: Step) -> None:
    if not step.by.strip():
        raise StepRefused(StepRefusal.NOBODY_DID_IT)
