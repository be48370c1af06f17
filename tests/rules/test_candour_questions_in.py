"""Which questions are in what somebody wrote down: none is parted in the middle, and none joined to another."""

import pytest

from bot.forms.candour_log import questions_in


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Did she suffer?\nWho knew?", ("Did she suffer?", "Who knew?")),
        ("Why did nobody come\nwhen I rang\nat three?", ("Why did nobody come\nwhen I rang\nat three?",)),
        (
            "She rang.\nWhy did nobody come?\n\nWho knew\nof it?",
            ("She rang.\nWhy did nobody come?", "Who knew\nof it?"),
        ),
        ("Why?\r\n \r\nWho?", ("Why?", "Who?")),
        ("None", ()),
        ("  \n\n ", ()),
    ],
)
def test_questions_are_apart_by_an_empty_line_or_each_on_its_line(said: str, asked: tuple[str, ...]) -> None:
    assert questions_in(said) == asked
