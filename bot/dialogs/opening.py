"""How journeys begin, and how what was begun before is offered again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.cards.greetings import text_card
from bot.cards.questions import half_made_card, leave_card, told_card
from bot.casework.drafting import Drafted, begin_draft, draft_of, drafts, save_draft
from bot.dialogs.asides import may_begin
from bot.dialogs.journey import Course
from bot.dialogs.turn import Turn, say
from bot.forms.form import Unclear
from bot.forms.near_miss import NEAR_MISS
from bot.sdk import Dialog, DialogContext, DialogTurnResult, DialogTurnStatus
from bot.wording import CARRYING_ON, KEPT_TOO, NOT_OPEN, PICTURE_LEFT_OUT

OFFER = "offer"
COMPLETE = DialogTurnResult(DialogTurnStatus.Complete)


class Offer(Dialog):
    """Remembers which half-made form is being offered, so that a typed yes or delete is about that one."""

    def __init__(self) -> None:
        super().__init__(OFFER)

    async def begin_dialog(self, dc: DialogContext, options: Any = None) -> DialogTurnResult:
        dc.active_dialog.state.update(options or {})
        return Dialog.end_of_turn


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


class Opening:
    """Begins, resumes and offers forms, in the dialog context it is given."""

    def __init__(self, courses: Sequence[Course]) -> None:
        self.courses = {course.form.name: course for course in courses}

    def begins(self, text: str) -> Begins | None:
        """What these words begin, if they begin anything."""
        said = text.strip().rstrip(".!")
        for course in self.courses.values():
            if found := course.begins.fullmatch(said):
                given = found.groupdict()
                about = int(given["about"]) if given.get("about") else None
                return Begins(course, (given.get("first") or "").strip(), about)
        return None

    def anew(self, draft: Drafted) -> Begins:
        """Another form of the same kind, about the same."""
        return Begins(self.courses[draft.form], about=draft.about_id)

    async def is_open(self, turn: Turn, begins: Begins) -> bool:
        """Whether this journey may begin."""
        return not begins.course.needs or await may_begin(turn.uow, begins.course.needs, begins.about)

    async def begin(self, dc: DialogContext, turn: Turn, begins: Begins, *, anew: bool = False) -> DialogTurnResult:
        """Begin a journey; but a half-made form of the same kind is offered first."""
        form = begins.course.form
        kept = [draft for draft in await drafts(turn.uow) if draft.form == form.name]
        if kept and not anew and not begins.first and begins.about is None:
            return await self.offer(dc, kept[0], anew=True)
        if not await self.is_open(turn, begins):
            await say(dc.context, text_card(NOT_OPEN))
            return COMPLETE
        draft = await begin_draft(turn.uow, form.name, begins.about)
        notes = [KEPT_TOO] if kept else []
        if begins.first:
            try:
                first = form.questions[0].answer(begins.first, await turn.asking()).value
                await save_draft(turn.uow, draft.key, answers={form.questions[0].key: first})
            except Unclear as unclear:
                notes.append(str(unclear))
        if turn.said.has_file:
            notes.append(PICTURE_LEFT_OUT)
        return await self._enter(dc, draft, {"note": " ".join(notes)})

    async def resume(self, dc: DialogContext, draft: Drafted, *, hear: bool = False) -> DialogTurnResult:
        """Carry on where a form was left; or `hear` this turn's press as if it had not been."""
        if hear:
            return await self._enter(dc, draft, {"hear": True})
        return await self._enter(dc, draft, {"note": CARRYING_ON, "change": draft.asked})

    async def _enter(self, dc: DialogContext, draft: Drafted, options: dict[str, Any]) -> DialogTurnResult:
        result = await dc.begin_dialog(f"{draft.form}.journey", {"draft": draft.key, **options})
        if dc.active_dialog is not None:
            dc.active_dialog.state["draft"] = draft.key
        return result

    async def offer(self, dc: DialogContext, draft: Drafted, *, anew: bool = False) -> DialogTurnResult:
        """Offer what was begun and not sent, shown by the answer to its first question."""
        form = self.courses[draft.form].form
        begins = draft.answers.get(form.questions[0].key, "")
        await say(dc.context, half_made_card(form, begins, draft.key, anew=anew, about=draft.about), form.title)
        return await dc.begin_dialog(OFFER, {"draft": draft.key})

    async def ask_to_leave(self, dc: DialogContext, draft: Drafted) -> DialogTurnResult:
        """Keep it for later, or delete it now?"""
        form = self.courses[draft.form].form
        await say(dc.context, leave_card(draft.key, form), form.title)
        return await dc.begin_dialog(OFFER, {"draft": draft.key, "leaving": True})

    async def keep_words(self, dc: DialogContext, turn: Turn, words: str) -> DialogTurnResult:
        """Somebody just tells what happened: the words are kept, and offered as a report's beginning."""
        notes = [KEPT_TOO] if await drafts(turn.uow) else []
        draft = await keep_told(turn, words)
        return await self._offer_told(dc, turn, draft, words.strip(), notes)

    async def told_more(self, dc: DialogContext, turn: Turn, draft: Drafted, more: str) -> DialogTurnResult:
        """It was told in two messages: they are one."""
        first = NEAR_MISS.questions[0].key
        words = f"{draft.answers.get(first, '')}\n{more.strip()}"
        await save_draft(turn.uow, draft.key, answers={**draft.answers, first: words})
        return await self._offer_told(dc, turn, draft, words, [])

    async def _offer_told(
        self, dc: DialogContext, turn: Turn, draft: Drafted, words: str, notes: list[str]
    ) -> DialogTurnResult:  # fmt: skip
        if turn.said.has_file:
            notes = [*notes, PICTURE_LEFT_OUT]
        await say(dc.context, told_card(words, draft.key, " ".join(notes)), NEAR_MISS.title)
        return await dc.begin_dialog(OFFER, {"draft": draft.key, "told": True})


async def keep_told(turn: Turn, words: str) -> Drafted:
    """What was told, kept as the beginning of a report."""
    draft = await begin_draft(turn.uow, NEAR_MISS.name)
    await save_draft(turn.uow, draft.key, answers={NEAR_MISS.questions[0].key: words.strip()})
    kept = await draft_of(turn.uow, draft.key)
    assert kept is not None, "it has just been saved"
    return kept
