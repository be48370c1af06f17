"""Where somebody died: whoever acts in law is looked for, and a slip is put right."""

from datetime import date
from typing import Any

from bot.casework.candour_after import write_after
from bot.casework.candour_letters import has_drafted
from bot.casework.candour_log import (
    decline,
    has_died,
    has_not_died,
    plan,
    tell,
)
from bot.casework.candour_people import add_person
from bot.casework.candour_promises import Promised, promise
from bot.casework.unit_of_work import Casework, UnitOfWork
from psirf.candour.kept import LetterKind, NoteName
from psirf.candour.terms import Element, PersonKind, StepRefusal
from psirf.refusals import Refusal
from storage.records import CandourCase
from tests.casework.candour import does, is_refused, stands
from tests.casework.test_candour_log import TELLING, owed
from tests.conftest import NOW, Clock


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
