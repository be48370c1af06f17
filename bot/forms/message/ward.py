"""On which ward it happened, as a message tells it; a ward that is only mentioned is not taken for it."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.forms.message.telling import Read
from bot.forms.message.text import Told
from bot.forms.message.ward_names import names_of, places_called, spelling_of
from psirf.heard import Heard
from psirf.heard.lists import WardWords
from psirf.heard.words import FIGURES, Word
from psirf.places import Place
from psirf.vocabulary import EventKind

SAYS_SO, NAMED, MENTIONED = 3, 2, 1  # how plainly a ward is said to be where it happened
PLAIN_EVENT = 3  # the weight of a clue that tells of an event by itself
LEAD = 5  # words before a name that can say whether it happened there
APART = 10  # and where words may stand between
LONG_NUMBER = 3  # figures of a number that is a unit's name as "136" is: "in 136", where "in 12" is none
IN = ("in", "at")
CLOCK = re.compile(r"(?:[01]\d|2[0-3])[:.]?[0-5]\d")
# Away, and it may have happened there all the same.
MAY_BE = frozenset((
    "from", "of", "now", "shes", "hes", "theyre", "seen", "started", "inserted", "sited", "put", "still", "remains",
    "originally", "initially", "previously", "earlier", "caught", "picked", "spotted", "screened", "brought",
    "delivered", "got",
))  # fmt: skip
MOVED = frozenset(("moved", "transferred", "transfer", "went", "sent", "stepped"))
STAFF = ("staff", "team", "nurse", "nurses", "porter", "list", "lists")
FEW = ("the", "our", "my", "a", "main", "and", "nights", "days", "shift")  # between a preposition and a name


@dataclass(frozen=True, slots=True)
class _Candidate:
    place: Place
    first: int
    last: int
    plainly: int
    slip: bool  # a letter of the name was put right


def ward_told(
    told: Told, heard: Heard, places: tuple[Place, ...], own: int | None
) -> tuple[Read[Place] | None, tuple[Place, ...]]:
    """The ward, and where the words can mean more than one, those they can mean."""
    words = heard.wards
    found = _of_the_first_event(told, heard, _candidates(told, heard, places, own))
    if not found:
        return _own_ward(told, words, places, own), ()
    plainest = max(candidate.plainly for candidate in found)
    best = [candidate for candidate in found if candidate.plainly == plainest]
    if plainest < MENTIONED:
        return None, ()
    first = [candidate for candidate in best if candidate.first == best[0].first]
    if len({candidate.place.id for candidate in first}) > 1:
        return None, tuple(candidate.place for candidate in first)  # two wards that go by one name
    alone = len({candidate.place.id for candidate in best}) == 1
    # Said to be there, it is sure where no other ward is plainly named; only named, where none is even mentioned.
    least = NAMED if plainest == SAYS_SO else MENTIONED
    rivals = {each.place.id for each in found if each.plainly >= least}
    went_there = plainest == NAMED and any(each.plainly == 0 and each.place.id == best[0].place.id for each in found)
    sure = alone and plainest >= NAMED and not (best[0].slip or went_there or rivals - {best[0].place.id})
    return Read(best[0].place, told.quoted(best[0].first, best[0].last), sure), ()


def _of_the_first_event(told: Told, heard: Heard, found: list[_Candidate]) -> list[_Candidate]:
    """Without the wards of a second event: where the sentence that says where it happened tells an event, those of
    a later sentence that tells one by itself."""
    plain = [candidate for candidate in found if candidate.plainly == SAYS_SO]
    telling = {
        told.words[clue.first].sentence
        for clue in heard.kinds.found(told.words)
        if clue.tells.kind is EventKind.INCIDENT and clue.tells.weight >= PLAIN_EVENT and not clue.tells.named
    }
    first = told.words[plain[0].first].sentence if plain else -1
    if first != min(telling, default=-2):
        return found
    return [each for each in found if told.words[each.first].sentence not in telling - {first}]


def _own_ward(told: Told, words: WardWords, places: Collection[Place], own: int | None) -> Read[Place] | None:
    """The writer's own ward, where the words say that it was theirs: to be confirmed."""
    said = words.own.found(told.words)
    place = next((place for place in places if place.id == own), None)
    return Read(place, told.quoted(said[0].first, said[0].last), sure=False) if said and place else None


