"""Giving, taking and covering roles in a chat: what an administrator writes, and what is answered."""

from dataclasses import dataclass

from bot.cards.elements import Card
from bot.cards.greetings import text_card
from bot.cards.roles import GIVE_ROLE, WHO_IS_WHO, done_card, role_words_card, who_is_who_card
from bot.casework.giving import (
    administrators,
    cover,
    end_cover,
    give,
    is_here_instead,
    roles_to_cover,
    take,
    where_held,
)
from bot.casework.who_is_who import place_names, places_called, told_apart_by_number, who_is_who, written_name
from bot.dialogs.turn import Turn, say
from bot.forms.form import Asking, Unclear
from bot.forms.readers import a_person, plainly
from bot.forms.role_commands import (
    EndCover,
    Give,
    NoSuchRole,
    RoleCommand,
    RoleWords,
    SetCover,
    ShowRoles,
    Take,
    days_of_cover,
    read_role_command,
    written_day,
)
from bot.sdk import TurnContext
from bot.wording import (
    CHOOSE_FIRST,
    COUNTS_AT_ONCE,
    COVER_ENDED,
    COVER_MEANWHILE,
    COVERED,
    COVERED_AWAY_TOO,
    COVERED_ROLES,
    FOR_WHICH_PLACE,
    FROM_WHICH_PLACE,
    NEVER_COVERED_SAID,
    NO_COVER,
    NO_SUCH_PLACE,
    NO_SUCH_ROLE,
    ONE_OPENER_LEFT,
    ROLE_GIVEN,
    ROLE_HELD_ALREADY,
    ROLE_HELD_FOR,
    ROLE_HELD_NOWHERE,
    ROLE_NOT_HELD,
    ROLE_TAKEN,
    SEVERAL_OF_ONE_NAME,
    SEVERAL_PLACES,
)
from psirf.cover import NEVER_COVERED
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from psirf.spoken import spoken_day
from psirf.vocabulary import GIVEN_ROLES, Role

