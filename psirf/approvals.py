"""Which learning responses wait for an approval, and whose it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from psirf.tables import TableError, Tables
from psirf.vocabulary import GIVEN_ROLES, ApprovalHow, ResponseType, Role

LONGEST = 260  # working days, of a year: more was mistyped


@dataclass(frozen=True, slots=True)
class ApprovalRule:
    """A row: a response, the role that is asked, how many must say yes, and within how many working days."""

    id: str
    response: ResponseType
    role: Role
    how: ApprovalHow
    answer_within_working_days: int
    may_be_handed_to: tuple[Role, ...] = ()
    first: date = date.min
    last: date = date.max


@dataclass(frozen=True, slots=True)
class Approvals:
    version: str
    rules: tuple[ApprovalRule, ...]

    def of(self, response: ResponseType, on: date) -> ApprovalRule | None:
        """The rule for a response on a day; none where it is the lead's own decision."""
        return next((r for r in self.rules if r.response is response and r.first <= on <= r.last), None)

    def rule(self, id: str) -> ApprovalRule | None:
        return next((rule for rule in self.rules if rule.id == id), None)


def read_approvals(tables: Tables) -> Approvals:
    """The table of approvals. Raises TableError naming the file and the row."""
    table = tables.read("approvals.toml")
    rules = table.rows("approval", _rule)
    if len({rule.id for rule in rules}) != len(rules):
        raise TableError(f"{table.file}: two [[approval]] rows have the same id.")
    for number, rule in enumerate(rules, start=1):
        for other in rules[number:]:
            if other.response is rule.response and rule.first <= other.last and other.first <= rule.last:
                raise TableError(
                    f"{table.file}, [[approval]] row {number}: {rule.id} and {other.id} are both for "
                    f"{rule.response} on the same days."
                )
    return Approvals(table.version, rules)


def _rule(
    id: str, response: str, role: str, how: str, answer_within_working_days: int, may_be_handed_to: Sequence[str],
    **days: date,
) -> ApprovalRule:  # fmt: skip
    """`from` and `until` are days; Python keeps the first of these words for itself."""
    if strange := sorted(set(days) - {"from", "until"}):
        raise ValueError(f"there is no {strange[0]} in a row of approvals")
    first, last = days.get("from", date.min), days.get("until", date.max)
    if not (type(first) is date and type(last) is date and first <= last):
        raise ValueError("from and until are days, such as 2026-04-01, and from comes first")
    if type(answer_within_working_days) is not int or not 1 <= answer_within_working_days <= LONGEST:
        raise ValueError(f"answer_within_working_days is a whole number, from 1 to {LONGEST}")
    if not isinstance(id, str) or not id:
        raise ValueError("id is a name")
    if (asked := Role(role)) not in GIVEN_ROLES:
        raise ValueError(f"role is one that is given to somebody, not {role}")
    deputies = tuple(Role(each) for each in may_be_handed_to)
    return ApprovalRule(
        id, ResponseType(response), asked, ApprovalHow(how), answer_within_working_days, deputies, first, last
    )
