"""What was involved in an event, as a message tells it."""

from bot.forms.telling import Read
from bot.forms.telling_text import Told, without_covered
from psirf.heard import Heard
from psirf.heard.lists import Agents, AgentWords
from psirf.heard.phrases import Hit
from psirf.vocabulary import Agent

DENY = frozenset(("no", "not", "isnt", "wasnt", "neither", "nor"))
HAD = frozenset(("with", "had", "has", "have", "was", "were", "is", "are", "theres", "there", "got"))
NOT_IN_IT = frozenset(("involved", "used", "needed", "required", "involvement", "related"))
PLAIN_EVENT = 3  # the weight of a clue that tells of an event by itself


def agents_told(told: Told, heard: Heard) -> tuple[Read[Agent], ...]:
    """What was involved, each once, in the order of the text, with the words it was read from."""
    agents = heard.agents
    hits = [hit for hit in _hits(told, agents) if hit.tells.agent is not None and not _denied(told, hit)]
    hits = [hit for hit in hits if _has_what_it_needs(told, hit)]
    hits = _of_the_event(told, heard, hits)
    if any(not hit.tells.alone for hit in hits):
        hits = [hit for hit in hits if not hit.tells.alone]
    read: dict[Agent, Read[Agent]] = {}
    for hit in sorted(hits, key=lambda hit: (not hit.tells.sure, hit.first)):
        agent = hit.tells.agent
        if agent is not None and agent not in read:
            # One thing that is named is plain. Which of several were part of it, the writer knows.
            read[agent] = Read(agent, told.quoted(hit.first, hit.last), hit.tells.sure and not read)
    if len(read) > 1:
        read.pop(Agent.NONE, None)
    return tuple(read.values())


def _of_the_event(told: Told, heard: Heard, hits: list[Hit[AgentWords]]) -> list[Hit[AgentWords]]:
    """Without what only came after, as a treatment does: what is heard in the first sentence that names anything,
    and in those that tell of the event itself."""
    if len({hit.tells.agent for hit in hits}) < 2:
        return hits
    plain = [hit for hit in hits if not hit.tells.alone] or hits
    first = told.words[min(plain, key=lambda hit: hit.first).first].sentence
    telling = {
        told.words[clue.first].sentence
        for clue in heard.kinds.found(told.words)
        if clue.tells.kind and clue.tells.weight >= PLAIN_EVENT
    }
    of_it = {hit.tells.agent for hit in hits if told.words[hit.first].sentence in telling | {first}}
    return [hit for hit in hits if hit.tells.agent in of_it]


def _hits(told: Told, agents: Agents) -> list[Hit[AgentWords]]:
    medicine = AgentWords(Agent.MEDICINE)
    hits = agents.phrases.found(told.words)
    named = {hit.first for hit in hits}
    hits += [
        Hit(medicine, at, at + 1)
        for at, word in enumerate(told.words)
        if at not in named and agents.sounds_like_a_medicine(word.said)
    ]
    return without_covered(hits)


def _denied(told: Told, hit: Hit[AgentWords]) -> bool:
    """Whether the words say that it was not: "no pump", "not the insulin". What is missing was: "no pump to be
    found"; and so it is with "10 not 1 insulin"."""
    before = [said for said in told.before(hit.first, 3) if said not in ("the", "a", "any", "an")]
    if hit.tells.agent is Agent.NONE or not before or before[-1] not in DENY:
        return False
    if before[:-1] and before[-2] in HAD:
        return False  # with no chart, had no pump
    after = told.words[hit.last : told.clause(hit.first)[1]]
    return before[-1] != "no" or not after or after[0].said in NOT_IN_IT


def _has_what_it_needs(told: Told, hit: Hit[AgentWords]) -> bool:
    beside = hit.tells.beside
    return beside is None or bool(beside.found(told.sentence(told.words[hit.first].sentence)))
