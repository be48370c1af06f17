"""Cards about half-made forms: a list, what their writer is told before one goes, what a lead is told."""

from collections.abc import Mapping, Sequence

from bot.cards.elements import Card, Element, buttons, card, heading, quiet, shortened, submit, text
from bot.casework.half_made_views import ExistsShown, HalfMadeShown
from bot.forms.form import Form
from bot.forms.harm import AFFECTED
from bot.forms.report import REPORT
from bot.forms.safety_action import SAFETY_ACTION
from bot.wording import KEPT_REACHED, LEAD_KNOWS, NO_HALF_MADE, NOT_OPENED_NOW
from psirf.spoken import spoken_day, spoken_moment
from psirf.working_time import london_day

FORMS: Mapping[str, Form] = {form.name: form for form in (REPORT, AFFECTED, SAFETY_ACTION)}
MOST_LISTED = 8
BEGINS = 120  # characters of a form's first words


def half_made_list_card(shown: Sequence[HalfMadeShown]) -> Card:
    """The half-made forms of the person who asks, each to be carried on with or deleted."""
    if not shown:
        return card(text(NO_HALF_MADE))
    return card(heading("Half-made, and not sent"), *half_made_rows(shown))


def half_made_rows(shown: Sequence[HalfMadeShown]) -> list[Element]:
    """Half-made forms as parts of a card; nothing where there are none."""
    rows = [element for each in shown[:MOST_LISTED] for element in _row(each)]
    more = len(shown) - MOST_LISTED
    return [*rows, *([text(f"And {more} more, begun before these.", subtle=True)] if more > 0 else [])]


def _row(shown: HalfMadeShown) -> list[Element]:
    worked_on = f"Last worked on {spoken_day(london_day(shown.touched_at))}."
    if not shown.opens:
        return [text(_title(shown), strong=True), text(f"{worked_on} {NOT_OPENED_NOW}", subtle=True, close=True)]
    stays = f"Deleted on {spoken_moment(shown.goes_at)}." if shown.goes_at else KEPT_REACHED
    return [
        text(_title(shown), strong=True),
        *_begins(shown),
        text(f"{worked_on} {stays}", subtle=True, close=True),
        buttons(_carry_on(shown), submit("Delete", draft=shown.key, do="delete")),
    ]


def going_card(shown: HalfMadeShown) -> Card:
    """For its writer: a form will go; or it is kept, and a lead was told that there is one."""
    delete = submit("Delete it now", draft=shown.key, do="delete")
    if not shown.opens:
        says, ways = [text(NOT_OPENED_NOW)], []
    elif shown.goes_at is None:
        says = [text("It is kept, because it says that a patient was reached.", strong=True)]
        says += [text(LEAD_KNOWS)] if shown.lead_knows else []
        ways = [_carry_on(shown, primary=True), delete]
    else:
        goes = f"It is deleted on {spoken_moment(shown.goes_at)}, unless you carry on with it or keep it."
        says = [text(goes, strong=True)]
        ways = [_carry_on(shown, primary=True), submit("Keep it", draft=shown.key, do="keep_longer"), delete]
    return card(
        heading("Half-made, and not sent"),
        text(_title(shown), subtle=True),
        *_begins(shown),
        text(f"You last worked on this on {spoken_day(london_day(shown.touched_at))}."),
        *says,
        *([buttons(*ways)] if ways else []),
    )


def exists_card(shown: ExistsShown) -> Card:
    """For a lead: a half-made report says that a patient was reached. Neither its words nor its writer."""
    about = f" about {shown.place}" if shown.place else ""
    ask = "Please ask on the ward" if shown.place else "It names no ward yet. Please ask the nurses in charge"
    return card(
        heading("A report that was not sent"),
        text(f"Somebody began a report{about} on {spoken_day(shown.begun_on)}, and has not sent it. "
             "It says that a patient was reached.", strong=True),
        text(f"{ask}: is the patient looked after, and was it told in another way?"),
        text("Its words and its writer are shown to nobody. Please do not ask who it was.", subtle=True),
    )  # fmt: skip


def _title(shown: HalfMadeShown) -> str:
    form = FORMS.get(shown.form)
    title = form.title if form else "Form"
    return f"{title}, for {shown.about}" if shown.about else title


def _begins(shown: HalfMadeShown) -> list[Element]:
    """Its first words, or nothing."""
    form = FORMS.get(shown.form)
    said = form.begins(shown.answers) if form else ""
    return [quiet(text(shortened(said, BEGINS)))] if said else []


def _carry_on(shown: HalfMadeShown, *, primary: bool = False) -> Element:
    return submit("Carry on", draft=shown.key, do="carry_on", primary=primary)
