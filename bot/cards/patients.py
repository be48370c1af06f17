"""Which patient it was: asked of the reporter, seen to by those who lead, and shown to the candour lead alone.

No number stands in a field again once it was typed: what a card holds stays in Teams.
"""

from collections.abc import Sequence

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
    note_of,
    on_top,
    press,
    quiet,
    rows,
    shortened,
    text,
    text_box,
)
from bot.casework.views import EventView, PatientShown
from bot.wording import NOT_SHOWN
from psirf.rules import Rules
from psirf.spoken import spoken_day, spoken_span
from psirf.vocabulary import PatientKnown
from psirf.working_time import london_day

MOST_PEOPLE = 8  # affected, on one card
NUMBER, REASON, BECAUSE = "patient_number_", "reason_", "because_"  # fields, each with the id of its person
STORE = "The number goes to a protected store. Only the candour lead can look at it."
NOT_FOUND = "Nobody can find the patient from this report yet."
NURSE_KNOWS = "The nurse in charge knows which patient it is. Please ask, and keep the number here."


def patients_page(view: EventView, attempt: Attempt, _: Rules) -> Card:
    """For those who see to it: how it stands with each person affected, and what they may do about it. Where
    there are many, those beside the one that was tried or asked for (`attempt.item`)."""
    back = press("Back to the report", "event.show", view)
    if not view.patients:
        return card(text(NOT_SHOWN), buttons(back))
    note = note_of(attempt) if attempt.step or not attempt.note else quiet(text(attempt.note, strong=True))
    shown, next_person = _shown(view.patients, attempt.item)
    below = [element for each in shown for element in _person(view, each, attempt, note, _first(shown))]
    more = [press("The other patients", "event.page_patients", view, item=next_person)] if next_person else []
    earliest, latest = (view.happened.earliest, view.happened.latest) if view.happened else (None, None)
    return card(
        heading(f"Which patient? {view.reference}"),
        *on_top(note, below),
        *([text(shortened(view.what, 160))] if view.what else []),
        *rows(
            ("Where", view.place),
            ("When", spoken_span(earliest, latest) if earliest and latest else None),
        ),
        *below,
        buttons(*more, back),
    )


def patient_elements(view: EventView, attempt: Attempt = NO_ATTEMPT, note: Element | None = None) -> list[Element]:
    """On the reporter's living card: the field and its buttons, for one person affected at a time; a quiet line
    once it was put off; and that the number is kept. `note`: of the press just tried, to stand beside it."""
    patients = view.patients or ()
    if not patients or "give_number" not in view.steps:
        return []
    unsaid = next((each for each in patients if each.known is None), None)
    if unsaid is not None:
        return _asked(view, unsaid, note)
    put_off = next((each for each in patients if not each.settled), None)
    if put_off is not None:
        return [text(_put_off(view, put_off), subtle=True), *_still(view, put_off, "Give the number", attempt, note)]
    if len(patients) > 1:
        return [text("The patients' numbers are kept safe, where they could be found.")]
    [settled] = patients
    if settled.known is PatientKnown.NUMBER:
        kept = text("The patient's number is kept safe.")
        return [kept, *_still(view, settled, "Give another number", attempt, note)]
    not_found = text("Nobody could find out which patient it was. If you know, it still helps.", subtle=True)
    return [not_found, *_still(view, settled, "Give the number", attempt, note)]


def patient_missing(view: EventView) -> list[Element]:
    """On the card of those who can see to it: that it is not settled."""
    unsettled = [each for each in view.patients or () if not each.settled]
    if not unsettled or "give_number" not in view.steps:
        return []
    nurse_knows = all(each.known is PatientKnown.NURSE_IN_CHARGE for each in unsettled)
    return [attention(text(NURSE_KNOWS if nurse_knows else NOT_FOUND, strong=True))]


# ---- the reporter ----


def _asked(view: EventView, patient: PatientShown, note: Element | None) -> list[Element]:
    steps = view.steps
    which = f" This is about person {patient.sequence}." if len(view.patients or ()) > 1 else ""
    others = [
        press(steps[name], f"event.{name}", view, item=patient.affected_person_id, living=True)
        for name in ("nurse_knows", "number_later")
        if name in steps
    ]
    return [
        text(f"So that the right patient can be found.{which}", strong=True),
        text(STORE, subtle=True, close=True),
        _number_box(patient),
        *([note] if note else []),
        buttons(_keep(view, patient, living=True), *others),
    ]


