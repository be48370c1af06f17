"""What is known of one thing (yes, no, or not yet) and what a row of a table needs to be known."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """Whether something holds: True, False, or None where it is not known; then `ask` names what would tell."""

    holds: bool | None
    ask: tuple[str, ...] = ()
    unclear: bool = False  # it was asked, and the answer does not tell


YES, NO = Fact(True), Fact(False)
Facts = Mapping[str, Fact]


def fact(holds: bool) -> Fact:
    return YES if holds else NO


def ask(*keys: str, unclear: bool = False) -> Fact:
    """Not known: the keys of the answers that would tell, the most telling first."""
    return Fact(None, keys, unclear)


def opposite(given: Fact) -> Fact:
    return given if given.holds is None else fact(not given.holds)


def all_of(*facts: Fact) -> Fact:
    """Yes where all hold, no where one does not; else not known, with what the first unknown needs."""
    return _joined(facts, False)


def any_of(*facts: Fact) -> Fact:
    """Yes where one holds, no where none does; else not known, with what each unknown needs."""
    return _joined(facts, True)


def _joined(facts: Sequence[Fact], settles: bool) -> Fact:
    if any(each.holds is settles for each in facts):
        return fact(settles)
    open_ = [each for each in facts if each.holds is None]
    if not open_:
        return fact(not settles)
    asked = open_ if settles else open_[:1]
    keys = tuple(dict.fromkeys(key for each in asked for key in each.ask))
    return Fact(None, keys, any(each.unclear for each in asked))


@dataclass(frozen=True, slots=True)
class Condition:
    """What a row needs: each of `needs` (any of its facts), and none of `unless`.

    A fact of `unless` that is not known does not stand in the way: it is asked for.
    """

    needs: tuple[tuple[str, ...], ...] = ()
    unless: tuple[str, ...] = ()

    def among(self, facts: Facts) -> Fact:
        """Whether it holds among these facts."""
        needed = all_of(*self._needed(facts))
        against = [facts[name] for name in self.unless]
        if needed.holds is False or any(each.holds for each in against):
            return NO
        if needed.holds is None:
            return needed
        return Fact(True, tuple(dict.fromkeys(key for each in against for key in each.ask)))

    def how_many_unknown(self, facts: Facts) -> int:
        return sum(each.holds is None for each in self._needed(facts))

    def _needed(self, facts: Facts) -> list[Fact]:
        return [any_of(*(_found(name, facts) for name in either)) for either in self.needs]


def _found(name: str, facts: Facts) -> Fact:
    return opposite(facts[name[4:]]) if name.startswith("not ") else facts[name]


def read_condition(when: object, unless: object, names: Iterable[str]) -> Condition:
    """A condition as a row holds it: `when` a list of facts, with "a | b" for either and "not a"; `unless` a list.

    Raises ValueError for anything else, and for a fact that is none of `names`.
    """
    known = frozenset(names)
    needs = tuple(tuple(" ".join(part.split()) for part in each.split("|")) for each in texts("when", when))
    condition = Condition(needs, texts("unless", unless))
    for name in (*(part.removeprefix("not ") for either in needs for part in either), *condition.unless):
        if name not in known:
            raise ValueError(f"{name} is no fact that Lantern knows; it knows {', '.join(sorted(known))}")
    return condition


def texts(name: str, given: object) -> tuple[str, ...]:
    """A list of texts. Raises ValueError naming it where it is none."""
    if not isinstance(given, list | tuple) or not all(isinstance(each, str) and each.strip() for each in given):
        raise ValueError(f"{name} is a list of texts")
    return tuple(re.sub(r"\s+", " ", each.strip()) for each in given)
