"""The ward manager's look at a report: what was told, and what the ward can do about it before the leads."""

from bot.candour_words import BESIDE_THE_GRADE, LONG_DISTRESS, MORE_TREATMENT
from bot.cards.elements import (
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
    text,
    text_box,
)
from bot.cards.event_rows import harm_rows, reached_shown, when_shown
from bot.casework.first_look_views import PersonGraded, SaidShown
from bot.casework.views import EventView
from psirf.candour.terms import OpenedBy
from psirf.rules import Rules
from psirf.spoken import spoken_day, spoken_moment
from psirf.vocabulary import EventStatus, FirstLook, NoteKind, PhysicalHarm, PsychologicalHarm, Reached
from psirf.working_time import london_day

MOST_PEOPLE = 3  # whose harm is put right on one card; of others it is typed
MOST_SAID = 3
# Fields, each with the id of its person.
PHYSICAL, PSYCHOLOGICAL, BESIDE = "physical_", "psychological_", "beside_"
GRADES = {
    PHYSICAL: [(each.value, each.label) for each in PhysicalHarm],
    PSYCHOLOGICAL: [(each.value, each.label) for each in PsychologicalHarm],
}
SAID = {
    NoteKind.PASSED_ON: "{} passed it on: “{}”",
    NoteKind.NOT_OURS: "{} says that it belongs elsewhere: “{}”",
    NoteKind.SAME_EVENT: "{} says that it is the same event: “{}”",
}


def first_look_page(view: EventView, attempt: Attempt, rules: Rules) -> Card:
    """For the ward manager who is asked first; and for leads, who can put the same things right."""
    note, steps = note_of(attempt), view.steps
    below = folded(*_folds(view, attempt, rules), open_step=_tried(attempt), note=note if attempt.step else None)
    title = "Please look first" if "pass_on" in steps else "On the ward" if not below else "Place, harm, same event"
    return card(
        heading(f"{title}: {view.reference}"),
        *on_top(note, below),
        *([text(shortened(view.what))] if view.what else []),
        *rows(
            ("Where", view.place),
            ("When", when_shown(view)),
            ("Patient", reached_shown(view)),
            ("How they are", view.how_they_are and shortened(view.how_they_are, 200)),
            *harm_rows((view.harm or ()) if view.reached is Reached.YES else (), MOST_PEOPLE),
            ("Stopped by", view.stopped_by and shortened(view.stopped_by, 200)),
            ("Who", view.population and shortened(view.population, 200)),
            ("Reported", spoken_moment(view.reported_at) if view.reported_at and not view.is_sealed else None),
        ),
        *how_it_stands(view),
        *below,
        buttons(press("The report's card", "event.show", view)),
    )


def how_it_stands(view: EventView) -> list[Element]:
    """Where the first look stands, what was said in it, and which reports tell of the same event."""
    look = view.first_look
    said = [*_stands(view), *(_said(each) for each in (look.said[-MOST_SAID:] if look else ())), *_same_event(view)]
    return [quiet(*(text(each) for each in said))] if said else []


def joined_sentence(view: EventView) -> str:
    """That a report was joined to another, for its reporter; empty where it was not."""
    if view.same_event is None or not view.same_event.is_joined:
        return ""
    other = view.same_event.to or "another report"
    return f"It tells of the same event as {other}, so the two are looked at together."


def joined_card(view: EventView) -> Card:
    """For the reporter: their report is looked at together with another."""
    return card(
        heading(f"About {view.reference}"),
        text(joined_sentence(view) or "It stands by itself now."),
        text("What you told us is kept, and you hear here what comes of it.", close=True),
    )


def _stands(view: EventView) -> list[str]:
    look = view.first_look
    if look is None or look.state is None:
        return []
    if view.status is EventStatus.MERGED and look.state is not FirstLook.PASSED_ON:
        return []  # it is neither settled nor decided on here: where it is looked at is said below
    day, until = spoken_day(london_day(look.at)) if look.at else "", spoken_day(look.until)
    if look.state is FirstLook.PASSED_ON and look.by:
        return [f"{look.by} looked at it first, and it went on to the people who lead on learning on {day}."]
    if look.state is FirstLook.SETTLED and look.by:
        return [f"{look.by} settled it on the ward on {day}."]
    if view.status is not EventStatus.RECEIVED:
        return ["The people who lead on learning have decided on it."] if "pass_on" not in view.steps else []
    if look.state is FirstLook.LAPSED:
        return ["The people who lead on learning are asked too. It can be settled on the ward until they decide."]
    if "pass_on" in view.steps:
        return [
            f"It waits for you until {spoken_day(look.until)}. Then the people who lead on learning are asked too."
        ]
    return [f"The ward manager looks at it first, until {until}. You can decide at any time."]


def _said(said: SaidShown) -> str:
    return SAID[said.kind].format(said.by or "Somebody", shortened(said.text, 200))


