"""What says who somebody is is found in a free text, and what only looks like it is left alone."""

import itertools
import re
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from psirf.identifiers import find_identifiers, without
from psirf.identifiers.numbers import is_nhs_number
from psirf.rules import read_rules
from psirf.tables import BUILT_IN, TableError
from psirf.vocabulary import IdentifierKind

LISTS = read_rules().identifiers
STAFF = ("Ifeoma Nwachukwu-Bell", "Will Hand", "Beata Zych", "Grace Long")


def marked(text: str, staff: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    found = find_identifiers(text, LISTS, staff)
    assert all(text[one.start : one.end] == one.text for one in found)
    return [(one.text, one.kind.value) for one in found]


NHS_NUMBERS = (
    "9990000018", "999 000 0018", "999-000-0018", "999.000.0018", "999/000/0018", "999  000  0018",
    "999\u00a0000\u20090018", "999 000\n0018", "999\u2013000\u20130018",
    "９９９ ０００ ００１８", "9 9 9 0 0 0 0 0 1 8",
    "99 90 00 00 18", "999 0000018", "999000 0018", "999\t000\t0018", "(999) 000 0018", "999,000,0018",
    "999\u200b000\u200b0018", "999 - 000 - 0018", "999_000_0018", "9434765919", "401 023 2137",
)  # fmt: skip
ABOUT = (
    "{}", "NHS no {}", "NHS{}", "no.{}pt", "({})", "[{}]", "bed 4 {}", "bed 4, {}; obs 98 16", "mixed up with {}.",
    "pt {} fell at 0340", "nhs n° : {} , sacrum", "Ward 7: {} given 5mg",
)  # fmt: skip


@pytest.mark.parametrize("about", ABOUT)
@pytest.mark.parametrize("number", NHS_NUMBERS)
def test_an_nhs_number_is_found_in_every_spacing(number: str, about: str) -> None:
    said = [text.strip("()") for text, kind in marked(about.format(number)) if kind == "nhs_number"]
    assert said == [number.strip("()") if not number.startswith("(") else "999) 000 0018"]


@pytest.mark.parametrize(
    "text",
    [
        "999 000 0019", "9434765918", "999 999 9999", "0000000000", "nhs number 999 999 9999", "99900000185",
        "123 456 7890",
        "1234567890123", "NHS 111 told him to come", "request number 6516659618", "lot 9434765918",
        "serial no: 9434765910",
        "on 12/03/2026 14:05", "obs 120/80 98 16 37", "PO number 0772 184 5510", "pump displayed 9999999999",
    ],
)  # fmt: skip
def test_other_figures_are_no_nhs_numbers(text: str) -> None:
    assert marked(text) == []


def test_what_a_label_says_is_an_nhs_number_is_marked_though_its_check_digit_is_wrong() -> None:
    assert marked("NHS no 123 456 7890, fell") == [("123 456 7890", "nhs_number")]


FOUND = {
    "hospital_number": (
        ("MRN {}", "1234567"), ("hosp no. {}", "H204518"), ("Hospital Number: {}, fed", "T7719024"),
        ("H num {}", "H123456"), ("unit no {}", "X448120"), ("pt {} waited", "D0098821"), ("{} fell", "RXX445566"),
        ("patient {} fell", "1234567"), ("hospital number is {}", "445566"),
    ),
    "date_of_birth": (
        ("dob {}, hit head", "3/4/52"), ("born {} absconded", "12 March 1948"), ("d.o.b {} on band", "03.04.1952"),
        ("DOB: {}. Two", "17/11/1939"), ("date of birth {}", "01-02-67"), ("(DOB {})", "9th August 1971"),
        ("child born {}", "2 Sept 2019"), ("DoB:{}", "1952-04-03"), ("born on {}", "3rd of March 1947"),
        ("dob {}", "120347"),
        ("D O B {}", "12 03 1947"), ("{} (dob)", "12/03/1947"), ("dob on the band was {}", "12/3/47"),
        ("date of birth: {}", "March 3rd, 1947"),
    ),
    "phone": (
        ("on {} after 5", "07700 900123"), ("me on {}", "07700900456"), ("ring {}", "01632 960 842"),
        ("is {}", "+44 7700 900 318"),
        ("on {}", "0114 496 0127"), ("{} is theirs", "020 7946 0958"), ("on {} no", "(01632) 960115"), ("{}",
        "0044 7700 900123"),
        ("{}", "+447700900123"), ("tel: {}", "604020"), ("mobile {}", "7700 900123"), ("{}", "0115-496-0777"),
    ),
    "email": (("contact {} re it", "beth.lomas@example.nhs.uk"), ("to {}.", "k_adeyemi77@example.com"), ("{}",
    "A.B @ example.org")),
    "postcode": (
        ("is {}, pt", "LS99 3QT"), ("referral {} was", "M1 1AE"), ("went to {} instead", "b33 8th"),
        ("(postcode {})", "CR26XH"),
        ("{}", "SW1A 1AA"), ("at {}", "sn3 4rt"),
    ),
    "initials": (
        ("pt {} had 2 lots", "JS"), ("patient {} left", "A.B."), ("Resident {} choked", "M.O."),
        ("pt with initials {}, rm 2", "LW"),
        ("pt {} in bay 2", "J S"), ("Mrs {} in bed 3", "B"), ("initials: {}", "KL"),
    ),
    "patient_name": (
        ("{} fell", "Mrs Patel"), ("patient {} given 5mg", "John Smith"), ("{} went", "Mr. O'Brien-Jones"),
        ("{} wrong ebm", "Baby Khan"),
        ("{} in bed 9", "mrs patel"), ("pt called {} found", "Doreen Whitlock"), ("{} had", "Miss Adebayo"),
        ("{} was", "Mr Parkinson"),
        ("gave {} discharge summary", "Ms. Wojciechowska"), ("{} 4yrs", "Master Tommy Price"),
        ("{} FELL AGAIN ON WARD", "MR SMITH"),
        ("pt {} in bed 4", "smith"), ("Pt: {}, bed 6", "Margaret Hughes"), ("{} fell", "Ms. van der Berg"),
        ("{} fell", "Mr. J. Ali"),
        ("patient in bed 3 called {} wandered", "Agnes"), ("then {} fell", "Doris Hughes"),
        ("gave {} her tablets", "Doris"),
        ("labels of {} were", "Marek Kowalski"),
    ),
    "relative_name": (
        ("daughter {} very upset", "Susan"), ("his wife {} gave", "Mary"), ("pts son {} says", "Imran"),
        ("mum ({}) noticed", "Chantelle"),
        ("NOK, brother {}, apologised", "Derek Hollis"), ("her sister {} was visiting", "Jean"),
        ("{}, his wife, was there", "Mary"),
        ("{} (daughter) rang", "Susan"), ("spoke to mum {} about it", "jackie"), ("her daughter {} said", "Hope"),
        ("next of kin is {}", "Derek"), ("husband called {} was", "Brian"), ("patient's daughter, {}, rang",
        "Emma Clarke"),
    ),
    "staff_name": (
        ("{} prescribed", "Dr Ahmed"), ("{} asked me", "Sister Jones"), ("{} gave", "nurse Kelly"),
        ("{} and me", "SN Okafor"),
        ("{} would not", "Prof Singh"), ("told {} twice", "staff nurse beth"), ("Consultant {} changed",
        "Mr Hughes"),
        ("under {} for hip", "Mr Jones"), ("seen by {} (consultant)", "Mr Jones"), ("{}'s clinic ran over",
        "Mr Jones"),
        ("the nurse was {} and", "Tracy"), ("well done to {} for it", "Priya"), ("given by {}", "Sunita Rao"),
        ("rung by {}", "HCA Mandy"),
        ("{} REVIEWED HIM AT 0300 ON WARD 7", "DR PATEL"), ("{} was brilliant", "HCA Grace"), ("{} saw it",
        "Dr Foley"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("about", "said", "kind"), [(about, said, kind) for kind, rows in FOUND.items() for about, said in rows if said]
)
def test_each_identifier_is_found_with_its_kind(about: str, said: str, kind: str) -> None:
    assert marked(about.format(said)) == [(said, kind)]


LOOK_ALIKES = (
    "gave 10mg instead of 1mg morphine, RR 9", "Happened 12/03/2025 at 0340, bay C",
    "bleep 2345 not answered", "rang ext 45678",
    "batch 2309114B leaking", "Lot no. AB4471902 exp 03/2027", "pump serial SN 00481726", "batch 07700900123",
    "datix W123456",
    "Nightingale ward bay 3", "Parkinson's meds late", "Foley catheter", "Waterlow not done", "Bristol stool chart",
    "Glasgow Coma Scale 12", "Hickman line out", "no Yankauer, no Guedel", "Crohn's pt given",
    "spoke to the Sister, she said",
    "Dr on call didnt come", "Nurse in Charge was told", "just says Mr or Mrs", "Patient Found on floor",
    "IV given not IM",
    "pt AF on warfarin", "previous MI", "Queen Elizabeth Hospital", "Victoria Road", "since April. May was worst",
    "Will someone fix it", "by the Grace of god", "his temp Rose to 39.4", "Mark on skin", "DATIX 448213",
    "linked to PSE-00012",
    "Amoxicillin given", "Zimmer frame", "Bair Hugger", "St John Ambulance crew", "Sister ward was asked",
    "pt has MS and",
    "ref 01234567 catering", "born before arrival", "nurse call system down", "Patient Safety Team please look",
    "Daughter Very upset", "Wife Informed by phone", "Dr. to review", "Mary Seacole unit", "PICC 5FR 44cm",
    "Prof dev team",
    "Mr X placeholder", "SN1 2", "vitamin B12 5mg", "B12 5ng", "due on 3/4/26", "dob not checked on 12/11/26",
    "near miss smith",
    "near miss: nearly gave 10x insulin on Ward 7", "pt NBM since midnight", "pt DNACPR not filed",
    "Smith's fracture missed",
    "Thomas splint", "James Paget Hospital", "Lloyd-Davies position", "Charlotte ward short",
    "patient Waterlow score 22",
    "Doctor Bleeped x3", "Consultant Cardiologist came", "Macmillan nurse", "Martha's Rule call",
    "Sara Stedy broke",
    "Robinson drain out", "PATIENT FELL OUT OF BED WHILE NURSE WAS ON BREAK",
    "Patient Given Wrong Dose By Nurse On Night Shift",
)  # fmt: skip


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_what_only_looks_like_an_identifier_is_left_alone(text: str) -> None:
    assert marked(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("beata zych checked it", [("beata zych", "staff_name")]),
        ("told Beata Zych", [("Beata Zych", "staff_name")]),
        ("nurse zych checked", [("nurse zych", "staff_name")]),
        ("will hand over at 7", []),
        ("told Will Hand at 7", [("Will Hand", "staff_name")]),
        ("a long wait, by the grace of god", []),
        ("will you hand this on", []),
    ],
)
def test_the_trusts_own_people_are_known_by_their_names(text: str, found: list[tuple[str, str]]) -> None:
    assert marked(text, STAFF) == found


def test_several_identifiers_are_each_found_in_their_order() -> None:
    text = "Mr Davies dob 22/6/41 NHS 999 437 1258 wrong hip xrayed, Dr Nwosu informed"
    assert [kind for _, kind in marked(text)] == ["patient_name", "date_of_birth", "nhs_number", "staff_name"]
    assert without(text, find_identifiers(text, LISTS)) == (
        "[name taken out] dob [date of birth taken out] NHS [NHS number taken out] wrong hip xrayed, "
        "[name taken out] informed"
    )


def test_only_what_the_writer_chose_is_taken_out() -> None:
    text = "Mrs Patel, pt JS"
    found = find_identifiers(text, LISTS)
    assert without(text, found[1:]) == "Mrs Patel, pt [initials taken out]"
    assert without(text, ()) == text


# As they are issued in England (400 to 499, 600 to 799) and kept for tests (999). Source: NHS Data Dictionary.
digits = st.tuples(st.sampled_from(("4", "6", "7", "999")), st.text("0123456789", min_size=8, max_size=8)).map(
    lambda parts: "".join(parts)[:9]
)
SPACES = st.sampled_from(("", "", " ", "  ", "\u00a0", "\u2009", "-", "–", ".", "/", "\n", " - ", "\u200b", ". "))


def _with_check_digit(nine: str) -> str | None:
    return next((nine + last for last in "0123456789" if is_nhs_number(nine + last)), None)


@given(
    digits, st.lists(SPACES, min_size=9, max_size=9), st.sampled_from(("{}", "NHS {}", "pt {} fell", "bed four {}."))
)
def test_any_nhs_number_in_any_spacing_is_found(nine: str, spaces: list[str], about: str) -> None:
    number = _with_check_digit(nine)
    if number is None:  # some nine digits have no check digit
        return
    written = "".join(digit + space for digit, space in zip(number, [*spaces, ""], strict=True))
    assume(not re.search(r"\d\W\d\d?\W(?:19|20)\d\d", written))  # a full date of an event
    found = find_identifiers(about.format(written), LISTS)
    covered = "".join(one.text for one in found)
    assert written in covered, (written, found)


@given(digits, st.integers(1, 9))
def test_a_wrong_check_digit_makes_no_nhs_number(nine: str, off: int) -> None:
    number = _with_check_digit(nine)
    if number is None:
        return
    wrong = f"{number[:9]}{(int(number[9]) + off) % 10}"
    assert not is_nhs_number(wrong)
    assert "nhs_number" not in {kind for _, kind in marked(f"{wrong[:3]} {wrong[3:6]} {wrong[6:]}")}


@given(st.text(max_size=200))
def test_anything_at_all_is_read_and_what_is_found_stands_apart(text: str) -> None:
    found = find_identifiers(text, LISTS, STAFF)
    assert all(before.end <= after.start for before, after in itertools.pairwise(found))
    assert all(text[one.start : one.end] == one.text and one.text.strip() for one in found)
    assert {one.kind for one in found} <= set(IdentifierKind)


@given(st.lists(st.sampled_from([about.format(said) for rows in FOUND.values() for about, said in rows]), max_size=3))
def test_nothing_is_found_in_what_was_said_in_place_of_it(parts: list[str]) -> None:
    text = "! ".join(parts)
    left = without(text, find_identifiers(text, LISTS))
    assert "taken out]" not in "".join(one.text for one in find_identifiers(left, LISTS))


HOSTILE = (
    "9", "9 ", "943 476 5919 ", " ", "A", "A ", "Ab ", "a.", "a@", "Mr J ", "nhs ", "dob 3/4/52 and ",
    "John Smith ", "a-", "+",
    "00 ", "mrn 1 ", "(", "the daughter was called ", "\n", "12/", "😀", "٣", "patient patient's ",
    "1 2 3 4 5 ", "SN1 2AB ",
    "mrn 1234567 ", "nurses Bell and Okafor ", "KP's drops to ", "Patel, Mrs ", "(b. ", "numbers 1234567 and ",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_what_is_found_in_the_longest_text_stands_in_it(piece: str) -> None:
    """No pattern runs away on it: how long it takes, `make bench` tells."""
    text = (piece * 20_000)[:20_000]
    for found in find_identifiers(text, LISTS):
        assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ('[[hospital_number]]\npattern = "(["\nlabelled = true\nexamples = ["1"]', "[[hospital_number]] row 3"),
        ('[[hospital_number]]\npattern = "(\\\\d+)+"\nlabelled = true\nexamples = ["1"]', "repeats a repeat"),
        ('[[hospital_number]]\npattern = "\\\\d*"\nlabelled = true\nexamples = ["1"]', "fits nothing at all"),
        ('[[hospital_number]]\npattern = "Q\\\\d{6}"\nlabelled = true\nexamples = ["R123456"]',
        "R123456 does not fit"),
        ('[[label]]\nof = "shoe_size"\nwords = ["shoe"]', "shoe_size"),
        ('[[before_a_name]]\ntells = "phone"\nis = "word"\nwords = ["tel"]', "[[before_a_name]] row"),
        ('[[before_a_name]]\ntells = "staff_name"\nis = "boss"\nwords = ["boss"]', "title, role or word"),
        ('[[surnames]]\nalso_words = "no"\nnames = ["Smith"]', "true or false"),
        ('[[units]]\nwords = "mg"', "words is a list"),
    ],
)  # fmt: skip
def test_a_list_that_cannot_be_used_is_refused_by_file_and_row(tmp_path: Path, rows: str, says: str) -> None:
    ours = (BUILT_IN / "heard_identifiers.toml").read_text(encoding="utf-8")
    (tmp_path / "heard_identifiers.toml").write_text(f"{ours}\n{rows}\n", encoding="utf-8")
    with pytest.raises(TableError) as refused:
        read_rules(tmp_path)
    assert "heard_identifiers.toml" in str(refused.value)
    assert says in str(refused.value)
