"""What a report's own words plainly state of its circumstances. What they leave open stays a question for a lead."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from psirf.circumstances.answers import KEYS, read_circumstances
from psirf.heard.phrases import Hit, Phrases, listed_in, phrases_in
from psirf.heard.words import FIGURES, Word, words_of
from psirf.tables import Tables

ADDS_UP = frozenset(("involved", "other_organisations"))  # keys of which a report may state several
NO_FIGURE = frozenset(("one",))  # "no one died" names no figure
FURTHEST = 4  # words over which a "not" reaches, where nothing but small words stand between


@dataclass(frozen=True, slots=True)
class States:
    """One row: the answer that its words state. A # of the answer is the next figure of the words."""

    key: str
    answer: str
    alone: bool = False  # states it only where no plainer row of its key is heard
    beside: "Phrases[bool] | None" = None  # only beside one of these, in one sentence
    unless: "Phrases[bool] | None" = None  # not where one of these is said anywhere
    apart: bool = False  # other words may stand within its own


@dataclass(frozen=True, slots=True)
class HeardCircumstances:
    version: str
    phrases: Phrases[States | None]  # none: the words mean something else
    denied_by: frozenset[str]
    over: frozenset[str]  # small words over which a denial reaches

    def told(self, text: str) -> dict[str, object]:
        """The answers that a text plainly states, by key, as a lead would give them.

        What it denies, fears or only supposes is left out, and so is a key of which it states two things.
        """
        words = words_of(text, _in_figures)
        every = self.phrases.found(words)
        ignored = [hit for hit in every if hit.tells is None]
        hits = [
            (hit, hit.tells) for hit in every
            if hit.tells is not None
            and not any(other.holds(hit) for other in ignored)
            and not self._is_denied(words, hit)
            and self._stands(words, hit, hit.tells)
        ]  # fmt: skip
        hits = [(hit, row) for hit, row in hits if not any(_covers(other, hit) for other, _ in hits)]
        plainer = {row.key for _, row in hits if not row.alone}
        said: dict[str, list[str]] = {}
        for hit, row in hits:
            if row.alone and row.key in plainer:
                continue
            answer = _filled(row.answer, words[hit.first : hit.last])
            if answer not in said.setdefault(row.key, []):
                said[row.key].append(answer)
        return {
            key: answers if key in ADDS_UP else answers[0]
            for key, answers in said.items()
            if key in ADDS_UP or len(answers) == 1
        }

    def _stands(self, words: Sequence[Word], hit: Hit[Any], row: States) -> bool:
        """Whether what a row asks for beside its words is said, and nothing that takes them back."""
        if row.unless is not None and row.unless.found(words):
            return False
        sentence = words[hit.first].sentence
        return row.beside is None or any(
            words[cue.first].sentence == sentence and not self._is_denied(words, cue)
            for cue in row.beside.found(words)
        )

    def _is_denied(self, words: Sequence[Word], hit: Hit[Any]) -> bool:
        """Whether the words before it in its clause, or among its own, say that it was not so or only might be."""
        clause = words[hit.first].clause
        is_apart = isinstance(hit.tells, States) and hit.tells.apart
        if is_apart and any(word.said in self.denied_by for word in words[hit.first + 1 : hit.last - 1]):
            return True
        for word in reversed(words[max(0, hit.first - FURTHEST) : hit.first]):
            if word.clause != clause:
                return False
            if word.said in self.denied_by:
                return True
            if word.said not in self.over:
                return False
        return False


def _in_figures(said: str) -> str:
    return said if said in NO_FIGURE else FIGURES.get(said, said)


def _covers(other: Hit[Any], hit: Hit[Any]) -> bool:
    """Whether a longer phrase stands upon a shorter one and tells it otherwise: of "3 weeks old", "3 weeks"."""
    both = (other.tells, hit.tells)
    with_figures = all("#" in row.answer for row in both)
    same_key = both[0].key == both[1].key and both[0].answer != both[1].answer
    return other.length > hit.length and other.holds(hit) and (with_figures or same_key)


def _filled(answer: str, words: Sequence[Word]) -> str:
    for figure in (word.said for word in words if word.is_number):
        answer = answer.replace("#", figure, 1)
    return answer


def read_heard_circumstances(tables: Tables) -> HeardCircumstances:
    """The table of what reports plainly state. Raises TableError naming the file and the row."""
    table = tables.read("heard_circumstances.toml")
    rows = [pair for row in table.rows("states", _row) for pair in row]
    ignored = [(phrase, None) for phrase in listed_in(table, "ignore")]
    return HeardCircumstances(
        table.version, Phrases((*rows, *ignored)), frozenset(listed_in(table, "denied_by")),
        frozenset(listed_in(table, "over")),
    )  # fmt: skip


def _row(
    key: str, answer: str, words: object, alone: bool = False, beside: object = (), unless: object = ()
) -> list[tuple[str, States]]:
    if key not in KEYS:
        raise ValueError(f"{key} is not known; circumstances have {', '.join(KEYS)}")
    if not isinstance(answer, str) or not answer or type(alone) is not bool:
        raise ValueError("answer is words, and alone is true or false")
    phrases = phrases_in(words)
    if not phrases:
        raise ValueError("words is a list of phrases")
    if any(phrase.count("#") < answer.count("#") for phrase in phrases):
        raise ValueError("a # of the answer is a figure of each of its words")
    read_circumstances({key: answer.replace("#", "1")})
    states = States(key, answer, alone, _any_of(beside), _any_of(unless))
    return [(phrase, replace(states, apart="..." in phrase)) for phrase in phrases]


def _any_of(said: object) -> Phrases[bool] | None:
    phrases = phrases_in(said)
    return Phrases((phrase, True) for phrase in phrases) if phrases else None
