"""What the words beside a time tell of it: that it happened then, or that it was only due then."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from psirf.moment_words import MomentWords, Tells

# Over how many words these reach to a time that stands behind them.
REACH = {
    Tells.DUE: 6, Tells.BEFORE: 6, Tells.AFTER: 6, Tells.LAST: 6, Tells.SINCE: 4, Tells.INSTEAD: 0, Tells.UNTIL: 4,
}  # fmt: skip
SAYS_NO_TIME = frozenset((Tells.LASTING, Tells.SEVERAL, Tells.NOW))  # they tell of no time that stands beside them
HAS_LASTED = frozenset((Tells.LASTING, Tells.HAPPENED, Tells.NOT))  # before "since": so it was from then on
WORD = re.compile(r"[\w']+(?:\.\w)*")
CLAUSE_ENDS = re.compile(r"[.;!?]+(?= |$)| - ")
PAUSE = re.compile(r"[,;:!?]|\. ")
COMMA = re.compile(",")
AHEAD = re.compile("needs|awaiting")  # what stands after a time, and is still to be done
TOLD = frozenset((Tells.HAPPENED, Tells.OUTCOME, Tells.FOUND))


@dataclass(frozen=True, slots=True)
class Cue:
    tells: Tells
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cues:
    """Every telling word of a text, where its words begin, and where its clauses end."""

    text: str
    cues: tuple[Cue, ...]
    words: tuple[int, ...]
    clauses: tuple[int, ...]
    commas: tuple[int, ...]

    def tell(self, start: int, end: int, before: int, after: int, *, clock_after: bool = False) -> Tells | None:
        """What is told of the time that stands at start to end, between the times that end at `before` and
        begin at `after`."""
        begins = max(before, _last_before(self.clauses, start))
        ends = min(after, _first_after(self.clauses, end, after), _first_after(self.commas, end, after))
        if (told := self._before(begins, start)) is not None:
            return told
        return self._after(end, ends, after if clock_after else None)

    def happened_right_before(self, start: int, *told: Tells, within: int = 1) -> bool:
        """The last telling word before this place says what happened, and stands right before it."""
        last = self.cues[at - 1] if (at := bisect_left(self.cues, start, key=lambda cue: cue.start)) else None
        return last is not None and last.tells in told and self.words_between(last.end, start) <= within

    def came_right_after(self, end: int, told: Tells) -> bool:
        """The next word after this place is one that tells this."""
        at = bisect_left(self.cues, end, key=lambda cue: cue.start)
        return (
            at < len(self.cues) and self.cues[at].tells is told and self.words_between(end, self.cues[at].start) == 0
        )

    def _before(self, begins: int, start: int) -> Tells | None:
        """The nearest telling word before a time, in its clause, as far as such a word reaches."""
        near = [cue for cue in self.cues if begins <= cue.start < start and cue.tells not in SAYS_NO_TIME]
        for at in range(len(near) - 1, -1, -1):
            cue = near[at]
            if cue.tells is Tells.BUT:
                # A new thought, which may yet tell what happened further on.
                return None
            far = self.words_between(cue.end, start)
            earlier = near[at - 1] if at else None
            if cue.tells is Tells.MEASURED and earlier and self._is_on_the_way(earlier, cue):
                continue  # "found on obs at 0320": found then
            if cue.tells is Tells.UNTIL and far <= REACH[Tells.UNTIL]:
                # "Not given till 0130": given then, and late. "Ran until 0130": it had begun before.
                is_late = any(other.tells in (Tells.NOT, Tells.INSTEAD) for other in near[max(0, at - 2) : at])
                return Tells.UNTIL if is_late else Tells.DUE
            is_not = earlier is not None and earlier.tells is Tells.NOT and cue.tells is not Tells.DUE
            if is_not and earlier and self.words_between(earlier.end, cue.start) == 0:
                return Tells.NOT  # "wasn't seen at 0100"
            if cue.tells in REACH:
                if far <= REACH[cue.tells]:
                    return cue.tells
                continue
            if earlier and earlier.tells is Tells.DUE and self._in_one_breath(earlier.end, cue.start):
                return Tells.DUE  # "should have been given at": it was not; but "due 1800, given"
            return cue.tells
        return None

    def _after(self, end: int, ends: int, clock: int | None) -> Tells | None:
        """The first telling word after a time; `clock` is where a clock time follows that it may be of instead."""
        near = [cue for cue in self.cues if end <= cue.start and cue.end <= ends]
        for cue in near:
            if cue.tells in (Tells.INSTEAD, Tells.UNTIL, Tells.MEASURED, Tells.LAST, *SAYS_NO_TIME):
                continue
            if cue.tells in REACH:
                between, says = self.text[end : cue.start], self.text[cue.start : cue.end]
                is_other = " who " in between or (cue.tells is Tells.DUE and AHEAD.match(says))
                if self.words_between(end, cue.start) <= 2 and not is_other:
                    return cue.tells
                continue
            if clock is not None and self.words_between(cue.end, clock) <= 1:
                return None  # "the 6pm dose was given at 8": it was given at 8
            return cue.tells if cue.tells is not Tells.BUT else None
        return None

    def is_until(self, start: int, end: int) -> bool:
        """Whether an "until" stands between two places: "till I took over at 20:10"."""
        return any(cue.tells is Tells.UNTIL for cue in self.cues if start <= cue.start < end)

    def has_lasted(self, start: int) -> bool:
        """Whether the words before "since", in its clause, tell of something that lasts: "down since 0500"."""
        begins = _last_before(self.clauses, start)
        return any(
            cue.tells in HAS_LASTED and self.words_between(cue.end, start) <= 6
            for cue in self.cues
            if begins <= cue.start < start
        )

    def first(self, tells: Tells) -> Cue | None:
        """The first words that tell this, wherever they stand."""
        return next((cue for cue in self.cues if cue.tells is tells), None)

    def words_between(self, start: int, end: int) -> int:
        return bisect_left(self.words, end) - bisect_left(self.words, start)

    def sentences_between(self, start: int, end: int) -> int:
        """How many sentences end between two places."""
        return bisect_left(self.clauses, end) - bisect_left(self.clauses, start)

    def _is_on_the_way(self, told: Cue, measured: Cue) -> bool:
        between = self.text[told.end : measured.start]
        return told.tells in TOLD and self.words_between(told.end, measured.start) <= 4 and "," not in between

    def _in_one_breath(self, start: int, end: int) -> bool:
        between = self.text[start:end]
        return self.words_between(start, end) <= 3 and not re.search(r"[\d,]", between)


def _last_before(places: Sequence[int], at: int) -> int:
    found = bisect_left(places, at)
    return places[found - 1] if found else 0


def _first_after(places: Sequence[int], at: int, otherwise: int) -> int:
    found = bisect_left(places, at)
    return places[found] if found < len(places) else otherwise


def find_cues(text: str, heard: MomentWords) -> Cues:
    """The telling words of a text that is spelled out."""
    words = [(found[0], found.start(), found.end()) for found in WORD.finditer(text)]
    return Cues(
        text,
        tuple(_found(text, words, _by_first_word(heard))),
        tuple(start for _, start, _ in words),
        tuple(found.start() for found in CLAUSE_ENDS.finditer(text)),
        tuple(found.start() for found in COMMA.finditer(text)),
    )


def _found(
    text: str, words: Sequence[tuple[str, int, int]], phrases: dict[str, list[tuple[tuple[str, ...], Tells]]]
) -> Iterator[Cue]:
    at = 0
    while at < len(words):
        for phrase, tells in phrases.get(words[at][0], ()):
            these = words[at : at + len(phrase)]
            if len(phrase) == 1 or (
                tuple(word for word, _, _ in these) == phrase
                and not PAUSE.search(text, these[0][2], these[-1][1])  # "fine, at 0310": no "fine at"
            ):
                yield Cue(tells, words[at][1], words[at + len(phrase) - 1][2])
                at += len(phrase) - 1
                break
        at += 1


@lru_cache(maxsize=8)
def _by_first_word(heard: MomentWords) -> dict[str, list[tuple[tuple[str, ...], Tells]]]:
    """The phrases by their first word, the longer ones first."""
    phrases: dict[str, list[tuple[tuple[str, ...], Tells]]] = {}
    for phrase, tells in sorted(heard.cues.items(), key=lambda row: -len(row[0])):
        words = tuple(WORD.findall(phrase))
        phrases.setdefault(words[0], []).append((words, tells))
    return phrases
