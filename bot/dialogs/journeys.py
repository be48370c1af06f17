"""Every journey: the words that begin it, the form it asks, and what sending it does."""

import json
import re
from collections.abc import Mapping
from datetime import date

from bot.casework.acting import add_action
from bot.casework.advising import advise_again, known_of
from bot.casework.drafting import Drafted
from bot.casework.never_event import FACTS_OF_IT, LOOKED_AT, entry_in_words
from bot.casework.reporting import Told, add_affected, report_event
from bot.casework.unit_of_work import UnitOfWork
from bot.dialogs.concerns import tell_whom_it_concerns
from bot.dialogs.journey import Course
from bot.forms.choosing import FACTS, KEYS_ASKED, choosing_form, circumstances_of
from bot.forms.harm import AFFECTED
from bot.forms.involved import agents_of
from bot.forms.message.pressing import may_be_never_event, may_not_wait
from bot.forms.readers import NOT_KNOWN, place_of
from bot.forms.report import REPORT
from bot.forms.safety_action import SAFETY_ACTION
from bot.forms.when import moments_of
from bot.wording import MAY_BE_NEVER_EVENT, SIMILAR
from psirf.rules import Rules
from psirf.vocabulary import EventKind, NameShown, OutcomeType, PhysicalHarm, PsychologicalHarm, Reached, YesNo
from storage.events import held_event


async def send_report(uow: UnitOfWork, draft: Drafted, turn: str) -> None:
    """An event is reported. Its thanks are queued with it, and so need no answer of their own."""
    told = draft.answers
    unit_id, place_said = place_of(told["ward"])
    happened_from, happened_to = moments_of(told.get("when", NOT_KNOWN))
    agents, involved = agents_of(told.get("involved", ""))
    imminent = told.get("imminent") or told.get("again")
    kind = EventKind(told["kind"])
    event = await report_event(
        uow,
        idempotency_key=draft.key,
        told=Told(
            kind=kind,
            what=told["what"],
            unit_id=unit_id,
            place_said=place_said,
            happened_from=happened_from,
            happened_to=happened_to,
            reached=Reached(told["reached"]) if told.get("reached") else None,
            physical=PhysicalHarm(told.get("physical") or PhysicalHarm.NOT_GRADED),
            psychological=PsychologicalHarm(told.get("psychological") or PsychologicalHarm.NOT_GRADED),
            how_they_are=told.get("how_they_are", ""),
            involved=involved,
            agents=agents,
            stopped_by=told.get("stopped_by", ""),
            outcome=OutcomeType(told["outcome"]) if told.get("outcome") else None,
            imminent=YesNo(imminent) if imminent else None,
            population=told.get("population", ""),
            more_of=told.get("more_of", ""),
            our_part=YesNo(told["our_part"]) if told.get("our_part") else None,
        ),
        name=NameShown(told.get("name") or NameShown.SHOWN),
        pressing=may_not_wait(told["what"], uow.rules.heard),
        never_event=may_be_never_event(told["what"], uow.rules.heard, kind),
    )
    await tell_whom_it_concerns(uow, event)


async def send_affected(uow: UnitOfWork, draft: Drafted, turn: str) -> None:
    """Somebody else was affected by the event that the journey is about; the event is shown."""
    assert draft.about_id is not None, "a person is added to an event"
    event = await held_event(uow.session, draft.about_id)
    assert event is not None, "events are never deleted"
    await add_affected(
        uow, event,
        PhysicalHarm(draft.answers["physical"]),
        PsychologicalHarm(draft.answers.get("psychological") or PsychologicalHarm.NOT_GRADED),
        idempotency_key=draft.key,
    )  # fmt: skip
    await uow.notify("shown", subject="event", subject_id=event.id, to=uow.person_id, key=f"shown:{turn}:{event.id}")