FEW_WORDS = 4  # so many words after "roles" are taken for a name that is not known, and more for a telling
NAMES = 12  # so many words, and no more, a command with names that are not known has
ME = ("me", "myself")
VERBS = {Give: "give_role", Take: "take_role", SetCover: "cover", EndCover: "end_cover"}


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who was named: their id, their name, and what to write for them in a command."""

    id: int
    name: str
    written: str


async def hears_roles(turn: Turn, context: TurnContext) -> bool:
    """Answer a command about roles, or the button that does the same. False where it is none."""
    try:
        command = _pressed(turn) or read_role_command(turn.typed, turn.uow.rules.role_names)
    except Unclear as unclear:
        await say(context, text_card(str(unclear)))
        return True
    if command is None or not await _is_meant(turn, command):
        return False
    able = await administrators(turn.uow)
    verb = VERBS.get(type(command), "roles")
    try:
        if turn.uow.person_id not in able:
            names = {person.id: person.name for person in (await turn.asking(with_people=True)).people}
            raise NotAllowed(Refusal.NOT_ADMINISTRATOR, ", ".join(sorted(names[id] for id in able if id in names)))
        async with turn.uow.savepoint():
            answer = await _done(turn, command)
    except NotAllowed as refusal:
        turn.uow.audit("refused", "roles", why=refusal.refusal, verb=verb)
        answer = text_card(str(refusal))
    except Unclear as unclear:
        answer = text_card(str(unclear))
    await say(context, answer)
    return True


def _pressed(turn: Turn) -> RoleCommand | None:
    """What the buttons of the card say. Raises Unclear where a field is empty."""
    pressed, do = turn.said.pressed, turn.said.pressed.get("do")
    if do == WHO_IS_WHO:
        page = pressed.get("page", "")
        return ShowRoles(pressed.get("about", ""), int(page) if page.isdecimal() and len(page) < 5 else 1)
    if do != GIVE_ROLE:
        return None
    who, place = (" ".join(pressed.get(key, "").split()) for key in ("who", "place"))
    if pressed.get("role") not in tuple(GIVEN_ROLES) or not who:
        raise Unclear(CHOOSE_FIRST)
    return Give(who, Role(pressed["role"]), place)


async def _is_meant(turn: Turn, command: RoleCommand) -> bool:
    """Whether the words are a command, and not a telling that begins like one: somebody or something in them is
    known; or an administrator has written so few that they can be nothing else."""
    if turn.said.pressed:
        return True
    able = turn.uow.person_id in await administrators(turn.uow)
    listed = isinstance(command, RoleWords) or (isinstance(command, ShowRoles) and not command.about)
    if turn.is_asked and not able and not listed:
        return False  # it would be refused, and an answer would be lost
    few = able and len(turn.said.text.split()) <= NAMES
    asking = await turn.asking(with_people=True)
    match command:
        case RoleWords() | ShowRoles(about=""):
            return True
        case ShowRoles(about=about):
            known = await places_called(turn.uow, about) or turn.uow.rules.role_names.role_named(about)
            return bool(known or _may_be(about, asking) or (few and len(about.split()) <= FEW_WORDS))
        case Give(who=who) | Take(who=who):
            return few or _may_be(who, asking)
        case NoSuchRole(who=who):
            begins = plainly(who)
            return any(begins == name or begins.startswith(f"{name} ") for name in _names(asking))
        case SetCover(away=away, by=by):
            named = [_may_be(away, asking), _may_be(by, asking)]
            explicit = plainly(turn.typed).startswith("cover ")
            return all(named) or (explicit and (few or any(named))) or (few and any(named) and not turn.is_asked)
        case EndCover():
            return few or _may_be(command.away, asking)


def _names(asking: Asking) -> list[str]:
    return [" ".join(person.name.casefold().split()) for person in asking.people]


def _may_be(who: str, asking: Asking) -> bool:
    """Whether somebody, or several, are called so."""
    wanted = plainly(who)
    return wanted in ME or any(wanted == name or wanted in name.split() for name in _names(asking))


async def _done(turn: Turn, command: RoleCommand) -> Card:
    """What the command asks for, and the answer. Raises NotAllowed and Unclear, changing nothing."""
    match command:
        case RoleWords():
            return role_words_card(turn.uow.rules.role_names)
        case NoSuchRole():
            raise Unclear(NO_SUCH_ROLE)
        case ShowRoles(about=about, page=page):
            return await _shown(turn, about, page)
        case Give():
            return await _give(turn, command)
        case Take():
            return await _take(turn, command)
        case SetCover():
            return await _cover(turn, command)
        case EndCover():
            return await _end_cover(turn, command)


async def _shown(turn: Turn, about: str, page: int) -> Card:
    """Of a place, a role or a person; a place first, since people are rarely called Ward 7."""
    uow, names = turn.uow, turn.uow.rules.role_names
    if not about:
        return who_is_who_card(await who_is_who(uow, page=page))
    if role := names.role_named(about):
        return who_is_who_card(await who_is_who(uow, about=role.label, role=role, page=page))
    if await places_called(uow, about):
        unit_id, name = await _place(turn, about)
        return who_is_who_card(await who_is_who(uow, about=name, unit_id=unit_id, page=page))
    person = await _person(turn, about)
    return who_is_who_card(await who_is_who(uow, people=[person.id]))


async def _give(turn: Turn, command: Give) -> Card:
    person = await _person(turn, command.who)
    called = command.role.value.replace("_", " ")
    place = command.place or ("the whole trust" if command.role is Role.ADMINISTRATOR else "")
    if not place:
        raise Unclear(FOR_WHICH_PLACE.format(f"give {person.written} {called} for Ward 7"))
    unit_id, name = await _place(turn, place)
    if not await give(turn.uow, person_id=person.id, role=command.role, unit_id=unit_id):
        return text_card(ROLE_HELD_ALREADY.format(person.name, command.role.label, name))
    said = ROLE_GIVEN.format(person.name, command.role.label, name)
    return done_card(said, [COUNTS_AT_ONCE], f"take {called} for {name} from {person.written}")


async def _take(turn: Turn, command: Take) -> Card:
    person = await _person(turn, command.who)
    held = await where_held(turn.uow, person.id, command.role)
    names = await place_names(turn.uow, held)
    if not held:
        return text_card(ROLE_HELD_NOWHERE.format(person.name))
    if command.place:
        unit_id, name = await _place(turn, command.place)
    elif len(set(names.values())) > 1:
        raise Unclear(FROM_WHICH_PLACE.format(person.name, "; ".join(sorted(set(names.values())))))
    else:
        unit_id, name = held[0], names[held[0]]
    if not await take(turn.uow, person_id=person.id, role=command.role, unit_id=unit_id):
        said = ROLE_NOT_HELD.format(person.name, name)
        return done_card(said, [ROLE_HELD_FOR.format(person.name, "; ".join(sorted(set(names.values()))))])
    besides = [COUNTS_AT_ONCE]
    if command.role is Role.SEAL_OPENER and len((await who_is_who(turn.uow, role=command.role)).people) < 2:
        besides.append(ONE_OPENER_LEFT)
    called = command.role.value.replace("_", " ")
    said = ROLE_TAKEN.format(person.name, command.role.label, name)
    return done_card(said, besides, f"give {person.written} {called} for {name}")


async def _cover(turn: Turn, command: SetCover) -> Card:
    away, by = await _person(turn, command.away), await _person(turn, command.by)
    first, last = days_of_cover(command.first, command.last, await turn.asking())
    await cover(turn.uow, away=away.id, covered_by=by.id, from_on=first, until_on=last)
    held = await roles_to_cover(turn.uow, away.id)
    names = await place_names(turn.uow, [each.unit_id for each in held])
    besides = [COVERED_ROLES.format("; ".join(f"{each.role.label}, {names[each.unit_id]}" for each in held))]
    if left := [role.label for role in NEVER_COVERED if await where_held(turn.uow, away.id, role)]:
        besides.append(NEVER_COVERED_SAID.format("; ".join(left)))
    here = await is_here_instead(turn.uow, by.id, max(first, turn.uow.today))
    asking = await turn.asking(with_people=True)
    other = next((person.name for person in asking.people if person.id == here), "")
    besides += [COVERED_AWAY_TOO.format(by.name, other)] if other else []
    besides.append(COVER_MEANWHILE.format(other or by.name, away.name))
    said = COVERED.format(by.name, away.name, spoken_day(first), spoken_day(last))
    return done_card(said, besides, f"end cover for {away.written} by {by.written}")


async def _end_cover(turn: Turn, command: EndCover) -> Card:
    away = await _person(turn, command.away)
    by = await _person(turn, command.by) if command.by else None
    ended = await end_cover(turn.uow, away=away.id, covered_by=by.id if by else None)
    if not ended:
        return text_card(NO_COVER.format(away.name))
    names = {person.id: person for person in (await turn.asking(with_people=True)).people}
    others = "; ".join(dict.fromkeys(names[each.covered_by].name for each in ended if each.covered_by in names))
    last = ended[-1]
    first = max(last.from_on, turn.uow.today)
    written = await _written(turn, last.covered_by)
    undo = (
        f"cover {away.written} by {written} from {written_day(first)} to {written_day(last.until_on)}"
        if len(ended) == 1
        else ""
    )
    return done_card(COVER_ENDED.format(others, away.name), [COUNTS_AT_ONCE], undo)


async def _person(turn: Turn, said: str) -> Known:
    """Somebody by name, by a part of it, or by their number where another has the same name. Raises Unclear."""
    asking = await turn.asking(with_people=True)
    wanted = " ".join(plainly(said).split())
    same = [person.id for person in asking.people if " ".join(person.name.casefold().split()) == wanted]
    if len(same) > 1:
        raise Unclear(SEVERAL_OF_ONE_NAME.format("; ".join(await told_apart_by_number(turn.uow, same))))
    found = int(a_person(said, asking).value)
    name = next((person.name for person in asking.people if person.id == found), turn.uow.by.name)
    return Known(found, name, await _written(turn, found))


async def _written(turn: Turn, person_id: int) -> str:
    people = (await turn.asking(with_people=True)).people
    return written_name(person_id, [(person.id, person.name) for person in people])


async def _place(turn: Turn, said: str) -> tuple[int | None, str]:
    """One place of the trust. Raises Unclear, naming those that may be meant."""
    found = await places_called(turn.uow, said)
    if not found:
        raise Unclear(NO_SUCH_PLACE.format(said[:40]))
    if len(found) > 1:
        raise Unclear(SEVERAL_PLACES.format("; ".join(name for _, name in found[:8])))
    return found[0]
