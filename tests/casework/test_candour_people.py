"""Who the people of a candour case are, what is promised to them, and letters that are drafted for them."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.casework.candour_letters import has_drafted, keep_who_was_hurt
from bot.casework.candour_log import sign
from bot.casework.candour_people import add_person, keep_person, take_off
from bot.casework.candour_promises import Promised, promise
from bot.casework.unit_of_work import Casework
from psirf.candour.kept import LetterKind, NoteName
from psirf.candour.terms import CandourStatus, Element, PersonKind, StepName, StepRefusal
from psirf.refusals import Refusal
from psirf.vocabulary import PhysicalHarm
from storage.candour import held_candour
from storage.records import AuditEntry
from tests.casework.candour import assessed, does, harmed, is_refused, seen_by, stands, writes
from tests.casework.test_events import who
from tests.conftest import NOW, Clock

NAME = "Winifred Quillfeather"
WHO = {"name": NAME, "called": "Win", "contact": "07700 900123"}
TODAY, TOMORROW, FRIDAY = date(2026, 3, 4), date(2026, 3, 5), date(2026, 3, 6)


async def keeps(casework: Casework, number: int = 1, kind: PersonKind = PersonKind.PATIENT, **words: str) -> None:
    given = words or WHO
    await does(casework, "cora", keep_person, number=number, kind=kind, words=given, key=str(hash(f"{kind} {given}")))


async def promises(casework: Casework, promised: Promised, key: str = "") -> bool:
    return bool(
        await does(casework, "cora", promise, number=1, promised=promised, key=key or str(hash(str(promised))))
    )


def files_of(database_url: str) -> bytes:
    """What somebody with a copy of the database would look through; nothing of PostgreSQL's."""
    files = [Path(f"{database_url.removeprefix('sqlite:///')}{end}") for end in ("", "-wal")]
    return b"".join(each.read_bytes() for each in files if database_url.startswith("sqlite") and each.exists())


async def test_who_they_are_is_sealed_and_looked_at_by_the_candour_roles_alone(
    casework: Casework, database_url: str
) -> None:
    await harmed(casework)
    await assessed(casework)
    await keeps(casework)
    cora = await seen_by(casework, "cora", with_people=True)
    assert cora is not None
    assert cora.identities == {1: WHO}
    lena = await seen_by(casework, "lena", with_people=True)
    assert lena is not None
    assert lena.identities is None
    assert NAME not in repr(lena)
    async with casework.sessions() as session:
        looks = (await session.scalars(select(AuditEntry).filter_by(did="see_people"))).all()
        assert [each.who for each in looks] == ["person:7"]
    kept = files_of(database_url)
    assert b"Quillfeather" not in kept
    assert WHO["contact"].encode() not in kept


async def test_nothing_known_is_kept_and_a_change_keeps_what_was(casework: Casework) -> None:
    await harmed(casework)
    await keeps(casework, kind=PersonKind.NOT_YET_KNOWN, name="")
    await keeps(casework, kind=PersonKind.AFTER_DEATH, name=NAME)
    await keeps(casework, kind=PersonKind.AFTER_DEATH, name="Somebody Else")
    view = await seen_by(casework, "cora", with_people=True, with_words=True)
    assert view is not None
    assert view.written is not None
    changes = [each for each in view.written if each.name == NoteName.PERSON.label]
    assert [dict(each.words) for each in changes] == [{}, {}, {"name": NAME}]
    assert changes[1].said["was"] == "not_yet_known"
    assert view.identities == {1: {"name": "Somebody Else"}}
    assert view.tracks[0].kind is PersonKind.AFTER_DEATH


async def test_somebody_else_has_a_track_of_their_own_and_a_wish_is_in_words(casework: Casework) -> None:
    await harmed(casework)
    await assessed(casework)
    wished: dict[str, Any] = {"kind": PersonKind.WISHED, "key": "added"}
    assert await is_refused(casework, "cora", add_person, words={}, **wished) is Refusal.WISH_IN_WORDS
    for _ in range(2):
        assert await does(casework, "cora", add_person, words={"wish": "My sister, please."}, **wished) == 2
    now = await stands(casework)
    assert [(each.number, each.kind) for each in now.people] == [(1, PersonKind.PATIENT), (2, PersonKind.WISHED)]
    assert set(now.case.tracks) == {"1", "2"}


