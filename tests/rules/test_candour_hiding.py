"""What is hidden in the questions of those affected: names as they are sealed or nearly so, and addresses."""

import pytest

from psirf.candour.hiding import known_by, without_addresses, without_names
from psirf.marks import without_numbers
from psirf.rules import Rules

SEALED = (
    {"name": "Winifred Quillfeather", "called": "likes to be called Win", "matters": "Her garden in Leeds"},
    {"name": "Ada Smith-Walker", "contact": "Ring her sister Maud, evenings", "advocate": "friend Perpetua Oduya"},
)


def hidden_in(text: str, rules: Rules) -> str:
    lists = rules.identifiers
    return without_numbers(without_names(text, known_by(SEALED, lists), lists)).replace("[name hidden]", "#")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Why was Winifred alone?", "Why was # alone?"),
        ("why was winifred alone?", "why was # alone?"),
        ("Why was Win's drip off?", "Why was #'s drip off?"),
        ("Who told Mrs Quilfeather?", "Who told Mrs #?"),
        ("who told mrs quilfeathr?", "who told mrs #?"),
        ("Did WINFRED ask?", "Did # ask?"),
        ("Did Mr Walker ask, or Ada-May?", "Did Mr # ask, or #?"),
        ("Why did Maud hear first, and not Perpetua or Odoya?", "Why did # hear first, and not # or Odoya?"),
        ("Was the sister there when they walked?", "Was the sister there when they walked?"),
        ("Was her garden or her friend spoken of?", "Was her garden or her friend spoken of?"),
        ("Why does it say [name hidden, 2] here?", "Why does it say # here?"),
    ],
)
def test_a_name_is_hidden_as_it_is_spelled_or_nearly(said: str, shown: str, rules: Rules) -> None:
    assert hidden_in(said, rules) == shown


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Who wrote to 14 Elm Road?", "Who wrote to #?"),
        ("who wrote to 14 elm road, and why?", "who wrote to #, and why?"),
        ("Who wrote to Flat 2, 14b Upper Elm Close, Leeds?", "Who wrote to #, Leeds?"),
        ("She lay 2 hours on the way, and 3 nurses passed.", "She lay 2 hours on the way, and 3 nurses passed."),
        ("Why 20 units and not 2?", "Why 20 units and not 2?"),
    ],
)
def test_a_house_in_a_street_is_hidden(said: str, shown: str) -> None:
    assert without_addresses(said).replace("[address hidden]", "#") == shown
