"""What is asked of a patient safety event, by its kind. As little as will do: every question more loses reports."""

from bot.forms.form import Asking, Caution, Conditions, Form, Gathered, Offer, Question, Way
from bot.forms.gathering import gather
from bot.forms.harm import PHYSICAL, PSYCHOLOGICAL, added_later
from bot.forms.involved import offer_agents, show_involved, what_was_involved
from bot.forms.kinds import KIND, REACHED
from bot.forms.message.read import may_alarm
from bot.forms.readers import a_place, offer_places, offer_terms, one_of, or_unsure, show_place, words
from bot.forms.when import offer_moments, past_moment, show_moment
from bot.forms.whose_name import NAME, SEALED_MEANS
from psirf.vocabulary import EventKind, OutcomeType, Reached, YesNo

GOOD_CARE: Conditions = {"kind": {EventKind.GOOD_CARE}}
OUTCOME: Conditions = {"kind": {EventKind.OUTCOME}}
RISK: Conditions = {"kind": {EventKind.RISK}}
NOT_REACHED: Conditions = {"kind": {EventKind.INCIDENT}, "reached": {Reached.NO}}
REACHED_SOMEBODY: Conditions = {"kind": {EventKind.INCIDENT}, "reached": {Reached.YES}}
HAPPENED: Conditions = {"kind": {EventKind.INCIDENT, EventKind.GOOD_CARE, EventKind.OUTCOME}}
WENT_WRONG: Conditions = {"kind": {EventKind.INCIDENT, EventKind.OUTCOME, EventKind.RISK}}
COULD_AFFECT: Conditions = {"kind": {EventKind.INCIDENT, EventKind.RISK}, "reached": {Reached.NO, None}}

_YES_NO = or_unsure(
    one_of(YesNo, {"yeah": YesNo.YES, "yep": YesNo.YES, "nope": YesNo.NO, "maybe": YesNo.UNKNOWN}), YesNo.UNKNOWN
)


def offer_yes_no(_: Asking) -> tuple[Offer, ...]:
    return offer_terms(YesNo)


def offer_outcomes(_: Asking) -> tuple[Offer, ...]:
    return (*offer_terms(OutcomeType), Offer("skip", "Something else"))


def offer_states(_: Asking) -> tuple[Offer, ...]:
    said = ("They seem all right", "They needed extra care", "I don't know")
    return tuple(Offer(each, each) for each in said)


REPORT = Form(
    name="report",
    title="Report",
    noun="report",
    send="Send",
    besides=gather,
    alarms=may_alarm,
    cautions=(
        Caution(REACHED_SOMEBODY, "Please tell the nurse in charge now, if they do not know yet."),
        Caution({**RISK, "imminent": {YesNo.YES}}, "Please tell the nurse in charge now, if they do not know yet."),
        SEALED_MEANS,
    ),
    questions=(
        KIND,
        Question(
            "what", "What happened, or nearly happened?", words(at_least=2), "What happened",
            hint="A sentence or two is plenty. Roles rather than names, please, and no NHS numbers.",
            ways=(
                Way(GOOD_CARE, "What went well?"),
                Way(OUTCOME, "What came about, and what worries you about it?"),
                Way(RISK, "What could go wrong?"),
            ),
            long=True, own_words=True,
        ),
        Question(
            "ward", "Which ward was it?", a_place, "Ward",
            hint="Press one, or type its name.", offers=offer_places, show=show_place, own_words=True,
            ways=(Way(RISK, "Where could it happen?"),),
        ),
        Question(
            "when", "When was it?", past_moment, "When",
            hint="Press one, or type it: “an hour ago”, “yesterday 14:30”, “3 March”.",
            offers=offer_moments, show=show_moment, only_if=HAPPENED,
        ),
        REACHED,
        Question(
            "outcome", "Which of these is nearest?", one_of(OutcomeType, {}), "Outcome",
            offers=offer_outcomes, terms=OutcomeType, only_if=OUTCOME, optional=True, kind="one of some",
        ),
        Question(
            "imminent", "Could it kill or severely harm somebody at any moment?", _YES_NO, "Danger at any moment",
            offers=offer_yes_no, terms=YesNo, only_if=RISK, kind="one of some",
        ),
        Question(
            "more_of", "How could we have more of this?", words(), "How to have more",
            hint="Whatever helped it to go well. Or say skip.",
            only_if=GOOD_CARE, optional=True, long=True, own_words=True,
        ),
        added_later(PHYSICAL, REACHED_SOMEBODY),
        added_later(PSYCHOLOGICAL, REACHED_SOMEBODY),
        Question(
            "involved", "What was involved?", what_was_involved, "What was involved",
            hint="Tick what fits, or say it in your own words. Or say skip.",
            offers=offer_agents, show=show_involved, optional=True, later=True, own_words=True, kind="some",
        ),
        Question(
            "stopped_by", "What stopped it, or kept it from being worse?", words(), "What stopped it",
            hint="What went well is worth as much. Or say skip.",
            only_if=WENT_WRONG, optional=True, later=True, long=True, own_words=True,
        ),
        Question(
            "how_they_are", "How are they now, in your own words?", words(more_than=("yes", "no", "y", "n")),
            "How they are", offers=offer_states, only_if=REACHED_SOMEBODY,
            optional=True, later=True, long=True, own_words=True,
        ),
        Question(
            "again", "Could it kill or severely harm somebody at any moment, if it comes again?", _YES_NO,
            "Danger at any moment", offers=offer_yes_no, terms=YesNo, only_if=NOT_REACHED,
            optional=True, later=True, kind="one of some",
        ),
        Question(
            "population", "Who could it affect?", words(), "Who it could affect",
            hint="Such as “anybody on a pump”. Or say skip.", only_if=COULD_AFFECT,
            optional=True, later=True, long=True, own_words=True,
        ),
        Question(
            "our_part", "Do you think that something in our care played a part?", _YES_NO, "Our part",
            hint="If you think so, it may be an incident, and can be looked at as one.",
            offers=offer_yes_no, terms=YesNo, only_if=OUTCOME, optional=True, later=True, kind="one of some",
        ),
        NAME,
    ),
)  # fmt: skip


def is_of_an_event(read: Gathered) -> bool:
    """Whether what was told is plainly of an event: it says of what kind, or several things of it."""
    sure = {key for key, taken in read.answers.items() if not taken.confirm and key != "name"}
    return read.urgent or bool({"kind", "reached", "physical"} & sure) or len(sure) > 1
