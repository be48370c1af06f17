"""The leads are nudged until somebody can find the patient, or says why nobody can."""

from tests.http.patients import SPACED, field, gives, looks, page
from tests.http.test_story import WHAT, reports
from tests.lantern import Person, Running
from tests.stand_in import words


async def test_the_leads_are_nudged_in_hours_until_it_is_settled(
    lantern: Running, nora: Person, lena: Person, lou: Person
) -> None:
    for lead in (lena, lou):
        await lead.arrives()
    await reports(nora, reached="yes")
    await lena.opens("PSE-00001")

    def told() -> list[str]:
        return [sent.words for sent in lantern.connector.to(lena.chat) if "Which patient? PSE-00001" in sent.words]

    await lantern.at(2026, 3, 5, 3, 30)  # Thursday, in the night
    assert told() == []
    await lantern.at(2026, 3, 5, 9, 0)
    await lantern.at(2026, 3, 6, 12, 0)
    assert len(told()) == 1
    assert WHAT in told()[0]
    assert "Nobody can find the patient from this report yet." in told()[0]
    assert len([sent for sent in lantern.connector.to(lou.chat) if "Which patient?" in sent.words]) == 1
    await nora.executes("The nurse in charge knows")
    await lantern.work()
    await lantern.at(2026, 3, 9, 9, 0)  # two working days on
    assert len(told()) == 2
    assert "Please ask, and keep the number here." in told()[1]
    before = await lena.sees("Which patient?")
    await lena.executes("Keep it safe", before.card, **{field(before.card, "patient_number_"): "h 123456"})
    assert "A number was kept safe on Monday 9 March 2026." in (await lena.sees("Which patient?")).words
    await lantern.at(2026, 3, 20, 12, 0)
    assert len(told()) == 2


async def test_what_is_settled_before_the_hours_begin_nudges_nobody(
    lantern: Running, nora: Person, lena: Person
) -> None:
    await lena.arrives()
    await reports(nora, reached="yes")
    await nora.sees("Thank you.")
    await lantern.at(2026, 3, 5, 3, 30)  # planned, and waiting for 9am
    await gives(nora, SPACED)
    await lantern.at(2026, 3, 5, 10, 0)
    assert not [sent for sent in lantern.connector.to(lena.chat) if "Which patient?" in sent.words]


async def test_who_leads_settles_it_with_a_reason(lantern: Running, nora: Person, lena: Person, cora: Person) -> None:
    await lena.arrives()
    await reports(nora, reached="yes")
    await lena.opens("PSE-00001")
    shown = await page(lena)
    box = field(shown, "because_")
    refused = await lena.executes("It cannot be found out", shown, **{box: ""})
    assert "one sentence of your own" in words(refused["value"])
    because = f"The ward was full; nobody wrote down that it was {SPACED}"
    said = await lena.executes("It cannot be found out", refused["value"], **{box: because})
    assert "nobody is reminded of it any more" in words(said["value"])
    assert "nobody wrote down that it was [NHS number taken out]" in words(said["value"])
    await lantern.at(2026, 3, 12, 12, 0)
    assert not [sent for sent in lantern.connector.to(lena.chat) if "Which patient?" in sent.words]
    assert "Nobody could find out which patient it was." in (await nora.sees("Thank you.")).words
    await gives(nora, SPACED)  # it is welcome still
    assert SPACED in await looks(cora, "To ring")


async def test_the_clock_says_which_nudge_comes_next(lantern: Running, nora: Person, lena: Person) -> None:
    await lena.arrives()
    await reports(nora, reached="yes")
    [clock] = await nora.says("clock")
    assert "PSE-00001 the next nudge, about the patient, Thursday 5 March 2026, 9am" in clock.words
    await nora.says("clock Thu 3am")
    await lantern.work()
    [clock] = await nora.says("clock")
    assert "PSE-00001 Lena Example, about the patient, Thursday 5 March 2026, 9am" in clock.words


async def test_nobody_is_nudged_about_what_reached_nobody(lantern: Running, nora: Person, lena: Person) -> None:
    await lena.arrives()
    await reports(nora)
    await lantern.at(2026, 3, 12, 12, 0)
    assert not [sent for sent in lantern.connector.to(lena.chat) if "Which patient" in sent.words]
    assert "find the patient" not in (await lena.opens("PSE-00001")).words


async def test_somebody_named_for_both_sees_it_as_what_they_look_after(cora: Person) -> None:
    """The candour lead reports something herself."""
    await reports(cora, reached="yes")
    [shown] = await cora.says("PSE-00001")
    assert "Which patient" in shown.words
