"""The card of a candour case: how far it is, what is owed to whom by when, and what comes next."""

from collections.abc import Sequence

from bot.candour_words import CANDOUR_INTRO, NAMED_MAY_READ, NOT_VERDICT, SECOND_LOOK, WOULD_MEET
from bot.cards.candour_after import findings_line
from bot.cards.candour_ended import ended_line
from bot.cards.candour_log_words import GRADED_AS_DEATH, NOT_TOLD_MEANWHILE
from bot.cards.candour_owed import in_peace, owed_line
from bot.cards.candour_questions import questions_waiting
from bot.cards.elements import (
    NO_ATTEMPT,
    Attempt,
    Card,
    Element,
    Fold,
    attention,
    buttons,
    card,
    folded,
    heading,
    hidden,
    note_of,
    on_top,
    press,
    quiet,
    rows,
    shortened,
    show,
    text,
    text_box,
)
from bot.cards.questions import person_box
from bot.cards.support import support_button
from bot.casework.candour_views import CandourView, TrackShown
from psirf.candour.terms import Answer, CandourStatus, LimbAnswer
from psirf.candour.terms import Element as Part
from psirf.spoken import spoken_day, spoken_moment, spoken_span, within_a_sentence
from psirf.working_time import london_day

HAPPENED = 200  # characters of what happened
MOST_OWED = 5  # lines of what is owed
MOST_PEOPLE = 6  # relevant people, on one card
SAID = {LimbAnswer.YES: "yes", LimbAnswer.NO: "no", LimbAnswer.UNCERTAIN: "not certain"}  # within a line


def candour_card(view: CandourView, attempt: Attempt = NO_ATTEMPT) -> Card:
    """A case as one person may see it, with the steps open to them, and what came of a press."""
    note = note_of(attempt)
    below = _steps(view, attempt, note)
    happened = view.happened
    when = (
        spoken_span(happened.earliest, happened.latest)
        if happened and happened.earliest and happened.latest
        else None
    )
    return card(
        heading(f"Candour · {view.reference}"),
        *on_top(note, below),
        *_has_died(view),
        *_what_next(view),
        *([text(shortened(view.what, HAPPENED))] if view.what else []),
        *rows(
            ("State", _state(view)),
            ("Opened for", view.opened_for),
            ("Where", view.place),
            ("When", when),
            ("Report", _report(view)),
            ("Holds it", view.clinician or ("Nobody yet" if view.state else None)),
            ("Contact", _contact(view)),
            ("Findings", findings_line(view)),
        ),
        *_assessed(view),
        *_people(view),
        *below,
    )


def _state(view: CandourView) -> str | None:
    """How far it is; of one that is over, how it ended."""
    if view.state is None:
        return None
    return view.state.label if view.status is CandourStatus.ENDED else view.status.label


# ---- what comes next ----


def _has_died(view: CandourView) -> list[Element]:
    """Whether somebody has died, where that is graded and nobody has said so here: one person at a time."""
    track = next((each for each in view.tracks if each.perhaps_dead), None)
    if track is None or not view.state or view.status is CandourStatus.WITHDRAWN:
        return []
    asks = [text(GRADED_AS_DEATH.format(track.name), strong=True), text(NOT_TOLD_MEANWHILE, close=True)]
    answers = [
        press("They have died", "candour.page_died", view, item=track.number),
        press("They are alive", "candour.page_lives", view, item=track.number),
    ]
    return [attention(*asks, *([buttons(*answers)] if "log" in view.steps else []))]


def _what_next(view: CandourView) -> list[Element]:
    """The one thing that stands first: what is to be decided, or what is owed, the soonest first. For whoever knows
    nothing of it but their questions: how many wait."""
    if not view.state:
        return questions_waiting(view)
    if view.status is CandourStatus.ASSESSING:
        return [attention(text(CANDOUR_INTRO, strong=True), text(NOT_VERDICT, close=True))]
    if view.status is CandourStatus.SECOND_LOOK:
        return [attention(text(SECOND_LOOK, strong=True))]
    lines = [text(owed_line(view, each), close=place > 0) for place, each in enumerate(view.owed[:MOST_OWED])]
    return [quiet(text("What is owed", strong=True), *lines)] if lines else []


# ---- what is known ----


def _report(view: CandourView) -> str | None:
    reported = f", {spoken_day(london_day(view.reported_at))}" if view.reported_at else ""
    return f"{view.event_reference}{reported}"


def _contact(view: CandourView) -> str | None:
    if not view.contact:
        return None
    return f"{view.contact}; {view.cover} covers" if view.cover else f"{view.contact}; nobody covers yet"


def _assessed(view: CandourView) -> list[Element]:
    """What was answered, and why; of a yes to all, one line."""
    assessed = view.assessed
    if assessed is None or view.answer is None:
        return []
    by = f"{assessed.profession}, written down by {assessed.by} on {spoken_day(london_day(assessed.at))}"
    why = [
        text(f"{limb.label}: {SAID[LimbAnswer(given)]}. “{shortened(assessed.why.get(limb, ''), HAPPENED)}”",
             close=True)
        for limb, given in assessed.limbs.items()
        if assessed.why.get(limb)
    ]  # fmt: skip
    return [quiet(text(view.answer.label, strong=True), *why, text(by, subtle=True, close=True))]


