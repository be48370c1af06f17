"""What is typed about candour, through the whole of Lantern; and that nothing of what was said is kept."""

import re

import pytest

from bot.candour_words import CANDOUR_ASKED, MEASURES_NOT_YOURS, WORDS_GO_ON_THE_CARD
from bot.cards.candour_pages import CANDOUR_PAGES
from bot.casework.candour_assessing import assess, take_on
from bot.casework.candour_opening import open_case
from bot.wording import NOT_SHOWN
from psirf.candour.terms import Limb, LimbAnswer, OpenedBy
from storage.candour import held_candour
from storage.events import event_by_id
from tests.casework.test_events import who
from tests.http.test_story import reports
from tests.http.ties import everything
from tests.lantern import Person, Running, last_refused, trail

FAMILY = "Winifred Quillfeather"


@pytest.fixture
def eve(lantern: Running) -> Person:
    return lantern.person("eve")


async def opened(lantern: Running, nora: Person) -> None:
    """What reached a patient, reported by Nora, with a candour case open for it."""
    await reports(nora, reached="yes")
    async with lantern.built[0].casework.begin() as uow:
        event = await event_by_id(uow.session, 1)
        assert event is not None
        await open_case(uow, event, [OpenedBy.PHYSICAL_HARM.value])


async def assessed_as_not_owed(lantern: Running, by: str = "cora") -> None:
    async with lantern.built[0].casework.begin() as uow:
        work = uow.acting(await who(uow, by))
        case = await held_candour(uow.session, 1)
        assert case is not None
        limbs = {**dict.fromkeys(Limb, LimbAnswer.YES), Limb.HARM: LimbAnswer.NO}
        await assess(work, case, seen=None, key="a", limbs=limbs, why={Limb.HARM: "None."}, profession="consultant")


async def heard(person: Person, said: str) -> str:
    return " ".join(sent.words for sent in await person.says(said))


async def nothing_has(lantern: Running, *names: str) -> None:
    kept = str(await everything(lantern))
    assert not [name for name in names if name in kept]


# ---- a case ----


@pytest.mark.parametrize(
    "said", ["candour PSE-00001", "candour DOC-1", "Show candour for pse 1", "DOC-00001", "show DOC-1"]
)
async def test_a_case_is_shown_by_its_reference_or_its_reports(
    lantern: Running, nora: Person, cora: Person, said: str
) -> None:
    await opened(lantern, nora)
    assert "Candour · DOC-00001" in await heard(cora, said)


@pytest.mark.parametrize(
    "said", ["candour PSE-1", "log candour PSE-1", "candour DOC-1", "hold candour PSE-1", "DOC-1"]
)
async def test_it_is_shown_to_nobody_who_may_not_see_it_and_they_do_not_hear_whether_there_is_one(
    lantern: Running, nora: Person, lena: Person, said: str
) -> None:
    await reports(nora, reached="yes")
    before = await heard(nora, said)
    assert NOT_SHOWN in before
    async with lantern.built[0].casework.begin() as uow:
        event = await event_by_id(uow.session, 1)
        assert event is not None
        await open_case(uow, event, [OpenedBy.PHYSICAL_HARM.value])
    assert await heard(nora, said) == before


async def test_where_no_case_is_open_that_is_said_to_who_would_see_it(nora: Person, lena: Person) -> None:
    await reports(nora, reached="yes")
    await lena.arrives()
    for said in ("candour PSE-1", "log candour PSE-1", "assess candour PSE-00001"):
        assert "No candour case is open for PSE-00001 yet." in await heard(lena, said)
    assert NOT_SHOWN in await heard(lena, "candour PSE-77")


async def test_a_page_is_turned_to_by_who_may_use_it(
    lantern: Running, nora: Person, lena: Person, cora: Person
) -> None:
    await opened(lantern, nora)
    assert "Assess · DOC-00001" in await heard(cora, "assess candour PSE-00001")
    assert "Assess · DOC-00001" in await heard(lena, "assess candour for DOC-1")
    log = await heard(cora, "log candour PSE-00001")
    assert "DOC-00001" in log
    assert ("Candour · DOC-00001" in log) is ("log" not in CANDOUR_PAGES)
    refused = await heard(lena, "log candour PSE-00001")
    assert "Candour · DOC-00001" in refused
    assert (await last_refused(lantern))[1] == {"why": "not_yours", "verb": "candour.page_log"}


async def test_it_is_held_and_a_second_person_agrees_in_one_line_each(
    lantern: Running, nora: Person, lena: Person, cora: Person
) -> None:
    await opened(lantern, nora)
    assert "Holds it Cora Example" in await heard(cora, "hold candour PSE-00001")
    await assessed_as_not_owed(lantern)
    assert "It is for somebody else." in await heard(cora, "agree candour DOC-1: none can follow")
    told_how = await heard(lena, "agree candour PSE-1")
    assert "agree candour DOC-00001: " in told_how
    agreed = await heard(lena, "agree candour PSE-1: the picture shows that none can follow")
    assert "State The statutory duty does not apply" in agreed
    await nothing_has(lantern, "the picture shows")


@pytest.mark.parametrize(
    ("said", "because"),
    [
        ("open candour PSE-1 complaint: they ask what happened", "complaint"),
        ("Open candour for PSE-00001, the family asked: they ask what happened", "person affected"),
        ("ask for candour PSE-1 medical examiner - they ask what happened", "medical examiner"),
        ("open candour PSE-1 lead because they ask what happened", "lead"),
    ],
)
async def test_a_case_is_asked_for_with_whose_word_it_is_and_why(
    lantern: Running, nora: Person, lena: Person, said: str, because: str
) -> None:
    await reports(nora, reached="yes")
    await lena.arrives()
    assert CANDOUR_ASKED in await heard(lena, said)
    assert [(each.details or {})["opened_for"] for each in await trail(lantern, did="open_candour")] == [[because]]
    await nothing_has(lantern, "they ask what happened")


