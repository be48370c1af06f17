"""A form: questions in order, and how each answer is read. It knows nothing of who asks them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from psirf.contacts import Contacts
from psirf.day_parts import DayPart
from psirf.harm import HarmGrades
from psirf.heard import Heard
from psirf.identifiers import IdentifierLists
from psirf.moment_words import MomentWords
from psirf.name_words import NameWords
from psirf.places import Place
from psirf.vocabulary import Term

NOTHING = ("no", "nothing", "none", "nil", "n/a")  # skip a question; of what is chosen, they may be the answer
FILL_THIS_IN = "Please fill this in."
Answers = dict[str, str]
Conditions = Mapping[str, Collection[Term | None]]  # for each key, the answers that fit; None is none yet


@dataclass(frozen=True, slots=True)
class Named:
    """A person who can be named in an answer."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Asking:
    """What readers are given: the moment of asking, and what can be named. Plain values."""

    now: datetime
    places: tuple[Place, ...] = ()
    own_place: int | None = None
    people: tuple[Named, ...] = ()
    own_id: int | None = None
    day_parts: tuple[DayPart, ...] = ()
    harm: HarmGrades | None = None
    identifiers: IdentifierLists | None = None
    heard: Heard | None = None  # what is listened for in a telling
    moment_words: MomentWords | None = None  # the usual ones where none are handed in
    contacts: Contacts | None = None  # the trust's own words and contacts
    name_words: NameWords | None = None  # what people write about their own name


@dataclass(frozen=True, slots=True)
class Offer:
    """An answer that is offered as a button. What it says is what it is read from."""

    said: str
    label: str


class Unclear(Exception):
    """An answer that could not be read. The message says, kindly, what would help."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An answer as it is kept. `confirm` asks, where something had to be guessed, if it is meant."""

    value: str
    confirm: str = ""


Reader = Callable[[str, Asking], Reading]


def no_offers(_: Asking) -> tuple[Offer, ...]:
    return ()


def as_kept(value: str, _: Asking) -> str:
    return value


def as_they_are(answers: Answers) -> Answers:
    return answers


