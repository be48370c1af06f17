"""What the buttons on cards do. A press carries a verb, an id, the version seen and what was typed."""

from collections.abc import Collection, Mapping

from bot.cards.candour_pages import (
    CANDOUR_NEXT,
    CANDOUR_PAGE_OF,
    CANDOUR_PAGES,
    CANDOUR_STEP_OF,
    SHOW_PEOPLE,
    SHOW_REASONS,
    SHOW_WORDS,
)
from bot.cards.elements import NO_ATTEMPT, Attempt
from bot.cards.pages import EVENT_PAGES, FOR_THE_REPORTER, PAGE_OF
from bot.casework.looking import open_steps
from bot.casework.messages import Message
from bot.casework.notices import held_record_of
from bot.casework.queue import has_opened
from bot.casework.settling import turned_to
from bot.dialogs.turn import Turn
from bot.teams.action_presses import ACTION_STEPS
from bot.teams.approval_presses import APPROVAL_STEPS
from bot.teams.candour_after_presses import CANDOUR_AFTER_STEPS
from bot.teams.candour_asking_presses import CANDOUR_ASKING_STEPS
from bot.teams.candour_presses import CANDOUR_STEPS
from bot.teams.desk_presses import DESK_STEPS
from bot.teams.duty_presses import DUTY_STEPS
from bot.teams.elsewhere_presses import ELSEWHERE_STEPS
from bot.teams.event_presses import EVENT_STEPS
from bot.teams.first_presses import FIRST_STEPS
from bot.teams.opening_presses import OPENING_STEPS
from bot.teams.patient_presses import PATIENT_STEPS, is_about_a_number
from bot.teams.pressed import LONGEST_FIELD, NotFilledIn, Press, Step, harmless
from bot.teams.queue_presses import press_queue
from bot.teams.reporter_presses import REPORTER_STEPS
from bot.teams.response_presses import RESPONSE_STEPS
from bot.teams.support_presses import press_support
from bot.views import card_for, page_for, page_in_place
from bot.wording import NO_SUCH_BUTTON, NOT_SHOWN, TOO_LONG
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from storage.vault import KeyTrouble

PAGES: Mapping[str, Collection[str]] = {"event": EVENT_PAGES, "candour": CANDOUR_PAGES}
PAGES_OF: Mapping[str, Mapping[str, str]] = {"event": PAGE_OF, "candour": CANDOUR_PAGE_OF}
# Pages with names or words on them that stay on no card: shown in place alone, on a press, and not put there again.
NOT_IN_MESSAGES: Mapping[str, Collection[str]] = {"candour": {*SHOW_PEOPLE, *SHOW_WORDS, *SHOW_REASONS}}
NAME_PEOPLE = (
    "event.add_action", "action.reassign", "approval.hand_on", "response.give_lead", "event.hand_over",
    "candour.name_people",
)  # fmt: skip


async def press(turn: Turn, pressed: Press) -> Message:
    """Take the step and answer with the card as it now stands, or with a sentence.

    Nothing is changed, and the refusal is written down, where the step is not open to this person.
    """
    uow, person_id = turn.uow, turn.uow.person_id
    if is_about_a_number(pressed):
        uow.veil.untraced = True  # also where it is refused
    subject, _, step = pressed.verb.partition(".")
    if subject == "candour" or pressed.verb in CANDOUR_ASKING_STEPS:
        uow.veil.untraced = True  # words may be typed on it, or shown
    if subject == "queue":
        return await press_queue(turn, pressed)
    if subject == "support":
        return await press_support(turn, pressed)
    if step == "read_all":
        whole = await page_for(uow, subject, pressed.id, person_id, pressed.page)
        return whole or _not_shown(turn, pressed, subject, step)
    page = step.removeprefix("page_") if step.startswith("page_") else ""
    if pressed.verb not in STEPS and step != "show" and page not in PAGES.get(subject, ()):
        uow.audit(
            "refused", "button", why="no such verb", verb=harmless(pressed.verb), sent=pressed.id or pressed.sent
        )  # fmt: skip
        return _sentence(NO_SUCH_BUTTON)
    if await _drawn(turn, pressed) is None:
        return _not_shown(turn, pressed, subject, step)
    if page in NOT_IN_MESSAGES.get(subject, ()) and not pressed.in_place:
        uow.audit("refused", f"{subject}:{pressed.id}", why=Refusal.NOT_IN_MESSAGE, verb=pressed.verb)
        return _sentence(Refusal.NOT_IN_MESSAGE.label)
    await has_opened(uow, subject, pressed.id)
    attempt = Attempt(item=pressed.item) if page else NO_ATTEMPT
    if pressed.verb in STEPS:
        attempt = await _take(turn, pressed, subject, step)
        page = _page_after(subject, step, attempt)
    if pressed.card and (pressed.living or pressed.verb not in REPORTERS_ALONE):
        note = attempt.note if subject == "candour" and not attempt.step else ""  # sentences of Lantern's own
        await turned_to(uow, subject, pressed.id, turn.chat, pressed.card, _left_at(pressed, attempt, page), note)
    if page in NOT_IN_MESSAGES.get(subject, ()) and not pressed.in_place:
        page = ""
    said = NOT_SHOWN if attempt.step else attempt.note or NOT_SHOWN  # a step may hand it to others
    return await _drawn(turn, pressed, attempt, page) or _sentence(said)


