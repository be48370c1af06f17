"""What somebody looks for, read from a few words."""

from datetime import UTC, date, datetime

import pytest

from bot.forms.finding import Sought, looked_for, read_sought
from bot.forms.form import Asking
from psirf.places import Place
from psirf.vocabulary import EventKind, Reached, UnitKind

WARD, UNIT = Place(5, "Ward 7", ("W7",)), Place(6, "Acute Medical Unit", ("AMU",), UnitKind.WARD)
ASKING = Asking(datetime(2026, 3, 4, 9, 30, tzinfo=UTC), (WARD, UNIT))
FEBRUARY = (date(2026, 2, 1), date(2026, 2, 28))


@pytest.mark.parametrize(
    ("said", "sought"),
    [
        ("heparin ward 7 last month", Sought(("heparin",), (WARD,), *FEBRUARY)),
        ("Heparin on the Acute Medical Unit in February", Sought(("heparin",), (UNIT,), *FEBRUARY)),
        ("amu open near misses", Sought((), (UNIT,), None, None, EventKind.INCIDENT, Reached.NO, True)),
        (
            "closed incidents 2025",
            Sought((), (), date(2025, 1, 1), date(2025, 12, 31), EventKind.INCIDENT, None, False),
        ),
        ("pump this week", Sought(("pump",), (), date(2026, 3, 2), date(2026, 3, 8))),
        ("pump last week", Sought(("pump",), (), date(2026, 2, 23), date(2026, 3, 1))),
        ("pump in the last 10 days", Sought(("pump",), (), date(2026, 2, 22), date(2026, 3, 4))),
        ("pump in April", Sought(("pump",), (), date(2025, 4, 1), date(2025, 4, 30))),  # the last that has begun
        ("pump march 2024", Sought(("pump",), (), date(2024, 3, 1), date(2024, 3, 31))),
        ("pump since Monday", Sought(("pump",), (), date(2026, 3, 2), date(2026, 3, 4))),
        ("pump since Wednesday", Sought(("pump",), (), date(2026, 3, 4), date(2026, 3, 4))),  # it is one today
        ("on Thursday", Sought((), (), date(2026, 2, 26), date(2026, 2, 26))),
        ("pump since 20 March", Sought(("pump",), (), date(2025, 3, 20), date(2026, 3, 4))),  # the last that came
        ("pump on 3 February", Sought(("pump",), (), date(2026, 2, 3), date(2026, 2, 3))),
        ("pump 20th of March", Sought(("pump",), (), date(2025, 3, 20), date(2025, 3, 20))),  # the last that came
        ("pump on 1 April 2024", Sought(("pump",), (), date(2024, 4, 1), date(2024, 4, 1))),
        ("since yesterday", Sought((), (), date(2026, 3, 3), date(2026, 3, 4))),
        ("sepsis before May 2025", Sought(("sepsis",), (), None, date(2025, 4, 30))),
        ("sepsis before the 3rd of May", Sought(("sepsis",), (), None, date(2025, 5, 2))),  # the last that came
        ("before march", Sought((), (), None, date(2026, 2, 28))),
        ("until last week", Sought((), (), None, date(2026, 3, 1))),
        ("up to yesterday", Sought((), (), None, date(2026, 3, 3))),
        ("the day before yesterday", Sought((), (), date(2026, 3, 2), date(2026, 3, 2))),
        ("falls after 2024", Sought(("falls",), (), date(2025, 1, 1), None)),
        ("falls after surgery in May", Sought(("falls", "surgery"), (), date(2025, 5, 1), date(2025, 5, 31))),
        ("since last month please", Sought((), (), date(2026, 2, 1), date(2026, 3, 4))),
        ("since 31 February", Sought(("31",), (), *FEBRUARY)),  # a day that no calendar has
        ("on ward 7", Sought((), (WARD,))),
        ("today", Sought((), (), date(2026, 3, 4), date(2026, 3, 4))),
        ("bed 7", Sought(("bed", "7"))),  # a number alone is no ward
        ("it may fall", Sought(("it", "may", "fall"))),
        ("the and of", Sought()),
        ("", Sought()),
    ],
)
def test_what_is_looked_for_is_read(said: str, sought: Sought) -> None:
    assert read_sought(said, ASKING) == sought


@pytest.mark.parametrize(
    "said", ["%_\\", "'; DROP TABLE events; --", "a" * 5000, "\x00\u202e", "((((", "2099-99-99", "last 999 years"]
)
def test_whatever_is_typed_is_read_as_something_or_nothing(said: str) -> None:
    assert len(read_sought(said, ASKING).words) <= 10


def test_what_was_looked_for_is_said_in_words() -> None:
    told = looked_for(read_sought("open near misses heparin ward 7 last month", ASKING))
    assert told == "“heparin”, near miss, open, Ward 7, Sunday 1 February 2026 to Saturday 28 February 2026"
    assert looked_for(read_sought("today", ASKING)) == "Wednesday 4 March 2026"
    assert looked_for(read_sought("before February", ASKING)) == "up to Saturday 31 January 2026"
    assert looked_for(read_sought("after 2024", ASKING)) == "from Wednesday 1 January 2025 on"
