"""Who covers for whom while somebody is away: whose roles they then hold, and who is asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from psirf.places import Holding
from psirf.vocabulary import Role

# What nobody holds for another: to open a sealed name takes two who are named for it, and who gives roles is given
# that themself.
NEVER_COVERED = (Role.SEAL_OPENER, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Cover:
    """Somebody is away, and another covers their roles; both days included, London's."""

    away: int
    covered_by: int
    from_on: date
    until_on: date


Away = Mapping[int, int]  # who is away on a day, and who was named to cover for each


def who_is_away(covers: Iterable[Cover], day: date) -> dict[int, int]:
    """Who is away on a day, and by whom each is covered; of two for one person the later in order holds."""
    return {cover.away: cover.covered_by for cover in covers if cover.from_on <= day <= cover.until_on}


def covered_in_turn(person_id: int, away: Away) -> list[int]:
    """Who covers for a person, then who covers for that one, and so on; nobody twice, nor the person."""
    found: list[int] = []
    at = away.get(person_id)
    while at is not None and at != person_id and at not in found:
        found.append(at)
        at = away.get(at)
    return found


def who_covers(person_id: int, away: Away) -> int | None:
    """Who is here in a person's place. None where the person is not away, or nobody in turn is here."""
    in_turn = covered_in_turn(person_id, away)
    return in_turn[-1] if in_turn and in_turn[-1] not in away else None


def with_cover(holdings: Sequence[Holding], away: Away) -> Sequence[Holding]:
    """The roles that are held on a day, cover included.

    Who is away keeps them, and is not asked while somebody is here in their place. Whoever covers holds
    them for the same places; so does who covers for that one, and the last of these is asked.
    """
    if not away:
        return holdings
    held: list[Holding] = []
    for holding in holdings:
        covered = [] if holding.role in NEVER_COVERED else covered_in_turn(holding.person_id, away)
        here = who_covers(holding.person_id, away) if covered else None
        held.append(replace(holding, is_asked=here is None))
        held += [
            replace(holding, person_id=each, is_asked=each == here, instead_of=holding.person_id) for each in covered
        ]
    return held


def goes_round(new: Cover, covers: Sequence[Cover]) -> date | None:
    """The first day on which, with this cover added, nobody in turn would be here; None where there is none."""
    together = [*covers, new]
    for n in range((new.until_on - new.from_on).days + 1):
        day = new.from_on + timedelta(days=n)
        if who_covers(new.away, who_is_away(together, day)) is None:
            return day
    return None