async def test_who_is_found_after_it_was_signed_that_nobody_was_is_owed_everything(casework: Casework) -> None:
    await harmed(casework, PhysicalHarm.FATAL)
    await assessed(casework)
    await writes(casework, "cora", StepName.ATTEMPT, reached=False, how="through somebody")
    await writes(casework, "cora", StepName.CANNOT_BE_REACHED, elements=list(Element))
    await does(casework, "lena", sign, person=1, why="Nobody was found.", key="signed")
    assert (await stands(casework)).record.status is CandourStatus.ENDED
    await keeps(casework, kind=PersonKind.BEREAVED, name="Maud Quillfeather")
    now = await stands(casework)
    assert now.record.status is CandourStatus.OWED
    assert now.case.missing() == [("1", element) for element in Element]
    assert now.record.next_reminder_at is not None


async def test_who_was_added_by_a_slip_is_taken_off_with_a_reason(casework: Casework) -> None:
    await harmed(casework)
    await assessed(casework)
    for number in (2, 3):
        kind, words = PersonKind.AFTER_DEATH, {"name": f"{NAME} {number}"}
        await does(casework, "cora", add_person, kind=kind, words=words, key=f"added {number}")
    off: dict[str, Any] = {"number": 2, "key": "off"}
    assert await is_refused(casework, "cora", take_off, why=" ", **off) is Refusal.REASON
    assert await is_refused(casework, "lena", take_off, why="A slip.", **off) is Refusal.NOT_YOURS
    for _ in range(2):
        await does(casework, "cora", take_off, why="She is of another patient.", **off)
    now = await stands(casework)
    assert [each.number for each in now.people] == [1, 3]
    assert {person for person, _ in now.case.missing()} == {"1", "3"}
    view = await seen_by(casework, "cora", with_people=True, with_words=True)
    assert view is not None
    assert set(view.identities or ()) == {1, 3}
    [entry] = [each for each in view.written or () if each.name == StepName.TAKEN_OFF.label]
    assert (entry.number, dict(entry.words)) == (2, {"why": "She is of another patient."})
    assert await does(casework, "cora", add_person, kind=PersonKind.BEREAVED, words={}, key="again") == 4


async def test_who_was_told_or_alone_acts_in_law_stays(casework: Casework) -> None:
    await harmed(casework)
    await assessed(casework)
    await does(casework, "cora", add_person, kind=PersonKind.WISHED, words={"wish": "My friend."}, key="added")
    await writes(casework, "cora", NoteName.ACCOUNT, person=2, words="As I saw it.")
    for number in (1, 2):
        off: dict[str, Any] = {"number": number, "why": "A slip.", "key": f"off {number}"}
        assert await is_refused(casework, "cora", take_off, **off) is StepRefusal.STAYS


async def test_the_second_of_two_who_save_at_once_is_told_and_overwrites_nothing(casework: Casework) -> None:
    await harmed(casework)
    seen = (await stands(casework)).record.version
    await keeps(casework)
    other: dict[str, Any] = {
        "number": 1,
        "kind": PersonKind.PATIENT,
        "words": {"name": "Other"},
        "key": "other",
        "seen": seen,
    }
    assert await is_refused(casework, "cora", keep_person, **other) is Refusal.WRITTEN_MEANWHILE
    view = await seen_by(casework, "cora", with_people=True)
    assert view is not None
    assert view.identities == {1: WHO}


async def test_leads_keep_nobody_promise_nothing_and_draft_nothing(casework: Casework) -> None:
    await harmed(casework)
    await assessed(casework)
    person: dict[str, Any] = {"number": 1, "key": "key"}
    refused = [
        await is_refused(casework, "lena", keep_person, kind=PersonKind.PATIENT, words=WHO, **person),
        await is_refused(casework, "lena", promise, promised=Promised(FRIDAY), **person),
        await is_refused(casework, "lena", keep_who_was_hurt, words={"hurt": "All of us."}, **person),
    ]
    assert refused == [Refusal.NOT_YOURS] * 3


async def test_a_promise_is_kept_with_the_days_to_avoid_and_the_time_they_asked_for(casework: Casework) -> None:
    await harmed(casework)
    promised = Promised(FRIDAY, TOMORROW, [date(2026, 3, 9)], {"how_often": "Each week", "days_to_avoid": "Funeral"})
    assert await promises(casework, promised)
    assert not await promises(casework, promised, key="again")
    now = await stands(casework)
    [person] = now.people
    assert (person.next_contact_on, person.paused_until, person.avoid) == (FRIDAY, TOMORROW, ["2026-03-09"])
    assert [each.name for each in now.entries] == [NoteName.PROMISE, NoteName.PAUSE]
    assert "Funeral" not in str([each.said for each in now.entries])
    view = await seen_by(casework, "cora", with_people=True)
    assert view is not None
    assert view.identities == {1: {"how_often": "Each week", "days_to_avoid": "Funeral"}}