def no_meanings(_: Asking) -> tuple[tuple[str, str], ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Taken:
    """An answer taken from what somebody told, and their words that it was read from.

    `confirm` asks, where it is not sure, if it is meant; till then it is no answer.
    """

    value: str
    words: str
    confirm: str = ""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What an answer tells besides: answers to other questions, and what must be said or asked first."""

    answers: Mapping[str, Taken] = field(default_factory=dict)
    urgent: bool = False  # somebody is in danger now
    distress: bool = False  # the writer cannot cope
    parts: tuple[str, ...] = ()  # it tells of two events or more: each one's words


def nothing_besides(key: str, value: str, asking: Asking) -> Gathered:
    return Gathered()


def nothing_alarms(said: str, asking: Asking) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Way:
    """How a question is put where the answers so far are these."""

    only_if: Conditions
    ask: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    key: str
    ask: str
    read: Reader
    label: str  # beside the answer, where all are looked over
    hint: str = ""
    ways: tuple[Way, ...] = ()  # other ways to put it; the first that fits
    offers: Callable[[Asking], tuple[Offer, ...]] = no_offers
    terms: type[Term] | None = None
    show: Callable[[str, Asking], str] = as_kept
    optional: bool = False
    later: bool = False  # not asked in turn; it can be added where the answers are looked over
    long: bool = False  # more than a line
    own_words: bool = False  # kept as they were written, and looked over for names and numbers
    kind: Literal["words", "person", "day", "one of some", "some"] = "words"  # what it is on a card
    meanings: Callable[[Asking], tuple[tuple[str, str], ...]] = no_meanings  # of what is offered, (label, meaning)
    no_more: Callable[[str, Asking], str] = lambda value, asking: ""  # why a kept answer no longer holds
    only_if: Conditions = field(default_factory=dict)
    unless_said: str = ""  # the answer that holds where nothing is said; it is shown with the others
    unseen: bool = False  # kept with the answers, and never asked or shown
    needed: bool = False  # asked only where the form's `follow` names its key among what it needs

    def applies(self, answers: Mapping[str, str]) -> bool:
        if self.needed and self.key not in answers.get("needs", "").split():
            return False
        return _hold(self.only_if, answers)

    def put(self, answers: Mapping[str, str]) -> tuple[str, str]:
        """How it is asked after these answers, and the hint below it."""
        way = next((way for way in self.ways if _hold(way.only_if, answers)), None)
        return (way.ask, way.hint or self.hint) if way else (self.ask, self.hint)

    def shown(self, value: str, asking: Asking) -> str:
        """An answer as people read it."""
        return self.terms(value).label if self.terms and value else self.show(value, asking)

    def answer(self, said: str, asking: Asking) -> Reading:
        """The answer as it is kept; empty where an optional one is skipped. Raises Unclear."""
        said = said.strip()
        words = said.casefold().rstrip(".!")
        if self.optional and (words in ("", "skip") or (self.terms is None and words in NOTHING)):
            return Reading("")
        if words in ("", "skip"):
            raise Unclear("I need this one before it can go. If you do not know, say so." if said else "")
        return self.read(said, asking)


def _hold(conditions: Conditions, answers: Mapping[str, str]) -> bool:
    return all(answers.get(key) in wanted for key, wanted in conditions.items())


@dataclass(frozen=True, slots=True)
class Caution:
    """What must not be overlooked while the answers are these."""

    only_if: Conditions
    words: str
    calm: bool = False  # to be known, and not a matter of haste


@dataclass(frozen=True, slots=True)
class Form:
    name: str
    title: str
    noun: str  # what one is called in a sentence: "this report"
    send: str  # the words on the button that sends it
    questions: tuple[Question, ...]
    sends: bool = True  # whether what is answered goes to somebody
    signed: str = "Reporting as {}."  # who is signed in, on the card on which all is looked over
    cautions: tuple[Caution, ...] = ()
    besides: Callable[[str, str, Asking], Gathered] = nothing_besides  # what an answer tells besides
    alarms: Callable[[str, Asking], bool] = nothing_alarms  # whether words may tell of danger or of distress
    follow: Callable[[Answers], Answers] = as_they_are  # what these answers make it ask, kept under "needs"

    @property
    def names_people(self) -> bool:
        """Whether somebody is to be named in it."""
        return any(question.kind == "person" for question in self.questions)

    @property
    def told(self) -> Question:
        """The question that is answered by telling: what happened, what will be done; or else the first."""
        return next((question for question in self.questions if question.long), self.questions[0])

    def begins(self, answers: Mapping[str, str]) -> str:
        """The answer by which a form is known again, as people read it; empty where it is not given yet."""
        value = answers.get(self.told.key, "")
        return self.told.terms(value).label if self.told.terms and value else value

    def holds_something(self, answers: Mapping[str, str]) -> bool:
        """Whether something is lost if these go: more than the one press that it began with."""
        return self.told.key in answers or len(answers) > 1

    def caution(self, answers: Mapping[str, str], *, calm: bool = False) -> str:
        """What must not be overlooked now, or is to be known calmly; empty where there is nothing."""
        fitting = (caution for caution in self.cautions if caution.calm is calm)
        return " ".join(caution.words for caution in fitting if _hold(caution.only_if, answers))

    def written(self, answers: Mapping[str, str]) -> Answers:
        """The answers that are somebody's own words."""
        return {q.key: answers[q.key] for q in self.questions if q.own_words and answers.get(q.key)}

    def heard(
        self, answers: Mapping[str, str], taken: Mapping[str, Mapping[str, str]], asking: Asking
    ) -> tuple[tuple[str, str, str], ...]:
        """What was read from a telling: the label, the answer, and the words that it was read from."""
        return tuple(
            (q.label, q.shown(answers[q.key], asking), taken[q.key]["words"])
            for q in self.questions
            if answers.get(q.key) and taken.get(q.key, {}).get("words")
        )

    def question(self, key: str) -> Question | None:
        return next((q for q in self.questions if q.key == key), None)

    def next(self, answers: Mapping[str, str]) -> Question | None:
        """The first question in turn that applies and has no answer yet."""
        return next((q for q in self.questions if not q.later and q.key not in answers and q.applies(answers)), None)

    def with_answer(self, answers: Mapping[str, str], key: str, value: str) -> Answers:
        """The answers and one more, in the form's order, less any that no longer apply."""
        told, kept = {**answers, key: value}, Answers()
        for question in self.questions:
            if question.key in told and question.applies(kept):
                kept[question.key] = told[question.key]
        return self.follow(kept)

    def passed(self, answers: Mapping[str, str], asking: Asking) -> tuple[Question, str] | None:
        """The first answer that no longer holds, as a day may while a form lies half-made, and why."""
        for question in self.questions:
            if (value := answers.get(question.key)) and (why := question.no_more(value, asking)):
                return question, why
        return None

    def before(self, answers: Mapping[str, str], key: str) -> Question | None:
        """The question asked before this one, or the last of all where no key is given."""
        asked = [q for q in self.questions if not q.later and q.applies(answers)]
        if needed := answers.get("needs", "").split():
            asked.sort(key=lambda question: needed.index(question.key))
        keys = [q.key for q in asked]
        place = keys.index(key) if key in keys else len(keys)
        return asked[place - 1] if place else None

    def read(self, said: Mapping[str, str], asking: Asking) -> tuple[Answers, dict[str, str]]:
        """A whole form at once, as a card sends it: what could be read, and what was unclear."""
        answers, unclear = Answers(), dict[str, str]()
        for question in self.questions:
            if not question.applies(answers):
                continue
            try:
                answers[question.key] = question.answer(said.get(question.key, ""), asking).value
            except Unclear as reason:
                unclear[question.key] = str(reason) or FILL_THIS_IN
        return answers, unclear