def _put_off(view: EventView, patient: PatientShown) -> str:
    who = f"person {patient.sequence}" if len(view.patients or ()) > 1 else "the patient"
    if patient.known is PatientKnown.NURSE_IN_CHARGE:
        return f"You said that the nurse in charge knows who {who} is. A number still helps."
    return f"The number of {who} is still to come."


def _still(
    view: EventView, patient: PatientShown, title: str, attempt: Attempt, note: Element | None
) -> list[Element]:
    """A way to give a number still, folded up."""
    fields = [text(STORE, subtle=True), _number_box(patient)]
    fold = Fold("give_number", title, fields, _keep(view, patient, living=True))
    return folded(fold, open_step=attempt.step, note=note)


# ---- those who see to it ----


def _shown(patients: Sequence[PatientShown], item: int) -> tuple[Sequence[PatientShown], int]:
    """As many people as go on a card, this one among them; and who stands first on the next, 0 for nobody."""
    at = next((n for n, each in enumerate(patients) if each.affected_person_id == item), 0)
    begin = at // MOST_PEOPLE * MOST_PEOPLE
    following = begin + MOST_PEOPLE if begin + MOST_PEOPLE < len(patients) else 0
    next_person = patients[following].affected_person_id if following != begin else 0
    return patients[begin : begin + MOST_PEOPLE], next_person


def _person(
    view: EventView, patient: PatientShown, attempt: Attempt, note: Element | None, first: str
) -> list[Element]:
    """How it stands with one person affected, and what may be done about it by who looks."""
    several = len(view.patients or ()) > 1
    tried = f"{attempt.step} {attempt.item}" if attempt.step else ""
    return [
        *([text(f"Person {patient.sequence}", strong=True)] if several else []),
        text(_stands(patient), close=several),
        *folded(*_folds(view, patient, attempt), open_step=tried or first, note=note if tried else None),
    ]


def _stands(patient: PatientShown) -> str:
    on = f" on {spoken_day(london_day(patient.at))}" if patient.at else ""
    if patient.known is PatientKnown.NUMBER:
        return f"A number was kept safe{on}."
    if patient.known is PatientKnown.NOT_TO_BE_FOUND:
        because = f" “{shortened(patient.because, 300)}”" if patient.because else ""
        return f"It was said{on} that it cannot be found out.{because}"
    return NURSE_KNOWS if patient.known is PatientKnown.NURSE_IN_CHARGE else NOT_FOUND


def _folds(view: EventView, patient: PatientShown, attempt: Attempt) -> list[Fold | Element]:
    steps, person = view.steps, patient.affected_person_id
    tried = attempt if attempt.item == person else NO_ATTEMPT
    folds: list[Fold | Element] = []
    if "see_patient" in steps and patient.known is PatientKnown.NUMBER:
        reason = text_box(f"{REASON}{person}", "Why do you look?", tried.words(f"{REASON}{person}"))
        written = text("Each look is written down with its reason.", subtle=True)
        send = press(steps["see_patient"], "event.see_patient", view, primary=True, item=person)
        folds.append(Fold(f"see_patient {person}", "Look at the number", [written, reason], send))
    if "give_number" in steps:
        title = "Give another number" if patient.known is PatientKnown.NUMBER else "Give the number"
        body = [text(STORE, subtle=True), _number_box(patient)]
        folds.append(Fold(f"give_number {person}", title, body, _keep(view, patient)))
    if "not_to_be_found" in steps and not patient.settled:
        because = text_box(f"{BECAUSE}{person}", "Why can nobody find it out?", tried.words(f"{BECAUSE}{person}"))
        send = press(steps["not_to_be_found"], "event.not_to_be_found", view, item=person)
        folds.append(Fold(f"not_to_be_found {person}", "If nobody can find it out", [because], send))
    return folds


def _first(shown: Sequence[PatientShown]) -> str:
    """What stands open on the page: the first thing that is still to be done about a person."""
    unsettled = next((each for each in shown if not each.settled), None)
    return f"give_number {unsettled.affected_person_id}" if unsettled else ""


def _keep(view: EventView, patient: PatientShown, *, living: bool = False) -> Element:
    label = view.steps["give_number"]
    return press(label, "event.give_number", view, primary=True, item=patient.affected_person_id, living=living)


def _number_box(patient: PatientShown) -> Element:
    field = f"{NUMBER}{patient.affected_person_id}"
    return {**text_box(field, "NHS or hospital number", hint="As on the wristband", long=False), "maxLength": 60}
