"""Who does not lead a learning response, by what they have to do with the event. Which tie counts for which
response is a row of response_leads.toml."""

import re
from itertools import pairwise

from bot.casework.roles import people_named
from bot.casework.unit_of_work import UnitOfWork
from psirf.responses import Tie
from psirf.vocabulary import ResponseType, Role
from storage.events import decision_on
from storage.people import people_called, person_by_id
from storage.records import PatientSafetyEvent
from storage.responses import responses_of

MOST_NAMES = 500  # of neighbouring words that are looked up as somebody's name


async def people_tied(uow: UnitOfWork, event: PatientSafetyEvent, response: ResponseType) -> dict[int, Tie]:
    """The people who do not lead this response to an event, each with the tie for which they do not.

    A reporter whose name is sealed is not among them: to be refused would tell who reported it.
    """
    responses = await responses_of(uow.session, event.id)
    decision = await decision_on(uow.session, event.id)
    tied: dict[Tie, set[int | None]] = {
        Tie.REPORTER: {event.reported_by},
        Tie.TOOK_PART: {person_id for each in responses for person_id in each.named},
        Tie.LED_HUDDLE: {each.lead_id for each in responses if each.type is ResponseType.SWARM and each.held_on},
        Tie.WARD_MANAGER: {*await people_named(uow, Role.WARD_MANAGER, event)},
        Tie.DECIDER: {decision.decided_by},
    }
    found = {}
    for person_id in {id for ids in tied.values() for id in ids if id is not None}:
        ties = [tie for tie, ids in tied.items() if person_id in ids]
        if tie := uow.rules.response_leads.forbids(response, ties):
            found[person_id] = tie
    return found


async def named_in(uow: UnitOfWork, words: str) -> list[int]:
    """The ids of the trust's people whose full name stands in these words."""
    said = re.findall(r"[\w'’-]+", words)
    names = [" ".join(pair) for pair in pairwise(said)]
    names += [" ".join(three) for three in zip(said, said[1:], said[2:], strict=False)]
    if not names:
        return []
    person = await person_by_id(uow.session, uow.person_id)
    return await people_called(uow.session, person.tenant_id, names[:MOST_NAMES])
