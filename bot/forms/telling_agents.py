"""What was involved in an event, as a message tells it."""

from bot.forms.telling import Read
from bot.forms.telling_text import Told, without_covered
from psirf.heard.lists import Agents, AgentWords
from psirf.heard.phrases import Hit
from psirf.vocabulary import Agent

# "No pump was available": what is missing is involved; "no pump" alone is not.
MISSING = frozenset(("available", "given", "prescribed", "working", "left", "stock", "found", "charted", "found", "ward",
                     "signed", "administered", "started", "done", "anywhere", "spare", "free"))  # fmt: skip
DENY = frozenset(("no", "not", "without", "isnt", "wasnt", "neither", "nor"))


def agents_told(told: Told, agents: Agents) -> tuple[Read[Agent], ...]:
    """What was involved, each once, in the order of the text, with the words it was read from."""
    hits = [hit for hit in _hits(told, agents) if hit.tells.agent is not None and not _denied(told, hit)]
    hits = [hit for hit in hits if _has_what_it_needs(told, hit)]
    if any(not hit.tells.alone for hit in hits):
        hits = [hit for hit in hits if not hit.tells.alone]
    read: dict[Agent, Read[Agent]] = {}
    for hit in sorted(hits, key=lambda hit: (not hit.tells.sure, hit.first)):
        agent = hit.tells.agent
        if agent is not None and agent not in read:
            read[agent] = Read(agent, told.quoted(hit.first, hit.last), hit.tells.sure)
    if len(read) > 1:
        read.pop(Agent.NONE, None)
    return tuple(read.values())


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
    if hit.tells.agent is Agent.NONE or not any(said in DENY for said in told.before(hit.first, 2)):
        return False
    _, last = told.clause(hit.first)
    return not any(word.said in MISSING for word in told.words[hit.last : last])


def _has_what_it_needs(told: Told, hit: Hit[AgentWords]) -> bool:
    beside = hit.tells.beside
    return beside is None or bool(beside.found(told.sentence(told.words[hit.first].sentence)))
