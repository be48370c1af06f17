"""Which learning responses wait for an approval, and whose it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from psirf.dated import ALWAYS, Period, check_one_on_any_day, period_of, row_on
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
    period: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Approvals:
    version: str
    rules: tuple[ApprovalRule, ...]

    def of(self, response: ResponseType, on: date) -> ApprovalRule | None:
        """The rule for a response on a day; none where it is the lead's own decision, as before the first of them."""
        begun = [r for r in self.rules if r.response is response and (r.period.first or date.min) <= on]
        return row_on(begun, on) if begun else None

    def rule(self, id: str) -> ApprovalRule | None:
        return next((rule for rule in self.rules if rule.id == id), None)


def read_approvals(tables: Tables) -> Approvals:
    """The table of approvals. Raises TableError naming the file and the row."""
    table = tables.read("approvals.toml")
    rules = table.rows("approval", _rule)
    if len({rule.id for rule in rules}) != len(rules):
        raise TableError(f"{table.file}: two [[approval]] rows have the same id.")
    try:
        check_one_on_any_day((rule.response, rule.period) for rule in rules)
    except ValueError as trouble:
        raise TableError(f"{table.file}, [[approval]]: {trouble}") from trouble
    return Approvals(table.version, rules)


def _rule(
    id: str, response: str, role: str, how: str, answer_within_working_days: int, may_be_handed_to: Sequence[str],
    until: object = None, **rest: object,
) -> ApprovalRule:  # fmt: skip
    period = period_of(rest, until)
    if type(answer_within_working_days) is not int or not 1 <= answer_within_working_days <= LONGEST:
        raise ValueError(f"answer_within_working_days is a whole number, from 1 to {LONGEST}")
    if not isinstance(id, str) or not id:
        raise ValueError("id is a name")
    if (asked := Role(role)) not in GIVEN_ROLES:
        raise ValueError(f"role is one that is given to somebody, not {role}")
    deputies = tuple(Role(each) for each in may_be_handed_to)
    return ApprovalRule(
        id, ResponseType(response), asked, ApprovalHow(how), answer_within_working_days, deputies, period
    )
