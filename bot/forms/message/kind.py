"""Which kind of event a message tells, and whether it reached a patient."""

from collections.abc import Sequence
from itertools import pairwise

from bot.forms.message.telling import Read
from bot.forms.message.text import NOT, Told, without_covered
from psirf.heard import Heard
from psirf.heard.lists import KindClue, NearMissClue
from psirf.heard.phrases import Hit
from psirf.vocabulary import Agent, EventKind

# Of clues that weigh the same, and are as many, the first of these decides.
IN_TURN = (EventKind.INCIDENT, EventKind.OUTCOME, EventKind.GOOD_CARE, EventKind.RISK)
HINTED_IN_TURN = (EventKind.GOOD_CARE, EventKind.OUTCOME, EventKind.INCIDENT)
TELLS_SOMETHING = 5  # words from which a mere hint of praise or of an outcome is taken up
FEWEST = 2  # words that tell of anything for sure
MORE_THAN_THANKS = 3  # words from which thanks are praise for somebody
PLAIN = 2  # the weight from which a clue is plain
STRONG = 3  # the weight from which a clue says it by itself
SURE_BY_NUMBER = 2  # plain clues that make one kind sure where none is strong
# Words before what has not happened, and may.
FEARED = frozenset(
    ("will", "could", "might", "gonna", "bound", "would", "if", "potentially", "theyll", "itll", "risk", "incase")
)
FEARED_FROM_AFAR = frozenset(("will", "gonna", "could", "might", "wont"))  # "someone will end up on the floor"
AFAR = 5  # words that these reach over
# Words that may stand between a "no" and what it denies: "nobody has been hurt", "no known incident".
LIGHT = frozenset(("one", "ones", "has", "have", "had", "been", "was", "were", "is", "got", "obvious", "obviously",
                   "apparent", "known", "real", "anything", "anybody", "anyone", "else", "did", "significant",
                   "major", "single", "more", "any", "care", "be", "that", "actually", "a", "an"))  # fmt: skip
# Words before "given" that say it was not, or not yet.
HELD_BACK = frozenset(("nearly", "almost", "before", "not", "wasnt", "werent", "didnt", "never", "about", "could",
                       "would", "might", "without", "no", "couldve", "wouldve", "will", "if", "none", "nothing",
                       "nobody", "noone", "b4"))  # fmt: skip


def kind_told(told: Told, heard: Heard, agents: Sequence[Read[Agent]] = ()) -> Read[EventKind] | None:
    """The kind whose clue weighs most; to be confirmed where another weighs nearly as much, or where it rests on one
    weak clue. Nearly all that is told is an incident: so, once confirmed, is what gives no more than a hint."""
    hits = _alone_or_beside([hit for hit in _not_ignored(heard.kinds.found(told.words)) if _has_happened(told, hit)])
    plain = [hit for hit in hits if hit.tells.weight >= PLAIN]
    if not plain:
        return _hinted(told, hits, agents)
    by_kind = {kind: fitting for kind in IN_TURN if (fitting := [hit for hit in plain if hit.tells.kind is kind])}

    def weighs(kind: EventKind) -> tuple[int, int, int]:
        heaviest = max(hit.tells.weight for hit in by_kind[kind])
        return heaviest, _how_many(by_kind[kind], PLAIN), -IN_TURN.index(kind)

    kind = max(by_kind, key=weighs)
    best = max(by_kind[kind], key=lambda hit: hit.tells.weight)
    rival = max((weighs(other)[0] for other in by_kind if other is not kind), default=0)
    weight = best.tells.weight
    alone = weight < STRONG and _how_many(by_kind[kind], weight) < SURE_BY_NUMBER
    # What could happen is told much as what did: only in so many words, and with nothing against it, is it plain.
    mere_risk = kind is EventKind.RISK and (weight < STRONG or (weight == STRONG and bool(rival)))
    if len(told.words) < FEWEST and (weight < STRONG or best.tells.opens):
        return None
    if len(told.words) < MORE_THAN_THANKS and kind is EventKind.GOOD_CARE:
        return None  # "thank you" is said to Lantern
    sure = rival < min(weight, STRONG) and not mere_risk and not alone and len(told.words) >= FEWEST
    return Read(kind, told.quoted(best.first, best.last), sure)


