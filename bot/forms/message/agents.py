"""What was involved in an event, as a message tells it."""

from bot.forms.message.telling import Read
from bot.forms.message.text import Told, without_covered
from psirf.heard import Heard
from psirf.heard.lists import Agents, AgentWords
from psirf.heard.phrases import Hit, Phrases
from psirf.vocabulary import Agent

DENY = frozenset(("no", "not", "isnt", "wasnt", "neither", "nor"))
HAD = frozenset(("with", "had", "has", "have", "was", "were", "is", "are", "theres", "there", "got"))
NOT_IN_IT = frozenset(("involved", "used", "needed", "required", "involvement", "related"))
NOBODY = (("nobody",), ("noone",), ("no", "one"), ("nothing",))
NAMING = frozenset((
    "a", "an", "the", "some", "and", "or", "his", "her", "their", "my", "our", "it", "its", "was", "just", "only",
    "old", "new", "patients", "patient", "think", "i", "of", "one", "two", "ward", "wards",
))  # fmt: skip
A_FEW = 8  # words: a text of no more is an answer that names things, where it does nothing but name them
FINE = frozenset(("ok", "okay", "fine", "unaffected"))
WHERE_IT_WAS_DONE = frozenset(("side", "site", "level", "leg", "knee", "hip", "eye", "arm", "hand", "tooth", "lung"))
PLAIN_EVENT = 3  # the weight of a clue that tells of an event by itself


GIVEN_TO_HELP = frozenset((Agent.MEDICINE, Agent.DEVICE, Agent.BLOOD, Agent.BLOOD_PRODUCT))
PLAIN_CLUE = 2  # the weight of a clue after which what is given may be a treatment


def agents_told(told: Told, heard: Heard) -> tuple[Read[Agent], ...]:
    """What was involved, each once, in the order of the text, with the words it was read from."""
    wrong = _wrong(told, heard)
    hits = _of_the_event(told, heard, _named(told, heard, wrong))
    if any(not hit.tells.alone for hit in hits):
        hits = [hit for hit in hits if not hit.tells.alone]
    read: dict[Agent, Read[Agent]] = {}
    it_too = any(hit.tells.agent is Agent.IT for hit in _hits(told, heard.agents))
    only_named = _only_names(told, hits)
    plain = {hit: only_named or _is_plain(told, hit, wrong) for hit in hits}
    for hit in sorted(hits, key=lambda hit: (not plain[hit], not hit.tells.sure, hit.first)):
        agent = hit.tells.agent
        if agent is not None and agent not in read:
            # One thing that is named is plain. Which of several were part of it, the writer knows.
            # Where a system is named, it may have been a part, though nothing is said to be wrong with it.
            sure = only_named or (not read and plain[hit] and (agent is Agent.IT or not it_too))
            read[agent] = Read(agent, told.quoted(hit.first, hit.last), sure)
    if len(read) > 1:
        read.pop(Agent.NONE, None)
    return tuple(read.values())


def agents_of_good_care(told: Told, heard: Heard) -> tuple[Read[Agent], ...]:
    """What was involved in what went well: only what had been wrong and was caught, or is itself what is praised.
    What was given was the good care. Always to be confirmed."""
    agents, wrong = heard.agents, _wrong(told, heard)
    is_catch, praised = bool(agents.caught.found(told.words)), agents.praised.found(told.words)
    read: dict[Agent, Read[Agent]] = {}
    for hit in _hits(told, agents):
        agent = hit.tells.agent
        if agent is not None and any(cue.first <= hit.first <= cue.last for cue in praised):
            read.setdefault(agent, Read(agent, told.quoted(hit.first, hit.last), sure=False))
    if Agent.IT in read:
        read.pop(Agent.MEDICINE, None)  # a system for medicines
    for hit in _named(told, heard, wrong) if not read else ():
        agent = hit.tells.agent
        if agent is not None and not hit.tells.alone and (is_catch or _went_wrong(told, hit, wrong)):
            read.setdefault(agent, Read(agent, told.quoted(hit.first, hit.last), sure=False))
    return tuple(read.values())


def _wrong(told: Told, heard: Heard) -> list[Hit[bool]]:
    """Where the words say that something was wrong: "nobody missed a dose" does not, and on the wrong side nothing
    is wrong with the drain."""
    cues = [
        cue
        for cue in heard.agents.wrong.found(told.words)
        if told.words[cue.last - 1].said != "wrong" or not _stands_at(told, cue.last, WHERE_IT_WAS_DONE)
    ]
    return [cue for cue in cues if not any(told.before(cue.first, len(none)) == none for none in NOBODY)]


def _stands_at(told: Told, at: int, words: frozenset[str]) -> bool:
    return at < len(told.words) and told.words[at].said in words


