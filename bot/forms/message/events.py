"""What stopped it, and whether a message tells of more than one event."""

import re
from itertools import pairwise

from bot.forms.message.telling import Read
from bot.forms.message.text import Told
from psirf.heard import Heard
from psirf.heard.lists import MoreWords
from psirf.heard.phrases import Hit
from psirf.heard.words import Word
from psirf.vocabulary import EventKind

PLAIN_EVENT = 3  # the weight of a clue that tells of an event by itself
_LEAD = re.compile(
    r"^(?:and|but|so|then|when|luckily|thankfully|fortunately|until|however|though|although|as|- )\s+", re.I
)
_BREAK = frozenset(("but", "and", "luckily", "thankfully", "fortunately", "until", "so", "when"))
_NUMBERED = re.compile(r"(?:^|\n|(?<=[.;:,!] ))[ \t]*\(?([1-9])[.):][ \t]+(?=\D)")
A_HINT_OF_ONE = 2  # the weight that does where the words say that it is an event of its own
SHORTEST_EVENT = 3  # words
# Words that join a second event to the first.
JOINS = frozenset(("and", "also", "but", "then", "plus", "later", "oh", "&"))
LONGEST_STOP = 15  # words that say what stopped it; a clause without a comma can be the whole story
BEFORE_STOP = 5  # words of it that stand before the phrase which says so: who it was
_BEGINS_WHO = frozenset((
    "i", "we", "he", "she", "they", "it", "the", "a", "an", "my", "our", "his", "her", "another", "someone",
    "somebody", "second", "2", "sister", "nurse", "dr", "doctor", "pharmacist", "student", "hca", "mum", "dad",
))  # fmt: skip


def stopped_by_told(told: Told, heard: Heard, *, sure: bool = True) -> Read[str] | None:
    """The clause that says what stopped it, in the text's own words: to be confirmed where it is not sure that
    anything did, and then only where the words say it plainly."""
    hits = heard.stops.found(told.words)
    ignored = [hit for hit in hits if hit.tells is None]
    hits = [hit for hit in hits if hit.tells is not None and not any(other.holds(hit) for other in ignored)]
    hits = [hit for hit in hits if not told.is_denied(hit)]
    if not sure:
        hits = [hit for hit in hits if hit.tells]
    if not hits:
        return None
    hit = min(hits, key=lambda hit: (not hit.tells, hit.first))
    first, last = told.clause(hit.first)
    first = max((at + 1 for at in range(first, hit.first) if told.words[at].said in _BREAK), default=first)
    _, last = told.clause(hit.last - 1)
    if last - first > LONGEST_STOP:
        first, last = _cut_short(told, first, hit, last)
    said = told.quoted(first, last)
    while (bare := _LEAD.sub("", said)) != said:
        said = bare
    return Read(said, said, sure)


def _cut_short(told: Told, first: int, hit: Hit[bool | None], last: int) -> tuple[int, int]:
    """The part of a long clause that says what stopped it: from who it was, to where something else begins."""
    near = range(max(first, hit.first - BEFORE_STOP), hit.first)
    begins = next((at for at in reversed(near) if told.words[at].said in _BEGINS_WHO), max(first, hit.first - 1))
    if told.words[hit.last - 1].said == "by":
        begins = hit.first  # "stopped by sam": who it was stands after it
    ends = next((at for at in range(hit.last + 1, last) if told.words[at].said in _BREAK), last)
    return begins, min(ends, begins + LONGEST_STOP)


def parts_told(told: Told, heard: Heard) -> tuple[str, ...]:
    """The texts of each event, where the message tells of two or more; else none."""
    if numbered := _numbered(told.text):
        return numbered
    hits = heard.more.found(told.words)
    ignored = [hit for hit in hits if hit.tells is None]
    hits = [hit for hit in hits if hit.tells is not None and not any(other.holds(hit) for other in ignored)]
    for hit in hits:
        if hit.tells and hit.tells.plain and (parts := _parted(told, _where_second_begins(told, hit.first, heard))):
            return parts
    for hit in hits:
        least = A_HINT_OF_ONE if hit.tells and hit.tells.apart else PLAIN_EVENT
        for begins in _may_begin(told, hit):
            own = tuple(w for w in told.words[begins:] if w.sentence <= told.words[begins].sentence + 1)
            if _tells_event(told.words[:begins], heard, least) and _tells_event(own, heard, least):
                return _parted(told, begins)
    return ()


def _may_begin(told: Told, hit: Hit[MoreWords | None]) -> tuple[int, ...]:
    """Where a second event may begin: with the clause that says so, or in its midst, after an "and"."""
    opening = hit.first
    while opening > 0 and told.words[opening - 1].said in JOINS:
        opening -= 1
    clause = told.clause(hit.first)[0]
    joined = opening < hit.first or opening == clause
    if hit.tells and hit.tells.opens:
        begins = [opening] if joined else []
    else:
        begins = [clause, opening] if joined or (hit.tells and hit.tells.apart) else [clause]
    return tuple(at for at in dict.fromkeys(begins) if at >= SHORTEST_EVENT)


def _tells_event(words: tuple[Word, ...], heard: Heard, least: int = PLAIN_EVENT) -> bool:
    """Whether an event is told, and not only called one: of "near miss: the second thing" nothing is told."""
    return any(
        hit.tells.kind is EventKind.INCIDENT and hit.tells.weight >= least and not hit.tells.named
        for hit in heard.kinds.found(words)
    )


def _numbered(text: str) -> tuple[str, ...]:
    """The parts of a list that counts 1, 2, 3, with the lines before it kept with the first."""
    marks = list(_NUMBERED.finditer(text))
    if [mark[1] for mark in marks] != [str(n) for n in range(1, len(marks) + 1)] or len(marks) < 2:
        return ()
    starts = [0, *(mark.start() for mark in marks[1:]), len(text)]
    parts = tuple(text[a:b].strip() for a, b in pairwise(starts))
    return parts if all(len(part.split()) >= SHORTEST_EVENT for part in parts) else ()


def _where_second_begins(told: Told, at: int, heard: Heard) -> int:
    """The first word of the second event, where the words say that there are two: where they say so, if it is in
    the midst; else the second clause that tells of an event; else the middle one."""
    begins = told.clause(at)[0]
    if begins > SHORTEST_EVENT:
        return begins
    starts = [n for n in range(1, len(told.words)) if told.words[n].clause != told.words[n - 1].clause]
    telling = [start for start in starts if _tells_event(told.words[start : told.clause(start)[1]], heard)]
    if len(telling) > 1:
        return telling[1]
    return starts[len(starts) // 2] if starts else len(told.words) // 2


def _parted(told: Told, at: int) -> tuple[str, ...]:
    if not 0 < at < len(told.words):
        return ()
    start = told.words[at].start
    return told.text[:start].strip(" ,;-\n"), told.text[start:].strip()
