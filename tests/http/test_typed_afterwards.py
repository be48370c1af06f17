"""What is typed of a record that has moved on, or a little otherwise; and what is news no more after it."""

import pytest
from sqlalchemy import select

from storage.records import Notification, Outcome
from tests.http.test_approvals import proposed
from tests.http.test_responses import huddled
from tests.http.test_story import reports
from tests.lantern import Person, Running

LENA = 2


@pytest.fixture
def eve(lantern: Running) -> Person:
    return lantern.person("eve")


async def test_who_led_it_before_is_told_what_it_became_and_of_no_step_that_was_not_taken(
    nora: Person, lena: Person, lou: Person, pip: Person
) -> None:
    await huddled(nora, lena, lou)
    await pip.arrives()
    await lena.says("give LR-1 to Pip Example")
    await lena.says("change LR-1 to AAR because they have left")
    await lena.says("give LR-2 to Lou Example")
    for said in ("held LR-1 today: nurses. Learned: a line", "hand back LR-1", "not held LR-1: busy"):
        words = " ".join(sent.words for sent in await pip.says(said))
        assert "It has become LR-00002, which you do not lead." in words, said
        assert "The leads have been asked" not in words
        assert "This step is not open" in words
    await lou.opens("LR-00002")
    await lou.sees("Leads Lou Example")
    words = " ".join(sent.words for sent in await lou.says("hand back LR-1"))  # it is about what it has become
    assert "Leads Nobody yet" in words


async def test_a_request_is_answered_as_everything_else_is_typed(
    nora: Person, lena: Person, lou: Person, eve: Person
) -> None:
    await proposed(nora, lena, lou, eve)
    await eve.says("please ask AP-1. What do the family want to know?")
    await lena.sees("Eve Example asks: “What do the family want to know?”")
    await lena.says("answer AP-1. They want to know why")
    await eve.sees("Answer: “They want to know why”")
    words = " ".join(sent.words for sent in await eve.says("instead AP-1 purple: why"))
    assert "You can choose swarm, AAR" in words
    assert "Please write it like this: instead AP-00001 AAR:" in words
    words = " ".join(sent.words for sent in await eve.says("instead AP-1 MDT review"))
    assert "Please say why, after a colon, like this: instead AP-00001 MDT review: your reason" in words
    words = " ".join(sent.words for sent in await eve.says("instead AP-1 AAR because they can meet"))
    assert "Eve Example chose: After action review" in words
    assert "“they can meet”" in words


@pytest.mark.parametrize("said", ["approve AP-1.", "Approve AP-1!", "please approve AP-1"])
async def test_a_full_stop_is_no_reason(nora: Person, lena: Person, eve: Person, said: str) -> None:
    await proposed(nora, lena, eve)
    words = " ".join(sent.words for sent in await eve.says(said))
    assert "Approved by Eve Example" in words
    assert "“.”" not in words
    assert "“!”" not in words


@pytest.mark.parametrize("said", ["instead AP-1 AAR - they can meet", "choose AP-1: AAR, they can meet"])
async def test_instead_is_read_as_decide_is(nora: Person, lena: Person, eve: Person, said: str) -> None:
    await proposed(nora, lena, eve)
    words = " ".join(sent.words for sent in await eve.says(said))
    assert "Eve Example chose: After action review" in words
    assert "“they can meet”" in words


async def _on_the_queue(lantern: Running) -> set[tuple[str, int]]:
    async with lantern.built[0].casework.sessions() as session:
        found = select(Notification.subject, Notification.subject_id).filter_by(to=LENA, outcome=Outcome.ON_QUEUE)
        return {(subject, subject_id) for subject, subject_id in await session.execute(found)}


async def test_what_a_typed_step_shows_is_news_no_more(
    nora: Person, lena: Person, lou: Person, lantern: Running
) -> None:
    await lena.arrives()
    for number in range(1, 5):
        await reports(nora, ward="Ward 8")
        await nora.says(f"withdraw PSE-{number}: it was told twice over")
    await lou.says("keep PSE-1: the ward can learn from it")
    await lou.says("decide PSE-1 AAR: they can meet")
    await lou.says("give LR-1 to Lena Example")
    assert {("event", 3), ("event", 4), ("response", 1)} <= await _on_the_queue(lantern)
    for said, subject in (
        ("place PSE-3 ward 7", ("event", 3)), ("outside PSE-4", ("event", 4)), ("lead LR-1", ("response", 1)),
    ):  # fmt: skip
        await lena.says(said)
        assert subject not in await _on_the_queue(lantern), said
