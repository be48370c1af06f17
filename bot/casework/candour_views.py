"""Views of a candour case: as one person may see it at one moment.

A field that this person may not see is None, or empty. Whom it is about is told by numbers; `identities` and
`written` are filled on the pages alone that show them, and each time it is written down that they were shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.casework.response_views import Named
from bot.casework.views import Happened
from psirf.candour.owed import Owed
from psirf.candour.terms import Answer, CandourStatus, CaseState, Clock, Element, Ending, Limb, LimbAnswer, PersonKind


@dataclass(frozen=True, slots=True)
class AssessedShown:
    """What the three questions were answered with, and why; `profession` of whoever's opinion it is."""

    limbs: Mapping[Limb, LimbAnswer]
    why: Mapping[Limb, str]
    profession: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AttemptShown:
    how: str
    result: str
    at: datetime


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """A question of theirs. `words` and `answer` are empty where who looks may not read them, or does not now.
    `entry`: by which it is answered. `cannot`: its answer says why there can be none."""

    number: str
    is_answered: bool
    words: str = ""
    answer: str = ""
    entry: int = 0
    asked_at: datetime | None = None
    cannot: bool = False


@dataclass(frozen=True, slots=True)
class TrackShown:
    """How it stands with one relevant person, by their number."""

    number: int
    kind: PersonKind
    ended: Mapping[Element, tuple[Ending, datetime]]
    open: tuple[Element, ...]
    unsigned: tuple[Element, ...]
    attempts: tuple[AttemptShown, ...]
    questions: tuple[QuestionShown, ...]
    died: bool
    is_named: bool  # who they are is written down
    next_contact_on: date | None
    paused_until: date | None
    avoid: tuple[date, ...]
    why_unsigned: str = ""  # why they cannot be reached, where who looks is to sign it
    unsigned_by: str = ""  # who wrote that down
    perhaps_dead: bool = False  # it is graded as a death, and nobody has said so here
    may_be_taken_off: bool = False  # they were only added

    @property
    def name(self) -> str:
        """What they are called wherever their name is not shown."""
        return f"Person {self.number}"


@dataclass(frozen=True, slots=True)
class EntryShown:
    """One thing that was written down, with its words, for the candour roles."""

    name: str  # as people read it
    number: int  # of the person, 0 of the case
    at: datetime
    by: str
    words: Mapping[str, str]
    said: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class CandourView:
    id: int
    reference: str
    version: int
    revision: int
    status: CandourStatus
    steps: Mapping[str, str]  # that are open to who looks, with their labels
    today: date
    now: datetime
    event: Named
    event_reference: str
    what: str | None = None
    place: str | None = None
    happened: Happened | None = None
    opened_for: str | None = None  # in words
    reported_at: datetime | None = None
    answer: Answer | None = None
    state: CaseState | None = None
    assessed: AssessedShown | None = None
    days: Mapping[Clock, date] | None = None
    rule: str = ""  # by which its days were set
    owed: tuple[Owed, ...] = ()
    tracks: tuple[TrackShown, ...] = ()
    clinician: str | None = None
    contact: str | None = None
    cover: str | None = None
    findings_approved_at: datetime | None = None
    findings_why: str = ""  # by which rule the day was set by which they are shared
    reads_words: bool = False
    people: tuple[tuple[str, str], ...] = ()  # who it can be given to; none where there are too many to list
    identities: Mapping[int, Mapping[str, str]] | None = None  # by the numbers of the people
    written: tuple[EntryShown, ...] | None = None

    @property
    def questions(self) -> tuple[tuple[TrackShown, QuestionShown], ...]:
        """All that was asked, with whom it was asked by."""
        return tuple((track, each) for track in self.tracks for each in track.questions)

    def track(self, number: int) -> TrackShown | None:
        """The person of this number; the only one, where the number is 0."""
        if not number:
            return self.tracks[0] if len(self.tracks) == 1 else None
        return next((each for each in self.tracks if each.number == number), None)
