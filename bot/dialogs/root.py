"""The conversation's root: what words mean when nothing is being asked, and where journeys begin."""

from collections.abc import Sequence
from typing import Any

from bot.cards.greetings import help_card, text_card
from bot.cards.questions import half_made_card
from bot.casework.drafting import (
    Drafted,
    begin_draft,
    draft_of,
    drafts,
    drop_draft,
    keep_for_later,
    save_draft,
)
from bot.dialogs import words as said_as
from bot.dialogs.asides import aside, may_begin, nothing_to_send
from bot.dialogs.interruptions import Interruption, interrupt
from bot.dialogs.journey import Course, Journey
from bot.dialogs.turn import Turn, say, turn_of
from bot.forms.near_miss import NEAR_MISS
from bot.forms.readers import plainly
from bot.sdk import ComponentDialog, DialogContext, DialogTurnResult, DialogTurnStatus
from bot.wording import (
    CARRYING_ON,
    DELETED,
    KEPT,
    NOT_OPEN,
    NOT_YOU,
    NOTHING_TO_CANCEL,
    NOTHING_TO_SKIP,
    PICTURE,
    WHICH_EVENT,
)

WORDS_OF_A_REPORT = 5  # so many words, said to nobody's question, are kept as the beginning of a report
COMPLETE = DialogTurnResult(DialogTurnStatus.Complete)
WAITING = DialogTurnResult(DialogTurnStatus.Waiting)


