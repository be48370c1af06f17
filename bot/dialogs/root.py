"""The conversation's root: what words and presses mean now, and whom they belong to."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.cards.greetings import lost_card, text_card, who_sees_card
from bot.casework.drafting import Drafted, draft_of, drafts, drop_draft, keep_for_later, save_draft
from bot.dialogs import words as said_as
from bot.dialogs.asides import PRESSED, aside, not_you, nothing_to_send
from bot.dialogs.asking import show_where_it_stands
from bot.dialogs.half_made import keep_for_now, keep_it_longer, keeps_noticed
from bot.dialogs.interruptions import Interruption, guess_after_a_while, interrupt
from bot.dialogs.journey import Course, Journey
from bot.dialogs.marking import look_for_marks
from bot.dialogs.opening import COMPLETE, OFFER, Begins, Offer, Opening, keep_told
from bot.dialogs.turn import Turn, say, say_help, turn_of
from bot.sdk import ComponentDialog, DialogContext, DialogTurnResult, DialogTurnStatus
from bot.wording import (
    A_LINK,
    DELETED,
    KEPT,
    NO_LONGER_MADE,
    NO_WORDS,
    NOT_FOLLOWED,
    NOT_OPEN,
    NOTHING_TO_CANCEL,
    NOTHING_TO_SKIP,
    PICTURE,
    WHICH_EVENT,
    YOU_ARE_WELCOME,
)

WAITING = DialogTurnResult(DialogTurnStatus.Waiting)


class Root(ComponentDialog):
    def __init__(self, courses: Sequence[Course]) -> None:
        super().__init__("root")
        self._opening = Opening(courses)
        self.add_dialog(Offer())
        for course in courses:
            self.add_dialog(Journey(course))

    # ---- while a form is asked, or offered ----

    async def on_continue_dialog(self, inner_dc: DialogContext) -> DialogTurnResult:
        """What belongs to another form puts this one aside; the rest is heard by it."""
        turn, active = turn_of(inner_dc.context), inner_dc.active_dialog
        draft = await draft_of(turn.uow, active.state.get("draft", "")) if active else None
        if active is not None and active.id == OFFER:
            offered = dict(active.state)
            await inner_dc.cancel_all_dialogs()
            return await self._hear_offered(inner_dc, turn, draft, offered)
        if draft is None:
            return await self._is_gone(inner_dc, turn)
        if await self._keeps(inner_dc, turn, draft):
            return await self._stays(inner_dc, draft)
        if turn.said.pressed.get("draft", draft.key) != draft.key:
            return await self._press_elsewhere(inner_dc, turn, draft)
        if begins := self._begins_another(turn, draft):
            if not await self._opening.is_open(turn, begins):
                await say(inner_dc.context, text_card(NOT_OPEN))
                return await self._stays(inner_dc, draft)
            await self._put_aside(inner_dc, turn, draft)
            return await self._opening.begin(inner_dc, turn, begins, anew=_anew(turn))
        return await self._hear(inner_dc, turn, draft)

    async def _is_gone(self, dc: DialogContext, turn: Turn) -> DialogTurnResult:
        """What was asked belongs to a form that is gone: it lay too long. What is said now is heard afresh."""
        await dc.cancel_all_dialogs()
        if not turn.said.pressed:
            await say(dc.context, text_card(NO_LONGER_MADE))
        return await self.on_begin_dialog(dc, None)

    async def _keeps(self, dc: DialogContext, turn: Turn, asked: Drafted) -> bool:
        """Keep a form for longer, where the press or the words ask for it: the one that is asked, or another."""
        pressed = turn.said.pressed
        if pressed.get("do") == "keep_longer":
            draft = await draft_of(turn.uow, pressed.get("draft", ""))
        else:
            draft = asked if keeps_noticed(turn, asked) else None
        if draft is not None:
            await keep_it_longer(dc.context, draft)
        return draft is not None

    def _begins_another(self, turn: Turn, draft: Drafted) -> Begins | None:
        """Another form than the one that is asked, where the words or the press plainly begin it."""
        if _anew(turn):
            return self._opening.anew(draft)
        if turn.said.pressed.get("do") == "begin":
            begins = self._opening.pressed(turn.said.pressed)
            return begins if begins and begins.course.form.name != draft.form else None
        begins = self._opening.begins(turn.said.text)
        return begins if begins and begins.another_than(draft) else None

    async def _press_elsewhere(self, dc: DialogContext, turn: Turn, draft: Drafted) -> DialogTurnResult:
        """A button of another form. If that one is gone, it is answered, and this one stays."""
        other = await draft_of(turn.uow, turn.said.pressed["draft"])
        if turn.said.pressed.get("do") == "not_you":
            await not_you(dc.context, other)
        elif other is None:
            await nothing_to_send(dc.context)
        else:
            await self._put_aside(dc, turn, draft)
            return await self.on_begin_dialog(dc, None)
        return await self._stays(dc, draft)

    async def _stays(self, dc: DialogContext, draft: Drafted) -> DialogTurnResult:
        await show_where_it_stands(dc.context, self._opening.courses[draft.form].form, draft)
        return WAITING

    async def _hear(self, dc: DialogContext, turn: Turn, draft: Drafted) -> DialogTurnResult:
        again = self._opening.begins(turn.said.text) is not None or turn.said.pressed.get("do") == "begin"
        heard = await interrupt(dc.context, self._opening.courses[draft.form].form, draft, begins_again=again)
        if heard is Interruption.ANSWERED:
            return WAITING
        if heard is Interruption.NONE:
            result = await dc.continue_dialog()
            return await self._opening.what_follows(dc, turn, draft.key) or result
        if heard is Interruption.DELETED:
            await dc.cancel_all_dialogs()
            return COMPLETE
        if heard is Interruption.KEPT:
            await self._put_aside(dc, turn, draft, also_empty=True)
            return COMPLETE
        if heard is Interruption.TO_BE_OFFERED:
            await self._put_aside(dc, turn, draft)
            return await self._opening.offer(dc, draft, anew=True)
        told = turn.said.text if heard is Interruption.TOLD_ANEW else guess_after_a_while(draft)
        await self._put_aside(dc, turn, draft, with_guess=False)
        return await self._opening.keep_words(dc, turn, told)

    async def _put_aside(
        self, dc: DialogContext, turn: Turn, draft: Drafted, *, also_empty: bool = False, with_guess: bool = True
    ) -> None:  # fmt: skip
        """Keep a form for later, if there is anything in it, and words of which it was not known what they are."""
        guess, unsure = guess_after_a_while(draft), draft.unsure or {}
        if unsure.get("more"):
            await save_draft(turn.uow, draft.key, answers={**draft.answers, draft.asked: unsure["value"]})
            await look_for_marks(turn, self._opening.courses[draft.form].form, draft.key)
        if with_guess and said_as.tells_something(guess):
            await keep_told(turn, guess)
        if self._opening.courses[draft.form].form.holds_something(draft.answers) or also_empty:
            await keep_for_later(turn.uow, draft.key)
        else:
            await drop_draft(turn.uow, draft.key)
        await dc.cancel_all_dialogs()

    async def _hear_offered(
        self, dc: DialogContext, turn: Turn, draft: Drafted | None, offered: Mapping[str, Any]
    ) -> DialogTurnResult:  # fmt: skip
        """What was offered, answered in words instead of by a press."""
        words = said_as.command(turn.said.text)
        if draft is None or turn.said.pressed:
            return await self.on_begin_dialog(dc, None)
        if offered.get("leaving") and words in said_as.YES:
            return await self._opening.ask_to_leave(dc, draft)
        if words in (*said_as.CARRY_ON, *said_as.YES, *said_as.BACK, *said_as.SKIP, *said_as.SEND):
            return await self._opening.resume(dc, draft)
        if words in said_as.AS_CARD:
            return await self._opening.resume(dc, draft, hear=True)
        if words in said_as.NEW:
            return await self._opening.begin(dc, turn, self._opening.anew(draft), anew=True)
        if words in said_as.DELETE:
            return await self._delete(dc, turn, draft)
        if words in said_as.CANCEL:
            return await self._opening.ask_to_leave(dc, draft)
        if keeps_noticed(turn, draft):
            await keep_it_longer(dc.context, draft)
            return COMPLETE
        if words in (*said_as.KEEP, *said_as.NO):
            if words in said_as.KEEP:
                await keep_for_now(dc.context, draft)
            else:
                await say(dc.context, text_card(KEPT))
            return COMPLETE
        if offered.get("told") and said_as.tells_something(words) and not self._opening.begins(turn.said.text):
            if await aside(dc.context, telling=True):
                return await dc.begin_dialog(OFFER, offered)  # which still stands
            return await self._opening.told_more(dc, turn, draft, turn.said.text)
        return await self.on_begin_dialog(dc, None)

    async def _delete(self, dc: DialogContext, turn: Turn, draft: Drafted) -> DialogTurnResult:
        await drop_draft(turn.uow, draft.key)
        await say(dc.context, text_card(DELETED))
        return COMPLETE

    # ---- while nothing is asked ----

    async def on_begin_dialog(self, inner_dc: DialogContext, options: object) -> DialogTurnResult:
        """A journey begins, or the words get an answer of their own."""
        turn, context = turn_of(inner_dc.context), inner_dc.context
        if turn.said.pressed:
            return await self._pressed(inner_dc, turn)
        words = said_as.command(turn.said.text)
        if begins := self._opening.begins(turn.said.text):
            return await self._opening.begin(inner_dc, turn, begins)
        if await aside(context):
            return COMPLETE
        kept = await drafts(turn.uow)
        if kept and words in (*said_as.CANCEL, *said_as.DELETE):
            return await self._opening.ask_to_leave(inner_dc, kept[0])
        if kept and keeps_noticed(turn, kept[0]):
            await keep_it_longer(context, kept[0])
            return COMPLETE
        if kept and words in (*said_as.CARRY_ON, *said_as.BACK, *said_as.SKIP):
            return await self._opening.resume(inner_dc, kept[0])
        if words in (*said_as.CANCEL, *said_as.DELETE):
            await say(context, text_card(NOTHING_TO_CANCEL))
        elif words in (*said_as.SKIP, *said_as.BACK):
            await say(context, text_card(NOTHING_TO_SKIP))
        elif words in said_as.ADD_ACTION:
            await say(context, text_card(WHICH_EVENT))
        elif words in said_as.SEND:
            await nothing_to_send(context)
        elif turn.asks_about_name:
            await say(context, who_sees_card(turn.uow.rules.contacts))
        elif turn.said.has_file and not words:
            await say(context, text_card(PICTURE))
        elif said_as.tells_something(turn.said.text) or await self._opening.tells_of_an_event(turn):
            return await self._opening.keep_words(inner_dc, turn, turn.said.text)
        elif words not in said_as.HELP and kept:
            return await self._opening.offer(inner_dc, kept[0])
        elif words in said_as.THANKS:
            await say(context, text_card(YOU_ARE_WELCOME))
        elif words in (*said_as.HELP, *said_as.GREETINGS) or re.search(r"\w.*\?\s*$", turn.said.text):
            await say_help(context)
        else:
            await say(context, lost_card(_what_is_missing(turn.said.text)))
        return COMPLETE

    async def _pressed(self, dc: DialogContext, turn: Turn) -> DialogTurnResult:
        """A button of a conversation was pressed: perhaps one from long ago."""
        pressed, do = turn.said.pressed, turn.said.pressed.get("do")
        if do == "begin" and (begins := self._opening.pressed(pressed)):
            return await self._opening.begin(dc, turn, begins)
        if do in PRESSED and await aside(dc.context):
            return COMPLETE
        draft = await draft_of(turn.uow, pressed.get("draft", ""))
        if do == "not_you":
            await not_you(dc.context, draft)
        elif draft is None:
            await nothing_to_send(dc.context)
        elif do == "delete":
            return await self._delete(dc, turn, draft)
        elif do == "keep_longer":
            await keep_it_longer(dc.context, draft)
        elif do == "keep":
            await keep_for_now(dc.context, draft)
        elif do == "start_anew":
            return await self._opening.begin(dc, turn, self._opening.anew(draft), anew=True)
        else:
            hear = pressed.get("value") is not None or do in ("change", "filled", "as_card")
            return await self._opening.resume(dc, draft, hear=hear)
        return COMPLETE


def _what_is_missing(said: str) -> str:
    if re.fullmatch(r"\s*(?:https?://|www\.)\S+\s*", said):
        return A_LINK
    return NOT_FOLLOWED if re.search(r"[^\W\d_]", said) else NO_WORDS


def _anew(turn: Turn) -> bool:
    return turn.said.pressed.get("do") == "start_anew" or said_as.command(turn.said.text) in said_as.NEW