def _same_event(view: EventView) -> list[str]:
    same = view.same_event
    if same is None:
        return []
    joined = [f"It tells of the same event as {same.to or 'another report'}, and is looked at there."]
    others = [f"{', '.join(same.others)} {'tells' if len(same.others) == 1 else 'tell'} of the same event."]
    return [*(joined if same.is_joined else []), *(others if same.others else [])]


def _tried(attempt: Attempt) -> str:
    return f"{attempt.step} {attempt.item}" if attempt.step == "grade_harm" else attempt.step


# ---- what can be done ----


def _folds(view: EventView, attempt: Attempt, rules: Rules) -> list[Fold | Element]:
    steps, said = view.steps, attempt.words
    parts: list[Fold | Element] = []
    if "learn_locally" in steps:
        body = [
            text("Its reporter is sent the two sentences as you leave them, and it is closed.", subtle=True),
            text_box("learned", "What came of it", said("learned")),
            text_box("changed", "What changes", said("changed")),
            text_box(
                "local_reason", "Why learning on the ward is enough. The leads read this.", said("local_reason")
            ),
        ]
        send = press("Send it and close", "event.learn_locally", view, primary=True)
        parts.append(Fold("learn_locally", steps["learn_locally"], body, send))
    if "pass_on" in steps:
        box = text_box("pass_words", "A sentence for the leads, if you like", said("pass_words"))
        parts.append(
            Fold("pass_on", steps["pass_on"], [box], press("Pass it on", "event.pass_on", view, primary=True))
        )
    if "merge" in steps:
        body = [
            text_box("into", "Which other report?", said("into"), hint="Such as PSE-00001", long=False),
            text_box("merge_reason", "Why is it the same event?", said("merge_reason")),
        ]
        parts.append(Fold("merge", "Same event as another", body, press("Join them", "event.merge", view)))
    if "confirm_place" in steps:
        body = [_ward_box(view, "ward", "Where did it happen?", said("ward"))]
        parts.append(Fold("confirm_place", steps["confirm_place"], body, press(
            "Put the place right", "event.confirm_place", view)))  # fmt: skip
    people = view.first_look.people if view.first_look else ()
    if "grade_harm" in steps:
        parts += [_grading(view, each, attempt, rules) for each in people[:MOST_PEOPLE]]
    if "not_ours" in steps:
        body = [
            text_box("not_ours_ward", "Whose is it? Leave it empty if it is no ward of ours.", said("not_ours_ward"),
                     hint="The ward's name or number", long=False),
            text_box("not_ours_reason", "Why is it not yours?", said("not_ours_reason")),
        ]  # fmt: skip
        parts.append(Fold("not_ours", steps["not_ours"], body, press("Hand it on", "event.not_ours", view)))
    return parts


def _ward_box(view: EventView, id: str, label: str, value: str) -> Element:
    wards = view.first_look.wards if view.first_look else ()
    if not wards:
        return text_box(id, label, value, hint="The ward's name", long=False)
    return choice_box(id, label, [(name, name) for name in wards], value)


def _grading(view: EventView, person: PersonGraded, attempt: Attempt, rules: Rules) -> Fold:
    """The grades of one person as they stand, to be changed; what was graded before is kept. With the first, what
    opens candour of anybody it affected, whatever the grade is."""
    several = view.first_look is not None and len(view.first_look.people) > 1
    title = f"Harm to person {person.sequence}" if several else view.steps["grade_harm"]
    physical, psychological = f"{PHYSICAL}{person.affected_person_id}", f"{PSYCHOLOGICAL}{person.affected_person_id}"
    body = [
        text("As far as is known now. It changes nothing about who looks at it, or how.", subtle=True),
        choice_box(
            physical, "Physical harm", GRADES[PHYSICAL], attempt.words(physical) or person.physical.value
        ),
        choice_box(
            psychological, "Psychological harm", GRADES[PSYCHOLOGICAL],
            attempt.words(psychological) or person.psychological.value,
        ),
        *(
            [_beside_the_grade(f"{BESIDE}{person.affected_person_id}", attempt, rules.candour.prolonged_days)]
            if person.sequence == 1
            else []
        ),
    ]  # fmt: skip
    send = press("Keep this", "event.grade_harm", view, primary=True, item=person.affected_person_id)
    return Fold(f"grade_harm {person.affected_person_id}", title, body, send)


def _beside_the_grade(id: str, attempt: Attempt, days: int) -> Element:
    choices = [
        (OpenedBy.MORE_TREATMENT.value, MORE_TREATMENT),
        (OpenedBy.DISTRESS.value, LONG_DISTRESS.format(days)),
    ]
    return {**choice_box(id, BESIDE_THE_GRADE, choices, attempt.words(id), expanded=True), "isMultiSelect": True}


def asked_to_look_first(view: EventView) -> list[Element]:
    """On the event's own card, for the ward manager: that they are asked, and where to go."""
    if "pass_on" not in view.steps:
        return []
    return [attention(text("You are asked to look at this first, as the ward manager.", strong=True),
                      buttons(press("Look at it", "event.page_first_look", view, primary=True)))]  # fmt: skip
