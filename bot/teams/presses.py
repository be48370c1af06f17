"""What the buttons on cards do. A press carries a verb, an id, the version seen and what was typed."""

from collections.abc import Mapping

from bot.cards.elements import NO_ATTEMPT, Attempt
from bot.cards.pages import EVENT_PAGES, FOR_THE_REPORTER, PAGE_OF
from bot.casework.looking import open_steps
from bot.casework.messages import Message
from bot.dialogs.turn import Turn
from bot.teams.action_presses import ACTION_STEPS
from bot.teams.elsewhere_presses import ELSEWHERE_STEPS
from bot.teams.event_presses import EVENT_STEPS
from bot.teams.opening_presses import OPENING_STEPS
from bot.teams.patient_presses import PATIENT_STEPS, is_about_a_number
from bot.teams.pressed import NotFilledIn, Press, Step
from bot.teams.reporter_presses import REPORTER_STEPS
from bot.views import card_for, event_page_for, page_for
from bot.wording import NO_SUCH_BUTTON, NOT_SHOWN, TOO_LONG
from psirf.lifecycle import NotAllowed
from psirf.vocabulary import Refusal
from storage.actions import held_action
from storage.events import held_event
from storage.vault import KeyTrouble

NAME_PEOPLE = ("event.add_action", "action.reassign")
LONGEST_FIELD = 1500  # characters of what is typed on a card


async def press(turn: Turn, pressed: Press) -> Message:
    """Take the step and answer with the card as it now stands, or with a sentence.

    Nothing is changed, and the refusal is written down, where the step is not open to this person.
    """
    uow, person_id = turn.uow, turn.uow.person_id
    if is_about_a_number(pressed):
        uow.veil.untraced = True  # also where it is refused
    subject, _, step = pressed.verb.partition(".")
    if step == "read_all":
        return await page_for(uow, subject, pressed.id, person_id, pressed.page) or _sentence(NOT_SHOWN)
    page = step.removeprefix("page_") if subject == "event" and step.startswith("page_") else ""
    if pressed.verb not in STEPS and step != "show" and page not in EVENT_PAGES:
        uow.audit("refused", "button", why="no such verb")
        return _sentence(NO_SUCH_BUTTON)
    if await _drawn(turn, pressed) is None:
        uow.audit("refused", f"{subject}:{pressed.id}", why=Refusal.NOT_YOURS, verb=step)
        return _sentence(NOT_SHOWN)
    attempt = Attempt(item=pressed.item) if page else NO_ATTEMPT
    if pressed.verb in STEPS:
        attempt = await _take(turn, pressed, subject, step)
        page = PAGE_OF.get(step, "") if attempt.note else ""
    return await _drawn(turn, pressed, attempt, page) or _sentence(NOT_SHOWN)


async def _drawn(turn: Turn, pressed: Press, attempt: Attempt = NO_ATTEMPT, page: str = "") -> Message | None:
    """The card that answers a press: the one that it was pressed on, or the page that it leads to."""
    uow, person_id = turn.uow, turn.uow.person_id
    subject, _, step = pressed.verb.partition(".")
    tried_on = page in FOR_THE_REPORTER and attempt.step  # a reporter's page stays until what is on it is right
    if page and (tried_on or not pressed.living):
        return await event_page_for(uow, page, pressed.id, person_id, attempt)
    living = pressed.living and subject == "event"
    as_reporter = living or step in REPORTERS_ALONE or step.removeprefix("page_") in FOR_THE_REPORTER
    return await card_for(uow, subject, pressed.id, person_id, attempt, living=living, as_reporter=as_reporter)


async def _take(turn: Turn, pressed: Press, subject: str, step: str) -> Attempt:
    """Take the step; where it was not taken, what to say of it on the card."""
    uow, asking = turn.uow, await turn.asking(with_people=pressed.verb in NAME_PEOPLE)
    if any(len(words) > LONGEST_FIELD for words in pressed.said.values()):
        return Attempt(step, TOO_LONG, pressed.said)
    held = held_event if subject == "event" else held_action
    record = await held(uow.session, pressed.id)
    assert record is not None, "its card has just been drawn"
    try:
        async with uow.savepoint():
            said = await STEPS[pressed.verb](uow, record, pressed, asking)
    except (NotAllowed, KeyTrouble) as trouble:
        refusal = trouble if isinstance(trouble, NotAllowed) else NotAllowed(Refusal.WRONG_KEY)
        uow.audit("refused", f"{subject}:{pressed.id}", why=refusal.refusal, verb=pressed.verb, seen=pressed.seen)
        return Attempt(step, str(refusal), pressed.said, item=pressed.item)
    except NotFilledIn as missing:
        if step not in await open_steps(uow, record):
            uow.audit("refused", f"{subject}:{pressed.id}", why=Refusal.NOT_NOW, verb=pressed.verb, seen=pressed.seen)
            return Attempt(step, str(NotAllowed(Refusal.NOT_NOW)), pressed.said)
        return Attempt(step, missing.note, pressed.said, missing.unclear, pressed.item)
    return Attempt(note=said or "", item=pressed.item)


def _sentence(words: str) -> Message:
    return Message(words, text=words)


STEPS: Mapping[str, Step] = {
    **EVENT_STEPS, **REPORTER_STEPS, **PATIENT_STEPS, **ELSEWHERE_STEPS, **OPENING_STEPS, **ACTION_STEPS,
}  # fmt: skip
# Steps that are a reporter's and nobody else's: who takes one is shown the event as its reporter.
REPORTERS_ALONE = ("answer", "add", "correct", "ask_to_withdraw", "nurse_knows", "number_later")
