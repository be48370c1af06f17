"""What was involved, as one message tells: what went wrong, and not all that is named beside it."""

import pytest

from tests.rules.tellings import codes, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("isnulin given to wrong pt", {"4"}),
        ("enoxaprin and furosamide given late", {"4"}),
        ("wrong dose of clexane", {"4"}),
        ("fell on long term steroids, given IV fluids and analgesia", set()),
        ("pca attached to the wrong line, morphine went in the tissue", {"3", "4"}),
        ("tazocin missed", {"4"}),
        ("a new blood pressure tablet, zofenopril, given twice", {"4"}),
        ("hoist sling snapped", {"3"}),
        ("syringe driver alarming, battery flat", {"3"}),
        ("EPMA down again", {"9"}),
        ("documented on EPR, pt fell", set()),
        ("ceiling leak", {"13"}),
        ("wrong unit of blood hung", {"11"}),
        ("blood pressure dropped, pt fell", set()),
        ("bloods not taken, blood cultures late", set()),
        ("anti-D missed", {"12"}),
        ("platelets 40, pt fell", set()),
        ("ffp given too fast", {"12"}),
        ("bed not cleaned, dirty linen left", {"14"}),
        ("corneal graft thawed by mistake", {"8"}),
        ("pt fell, no pump", set()),
        ("wrong dose, not the insulin", {"4"}),
        ("no pumps available on the ward, delayed", {"3"}),
        ("gave 10 units not 1 novorapid", {"4"}),
        ("pt fell. no equipment or medicines involved", {"10"}),
        ("a gent in bay 2 fell", set()),
        ("sent home without insulin", {"4"}),
        ("came with no drug chart", {"4"}),
        ("vitamin B12 given twice", {"4"}),
        ("the anaesthetist was late", set()),
        ("in April the patient fell", set()),
        ("ng tube in the wrong place. feed stopped. started IV antibiotics", {"3"}),
        ("crash call, adrenaline x3, rosc", set()),
        ("found on the floor by bed 3, on apixaban, CT done", set()),
        ("pt fell, morphine given for the pain", set()),
        ("restrained for 15 min, lorazepam given", set()),
        ("apixaban not given for 3 days", {"4"}),
        ("bleeped the med reg twice, no answer, pt arrested", set()),
        ("pt transfered with no notes, nobody told us", set()),
        ("unit of O pos put up on an A neg lady, rigors", {"11"}),
        ("syringe driver ran through in 6 hrs. morphine 20mg in it", {"3", "4"}),
        ("plugged into air instead of oxygen", {"3"}),
        ("no oxygen points or call bells in the corridor", {"13"}),
        ("duty phone dead all night", {"13"}),
        ("side room never deep cleaned after cdiff", {"14"}),
        ("computer merged 2 patients, wrong letter sent", {"9"}),
        ("dinner tray wrong texture, choked", {"14"}),
        ("the lift goes again and we will be stuck", {"13"}),
        ("brilliant team, TXA in 4 mins, bakri balloon", set()),
        ("great catch by pharmacist, methotrexate daily on the TTO", {"4"}),
    ],
)
def test_what_was_involved_is_read(text: str, expected: set[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("wrong dose of clexane", True),
        ("enoxaparin given twice, documented on EPMA", False),
        ("phototherapy on the wrong baby", False),
        ("great catch, methotrexate daily on the TTO", False),
    ],
)
def test_what_rests_on_little_is_confirmed(text: str, sure: bool) -> None:
    assert read(text).agents[0].sure is sure


def test_of_several_things_only_the_first_is_sure() -> None:
    told = read("heparin ran at ten times the rate, the pump was set wrong").agents
    assert [(agent.value.value, agent.sure) for agent in told] == [("4", True), ("3", False)]
