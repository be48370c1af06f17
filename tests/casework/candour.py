"""A candour case, and people who act on it, each in a piece of work of their own."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.casework.candour import Written, write_down
from bot.casework.candour_assessing import assess
from bot.casework.candour_now import CaseNow, case_now
from bot.casework.candour_opening import open_if_called_for
from bot.casework.candour_views import CandourView
from bot.casework.looking_at_candour import view_candour
from bot.casework.reporting import Told, report_event
from bot.casework.unit_of_work import Casework
from psirf.candour.terms import Element, Limb, LimbAnswer, StepName
from psirf.lifecycle import NotAllowed
from psirf.vocabulary import EventKind, NameShown, PhysicalHarm, PsychologicalHarm, Reached, Role, Term
from storage.candour import candour_of, held_candour
from storage.events import held_event
from storage.people import give_role
from storage.records import CandourCase
from tests.casework.test_events import who
from tests.conftest import NOW

HAPPENED = NOW - timedelta(hours=2)
YES = dict.fromkeys(Limb, LimbAnswer.YES)


async def harmed(
    casework: Casework, physical: PhysicalHarm = PhysicalHarm.MODERATE, *, reporter: str = "nora",
    name: NameShown = NameShown.SHOWN, key: str = "key",
) -> CandourCase | None:  # fmt: skip
    """Nora reports what reached a patient on Ward 7 two hours ago; Cora leads on candour there. The case, if one
    opened."""
    async with casework.begin() as uow:
        told = Told(
            EventKind.INCIDENT, "Insulin at ten times the dose", 5, "", HAPPENED, HAPPENED + timedelta(hours=1),
            Reached.YES, physical, PsychologicalHarm.NONE,
        )  # fmt: skip
        cora = (await who(uow, "cora")).id
        assert cora is not None
        await give_role(uow.session, cora, Role.CANDOUR, None, uow.now)
        event = await report_event(uow.acting(await who(uow, reporter)), idempotency_key=key, told=told, name=name)
        return await open_if_called_for(uow, event) or await candour_of(uow.session, event.id)


async def does(
    casework: Casework, name: str, step: Any, *, of: int = 1, seen: int | None = None, **given: Any
) -> Any:
    """Somebody takes a step of a case."""
    async with casework.begin() as uow:
        case = await held_candour(uow.session, of)
        return await step(uow.acting(await who(uow, name)), case, seen=seen, **given)


async def is_refused(casework: Casework, name: str, step: Any, *, of: int = 1, **given: Any) -> Term:
    """Why somebody may not, or cannot, take a step."""
    with pytest.raises(NotAllowed) as refused:
        await does(casework, name, step, of=of, **given)
    return refused.value.why


async def assessed(casework: Casework, by: str = "cora", limbs: dict[Limb, LimbAnswer] | None = None) -> None:
    """Somebody assesses it: as owed, unless some limbs are a no."""
    given = {**YES, **(limbs or {})}
    why = {limb: "It cannot do harm now." for limb, said in given.items() if said is LimbAnswer.NO}
    await does(casework, by, assess, key=f"assess {by}", limbs=given, why=why, profession="consultant")


async def writes(
    casework: Casework, by: str, name: Element | StepName | Any, *, person: int = 1, at: datetime | None = None,
    key: str = "", words: str = "", **said: Any,
) -> None:  # fmt: skip
    """Somebody writes one thing down, done now unless said otherwise."""
    async with casework.begin() as uow:
        case = await held_candour(uow.session, 1)
        assert case is not None
        work = uow.acting(await who(uow, by))
        entry = Written(name, at or uow.now, person, said, {"words": words} if words else {})
        await write_down(work, case, [entry], key=key or f"{name.value} {person} {said} {by}")


async def stands(casework: Casework, of: int = 1) -> CaseNow:
    async with casework.begin() as uow:
        case = await held_candour(uow.session, of)
        assert case is not None
        return await case_now(uow, case)


async def seen_by(casework: Casework, name: str, of: int = 1, **how: bool) -> CandourView | None:
    async with casework.begin() as uow:
        case = await held_candour(uow.session, of)
        assert case is not None
        work = uow.acting(await who(uow, name))
        return await view_candour(work, case, work.person_id, **how)


async def event_is(casework: Casework, number: int = 1) -> Any:
    async with casework.begin() as uow:
        return await held_event(uow.session, number)