async def send_answers(uow: UnitOfWork, draft: Drafted, turn: str) -> None:
    """A lead's answers are kept with the event that they are about, which is shown with the advice on them."""
    assert draft.about_id is not None, "advice is about an event"
    event = await held_event(uow.session, draft.about_id)
    assert event is not None, "events are never deleted"
    await advise_again(uow, event, circumstances_of(draft.answers))
    await uow.notify("shown", subject="event", subject_id=event.id, to=uow.person_id, key=f"shown:{turn}:{event.id}")


async def known_before(uow: UnitOfWork, event_id: int) -> tuple[Mapping[str, str], str]:
    """What is known of an event before its lead is asked anything, and how many reports there are like it."""
    event = await held_event(uow.session, event_id)
    assert event is not None, "it may be asked about"
    known = await known_of(uow, event)
    answers = {key: said for key, said in known.items() if isinstance(said, str) and key in KEYS_ASKED}
    similar = known.get("similar_last_12_months")
    theme = str(known.get("theme"))
    priority = uow.rules.plan.priority_of(theme, uow.today)
    said = [SIMILAR.format(similar, priority.name if priority else theme)] if similar else []
    if LOOKED_AT in known and FACTS_OF_IT not in known:
        said.append(MAY_BE_NEVER_EVENT.format(entry_in_words(uow, str(known[LOOKED_AT]).removeprefix("entry "))))
    return {FACTS: json.dumps({**known, "deciding_at": uow.now.isoformat()}), **answers}, " ".join(said)


async def send_action(uow: UnitOfWork, draft: Drafted, turn: str) -> None:
    """An action is added to the event that the journey is about, and the event is shown."""
    assert draft.about_id is not None, "an action is added to an event"
    event = await held_event(uow.session, draft.about_id)
    assert event is not None, "events are never deleted"
    await add_action(
        uow,
        event,
        seen=None,
        idempotency_key=draft.key,
        what=draft.answers["what"],
        owner_id=int(draft.answers["owner"]),
        due=date.fromisoformat(draft.answers["due"]),
    )
    await uow.notify("shown", subject="event", subject_id=event.id, to=uow.person_id, key=f"shown:{turn}:{event.id}")


COURSES = (
    Course(
        REPORT,
        re.compile(
            r"(?:i (?:want|need|would like) to )?(?:report|record|tell you about|start)?(?: (?:an?|some))? ?"
            r"(?:(?P<incident>near[ -]?miss|incident|good catch)|(?P<good_care>good (?:care|practice)|praise)"
            r"|(?P<outcome>outcome(?: of concern)?)|(?P<risk>risk|hazard)|report)(?:\s*[:,;-]+\s*(?P<first>.+))?",
            re.IGNORECASE | re.DOTALL,
        ),
        send_report,
        answers={kind.value: "kind" for kind in EventKind},
    ),
    Course(
        AFFECTED,
        re.compile(r"add (?:a )?person(?: (?:to|for))? (?:PSE)?[ -]?0*(?P<about>\d{1,9})", re.IGNORECASE),
        send_affected,
        needs="add_affected",
    ),
    Course(
        SAFETY_ACTION,
        re.compile(
            r"add (?:an? )?(?:safety )?action(?: (?:to|for|from))? (?:(?:PSE)?[ -]?0*(?P<about>\d{1,9})"
            r"|LR[ -]?0*(?P<response>\d{1,9}))",
            re.IGNORECASE,
        ),
        send_action,
        needs="add_action",
    ),
)


def courses(rules: Rules) -> tuple[Course, ...]:
    """Every journey under the trust's rules."""
    choosing = Course(
        choosing_form(rules.plan),
        re.compile(
            r"(?:(?:help me )?(?:choose|pick)(?: an?| the)?(?: learning)? response|what response|advise(?: me)?)"
            r"(?: (?:to|for|on))? (?:PSE)?[ -]?0*(?P<about>\d{1,9})",
            re.IGNORECASE,
        ),
        send_answers,
        needs="advise",
        known=known_before,
    )
    return (*COURSES, choosing)
