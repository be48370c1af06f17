"""Who may take which step, from where, to where. One table draws buttons, authorises and tells."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from psirf.candour.terms import CandourStatus, StepRefusal
from psirf.refusals import Refusal
from psirf.tables import TableError, Tables
from psirf.vocabulary import ActionStatus, ApprovalStatus, EventStatus, ResponseStatus, Role, Term

LIFECYCLES = ("event", "action", "approval", "response", "candour")

S = TypeVar("S", bound=Term)


@dataclass(frozen=True, slots=True)
class Transition(Generic[S]):
    name: str
    label: str  # the words on the button
    by: tuple[Role, ...]
    source: S
    target: S
    not_by: tuple[Role, ...] = ()  # nobody checks their own work
    tells: tuple[Role, ...] = ()
    needs_reason: bool = False


class NotAllowed(Exception):
    """A step was not taken, and nothing changed. `refusal` says why, in words for the person; `given` is
    what its sentence leaves open."""

    def __init__(self, refusal: Refusal, *given: object) -> None:
        super().__init__(refusal.label.format(*given))
        self.refusal = refusal

    @property
    def why(self) -> Term:
        """The reason as the audit trail has it."""
        return self.refusal


class StepNotTaken(NotAllowed):
    """A step of a candour case was refused by what was written down before: `step` says why."""

    def __init__(self, step: StepRefusal) -> None:
        super().__init__(Refusal.CANDOUR_STEP, step.label)
        self.step = step

    @property
    def why(self) -> Term:
        return self.step


@dataclass(frozen=True, slots=True)
class Lifecycle(Generic[S]):
    transitions: tuple[Transition[S], ...]

    def available(self, status: S, roles: Collection[Role]) -> list[Transition[S]]:
        """The steps open, in this status, to somebody in these roles towards the record."""
        return [t for t in self.transitions if t.source is status and _may(t, roles)]

    def who_may(self, name: str) -> set[Role]:
        """The roles to whom the step of this name is open, in one status or another."""
        return {role for t in self.transitions if t.name == name for role in t.by}

    def keeps_out(self, name: str, role: Role) -> bool:
        """Whether the step of this name is closed to somebody for being this, whatever else they are."""
        return any(t.name == name and role in t.not_by for t in self.transitions)

    def choose(self, name: str, status: S, roles: Collection[Role]) -> Transition[S]:
        """The step of this name. Raises NotAllowed saying why it is not open to this person now."""
        named = [t for t in self.transitions if t.name == name]
        here = [t for t in named if t.source is status]
        for transition in here:
            if _may(transition, roles):
                return transition
        if any(set(t.by) & set(roles) and set(t.not_by) & set(roles) for t in here):
            raise NotAllowed(Refusal.OWN_WORK)
        if any(set(t.by) & set(roles) for t in named):
            raise NotAllowed(Refusal.NOT_NOW)
        raise NotAllowed(Refusal.NOT_YOURS)


def _may(transition: Transition[S], roles: Collection[Role]) -> bool:
    return bool(set(transition.by) & set(roles)) and not set(transition.not_by) & set(roles)


@dataclass(frozen=True, slots=True)
class Lifecycles:
    version: str
    event: Lifecycle[EventStatus]
    action: Lifecycle[ActionStatus]
    approval: Lifecycle[ApprovalStatus]
    response: Lifecycle[ResponseStatus]
    candour: Lifecycle[CandourStatus]


def read_lifecycles(tables: Tables) -> Lifecycles:
    """The lifecycle table. Raises TableError naming the file and the row."""
    table, ours = tables.read("lifecycles.toml"), Tables().read("lifecycles.toml")
    # The steps that the code takes: a trust says who takes them and when, and adds or leaves out none.
    known = {name: {row["name"] for row in ours.content[name]} for name in LIFECYCLES}

    def lifecycle(name: str, statuses: type[S]) -> Lifecycle[S]:
        def transitions(
            name: str,
            label: str,
            by: Sequence[str],
            source: str | Sequence[str],
            target: str = "",
            not_by: Sequence[str] = (),
            tells: Sequence[str] = (),
            needs_reason: bool = False,
        ) -> tuple[Transition[S], ...]:
            if type(needs_reason) is not bool or not isinstance(label, str) or not label.strip():
                raise ValueError("label is a text, and needs_reason is true or false")
            if target == EventStatus.CLOSED and Role.REPORTER not in _roles(tells):
                raise ValueError(f"{name} leads to closed, so it tells the reporter")
            return tuple(
                Transition(
                    name, label, _roles(by), statuses(each), statuses(target or each),
                    _roles(not_by), _roles(tells), needs_reason,
                )
                for each in ([source] if isinstance(source, str) else source)
            )  # fmt: skip

        steps = tuple(step for row in table.rows(name, transitions) for step in row)
        for number, row in enumerate(table.content.get(name, ()), start=1):
            if row["name"] not in known[name]:
                raise TableError(f"{table.file}, [[{name}]] row {number}: there is no step {row['name']}.")
        if missing := sorted(known[name] - {step.name for step in steps}):
            raise TableError(f"{table.file}: [[{name}]] has no row for the step {missing[0]}.")
        return Lifecycle(steps)

    return Lifecycles(
        table.version,
        lifecycle("event", EventStatus), lifecycle("action", ActionStatus),
        lifecycle("approval", ApprovalStatus), lifecycle("response", ResponseStatus),
        lifecycle("candour", CandourStatus),
    )  # fmt: skip


def _roles(names: Sequence[str]) -> tuple[Role, ...]:
    return tuple(Role(name) for name in names)
