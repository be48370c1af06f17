"""A turn of a conversation, as dialogs see it: the work, what was said, and how to answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.candour_words import TYPED_FOR_CANDOUR, TYPED_FOR_MEASURES
from bot.cards.elements import Card
from bot.cards.greetings import help_card
from bot.casework.candour_due import sees_all_candour, sees_to_candour
from bot.casework.messages import Message
from bot.casework.people import surroundings
from bot.casework.roles import leads_somewhere
from bot.casework.unit_of_work import UnitOfWork
from bot.dialogs.words import without_please
from bot.forms.form import Asking, Form, Gathered, Named
from bot.forms.whole_card import FIELD
from bot.sdk import TurnContext
from bot.wording import ANSWER
from psirf.name_words import bare

TURN = "lantern.turn"
FEW_WORDS = 2  # such as a ward's name, which tell of no danger
REPLIES = "lantern.replies"


@dataclass(frozen=True, slots=True)
class Said:
    """What a person wrote, or pressed in a conversation (draft, question, value, do)."""

    text: str = ""
    pressed: Mapping[str, str] = field(default_factory=dict)
    has_file: bool = False


@dataclass(slots=True)
class Turn:
    """One turn. `key` is its own, for what is queued once in it; `chat` the number of its conversation."""

    uow: UnitOfWork
    said: Said
    key: str
    development: bool = False
    picture: str = ""  # the address of the QR code of the trust's other form, where there is one
    gathered: Gathered = field(default_factory=Gathered)  # what was told besides the answer, to be shown with it
    in_danger: bool = False  # what was said in this turn tells that somebody is in danger now
    chat: int = 0
    is_asked: bool = False  # a form waits for an answer, and what is said may be that
    _asking: Asking | None = None
    _besides: dict[tuple[str, str, str], Gathered] = field(default_factory=dict)

    async def asking(self, *, with_people: bool = False) -> Asking:
        """What readers are given; everybody's names only where somebody is to be named."""
        if self._asking is None or (with_people and not self._asking.people):
            around = await surroundings(self.uow, with_people=with_people)
            self._asking = Asking(
                now=self.uow.now,
                places=around.wards,
                own_place=around.own_ward,
                people=tuple(Named(id, name) for id, name in around.people),
                own_id=self.uow.person_id,
                day_parts=self.uow.rules.day_parts,
                harm=self.uow.rules.harm,
                identifiers=self.uow.rules.identifiers,
                heard=self.uow.rules.heard,
                moment_words=self.uow.rules.moment_words,
                contacts=self.uow.rules.contacts,
                name_words=self.uow.rules.name_words,
            )
        return self._asking

    @property
    def typed(self) -> str:
        """What was written, as a command is read: without a please."""
        return without_please(self.said.text)

    @property
    def asks_about_name(self) -> bool:
        """Whether it was asked who sees the writer's name, or to hide it."""
        return bare(self.said.text) in self.uow.rules.name_words.asks

    async def besides(self, form: Form, value: str, key: str = "") -> Gathered:
        """What an answer tells besides, that to the telling where no other is named; read once in a turn."""
        key = key or form.told.key
        if (form.name, key, value) not in self._besides:
            asking = await self.asking(with_people=form.names_people)
            self._besides[form.name, key, value] = form.besides(key, value, asking)
        return self._besides[form.name, key, value]

    async def listen(self, form: Form) -> Gathered:
        """Whatever is said, and wherever: whether somebody is in danger, or its writer in distress."""
        fields = [said for key, said in self.said.pressed.items() if key.startswith(FIELD)]
        said = "\n".join([self.said.text, *fields]).strip()
        alarms = len(said.split()) > FEW_WORDS and form.alarms(said, await self.asking(with_people=form.names_people))
        told = await self.besides(form, said) if alarms else Gathered()
        self.in_danger = self.in_danger or told.urgent
        return told

    def heard(self) -> None:
        """What was said has been acted on: it is not read again as an answer in this turn."""
        self.said = replace(self.said, text="", pressed={}, has_file=False)


async def say_help(context: TurnContext, first: str = "") -> None:
    """What can be said, to whoever asks; a lead can say more."""
    turn = turn_of(context)
    leads = await leads_somewhere(turn.uow, turn.uow.person_id)
    candour = await _typed_of_candour(turn.uow)
    await say(context, help_card(turn.uow.rules.contacts, first, turn.picture, leads=leads, of_candour=candour))


async def _typed_of_candour(uow: UnitOfWork) -> tuple[str, ...]:
    """What somebody who sees to candour can type besides; nothing for anybody else."""
    if not await sees_to_candour(uow):
        return ()
    return (*TYPED_FOR_CANDOUR, *([TYPED_FOR_MEASURES] if await sees_all_candour(uow) else []))


def turn_of(context: TurnContext) -> Turn:
    turn = context.turn_state[TURN]
    assert isinstance(turn, Turn)
    return turn


async def say(context: TurnContext, card: Card, summary: str = ANSWER) -> None:
    """Answer with a card, once the turn is kept."""
    context.turn_state[REPLIES].append(Message(summary, card))
