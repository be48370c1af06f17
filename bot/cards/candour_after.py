"""Pages of what comes after the conversation, one thing at a time, and of when the findings were approved."""

from collections.abc import Callable, Mapping, Sequence

from bot.candour_words import (
    AFTER_NOT_TOLD,
    AFTER_WHOSE,
    CANDOUR_STEP_NOT_OPEN,
    FINDINGS_WAIT,
    WOULD_MEET,
)
from bot.cards.candour_ended import ended_line
from bot.cards.candour_log_words import AFTER_DEATH, NOBODY_KNOWN_YET, OPEN_ANYWAY
from bot.cards.elements import (
    Attempt,
    Card,
    Element,
    buttons,
    card,
    choice_box,
    date_box,
    heading,
    hidden,
    note_of,
    press,
    quiet,
    show,
    text,
    text_box,
)
from bot.casework.candour_views import CandourView, TrackShown
from bot.forms.candour_after import AFTERWARDS, BESIDES, OWED_AFTER, After
from bot.forms.form import Question
from psirf.candour.kept import NoteName
from psirf.candour.terms import CandourStatus, Clock, PersonKind
from psirf.candour.terms import Element as Part
from psirf.rules import Rules
from psirf.spoken import spoken_day, within_a_sentence
from psirf.vocabulary import Term
from psirf.working_time import london_day

Page = Callable[[CandourView, Attempt, Rules], Card]
# What they said themselves, which may be written down when they have died.
BY_THEM = (NoteName.ACCOUNT, NoteName.DRAFT_CHECKED, NoteName.FEEDBACK)
IN_A_ROW = 4  # buttons beside one another


def whose(view: CandourView, page: str) -> list[Element]:
    """A button for each person, where there are several."""
    named = [press(each.name, f"candour.page_{page}", view, item=each.number) for each in view.tracks]
    return [buttons(*named[place : place + IN_A_ROW]) for place in range(0, len(named), IN_A_ROW)]


def of_person(track: TrackShown) -> str:
    """`Person 1, the patient`"""
    return f"{track.name}, {within_a_sentence(track.kind.label)}"


def after_page(view: CandourView, attempt: Attempt, rules: Rules) -> Card:
    """What is done for a person after the conversation, and what can be written down; first of whom."""
    back, note, track = press("Back", "candour.show", view), note_of(attempt), view.track(attempt.item)
    top = [heading(f"Afterwards · {view.reference}"), *([note] if note else [])]
    if "log" not in view.steps:
        return card(*top, text(CANDOUR_STEP_NOT_OPEN), buttons(back))
    if track is None:
        return card(*top, text(AFTER_WHOSE, strong=True), *whose(view, "after"), buttons(back))
    others = [press("Another person", "candour.page_after", view)] if len(view.tracks) > 1 else []
    if track.kind is PersonKind.NOT_YET_KNOWN:
        return card(*top, text(of_person(track), strong=True), text(NOBODY_KNOWN_YET), buttons(*others, back))
    told, owed = Part.TOLD in track.ended, view.status is not CandourStatus.NOT_REQUIRED
    first = [*OWED_AFTER, *(each for each in BESIDES if each.name is NoteName.MET and track.would_meet)]
    besides = [
        _way(view, track, each) for each in BESIDES
        if each not in first and (not track.died or each.name in BY_THEM)
    ]  # fmt: skip
    return card(
        *top,
        text(of_person(track), strong=True),
        *[text(_line(track, each.name), close=True) for each in OWED_AFTER if isinstance(each.name, Part) and owed],
        *_hint(track, told, owed),
        *([text(WOULD_MEET)] if track.would_meet else []),
        *([buttons(*(_way(view, track, each) for each in first))] if told and owed and not track.died else []),
        *([buttons(show("Something else", "besides"))] if owed else []),
        {**hidden("besides", *(buttons(*besides[at : at + 3]) for at in range(0, len(besides), 3))),
         "isVisible": not owed},
        buttons(*others, back),
    )  # fmt: skip


def _hint(track: TrackShown, told: bool, owed: bool) -> list[Element]:
    """What is to be known before anything of it is written down."""
    if track.died:
        return [quiet(text(AFTER_DEATH))]
    if not owed:
        return [quiet(text(OPEN_ANYWAY))]
    if not told:
        return [quiet(text(AFTER_NOT_TOLD))]
    return [quiet(text(FINDINGS_WAIT))] if _waits(track) else []


