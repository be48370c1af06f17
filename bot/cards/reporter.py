"""What the person who reported an event sees of it: thanks, how it stands, and what came of it."""

from collections.abc import Mapping

from bot.cards.candour_ask import ask_as_reporter
from bot.cards.elements import (
    NO_ATTEMPT,
    Attempt,
    Card,
    Element,
    Fold,
    attention,
    buttons,
    card,
    choice_box,
    folded,
    heading,
    note_of,
    on_top,
    press,
    quiet,
    rows,
    shortened,
    submit,
    text,
    text_box,
)
from bot.cards.elsewhere import elsewhere_line
from bot.cards.first_look import joined_sentence
from bot.cards.patients import patient_elements
from bot.cards.sealing import opened_line
from bot.casework.views import EventView, ProgressStep
from bot.forms.harm import PHYSICAL, PSYCHOLOGICAL
from bot.wording import ANSWER_SENT, SEALED, STILL_SEALED
from psirf.spoken import spoken_day
from psirf.vocabulary import (
    BY_REPORTER,
    EventStatus,
    FirstLook,
    NoteKind,
    PhysicalHarm,
    PsychologicalHarm,
    Reached,
    ResponseType,
    Withdrawal,
)
from psirf.working_time import london_day

MOST_SAID = 4  # lines of what she said since
STEP_SHOWN = 300  # characters of what a step came to
MOST_ACTIONS = 6  # named in the sentence that is drafted for the reporter

# What a response means to somebody on a ward, as the end of "To learn from it, …". A lead reads it first.
IN_PLAIN_WORDS = {
    ResponseType.SWARM: "the people who were there were asked to talk it through together.",
    ResponseType.AAR: "the team was asked to talk through what was meant to happen, what did, and why.",
    ResponseType.MDT: "people from several teams were asked to look at how it could happen.",
    ResponseType.THEMATIC: "it is being looked at together with others like it.",
    ResponseType.PSII: "trained people were asked to look into it in depth.",
    ResponseType.REFERRAL: "it was passed to the body that must look into it.",
    ResponseType.IMPROVE: "it was added to work that is already making this safer.",
    ResponseType.LOCAL: "it was shared with the ward.",
}


def told_card(view: EventView, note: str = "") -> Card:
    """What came of a report, for the person who made it."""
    assert view.told is not None, "there is news to tell"
    return card(
        heading(f"What came of {view.reference}"),
        *([text(note)] if note else []),
        *([text(f"You told us: “{shortened(view.what, 120)}”", subtle=True)] if view.what else []),
        text(view.told.learned),
        text(view.told.changed),
        text("Thank you. Telling us helps to keep patients safe.", close=True),
        text(f"{view.told.by}, {spoken_day(london_day(view.told.at))}", subtle=True),
    )


def living_card(view: EventView, attempt: Attempt = NO_ATTEMPT) -> Card:
    """Thanks, the reference, and where the report stands; it is kept up to date in its place. Below, what
    its reporter can do: answer, add, put right, ask to withdraw."""
    steps = view.steps
    note = note_of(attempt)
    below = [*questions_to_answer(view, attempt, note, living=True), *_what_can_be_done(view, steps, attempt, note)]
    is_sealed = view.is_sealed and view.opened is None
    patients = patient_elements(view, attempt, note if attempt.step == "give_number" else None)
    return card(
        heading(f"Thank you. This is {view.reference}."),
        *on_top(note, [*patients, *below]),
        *_progress(view),
        *([text(_next_step(view))] if _next_step(view) else []),
        *_tell_the_nurse_in_charge(view),
        *patients,
        *_withdrawal(view),
        *opened_line(view),
        *_said_since(view),
        *([text(elsewhere_line(view), subtle=True)] if elsewhere_line(view) else []),
        text(f"It is for learning, never for blame.{SEALED if is_sealed else ''}", subtle=True),
        *below,
    )


