"""Names within a sentence."""

import pytest

from psirf.spoken import within_a_sentence


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("After action review", "after action review"),
        ("A true account of what is known", "a true account of what is known"),
        ("MDT review", "MDT review"),
        ("ABO-incompatible blood", "ABO-incompatible blood"),
        ("", ""),
    ],
)
def test_a_name_begins_small_within_a_sentence_but_keeps_its_capitals(name: str, said: str) -> None:
    assert within_a_sentence(name) == said
