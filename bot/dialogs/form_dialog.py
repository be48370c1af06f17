"""Asks a form, one question a turn."""

from collections.abc import Mapping
from typing import Any

from bot.cards.fill_in import digest_of
from bot.cards.greetings import support_card, text_card
from bot.cards.questions import mark_of
from bot.casework.drafting import Drafted, draft_now, draft_of, save_draft
from bot.dialogs import words as said_as
from bot.dialogs.asking import cut, show_as_card, show_where_it_stands
from bot.dialogs.hearing import SPLIT, changed, keep_answer, split, understand
from bot.dialogs.marking import chosen_of_marks
from bot.dialogs.turn import Turn, say, turn_of
from bot.dialogs.whole_card import take_card
from bot.forms.form import Form, Question, Unclear
from bot.sdk import Dialog, DialogContext, DialogTurnResult
from bot.wording import ADD_THAT, CHANGED_SINCE, NOT_YET, ONE_AT_A_TIME, PICTURE, PICTURE_LEFT_OUT


class FormDialog(Dialog):
    """Asks a form's questions until none is left, and ends with True; or with False if the form is gone.

    Between turns it keeps the draft's key alone. The draft keeps the answers, and the question asked
    by its key and not by number, so that a form may gain a question while somebody is filling it in.
    """

    def __init__(self, form: Form) -> None:
        super().__init__(form.name)
        self._form = form

    async def begin_dialog(self, dc: DialogContext, options: Mapping[str, Any] | None = None) -> DialogTurnResult:
        """`options`: the draft's key; a question to `change`, perhaps by words that say `more` of it; or
        `hear`, to act on this turn's words.
        `looked_over`: all answers were being looked over, and back leads there again."""
        given = options or {}
        dc.active_dialog.state["draft"] = given["draft"]
        dc.active_dialog.state["looked_over"] = bool(given.get("looked_over"))
        turn = turn_of(dc.context)
        if given.get("hear"):
            return await self.continue_dialog(dc)
        draft = await draft_of(turn.uow, given["draft"])
        if draft is None:
            return await dc.end_dialog(False)
        question = self._form.question(given.get("change", "")) or self._form.next(draft.answers)
        if draft.unsure is not None and draft.unsure.get(SPLIT):
            return await self._ask(dc, turn, draft, self._form.told, given.get("note", ""), unsure=draft.unsure)
        if question is not None and given.get("guess"):
            return await self._ask(dc, turn, draft, question, unsure=given["guess"])
        if question is not None and given.get("more"):
            return await self._ask(dc, turn, draft, question, unsure=_with_more(draft, question, given["more"]))
        return await self._ask(dc, turn, draft, question, given.get("note", ""))

    async def continue_dialog(self, dc: DialogContext) -> DialogTurnResult:
        turn = turn_of(dc.context)
        draft = await draft_of(turn.uow, dc.active_dialog.state["draft"])
        if draft is None:
            return await dc.end_dialog(False)
        asked = self._form.question(draft.asked) or self._form.next(draft.answers)
        pressed, words = turn.said.pressed, said_as.command(turn.said.text)
        told = await turn.listen(self._form)
        if told.distress and not pressed and (asked is None or not asked.long):
            await say(dc.context, support_card(turn.uow.rules.contacts))
            if asked is not None and not told.answers:
                return await self._ask(dc, turn, draft, asked, unsure=draft.unsure)
        if draft.marked and draft.unsure is None and asked is not None:
            if note := await chosen_of_marks(turn, self._form, draft):
                return await self._ask(dc, turn, await draft_now(turn.uow, draft.key), asked, note)
            if not pressed and said_as.tells_something(words):
                more = f"{draft.answers.get(self._form.told.key, '')}\n{turn.said.text.strip()}"
                return await self._keep(dc, turn, draft, self._form.told, more)
            if not pressed and words not in said_as.AS_CARD:
                return await self._ask(dc, turn, draft, asked)
        if pressed.get("do") == "filled":
            return await self._take_card(dc, turn, draft)
        if pressed.get("do") == "as_card" or (words in said_as.AS_CARD and not pressed):
            await show_as_card(dc.context, self._form, draft)
            return Dialog.end_of_turn
        name = self._form.question("name")
        if name is not None and turn.asks_about_name and not pressed and asked is not name:
            return await self._ask(dc, turn, draft, name)
        if pressed.get("do") == "change":
            return await self._ask(dc, turn, draft, self._form.question(pressed.get("question", "")) or asked)
        if pressed.get("value") is not None:
            return await self._hear_press(dc, turn, draft, asked)
        if asked is not None and draft.unsure is not None and draft.unsure.get("more"):
            return await self._hear_of_more(dc, turn, draft, asked)
        if asked is not None and draft.unsure is not None and draft.unsure.get(SPLIT):
            return await self._hear_of_several(dc, turn, draft, asked)
        if asked is not None and words in said_as.SEND:
            left = self._form.next(draft.answers)  # none, while an answer is changed or one is added
            return await self._ask(dc, turn, draft, asked if left else None, NOT_YET if left else "")
        if asked is None or pressed.get("do") in ("send", "carry_on"):
            return await self._ask(dc, turn, draft, asked)
        if draft.unsure is not None:
            pressed_this = pressed.get("guess") == mark_of(draft.unsure)
            if words in said_as.YES or (pressed_this and pressed.get("do") == "confirm"):
                return await self._confirmed(dc, turn, draft, asked)
            if words in (*said_as.NO, *said_as.BACK) or (pressed_this and pressed.get("do") == "deny"):
                return await self._denied(dc, turn, draft, asked)
            if pressed:
                return await self._ask(dc, turn, draft, asked, unsure=draft.unsure)
        if pressed:
            return await self._ask(dc, turn, draft, asked)
        if words in said_as.BACK:
            if dc.active_dialog.state.get("looked_over") and self._form.next(draft.answers) is None:
                return await self._ask(dc, turn, draft, None)
            return await self._ask(dc, turn, draft, self._form.before(draft.answers, asked.key) or asked)
        if words in (*said_as.LEAVE_SO, *said_as.SKIP) and draft.answers.get(asked.key):
            return await self._keep(dc, turn, draft, asked, draft.answers[asked.key])
        if turn.said.has_file and not words:
            return await self._ask(dc, turn, draft, asked, PICTURE)
        return await self._answer(dc, turn, draft, asked, turn.said.text)

    async def _hear_of_several(
        self, dc: DialogContext, turn: Turn, draft: Drafted, asked: Question
    ) -> DialogTurnResult:  # fmt: skip
        """It was asked whether several events were told. What is said besides is added to the telling."""
        assert draft.unsure is not None, "it was asked"
        words, do = said_as.command(turn.said.text), turn.said.pressed.get("do")
        this = turn.said.pressed.get("guess") == mark_of(draft.unsure)
        if words in (*said_as.YES, *said_as.SEPARATELY) or (this and do == "confirm"):
            return await self._confirmed(dc, turn, draft, asked)
        if words in (*said_as.NO, *said_as.TOGETHER, *said_as.BACK, *said_as.SKIP) or (this and do == "deny"):
            return await self._denied(dc, turn, draft, asked)
        if said_as.tells_something(words):
            return await self._keep(dc, turn, draft, asked, f"{draft.unsure['value']}\n{turn.said.text.strip()}")
        return await self._ask(dc, turn, draft, asked, unsure=draft.unsure)

    async def _confirmed(self, dc: DialogContext, turn: Turn, draft: Drafted, asked: Question) -> DialogTurnResult:
        assert draft.unsure is not None, "it was asked"
        if also := draft.unsure.get("also"):
            kept = await keep_answer(turn, self._form, draft, asked, draft.unsure["value"])
            return await self._ask(dc, turn, kept, self._form.told, unsure=_with_more(kept, self._form.told, also))
        if draft.unsure.get(SPLIT):
            first = await split(turn, self._form, draft)
            return await self._ask(dc, turn, first, self._form.next(first.answers), ONE_AT_A_TIME)
        return await self._keep(dc, turn, draft, asked, draft.unsure["value"])

    async def _denied(self, dc: DialogContext, turn: Turn, draft: Drafted, asked: Question) -> DialogTurnResult:
        assert draft.unsure is not None, "it was asked"
        if also := draft.unsure.get("also"):
            return await self._ask(dc, turn, draft, self._form.told, unsure=_with_more(draft, self._form.told, also))
        if draft.unsure.get(SPLIT):
            return await self._keep(dc, turn, draft, asked, draft.unsure["value"], as_one=True)
        taken = {key: each for key, each in draft.taken.items() if key != asked.key}
        await save_draft(turn.uow, draft.key, taken=taken)
        return await self._ask(dc, turn, draft, asked, guess=False)

    async def _take_card(self, dc: DialogContext, turn: Turn, draft: Drafted) -> DialogTurnResult:
        """The whole form came as a card. What could not be read is asked for on the card again."""
        if turn.said.pressed.get("drawn") != digest_of(draft.answers):
            await show_as_card(dc.context, self._form, draft, turn.said.pressed, note=CHANGED_SINCE)
            return Dialog.end_of_turn
        taken, unclear = await take_card(turn, self._form, draft)
        if unclear:
            await show_as_card(dc.context, self._form, taken, turn.said.pressed, unclear)
            turn.heard()
            return Dialog.end_of_turn
        if taken.unsure is not None and taken.unsure.get(SPLIT):
            return await self._ask(dc, turn, taken, self._form.told, unsure=taken.unsure)
        return await self._ask(dc, turn, taken, self._form.next(taken.answers))

    async def _hear_of_more(
        self, dc: DialogContext, turn: Turn, draft: Drafted, asked: Question
    ) -> DialogTurnResult:  # fmt: skip
        """It was asked whether what was said on the last look is to be added. The answer itself stays
        whatever is said to that, and what is said besides is added to what may be added."""
        assert draft.unsure is not None, "it was asked"
        words, do = said_as.command(turn.said.text), turn.said.pressed.get("do")
        this = turn.said.pressed.get("guess") == mark_of(draft.unsure)
        if words in said_as.YES or (this and do == "confirm"):
            return await self._keep(dc, turn, draft, asked, draft.unsure["value"])
        if words in (*said_as.NO, *said_as.BACK, *said_as.SKIP) or (this and do == "deny"):
            return await self._ask(dc, turn, draft, None)
        more = _with_more(draft, asked, turn.said.text) if said_as.tells_something(words) else draft.unsure
        return await self._ask(dc, turn, draft, asked, unsure=more)

    async def _hear_press(
        self, dc: DialogContext, turn: Turn, draft: Drafted, asked: Question | None
    ) -> DialogTurnResult:
        """A choice was pressed: of the question asked, or of an earlier one, which changes that answer."""
        question = self._form.question(turn.said.pressed.get("question", ""))
        if question is None or not question.applies(draft.answers):
            return await self._ask(dc, turn, draft, asked)
        value = turn.said.pressed["value"]
        if question is asked:
            return await self._answer(dc, turn, draft, question, value)
        asking = await turn.asking(with_people=self._form.names_people)
        try:
            read = question.answer(value, asking).value
        except Unclear:
            return await self._ask(dc, turn, draft, asked)
        before = draft.answers.get(question.key)
        note = "" if before == read else f"Changed. {question.label}: {question.shown(read, asking)}."
        answers = self._form.with_answer(draft.answers, question.key, read)
        taken = {key: each for key, each in draft.taken.items() if key != question.key}
        await save_draft(turn.uow, draft.key, answers=answers, taken=taken)
        changed = await draft_now(turn.uow, draft.key)
        still_asked = asked if asked is not None and asked.applies(answers) else self._form.next(answers)
        return await self._ask(dc, turn, changed, still_asked, note)

    async def _answer(
        self, dc: DialogContext, turn: Turn, draft: Drafted, question: Question, said: str
    ) -> DialogTurnResult:
        read = await understand(turn, self._form, question, said, correcting=draft.unsure is not None)
        note = read.unclear
        if read.others:
            answers, taken, news = changed(self._form, draft, read.others)
            await save_draft(turn.uow, draft.key, answers=answers, taken=taken)
            kept = await draft_now(turn.uow, draft.key)
            asking = await turn.asking(with_people=self._form.names_people)
            note = " ".join(f"{each.label}: {each.shown(answers[each.key], asking)}." for each in news) or note
            draft = kept
        reading = read.reading
        if reading is None:
            return await self._ask(dc, turn, draft, question, note)
        if reading.confirm:
            if turn.said.has_file:
                await say(dc.context, text_card(PICTURE_LEFT_OUT))
            unsure = {"value": reading.value, "confirm": reading.confirm}
            return await self._ask(dc, turn, draft, question, unsure=unsure)
        notes = [note] if read.others and note else []
        notes += [PICTURE_LEFT_OUT] if turn.said.has_file else []
        return await self._keep(dc, turn, draft, question, reading.value, " ".join(notes))

    async def _keep(
        self, dc: DialogContext, turn: Turn, draft: Drafted, question: Question, value: str, note: str = "",
        *, as_one: bool = False,
    ) -> DialogTurnResult:  # fmt: skip
        kept = await keep_answer(turn, self._form, draft, question, value, as_one=as_one)
        if kept.unsure is not None and kept.unsure.get(SPLIT):
            return await self._ask(dc, turn, kept, question, note, unsure=kept.unsure)
        return await self._ask(dc, turn, kept, self._form.next(kept.answers), note)

    async def _ask(
        self, dc: DialogContext, turn: Turn, draft: Drafted, question: Question | None, note: str = "",
        unsure: Mapping[str, str] | None = None, *, guess: bool = True,
    ) -> DialogTurnResult:  # fmt: skip
        """Ask a question, or end where none is left. A note for the last look is handed on.

        `guess`: where an answer was read from what was told and is not sure, it is offered first.
        """
        taken = draft.taken.get(question.key) if question and guess else None
        if taken and taken["confirm"] and question and question.key not in draft.answers and unsure is None:
            unsure = {"value": taken["value"], "confirm": taken["confirm"]}
        await save_draft(turn.uow, draft.key, asked=question.key if question else "", unsure=unsure)
        turn.heard()
        if question is None:
            return await dc.end_dialog({"note": note})
        await show_where_it_stands(dc.context, self._form, await draft_now(turn.uow, draft.key), note)
        return Dialog.end_of_turn


def _with_more(draft: Drafted, question: Question, said: str) -> dict[str, str]:
    """An answer with more added to it, to be confirmed."""
    more_before = draft.unsure is not None and draft.unsure.get("more")
    before = draft.unsure["value"] if draft.unsure and more_before else draft.answers.get(question.key, "")
    confirm = ADD_THAT.format(question.label.lower(), cut(said))
    return {"value": f"{before}\n{said.strip()}", "confirm": confirm, "more": "yes"}
