"""What is asked where a conversation of candour is prepared and logged. Names may stand in any of the answers."""

import re
from collections.abc import Iterable

from bot.forms.form import NOTHING, Asking, Form, Offer, Question, Reader, Reading, Unclear
from bot.forms.made_at import made_at
from bot.forms.readers import plainly, words
from psirf.candour.kept import Mode, Result, TriedBy
from psirf.vocabulary import Term

OTHERWISE = "otherwise"  # told in no way that is in person: a letter, a message
WHEN = "when"
WHEN_HINT = "such as “today 2:30pm”, or “3 March 10am”"
AS_TO_THEM = "As you would say it to them: the letter is drafted from it"
# Between two questions: the end of a line that ends with a question mark, or an empty line.
BETWEEN = re.compile(r"(?<=\?)[^\S\n]*\n|(?<=\?[”’\"')])[^\S\n]*\n|\n\s*\n")
Offers = tuple[Offer, ...]


def a_moment(said: str, asking: Asking) -> Reading:
    """A moment that has come, kept as ISO in UTC. Raises Unclear where nothing is said: now is not assumed."""
    at = made_at(said, asking)
    if at is None:
        raise Unclear("")
    return Reading(at.isoformat())


def questions_in(said: str) -> tuple[str, ...]:
    """Each question that they asked, as it was written: one ends at a question mark at the end of a line, or at an
    empty line. None where it says that there was none."""
    asked = ("\n".join(line.strip() for line in part.strip().splitlines()) for part in BETWEEN.split(said))
    return tuple(each for each in asked if each and plainly(each) not in NOTHING)


def _chosen(values: Iterable[str]) -> Reader:
    """One or several of what is offered, as a card sends them. What is none of it is left out."""
    offered = tuple(values)

    def read(said: str, _: Asking) -> Reading:
        return Reading(",".join(each for each in said.split(",") if each in offered))

    return read


def _when(ask: str, *, optional: bool = False) -> Question:
    return Question(WHEN, ask, a_moment, "When", hint=WHEN_HINT, optional=optional)


def _words(key: str, ask: str, hint: str = "", *, long: bool = True, optional: bool = True) -> Question:
    return Question(key, ask, words(), ask, hint=hint, long=long, optional=optional)


def _one_of(key: str, ask: str, terms: type[Term], *more: Offer) -> Question:
    offers = (*(Offer(term.value, term.label) for term in terms), *more)
    return Question(
        key, ask, _chosen(offer.said for offer in offers), ask, offers=lambda _: offers, optional=True,
        kind="one of some",
    )  # fmt: skip


PLAN = Form(
    name="candour_plan",
    title="Before you meet",
    noun="plan",
    send="Save",
    sends=False,
    questions=(
        _words("speaks", "Who will speak with them?", "Best somebody they know, with somebody senior", long=False),
        _words("there", "Who should be there, for them and for us?", "Those they wish; few of us", long=False),
        _words("place", "Where and when?", "A quiet room, and enough time", long=False),
        _words("needs", "An interpreter, BSL or easy read?", "Not a relative, and not a child", long=False),
        _words("advocate", "An advocate, or other support?", long=False),
        _words("matters", "What matters to them?"),
        _words("known", "What do we know so far, and what not?"),
    ),
)

TOLD = Form(
    name="candour_told",
    title="We told them",
    noun="conversation",
    send="Save and go on",
    sends=False,
    questions=(
        _when("When did you speak with them?"),
        _one_of("mode", "How?", Mode, Offer(OTHERWISE, "By letter, or in another way")),
        _words("place", "Where, if you met?", "such as at their home", long=False),
        _words("ours", "Who was there for us? Their roles", "such as consultant, ward manager", long=False),
        _words("theirs", "Who was there with them?", long=False),
        _words("account", "What did you tell them of what happened?", AS_TO_THEM),
    ),
)

# Where they were not told in person: they did not want that, and had it in writing.
TOLD_IN_WRITING = Form(
    name="candour_told_in_writing",
    title="Told in writing",
    noun="letter",
    send="Save and go on",
    sends=False,
    questions=(
        _when("When did they get it?"),
        _words("account", "What were they told of what happened?", AS_TO_THEM),
        _words("apology", "How was sorry said? The words", "such as “I am sorry that this happened to you.”"),
        _words("enquiries", "What will be looked into, and how?", AS_TO_THEM),
    ),
)

SAID = Form(
    name="candour_said",
    title="What was said",
    noun="conversation",
    send="Save and go on",
    sends=False,
    questions=(
        _words("apology", "How did you say sorry? Your words", "such as “I am sorry that this happened to you.”"),
        _words("enquiries", "What will be looked into, and how?", AS_TO_THEM),
        _when("If this was at another time: when?", optional=True),
    ),
)

SUPPORT = Form(
    name="candour_support",
    title="Support and questions",
    noun="conversation",
    send="Save",
    sends=False,
    questions=(
        _words("support", "What support did you offer?", AS_TO_THEM),
        _words("contact", "Whom can they ring? Who you named to them", long=False),
        _words("questions", "What did they ask? Word for word"),
        _when("If this was at another time: when?", optional=True),
    ),
)

TRIED = Form(
    name="candour_tried",
    title="We tried to reach them",
    noun="attempt",
    send="Save",
    sends=False,
    questions=(
        _when("When did you try?"),
        _one_of("how", "How?", TriedBy),
        _one_of("result", "What came of it?", Result),
        _words("words", "Anything to add? (if you like)"),
    ),
)

NOT_WANTED = Form(
    name="candour_not_wanted",
    title="They do not want it",
    noun="wish",
    send="Save",
    sends=False,
    questions=(
        _words("words", "What did they say? In their words", optional=False),
        _when("When did they say so?"),
    ),
)

NOT_REACHED = Form(
    name="candour_not_reached",
    title="They cannot be reached",
    noun="reason",
    send="Save",
    sends=False,
    questions=(_words("words", "Why can they not be reached?", optional=False),),
)

DIED = Form(
    name="candour_died",
    title="They have died",
    noun="news",
    send="Save",
    sends=False,
    questions=(
        _words("words", "How do we know? In a few words", "such as “the ward told us today”", optional=False),
    ),
)

LIVES = Form(
    name="candour_lives",
    title="They are alive",
    noun="news",
    send="Save",
    sends=False,
    questions=(_words("words", "How do we know? In a few words", optional=False),),
)

ASKS = Form(
    name="candour_asks",
    title="They want to be told",
    noun="wish",
    send="Save",
    sends=False,
    questions=(
        _when("When did they say so?"),
        _words("words", "What did they say? In their words"),
    ),
)
