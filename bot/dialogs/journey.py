"""A form from its start to its sending: the one dialog that every form goes through."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from bot.cards.greetings import support_card
from bot.casework.drafting import Drafted, draft_of, drop_draft
from bot.casework.unit_of_work import UnitOfWork
from bot.dialogs import words as said_as
from bot.dialogs.asking import show_as_card, show_where_it_stands
from bot.dialogs.correcting import correction
from bot.dialogs.form_dialog import FormDialog
from bot.dialogs.marking import chosen_of_marks
from bot.dialogs.turn import Turn, say, turn_of
from bot.forms.form import Form
from bot.forms.readers import is_unsure, plainly
from bot.sdk import ComponentDialog, Dialog, DialogTurnResult, WaterfallDialog, WaterfallStepContext
from bot.wording import IF_IT_IS_RIGHT, NOT_SENT, SENT_FIRST
from psirf.lifecycle import NotAllowed

# Sends what was told, in the turn's transaction. Raises NotAllowed, changing nothing.
Conclude = Callable[[UnitOfWork, Drafted, str], Awaitable[None]]


# The answers that a form about an event begins with, and what is said of them.
Known = Callable[[UnitOfWork, int], Awaitable[tuple[Mapping[str, str], str]]]


@dataclass(frozen=True, slots=True)
class Course:
    """What a journey is: its form, the words that begin it, and what sending it does."""

    form: Form
    # With <about>, the number of the event it is about; <first>, words told with it; or an answer, by its value.
    begins: re.Pattern[str]
    conclude: Conclude
    answers: Mapping[str, str] = field(default_factory=dict)  # which question each named answer belongs to
    needs: str = ""  # the step of the event's lifecycle that it takes; it begins only where that is open
    known: Known | None = None  # what is known of the event already, and a note of it


class Journey(ComponentDialog):
    """A form is asked, looked over and sent. What sending means is the course's own.

    The draft's key goes with whatever is created, so that a message delivered twice, or a crash
    after the work was kept, cannot make two of anything.
    """

    def __init__(self, course: Course) -> None:
        super().__init__(f"{course.form.name}.journey")
        self._form, self._conclude = course.form, course.conclude
        self.add_dialog(WaterfallDialog("course", [self._ask, self._look_over, self._send]))
        self.add_dialog(FormDialog(course.form))

    async def _ask(self, step: WaterfallStepContext) -> DialogTurnResult:
        step.values["draft"] = step.options["draft"]
        if step.options.get("card"):
            return await step.next({"note": "", "card": True})
        return await step.begin_dialog(self._form.name, step.options)

    async def _look_over(self, step: WaterfallStepContext) -> DialogTurnResult:
        draft = await draft_of(turn_of(step.context).uow, step.values["draft"])
        if draft is None or not step.result:
            return await step.end_dialog()
        if step.result.get("card"):
            await show_as_card(step.context, self._form, draft)
            return Dialog.end_of_turn
        await show_where_it_stands(step.context, self._form, draft, step.result["note"])
        return Dialog.end_of_turn

    async def _send(self, step: WaterfallStepContext) -> DialogTurnResult:
        turn, key = turn_of(step.context), step.values["draft"]
        draft = await draft_of(turn.uow, key)
        if draft is None:
            return await step.end_dialog()
        pressed, words = turn.said.pressed, said_as.command(turn.said.text)
        if pressed.get("do") == "send" or words in (*said_as.SEND, plainly(self._form.send)):
            return await self._conclude_it(step, turn, draft)
        if draft.marked and (note := await chosen_of_marks(turn, self._form, draft)):
            turn.heard()
            return await step.replace_dialog("course", {"draft": key, "note": note})
        told = await turn.listen(self._form)
        if told.distress and not pressed:
            await say(step.context, support_card(turn.uow.rules.contacts))
        if pressed.get("do") == "as_card" or (words in said_as.AS_CARD and not pressed):
            return await step.replace_dialog("course", {"draft": key, "card": True})
        hear = pressed.get("do") in ("change", "filled")
        if pressed.get("value") is not None or hear:
            return await step.replace_dialog("course", {"draft": key, "hear": True, "looked_over": True})
        if words in said_as.BACK:
            last = self._form.before(draft.answers, "")
            return await step.replace_dialog("course", {"draft": key, "change": last.key if last else ""})
        changed = "name" if turn.asks_about_name and self._form.question("name") else self._named_in(words)
        if changed:
            return await step.replace_dialog("course", {"draft": key, "change": changed, "looked_over": True})
        if guess := await correction(turn, self._form, draft):
            return await step.replace_dialog("course", {"draft": key, "looked_over": True, **guess})
        if said_as.adds_something(words) and not is_unsure(words):
            more = {"draft": key, "change": self._form.told.key, "more": turn.said.text, "looked_over": True}
            return await step.replace_dialog("course", more)
        note = "" if pressed else IF_IT_IS_RIGHT.format(self._form.send) + (NOT_SENT if self._form.sends else "")
        return await step.replace_dialog("course", {"draft": key, "note": note})

    async def _conclude_it(self, step: WaterfallStepContext, turn: Turn, draft: Drafted) -> DialogTurnResult:
        if passed := self._form.passed(draft.answers, await turn.asking(with_people=self._form.names_people)):
            question, note = passed
            return await step.replace_dialog("course", {"draft": draft.key, "change": question.key, "note": note})
        try:
            async with turn.uow.savepoint():
                await self._conclude(turn.uow, draft, turn.key)
                await drop_draft(turn.uow, draft.key)
        except NotAllowed as refusal:
            turn.uow.audit("refused", f"form:{self._form.name}", why=refusal.refusal)
            note = f"{refusal} It was not sent, and I have kept it."
            return await step.replace_dialog("course", {"draft": draft.key, "note": note})
        written = "\n".join(self._form.written(draft.answers).values())
        alarms = self._form.alarms(written, await turn.asking(with_people=self._form.names_people))
        if alarms and (await turn.besides(self._form, written)).distress:
            await say(step.context, support_card(turn.uow.rules.contacts, SENT_FIRST))
        return await step.end_dialog()

    def _named_in(self, words: str) -> str | None:
        """The question named in `change when` or `add what was involved`."""
        verb, _, named = words.partition(" ")
        if verb not in ("change", "add") or not named:
            return None
        for question in self._form.questions:
            if named.removeprefix("the ") in (question.key, plainly(question.label)):
                return question.key
        return None