def _people(view: CandourView) -> list[Element]:
    """A line for each person, and what is done and not, to be unfolded."""
    if not view.state or view.status is CandourStatus.WITHDRAWN:
        return []
    tracks = view.tracks[:MOST_PEOPLE]
    lines = [text(_line(view, track), close=place > 0) for place, track in enumerate(tracks)]
    more = len(view.tracks) - len(tracks)
    lines += [text(f"And {more} more.", subtle=True)] if more else []
    if view.answer not in (Answer.NOTIFIABLE, Answer.UNCERTAIN):
        return lines
    whole = [element for track in tracks for element in _elements(view, track)]
    return [*lines, buttons(show("What is done", "done")), hidden("done", *whole)]


def _line(view: CandourView, track: TrackShown) -> str:
    """`Person 1, the patient. 4 of 10 ended. Not on Wednesday 18 March.`"""
    kind = within_a_sentence(track.kind.label)
    ended = len(track.ended)
    so_far = f" {ended} of {ended + len(track.open)} ended." if ended else ""
    died = " They have died." if track.died else ""
    paused = f" They asked for time until {spoken_day(track.paused_until)}." if track.paused_until else ""
    unnamed = "" if track.is_named else " Who they are is not written down yet."
    days = "" if track.died else in_peace(track.avoid, view.today)
    peace = f" {days[0].upper()}{days[1:]}." if days else ""
    meet = f" {WOULD_MEET}" if track.would_meet else ""
    return f"{track.name}, {kind}.{died}{so_far}{paused}{peace}{meet}{unnamed}"


def _elements(view: CandourView, track: TrackShown) -> list[Element]:
    lines = [text(track.name, strong=True)]
    for element in Part:
        if element in track.ended:
            lines.append(text(ended_line(element, *track.ended[element]), close=True))
        else:
            waits = " (waits for a signature)" if element in track.unsigned else ""
            lines.append(text(f"○ {element.label}{waits}", close=True))
    lines += [text(f"Tried: {each.how.lower()}, {spoken_moment(each.at)}. {each.result}.", subtle=True, close=True)
              for each in track.attempts[-3:]]  # fmt: skip
    open_questions = sum(not each.is_answered for each in track.questions)
    if track.questions:
        lines.append(
            text(f"{len(track.questions)} asked, {open_questions} not answered yet.", subtle=True, close=True)
        )
    return lines


# ---- what can be done ----


def _steps(view: CandourView, attempt: Attempt, note: Element | None) -> list[Element]:
    steps = view.steps
    first, others = _first(view), list[Fold | Element]()
    if "agree" in steps:
        box = text_box("why", "Why you agree, in one sentence", attempt.words("why"))
        others.append(Fold("agree", steps["agree"], [box], press("I agree", "candour.agree", view, primary=True)))
    if "name_people" in steps:
        fields = [
            person_box(key, label, view.people, attempt.words(key))
            for key, label in (
                ("clinician", "Who holds the conversations?"), ("contact", "Who is their named contact?"),
                ("cover", "Who covers for the contact?"),
            )
        ]  # fmt: skip
        fields.append(text(NAMED_MAY_READ, subtle=True))
        others.append(Fold("name_people", steps["name_people"], fields, press("Keep", "candour.name_people", view)))
    others += ways(view, first)
    shown = folded(*first, *others[:3], open_step=attempt.step, note=note)
    # Of more buttons in a row than six, Teams hides the last.
    rest = [each for at in (3, 7, 11) for each in folded(*others[at : at + 4], open_step=attempt.step, note=note)]
    more = [buttons(show("More", "more")), hidden("more", *rest)] if rest else []
    back = press(f"Open {view.event_reference}", "event.show", view.event)
    return [*shown, *more, buttons(back, support_button())]


def _first(view: CandourView) -> list[Element]:
    """What most people come for, first and plain to see."""
    steps = view.steps
    if "assess" in steps and view.status in (CandourStatus.ASSESSING, CandourStatus.ENGAGED):
        lead = [press(steps["assess"], "candour.page_assess", view, primary=True)]
        return lead + ([press(steps["take_on"], "candour.take_on", view)] if "take_on" in steps else [])
    takes_on = "take_on" in steps
    if "sign" in steps and any(track.unsigned for track in view.tracks):
        lead = [press(steps["sign"], "candour.page_sign", view, primary=True)]
        return lead + ([press(steps["take_on"], "candour.take_on", view)] if takes_on else [])
    if takes_on:
        return [press(steps["take_on"], "candour.take_on", view, primary=True)]
    if "log" in steps and view.status is CandourStatus.OWED:
        return [press("Log what was done", "candour.page_log", view, primary=True)]
    return []


# Pages that a step leads to, and the words on the button.
LEADS_TO: Sequence[tuple[str, str, str]] = (
    ("log", "log", "Log what was done"),
    ("log", "after", "Letters and findings"),
    ("log", "before", "Before you meet"),
    ("see_person", "person", "Who they are"),
    ("promise", "promise", "Next contact"),
    ("letter", "letter", "Draft a letter"),
    ("answer_question", "questions", "Their questions"),
    ("see_person", "words", "All that was written"),
    ("approve_findings", "findings", "Findings are approved"),
    ("assess", "assess", "Assess it again"),
    ("log", "restorative", "Who was hurt"),
)


def ways(view: CandourView, first: Sequence[Element]) -> list[Fold | Element]:
    """The pages that are open to who looks."""
    there = {each.get("verb") for each in first}
    return [
        press(title, f"candour.page_{page}", view)
        for step, page, title in LEADS_TO
        if step in view.steps and f"candour.page_{page}" not in there
    ]