def _candidates(told: Told, heard: Heard, places: tuple[Place, ...], own: int | None) -> list[_Candidate]:
    words, names, put_right = heard.wards, names_of(places), spelling_of(places, heard.spelling).put_right
    found: list[_Candidate] = []
    said = tuple(FIGURES.get(word.said) or put_right(word.said) for word in told.words)
    at = 0
    while at < len(said):
        fitting = [name for name in names.get(said[at], ()) if said[at : at + len(name)] == name]
        longest = max((len(name) for name in fitting), default=0)
        taken = 1
        for name in fitting:
            if len(name) < longest:
                continue
            for place in places_called(places)[name]:
                plainly = _how_plainly(told, said, words, at, name, place.id == own)
                if plainly is not None:
                    slip = any(told.words[n].said not in (name[n - at], *FIGURES) for n in range(at, at + len(name)))
                    slip = slip or _may_be_anothers(name, place, names, places)
                    found.append(_Candidate(place, at, at + len(name), plainly, slip))
                    taken = len(name)
        at += taken
    return found


def _may_be_anothers(
    name: tuple[str, ...], place: Place, names: dict[str, tuple[tuple[str, ...], ...]], places: tuple[Place, ...]
) -> bool:
    """Whether it may as well be another's name with an s: "rowans sluice", where there is a Rowan and The Rowans."""
    other = (name[0].removesuffix("s"),)
    return (
        len(name) == 1
        and other != name
        and other in names.get(other[0], ())
        and (places_called(places)[other] != (place,))
    )


def _how_plainly(
    told: Told, said: Sequence[str], words: WardWords, at: int, name: tuple[str, ...], own: bool
) -> int | None:
    """How plainly the words say that it happened there; None where they do not mean a ward at all."""
    last = at + len(name)
    beside = last < len(said) and told.words[last].clause == told.words[last - 1].clause
    after = told.words[last] if beside else None
    if name[-1].isdecimal() and after is not None and after.glued and not after.is_number:
        return None  # ward 7b, 7am, 7mg
    if len(name) == 1 and name[0].isdecimal():
        return _bare_number(told, said, words, at, after, own)
    if _is_letter_and_figure(name) and (not told.words[at + 1].glued or (at and (said[at - 1],) in words.not_after)):
        return None  # 4B is a ward, "at 4 b" none; and vitamin B12 is no B12
    here, away, person = _before(said, told, words, at)
    everyday = name in words.everyday
    room = after is not None and after.said == "room" and last + 1 < len(said) and told.words[last + 1].is_number
    if (
        everyday
        and after is not None
        and not room
        and ((after.said,) in words.no_place or (at and said[at - 1] == "ward"))
    ):
        return MENTIONED if name in words.numbered and after.said in STAFF else None
    numbered = name in words.numbered and after is not None and after.is_number and len(after.said) < 3
    numbered = numbered and not (
        last + 1 < len(said) and (said[last + 1],) in words.not_before
    )  # recovery 3 days later
    ends = numbered or room or _ends_a_name(said, words, last)
    alone = _stands_alone(told, words, at, last)
    if everyday and not here and not ends and not alone:
        before_it = (said[at - 2] in IN) if at > 1 and told.words[at - 2].clause == told.words[at].clause else False
        clinic = name in words.kinds_of_place and before_it  # in breast clinic
        timed = _is_beside_a_clock_time(told, at, last) and (name in words.numbered or name in words.trailing)
        trailing = name in words.trailing and _ends_in_when(told, words, last)
        return MENTIONED if clinic or (not away and (timed or trailing)) else None
    if _is_where_they_are_now(told, said, at, last):
        return 0
    if name in words.tests and at and said[at - 1] == "on":
        return None  # found on CT: a test, and no place
    if away or (after is not None and (after.said,) in words.still) or _moved_on(told, last):
        return 0 if away == "to" else MENTIONED
    if person or (
        after is not None and not numbered and {(after.said,)} & (words.people | words.bound_for) and not here
    ):
        return MENTIONED
    if here and after is not None and (after.said,) in words.bound_for - words.kinds_of_place:
        return NAMED
    return SAYS_SO if (here and (ends or not everyday)) or (alone and not everyday) else NAMED


def _ends_in_when(told: Told, words: WardWords, last: int) -> bool:
    """Whether after a name its clause says no more than when: "swab left in theatres 1500 yesterday"."""
    end = told.clause(last - 1)[1]
    return all(word.is_number or (word.said,) in words.times for word in told.words[last:end])


def _is_beside_a_clock_time(told: Told, at: int, last: int) -> bool:
    """Whether a time stands just before or after a name: "resus 0420 wrong unit", "at 0200 renal"."""
    clause = told.words[at].clause
    return any(
        0 <= n < len(told.words) and told.words[n].clause == clause and CLOCK.fullmatch(told.words[n].said)
        for n in (at - 1, last)
    )


