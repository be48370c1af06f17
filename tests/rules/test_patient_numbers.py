"""A patient's number, as it is typed into a field: which kind, how it is written, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psirf.identifiers.numbers import is_nhs_number
from psirf.lifecycle import NotAllowed
from psirf.patient_numbers import is_nothing_but_a_number, read_patient_number, spoken_number, without_number
from psirf.refusals import Refusal
from psirf.rules import read_rules
from psirf.vocabulary import IdentifierKind

LISTS = read_rules().identifiers
NHS, HOSPITAL = IdentifierKind.NHS_NUMBER, IdentifierKind.HOSPITAL_NUMBER


@pytest.mark.parametrize(
    ("typed", "spoken"),
    [
        ("943 476 5919", "943 476 5919"),
        ("9434765919", "943 476 5919"),
        ("943-476-5919", "943 476 5919"),
        ("943‑476‑5919", "943 476 5919"),  # hyphens that do not break
        ("943.476.5919", "943 476 5919"),
        (" 401\u00a0023\u20092137\n", "401 023 2137"),
        ("4 8 5 7 7 7 3 4 5 7", "485 777 3457"),
        ("４５０ 557 7104", "450 557 7104"),  # figures as wide as letters of Chinese
        ("٩٩٩ 000 0018", "999 000 0018"),
        ("NHS number: 999 000 0026", "999 000 0026"),
        ("nhs no 9990000034.", "999 000 0034"),
        ("\u200b999 000 0107", "999 000 0107"),
        ("MRN 999 000 0107", "999 000 0107"),  # the label is of the other kind, and the check digit is right
    ],
)
def test_an_nhs_number_is_read_in_any_spacing_and_written_in_threes(typed: str, spoken: str) -> None:
    kind, number = read_patient_number(typed, LISTS)
    assert kind is NHS
    assert spoken_number(kind, number) == spoken


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1234567", "1234567"),
        ("h 123 456", "H123456"),
        ("RXX-1234567", "RXX-1234567"),
        ("rxx 445566", "RXX445566"),
        ("12-34-56", "12-34-56"),
        ("MRN K1234567A", "K1234567A"),
        ("hospital number is 7654321", "7654321"),
        ("MRN 123456789", "123456789"),
        ("hospital number 1234567890", "1234567890"),
    ],
)
def test_a_hospital_number_is_read_by_the_trusts_patterns(typed: str, kept: str) -> None:
    assert read_patient_number(typed, LISTS) == (HOSPITAL, kept)


@pytest.mark.parametrize(
    "typed",
    ["943 476 5918", "1234567890", "9999999999", "999 999 9999", "999 000 0000", "999-123-4561", "NHS 9434765918"],
)
def test_ten_figures_that_fail_the_check_are_no_nhs_number(typed: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        read_patient_number(typed, LISTS)
    assert refused.value.refusal is Refusal.NHS_NUMBER
    assert str(refused.value) == Refusal.NHS_NUMBER.label  # and nothing of what was typed


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "943476591",  # one figure is missing
        "943 476 591",
        "999 000 001O",  # the last is a letter
        "943 476 59190",
        "NHS 1234567",
        "Mrs Example",
        "Mrs Example 1234567",
        "bed 7",
        "12-03-1985",
        "1985 03 12",
        "1234",
        "9" * 5000,
        "1 " * 5000,
    ],
)
def test_what_fits_no_pattern_is_no_number(typed: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        read_patient_number(typed, LISTS)
    assert refused.value.refusal is Refusal.NO_NUMBER


@pytest.mark.parametrize(
    ("said", "is_one"),
    [
        ("999 000 0018", True),
        ("9990000018", True),
        ("NHS number 999 000 0018", True),
        ("943 476 5918", True),  # as such a number is written, though its check fails
        ("MRN 1234567", True),
        ("RXX-1234567", True),
        ("1234567", False),
        ("12-03-26", False),
        ("01632 96000", False),
        ("about 999 000 0018 on Ward 7", False),
        ("PSE-00001", False),
        ("", False),
    ],
)
def test_a_message_that_is_nothing_but_a_number_is_known(said: str, is_one: bool) -> None:
    assert is_nothing_but_a_number(said, LISTS) is is_one


NHS_LIKE = st.builds(
    lambda nine, last: f"{nine}{last}", st.integers(400_000_000, 499_999_999), st.sampled_from("0123456789")
)
OURS = st.from_regex(r"(-|[A-Z]{1,3}-?)?[0-9]{5,8}[A-Z]?", fullmatch=True)
TYPED = st.builds(
    lambda label, number, at, gap: label + number[:at] + gap + number[at:],
    st.sampled_from(["", "MRN ", "NHS no. "]), NHS_LIKE | OURS, st.integers(1, 9),
    st.sampled_from(["", " ", "-", "."]),
)  # fmt: skip


@given(TYPED)
def test_what_is_read_is_read_again_as_the_same(typed: str) -> None:
    try:
        kind, number = read_patient_number(typed, LISTS)
    except NotAllowed:
        return
    assert kind is HOSPITAL or is_nhs_number(number)
    label = "MRN " if kind is HOSPITAL else ""
    assert read_patient_number(f"{label}{spoken_number(kind, number)}", LISTS) == (kind, number)


@pytest.mark.parametrize(
    ("words", "without"),
    [
        ("To ring about 999 000 0018 today", "To ring about [NHS number taken out] today"),
        ("9990000018", "[NHS number taken out]"),
        ("999-000-0018, then 9 9 9 000 0018", "[NHS number taken out], then [NHS number taken out]"),
        ("59990000018", "59990000018"),
        ("999 000 0026", "999 000 0026"),
    ],
)
def test_a_number_is_taken_out_of_words_however_it_is_spaced(words: str, without: str) -> None:
    assert without_number(words, NHS, "9990000018") == without


def test_a_hospital_number_is_taken_out_whatever_its_capitals() -> None:
    assert without_number("about h 123-456.", HOSPITAL, "H123456") == "about [hospital number taken out]."