def _hinted(told: Told, hits: Sequence[Hit[KindClue]], agents: Sequence[Read[Agent]]) -> Read[EventKind] | None:
    """What is told where nothing is plain, to be confirmed: most often an incident, as where something is named."""
    kinds = HINTED_IN_TURN if len(told.words) >= TELLS_SOMETHING else (EventKind.INCIDENT,)
    hints = [hit for kind in kinds for hit in hits if hit.tells.kind is kind]
    hint = hints[0] if hints else None
    if hint and hint.tells.kind and (hint.tells.kind is EventKind.GOOD_CARE or not agents):
        return Read(hint.tells.kind, told.quoted(hint.first, hint.last), sure=False)
    return Read(EventKind.INCIDENT, agents[0].words, sure=False) if agents else None


def _how_many(hits: Sequence[Hit[KindClue]], weight: int) -> int:
    """How many clues of one weight stand on words of their own."""
    return len({hit.first for hit in without_covered([hit for hit in hits if hit.tells.weight >= weight])})


def _has_happened(told: Told, hit: Hit[KindClue]) -> bool:
    """Whether what a clue names is told as having happened: neither only feared, as in "something will get missed",
    nor denied, as in "nobody missed a feed"."""
    if hit.tells.kind is EventKind.RISK:
        return True
    if hit.tells.kind is not EventKind.GOOD_CARE:
        before = told.before(hit.first, AFAR)
        if told.is_denied(hit, FEARED) or FEARED_FROM_AFAR.intersection(before) or _is_going_to(before):
            return False
    at, clause = hit.first - 1, told.words[hit.first].clause
    while at > 0 and told.words[at].said in LIGHT and hit.first - at < 4:
        at -= 1
    return not (at >= 0 and told.words[at].clause == clause and told.words[at].said in NOT)


def _is_going_to(before: Sequence[str]) -> bool:
    """Whether it is still to come: "is going to grab the wrong one", but not "was going to"."""
    return any(
        (one, two) == ("going", "to") and not {"was", "were"} & set(before[max(0, at - 1) : at])
        for at, (one, two) in enumerate(pairwise(before))
    )


def _alone_or_beside(hits: Sequence[Hit[KindClue]]) -> list[Hit[KindClue]]:
    """Without the clues that tell only beside another of their kind, where there is no other."""
    told_of = {hit.tells.kind for hit in hits if not hit.tells.beside and hit.tells.weight >= PLAIN}
    return [hit for hit in hits if not hit.tells.beside or hit.tells.kind in told_of]


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
    was stopped, is taken to have reached somebody, once confirmed; and so is a "near miss" of which something
    was given."""
    if heard.unknown_reach.found(told.words):
        return None
    hits = without_covered(heard.near_misses.found(told.words))
    ignored = [hit for hit in hits if not hit.tells.weight]
    staff = heard.staff_hurt.found(told.words)
    hits = [hit for hit in hits if hit.tells.weight and not any(other.holds(hit) for other in ignored)]
    hits = [hit for hit in hits if hit.tells.near_miss or not told.is_denied(hit, HELD_BACK)]
    hits = [hit for hit in hits if not hit.tells.opens or told.clause(hit.first)[0] == hit.first]
    named = next((hit for hit in hits if hit.tells.named), None)
    hits = [hit for hit in hits if not hit.tells.named]
    yes, no = _heaviest(hits, near_miss=True), _heaviest(hits, near_miss=False)
    if named and yes is None:
        reached = no is not None and no.tells.weight >= STRONG
        said = no if no and reached else named
        return Read(not reached, told.quoted(said.first, said.last), sure=no is None)
    # Whom an assault on staff reached is no patient: it is asked.
    if staff and not any(
        hit.tells.weight >= STRONG and not any(hurt.first < hit.last and hit.first < hurt.last for hurt in staff)
        for hit in hits
    ):
        return None
    if yes is None and no is None:
        return Read(False, kind.words, sure=False) if kind.sure else None
    weight = {True: yes.tells.weight if yes else 0, False: no.tells.weight if no else 0}
    if named:
        weight[True] += 1
    # Of two that weigh the same, what was stopped is said more closely: "caught before", "nothing given".
    best = yes if weight[True] >= weight[False] else no
    assert best is not None, "one of the two weighs something"
    other = weight[not best.tells.near_miss]
    # What was given, and "noticed", may have been stopped after all; "noticed" alone may have been too late.
    plain = weight[best.tells.near_miss] > PLAIN
    sure = (
        plain
        and weight[best.tells.near_miss] > other
        and (not other or best.tells.near_miss or best.tells.weight - other > 1)
    )
    return Read(best.tells.near_miss, told.quoted(best.first, best.last), sure)


def _heaviest(hits: Sequence[Hit[NearMissClue]], *, near_miss: bool) -> Hit[NearMissClue] | None:
    fitting = [hit for hit in hits if hit.tells.near_miss is near_miss]
    return max(fitting, key=lambda hit: hit.tells.weight, default=None)
