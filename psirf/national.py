"""The national requirements: which of them an event meets, and what must be done about them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from psirf.circumstances.answers import Circumstances
from psirf.circumstances.births import birth_facts
from psirf.circumstances.deaths import death_facts
from psirf.circumstances.others import event_facts
from psirf.conditions import Condition, Fact, Facts, read_condition, texts
from psirf.dated import Period, check_one_on_any_day, period_of, row_on
from psirf.doses import Doses, read_doses
from psirf.duties import Duties, DutyRow, read_duties
from psirf.never_events import NeverEvents, read_never_events
from psirf.tables import Table, TableError, Tables
from psirf.vocabulary import ResponseType
from psirf.wordlists import WordLists, read_word_lists

NATIONAL_CODES = (
    "NE", "LFD_DEATH", "MHA_DEATH", "MH_HOMICIDE", "MNSI", "CHILD_DEATH", "LEDER", "SAFEGUARDING", "SCREENING",
    "CUSTODY", "DHR",
)  # fmt: skip
OUTWARD_CODES = (
    "Yellow Card", "SABRE/SHOT", "IR(ME)R", "RIDDOR", "HTA", "ICO", "CDAO/LIN", "coroner/ME", "CQC",
    "MBRRACE/PMRT", "UKHSA", "police",
)  # fmt: skip
LEAST = (ResponseType.PSII, ResponseType.REFERRAL)


@dataclass(frozen=True, slots=True)
class Requirement:
    """When a national requirement, or a duty to tell a body outside, is met; in force by the day of the event."""

    code: str
    name: str
    period: Period
    by_death: bool  # whether it goes by the day of the death, not of the event
    condition: Condition
    ask_if: tuple[str, ...]  # what is unknown is asked only where one of these holds; asked always where empty
    source: str
    may_be: Condition  # facts that hint at it while the rest is not known; none hints where empty


@dataclass(frozen=True, slots=True)
class Required:
    """What must be done where a requirement is met; in force by the day of the decision."""

    code: str
    response: ResponseType
    no_psii_beside: bool
    period: Period
    to: str = "the trust"  # who leads it, or to whom it is referred: by duties.toml


@dataclass(frozen=True, slots=True)
class Met:
    """The requirements that are met, what might still be, and the duties to tell somebody outside."""

    required: tuple[Required, ...]
    outward: tuple[DutyRow, ...]  # in force by the day of the decision
    ask: tuple[str, ...]
    names: Mapping[str, str]  # of each code that is met, the row that holds, in words
    may_be: tuple[str, ...] = ()  # codes that what is known hints at, and that what is still asked for may settle

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(each.code for each in self.required)

    @property
    def least(self) -> Required | None:
        """The one that locks the least response: where a body's own enquiry takes the place of a PSII, that."""
        instead = next((each for each in self.required if each.no_psii_beside), None)
        psii = next((each for each in self.required if each.response is ResponseType.PSII), None)
        return instead or psii or next(iter(self.required), None)


@dataclass(frozen=True, slots=True)
class National:
    version: str
    requirements: tuple[Requirement, ...]
    required: tuple[Required, ...]
    triggers: tuple[Requirement, ...]
    duties: Duties
    doses: Doses
    never_events: NeverEvents
    words: WordLists

    def facts(self, c: Circumstances) -> Facts:
        """Each named fact of an event, as far as the answers tell."""
        return national_facts(c, self.words, self.never_events, self.doses)

    def met(self, c: Circumstances, facts: Facts) -> Met:
        """What is met by an event, and the answers that could still change it, the most telling first."""
        holding, open_ = _weighed(self.requirements, c, facts)
        if "NE" in holding and (entry := self.never_events.looked_at(c)):
            holding["NE"] += f" (entry {entry.number}, {entry.name})"
        outward, open_outward = _weighed(self.triggers, c, facts)
        return Met(
            tuple(self._required(code, c.decision_day) for code in NATIONAL_CODES if code in holding),
            tuple(self.duties.on(code, c.decision_day) for code in OUTWARD_CODES if code in outward),
            tuple(dict.fromkeys((*open_, *open_outward))),
            holding,
            _hinted(self.requirements, c, facts, holding),
        )

    def _required(self, code: str, day: date | None) -> Required:
        found = row_on([each for each in self.required if each.code == code], day)
        return found if code in self.duties.learned_here else replace(found, to=self.duties.on(code, day).to_whom)


def national_facts(c: Circumstances, words: WordLists, never_events: NeverEvents, doses: Doses) -> Facts:
    """The facts of births, deaths and the event itself; whether it is a Never Event among them."""
    births = birth_facts(c)
    events = event_facts(c, words, doses)
    never = {"never_event": never_events.met(c, events)}
    return {**births, **death_facts(c, births, words), **events, **never}


