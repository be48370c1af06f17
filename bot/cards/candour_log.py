"""Where it is logged what was done in a candour case: first what, and then a short page for each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.candour_words import CANDOUR_STEP_NOT_OPEN
from bot.cards.candour_before import before_page
from bot.cards.candour_inputs import form_fields, who
from bot.cards.candour_log_words import (
    AFTER_DEATH,
    ALIVE_AGAIN,
    ANOTHER_SIGNS,
    GLAD_TO_TELL,
    GRADED_AS_DEATH,
    KEPT_APART,
    NO_BLAME_IN_TRYING,
    NOBODY_KNOWN_YET,
    NOT_TOLD_IN_PERSON,
    NOTHING_LEFT,
    OPEN_ANYWAY,
    SAME_TIME,
    SORRY_IS_RIGHT,
    SORRY_TO_HEAR,
    THEY_CHOOSE,
    TOLD_INTRO,
    WHAT_WAS_DONE,
    WHO_IS_IT_ABOUT,
    WORD_FOR_WORD,
)
from bot.cards.candour_sign import sign_page
from bot.cards.elements import (
    Attempt,
    Card,
    Element,
    buttons,
    card,
    choice_box,
    heading,
    hidden,
    note_of,
    press,
    show,
    text,
)
from bot.casework.candour_views import CandourView, TrackShown
from bot.forms.candour_log import (
    ASKS,
    DIED,
    LIVES,
    NOT_REACHED,
    NOT_WANTED,
    SAID,
    SUPPORT,
    TOLD,
    TOLD_IN_WRITING,
    TRIED,
)
from bot.forms.form import Form
from psirf.candour.terms import CandourStatus, Ending, PersonKind
from psirf.candour.terms import Element as Part
from psirf.rules import Rules
from psirf.spoken import within_a_sentence

ELEMENTS, ALL = "elements", "all"  # the field by which parts are chosen, and all that is left
# What somebody can decline, or not be given, by itself; the rest belongs to the telling.
BY_ITSELF = (Part.TOLD, Part.SUPPORT, Part.WRITTEN, Part.FINDINGS, Part.MEETING)
MOST_SHOWN = 3  # other things that were done, before "More"
SAY_ALL = "All that is left"
# What is given with the telling, or in writing to somebody who did not want to be told in person.
WITH_TELLING = {Part.TRUE_ACCOUNT, Part.APOLOGY, Part.ENQUIRIES, Part.RECORD}
NEVER: Callable[[TrackShown], bool] = lambda track: False  # noqa: E731


@dataclass(frozen=True, slots=True)
class Way:
    """Something that may have been done: its page, and its button. `fits`: whether it makes sense of this person;
    `likely`: whether it is what comes next."""

    page: str
    title: str
    fits: Callable[[TrackShown], bool]
    likely: Callable[[TrackShown], bool] = NEVER


def _told(track: TrackShown) -> bool:
    return Part.TOLD in track.ended and track.ended[Part.TOLD][0] is Ending.DONE


def _in_writing(track: TrackShown) -> bool:
    """Whether they are not told in person, and something of the telling is open."""
    return _known(track) and Part.TOLD in track.ended and not _told(track) and bool(WITH_TELLING & {*track.open})


def _not_given(track: TrackShown) -> bool:
    """Whether they declined something, or could not be given it."""
    return bool(track.unsigned) or any(how is not Ending.DONE for how, _ in track.ended.values())


def _known(track: TrackShown) -> bool:
    return track.kind is not PersonKind.NOT_YET_KNOWN


def _needs(track: TrackShown, *parts: Part) -> bool:
    """Whether they were told, and one of these parts of the telling is open."""
    return _told(track) and bool({*parts} & {*track.open})


WAYS: Sequence[Way] = (
    Way("told", "We told them", _known, lambda track: Part.TOLD in track.open),
    Way("told_apology", "What was said", _told, lambda track: _needs(track, Part.APOLOGY, Part.ENQUIRIES)),
    Way("told_in_writing", "Told in writing", _in_writing, _in_writing),
    Way("told_support", "Support and questions", _known, lambda track: _needs(track, Part.SUPPORT, Part.RECORD)),
    Way("tried", "We tried to reach them", lambda track: True, lambda track: not _known(track)),
    Way("not_wanted", "They do not want it", lambda track: _known(track) and bool(track.open)),
    Way("not_reached", "They cannot be reached", lambda track: bool(track.open)),
    Way("asks", "They want to be told", _not_given),
    Way("died", "They have died", _known),
    Way("lives", "They are alive", lambda track: track.perhaps_dead),
)
# Where the statutory duty does not apply: an update takes what was said to them.
NOT_OWED_WAYS: Sequence[Way] = (
    Way("after_update", "An update was given", _known, lambda track: True),
    Way("tried", "We tried to reach them", lambda track: True),
    Way("asks", "They want to be told", _known),
    *(way for way in WAYS if way.page in ("died", "lives")),
)
DEAD_WAYS: Sequence[Way] = (Way("lives", "They have not died", lambda track: True),)


def _ways_of(view: CandourView, track: TrackShown) -> list[Way]:
    """What can be written down of somebody: of who has died that they live, as long as nobody says that here."""
    all_ways = NOT_OWED_WAYS if view.status is CandourStatus.NOT_REQUIRED else WAYS
    return [way for way in (DEAD_WAYS if track.died else all_ways) if way.fits(track)]


def log_page(view: CandourView, attempt: Attempt, _: Rules) -> Card:
    """Of whom, where there are several, and then what was done: what is likely first."""
    back = press("Back", "candour.show", view)
    note = note_of(attempt)
    if "log" not in view.steps:
        return card(note or text(CANDOUR_STEP_NOT_OPEN), buttons(back))
    top = [heading(f"Log what was done · {view.reference}"), *([note] if note else [])]
    track = view.track(attempt.item)
    if track is None:
        return card(*top, text(WHO_IS_IT_ABOUT, strong=True), *who(view, "log"), buttons(back))
    return card(*top, *_about(view, track), *_ways(view, track), buttons(back))


def _about(view: CandourView, track: TrackShown) -> list[Element]:
    """Whom it is about, and what is still open."""
    if track.died:
        return [text(f"{track.name}. {AFTER_DEATH}")]
    if track.perhaps_dead:
        return [text(GRADED_AS_DEATH.format(track.name), strong=True)]
    if view.status is CandourStatus.NOT_REQUIRED:
        return [text(OPEN_ANYWAY)]
    if not _known(track):
        return [text(f"{track.name}. {NOBODY_KNOWN_YET}")]
    waits = [within_a_sentence(each.label) for each in track.open]
    return [
        *([text(track.name, strong=True)] if len(view.tracks) > 1 else []),
        text(f"Still open: {', '.join(waits)}." if waits else NOTHING_LEFT, subtle=True, close=True),
    ]


def _ways(view: CandourView, track: TrackShown) -> list[Element]:
    fitting = _ways_of(view, track)
    if track.perhaps_dead:  # that is asked first
        fitting.sort(key=lambda way: way.page not in ("died", "lives"))
    likely = None if track.perhaps_dead else next((way for way in fitting if way.likely(track)), None)
    others = [_leads(view, track, way) for way in fitting if way is not likely]
    return [
        *([] if track.died else [text(WHAT_WAS_DONE, strong=True)]),
        *([buttons(_leads(view, track, likely, primary=True))] if likely else []),
        buttons(*others[:MOST_SHOWN], *([show("More", "more")] if others[MOST_SHOWN:] else [])),
        *([hidden("more", buttons(*others[MOST_SHOWN:]))] if others[MOST_SHOWN:] else []),
    ]


def _leads(view: CandourView, track: TrackShown, way: Way, *, primary: bool = False) -> Element:
    return press(way.title, f"candour.page_{way.page}", view, item=track.number, primary=primary)


def _is_closed(view: CandourView, track: TrackShown) -> bool:
    """Whether only some things are written down of somebody; what was typed meanwhile is given back."""
    return track.died or view.status is CandourStatus.NOT_REQUIRED


# ---- one page for each ----


def _page(page: str, form: Form, *lines: str, parts: bool = False, preset: str = "") -> Callable[..., Card]:
    """A page that asks one form. `parts`: also which parts it is about, `preset` where nothing is chosen yet. Where
    it is not open any more, what was typed is given back, and cannot be sent."""

    def drawn(view: CandourView, attempt: Attempt, rules: Rules) -> Card:
        track, is_open = view.track(attempt.item), "log" in view.steps
        if track is None or not (is_open or attempt.said):
            return log_page(view, attempt, rules)
        if not attempt.said and page not in {way.page for way in _ways_of(view, track)} and _is_closed(view, track):
            return log_page(view, attempt, rules)
        send = press(form.send, f"candour.{page}", view, primary=True, item=track.number)
        back = press("Back", "candour.page_log", view, item=track.number)
        note = note_of(attempt)
        asked = [_parts_box(track, attempt.words(ELEMENTS) or preset)] if parts else []
        return card(
            heading(f"{form.title} · {view.reference}"),
            *([text(track.name, strong=True)] if len(view.tracks) > 1 else []),
            *([note] if note and not attempt.step else []),
            *(text(line, subtle=True, close=True) for line in lines if is_open),
            *asked,
            *form_fields(form, attempt, view.now),
            *([note] if note and attempt.step else []),
            *([text(KEPT_APART, subtle=True)] if is_open else []),
            buttons(*([send] if is_open else []), back),
        )  # fmt: skip

    return drawn


def _parts_box(track: TrackShown, chosen: str) -> Element:
    choices = [(ALL, SAY_ALL), *((each.value, each.label) for each in BY_ITSELF if each in track.open)]
    return {**choice_box(ELEMENTS, "What is this about?", choices, chosen, expanded=True), "isMultiSelect": True}


LOG_PAGES: Mapping[str, Callable[[CandourView, Attempt, Rules], Card]] = {
    "before": before_page,
    "log": log_page,
    "told": _page("told", TOLD, TOLD_INTRO),
    "told_apology": _page("told_apology", SAID, SORRY_IS_RIGHT, SAME_TIME),
    "told_in_writing": _page("told_in_writing", TOLD_IN_WRITING, NOT_TOLD_IN_PERSON),
    "told_support": _page("told_support", SUPPORT, WORD_FOR_WORD, SAME_TIME),
    "tried": _page("tried", TRIED, NO_BLAME_IN_TRYING),
    "not_wanted": _page("not_wanted", NOT_WANTED, THEY_CHOOSE, parts=True),
    "not_reached": _page("not_reached", NOT_REACHED, ANOTHER_SIGNS, parts=True, preset=ALL),
    "died": _page("died", DIED, SORRY_TO_HEAR),
    "lives": _page("lives", LIVES, ALIVE_AGAIN),
    "asks": _page("asks", ASKS, GLAD_TO_TELL),
    "sign": sign_page,
}
# Where each step is tried.
LOG_PAGE_OF: Mapping[str, str] = {
    "plan": "before",
    **{page: page for page in LOG_PAGES if page not in ("before", "log")},
}
# The three pages of a telling follow each other; after the others, the case shows how it then stands.
LOG_NEXT: Mapping[str, str] = {
    "told": "told_apology",
    "told_apology": "told_support",
    "told_in_writing": "told_support",
    **dict.fromkeys(("told_support", "tried", "not_wanted", "not_reached", "died", "lives", "asks", "sign"), ""),
}
