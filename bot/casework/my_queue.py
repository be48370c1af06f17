"""What waits for a person, most pressing first: the events of their queue, and whatever else is theirs to do."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.casework.looking import NOT_SAID
from bot.casework.looking_afterwards import names_of
from bot.casework.notices import record_of, still_needed
from bot.casework.roles import claims_as, desks, roles_towards, units_asked, was_left
from bot.casework.unit_of_work import UnitOfWork
from bot.casework.waiting import WAITING_FOR, Besides
from psirf.queue import ORDER, Facts, Why, is_routine, why
from psirf.references import REFERENCES, event_reference
from psirf.vocabulary import EventKind, EventStatus, Reached, Role, Withdrawal
from psirf.working_time import add_working_days, london_day
from storage.people import all_places
from storage.queue import WaitingEvent, answered_events, news_for, waiting_events
from storage.records import WorkQueue

LINES = 8  # of a queue, on one card
MOST_ROUTINE = 20  # of those that are routine, to be ticked at a time


@dataclass(frozen=True, slots=True)
class QueueLine:
    """An event on a queue. What this person may not see of it is None."""

    id: int
    version: int
    reference: str
    kind: EventKind | None
    reached: Reached | None
    place: str | None
    what: str | None
    why: Why
    look_by: date
    is_mine: bool  # on this person's own desk, or that of somebody for whom they cover
    is_routine: bool
    answered: bool  # its reporter was asked, and has answered
    asks_to_withdraw: bool
    covered_for: str = ""  # on whose desk it is, where they are away and this person covers for them
    left_with: str = ""  # who has it, where nothing was done about it for long
    left_on: date | None = None  # and the day on which something last was


@dataclass(frozen=True, slots=True)
class NewsLine:
    """Something that would have been a message of its own: of which kind, and about what."""

    reference: str
    kind: str


@dataclass(frozen=True, slots=True)
class QueueView:
    """A person's queue. `id` and `version` are those of the queue, which its buttons carry."""

    id: int
    version: int
    today: date
    lines: tuple[QueueLine, ...]
    with_others: int
    news: tuple[NewsLine, ...]
    besides: tuple[Besides, ...]

    @property
    def routine(self) -> tuple[QueueLine, ...]:
        return tuple(line for line in self.lines if line.is_routine)

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits for which a message would come: what is with others does not."""
        return not (self.lines or self.news or any(each.references for each in self.besides))


async def view_queue(uow: UnitOfWork, queue: WorkQueue) -> QueueView:
    """A person's queue as it is now. Whoever draws a card of it writes down what that shows (`has_shown`)."""
    person_id = queue.person_id
    lines, with_others = await _reckoned(uow, person_id)
    news = await _news(uow, person_id)
    besides = [each for part in WAITING_FOR for each in await part(uow, person_id)]
    return QueueView(queue.id, queue.revision, uow.today, lines, with_others, tuple(news), tuple(besides))


def lines_of_page(view: QueueView, page: int) -> tuple[int, tuple[QueueLine, ...]]:
    """The page of a queue that is shown where this one is asked for, and its lines."""
    page = max(1, min(page, -(-len(view.lines) // LINES)))
    return page, view.lines[(page - 1) * LINES : page * LINES]


def lines_to_tick(view: QueueView) -> tuple[QueueLine, ...]:
    """The lines of the page on which what is routine is decided together."""
    return view.routine[:MOST_ROUTINE]


def has_shown(uow: UnitOfWork, queue: WorkQueue, view: QueueView, lines: Sequence[QueueLine]) -> None:
    """These lines of a queue are drawn for its person: which reports they were shown is written down."""
    uow.audit(
        "listed", f"queue:{queue.id}", by=queue.person_id,
        how_many=len(view.lines), events=[line.id for line in lines],
    )  # fmt: skip


async def queue_lines(uow: UnitOfWork, person_id: int) -> tuple[QueueLine, ...]:
    """The events that wait for a lead, most pressing first."""
    return (await _reckoned(uow, person_id))[0]


async def _reckoned(uow: UnitOfWork, person_id: int) -> tuple[tuple[QueueLine, ...], int]:
    """The events that wait for a lead, most pressing first, and how many more are on the desks of others. An event
    is on a desk while whoever took it on is asked about it still; left there for long, it waits for all again."""
    units, mine = await units_asked(uow, person_id, Role.LEAD), await desks(uow, person_id)
    answered = await answered_events(uow.session)
    places = {place.id: place.name for place in await all_places(uow.session)}
    roles: dict[tuple[int, int | None], set[Role]] = {}
    lines, with_others = list[QueueLine](), 0
    for event in await waiting_events(uow.session, units, mine):
        for each in {person_id, event.claimed_by or person_id}:
            if (each, event.unit_id) not in roles:
                roles[each, event.unit_id] = await claims_as(uow, each, event.unit_id)
        sees = roles[person_id, event.unit_id]
        has_it = event.claimed_by if event.claimed_by and roles[event.claimed_by, event.unit_id] else None
        is_left = has_it not in (None, *mine) and was_left(uow, event.claimed_at, event.worked_at)
        if not sees or (has_it not in mine and event.unit_id not in units):
            continue
        if has_it not in (None, *mine) and not is_left:
            with_others += 1
            continue
        fields = uow.rules.reading.fields("event", sees)
        line = _line(uow, event, fields, event.id in answered, has_it in mine, places)
        if has_it in mine and has_it is not None and has_it != person_id:
            line = replace(line, covered_for=(await names_of(uow, [has_it])).get(has_it, ""))
        if is_left and has_it is not None:
            names, last = await names_of(uow, [has_it]), event.worked_at or event.claimed_at
            line = replace(line, left_with=names.get(has_it, ""), left_on=london_day(last) if last else None)
        lines.append(line)
    return tuple(sorted(lines, key=lambda line: (ORDER.index(line.why), line.id))), with_others


async def _news(uow: UnitOfWork, person_id: int) -> list[NewsLine]:
    """What would have been messages of its own: while they would still be sent, of what this person may see."""
    found = dict[NewsLine, None]()
    for each in await news_for(uow.session, person_id):
        record = await record_of(uow, each.subject, each.subject_id)
        if record is not None and await roles_towards(uow, person_id, record) and await still_needed(uow, each):
            found[NewsLine(REFERENCES[each.subject](each.subject_id), each.kind)] = None
    return list(found)


def _line(
    uow: UnitOfWork, event: WaitingEvent, fields: Collection[str], answered: bool, is_mine: bool,
    places: dict[int, str],
) -> QueueLine:  # fmt: skip
    plan = uow.rules.plan
    facts = Facts(event.kind, event.reached, event.imminent, event.advised, event.advice)
    look_by = add_working_days(london_day(event.reported_at), plan.look_within_working_days)
    is_received, asks = event.status is EventStatus.RECEIVED, event.withdrawal is Withdrawal.ASKED
    return QueueLine(
        id=event.id,
        version=event.version,
        reference=event_reference(event.id),
        kind=event.kind if "kind" in fields else None,
        reached=event.reached if "reached" in fields else None,
        place=(places.get(event.unit_id or 0) or event.place_said or NOT_SAID) if "place" in fields else None,
        what=event.what if "what" in fields else None,
        why=why(facts, look_by=look_by, today=uow.today, reporter_waits=answered or asks, is_received=is_received),
        look_by=look_by,
        is_mine=is_mine,
        is_routine=is_received and not asks and is_routine(facts),
        answered=answered,
        asks_to_withdraw=asks,
    )
