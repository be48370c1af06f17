"""Which kind of event a message tells, and whether it reached a patient."""

from collections.abc import Sequence

from bot.forms.telling import Read
from bot.forms.telling_text import Told, without_covered
from psirf.heard import Heard
from psirf.heard.lists import KindClue, NearMissClue
from psirf.heard.phrases import Hit
from psirf.vocabulary import Agent, EventKind

# Of clues that weigh the same the first of these decides.
IN_TURN = (EventKind.INCIDENT, EventKind.OUTCOME, EventKind.GOOD_CARE, EventKind.RISK)
FEWEST = 2  # words that tell of anything
PLAIN = 2  # the weight from which a clue is plain
# Words before what has not happened, and may.
FEARED = frozenset(
    ("will", "could", "might", "gonna", "bound", "would", "if", "potentially", "until", "theyll", "itll")
)
# Words before "given" that say it was not, or not yet.
HELD_BACK = frozenset(("nearly", "almost", "before", "not", "wasnt", "werent", "didnt", "never", "about", "could",
                       "would", "might", "without", "no", "couldve", "wouldve", "will", "if"))  # fmt: skip


def kind_told(told: Told, heard: Heard, agents: Sequence[Read[Agent]] = ()) -> Read[EventKind] | None:
    """The kind whose clue weighs most; to be confirmed where another weighs as much. Nearly all that is told is
    an incident: so, once confirmed, is what names something involved and gives no other clue."""
    hits = [hit for hit in _not_ignored(heard.kinds.found(told.words)) if not _is_only_feared(told, hit)]
    if not any(hit.tells.weight >= PLAIN for hit in hits) and agents:
        return Read(EventKind.INCIDENT, agents[0].words, sure=False)
    if len(told.words) < FEWEST or not any(hit.tells.weight >= PLAIN for hit in hits):
        return None
    strongest: dict[EventKind, Hit[KindClue]] = {}
    for hit in hits:
        kind = hit.tells.kind
        assert kind is not None, "those that mean something else were left out"
        if kind not in strongest or hit.tells.weight > strongest[kind].tells.weight:
            strongest[kind] = hit
    kind = max(strongest, key=lambda kind: (strongest[kind].tells.weight, -IN_TURN.index(kind)))
    best = strongest.pop(kind)
    rivals = [hit for hit in strongest.values() if hit.tells.weight >= max(best.tells.weight, PLAIN)]
    # What could happen is told much as what did: only in so many words is it plain.
    plain = best.tells.weight > PLAIN or kind is not EventKind.RISK
    return Read(kind, told.quoted(best.first, best.last), sure=plain and not rivals)


def _is_only_feared(told: Told, hit: Hit[KindClue]) -> bool:
    """Whether an incident is told as what could come: "something will get missed"."""
    return hit.tells.kind is EventKind.INCIDENT and told.is_denied(hit, FEARED)


def _not_ignored(hits: Sequence[Hit[KindClue]]) -> list[Hit[KindClue]]:
    ignored = [hit for hit in hits if hit.tells.kind is None]
    return [
        hit for hit in hits
        if hit.tells.kind
        and not (hit.tells.opens and hit.first)
        and not any(other.holds(hit) for other in ignored)
    ]  # fmt: skip


def near_miss_told(told: Told, heard: Heard, kind: Read[EventKind]) -> Read[bool] | None:
    """Whether it was stopped before it reached anybody. What is told as having happened, with no word that it
    was stopped, is taken to have reached somebody, once confirmed."""
    hits = without_covered(heard.near_misses.found(told.words))
    ignored = [hit for hit in hits if not hit.tells.weight]
    hits = [hit for hit in hits if hit.tells.weight and not any(other.holds(hit) for other in ignored)]
    hits = [hit for hit in hits if hit.tells.near_miss or not told.is_denied(hit, HELD_BACK)]
    yes, no = _heaviest(hits, near_miss=True), _heaviest(hits, near_miss=False)
    if yes is None and no is None:
        return Read(False, kind.words, sure=False) if kind.sure else None
    weight = {True: yes.tells.weight if yes else 0, False: no.tells.weight if no else 0}
    if weight[True] == weight[False]:
        return None
    best = yes if weight[True] > weight[False] else no
    assert best is not None, "one of the two weighs something"
    other = weight[not best.tells.near_miss]
    # What was given, and "noticed", may have been stopped after all; "noticed" alone may have been too late.
    plain = best.tells.weight > PLAIN or not best.tells.near_miss
    sure = plain and (not other or best.tells.near_miss or best.tells.weight - other > 1)
    return Read(best.tells.near_miss, told.quoted(best.first, best.last), sure)


def _heaviest(hits: Sequence[Hit[NearMissClue]], *, near_miss: bool) -> Hit[NearMissClue] | None:
    fitting = [hit for hit in hits if hit.tells.near_miss is near_miss]
    return max(fitting, key=lambda hit: hit.tells.weight, default=None)