def _progress(view: EventView) -> list[Element]:
    """Each step with its day and what it came to; or when it is to come."""
    steps = view.progress or ()
    if not view.notes and not any(step.on for step in steps[1:]):
        return []  # nothing came since that she may know of: what comes next is said in a sentence
    return rows(*((step.label, _step_shown(view, step)) for step in steps))


def _step_shown(view: EventView, step: ProgressStep) -> str:
    if step.on is None:
        return f"By {spoken_day(view.look_by)}" if step.label == "Looked at" else "Still to come"
    words = f". {shortened(step.words, STEP_SHOWN)}" if step.words else ""
    return f"{spoken_day(step.on)}{words}"


def _next_step(view: EventView) -> str:
    if view.withdrawal is not None and view.withdrawal.state is Withdrawal.AGREED:
        return ""
    if view.told is not None:
        return f"What came of it was sent to you on {spoken_day(london_day(view.told.at))}."
    if joined_sentence(view):
        return f"{joined_sentence(view)} You will hear here what came of it."
    look = view.first_look
    if view.status is EventStatus.RECEIVED and look is not None and look.state is FirstLook.WAITING:
        return (
            f"The ward manager is looking at it first, by {spoken_day(look.until)}. "
            "You will hear here what came of it."
        )
    if view.status is EventStatus.RECEIVED:
        return (
            f"The people who lead on learning have been asked to look at it by {spoken_day(view.look_by)}. "
            "You will hear here what came of it."
        )
    return "You will hear here what came of it."


def _withdrawal(view: EventView) -> list[Element]:
    wish = view.withdrawal
    if wish is None:
        return []
    if wish.state is Withdrawal.ASKED:
        return [text("You asked to withdraw it. A lead has been asked to agree.")]
    if wish.state is Withdrawal.KEPT:
        return [text(f"A lead keeps this report: “{shortened(wish.answer, STEP_SHOWN)}”")]
    if view.reached is Reached.YES:
        return [
            text("You have withdrawn it, and are asked nothing more. It reached a patient, so the event stays on "
                 "record, with what is owed to the patient and the family.")
        ]  # fmt: skip
    if view.status is not EventStatus.WITHDRAWN:
        return [
            text("You have withdrawn it, and are asked nothing more. The event stays on record, as something may be "
                 "owed to a patient or a family.")
        ]  # fmt: skip
    return [text("It is withdrawn, as you asked. Nothing more is done with it.")]


def _said_since(view: EventView) -> list[Element]:
    """What she added, put right and answered: that it arrived."""
    lines = [
        *((each.at, f"You put right: {each.label.lower()}.") for each in view.corrections or ()),
        *(
            (note.at, f"You {'answered' if note.kind is NoteKind.ANSWER else 'added'}: “{shortened(note.text, 80)}”")
            for note in view.notes or ()
            if note.kind in BY_REPORTER
        ),
    ]
    lines.sort(key=lambda line: line[0])
    return [quiet(*(text(words) for _, words in lines[-MOST_SAID:]))] if lines else []


def questions_to_answer(view: EventView, attempt: Attempt, note: Element | None, *, living: bool) -> list[Element]:
    """What a lead asked and is not answered yet, with a box for the answer: the oldest first."""
    answered = {each.answers for each in view.notes or ()}
    asked = [each for each in view.notes or () if each.kind is NoteKind.QUESTION and each.id not in answered]
    if not asked or "answer" not in view.steps:
        return []
    first, tried = asked[0], attempt.step == "answer"
    return [
        attention(
            text("The people who look at it ask:", strong=True),
            text(f"“{shortened(first.text)}”", close=True),
            text_box("answer", "Your answer", attempt.words("answer") if tried else ""),
            *([note] if note is not None and tried else []),
            buttons(press("Send the answer", "event.answer", view, primary=True, item=first.id, living=living)),
        )
    ]