def _way(view: CandourView, track: TrackShown, after: After) -> Element:
    return press(after.title, f"candour.page_{after.page}", view, item=track.number)


def _line(track: TrackShown, element: Part) -> str:
    if element not in track.ended:
        return f"○ {element.label}"
    return ended_line(element, *track.ended[element])


def _waits(track: TrackShown) -> bool:
    return Part.FINDINGS not in track.ended and any(not each.is_answered for each in track.questions)


# ---- one thing ----


def _page(after: After) -> Page:
    def page(view: CandourView, attempt: Attempt, rules: Rules) -> Card:
        """What is asked of one thing; where it was kept, what is done for that person."""
        if attempt.note and not attempt.step:
            return after_page(view, attempt, rules)
        track, note = view.track(attempt.item), note_of(attempt)
        back = press("Back", "candour.show", view)
        if track is None and "log" in view.steps and not attempt.step:
            asks = text(AFTER_WHOSE, strong=True)
            return card(heading(f"{after.title} · {view.reference}"), asks, *whose(view, after.page), buttons(back))
        is_open = "log" in view.steps and track is not None
        fields = [input_of(each, attempt) for each in after.form.questions] if is_open or attempt.said else []
        send = press(after.form.send, f"candour.{after.page}", view, primary=True, item=attempt.item)
        there = press("Back", "candour.page_after", view, item=attempt.item)
        return card(
            heading(f"{after.title} · {view.reference}"),
            *([text(of_person(track), strong=True)] if track else []),
            *([] if is_open or note else [text(CANDOUR_STEP_NOT_OPEN)]),
            *([text(after.hint, subtle=True)] if after.hint and is_open else []),
            *fields,
            *([note] if note else []),
            buttons(*([send] if is_open else []), there),
        )  # fmt: skip

    return page


def input_of(question: Question, attempt: Attempt) -> Element:
    """The field of a question, with what was typed, and what was unclear said beside its label."""
    unclear, value = attempt.unclear.get(question.key, ""), attempt.words(question.key)
    label = f"{question.label}. {unclear}" if unclear and question.label[-1] not in "?!" else (
        f"{question.label} {unclear}".strip()
    )  # fmt: skip
    if question.kind == "day":
        return date_box(question.key, label, value)
    if question.terms is not None:
        return choice_box(question.key, label, _choices(question.terms), value, expanded=True)
    return text_box(question.key, label, value, long=question.long)


def _choices(terms: type[Term]) -> Sequence[tuple[str, str]]:
    return [(each.value, each.label) for each in terms]


# ---- the findings ----


def findings_page(view: CandourView, attempt: Attempt, rules: Rules) -> Card:
    """On which day the findings were approved: from then on there is a day by which they are shared."""
    note, back = note_of(attempt), press("Back", "candour.show", view)
    is_open = "approve_findings" in view.steps
    value = attempt.words("day") or view.today.isoformat()
    fields = [date_box("day", "On which day were the findings approved?", value)] if is_open or attempt.said else []
    known = findings_line(view)
    keep = press("Keep the day", "candour.approve_findings", view, primary=True)
    return card(
        heading(f"Findings · {view.reference}"),
        *([text(known)] if known else []),
        *([] if is_open or note else [text(CANDOUR_STEP_NOT_OPEN)]),
        *fields,
        *([note] if note else []),
        buttons(*([keep] if is_open else []), back),
    )


def findings_line(view: CandourView) -> str:
    """`Approved on Wednesday 4 March 2026. To be shared by Wednesday 18 March 2026: 10 working days after …`; once
    that is over for each who lives, that they were approved."""
    if view.findings_approved_at is None:
        return ""
    by = next((day for clock, day in (view.days or {}).items() if clock is Clock.FINDINGS), None)
    living = [track for track in view.tracks if not track.died]
    is_over = bool(living) and all(Part.FINDINGS in track.ended for track in living)
    shared = f" To be shared by {spoken_day(by)}: {view.findings_why}." if by is not None and not is_over else ""
    return f"Approved on {spoken_day(london_day(view.findings_approved_at))}.{shared}"


AFTER_PAGES: Mapping[str, Page] = {
    "after": after_page,
    **{each.page: _page(each) for each in AFTERWARDS},
    "findings": findings_page,
}
AFTER_PAGE_OF: Mapping[str, str] = {
    **{each.page: each.page for each in AFTERWARDS},
    "approve_findings": "findings",
}
# The step of the lifecycle that each is.
AFTER_STEP_OF: Mapping[str, str] = {each.page: "log" for each in AFTERWARDS}
