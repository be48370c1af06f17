"""The conversation's root: what words mean when nothing is being asked, and where journeys begin."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.cards.greetings import help_card, text_card
from bot.cards.questions import leave_card, told_card
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
from bot.dialogs.asides import aside, may_begin, not_you, nothing_to_send
from bot.dialogs.asking import offer_half_made
from bot.dialogs.interruptions import Interruption, interrupt, not_the_answer, tells_something
from bot.dialogs.journey import Course, Journey
from bot.dialogs.turn import Turn, say, turn_of
from bot.forms.near_miss import NEAR_MISS
from bot.sdk import ComponentDialog, DialogContext, DialogTurnResult, DialogTurnStatus
from bot.wording import (
    CARRYING_ON,
    DELETED,
    KEPT,
    KEPT_TOO,
    NOT_OPEN,
    NOTHING_TO_CANCEL,
    NOTHING_TO_SKIP,
    PICTURE,
    WHICH_EVENT,
)

COMPLETE = DialogTurnResult(DialogTurnStatus.Complete)
WAITING = DialogTurnResult(DialogTurnStatus.Waiting)


@dataclass(frozen=True, slots=True)
class Begins:
    """A journey that words begin: with its `first` answer perhaps, or `about` an event by number."""

    course: Course
    first: str = ""
    about: int | None = None

    def another_than(self, draft: Drafted) -> bool:
        """Whether this is plainly not the form that is being asked."""
        if self.course.form.name != draft.form or self.first:
            return True
        return self.about is not None and self.about != draft.about_id


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
        pressed, begins = turn.said.pressed, self._begins(turn.said.text)
        if pressed.get("draft", draft.key) != draft.key or pressed.get("do") == "start_anew":
            return await self._put_aside(inner_dc, turn, draft)
        if said_as.command(turn.said.text) in said_as.NEW or (begins and begins.another_than(draft)):
            return await self._put_aside(inner_dc, turn, draft)
        if (something_new := not_the_answer(turn.said, draft)) is not None:
            await keep_for_later(turn.uow, draft.key)
            await inner_dc.cancel_all_dialogs()
            await self._keep_words(inner_dc, turn, something_new)
            return COMPLETE
        again = begins is not None or pressed.get("do") == "near_miss"
        heard = await interrupt(inner_dc.context, self._courses[draft.form].form, draft, begins_again=again)
        if heard is Interruption.TOLD_ANEW:
            await keep_for_later(turn.uow, draft.key)
            await inner_dc.cancel_all_dialogs()
            await self._keep_words(inner_dc, turn, turn.said.text)
            return COMPLETE
        if heard is Interruption.LEFT:
            await inner_dc.cancel_all_dialogs()
            return COMPLETE
        return WAITING if heard is Interruption.ANSWERED else await inner_dc.continue_dialog()

    async def _put_aside(self, dc: DialogContext, turn: Turn, draft: Drafted) -> DialogTurnResult:
        """Keep this form for later, if there is anything in it, and hear the words afresh."""
        if draft.answers or turn.said.pressed.get("draft") == draft.key:
            await keep_for_later(turn.uow, draft.key)
        else:
            await drop_draft(turn.uow, draft.key)
        return await self._instead(dc)

    async def _instead(self, dc: DialogContext) -> DialogTurnResult:
        await dc.cancel_all_dialogs()
        return await self.on_begin_dialog(dc, None)

    async def on_begin_dialog(self, inner_dc: DialogContext, options: object) -> DialogTurnResult:
        """Nothing is being asked: a journey begins, or the words get an answer of their own."""
        turn, context = turn_of(inner_dc.context), inner_dc.context
        if turn.said.pressed:
            return await self._pressed(inner_dc, turn)
        words = said_as.command(turn.said.text)
        if begins := self._begins(turn.said.text):
            return await self._begin(inner_dc, turn, begins)
        if await aside(context):
            return COMPLETE
        kept = await drafts(turn.uow)
        if kept and (done := await self._with_a_word(inner_dc, turn, kept[0], words)):
            return done
        if words in said_as.CANCEL:
            await say(context, text_card(NOTHING_TO_CANCEL))
        elif words in (*said_as.SKIP, *said_as.BACK):
            await say(context, text_card(NOTHING_TO_SKIP))
        elif words in said_as.ADD_ACTION:
            await say(context, text_card(WHICH_EVENT))
        elif words in said_as.SEND:
            await nothing_to_send(context)
        elif turn.said.has_file and not words:
            await say(context, text_card(PICTURE))
        elif tells_something(turn.said.text):
            await self._keep_words(inner_dc, turn, turn.said.text)
        elif words not in said_as.HELP and kept:
            await offer_half_made(context, self._courses[kept[0].form].form, kept[0])
        else:
            await say(context, help_card())
        return COMPLETE

    async def _with_a_word(
        self, dc: DialogContext, turn: Turn, draft: Drafted, words: str
    ) -> DialogTurnResult | None:  # fmt: skip
        """What was offered, answered in a word instead of a press; None where it is none of these."""
        form = self._courses[draft.form].form
        if words in (*said_as.CARRY_ON, *said_as.YES, *said_as.BACK, *said_as.SKIP, *said_as.SEND):
            return await self._resume(dc, draft, hear=False)
        if words in said_as.NEW:
            return await self._begin(dc, turn, Begins(self._courses[draft.form], about=draft.about_id), anew=True)
        if words in said_as.DELETE:
            await drop_draft(turn.uow, draft.key)
            await say(dc.context, text_card(DELETED))
        elif words in said_as.CANCEL:
            await say(dc.context, leave_card(draft.key, form), form.title)
        elif words in (*said_as.KEEP, *said_as.NO):
            await say(dc.context, text_card(KEPT))
        else:
            return None
        return COMPLETE

    async def _pressed(self, dc: DialogContext, turn: Turn) -> DialogTurnResult:
        """A button of a conversation was pressed: perhaps one from long ago."""
        pressed, do = turn.said.pressed, turn.said.pressed.get("do")
        if do == "near_miss":
            return await self._begin(dc, turn, Begins(self._courses[NEAR_MISS.name]))
        draft = await draft_of(turn.uow, pressed.get("draft", ""))
        if do == "not_you":
            await not_you(dc.context, draft)
        elif draft is None:
            await nothing_to_send(dc.context)
        elif do == "delete":
            await drop_draft(turn.uow, draft.key)
            await say(dc.context, text_card(DELETED))
        elif do == "keep":
            await say(dc.context, text_card(KEPT))
        elif do == "start_anew":
            return await self._begin(dc, turn, Begins(self._courses[draft.form], about=draft.about_id), anew=True)
        else:
            return await self._resume(dc, draft, hear=pressed.get("value") is not None or do == "change")
        return COMPLETE

    def _begins(self, text: str) -> Begins | None:
        """What these words begin, if they begin anything."""
        said = text.strip().rstrip(".!")
        for course in self._courses.values():
            if found := course.begins.fullmatch(said):
                given = found.groupdict()
                about = int(given["about"]) if given.get("about") else None
                return Begins(course, (given.get("first") or "").strip(), about)
        return None

    async def _begin(self, dc: DialogContext, turn: Turn, begins: Begins, *, anew: bool = False) -> DialogTurnResult:
        """Begin a journey; but a half-made form of the same kind is offered first."""
        course = begins.course
        kept = [draft for draft in await drafts(turn.uow) if draft.form == course.form.name]
        if kept and not anew and not begins.first and begins.about is None:
            await offer_half_made(dc.context, course.form, kept[0], anew=True)
            return COMPLETE
        if course.needs and not await may_begin(turn.uow, course.needs, begins.about):
            await say(dc.context, text_card(NOT_OPEN))
            return COMPLETE
        draft = await begin_draft(turn.uow, course.form.name, begins.about)
        if begins.first:
            await save_draft(turn.uow, draft.key, answers={course.form.questions[0].key: begins.first})
        return await self._enter(dc, draft, {"note": KEPT_TOO} if kept else {})

    async def _resume(self, dc: DialogContext, draft: Drafted, *, hear: bool) -> DialogTurnResult:
        if hear:
            return await self._enter(dc, draft, {"hear": True})
        return await self._enter(dc, draft, {"note": CARRYING_ON, "change": draft.asked})

    async def _enter(self, dc: DialogContext, draft: Drafted, options: dict[str, Any]) -> DialogTurnResult:
        result = await dc.begin_dialog(f"{draft.form}.journey", {"draft": draft.key, **options})
        if dc.active_dialog is not None:
            dc.active_dialog.state["draft"] = draft.key
        return result

    async def _keep_words(self, dc: DialogContext, turn: Turn, words: str) -> None:
        """Somebody just tells what happened: the words are kept, and offered as a report's beginning."""
        others = await drafts(turn.uow)
        draft = await begin_draft(turn.uow, NEAR_MISS.name)
        await save_draft(turn.uow, draft.key, answers={NEAR_MISS.questions[0].key: words.strip()})
        await say(dc.context, told_card(words, draft.key, KEPT_TOO if others else ""), NEAR_MISS.title)