def question_card(view: EventView, attempt: Attempt) -> Card:
    """A question about a report, for its reporter; once it is answered, thanks."""
    note = note_of(attempt)
    asked = questions_to_answer(view, attempt, note, living=False)
    sealed = [text(STILL_SEALED, subtle=True)] if view.is_sealed else []
    answered = any(each.answers for each in view.notes or ())
    over = [text(ANSWER_SENT if answered else "There is no question left to answer.", subtle=True)]
    return card(
        heading(f"A question about {view.reference}"),
        *([note] if note is not None and not (asked and attempt.step) else []),
        *([*asked, *sealed] if asked else over if note is None else []),
    )


def news_card(view: EventView) -> Card:
    """What was learned so far, for the person who reported it."""
    learned = next((step.words for step in view.progress or () if step.label == "Learned"), "")
    return card(
        heading(f"News of {view.reference}"),
        text(learned),
        text("What changes comes to you here too.", subtle=True),
    )


def withdrawal_card(view: EventView) -> Card:
    """What a lead said to the wish to withdraw a report."""
    return card(heading(f"About {view.reference}"), *_withdrawal(view))


def _what_can_be_done(
    view: EventView, steps: Mapping[str, str], attempt: Attempt, note: Element | None
) -> list[Element]:  # fmt: skip
    parts: list[Fold | Element] = []
    if "add" in steps:
        box = text_box("more", "What would you add?", attempt.words("more"))
        parts.append(Fold("add", steps["add"], [box], press("Add it", "event.add", view, primary=True, living=True)))
    if "correct" in steps:
        parts.append(press(steps["correct"], "event.page_correcting", view))
    if view.reached is Reached.YES and "add_affected" in steps:
        parts.append(_somebody_else(view, steps["add_affected"], attempt))
    if "ask_to_withdraw" in steps:
        box = text_box("because", "Why would you like to withdraw it? A lead reads this.", attempt.words("because"))
        send = press("Ask a lead", "event.ask_to_withdraw", view, living=True)
        parts.append(Fold("ask_to_withdraw", steps["ask_to_withdraw"], [box], send))
    parts += ask_as_reporter(view, attempt)
    return folded(*parts, open_step=attempt.step, note=note)


def _somebody_else(view: EventView, title: str, attempt: Attempt) -> Fold | Element:
    """Others can be added while it is being looked at: in the chat; of a sealed report, where no half-made
    form may tell whose it is, on the card."""
    if not view.is_sealed:
        return submit(title, do="begin", form="affected", about=str(view.id))
    fields = [
        choice_box(key, question.ask, [(each.value, each.label) for each in terms], attempt.words(key))
        for key, question, terms in (("physical", PHYSICAL, PhysicalHarm), ("psychological", PSYCHOLOGICAL,
                                                                            PsychologicalHarm))
    ]  # fmt: skip
    return Fold("add_affected", title, fields, press("Add them", "event.add_affected", view, living=True))


def _tell_the_nurse_in_charge(view: EventView) -> list[Element]:
    if view.reached is not Reached.YES or view.status is not EventStatus.RECEIVED:
        return []
    return [attention(text("Please make sure that the nurse in charge knows now how the patient is."))]


def draft_learned(view: EventView) -> str:
    """The first of the two sentences, for a lead to change."""
    assert view.decision is not None, "nobody is told before it is decided"
    if view.response is not None and view.response.learned:
        return f"We have looked at what you told us. {learned_so_far(view)}"
    return f"We have looked at what you told us. To learn from it, {IN_PLAIN_WORDS[view.decision.chosen]}"


def learned_so_far(view: EventView) -> str:
    """The lines of what was learned as sentences, for a lead to change; empty where there are none."""
    lines = view.response.learned if view.response is not None else ()
    sentences = (f"{line[:1].upper()}{line[1:]}" for line in lines)
    return " ".join(line if line.endswith((".", "!", "?")) else f"{line}." for line in sentences)


def draft_changed(view: EventView) -> str:
    """The second: what will be different."""
    if not view.actions:
        return "No further action was needed this time."
    changes = (shortened(action.what, 120).rstrip(".") for action in view.actions[-MOST_ACTIONS:])
    told = "; ".join(changes)
    return f"{told[:1].upper()}{told[1:]}."
