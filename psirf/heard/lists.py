"""The lists of words that are listened for, as they are kept in memory."""

from dataclasses import dataclass

from psirf.heard.phrases import Phrases
from psirf.heard.spelling import Spelling
from psirf.vocabulary import Agent, EventKind, PhysicalHarm


@dataclass(frozen=True, slots=True)
class AgentWords:
    """One row of what can be involved. None is said of phrases in which the words mean something else."""

    agent: Agent | None
    sure: bool = True
    alone: bool = False  # tells only where nothing plainer is heard
    beside: "Phrases[bool] | None" = None  # tells only beside one of these, in one sentence


@dataclass(frozen=True, slots=True)
class Agents:
    phrases: Phrases[AgentWords]
    endings: tuple[str, ...]
    no_ending: frozenset[str]
    wrong: Phrases[bool]  # say that something was wrong with what stands beside them
    takes: Phrases[bool]  # stand before what a patient takes or has anyway
    given: Phrases[bool]  # stand before a treatment
    given_after: Phrases[bool]  # stand after a treatment
    of_a_dose: frozenset[str]
    carriers: Phrases[bool]  # in which a medicine runs
    praised: Phrases[bool]  # in good care, what is itself what is praised
    caught: Phrases[bool]  # in good care, that something wrong was caught

    def sounds_like_a_medicine(self, said: str) -> bool:
        """Whether a word ends as the names of medicines do."""
        return said.endswith(self.endings) and len(said) > 6 and said not in self.no_ending


@dataclass(frozen=True, slots=True)
class KindClue:
    kind: EventKind | None
    weight: int
    opens: bool = False  # tells only where the message opens with it
    beside: bool = False  # tells only beside another clue of its kind that does not need one
    named: bool = False  # names the kind, and tells of nothing that happened


@dataclass(frozen=True, slots=True)
class NearMissClue:
    near_miss: bool
    weight: int
    named: bool = False  # calls it so, and tells nothing of what happened
    opens: bool = False  # tells only where a clause begins with it


@dataclass(frozen=True, slots=True)
class HarmWords:
    grade: PhysicalHarm | None  # none: the words say that it is not known
    sure: bool
    ignored: bool = False


@dataclass(frozen=True, slots=True)
class NeverEventWords:
    """It may be this one where each group is heard, and none of `without`."""

    code: str
    groups: tuple[Phrases[bool], ...]
    without: Phrases[bool]


@dataclass(frozen=True, slots=True)
class SpecialistWords:
    role: str
    agents: frozenset[Agent]
    kinds: frozenset[EventKind]
    words: Phrases[bool]


@dataclass(frozen=True, slots=True)
class DangerWords:
    needs: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Urgent:
    danger: Phrases[DangerWords]
    distress: Phrases[bool]
    now: Phrases[bool]
    past: Phrases[bool]
    right_now: Phrases[bool]
    over: Phrases[bool]
    others: Phrases[bool]
    reported: Phrases[bool]  # say that somebody else's words follow


@dataclass(frozen=True, slots=True)
class MoreWords:
    """What may begin a second event. None of the three is said of phrases that mean something else."""

    plain: bool = False  # says in so many words that there are two
    apart: bool = False  # says that what follows is an event of its own
    opens: bool = False  # tells only where it opens a clause, or after "and"


@dataclass(frozen=True, slots=True)
class WardWords:
    """How people say where it happened, and how they only mention a ward."""

    here: frozenset[tuple[str, ...]]
    here_apart: Phrases[bool]
    away: frozenset[tuple[str, ...]]
    people: frozenset[tuple[str, ...]]
    bound_for: frozenset[tuple[str, ...]]
    everyday: frozenset[tuple[str, ...]]
    kinds_of_place: frozenset[tuple[str, ...]]
    own: Phrases[bool]
    number_after: frozenset[tuple[str, ...]]
    not_before: frozenset[tuple[str, ...]]
    still: frozenset[tuple[str, ...]]
    tests: frozenset[tuple[str, ...]]
    numbered: frozenset[tuple[str, ...]]
    trailing: frozenset[tuple[str, ...]]
    not_after: frozenset[tuple[str, ...]]
    no_place: frozenset[tuple[str, ...]]
    times: frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Heard:
    """All that is listened for."""

    spelling: Spelling
    agents: Agents
    kinds: Phrases[KindClue]
    near_misses: Phrases[NearMissClue]
    staff_hurt: Phrases[bool]  # says that staff were hurt, which reaches no patient
    unknown_reach: Phrases[bool]  # says that it is not known whether it reached anybody
    harm: Phrases[HarmWords]
    never_events: tuple[NeverEventWords, ...]
    specialists: tuple[SpecialistWords, ...]
    urgent: Urgent
    stops: Phrases[bool | None]  # whether it says so plainly; none: means something else
    more: Phrases[MoreWords | None]  # none: means something else
    wards: WardWords
