"""Names in a text by the word before them: Mrs Patel, daughter Susan, pt JS."""

import re
from collections.abc import Iterator

from psirf.identifiers.found import Identifier, identifier_at
from psirf.identifiers.initials import initials_at
from psirf.identifiers.likely import Shown, begins_name, is_place_after, known_after_initial, name_end
from psirf.identifiers.lists import IdentifierLists, NameCue
from psirf.identifiers.words import Words, is_space
from psirf.vocabulary import IdentifierKind

NAMING = {"called", "named", "name", "names", "surname", "forename", "as"}
BEING = {"is", "was", "being", "known"}
WEAK_TITLES = {"miss", "ms"}  # also: to miss, multiple sclerosis; and MR is a scan
LINK = re.compile(r"\s?[(:,\-–—]\s?")


def cue_at(words: Words, place: int, lists: IdentifierLists) -> tuple[int, NameCue] | None:
    """How many words from here make a cue that a name may follow, the longest, and what it shows."""
    for count in range(min(lists.longest_cue, len(words.all) - place), 0, -1):
        if cue := lists.cues.get(tuple(word.low for word in words.all[place : place + count])):
            return count, cue
    return None


def names_after_cues(words: Words, lists: IdentifierLists, staff: frozenset[str]) -> Iterator[Identifier]:
    """Names, and initials, after a title, a role, a relation or a word for a patient."""
    place = 0
    while place < len(words.all):
        said = cue_at(words, place, lists)
        if said is None:
            place += 1
            continue
        begin, (count, cue) = place, said
        kind = _kind_of(words, place, cue, lists)
        after = place + count
        while further := cue_at(words, after, lists):
            count, next_cue = further
            gap = words.all[after - 1].gap
            if not (_stands_beside(words, after - 1) or (next_cue.is_title and not cue.is_part and gap == ", ")):
                break
            if kind is IdentifierKind.PATIENT_NAME and not next_cue.is_title:
                kind = _kind_of(words, after, next_cue, lists)
            elif kind is IdentifierKind.PATIENT_NAME:
                kind = next_cue.kind
            begin, cue, after = after, next_cue, after + count
        is_part = (cue.is_part and kind is cue.kind) or cue.is_title
        if found := _named(words, begin, after, is_part, cue, kind, lists, staff):
            yield found
            yield from _and_another(words, found, cue, kind, lists, staff)
            while after < len(words.all) and words.all[after].start < found.end:
                after += 1
        place = after


def _and_another(
    words: Words, found: Identifier, cue: NameCue, kind: IdentifierKind, lists: IdentifierLists, staff: frozenset[str]
) -> Iterator[Identifier]:
    """The second of two people after a word for both: nurses Villanueva and Okafor."""
    if cue.is_title or found.kind is IdentifierKind.INITIALS:
        return
    at = next((place for place, word in enumerate(words.all) if word.end == found.end), len(words.all))
    joint, second = words.at(at + 1), words.at(at + 2)
    if joint is None or second is None or joint.low != "and" or words.all[at].is_owner:
        return
    if not is_space(words.all[at].gap) or not is_space(joint.gap) or cue_at(words, at + 2, lists):
        return
    if begins_name(words, at + 2, Shown.BY_LINK, kind, lists, staff):
        last = name_end(words, at + 2, lists, staff)
        yield identifier_at(words.text, kind, second.start, words.all[last].end)


def _stands_beside(words: Words, place: int) -> bool:
    gap = words.all[place].gap
    return is_space(gap) or gap in (".", ". ")


def _kind_of(words: Words, place: int, cue: NameCue, lists: IdentifierLists) -> IdentifierKind:
    """Whose name a cue shows. Somebody's sister is family; the ward's is staff."""
    before = words.at(place - 1)
    if words.all[place].low == "sister" and before and (before.low in lists.whose or before.is_owner):
        return IdentifierKind.RELATIVE_NAME
    return cue.kind