class Root(ComponentDialog):
    def __init__(self, courses: Sequence[Course]) -> None:
        super().__init__("root")
        self._courses = {course.form.name: course for course in courses}
        for course in courses:
            self.add_dialog(Journey(course))

    async def on_continue_dialog(self, inner_dc: DialogContext) -> DialogTurnResult:
        """A form is being asked. What belongs to another puts this one aside; the rest is heard by it."""
        turn, active = turn_of(inner_dc.context), inner_dc.active_dialog
        draft = await draft_of(turn.uow, active.state.get("draft", "")) if active else None
        if draft is None:
            return await self._instead(inner_dc)
        pressed, course = turn.said.pressed, self._begins(turn.said.text)
        elsewhere = pressed.get("draft", draft.key) != draft.key or pressed.get("do") == "start_anew"
        if elsewhere or (course is not None and course.form.name != draft.form):
            await keep_for_later(turn.uow, draft.key)
            return await self._instead(inner_dc)
        again = course is not None or pressed.get("do") == "near_miss"
        form = self._courses[draft.form].form
        heard = await interrupt(inner_dc.context, form, draft, begins_again=again)
        if heard is Interruption.LEFT:
            await inner_dc.cancel_all_dialogs()
            return COMPLETE
        return WAITING if heard is Interruption.ANSWERED else await inner_dc.continue_dialog()

    async def _instead(self, dc: DialogContext) -> DialogTurnResult:
        await dc.cancel_all_dialogs()
        return await self.on_begin_dialog(dc, None)

    async def on_begin_dialog(self, inner_dc: DialogContext, options: object) -> DialogTurnResult:
        """Nothing is being asked: a journey begins, or the words get an answer of their own."""
        turn, context = turn_of(inner_dc.context), inner_dc.context
        if turn.said.pressed:
            return await self._pressed(inner_dc, turn)
        words = plainly(turn.said.text)
        if course := self._begins(turn.said.text):
            return await self._begin(inner_dc, turn, course)
        if await aside(context):
            return COMPLETE
        if words in said_as.CANCEL:
            await say(context, text_card(NOTHING_TO_CANCEL))
        elif words in ("skip", "back"):
            await say(context, text_card(NOTHING_TO_SKIP))
        elif words in said_as.ADD_ACTION:
            await say(context, text_card(WHICH_EVENT))
        elif words in said_as.SEND:
            await nothing_to_send(context)
        elif turn.said.has_file and not words:
            await say(context, text_card(PICTURE))
        elif words not in said_as.HELP and (kept := await drafts(turn.uow)):
            await self._offer(inner_dc, kept[0])
        elif len(words.split()) >= WORDS_OF_A_REPORT and not turn.said.text.rstrip().endswith("?"):
            await self._keep_words(inner_dc, turn)
        else:
            await say(context, help_card())
        return COMPLETE

    async def _pressed(self, dc: DialogContext, turn: Turn) -> DialogTurnResult:
        """A button of a conversation was pressed: perhaps one from long ago."""
        pressed, do = turn.said.pressed, turn.said.pressed.get("do")
        if do == "near_miss":
            return await self._begin(dc, turn, self._courses[NEAR_MISS.name])
        draft = await draft_of(turn.uow, pressed.get("draft", ""))
        if do == "not_you":
            await say(dc.context, text_card(NOT_YOU))
        elif draft is None:
            await nothing_to_send(dc.context)
        elif do == "delete":
            await drop_draft(turn.uow, draft.key)
            await say(dc.context, text_card(DELETED))
        elif do == "keep":
            await say(dc.context, text_card(KEPT))
        elif do == "start_anew":
            return await self._begin(dc, turn, self._courses[draft.form], anew=True)
        else:
            return await self._resume(dc, draft, hear=pressed.get("value") is not None or do == "change")
        return COMPLETE

    def _begins(self, text: str) -> Course | None:
        said = _bare(text)
        return next((course for course in self._courses.values() if course.begins.fullmatch(said)), None)

    async def _begin(self, dc: DialogContext, turn: Turn, course: Course, *, anew: bool = False) -> DialogTurnResult:
        """Begin a journey; but a half-made form of the same kind is offered first."""
        found = course.begins.fullmatch(_bare(turn.said.text))
        given = found.groupdict() if found else {}
        first = (given.get("first") or "").strip()
        about = int(given["about"]) if given.get("about") else None
        kept = [draft for draft in await drafts(turn.uow) if draft.form == course.form.name]
        if kept and not anew and not first and about is None:
            await self._offer(dc, kept[0], anew=True)
            return COMPLETE
        if course.needs and not await may_begin(turn.uow, course.needs, about):
            await say(dc.context, text_card(NOT_OPEN))
            return COMPLETE
        draft = await begin_draft(turn.uow, course.form.name, about)
        if first:
            await save_draft(turn.uow, draft.key, answers={course.form.questions[0].key: first})
        return await self._enter(dc, draft, {})

    async def _resume(self, dc: DialogContext, draft: Drafted, *, hear: bool) -> DialogTurnResult:
        if hear:
            return await self._enter(dc, draft, {"hear": True})
        return await self._enter(dc, draft, {"note": CARRYING_ON, "change": draft.asked})

    async def _enter(self, dc: DialogContext, draft: Drafted, options: dict[str, Any]) -> DialogTurnResult:
        result = await dc.begin_dialog(f"{draft.form}.journey", {"draft": draft.key, **options})
        if dc.active_dialog is not None:
            dc.active_dialog.state["draft"] = draft.key
        return result

    async def _offer(self, dc: DialogContext, draft: Drafted, *, anew: bool = False) -> None:
        form = self._courses[draft.form].form
        begins = draft.answers.get(form.questions[0].key, "")
        await say(dc.context, half_made_card(form, begins, draft.key, anew=anew), form.title)

    async def _keep_words(self, dc: DialogContext, turn: Turn) -> None:
        """Somebody just tells what happened: the words are kept, and offered as a report's beginning."""
        draft = await begin_draft(turn.uow, NEAR_MISS.name)
        await save_draft(turn.uow, draft.key, answers={NEAR_MISS.questions[0].key: turn.said.text.strip()})
        await keep_for_later(turn.uow, draft.key)
        [kept, *_] = await drafts(turn.uow)
        await self._offer(dc, kept)


def _bare(text: str) -> str:
    return text.strip().rstrip(".!")
