"""What a letter to somebody is drafted from, and what is said first of what they did not want."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.cards.candour_letter import letter_facts, letter_page
from bot.cards.candour_pages import CANDOUR_PAGES
from bot.cards.elements import NO_ATTEMPT, Attempt
from bot.casework.candour_views import AttemptShown, CandourView, EntryShown, TrackShown
from psirf.candour.kept import LetterKind, NoteName, Result, TriedBy
from psirf.candour.terms import Element, Ending, PersonKind, StepName
from psirf.rules import read_rules
from psirf.vocabulary import Term
from tests.house.candour_log_cards import NOW, TODAY, candour_view, track_shown
from tests.stand_in import actions, fields, words

RULES = read_rules()
TOLD = track_shown(1, Element.TOLD)
DECLINED = track_shown(1, ended={Element.TOLD: (Ending.DECLINED, NOW)})


def entry(name: Term, days: int = 0, said: dict[str, object] | None = None, **typed: str) -> EntryShown:
    return EntryShown(name.label, 1, NOW + timedelta(days=days), "Cora Example", typed, said or {})


def view_of(track: TrackShown, *written: EntryShown, **shown: Any) -> CandourView:
    return candour_view(RULES, track, written=written, identities={1: {}}, **shown)


def draft(view: CandourView, kind: LetterKind) -> dict[str, str]:
    return fields(CANDOUR_PAGES[f"letter_{kind.value}"](view, Attempt(note="Drafted.", item=1), RULES))


def offered(track: TrackShown) -> list[str]:
    return [each["title"] for each in actions(letter_page(view_of(track), NO_ATTEMPT, RULES))][:-1]


def facts(track: TrackShown, *written: EntryShown, kind: LetterKind = LetterKind.FOLLOW_UP) -> Any:
    return letter_facts(view_of(track, *written), track, kind)


def test_all_that_was_told_stands_there_from_the_first_on() -> None:
    later = entry(Element.TRUE_ACCOUNT, 2, words="A short second call.")
    first = entry(Element.TRUE_ACCOUNT, words="You were given more than you needed.")
    assert facts(TOLD, later, first, later).account == (
        "Wednesday 4 March 2026: You were given more than you needed.\nFriday 6 March 2026: A short second call."
    )
    assert facts(TOLD, first).account == "You were given more than you needed."


def test_a_reference_is_never_what_was_found() -> None:
    assert facts(TOLD, entry(Element.FINDINGS, reference="F-1")).findings == ""
    assert facts(TOLD, entry(Element.FINDINGS, reference="F-1", words="Two pumps look alike.")).findings == (
        "Two pumps look alike."
    )
    seen = entry(NoteName.DRAFT_SHARED, words="Two pumps look alike.")
    assert facts(TOLD, seen).findings == (
        "[to be filled in: whether this still stands: it was said of the draft] Two pumps look alike."
    )


def test_a_day_that_has_come_is_not_promised() -> None:
    for days, promised in ((-1, None), (0, None), (1, TODAY + timedelta(days=1))):
        track = replace(TOLD, next_contact_on=TODAY + timedelta(days=days))
        assert facts(track).next_contact_on == promised


@pytest.mark.parametrize(
    ("written", "ring", "place"),
    [
        ((entry(Element.SUPPORT, words="The chaplain", contact="Sister Jones, 0113"),), "Sister Jones, 0113", ""),
        ((entry(NoteName.RING, contact="Sister Jones, 0113"),), "Sister Jones, 0113", ""),
        ((entry(Element.TOLD, said={"mode": "face to face"}, place="their home"),), "", "at their home"),
        ((entry(Element.TOLD, said={"mode": "face to face"}, place="In the quiet room"),), "", "In the quiet room"),
        ((entry(Element.TOLD, said={"mode": "phone"}, place="their home"),), "", "by phone"),
    ],
)
def test_whom_they_can_ring_and_where_they_met_are_taken_up(
    written: tuple[EntryShown, ...], ring: str, place: str
) -> None:
    known = facts(TOLD, *written)
    assert known.ring == ring
    assert [where for _, where in known.told] == ([place] if place else [])


@pytest.mark.parametrize(
    ("results", "is_said"),
    [
        ((), False),
        ((Result.NO_ANSWER,), True),
        ((Result.NO_ANSWER, Result.SPOKE), False),
        ((Result.SPOKE, Result.LEFT_MESSAGE), True),
        ((Result.NOT_NOW,), False),
    ],
)
def test_it_says_that_they_were_not_reached_only_where_it_is_so(results: tuple[Result, ...], is_said: bool) -> None:
    tried = tuple(
        AttemptShown(TriedBy.PHONE.label, each.label, NOW + timedelta(hours=n)) for n, each in enumerate(results)
    )
    assert facts(track_shown(1, attempts=tried), kind=LetterKind.REACH).was_tried is is_said
    told = entry(Element.TOLD, 1, {"mode": "phone"})
    assert not facts(replace(TOLD, attempts=tried), told, kind=LetterKind.REACH).was_tried


def test_to_somebody_whom_nobody_has_told_a_letter_asks_to_speak_and_no_more() -> None:
    every = [each.label for each in LetterKind]
    assert offered(TOLD) == every
    assert offered(DECLINED) == every
    unknown = track_shown(1, kind=PersonKind.NOT_YET_KNOWN)
    unreached = track_shown(1, ended={Element.TOLD: (Ending.NOT_POSSIBLE, NOW)})
    for track in (track_shown(), unknown, unreached):
        assert offered(track) == ["Asking to speak"]
        assert "nobody has told them in person yet" in words(letter_page(view_of(track), NO_ATTEMPT, RULES))
        assert "letter" not in draft(view_of(track), LetterKind.FOLLOW_UP)
        assert "letter" in draft(view_of(track), LetterKind.REACH)


def test_what_they_did_not_want_is_said_first_and_in_their_words_above_the_draft() -> None:
    asked = letter_page(view_of(DECLINED), NO_ATTEMPT, RULES)
    assert "They did not want this:" in words(asked)
    assert "Told in person: Wednesday 4 March 2026" in words(asked)
    assert "They did not want" not in words(letter_page(view_of(TOLD), NO_ATTEMPT, RULES))
    said = (
        entry(StepName.DECLINED, said={"elements": ["told"]}, words="Please leave us alone."),
        entry(StepName.DECLINED, said={"elements": ["copies_kept"]}, words="Keep no copies."),
    )
    card = CANDOUR_PAGES["letter_follow_up"](view_of(DECLINED, *said), Attempt(note="Drafted.", item=1), RULES)
    assert "Told in person. Wednesday 4 March 2026: “Please leave us alone.”" in words(card)
    assert "Keep no copies." not in words(card)
    assert "You would rather not speak with us" in fields(card)["letter"]
