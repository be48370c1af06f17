"""What a report's own words plainly state of its circumstances, and what they leave to a lead."""

from pathlib import Path

import pytest

from psirf.circumstances import read_circumstances
from psirf.heard.circumstances import read_heard_circumstances
from psirf.proportion import Recommendation, recommend
from psirf.rules import read_rules
from psirf.tables import TableError, Tables

RULES = read_rules()


def told(text: str) -> dict[str, object]:
    return RULES.circumstances.told(text)


def advised(text: str) -> Recommendation:
    answers = {"event_type": "incident", "reached_a_patient": "yes", **told(text)}
    return recommend(read_circumstances(answers), RULES.plan)


@pytest.mark.parametrize(
    ("text", "national", "may_be", "outward"),
    [
        ("A patient detained under section 2 died on ward 7", [], ["MHA_DEATH"], ["coroner/ME", "CQC"]),
        ("Patient under a DoLS died after a fall", [], ["MHA_DEATH"], ["coroner/ME"]),
        ("A detained patient died, the family have concerns about her care", ["MHA_DEATH"], ["LFD_DEATH"], None),
        ("A 54 year old man with a learning disability died", ["LEDER"], [], ["coroner/ME"]),
        ("A lady with Down's syndrome passed away last night", ["LEDER"], [], ["coroner/ME"]),
        ("A patient with a learning disability died", [], ["LEDER"], ["coroner/ME"]),
        ("An autistic man died", ["LEDER"], [], ["coroner/ME"]),
        ("A prisoner died on ward 7 this morning", ["CUSTODY"], [], ["coroner/ME"]),
        ("A serving prisoner has died", [], ["CUSTODY"], ["coroner/ME"]),
        ("Breast screening recall letters were not sent", ["SCREENING"], [], []),
        ("A 3 year old child died", ["CHILD_DEATH"], [], ["coroner/ME"]),
        ("A child's death in the emergency department", ["CHILD_DEATH"], [], ["coroner/ME"]),
        ("Stillbirth at 40 weeks", [], ["MNSI"], ["MBRRACE/PMRT"]),
        ("Baby stillborn at 30+2 weeks", [], [], ["MBRRACE/PMRT"]),
        ("Baby was therapeutically cooled, born at 39 weeks", [], ["MNSI"], []),
        ("Safeguarding concern raised about bruises", ["SAFEGUARDING"], [], []),
        ("Blood of the wrong group was transfused", [], [], ["SABRE/SHOT"]),
        ("A nurse was punched by a patient and her wrist is broken", [], [], ["RIDDOR", "police"]),
        ("CT done on the wrong patient", [], [], ["IR(ME)R"]),
        ("Discharge letter posted to the wrong patient", [], [], ["ICO"]),
        ("10 ampoules of morphine missing from the cupboard", [], [], ["CDAO/LIN"]),
        ("Our patient was arrested, he killed his wife", [], ["MH_HOMICIDE"], None),
    ],
)
def test_what_is_asked_for_is_found_in_plain_words(
    text: str, national: list[str], may_be: list[str], outward: list[str] | None
) -> None:
    advice = advised(text)
    assert ([each.code for each in advice.national], [*advice.may_be]) == (national, may_be)
    assert outward is None or [each.code for each in advice.outward] == outward


@pytest.mark.parametrize(
    "text",
    [
        "Nobody died", "No one died and nobody was hurt", "He nearly died", "She could have died",
        "There was no death", "Patient at risk of death", "His wife died last year", "The pump died",
        "Patient said he wanted to be dead", "Asked whether he died", "No safeguarding concerns",
        "Patient fell in the breast screening clinic", "He does not have a learning disability",
        "Patient with suspected learning disability wandered", "Patient is not detained", "She is no longer detained",
        "Patient was not given the wrong blood", "No blood was given, wrong group spotted, not transfused",
        "Emergency c section at 39 weeks", "MRI done on the wrong patient", "Ten times the dose of insulin",
        "Letter nearly sent to the wrong patient, not posted", "Staff did not see anyone punched",
        "The nurse found the patient with a broken hip", "A dose of morphine was missed",
    ],
)  # fmt: skip
def test_what_is_denied_feared_or_of_somebody_else_states_nothing(text: str) -> None:
    assert told(text) == {}


def test_what_is_said_two_ways_is_left_to_the_lead() -> None:
    assert "age_years" not in told("Twins aged 3 and aged 5, one died")
    assert told("Patient was detained but not under section 3")["mental_health_act"] == "detained"
    assert told("an elderly patient detained under section 3 was found dead") == {
        "age_years": "an adult", "mental_health_act": "detained, section 3", "died": "yes",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "national", "may_be"),
    [("no", [], ()), ("yes, observations were not done", ["MHA_DEATH"], ("LFD_DEATH",))],
)
def test_what_may_be_is_settled_by_an_answer(said: str, national: list[str], may_be: tuple[str, ...]) -> None:
    answers = {"event_type": "incident", "died": "yes", "mental_health_act": "detained, section 2"}
    advice = recommend(read_circumstances({**answers, "care_concern": said}), RULES.plan)
    assert ([each.code for each in advice.national], advice.may_be) == (national, may_be)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ('key = "dead"\nanswer = "yes"\nwords = ["died"]', "dead is not known"),
        ('key = "died"\nanswer = "yes"\nwords = []', "words is a list of phrases"),
        ('key = "age_years"\nanswer = "#"\nwords = ["years old"]', "a # of the answer is a figure"),
        ('key = "happened_at"\nanswer = "noon"\nwords = ["midday"]', "happened_at is a moment"),
        ('key = "died"\nanswer = "yes"\nwords = ["a-b"]', "is no word"),
        ('key = "died"\nanswer = ""\nwords = ["died"]', "answer is words"),
    ],
)
def test_a_row_that_cannot_be_is_refused_by_file_and_row(tmp_path: Path, row: str, says: str) -> None:
    (tmp_path / "heard_circumstances.toml").write_text(f'version = "2026-11"\n[[states]]\n{row}\n', encoding="utf-8")
    with pytest.raises(TableError, match=rf"heard_circumstances.toml, \[\[states\]\] row 1: .*{says}"):
        read_heard_circumstances(Tables(tmp_path))