def _weighed(rows: Iterable[Requirement], c: Circumstances, facts: Facts) -> tuple[dict[str, str], list[str]]:
    """The codes whose rows hold, and in which words; and what to ask for those that might, the nearest first."""
    holding: dict[str, str] = {}
    open_: list[tuple[tuple[bool, int, int, int], Fact, str]] = []
    for at, row in enumerate(rows):
        if not row.period.holds(c.death_day if row.by_death else c.event_day):
            continue
        found = row.condition.among(facts)
        if found.holds:
            holding.setdefault(row.code, row.name)
        asked_for = found.unclear or not row.ask_if or any(facts[name].holds for name in row.ask_if)
        if found.ask and found.holds is not False and asked_for:
            unknown = row.condition.how_many_unknown(facts)
            nearness = (not found.unclear, unknown, unknown - len(row.condition.needs), at)
            open_.append((nearness, found, row.code))
    left = [each for each in sorted(open_, key=lambda each: each[0]) if each[1].holds or each[2] not in holding]
    return holding, [key for _, found, _ in left for key in found.ask]


def _hinted(
    rows: Iterable[Requirement], c: Circumstances, facts: Facts, holding: Mapping[str, str]
) -> tuple[str, ...]:
    """The codes not met as far as is known, that may be: what their row goes by is half told, and half open."""
    found = {
        row.code: None
        for row in rows
        if row.may_be.needs
        and row.code not in holding
        and row.period.holds(c.death_day if row.by_death else c.event_day)
        and row.may_be.among(facts).holds
        and row.condition.among(facts).holds is None
    }
    return tuple(found)


def read_national(tables: Tables) -> National:
    """The national requirements and the duties to tell others. Raises TableError naming the file and the row."""
    words, never_events, doses = read_word_lists(tables), read_never_events(tables), read_doses(tables)
    names = frozenset(national_facts(Circumstances(), words, never_events, doses))
    table, outward = tables.read("national.toml"), tables.read("outward.toml")
    return National(
        version=table.version,
        requirements=table.rows("requirement", _requirements(NATIONAL_CODES, names)),
        required=_checked(table, table.rows("response", _required)),
        triggers=outward.rows("trigger", _requirements(OUTWARD_CODES, names)),
        duties=_each_told(read_duties(tables)),
        doses=doses,
        never_events=never_events,
        words=words,
    )


def _requirements(codes: Sequence[str], names: frozenset[str]) -> Callable[..., Requirement]:
    """How a row that says when something is met is read: one of these codes, on facts of these names."""

    def row(
        code: str, name: str, when: object, source: str, unless: object = (), ask_if: object = (),
        dated_by: str = "event", until: object = None, may_be: object = (), **rest: object,
    ) -> Requirement:  # fmt: skip
        period = period_of(rest, until)
        texts("name and source", [name, source])
        if code not in codes:
            raise ValueError(f"code is one of {', '.join(codes)}, not {code}")
        if dated_by not in ("event", "death"):
            raise ValueError("dated_by is event or death")
        condition = read_condition(when, unless, names)
        asked = read_condition([*texts("ask_if", ask_if)], (), names)
        hints = read_condition(may_be, (), names)
        return Requirement(
            code, name, period, dated_by == "death", condition, tuple(n for (n,) in asked.needs), source, hints
        )

    return row


def _required(
    code: str, response: str, source: str, no_psii_beside: bool = False, until: object = None, **rest: object
) -> Required:
    texts("code and source", [code, source])
    if response not in LEAST:
        raise ValueError(f"response is {' or '.join(LEAST)}, not {response}")
    if type(no_psii_beside) is not bool:
        raise ValueError("no_psii_beside is true or false")
    return Required(code, ResponseType(response), no_psii_beside, period_of(rest, until))


def _checked(table: Table, rows: tuple[Required, ...]) -> tuple[Required, ...]:
    """The rows, one for each code on any day. Raises TableError where one is missing, ends, or two hold on a day."""
    if sorted({row.code for row in rows}) != sorted(NATIONAL_CODES):
        codes = ", ".join(NATIONAL_CODES)
        raise TableError(f"{table.file}: each of {codes} has a [[response]] row, and nothing else has.")
    try:
        check_one_on_any_day((row.code, row.period) for row in rows)
    except ValueError as trouble:
        raise TableError(f"{table.file}, [[response]]: {trouble}") from trouble
    return rows


def _each_told(duties: Duties) -> Duties:
    """The duties, where each code that may be advised is among them. Raises TableError naming one that is not."""
    missing = [code for code in (*NATIONAL_CODES, *OUTWARD_CODES) if code not in {*duties.rows, *duties.learned_here}]
    if missing:
        raise TableError(f"duties.toml: {missing[0]} has no row; what the advice names is told to somebody.")
    return duties
