"""Identifiers as they are typed in a hurry, two of a kind mixed up, and what a colleague missed the first time."""

import itertools

import pytest

from psirf.identifiers import find_identifiers
from psirf.rules import read_rules

LISTS = read_rules().identifiers


def marked(text: str) -> list[tuple[str, str]]:
    return [(one.text, one.kind.value) for one in find_identifiers(text, LISTS)]


FOUND = {
    "hospital_number": (
        ("MRN4409817 given wrong bag", "4409817"), ("hosp no:K12345 not the band's", "K12345"),
        ("Hosp#12345 missing", "12345"), ("MRN_4409817", "4409817"), ("pt no12345678 waited", "12345678"),
        ("MRNK440981 wrong", "K440981"), ("HN1234567 wrong", "1234567"),
        ("mrn is 5120988 not 5120998", "5120988", "5120998"),
        ("numbers 1234567 and 1234568 swapped", "1234567", "1234568"),
        ("hosp numbers 8812345, 8812346, 8812347 wrong", "8812345", "8812346", "8812347"),
        ("Unit no.884213/884231 confused", "884213", "884231"),
        ("PID 7788123 was scanned instead of 7788132", "7788123", "7788132"),
        ("hospital number (H4481920) vs H4481902", "H4481920", "H4481902"),
        ("mrn 4409817; 440987 was on the form", "4409817", "440987"),
    ),
    "nhs_number": (
        ("NHSno9990000018", "9990000018"), ("batch 9990000018 label on tube", "9990000018"),
        ("lot no 999 000 0018 exp 03/27", "999 000 0018"), ("order ref 99900 00018", "99900 00018"),
        ("pt7966637476sample", "7966637476"), ("999 0000 018 days", "999 0000 018"),
        ("NHS9601261435/NHS9598626687 swapped", "9601261435", "9598626687"),
        ("0430 430 599 7789 given 5mg", "430 599 7789"), ("(９９９ ０００ ００１８)", "９９９ ０００ ００１８"),
        ("418\n269 0044/632\n201 5842", "418\n269 0044", "632\n201 5842"),
    ),
    "date_of_birth": (
        ("pt b. 4/7/59 waited", "4/7/59"), ("lady b 4/7/59", "4/7/59"), ("the lady (b. 4 July 1959)", "4 July 1959"),
        ("aged 67 (4/7/59) fell", "4/7/59"), ("67yo (4.7.59) got", "4.7.59"), ("82F 12/3/44", "12/3/44"),
        ("4/7/59 (67 yrs)", "4/7/59"), ("b.4/7/59", "4/7/59"), ("pt in bed 4 (4/7/59) had", "4/7/59"),
        ("the man (b. 1959) fell", "1959"), ("dob 4/7/59 and 7/4/59 swapped", "4/7/59", "7/4/59"),
    ),
    "initials": (
        ("KP's drops given to bed 4", "KP"), ("KP’s insulin given", "KP"),
        ("gave KP's eye drops to pt SB same shelf", "KP", "SB"), ("gave JT's tablets to KP", "JT", "KP"),
        ("mixed up TH's and LJ's meds", "TH", "LJ"), ("pts JT/KP swapped", "JT", "KP"),
        ("pt JT and KP swapped beds", "JT", "KP"), ("gave ZK's to VJ", "ZK", "VJ"),
        ("pt QV's lens for HW's", "QV", "HW"), ("RT's Novorapid given to pt LM", "RT", "LM"),
    ),
    "postcode": (
        ("lives ec1a1bb", "ec1a1bb"), ("at sw1a 1aa", "sw1a 1aa"), ("ne61aa instead of ne6 1ab", "ne61aa", "ne6 1ab"),
        ("moved to w1a0ax", "w1a0ax"),
    ),
    "staff_name": (
        ("S/N Villanueva checked", "S/N Villanueva"), ("S.N. Okafor noticed", "S.N. Okafor"),
        ("R/N Smith hung it", "R/N Smith"), ("C/N Adeyemi told", "C/N Adeyemi"), ("SR Jones in charge", "SR Jones"),
        ("s/n villanueva gave it", "s/n villanueva"), ("St/N Brown watched", "St/N Brown"),
        ("told dr ahmed who came", "dr ahmed"), ("sister jones came", "sister jones"),
        ("told Ahmed, Dr", "Ahmed, Dr"),
        ("Sister Hope came", "Sister Hope"), ("sister quispe came", "sister quispe"),
        ("nurses Villanueva and Okafor checked", "nurses Villanueva", "Okafor"),
        ("DR AHMED PRESCRIBED TEN TIMES THE DOSE", "DR AHMED"), ("OKAFOR Ngozi (HCA) helped", "OKAFOR Ngozi"),
    ),
    "patient_name": (
        ("mrs patel fell", "mrs patel"), ("Mr Mr Khan fell", "Mr Khan"),
        ("mr o'neill-smith slipped", "mr o'neill-smith"),
        ("Patel, Mrs had the wrong tray", "Patel, Mrs"), ("KHAN, Mr - missed warfarin", "KHAN, Mr"),
        ("Smith, Mr J fell", "Smith, Mr J"), ("PATEL Priya (patient) wrong sample", "PATEL Priya"),
        ("Smith, John (pt) wrong blood", "Smith, John"), ("MRS PATEL FELL IN BAY 4", "MRS PATEL"),
        ("MISS GREEN GIVEN PENICILLIN", "MISS GREEN"), ("PATEL PRIYA (PATIENT)", "PATEL PRIYA"),
        ("patient James Cook fell", "James Cook"), ("On ward John Smith fell", "John Smith"),
        ("Mr Cook of the James Cook site fell", "Mr Cook"), ("mrs long had no band", "mrs long"),
        ("mr al hassan fell", "mr al hassan"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said", "kind"), [(text, said, kind) for kind, rows in FOUND.items() for text, *said in rows]
)
def test_what_is_typed_in_a_hurry_is_found(text: str, said: list[str], kind: str) -> None:
    assert marked(text) == [(one, kind) for one in said]


ALONE = (
    "moved from James Cook site", "site James Cook had it too", "the John Radcliffe rang", "Sir Robert Peel building",
    "Princess Alexandra wing", "John Radcliffe ward", "St Mary's sent notes", "St. Margaret's ward short",
    "Nightingale unit", "Florence Nightingale building", "Thomas Linacre centre", "Dr Gray's Hospital called",
    "Harold Wood clinic", "Robert Jones theatre suite", "Mark Lane clinic", "Lady Mary wing", "Elizabeth House",
    "Hawthorn ward", "Sapphire unit", "Ruby suite", "Hope ward", "May ward",
    "Will check the dose", "Grace period", "Mark on the heel", "Rose to his feet", "Hope this helps", "May be twice",
    "Nurse May have missed it", "Doctor Will see later", "DR WILL REVIEW", "SISTER INFORMED", "MATRON AWARE OF THIS",
    "S/N on break", "S/N 4481", "N/A", "SR tablets not MR", "SR Diltiazem", "SR Bed 4", "R/V Monday", "pt M/F",
    "matron herself came", "registrar upstairs said no", "gave TTO's to wife", "swapped CD's",
    "NG's position", "GP's letter", "ED's notes", "CD's checked", "TTO's late", "QE's bed", "DSU's bed", "pt IV'd",
    "pt SB by OT at 10", "pt SB consultant", "pt SB obstruction", "pt TWOC", "Penicillin, Miss dose",
    "X-ray, MR and CT",
    "Bloods, Dr told", "INSULIN Grace", "mr scan booked", "MR SCAN CANCELLED", "ms relapse", "dr unaware",
    "mrs in bed 4",
    "ng16fr tube", "b12 1mg", "h1n1", "la2 4hrs", "c4 5th", "e1v1m1", "o2 5lm", "m25 screws",
    "b 4/7/26 given", "lot b.4/7/27", "aged 67 fell on 4/7/26", "hip done 4/7/99", "2 b 12 injections",
    "batch numbers 1234567 and 1234568", "numbers 12 and 13 swapped", "patient 500 250 mg",
    "mrn checked 3 times at 1405",
    "batch 9434765918", "order no 1234567890", "4857773456 on the invoice", "model 4567890 12", "1000 1200 14",
)  # fmt: skip


@pytest.mark.parametrize("text", ALONE)
def test_places_words_and_short_forms_are_left_alone(text: str) -> None:
    assert marked(text) == []


NUMBERS = ("4505577104", "6604783413", "7966637476", "9990000018")
ABOUT = (
    "batch {}", "order {} late", "bleep 2231 re {}", "{} at 0340", "14:05 {} given 5mg", "bed 4 {} 5mg", "pt{}",
    "[{}]",
    "MRN 1234567 NHS {}", "{} 12/03/26", "dob 4/7/59 {}", "07700 900123 {}", "{} units", "given {} days",
    "{} ext 4455",
    "serial {}", "12 {}", "{} 1234", "£{}", "15 16 17 {} 18 19", "obs 120/80 98% 37.2 {}", "２ {}", "{}mg",
)  # fmt: skip
SPACED = (
    "{0}{1}{2}",
    "{0} {1} {2}",
    "{0}-{1}-{2}",
    "{0}\n{1} {2}",
    "{0}{1} {2}",
    "{0} {1}{2}",
    "{0}\u00a0{1}\u00a0{2}",
)


@pytest.mark.parametrize("about", ABOUT)
@pytest.mark.parametrize("spaced", SPACED)
def test_an_nhs_number_is_found_beside_anything(about: str, spaced: str) -> None:
    for number in NUMBERS:
        written = spaced.format(number[:3], number[3:6], number[6:])
        assert (written, "nhs_number") in marked(about.format(written))


@pytest.mark.parametrize("about", ["phone {}", "order {}", "batch {}", "ring {} now", "ref {}"])
def test_a_wrong_check_digit_is_none_after_any_word(about: str) -> None:
    for number, spaced in itertools.product(NUMBERS, SPACED):
        wrong = f"{number[:9]}{(int(number[9]) + 3) % 10}"
        said = marked(about.format(spaced.format(wrong[:3], wrong[3:6], wrong[6:])))
        assert "nhs_number" not in {kind for _, kind in said}
