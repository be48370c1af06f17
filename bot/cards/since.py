"""What was said and put right since an event was reported, and what a lead does about it."""

from collections.abc import Mapping

from bot.cards.elements import Attempt, Element, Fold, attention, folded, press, quiet, shortened, text, text_box
from bot.casework.views import EventView, NoteShown
from psirf.spoken import spoken_day
from psirf.vocabulary import EventStatus, NoteKind, Reached, Withdrawal
from psirf.working_time import london_day

MOST_SHOWN = 5  # of what was said and put right, the newest; the rest is in "read all"
WORDS_SHOWN = 200


def since_then(view: EventView) -> list[Element]:
    """What came after the report, in its order: put right, added, asked and answered."""
    lines = [
        *((each.at, _corrected(each.label, each.before, each.after)) for each in view.corrections or ()),
        *((note.at, _said(note)) for note in view.notes or () if note.kind is not NoteKind.WITHDRAWAL),
    ]
    lines.sort(key=lambda line: line[0])
    if not lines:
        return []
    return [
        quiet(
            text("Since then", strong=True),
            *(text(f"{spoken_day(london_day(at))}: {words}") for at, words in lines[-MOST_SHOWN:]),
        )
    ]


def _corrected(label: str, before: str, after: str) -> str:
    was = f", before: “{shortened(before, WORDS_SHOWN // 2)}”" if before else ""
    return f"put right by the reporter. {label}: “{shortened(after or 'nothing', WORDS_SHOWN)}”{was}"


def _said(note: NoteShown) -> str:
    words = f"“{shortened(note.text, WORDS_SHOWN)}”"
    if note.kind is NoteKind.QUESTION:
        return f"{note.by or 'A lead'} asked the reporter: {words}"
    return f"the reporter {'answered' if note.kind is NoteKind.ANSWER else 'added'}: {words}"


def withdrawal_wish(view: EventView) -> list[Element]:
    """That the reporter would withdraw it, for a lead to agree to or not; or that it was withdrawn."""
    wish = view.withdrawal
    if wish is None or wish.state is Withdrawal.KEPT:
        return []
    if wish.state is Withdrawal.AGREED:
        said, stays = "Its reporter withdrew it, and a lead agreed.", view.status is not EventStatus.WITHDRAWN
        return [quiet(text(f"{said} {_why_it_stays(view)}" if stays else said))]
    return [
        attention(
            text("The reporter would like to withdraw this report.", strong=True),
            text(f"“{shortened(wish.because, WORDS_SHOWN)}”", close=True),
            *([text(_why_it_stays(view), close=True)] if "agree_though_reached" in view.steps else []),
        )
    ]


def _why_it_stays(view: EventView) -> str:
    why = "It reached a patient" if view.reached is Reached.YES else "Candour may be owed to somebody"
    return f"{why}, so the event and its candour stay."


def to_answer_the_reporter(
    view: EventView, steps: Mapping[str, str], attempt: Attempt, note: Element | None
) -> list[Element]:  # fmt: skip
    """Say that one looks at it, ask its reporter, or answer a wish to withdraw."""
    parts: list[Fold | Element] = []
    for step in ("agree_to_withdraw", "agree_though_reached"):
        if step in steps:
            parts.append(press(steps[step], f"event.{step}", view, primary=True))
    if "keep_report" in steps:
        because = text_box("because", "Why it is kept. The reporter reads this.", attempt.words("because"))
        parts.append(
            Fold("keep_report", steps["keep_report"], [because], press("Keep it", "event.keep_report", view))
        )
    if "claim" in steps:
        parts.append(press(steps["claim"], "event.claim", view))
    if "ask" in steps:
        hint = "You do not learn who it is." if view.is_sealed else ""
        box = text_box("question", "Your question to the reporter", attempt.words("question"), hint=hint)
        parts.append(Fold("ask", steps["ask"], [box], press("Send the question", "event.ask", view, primary=True)))
    return folded(*parts, open_step=attempt.step, note=note)
