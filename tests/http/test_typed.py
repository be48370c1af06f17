"""Whatever a button does can be typed: for phones on which the buttons of cards do nothing."""

import re

import pytest

from bot.dialogs.journeys import COURSES
from bot.dialogs.opening import Opening
from bot.forms.typed import (
    NOT_WRITTEN,
    NOT_WRITTEN_OF,
    OF_THE_QUEUE,
    SAME_AS,
    WRITTEN,
    example_of,
    nearly_typed,
)
from bot.teams.presses import STEPS
from bot.teams.queue_presses import STEPS as QUEUE_STEPS
from bot.wording import NOT_SHOWN
from tests.http.patients import audited
from tests.lantern import Person, Running

BEGUN = ("event.add_action", "event.add_affected")  # a form is asked, one thing at a time
NOT_THERE = 404


def test_every_button_of_every_card_has_words_that_do_the_same() -> None:
    verbs = {*STEPS, *(f"queue.{step}" for step in QUEUE_STEPS)}
    written = {*WRITTEN, *SAME_AS, *NOT_WRITTEN, *OF_THE_QUEUE}
    assert written <= verbs
    assert {verb.partition(".")[0] for verb in verbs - written} <= set(NOT_WRITTEN_OF)
    assert all({**NOT_WRITTEN, **NOT_WRITTEN_OF}.values())
    assert set(SAME_AS.values()) <= set(WRITTEN)


async def test_each_of_them_is_heard_as_the_button_that_it_stands_for(lantern: Running, lena: Person) -> None:
    """Of a report that is not there each is refused, and it is written down which step it was."""
    for verb in WRITTEN:
        said = example_of(verb, NOT_THERE)
        if verb in BEGUN:
            begins = Opening(COURSES).begins(said)
            assert begins is not None
            assert begins.course.needs == verb.partition(".")[2]
            assert begins.about == NOT_THERE
            continue
        [answer] = await lena.says(said)
        assert NOT_SHOWN in answer.words, said
        entry = (await audited(lantern, "refused"))[-1]
        assert entry["subject"] == f"{verb.partition('.')[0]}:{NOT_THERE}", said
        assert entry["details"]["verb"] == verb, said


@pytest.mark.parametrize("verb", [verb for verb, said in WRITTEN.items() if re.search(r"\} |\}:|\},", said)])
def test_what_begins_a_step_and_is_written_otherwise_is_known_for_it(verb: str) -> None:
    reference = example_of(verb, 7).partition("7")[0]
    nearly = nearly_typed(f"{reference}7 of something else")
    assert nearly is not None
    assert nearly.verb == verb
    assert nearly.number == 7


@pytest.mark.parametrize("words", ["near miss: the pump PSE-1 mentions ran dry", "I told PSE-1 to the team", "PSE-1"])
def test_other_words_with_a_reference_in_them_begin_no_step(words: str) -> None:
    assert nearly_typed(words) is None
