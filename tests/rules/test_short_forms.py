"""What clinicians write short is understood as the full words are, and what only looks so is left alone."""

import pytest

from psirf.short_forms import in_full, read_short_forms


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ("pt had l hip done, not r", "patient had left hip done, not right"),
        ("2 l of o2 at 15 l/min, k 6.1 mmol/l", "2 l of o2 at 15 l/min, k 6.1 mmol/l"),
        ("l4/5, l 4, t12/l1", "l4/5, l 4, t12/l1"),
        ("a+ blood to an o- lady", "a positive blood to an o negative lady"),
        ("ab +ve to b-ve", "ab positive to b negative"),
        ("gp o, seen by the gp", "group o, seen by the gp"),
        ("seen at 2/52, 3/7 and 4/12", "seen at 2 weeks, 3 days and 4 months"),
        ("o-negative, 39+2, vitamin b+c", "o-negative, 39+2, vitamin b+c"),
        ("s/c not s/w", "subcutaneous not s/w"),
        ("opt, ptosis, pt's", "opt, ptosis, pt's"),
    ],
)
def test_a_short_form_is_put_in_full(said: str, understood: str) -> None:
    assert in_full(said, {"pt": "patient", "s/c": "subcutaneous"}) == understood


@pytest.mark.parametrize("given", [["pt"], {"Pt": "patient"}, {"pt": " "}, {"pt": 1}, {"p t": "patient"}])
def test_what_is_no_short_form_is_refused(given: object) -> None:
    with pytest.raises(ValueError, match=r"\[short\]"):
        read_short_forms(given)


def test_without_short_forms_the_others_are_still_known() -> None:
    assert in_full("pt, l eye", read_short_forms({})) == "pt, left eye"
