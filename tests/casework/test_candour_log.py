"""What is logged of a conversation: told, sorry said, support; tried, not wanted, not reached, died; and signed."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from bot.casework.candour_after import write_after
from bot.casework.candour_assessing import take_on
from bot.casework.candour_letters import has_drafted
from bot.casework.candour_log import (
    ask_to_be_told,
    decline,
    give_up_reaching,
    has_died,
    has_not_died,
    offer_support,
    plan,
    say_sorry,
    sign,
    tell,
    tell_in_writing,
    try_to_reach,
)
from bot.casework.candour_people import add_person
from bot.casework.candour_promises import Promised, promise
from bot.casework.unit_of_work import Casework, UnitOfWork
from psirf.candour.kept import LetterKind, Mode, NoteName, Result, TriedBy
from psirf.candour.terms import CandourStatus, CaseState, Element, Ending, PersonKind, StepRefusal
from psirf.refusals import Refusal
from storage.people import person_by_id
from storage.records import CandourCase, Notification
from tests.casework.candour import assessed, does, harmed, is_refused, seen_by, stands
from tests.conftest import NOW, Clock

NAME = "Winifred Quillfeather"
AN_HOUR_AGO = NOW - timedelta(hours=1)
TELLING: dict[str, Any] = {
    "person": 1, "at": AN_HOUR_AGO, "mode": Mode.FACE_TO_FACE, "is_in_person": True, "ours": "consultant",
    "theirs": "their daughter", "account": f"{NAME} was given ten times the dose.",
}  # fmt: skip
SORRY: dict[str, Any] = {"person": 1, "at": None, "apology": "I am sorry.", "enquiries": "How it came about."}
SUPPORT: dict[str, Any] = {
    "person": 1, "at": None, "support": "The chaplain", "contact": "Cora", "questions": ("Why?", "When?"),
}  # fmt: skip
NO_ANSWER: dict[str, Any] = {"person": 1, "at": AN_HOUR_AGO, "how": TriedBy.PHONE, "result": Result.NO_ANSWER}


async def owed(casework: Casework) -> None:
    await harmed(casework)
    await assessed(casework)
    await does(casework, "cora", take_on)


async def told_who(casework: Casework, kind: str) -> list[str]:
    """Who is sent a card of this kind, by first names."""
    async with casework.begin() as uow:
        found = await uow.session.scalars(select(Notification).filter_by(kind=kind))
        people = [await person_by_id(uow.session, each.to) for each in found if each.to is not None]
        return [person.name.partition(" ")[0] for person in people]


async def test_a_telling_is_logged_in_three_parts_at_the_moment_of_the_conversation(casework: Casework) -> None:
    await owed(casework)
    await does(casework, "cora", tell, key="1", **TELLING)
    await does(casework, "cora", say_sorry, key="2", **SORRY)
    await does(casework, "cora", offer_support, key="3", **SUPPORT)
    track = (await stands(casework)).case.tracks["1"]
    telling = (
        Element.TOLD, Element.TRUE_ACCOUNT, Element.APOLOGY, Element.ENQUIRIES, Element.SUPPORT, Element.RECORD,
    )  # fmt: skip
    assert {element: ended.at for element, ended in track.ended.items()} == dict.fromkeys(telling, AN_HOUR_AGO)
    assert dict(track.questions) == {"1": False, "2": False}
    cora = await seen_by(casework, "cora", with_words=True)
    assert cora is not None
    assert [question.words for question in cora.tracks[0].questions] == ["Why?", "When?"]


async def test_questions_go_on_being_numbered(casework: Casework) -> None:
    await owed(casework)
    await does(casework, "cora", offer_support, key="1", **SUPPORT)
    await does(casework, "cora", offer_support, key="2", **{**SUPPORT, "questions": ("Who knew?",)})
    assert list((await stands(casework)).case.tracks["1"].questions) == ["1", "2", "3"]


async def test_support_offered_before_the_telling_makes_no_record_of_it(casework: Casework) -> None:
    await owed(casework)
    await does(casework, "cora", offer_support, key="1", **SUPPORT)
    assert set((await stands(casework)).case.tracks["1"].ended) == {Element.SUPPORT}
    nothing = {**SUPPORT, "support": "", "contact": "", "questions": ()}
    assert await is_refused(casework, "cora", offer_support, key="2", **nothing) is StepRefusal.NOT_TOLD_YET


async def test_without_an_account_and_an_apology_there_is_no_record(casework: Casework) -> None:
    await owed(casework)
    await does(casework, "cora", tell, key="1", **{**TELLING, "account": ""})
    nothing = {**SUPPORT, "support": "", "contact": "", "questions": ()}
    assert await is_refused(casework, "cora", offer_support, key="2", **nothing) is Refusal.NO_RECORD_YET
    await does(casework, "cora", offer_support, key="3", **SUPPORT)
    await does(casework, "cora", say_sorry, key="4", **{**SORRY, "at": NOW})
    assert Element.RECORD in (await stands(casework)).case.tracks["1"].open
    await does(casework, "cora", tell, key="5", **TELLING)
    await does(casework, "cora", offer_support, key="6", **nothing)
    assert (await stands(casework)).case.tracks["1"].ended[Element.RECORD].at == NOW


async def test_whom_they_can_ring_is_kept_and_is_no_support(casework: Casework) -> None:
    await owed(casework)
    ring = {**SUPPORT, "support": "", "contact": "Sister Jones", "questions": ()}
    await does(casework, "cora", offer_support, key="1", **ring)
    now = await stands(casework)
    assert [entry.name for entry in now.entries[1:]] == [NoteName.RING]
    assert Element.SUPPORT in now.case.tracks["1"].open


async def test_who_would_rather_not_be_told_in_person_is_told_in_writing_and_that_is_the_record(
    casework: Casework,
) -> None:
    await owed(casework)
    said: dict[str, Any] = {
        "person": 1, "at": NOW, "account": "The dose was ten times.", "apology": "I am sorry.", "enquiries": "How.",
    }  # fmt: skip
    assert await is_refused(casework, "cora", tell_in_writing, key="1", **said) is StepRefusal.NOT_TOLD_YET
    asked: dict[str, Any] = {"person": 1, "at": AN_HOUR_AGO, "elements": [Element.TOLD], "words": "Write to me."}
    await does(casework, "cora", decline, key="2", **asked)
    nothing = {**said, "account": "", "apology": "", "enquiries": ""}
    assert await is_refused(casework, "cora", tell_in_writing, key="3", **nothing) is StepRefusal.NO_WORDS
    await does(casework, "cora", tell_in_writing, key="4", **{**said, "apology": "", "enquiries": ""})
    assert Element.RECORD in (await stands(casework)).case.tracks["1"].open
    await does(casework, "cora", tell_in_writing, key="5", **{**said, "account": ""})
    track = (await stands(casework)).case.tracks["1"]
    given = {Element.TRUE_ACCOUNT, Element.APOLOGY, Element.ENQUIRIES, Element.RECORD}
    assert {each for each, ended in track.ended.items() if ended.how is Ending.DONE} == given
    assert track.ended[Element.TOLD].how is Ending.DECLINED


async def test_a_later_apology_keeps_its_own_moment_and_never_one_before_the_telling(casework: Casework) -> None:
    await owed(casework)
    await does(casework, "cora", tell, key="1", **TELLING)
    early = {**SORRY, "at": AN_HOUR_AGO - timedelta(minutes=1)}
    assert await is_refused(casework, "cora", say_sorry, key="2", **early) is StepRefusal.BEFORE_TELLING
    await does(casework, "cora", say_sorry, key="3", **{**SORRY, "at": NOW})
    assert (await stands(casework)).case.tracks["1"].ended[Element.APOLOGY].at == NOW


async def test_what_is_not_in_person_or_has_no_words_is_not_kept(casework: Casework) -> None:
    await owed(casework)
    for changed, why in (
        ({"is_in_person": None, "mode": None}, StepRefusal.NO_MODE),
        ({"is_in_person": False, "mode": None}, StepRefusal.NOT_IN_PERSON),
        ({"at": NOW - timedelta(days=1)}, StepRefusal.BEFORE_IT_HAPPENED),
        ({"at": NOW + timedelta(minutes=1)}, StepRefusal.NOT_COME_YET),
    ):
        assert await is_refused(casework, "cora", tell, key="1", **{**TELLING, **changed}) is why
    assert await is_refused(casework, "cora", say_sorry, key="2", **SORRY) is StepRefusal.NOT_TOLD_YET
    await does(casework, "cora", tell, key="3", **TELLING)
    nothing = {**SORRY, "apology": "", "enquiries": ""}
    assert await is_refused(casework, "cora", say_sorry, key="4", **nothing) is StepRefusal.NO_WORDS


async def test_nobody_is_made_to_put_words_to_an_apology_that_was_not_said(casework: Casework) -> None:
    await owed(casework)
    await does(casework, "cora", tell, key="1", **TELLING)
    await does(casework, "cora", say_sorry, key="2", **{**SORRY, "apology": ""})
    track = (await stands(casework)).case.tracks["1"]
    assert Element.ENQUIRIES in track.ended
    assert Element.APOLOGY in track.open


async def test_two_who_log_at_once_both_keep_what_they_saw(casework: Casework) -> None:
    await owed(casework)
    version = (await stands(casework)).record.version
    await does(casework, "cora", tell, key="1", seen=version, **TELLING)
    other = {**TELLING, "at": NOW, "mode": Mode.PHONE}
    assert await is_refused(casework, "cora", tell, key="2", seen=version, **other) is Refusal.WRITTEN_MEANWHILE
    await does(casework, "cora", tell, key="2", seen=version + 1, **other)
    now = await stands(casework)
    assert [entry.said.get("mode") for entry in now.entries if entry.name == "told"] == ["face to face", "phone"]
    assert now.case.tracks["1"].ended[Element.TOLD].at == AN_HOUR_AGO  # the first counts


async def test_a_plan_is_saved_again_as_one_goes(casework: Casework) -> None:
    await owed(casework)
    for speaks in ("The consultant", "The ward manager"):
        await does(casework, "cora", plan, key=speaks, person=0, words={"speaks": speaks, "place": ""})
    cora = await seen_by(casework, "cora", with_words=True)
    assert cora is not None
    assert cora.written is not None
    assert [each.words for each in cora.written if each.number][-1] == {"speaks": "The ward manager"}
    assert not (await stands(casework)).case.tracks["1"].ended


async def test_an_attempt_says_how_and_what_came_of_it(casework: Casework) -> None:
    await owed(casework)
    for missing in ("how", "result"):
        why = await is_refused(casework, "cora", try_to_reach, key=missing, **{**NO_ANSWER, missing: None})
        assert why is StepRefusal.HOW_AND_RESULT
    await does(casework, "cora", try_to_reach, key="1", **NO_ANSWER)
    await does(casework, "cora", try_to_reach, key="2", **{**NO_ANSWER, "result": Result.SPOKE})
    assert [each.reached for each in (await stands(casework)).case.tracks["1"].attempts] == [False, True]


async def test_who_asked_for_time_was_spoken_to_and_can_be_reached(casework: Casework) -> None:
    await owed(casework)
    await does(casework, "cora", try_to_reach, key="1", **NO_ANSWER)
    await does(casework, "cora", try_to_reach, key="2", **{**NO_ANSWER, "result": Result.NOT_NOW})
    why = await is_refused(casework, "cora", give_up_reaching, key="3", person=1, elements=[], why="They would not.")
    assert why is StepRefusal.NO_ATTEMPT


async def test_they_decline_a_part_or_all_that_is_left(casework: Casework) -> None:
    await owed(casework)
    said: dict[str, Any] = {"person": 1, "at": NOW, "words": "No letter, please."}
    await does(casework, "cora", decline, key="1", elements=[Element.WRITTEN], **said)
    track = (await stands(casework)).case.tracks["1"]
    assert {element: ended.how for element, ended in track.ended.items()} == {Element.WRITTEN: Ending.DECLINED}
    for _ in range(2):  # the same press twice
        await does(casework, "cora", decline, key="2", elements=[], **said)
    now = await stands(casework)
    assert (now.case.state, now.record.status) == (CaseState.COMPLETE_DECLINED, CandourStatus.ENDED)
    assert await is_refused(casework, "cora", decline, key="3", elements=[], **said) is StepRefusal.NOT_AN_ELEMENT
    await does(casework, "cora", ask_to_be_told, key="4", person=1, at=NOW)
    assert (await stands(casework)).record.status is CandourStatus.OWED


async def test_who_cannot_be_reached_is_signed_by_somebody_else_who_reads_why(casework: Casework) -> None:
    await owed(casework)
    given_up: dict[str, Any] = {"person": 1, "elements": [], "why": f"{NAME} has moved away."}
    assert await is_refused(casework, "cora", give_up_reaching, key="1", **given_up) is StepRefusal.NO_ATTEMPT
    await does(casework, "cora", try_to_reach, key="2", **NO_ANSWER)
    for _ in range(2):
        await does(casework, "cora", give_up_reaching, key="3", **given_up)
    assert await told_who(casework, "candour_sign") == ["Sam"]  # once, and not Cora, who wrote it
    assert await is_refused(casework, "cora", sign, key="4", person=1, why="So it is.") is StepRefusal.OWN_WORK
    lena = await seen_by(casework, "lena", with_words=True, with_reasons=True)
    assert lena is not None
    assert lena.written is None
    assert (lena.tracks[0].why_unsigned, lena.tracks[0].unsigned_by) == (given_up["why"], "Cora Example")
    assert NAME not in repr(await seen_by(casework, "lena", with_words=True))
    await does(casework, "lena", sign, key="5", person=1, why="Three calls and a letter.")
    now = await stands(casework)
    assert (now.case.state, now.record.status) == (CaseState.COMPLETE_UNREACHABLE, CandourStatus.ENDED)


async def test_a_reason_is_read_by_nobody_who_may_not_sign(casework: Casework) -> None:
    await owed(casework)
    await does(casework, "cora", try_to_reach, key="1", **NO_ANSWER)
    await does(casework, "cora", give_up_reaching, key="2", person=1, elements=[], why="They moved.")
    await does(casework, "lena", sign, key="3", person=1, why="I agree.")
    lena = await seen_by(casework, "lena", with_reasons=True)
    assert lena is not None
    assert "They moved." not in repr(lena)  # nothing waits for her any more


async def test_where_they_died_whoever_acts_is_looked_for(casework: Casework, clock: Clock) -> None:
    await owed(casework)
    for _ in range(2):
        await does(casework, "cora", has_died, key="1", person=1)
    now = await stands(casework)
    assert [(each.number, each.kind) for each in now.people] == [
        (1, PersonKind.PATIENT), (2, PersonKind.NOT_YET_KNOWN),
    ]  # fmt: skip
    assert now.people[1].affected_person_id == now.people[0].affected_person_id
    assert now.case.tracks["1"].died
    assert Element.TOLD in now.case.tracks["2"].open
    assert await is_refused(casework, "cora", tell, key="2", **TELLING) is StepRefusal.THEY_DIED
    to_nobody = {**TELLING, "person": 2}
    assert await is_refused(casework, "cora", tell, key="2", **to_nobody) is StepRefusal.NOBODY_KNOWN
    assert await is_refused(casework, "cora", has_died, key="3", person=1) is StepRefusal.ALREADY_DEAD
    assert len((await stands(casework)).people) == 2


async def test_who_is_involved_by_wish_does_not_act_in_law_when_the_patient_has_died(casework: Casework) -> None:
    await owed(casework)
    for kind in (PersonKind.WISHED, PersonKind.BEREAVED):
        await does(casework, "cora", add_person, kind=kind, words={"wish": "My friend."}, key=kind.value)
    await does(casework, "cora", has_died, key="1", person=1)
    now = await stands(casework)
    assert [(each.number, each.kind) for each in now.people][3:] == [(4, PersonKind.NOT_YET_KNOWN)]
    assert ("4", Element.TOLD) in now.case.missing()
    await does(casework, "cora", has_died, key="2", person=2)  # in whose place nobody is looked for
    assert len((await stands(casework)).people) == 4


async def test_where_somebody_acts_in_law_nobody_is_looked_for(casework: Casework) -> None:
    await owed(casework)
    await does(casework, "cora", add_person, kind=PersonKind.AFTER_DEATH, words={}, key="acts")
    await does(casework, "cora", has_died, key="1", person=1)
    assert len((await stands(casework)).people) == 2


async def test_that_they_died_is_put_right_with_a_reason(casework: Casework) -> None:
    await owed(casework)
    await does(casework, "cora", has_died, key="1", person=1)
    alive: dict[str, Any] = {"person": 1, "key": "2"}
    assert await is_refused(casework, "cora", has_not_died, why=" ", **alive) is Refusal.REASON
    for _ in range(2):
        await does(casework, "cora", has_not_died, why="It was another patient.", **alive)
    now = await stands(casework)
    assert [each.number for each in now.people] == [1]  # nobody is looked for in their place
    assert ("1", Element.TOLD) in now.case.missing()
    await does(casework, "cora", tell, key="3", **TELLING)
    await does(casework, "cora", has_died, key="4", person=1)
    assert [each.number for each in (await stands(casework)).people] == [1, 3]


async def test_nothing_for_the_living_is_kept_of_somebody_who_has_died(casework: Casework) -> None:
    await owed(casework)
    await does(casework, "cora", has_died, key="1", person=1)
    promised = Promised(date(2026, 3, 11))
    letter: dict[str, Any] = {"number": 1, "kind": LetterKind.REACH, "key": "letter"}
    update: dict[str, Any] = {"person": 1, "what": NoteName.TOLD_MORE, "words": {"words": "An update."}}
    assert [
        await is_refused(casework, "cora", plan, key="2", person=1, words={"place": "The quiet room"}),
        await is_refused(casework, "cora", promise, key="3", number=1, promised=promised),
        await is_refused(casework, "cora", drafts, **letter),
        await is_refused(casework, "cora", write_after, key="4", **update),
    ] == [StepRefusal.THEY_DIED] * 4
    theirs = {**update, "what": NoteName.ACCOUNT}
    await does(casework, "cora", write_after, key="5", **theirs)  # what they said may be written down late


async def drafts(uow: UnitOfWork, case: CandourCase, *, seen: object, **given: Any) -> None:
    await has_drafted(uow, case, given.pop("number"), given.pop("kind"), **given)


async def test_where_all_was_given_before_they_died_nobody_is_looked_for(casework: Casework) -> None:
    await owed(casework)
    await does(casework, "cora", decline, key="1", elements=[], person=1, at=NOW, words="Nothing more.")
    await does(casework, "cora", has_died, key="2", person=1)
    assert len((await stands(casework)).people) == 1


async def test_only_the_candour_roles_log(casework: Casework) -> None:
    await owed(casework)
    assert await is_refused(casework, "lena", tell, key="1", **TELLING) is Refusal.NOT_YOURS
