"""What the buttons do on the cards of support for a colleague. Nothing of such a turn is kept."""

from bot.candour_words import SUPPORT_ASKS, SUPPORT_KEPT
from bot.cards.elements import NO_ATTEMPT, Attempt
from bot.cards.support import COLLEAGUE, SUPPORTER, offer_card, questions_card, said_card, shown_card
from bot.casework.messages import Message
from bot.casework.supporting import keep_answers, offer_support, view_support
from bot.dialogs.supporting import people_to_list, said_of_offer
from bot.dialogs.turn import Turn
from bot.teams.pressed import LONGEST_FIELD, NotFilledIn, Press, harmless, person_of
from bot.wording import NOT_SHOWN, TOO_LONG, WAITING
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from storage.vault import KeyTrouble

STEPS = ("offer", "show", "page_questions", "page_said", "keep")
THEIRS, OF_THE_OTHER = ("page_questions", "keep"), ("page_said",)  # the colleague's; whoever is there for them


async def press_support(turn: Turn, pressed: Press) -> Message:
    """Do what was pressed, and answer with the card. It is for the two whom it is about, and nobody else."""
    uow, step = turn.uow, pressed.verb.partition(".")[2]
    uow.veil.untraced = uow.veil.day_only = True
    if step == "offer":
        return await _offer(turn, pressed)
    view = await view_support(uow, pressed.id, uow.person_id)
    if view is None or step not in STEPS or step in (OF_THE_OTHER if view.is_theirs else THEIRS):
        uow.audit("refused", f"support:{pressed.id}" if pressed.id else "button", why=Refusal.NOT_YOURS,
                  verb=harmless(pressed.verb), sent=pressed.sent)  # fmt: skip
        return Message(NOT_SHOWN, text=NOT_SHOWN)
    if step.startswith("page_") and not pressed.in_place:
        return Message(Refusal.NOT_IN_MESSAGE.label, text=Refusal.NOT_IN_MESSAGE.label)
    try:
        return await _shown(turn, pressed, step)
    except KeyTrouble:
        attempt = Attempt(step, Refusal.WRONG_KEY.label)
        return Message(WAITING, shown_card(view, uow.rules.contacts, attempt))


async def _shown(turn: Turn, pressed: Press, step: str) -> Message:
    uow = turn.uow
    attempt = await _keep(turn, pressed) if step == "keep" else NO_ATTEMPT
    reads = step.startswith("page_") or (bool(attempt.step) and pressed.in_place)
    view = await view_support(uow, pressed.id, uow.person_id, with_answers=reads)
    assert view is not None, "it was there a moment ago"
    if step == "page_said":
        return Message(WAITING, said_card(view))
    if reads:
        return Message(WAITING, questions_card(view, attempt))
    return Message(WAITING, shown_card(view, uow.rules.contacts, attempt))


async def _keep(turn: Turn, pressed: Press) -> Attempt:
    """Keep what was answered; what is then to be said of it."""
    if any(len(words) > LONGEST_FIELD for words in pressed.said.values()):
        return Attempt("keep", TOO_LONG, pressed.said)
    answers = {key: pressed.words(key) for key, _ in SUPPORT_ASKS}
    try:
        async with turn.uow.savepoint():
            await keep_answers(turn.uow, pressed.id, answers, seen=pressed.seen)
    except NotAllowed as refusal:
        turn.uow.audit("refused", f"support:{pressed.id}", why=refusal.why, verb="keep")
        return Attempt("keep", str(refusal), pressed.said)
    view = await view_support(turn.uow, pressed.id, turn.uow.person_id)
    return Attempt(note=SUPPORT_KEPT.format(view.supporter if view else ""))


async def _offer(turn: Turn, pressed: Press) -> Message:
    """The form is shown again where somebody is not chosen, or both are one."""
    asking = await turn.asking(with_people=True)
    try:
        colleague, supporter = (person_of(pressed, key, asking) for key in (COLLEAGUE, SUPPORTER))
        async with turn.uow.savepoint():
            await offer_support(turn.uow, colleague, supporter)
    except (NotAllowed, NotFilledIn) as trouble:
        note = trouble.note if isinstance(trouble, NotFilledIn) else str(trouble)
        return Message(WAITING, offer_card(await people_to_list(turn), Attempt("offer", note, pressed.said)))
    said = said_of_offer(asking, colleague, supporter)
    return Message(said, text=said)