async def test_what_is_missing_of_it_is_asked_for(lantern: Running, nora: Person, lena: Person, pip: Person) -> None:
    await reports(nora, reached="yes")
    await lena.arrives()
    assert "Please say whose word it is" in await heard(lena, "open candour PSE-1: they ask")
    assert "open candour PSE-00001 complaint: " in await heard(lena, "open candour PSE-1 complaint")
    assert NOT_SHOWN in await heard(pip, "open candour PSE-1 complaint: they ask")
    assert await trail(lantern, did="open_candour") == []


# ---- what was said, typed where it does not belong ----


@pytest.mark.parametrize(
    "said",
    [
        f"log candour PSE-00001 I told {FAMILY} this morning",
        f"Log candour for PSE-1: {FAMILY} was told at 10am",
        f"log candour DOC-00001, {FAMILY} cried",
        f"candour PSE-1 {FAMILY} has declined the letter",
        f"log candour: I told {FAMILY} today",
        f"log candour I told {FAMILY} today",
        f"assess candour PSE-1 - {FAMILY} was harmed",
        f"hold candour PSE-1 for {FAMILY}",
    ],
)
async def test_what_was_said_is_not_kept_and_who_typed_it_hears_where_it_goes(
    lantern: Running, nora: Person, lena: Person, cora: Person, said: str
) -> None:
    await opened(lantern, nora)
    assert WORDS_GO_ON_THE_CARD in await heard(cora, said)
    assert WORDS_GO_ON_THE_CARD in await heard(lena, said)
    assert WORDS_GO_ON_THE_CARD in await heard(nora, said)
    await nothing_has(lantern, "Winifred", "Quillfeather", "QUILLFEATHER", "quillfeather")


async def test_a_report_that_waits_for_an_answer_is_left_as_it_is(
    lantern: Running, nora: Person, cora: Person
) -> None:
    await opened(lantern, nora)
    await cora.says("near miss")
    await cora.says("The wrong drip was nearly hung, a colleague saw it")
    assert WORDS_GO_ON_THE_CARD in await heard(cora, f"log candour PSE-1 I told {FAMILY}")
    await nothing_has(lantern, "Quillfeather")
    assert re.search("When was it|What time", await heard(cora, "Ward 8"))


# ---- lists ----


@pytest.mark.parametrize("said", ["candour due", "Candour due?", "show candour due please", "what candour is owed?"])
async def test_what_is_owed_is_listed(lantern: Running, nora: Person, cora: Person, said: str) -> None:
    assert "Nothing is owed that you see to." in await heard(cora, "candour due")
    await opened(lantern, nora)
    await cora.sees("Candour · DOC-00001")  # that it was opened comes by itself
    shown = await heard(cora, said)
    assert "Assess whether candour is owed, by Wednesday 18 March 2026 (10 working days left)" in shown
    [case] = await cora.presses("DOC-00001")
    assert "Candour · DOC-00001" in case.words
    assert "Nothing is owed that you see to." in await heard(nora, said)


async def test_the_measures_are_shown_to_who_sees_the_whole_trust(
    lantern: Running, nora: Person, lena: Person, cora: Person, eve: Person
) -> None:
    for person in (cora, eve):
        assert "Told in person within the trust's limit" in await heard(person, "candour measures")
    for person in (lena, nora):
        assert await heard(person, "candour measures") == MEASURES_NOT_YOURS
    assert [each.subject for each in await trail(lantern, did="refused")] == ["candour:measures"] * 2
    assert [each.subject for each in await trail(lantern, did="measured")] == ["candour:measures"] * 2


async def test_help_tells_who_sees_to_candour_what_can_be_typed_and_nobody_else(
    lantern: Running, nora: Person, lena: Person, cora: Person, pip: Person
) -> None:
    helped = await heard(cora, "help")
    assert "candour due, to see what is owed" in helped
    assert "candour measures" in helped
    of_a_lead = await heard(lena, "help")
    assert "candour due" in of_a_lead
    assert "candour measures" not in of_a_lead
    assert "candour due" not in await heard(pip, "help")
    await opened(lantern, nora)
    async with lantern.built[0].casework.begin() as uow:
        case = await held_candour(uow.session, 1)
        assert case is not None
        await take_on(uow.acting(await who(uow, "lena")), case, seen=None)
        case.clinician_id = (await who(uow, "pip")).id
    assert "candour due" in await heard(pip, "help")


# ---- on the card of its event ----


async def test_an_events_card_leads_to_its_case_and_is_kept_up_to_date(
    lantern: Running, nora: Person, lena: Person, cora: Person
) -> None:
    await lena.arrives()
    await opened(lantern, nora)
    await lena.opens("PSE-00001")
    await lena.sees("Candour: to be assessed by a healthcare professional (DOC-00001).", times=1)
    [case] = await lena.presses("Open DOC-00001")
    assert "Candour · DOC-00001" in case.words
    await assessed_as_not_owed(lantern)
    await lantern.work()
    await lena.sees("Candour: assessed as not owed; somebody else looks at why (DOC-00001).", times=1)
    assert "Open DOC-00001" in (await cora.opens("PSE-00001")).words
