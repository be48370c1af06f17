"""How journeys begin, and how what was begun before is offered again."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.cards.greetings import support_card, text_card
from bot.cards.questions import half_made_card, leave_card, told_card
from bot.casework.drafting import Drafted, begin_draft, draft_after, draft_of, drafts, save_draft
from bot.casework.looking import may_see
from bot.dialogs.asides import may_begin
from bot.dialogs.hearing import keep_answer
from bot.dialogs.journey import Course
from bot.dialogs.marking import look_for_marks
from bot.dialogs.turn import Turn, say
from bot.dialogs.words import without_please
from bot.forms.form import Unclear
from bot.forms.report import REPORT, is_of_an_event
from bot.sdk import Dialog, DialogContext, DialogTurnResult, DialogTurnStatus
from bot.wording import BEGUN, CARRYING_ON, KEPT_TOO, NEXT_ONE, NOT_OPEN, PICTURE_LEFT_OUT
from storage.responses import response_by_id

OFFER = "offer"
NUMBER = re.compile(r"[0-9]{1,9}")  # of a record
FEWEST_WORDS = 2  # of a telling that is plainly of an event
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
    """A journey that words begin: with `first` words told perhaps, `about` an event by number, or with
    answers that its beginning gives."""

    course: Course
    first: str = ""
    about: int | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    whole: str = ""  # all that was said, of which "near miss:" tells something too
    response: int | None = None  # a learning response by number, whose event it is about

    def another_than(self, draft: Drafted) -> bool:
        """Whether this is plainly not the form that is being asked."""
        if self.course.form.name != draft.form or self.first or self.response is not None:
            return True
        return self.about is not None and self.about != draft.about_id


async def _about_its_event(turn: Turn, begins: Begins) -> Begins:
    """The same, about an event, where a learning response was named: whose it is not to know, it is about none."""
    if begins.response is None:
        return begins
    response = await response_by_id(turn.uow.session, begins.response)
    seen = response is not None and await may_see(turn.uow, response)
    return replace(begins, response=None, about=response.event_id if response is not None and seen else 0)


class Opening:
    """Begins, resumes and offers forms, in the dialog context it is given."""

    def __init__(self, courses: Sequence[Course]) -> None:
        self.courses = {course.form.name: course for course in courses}

    def begins(self, text: str) -> Begins | None:
        """What these words begin, if they begin anything."""
        whole = text.strip().rstrip(".!")
        said = without_please(whole)
        for course in self.courses.values():
            if found := course.begins.fullmatch(whole) or course.begins.fullmatch(said):
                given = {name: said for name, said in found.groupdict().items() if said}
                about = int(given["about"]) if given.get("about") else None
                answers = {course.answers[name]: name for name in given if name in course.answers}
                response = int(given["response"]) if given.get("response") else None
                return Begins(course, given.get("first", "").strip(), about, answers, whole, response)
        return None

    def pressed(self, pressed: Mapping[str, str]) -> Begins | None:
        """What a button that begins a form begins; None for a form or an answer that there is not."""
        course = self.courses.get(pressed.get("form", ""))
        if course is None:
            return None
        about = int(pressed["about"]) if NUMBER.fullmatch(pressed.get("about", "")) else None
        answers = {course.answers[name]: name for name in [pressed.get("with", "")] if name in course.answers}
        return Begins(course, about=about, answers=answers)

    def anew(self, draft: Drafted) -> Begins:
        """Another form of the same kind, about the same."""
        return Begins(self.courses[draft.form], about=draft.about_id)

    async def is_open(self, turn: Turn, begins: Begins) -> bool:
        """Whether this journey may begin."""
        begins = await _about_its_event(turn, begins)
        return not begins.course.needs or await may_begin(turn.uow, begins.course.needs, begins.about)

    async def begin(self, dc: DialogContext, turn: Turn, begins: Begins, *, anew: bool = False) -> DialogTurnResult:
        """Begin a journey; but a half-made form of the same kind is offered first."""
        begins = await _about_its_event(turn, begins)
        form = begins.course.form
        kept = [draft for draft in await drafts(turn.uow) if draft.form == form.name]
        if kept and not anew and not begins.first and begins.about is None:
            return await self.offer(dc, kept[0], anew=True)
        if not await self.is_open(turn, begins):
            await say(dc.context, text_card(NOT_OPEN))
            return COMPLETE
        draft = await begin_draft(turn.uow, form.name, begins.about)
        notes = [KEPT_TOO] if kept else []
        if begins.course.known is not None and begins.about is not None:
            known, note = await begins.course.known(turn.uow, begins.about)
            notes.append(note)
            await save_draft(turn.uow, draft.key, answers=form.follow(dict(known)))
        if begins.first:
            try:
                form.told.answer(begins.first, await turn.asking())
                draft = await keep_answer(turn, form, draft, form.told, begins.whole)
            except Unclear as unclear:
                notes.append(str(unclear))
        if begins.answers and not set(begins.answers) & set(draft.answers):
            answers = dict(draft.answers)
            for key, value in begins.answers.items():
                answers = form.with_answer({**answers, key: value}, key, value)
            await save_draft(turn.uow, draft.key, answers=answers, unsure=draft.unsure)
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
        begins = form.begins(draft.answers)
        await say(dc.context, half_made_card(form, begins, draft.key, anew=anew, about=draft.about), form.title)
        return await dc.begin_dialog(OFFER, {"draft": draft.key})

    async def ask_to_leave(self, dc: DialogContext, draft: Drafted) -> DialogTurnResult:
        """Keep it for later, or delete it now?"""
        form = self.courses[draft.form].form
        await say(dc.context, leave_card(draft.key, form, form.begins(draft.answers)), form.title)
        return await dc.begin_dialog(OFFER, {"draft": draft.key, "leaving": True})

    async def keep_words(self, dc: DialogContext, turn: Turn, words: str) -> DialogTurnResult:
        """Somebody just tells: where it is plainly of an event, a report begins with the words; of other
        words it is asked whether one is to begin. Who tells of nothing but their own distress is not asked."""
        read = await turn.besides(REPORT, words.strip())
        if read.distress and not read.answers:
            await say(dc.context, support_card(turn.uow.rules.contacts))
            return COMPLETE
        notes = [KEPT_TOO] if await drafts(turn.uow) else []
        if is_of_an_event(read):
            draft = await begin_draft(turn.uow, REPORT.name)
            return await self._begin_with(dc, turn, draft, words.strip(), [BEGUN, *notes])
        draft = await keep_told(turn, words)
        return await self._offer_told(dc, turn, draft, words.strip(), notes)

    async def _begin_with(
        self, dc: DialogContext, turn: Turn, draft: Drafted, words: str, notes: list[str]
    ) -> DialogTurnResult:  # fmt: skip
        """Begin a report with what was told."""
        notes = [*notes, *([PICTURE_LEFT_OUT] if turn.said.has_file else [])]
        draft = await keep_answer(turn, REPORT, draft, REPORT.told, words)
        return await self._enter(dc, draft, {"note": " ".join(notes)})

    async def what_follows(self, dc: DialogContext, turn: Turn, sent: str) -> DialogTurnResult | None:
        """The next of several events that were told in one message, once the one before was sent."""
        following = await draft_after(turn.uow, sent)
        if following is None or await draft_of(turn.uow, sent) is not None:
            return None
        turn.heard()
        return await self._enter(dc, following, {"note": NEXT_ONE})

    async def tells_of_an_event(self, turn: Turn) -> bool:
        """Whether a few words tell of an event, or of distress: "pt fell ward 8", "I can't cope"."""
        if len(turn.said.text.split()) < FEWEST_WORDS or turn.said.text.rstrip().endswith("?"):
            return False
        read = await turn.besides(REPORT, turn.said.text.strip())
        return is_of_an_event(read) or read.distress

    async def told_more(self, dc: DialogContext, turn: Turn, draft: Drafted, more: str) -> DialogTurnResult:
        """It was told in two messages: they are one."""
        first = REPORT.told.key
        words = f"{draft.answers.get(first, '')}\n{more.strip()}"
        await save_draft(turn.uow, draft.key, answers={**draft.answers, first: words})
        await look_for_marks(turn, REPORT, draft.key)
        if is_of_an_event(await turn.besides(REPORT, words)):
            return await self._begin_with(dc, turn, draft, words, [BEGUN])
        return await self._offer_told(dc, turn, draft, words, [])

    async def _offer_told(
        self, dc: DialogContext, turn: Turn, draft: Drafted, words: str, notes: list[str]
    ) -> DialogTurnResult:  # fmt: skip
        if turn.said.has_file:
            notes = [*notes, PICTURE_LEFT_OUT]
        await say(dc.context, told_card(words, draft.key, " ".join(notes)), REPORT.title)
        return await dc.begin_dialog(OFFER, {"draft": draft.key, "told": True})


async def keep_told(turn: Turn, words: str) -> Drafted:
    """What was told, kept as the beginning of a report."""
    draft = await begin_draft(turn.uow, REPORT.name, answers={REPORT.told.key: words.strip()})
    return await look_for_marks(turn, REPORT, draft.key)
