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
Offers = tuple[Offer, ...]


def a_moment(said: str, asking: Asking) -> Reading:
    """A moment that has come, kept as ISO in UTC. Raises Unclear where nothing is said: now is not assumed."""
    at = made_at(said, asking)
    if at is None:
        raise Unclear("")
    return Reading(at.isoformat())


def questions_in(said: str) -> tuple[str, ...]:
    """Each question that they asked, as it was written: apart by an empty line, or one on each line where each line
    ends as a question does. None where it says that there was none."""
    found = list[str]()
    for part in re.split(r"\n\s*\n", said.replace("\r\n", "\n")):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        found += lines if all(line.endswith("?") for line in lines) else ["\n".join(lines)]
    return tuple(each for each in found if plainly(each) not in NOTHING)


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
        _words("ours", "Who was there for us? Their roles", "such as consultant, ward manager", long=False),
        _words("theirs", "Who was there with them?", long=False),
        _words("account", "What did you tell them of what happened?"),
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
        _words("enquiries", "What will be looked into, and how?"),
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
        _words("support", "What support did you offer?"),
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
    questions=(_words("words", "Anything those who go on should know?"),),
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