async def test_a_day_that_cannot_be_promised_is_refused_and_nothing_is_kept(casework: Casework) -> None:
    await harmed(casework)

    async def why(promised: Promised) -> object:
        return await is_refused(casework, "cora", promise, number=1, promised=promised, key="key")

    assert await why(Promised(FRIDAY, avoid=[FRIDAY])) is Refusal.DAY_TO_AVOID
    assert await why(Promised(TOMORROW, paused_until=FRIDAY)) is Refusal.DAY_IN_PAUSE
    assert await why(Promised(TODAY - timedelta(days=1))) is Refusal.DAY_OF_PROMISE
    assert await why(Promised(date(2062, 3, 6))) is Refusal.DAY_OF_PROMISE
    assert await why(Promised(avoid=[date(2062, 3, 6)])) is Refusal.DAY_OF_PROMISE
    assert not (await stands(casework)).entries


async def test_days_to_leave_somebody_in_peace_are_kept_or_refused_and_none_is_lost(
    casework: Casework, clock: Clock
) -> None:
    await harmed(casework)
    days = [date(2026, 3, day) for day in (10, 11, 12, 13)]
    four: dict[str, Any] = {"number": 1, "promised": Promised(avoid=days), "key": "four"}
    assert await is_refused(casework, "cora", promise, **four) is Refusal.DAYS_TO_AVOID
    assert await promises(casework, Promised(avoid=days[:3]), key="three")
    clock.is_set(2026, 3, 11, 9, 0)
    assert not await promises(casework, Promised(avoid=days[1:3]), key="the same")
    assert await promises(casework, Promised(avoid=days), key="one has passed")
    [person] = (await stands(casework)).people
    assert person.avoid == [day.isoformat() for day in days[1:]]


async def test_a_contact_keeps_the_promise_and_the_conversation_in_which_it_was_made_does_not(
    casework: Casework, clock: Clock
) -> None:
    await harmed(casework)
    await assessed(casework)
    await promises(casework, Promised(TOMORROW))

    async def promised() -> date | None:
        return (await stands(casework)).people[0].next_contact_on

    await writes(casework, "cora", Element.TOLD, at=NOW - timedelta(minutes=5), in_person=True)
    assert await promised() == TOMORROW
    clock.moves(days=1)
    await writes(casework, "cora", StepName.ATTEMPT, reached=False, how="phone", at=clock.now)
    assert await promised() == TOMORROW
    await writes(casework, "cora", NoteName.TOLD_MORE, words="Rung.", at=clock.now)
    assert await promised() is None


async def test_who_was_hurt_is_sealed_and_needs_a_word(casework: Casework) -> None:
    await harmed(casework)
    empty = await is_refused(casework, "cora", keep_who_was_hurt, number=1, words={"hurt": " "}, key="no")
    assert empty is Refusal.REASON
    await does(casework, "cora", keep_who_was_hurt, number=1, words={"hurt": f"{NAME}."}, key="yes")
    [entry] = (await stands(casework)).entries
    assert entry.name == NoteName.RESTORATIVE
    assert NAME not in entry.sealed


async def test_that_a_letter_was_drafted_is_written_down_and_moves_nothing(casework: Casework) -> None:
    await harmed(casework)
    await assessed(casework)
    before = (await stands(casework)).record.version
    async with casework.begin() as uow:
        case = await held_candour(uow.session, 1)
        assert case is not None
        for _ in range(2):
            await has_drafted(uow.acting(await who(uow, "cora")), case, 1, LetterKind.REACH, key="letter")
    now = await stands(casework)
    assert [each.name for each in now.entries] == ["assessed", NoteName.LETTER]
    assert now.entries[-1].said == {"letter": "reach"}
    assert now.record.version == before


async def test_nothing_is_drafted_for_a_withdrawn_case(casework: Casework) -> None:
    case = await harmed(casework)
    assert case is not None
    async with casework.begin() as uow:
        held = await held_candour(uow.session, 1)
        assert held is not None
        held.status = CandourStatus.WITHDRAWN

    async def drafts(uow: object, case: object, *, seen: object) -> None:
        await has_drafted(uow, case, 1, LetterKind.REACH, key="letter")  # type: ignore[arg-type]

    assert await is_refused(casework, "cora", drafts) is Refusal.CANDOUR_WITHDRAWN