def _named(
    words: Words, begin: int, after: int, is_part: bool, cue: NameCue,
    kind: IdentifierKind, lists: IdentifierLists, staff: frozenset[str],
) -> Identifier | None:  # fmt: skip
    """The name, or the initials, after a cue that stands from `begin` to before `after`."""
    at, shown = _linked(words, after, cue)
    if shown is None or at >= len(words.all):
        return None
    first = words.all[at]
    is_part = is_part and at == after and _stands_beside(words, after - 1)
    start = words.all[begin].start if is_part else first.start
    title = words.all[begin]
    is_shouted = words.shouts and (first.low in lists.surnames or first.low in lists.surnames_also_words)
    written_so = is_shouted or (title.is_capital and (first.text[0].isupper() or first.low in lists.particles))
    is_scan = title.text == "MR" and first.text.islower()
    if is_part and ((title.low in WEAK_TITLES and not written_so) or is_scan):
        shown = Shown.BY_ROLE
        if begin and words.all[begin - 1].low in ("near", "a", "to", "not"):
            return None
    if len(first.text) == 1 and first.text.isupper():
        follow = words.at(at + 1)
        if follow and len(follow.text) > 1 and follow.is_capital and known_after_initial(first, follow, lists):
            last = name_end(words, at + 1, lists, staff)
            if begins_name(words, at + 1, shown, kind, lists, staff):
                return identifier_at(words.text, kind, start, words.all[last].end)
    if begins_name(words, at, shown, kind, lists, staff):
        last = name_end(words, at, lists, staff)
        if is_place_after(words, last, cue.is_title, lists):
            return None
        return identifier_at(
            words.text, _told_after(words, begin, last, kind, cue, lists), start, words.all[last].end
        )
    if shown is not Shown.BY_LINK:
        return initials_at(words, at, cue.is_title, lists)
    return None


def _linked(words: Words, after: int, cue: NameCue) -> tuple[int, Shown | None]:
    """Where the name may begin, past "called", a colon or a bracket, and how strongly it is shown."""
    direct = Shown.BY_TITLE if cue.is_title else Shown.BY_ROLE
    gap = words.all[after - 1].gap
    at, shown = after, None
    if words.all[after - 1].is_owner and not ((name := words.at(at)) and name.low == "name" and is_space(gap)):
        return at, None
    if is_space(gap) or (cue.is_part and gap in (".", ". ")):
        shown = direct
    elif LINK.fullmatch(gap) and not cue.is_title:
        shown = Shown.BY_ROLE if gap.strip() in ("(", ":") else Shown.BY_LINK
        if gap.strip() in ("(", ":") and not _closes_soon(words, at):
            shown = Shown.BY_LINK
    while shown and (word := words.at(at)) and word.low in NAMING | BEING | {"with", "initials"} and at < after + 3:
        shown = Shown.BY_CALLED if word.low in NAMING or shown is Shown.BY_CALLED else Shown.BY_LINK
        if word.low == "initials":
            return at + 1, Shown.BY_CALLED
        at += 1
    return at, shown


def _closes_soon(words: Words, at: int) -> bool:
    """Whether a bracket or a sentence closes within three words: (Chantelle)."""
    return any(set(word.gap) & set("),.;\n") or not word.gap for word in words.all[at : at + 3])


def _told_after(
    words: Words, begin: int, last: int, kind: IdentifierKind, cue: NameCue, lists: IdentifierLists
) -> IdentifierKind:
    """Whose name a Mr or a Mrs has, by what stands about it: a surgeon under whom somebody is, a wife."""
    if not (cue.is_title and kind is IdentifierKind.PATIENT_NAME):
        return kind
    if told := beside_role(words, last, lists):
        return told
    before = words.at(begin - 1)
    if words.all[last].is_owner and words.phrase_at(last + 1, lists.staff_places):
        return IdentifierKind.STAFF_NAME
    return IdentifierKind.STAFF_NAME if before and before.low == "under" else kind


def beside_role(words: Words, last: int, lists: IdentifierLists) -> IdentifierKind | None:
    """Whose name it is by what is said after it: Susan (daughter), Mary, his wife, Mr Jones, consultant."""
    gap = words.all[last].gap
    if words.all[last].is_owner:
        return None
    opened = gap.strip()[:1]
    at = last + 1
    for _ in range(4):
        if words.at(at) is None:
            return None
        if said := cue_at(words, at, lists):
            count, cue = said
            closed = words.all[at + count - 1].gap
            is_closed = (
                not closed.strip() if at + count == len(words.all) else bool(set(closed[:2]) & set("),.;:\n–-"))
            )
            owned = words.all[at - 1].low in lists.whose and at > last + 1
            is_short = at == last + 1 and words.all[at].is_shout and not words.shouts  # Emma Stone RN
            fits = (
                opened == "("
                or (is_space(gap) and is_short)
                or (opened in (",", "-", "–") and is_closed)
                or (is_space(gap) and owned)
            )
            if fits and not cue.is_title and cue.kind is not IdentifierKind.PATIENT_NAME:
                return cue.kind
        if opened not in ("(", ",", "-", "–") and words.all[at].low not in lists.whose:
            return None
        if not is_space(words.all[at].gap):
            return None
        at += 1
    return None
