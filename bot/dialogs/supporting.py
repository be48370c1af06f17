"""Support for a colleague: its form, or the same typed in one line. Nothing of such a turn is kept."""

import re

from bot.candour_words import SUPPORT_DONE
from bot.cards.greetings import text_card
from bot.cards.support import ASK, offer_card
from bot.casework.looking import MOST_OWNERS
from bot.casework.supporting import offer_support
from bot.dialogs.turn import Turn, say
from bot.forms.form import Asking, Unclear
from bot.forms.readers import a_person, show_person
from bot.sdk import TurnContext
from psirf.lifecycle import NotAllowed

FORM = re.compile(r"(?:offer )?support(?: for a colleague| for staff)[.! ]*", re.IGNORECASE)
# Names alone: a longer line that begins like it tells something.
TYPED = re.compile(
    r"(?:offer )?support for (?P<colleague>[^\n:,]{2,60}?) (?:by|from) (?P<supporter>[^\n:,]{2,60}?)[.! ]*",
    re.IGNORECASE,
)


async def hears(turn: Turn, context: TurnContext) -> bool:
    """Answer it; false where it is something else, as where neither name is anybody's here."""
    if turn.said.pressed.get("do") == ASK or FORM.fullmatch(turn.typed):
        turn.uow.veil.untraced = turn.uow.veil.day_only = True
        await say(context, offer_card(await people_to_list(turn)))
        return True
    found = TYPED.fullmatch(turn.typed)
    if found is None:
        return False
    asking = await turn.asking(with_people=True)
    read = [_read(found[key], asking) for key in ("colleague", "supporter")]
    if not any(isinstance(each, int) for each in read):
        return False
    turn.uow.veil.untraced = turn.uow.veil.day_only = True
    colleague, supporter = read
    if not isinstance(colleague, int) or not isinstance(supporter, int):
        await say(context, text_card(" ".join(each for each in read if isinstance(each, str))))
        return True
    try:
        await offer_support(turn.uow, colleague, supporter)
    except NotAllowed as refusal:
        await say(context, text_card(str(refusal)))
        return True
    await say(context, text_card(said_of_offer(asking, colleague, supporter)))
    return True


async def people_to_list(turn: Turn) -> tuple[tuple[str, str], ...]:
    """Who can be chosen, (id, name); none where there are too many to list, and a name is written."""
    people = (await turn.asking(with_people=True)).people
    return tuple((str(each.id), each.name) for each in people) if len(people) <= MOST_OWNERS else ()


def said_of_offer(asking: Asking, colleague: int, supporter: int) -> str:
    return SUPPORT_DONE.format(show_person(str(colleague), asking), show_person(str(supporter), asking))


def _read(said: str, asking: Asking) -> int | str:
    """Whose name it is; or what to say, where it is nobody's."""
    try:
        return int(a_person(said, asking).value)
    except Unclear as unclear:
        return str(unclear)
