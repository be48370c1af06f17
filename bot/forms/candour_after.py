"""What is asked where somebody writes down what came after the conversation. A day stands for its moment."""

from dataclasses import dataclass

from bot.forms.form import Form, Question
from bot.forms.readers import one_of, words
from bot.forms.response import day_held
from psirf.candour.kept import NoteName, SaysOfDraft, SentBy, Wanted
from psirf.candour.terms import Element
from psirf.vocabulary import Term

DAY = "day"
AS_TO_THEM = "as you would say it to them. The letter with the findings is drafted from it"


@dataclass(frozen=True, slots=True)
class After:
    """One thing that is written down: under which name, on which page, and what is asked. What is chosen names
    nobody; all other words are sealed."""

    page: str
    name: Element | NoteName
    form: Form
    hint: str = ""

    @property
    def title(self) -> str:
        return self.form.title

    @property
    def chosen(self) -> tuple[str, ...]:
        """The keys of what is chosen of some terms."""
        return tuple(question.key for question in self.form.questions if question.terms is not None)


def _day(ask: str) -> Question:
    return Question(DAY, ask, day_held, ask, kind="day")


def _choice(key: str, ask: str, terms: type[Term]) -> Question:
    return Question(key, ask, one_of(terms, {}), ask, terms=terms, kind="one of some")


def _words(key: str, ask: str, *, long: bool = True, optional: bool = False) -> Question:
    return Question(key, ask, words(), ask, long=long, optional=optional)


def _reference(ask: str, *, optional: bool = True) -> Question:
    return _words("reference", ask, long=False, optional=optional)


def _after(page: str, name: Element | NoteName, title: str, *questions: Question, hint: str = "") -> After:
    form = Form(name=f"after_{page}", title=title, noun="entry", send="Keep it", questions=questions)
    return After(f"after_{page}", name, form, hint)


# In the order in which it usually comes: what is owed first, and then what is kept besides.
OWED_AFTER = (
    _after(
        "letter", Element.WRITTEN, "The letter was sent", _day("On which day was it sent?"),
        _choice("how", "How was it sent?", SentBy),
        _words("signed_by", "Who signed it, by their role?", long=False),
        _reference("Reference of its copy, if it is kept"),
        hint="With its copy's reference, that the copy is kept is written down too.",
    ),
    _after(
        "findings", Element.FINDINGS, "Findings were shared", _day("On which day were they shared?"),
        _choice("how", "How were they given in writing?", SentBy),
        _reference("Reference of their copy, if it is kept"),
        _words("words", "What was found, in everyday words?", optional=True),
        hint=f"What was found: {AS_TO_THEM}.",
    ),
    _after(
        "meeting", Element.MEETING, "A meeting was offered", _day("On which day was it offered?"),
        _choice("wanted", "Did they want one?", Wanted),
    ),
    _after(
        "copies", Element.COPIES, "Copies are kept", _reference("Where are they? Their reference", optional=False),
        hint="Copies of the letters and of the record of what was said.",
    ),
)  # fmt: skip
BESIDES = (
    _after(
        "update", NoteName.TOLD_MORE, "An update was given", _day("On which day?"),
        _words("words", "What were they told, in a few words?"),
    ),
    _after(
        "account", NoteName.ACCOUNT, "Their own account", _day("On which day did they give it?"),
        _words("words", "What happened, in their own words?"),
        hint="A long account can be written in several parts.",
    ),
    _after(
        "met", NoteName.MET, "They met", _day("On which day did they meet?"),
        _words("words", "Who was there, and what was spoken of?", optional=True),
    ),
    _after(
        "draft", NoteName.DRAFT_SHARED, "The draft was shared", _day("On which day was it shared?"),
        _choice("how", "How was it shared?", SentBy),
        _words("words", "What does it say, in everyday words?", optional=True),
        hint=f"What it says: {AS_TO_THEM}.",
    ),
    _after(
        "says", NoteName.DRAFT_CHECKED, "What they say of it", _day("On which day did they say it?"),
        _choice("says", "Do they agree with the draft?", SaysOfDraft),
        _words("words", "What they say, in their own words", optional=True),
        hint="What they say of the draft findings. Where they disagree, please tell whoever leads the learning "
        "response: they do not see this.",
    ),
    _after(
        "actions", NoteName.ACTIONS_TOLD, "Told: actions are done", _day("On which day were they told?"),
        _words("words", "What were they told, in a few words?", optional=True),
    ),
    _after(
        "feedback", NoteName.FEEDBACK, "How it was for them", _day("On which day did they say it?"),
        _words("words", "How was it for them, in their own words?"),
    ),
)  # fmt: skip
AFTERWARDS = (*OWED_AFTER, *BESIDES)