def _page_after(subject: str, step: str, attempt: Attempt) -> str:
    """The page on which it is said what came of a step: where it was tried, or the next once it was taken."""
    if not attempt.note:
        return ""
    if subject == "candour" and not attempt.step and step in CANDOUR_NEXT:
        return CANDOUR_NEXT[step]
    return PAGES_OF.get(subject, {}).get(step, "")


def _left_at(pressed: Press, attempt: Attempt, page: str) -> str | None:
    """The page that a card is left at by a press; None where it is again as it was sent, or would show names unasked
    when it is rewritten."""
    if page in NOT_IN_MESSAGES.get(pressed.verb.partition(".")[0], ()):
        return None
    return page if not pressed.living or _is_tried_on(page, attempt) else None


def _is_tried_on(page: str, attempt: Attempt) -> bool:
    """A reporter's page stays until what is on it is right."""
    return page in FOR_THE_REPORTER and bool(attempt.step)


async def _drawn(turn: Turn, pressed: Press, attempt: Attempt = NO_ATTEMPT, page: str = "") -> Message | None:
    """The card that answers a press: the one that it was pressed on, or the page that it leads to."""
    uow, person_id = turn.uow, turn.uow.person_id
    subject, _, step = pressed.verb.partition(".")
    if page and (_is_tried_on(page, attempt) or not pressed.living):
        return await page_in_place(uow, subject, page, pressed.id, person_id, attempt)
    living = pressed.living and subject == "event"
    as_reporter = living or pressed.verb in REPORTERS_ALONE or step.removeprefix("page_") in FOR_THE_REPORTER
    return await card_for(uow, subject, pressed.id, person_id, attempt, living=living, as_reporter=as_reporter)


async def _take(turn: Turn, pressed: Press, subject: str, step: str) -> Attempt:
    """Take the step; where it was not taken, what to say of it on the card."""
    uow, asking = turn.uow, await turn.asking(with_people=pressed.verb in NAME_PEOPLE)
    # What was typed is given back, but not in a message, where it would stay in the chat.
    said_again = pressed.said if pressed.in_place or subject != "candour" else {}
    if any(len(words) > LONGEST_FIELD for words in pressed.said.values()):
        return Attempt(step, TOO_LONG, said_again, item=pressed.item)
    record = await held_record_of(uow, subject, pressed.id)
    assert record is not None, "its card has just been drawn"
    try:
        async with uow.savepoint():
            said = await STEPS[pressed.verb](uow, record, pressed, asking)
    except (NotAllowed, KeyTrouble) as trouble:
        refusal = trouble if isinstance(trouble, NotAllowed) else NotAllowed(Refusal.WRONG_KEY)
        uow.audit("refused", f"{subject}:{pressed.id}", why=refusal.why, verb=pressed.verb, seen=pressed.seen)
        return Attempt(step, str(refusal), said_again, item=pressed.item)
    except NotFilledIn as missing:
        if missing.strange:
            uow.audit("refused", f"{subject}:{pressed.id}", why="no such choice", verb=pressed.verb,
                      chosen=harmless(missing.strange), seen=pressed.seen)  # fmt: skip
        named = CANDOUR_STEP_OF.get(step, step) if subject == "candour" else step
        if named not in await open_steps(uow, record):
            uow.audit("refused", f"{subject}:{pressed.id}", why=Refusal.NOT_NOW, verb=pressed.verb, seen=pressed.seen)
            return Attempt(step, str(NotAllowed(Refusal.NOT_NOW)), said_again, item=pressed.item)
        return Attempt(step, missing.note, said_again, missing.unclear, pressed.item)
    return Attempt(note=said or "", item=pressed.item)


def _not_shown(turn: Turn, pressed: Press, subject: str, step: str) -> Message:
    """Nothing of it is this person's to see, or there is no such record: the two are not told apart."""
    if pressed.id:
        turn.uow.audit("refused", f"{subject}:{pressed.id}", why=Refusal.NOT_YOURS, verb=step)
    else:
        turn.uow.audit("refused", "button", why=Refusal.NOT_YOURS, verb=harmless(pressed.verb), sent=pressed.sent)
    return _sentence(NOT_SHOWN)


def _sentence(words: str) -> Message:
    return Message(words, text=words)


STEPS: Mapping[str, Step] = {
    **EVENT_STEPS, **REPORTER_STEPS, **PATIENT_STEPS, **ELSEWHERE_STEPS, **OPENING_STEPS, **ACTION_STEPS,
    **APPROVAL_STEPS,
    **DUTY_STEPS,
    **RESPONSE_STEPS,
    **FIRST_STEPS,
    **DESK_STEPS,
    **CANDOUR_STEPS,
    **CANDOUR_ASKING_STEPS,
    **CANDOUR_AFTER_STEPS,
}  # fmt: skip
# Steps that are a reporter's and nobody else's: who takes one is shown the event as its reporter.
REPORTERS_ALONE = tuple(
    f"event.{step}" for step in ("answer", "add", "correct", "ask_to_withdraw", "nurse_knows", "number_later")
)