def _named(told: Told, heard: Heard, wrong: list[Hit[bool]]) -> list[Hit[AgentWords]]:
    """What is named as a part of the event, and not as what the patient takes, or was given for it."""
    hits = [hit for hit in _hits(told, heard.agents) if hit.tells.agent is not None and not _denied(told, hit)]
    hits = [hit for hit in hits if _has_what_it_needs(told, hit)]
    return [hit for hit in hits if _went_wrong(told, hit, wrong) or not _is_only_told_of(told, heard, hit)]


def _went_wrong(told: Told, hit: Hit[AgentWords], wrong: list[Hit[bool]]) -> bool:
    """Whether the words beside it say that something was wrong with it: in its clause, or as the next begins."""
    first, last = told.clause(hit.first)
    return any(
        first <= cue.first < last or (cue.first == last and told.words[last].said != "no")  # ", no harm"
        for cue in wrong
    )


def _is_only_told_of(told: Told, heard: Heard, hit: Hit[AgentWords]) -> bool:
    """Whether it is what a patient takes anyway, or a treatment of what had happened by then."""
    if hit.tells.agent not in GIVEN_TO_HELP:
        return False
    agents = heard.agents
    if _ends_before(told, agents, agents.takes, hit):
        return True
    before = told.clause(hit.first)[0]
    happened = any(
        clue.tells.kind and clue.tells.weight >= PLAIN_CLUE and clue.first < before
        for clue in heard.kinds.found(told.words)
    )
    # "Given fluids and analgesia": what follows in one clause was given too.
    also = any(before <= cue.first < hit.first for cue in agents.given.found(told.words))
    return happened and (also or _is_given(told, agents, hit))


def _is_given(told: Told, agents: Agents, hit: Hit[AgentWords]) -> bool:
    return _ends_before(told, agents, agents.given, hit) or _begins_after(told, agents, hit)


def _ends_before(told: Told, agents: Agents, phrases: Phrases[bool], hit: Hit[AgentWords]) -> bool:
    """Whether one of the phrases stands before it, with no more than a dose or a way of giving between."""
    clause = told.words[hit.first].clause
    at = hit.first
    while at and told.words[at - 1].clause == clause and _is_of_a_dose(told, agents, at - 1):
        at -= 1
    ends = {cue.last for cue in phrases.found(told.words) if told.words[cue.first].clause == clause}
    return any(end in ends for end in range(at, hit.first + 1))


def _begins_after(told: Told, agents: Agents, hit: Hit[AgentWords]) -> bool:
    """Whether what follows it says that it was given: "abx started"."""
    last = told.clause(hit.last - 1)[1]
    at = hit.last
    while at < last and _is_of_a_dose(told, agents, at):
        at += 1
    return any(hit.last <= cue.first <= at and cue.first < last for cue in agents.given_after.found(told.words))


def _is_of_a_dose(told: Told, agents: Agents, at: int) -> bool:
    return told.words[at].is_number or told.words[at].said in agents.of_a_dose


def _is_plain(told: Told, hit: Hit[AgentWords], wrong: list[Hit[bool]]) -> bool:
    """Whether it was surely a part: what was wrong with it is told beside it, or is what names it."""
    part = hit.tells.agent not in GIVEN_TO_HELP and not hit.tells.alone  # nobody is given a ceiling as a treatment
    return hit.tells.sure and (part or _went_wrong(told, hit, wrong))


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
    if Agent.DEVICE in of_it and heard.agents.carriers.found(told.words):
        # What ran in a pump that went wrong may be told in the sentence after.
        of_it |= {hit.tells.agent for hit in hits if told.words[hit.first].sentence == first + 1}
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
    after = told.words[hit.last : told.clause(hit.first)[1]]
    if _is_said_to_be_no_part(tuple(word.said for word in after)):
        return True
    before = [said for said in told.before(hit.first, 3) if said not in ("the", "a", "any", "an")]
    if hit.tells.agent is Agent.NONE or not before or before[-1] not in DENY:
        return False
    if before[:-1] and before[-2] in HAD:
        return False  # with no chart, had no pump
    return before[-1] != "no" or not after or after[0].said in NOT_IN_IT


def _is_said_to_be_no_part(after: tuple[str, ...]) -> bool:
    """Whether what follows says that nothing was wrong with it, or that it was not needed: "pumps ok on battery"."""
    after = after[1:] if after[:1] in (("was",), ("were",), ("is",), ("are",)) else after
    return bool(after) and (after[0] in FINE or (after[0] == "not" and after[1:2] in (("needed",), ("involved",))))


def _only_names(told: Told, hits: list[Hit[AgentWords]]) -> bool:
    """Whether the whole text is a few words that name these things, and tells nothing else: "an insulin pen"."""
    named = {at for hit in hits for at in range(hit.first, hit.last)}
    rest = (word for at, word in enumerate(told.words) if at not in named)
    return bool(hits) and len(told.words) <= A_FEW and all(w.is_number or w.said in NAMING for w in rest)


def _has_what_it_needs(told: Told, hit: Hit[AgentWords]) -> bool:
    beside = hit.tells.beside
    return beside is None or bool(beside.found(told.sentence(told.words[hit.first].sentence)))
