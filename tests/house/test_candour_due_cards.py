"""What is owed, the measures, and candour on an event's card: as cards, and in what words."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from bot.candour_words import TYPED_FOR_CANDOUR, TYPED_FOR_MEASURES
from bot.cards.candour_due import due_card, measures_card
from bot.cards.candour_on_event import candour_on_event
from bot.cards.elements import Card, card
from bot.cards.greetings import help_card
from bot.casework.candour_due import DueLine, DueView, MeasuresView, PersonOwed
from bot.casework.candour_line import CandourLine
from bot.casework.views import EventView, HarmShown
from psirf.candour.measures import Count, Measure, Part, shown
from psirf.candour.owed import Owed, OwedKind
from psirf.candour.terms import CandourStatus, Ending, PersonKind
from psirf.vocabulary import EventStatus, PhysicalHarm, PsychologicalHarm, Reached
from tests.house.card_schema import holds_to_schema, keeps_to_what_teams_can_show
from tests.house.test_cards import RULES
from tests.stand_in import actions, words

TODAY = date(2026, 3, 4)  # a Wednesday
LINE = DueLine(
    "DOC-00001", "PSE-00007", Owed(OwedKind.TOLD, "1", TODAY + timedelta(days=2)), TODAY,
    PersonOwed(PersonKind.PATIENT),
)  # fmt: skip
EVENT = EventView(7, "PSE-00007", 1, 1, EventStatus.RECEIVED, (), TODAY, TODAY, False, reached=Reached.YES)


def _owed(kind: OwedKind, days: int | None, person: str = "") -> DueLine:
    return replace(LINE, owed=Owed(kind, person, None if days is None else TODAY + timedelta(days=days)))


def _measures(**numbers: tuple[int, int, int, int]) -> Card:
    counts = {
        Measure(name): Count(dict(zip(Part, each[:3], strict=True)), each[3]) for name, each in numbers.items()
    }  # fmt: skip
    return measures_card(MeasuresView(date(2025, 3, 4), TODAY, 5, shown(counts, 5)))


def _on_event(view: EventView) -> Card:
    return card(*candour_on_event(view))


def _cards() -> Iterator[tuple[str, Card]]:
    yield "nothing due", due_card(DueView(()))
    yield "due", due_card(DueView((LINE,)))
    every = tuple(_owed(kind, day, person) for kind, day, person in product(OwedKind, (None, -9, 0, 20), ("", "2")))
    yield "much due", due_card(DueView(every))
    yield "measures", _measures(**{measure.value: (20, 5, 8, 6) for measure in Measure})
    yield "small measures", _measures(**{measure.value: (2, 0, 40, 1) for measure in Measure})
    yield "no measures", _measures(**{measure.value: (0, 0, 0, 0) for measure in Measure})
    for status, told in product(CandourStatus, ((None, None), (Ending.DONE, TODAY), (Ending.DECLINED, TODAY))):
        line = CandourLine("DOC-00001", status, TODAY, (told, (None, None)))
        yield f"on its event {status} {told[0]}", _on_event(replace(EVENT, candour=line))
    for physical in PhysicalHarm:
        harm = (HarmShown(physical, PsychologicalHarm.NOT_GRADED),)
        yield f"no case {physical}", _on_event(replace(EVENT, reporter="Nora", harm=harm))
    yield (
        "help",
        help_card(RULES.contacts, leads=True, of_candour=(*TYPED_FOR_CANDOUR, TYPED_FOR_MEASURES)),
    )


CARDS = dict(_cards())


@pytest.mark.parametrize("name", CARDS)
def test_each_card_is_as_the_schema_asks_and_as_teams_can_show(name: str) -> None:
    holds_to_schema(CARDS[name])
    keeps_to_what_teams_can_show(CARDS[name])


# ---- what is owed ----


def test_each_line_says_what_to_whom_by_when_and_leads_to_its_case() -> None:
    assert "DOC-00001 PSE-00007 Person 1: tell them in person, by Friday 6 March 2026 (2 working days left)" in (
        " ".join(words(CARDS["due"]).split())
    )
    assert [action["data"] for action in actions(CARDS["due"])] == [{"do": "show", "about": "DOC-00001"}]
    assert words(CARDS["nothing due"]) == "Nothing is owed that you see to."


@pytest.mark.parametrize(
    ("kind", "days", "said"),
    [
        (OwedKind.ASSESS, 0, "Assess whether candour is owed, by Wednesday 4 March 2026 (today)"),
        (OwedKind.ASSESS, -1, "by Tuesday 3 March 2026 (1 working day late)"),
        (OwedKind.ASSESS, -2, "by Monday 2 March 2026 (2 working days late)"),
        (OwedKind.ASSESS, 1, "by Thursday 5 March 2026 (1 working day left)"),
        (OwedKind.CONTACT, 3, "Contact promised, on Saturday 7 March 2026 (2 working days left)"),
    ],
)
def test_how_many_working_days_are_left(kind: OwedKind, days: int, said: str) -> None:
    assert said in words(due_card(DueView((_owed(kind, days),))))


def test_what_was_due_on_a_day_off_is_late_on_the_next() -> None:
    sunday, saturday = date(2026, 3, 8), date(2026, 3, 7)
    line = replace(LINE, today=sunday, owed=Owed(OwedKind.CONTACT, "1", saturday))
    assert "on Saturday 7 March 2026 (late)" in words(due_card(DueView((line,))))
    before = replace(line, today=saturday, owed=Owed(OwedKind.CONTACT, "1", sunday))
    assert "(no working day left)" in words(due_card(DueView((before,))))


def test_late_ones_are_told_of_and_eight_are_shown() -> None:
    said = words(due_card(DueView((*[_owed(OwedKind.TOLD, -1, "1")] * 2, *[_owed(OwedKind.TOLD, 1, "1")] * 8))))
    assert "2 of these are late." in said
    assert "And 2 more after these." in said
    assert said.count("PSE-00007") == 8
    assert "One of these is late." in words(due_card(DueView((_owed(OwedKind.TOLD, -1, "1"),))))
    assert "late" not in words(CARDS["due"])


def test_whoever_acts_is_found_first_where_nobody_is_known() -> None:
    line = replace(LINE, person=PersonOwed(PersonKind.NOT_YET_KNOWN))
    assert "Person 1: find out who acts for them, and tell that person, by" in words(due_card(DueView((line,))))


# ---- the measures ----


def test_each_measure_says_what_it_is_counted_of() -> None:
    said = " ".join(words(CARDS["measures"]).split())
    assert "Of what was reported from Tuesday 4 March 2025 to Wednesday 4 March 2026." in said
    assert (
        "Told in person within the trust's limit 20 of 33 told in time (61%). 5 declined by them, or not possible, "
        "8 not told in time. Of the notifiable incidents whose day for telling has passed. "
        "6 more: the day has not passed yet."
    ) in said
    for measure in Measure:
        assert measure.label in said


def test_small_numbers_are_said_to_be_small_and_no_share_tells_them() -> None:
    told = words(_measures(told=(48, 0, 2, 1)))
    assert "Of 50: fewer than 5 not told in time. The numbers are not shown, as some are small." in told
    assert not {"48", "96%", "1 more"} & set(told.replace(":", "").split())
    assert "Of 6: the numbers are not shown, as some are small." in words(_measures(told=(5, 0, 1, 0)))
    assert "Fewer than 5 count so far, so no number is shown." in words(_measures(told=(2, 1, 0, 0)))
    assert "%" not in words(CARDS["small measures"])


@pytest.mark.parametrize(
    ("done", "left", "share"), [(999, 5, "99%"), (5, 1999, "1%"), (20, 0, "100%"), (0, 20, "0%")]
)
def test_a_share_is_whole_only_where_it_is(done: int, left: int, share: str) -> None:
    assert f"({share})" in words(_measures(told=(done, 0, left, 0)))


# ---- on the card of an event ----


@pytest.mark.parametrize(
    ("status", "told", "said"),
    [
        (CandourStatus.ASSESSING, (), "Candour: to be assessed by a healthcare professional (DOC-00001)."),
        (CandourStatus.NOT_REQUIRED, (), "Candour: the statutory duty does not apply (DOC-00001)."),
        (CandourStatus.ENDED, ((Ending.DONE, TODAY),), "Candour: complete (DOC-00001)."),
        (CandourStatus.OWED, ((None, None),), "Candour: owed, to be told by Wednesday 4 March 2026 (DOC-00001)."),
        (CandourStatus.OWED, ((Ending.DONE, TODAY),), "Candour: owed, told on Wednesday 4 March 2026 (DOC-00001)."),
        (CandourStatus.OWED, ((Ending.DONE, TODAY), (None, None)), "Candour: owed, 1 of 2 told (DOC-00001)."),
        (CandourStatus.OWED, ((Ending.DECLINED, TODAY),), "Candour: owed, being told was declined (DOC-00001)."),
        (CandourStatus.OWED, ((Ending.NOT_POSSIBLE, TODAY),), "Candour: owed, and they could not be told"),
        (
            CandourStatus.OWED, ((Ending.DONE, TODAY), (Ending.DONE, TODAY - timedelta(days=1))),
            "Candour: owed, all told, last on Wednesday 4 March 2026 (DOC-00001).",
        ),
    ],
)  # fmt: skip
def test_an_events_card_says_how_far_its_case_is_and_leads_to_it(
    status: CandourStatus, told: tuple[tuple[Ending | None, date | None], ...], said: str
) -> None:
    shown_ = _on_event(replace(EVENT, candour=CandourLine("DOC-00001", status, TODAY, told)))
    assert said in words(shown_)
    assert [action["data"] for action in actions(shown_)] == [{"do": "show", "about": "DOC-00001"}]


def test_where_there_is_no_case_nothing_is_promised() -> None:
    def said(physical: PhysicalHarm, reporter: str | None = "Nora", reached: Reached = Reached.YES) -> str:
        harm = (HarmShown(physical, PsychologicalHarm.NOT_GRADED),)
        return words(_on_event(replace(EVENT, reporter=reporter, reached=reached, harm=harm)))

    assert "It reached a patient. Harm is not graded yet." in said(PhysicalHarm.NOT_GRADED)
    assert "Candour is to be assessed." not in said(PhysicalHarm.NOT_GRADED)
    assert said(PhysicalHarm.LOW) == ""
    assert "Candour is to be assessed." in said(PhysicalHarm.MODERATE)
    assert "Please find out." in said(PhysicalHarm.NOT_GRADED, reached=Reached.UNKNOWN)
    assert said(PhysicalHarm.MODERATE, reporter=None) == ""  # it is for those who lead