def _stands_alone(told: Told, words: WardWords, at: int, last: int) -> bool:
    """Whether a clause holds a name and nothing besides but when: "theatres 1500", "yesterday, resus"."""
    first, end = told.clause(at)
    rest = [word for n, word in enumerate(told.words[first:end], start=first) if not at <= n < last]
    return all(word.is_number or (word.said,) in words.times for word in rest)


def _is_where_they_are_now(told: Told, said: Sequence[str], at: int, last: int) -> bool:
    """Whether a later sentence says no more than where the patient is: "… Pt in HDU." """
    sentence = told.words[at].sentence
    begins = at - 2
    if begins <= 0 or said[begins] != "patient" or said[at - 1] not in ("in", "on"):
        return False
    ends = last == len(said) or told.words[last].clause != told.words[at].clause
    return ends and told.words[begins - 1].sentence != sentence


def _moved_on(told: Told, last: int) -> bool:
    """Whether what follows a name says that they were there before it happened: "on AMU earlier, moved to 9"."""
    following = [word.said for word in told.words[last : last + 3]]
    return following[:1] == ["earlier"] and not MOVED.isdisjoint(following[1:])


def _is_letter_and_figure(name: tuple[str, ...]) -> bool:
    return len(name) == 2 and name[0].isdecimal() != name[1].isdecimal() and max(len(name[0]), len(name[1])) < 3


def _ends_a_name(said: Sequence[str], words: WardWords, last: int) -> bool:
    return last < len(said) and any(tuple(said[last : last + len(kind)]) == kind for kind in words.kinds_of_place)


def _bare_number(
    told: Told, said: Sequence[str], words: WardWords, at: int, after: Word | None, own: bool
) -> int | None:
    """A ward by its number alone: only after a word that says so, or the writer's own between commas."""
    here = told.words[at]
    counted = after is not None and (after.said,) in words.not_before and after.sentence == here.sentence
    one_patient = after is not None and after.said == "patient" and here.said not in ("1", "one")  # on 11 pt found
    if counted and not one_patient:
        return None
    if here.glued or told.text[max(0, here.start - 1) : here.start] in ("/", "-", "+", "?"):
        return None
    if re.match(r" ?[/:-] ?\d|%", told.text[here.end : here.end + 4]):
        return None  # a date, a time, a share
    if at and ((said[at - 1],) in words.number_after or (len(here.said) == LONG_NUMBER and _is_in(said, at))):
        _, away, person = _before(said, told, words, at)
        return MENTIONED if person or away == "from" else 0 if away else SAYS_SO
    if at and said[at - 1] == "from" and here.clause == told.words[at - 1].clause:
        return MENTIONED
    return MENTIONED if own and told.clause(at) == (at, at + 1) and len(said) > 1 else None


def _is_in(said: Sequence[str], at: int) -> bool:
    return said[at - 1] in IN or (at > 1 and said[at - 1] == "the" and said[at - 2] in IN)


def _before(said: Sequence[str], told: Told, words: WardWords, at: int) -> tuple[bool, str, bool]:
    """What stands before a name: whether it says here; how it says elsewhere; whether somebody belongs there."""
    start = at
    while start and said[start - 1] in FEW and told.words[start - 1].clause == told.words[at].clause:
        start -= 1
    clause = told.words[at].clause
    near = told.words[max(0, start - APART) : start]
    if any(hit.last == len(near) and near[hit.first].clause == clause for hit in words.here_apart.found(near)):
        return True, "", False
    lead = [
        "#" if told.words[i].is_number else said[i]
        for i in range(max(0, start - LEAD), start)
        if told.words[i].clause == clause
    ]
    longest_away, longest_here = _longest_end(lead, words.away), _longest_end(lead, words.here)
    if longest_away and len(longest_away) >= len(longest_here):
        return False, "from" if MAY_BE & set(longest_away) else "to", False
    rest = lead[: len(lead) - len(longest_here)]
    person = longest_here in (("on",), ("in",), ("at",)) and bool(_longest_end(rest, words.people))
    return bool(longest_here) and not person, "", person


def _longest_end(lead: Sequence[str], phrases: Collection[tuple[str, ...]]) -> tuple[str, ...]:
    """The longest of some phrases with which these words end."""
    for length in range(min(LEAD, len(lead)), 0, -1):
        if tuple(lead[-length:]) in phrases:
            return tuple(lead[-length:])
    return ()
