"""Their questions: kept word for word, put to whoever leads the learning response with names hidden, answered."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from bot.casework.candour import Written, sealed_words, write_down
from bot.casework.candour_after import findings_approved, write_after
from bot.casework.candour_assessing import take_on
from bot.casework.candour_questions import answer, ask
from bot.casework.candour_views import CandourView, QuestionShown
from bot.casework.deciding import decide
from bot.casework.looking_at_responses import view_response
from bot.casework.responding import give_lead, lead_it
from bot.casework.response_views import ResponseView
from bot.casework.unit_of_work import Casework
from psirf.candour.kept import NoteName
from psirf.candour.terms import Element, PersonKind, StepRefusal
from psirf.refusals import Refusal
from psirf.vocabulary import ResponseType
from storage.candour import held_candour, people_of_case
from storage.events import held_event
from storage.records import AuditEntry, CandourPerson, Notification
from storage.responses import held_response
from tests.casework.candour import assessed, does, harmed, is_refused, seen_by, stands, writes
from tests.casework.test_events import who

ASKED = "Why did nobody tell Winifred that Mrs Quillfeather's dose was wrong? Ring 07700 900123."
IN_PERSON: dict[str, Any] = {"in_person": True, "mode": "face to face"}
CORA, LENA, PIP = 7, 2, 5


async def owed(casework: Casework) -> None:
    """A case that Cora holds; its one person is named, and a learning response was chosen that nobody leads yet."""
    await harmed(casework)
    await assessed(casework)
    await does(casework, "cora", take_on)
    async with casework.begin() as uow:
        [person] = await people_of_case(uow.session, 1)
        person.sealed = sealed_words(uow, 1, {"name": "Winifred Quillfeather"})
        event = await held_event(uow.session, 1)
        assert event is not None
        await decide(uow.acting(await who(uow, "lena")), event, seen=None, chosen=ResponseType.AAR, reason="It fits.")


async def given_to_pip(casework: Casework) -> None:
    async with casework.begin() as uow:
        response = await held_response(uow.session, 1)
        assert response is not None
        await give_lead(uow.acting(await who(uow, "lena")), response, seen=None, lead_id=PIP)


async def asked(casework: Casework, words: str = ASKED, by: str = "cora") -> int:
    """The entry of a question that somebody writes down."""
    await does(casework, by, ask, person=0, words=words, key=f"ask {len(words)}")
    return (await stands(casework)).entries[-1].id


async def news(casework: Casework, kind: str) -> list[int | None]:
    async with casework.sessions() as session:
        found = select(Notification).filter_by(kind=kind).order_by(Notification.id)
        return [each.to for each in await session.scalars(found)]


async def question(casework: Casework, name: str) -> QuestionShown:
    view = await seen_by(casework, name, with_questions=True)
    assert isinstance(view, CandourView)
    [(_, shown)] = view.questions
    return shown


async def response_seen(casework: Casework, name: str) -> ResponseView:
    async with casework.begin() as uow:
        response = await held_response(uow.session, 1)
        assert response is not None
        work = uow.acting(await who(uow, name))
        view = await view_response(work, response, work.person_id)
        assert view is not None
        return view


async def test_whoever_leads_the_response_hears_once_and_reads_it_without_names(casework: Casework) -> None:
    await owed(casework)
    await given_to_pip(casework)
    await asked(casework)
    assert await news(casework, "candour_question") == [PIP]
    assert (await question(casework, "cora")).words == ASKED
    shown = (await question(casework, "pip")).words
    assert "Why did nobody tell" in shown
    assert "dose was wrong?" in shown
    assert not [name for name in ("Winifred", "Quillfeather", "07700") if name in shown]
    async with casework.sessions() as session:
        seen = await session.scalars(select(AuditEntry).filter_by(did="see_questions"))
        assert [entry.who for entry in seen] == [f"person:{CORA}", f"person:{PIP}"]


async def test_a_name_that_is_typed_small_is_hidden_too(casework: Casework) -> None:
    await owed(casework)
    await given_to_pip(casework)
    await asked(casework, "was winifred given the right pen?")
    assert (await question(casework, "pip")).words == "was [name hidden] given the right pen?"


async def test_a_name_under_which_they_were_written_down_before_is_hidden_too(casework: Casework) -> None:
    await owed(casework)
    await given_to_pip(casework)
    async with casework.begin() as uow:
        case = await held_candour(uow.session, 1)
        assert case is not None
        before = Written(NoteName.PLAN, uow.now, 1, words={"called": "Freddie to her friends"})
        await write_down(uow.acting(await who(uow, "cora")), case, [before], key="before")
    await asked(casework, "why was freddie alone?")
    assert (await question(casework, "pip")).words == "why was [name hidden] alone?"


async def test_an_address_and_a_name_that_is_misspelled_are_hidden_too(casework: Casework) -> None:
    await owed(casework)
    await given_to_pip(casework)
    await asked(casework, "Why did Mrs Quilfeather of 14 Elm Road, LS1 4AB, hear of it on 07700 900123?")
    shown = (await question(casework, "pip")).words
    assert not [part for part in ("feather", "Elm", "LS1", "07700") if part in shown]
    assert shown.startswith("Why did ")
    assert shown.endswith("?")


async def test_who_leads_the_response_sees_nothing_else_of_the_case(casework: Casework) -> None:
    await owed(casework)
    await given_to_pip(casework)
    await writes(casework, "cora", Element.TOLD, words="Winifred was told.", **IN_PERSON)
    view = await seen_by(casework, "pip", with_people=True, with_words=True)
    assert view is not None
    assert (view.identities, view.written, view.state, view.contact) == (None, None, None, None)
    assert [(each.ended, each.open, each.next_contact_on) for each in view.tracks] == [({}, (), None)]
    assert list(view.steps) == ["answer_question"]
    assert "Winifred" not in repr(view)


async def test_whoever_leads_it_later_sees_on_its_card_how_many_wait(casework: Casework) -> None:
    await owed(casework)
    entry = await asked(casework)
    assert await news(casework, "candour_question") == []
    assert (await response_seen(casework, "lena")).candour is None  # a lead, who may not read them
    await given_to_pip(casework)
    view = await response_seen(casework, "pip")
    assert view.candour is not None
    assert (view.candour.id, view.questions, view.unanswered) == (1, 1, 1)
    revision = view.revision
    await does(casework, "pip", answer, question=entry, words="Two pens look alike.", cannot=False, key="answer")
    view = await response_seen(casework, "pip")
    assert (view.questions, view.unanswered) == (1, 0)
    assert view.revision > revision  # its cards are written again


async def test_an_answer_of_the_lead_goes_to_who_holds_the_case_and_frees_the_findings(casework: Casework) -> None:
    await owed(casework)
    await given_to_pip(casework)
    entry = await asked(casework)
    await writes(casework, "cora", Element.TOLD, **IN_PERSON)
    day = date(2026, 3, 4)
    await does(casework, "cora", findings_approved, day=day, key="approved")
    shared: dict[str, Any] = {"what": Element.FINDINGS, "person": 1, "day": day, "key": "findings"}
    assert await is_refused(casework, "cora", write_after, **shared) is StepRefusal.QUESTIONS_OPEN
    await does(casework, "pip", answer, question=entry, words="Two pens look alike.", cannot=False, key="answer")
    assert await news(casework, "candour_answer") == [CORA]
    assert (await question(casework, "cora")).answer == "Two pens look alike."
    await does(casework, "cora", write_after, **shared)
    assert Element.FINDINGS in (await stands(casework)).case.tracks["1"].ended


async def test_why_it_cannot_be_answered_is_an_answer_and_is_told_as_one(casework: Casework) -> None:
    await owed(casework)
    entry = await asked(casework)
    await does(casework, "cora", answer, question=entry, words="Nobody recorded it.", cannot=True, key="answer")
    shown = await question(casework, "cora")
    assert (shown.is_answered, shown.cannot, shown.answer) == (True, True, "Nobody recorded it.")
    assert await news(casework, "candour_answer") == []  # whoever holds it said so herself


async def test_each_question_has_a_number_of_its_own(casework: Casework) -> None:
    await owed(casework)
    first = await asked(casework, "Why?")
    second = await asked(casework, "And who rang my son?")
    view = await seen_by(casework, "cora", with_questions=True)
    assert view is not None
    assert [(each.number, each.entry, each.words) for _, each in view.questions] == [
        ("1", first, "Why?"),
        ("2", second, "And who rang my son?"),
    ]


async def test_of_several_people_it_is_said_who_asked(casework: Casework) -> None:
    await owed(casework)
    async with casework.begin() as uow:
        second = CandourPerson(
            case_id=1, number=2, kind=PersonKind.PATIENT, affected_person_id=None, added_at=uow.now, added_by=CORA
        )
        uow.session.add(second)
    given: dict[str, Any] = {"words": "Why?", "key": "why"}
    assert await is_refused(casework, "cora", ask, person=0, **given) is StepRefusal.WHICH_PERSON
    await does(casework, "cora", ask, person=2, **given)
    view = await seen_by(casework, "cora", with_questions=True)
    assert view is not None
    assert [(track.number, each.words) for track, each in view.questions] == [(2, "Why?")]


@pytest.mark.parametrize("name", ["nora", "lena"])
async def test_nobody_else_reads_or_answers_them(casework: Casework, name: str) -> None:
    await owed(casework)
    entry = await asked(casework)
    view = await seen_by(casework, name, with_questions=True)
    assert view is None or not any(each.words for _, each in view.questions)
    given: dict[str, Any] = {"words": "No.", "key": "no"}
    assert await is_refused(casework, name, answer, question=entry, cannot=False, **given) is Refusal.NOT_YOURS
    assert await is_refused(casework, name, ask, person=0, **given) is Refusal.NOT_YOURS


async def test_a_question_that_is_none_is_not_answered(casework: Casework) -> None:
    await owed(casework)
    await asked(casework)
    told = (await stands(casework)).entries[0].id  # of the assessment
    given: dict[str, Any] = {"words": "No.", "cannot": False, "key": "no"}
    assert await is_refused(casework, "cora", answer, question=told, **given) is StepRefusal.NO_QUESTION
    assert await is_refused(casework, "cora", answer, question=99, **given) is StepRefusal.NO_QUESTION


async def test_a_lead_who_leads_it_herself_reads_them_without_names(casework: Casework) -> None:
    await owed(casework)
    async with casework.begin() as uow:
        response = await held_response(uow.session, 1)
        assert response is not None
        await lead_it(uow.acting(await who(uow, "lena")), response, seen=None)
    await asked(casework)
    assert await news(casework, "candour_question") == [LENA]
    assert "Winifred" not in (await question(casework, "lena")).words
