"""A decision in one line, as people write it."""

from time import process_time

import pytest

from bot.forms.decided import Decided, read_decided


@pytest.mark.parametrize(
    ("said", "decided"),
    [
        (" AAR: they can meet", Decided("AAR", "", "", "they can meet")),
        (" MDT - they want to know", Decided("MDT", "", "", "they want to know")),
        (" as an AAR because they can", Decided("AAR", "", "", "they can")),
        (" AAR, they can meet this week", Decided("AAR", "", "", "they can meet this week")),
        (" AAR, the team can meet - and wants to", Decided("AAR", "", "", "the team can meet - and wants to")),
        (" After-action review: why", Decided("After-action review", "", "", "why")),
        (": agreed", Decided("agreed", "", "", "")),  # which is no response, and is said to be none
        (" because they agreed", Decided("", "", "", "they agreed")),
        (": MDT because three teams were involved", Decided("MDT", "", "", "three teams were involved")),
        (" - MDT - three teams were involved", Decided("MDT", "", "", "three teams were involved")),
        (", MDT, three teams were involved", Decided("MDT", "", "", "three teams were involved")),
        (" MDT at the weekly panel on Tuesday: why", Decided("MDT", "weekly panel", "Tuesday", "why")),
        (" MDT at the weekly panel Tuesday: why", Decided("MDT", "weekly panel", "Tuesday", "why")),
        (" AAR, weekly panel 2 March: why", Decided("AAR", "weekly panel", "2 March", "why")),
        (" MDT at the weekly panel: why", Decided("MDT", "weekly panel", "", "why")),
        (" MDT, at the weekly panel: why", Decided("MDT", "weekly panel", "", "why")),
        (" MDT at the panel on 3 March, all agreed", Decided("MDT", "panel", "3 March", "all agreed")),
        (" swarm, at the panel on 12 March, all agreed", Decided("swarm", "panel", "12 March", "all agreed")),
        (" PSII, our board on 2026-03-02 because of the harm", Decided("PSII", "board", "2026-03-02", "of the harm")),
        (
            " AAR, patient safety group, Monday 2 March 2026.",
            Decided("AAR", "patient safety group", "Monday 2 March 2026", ""),
        ),
        # A meeting of which somebody tells is no panel.
        (
            " AAR, the team can have a meeting this week",
            Decided("AAR", "", "", "the team can have a meeting this week"),
        ),
        (" AAR, the panel met on Tuesday", Decided("AAR", "", "", "the panel met on Tuesday")),
        (
            " AAR, all can come to a meeting on Friday: good",
            Decided("AAR", "", "", "all can come to a meeting on Friday: good"),
        ),
        (
            " AAR, those at the handover saw it: all of it",
            Decided("AAR", "", "", "those at the handover saw it: all of it"),
        ),
        (" MDT at the panel on 3 March", Decided("MDT", "panel", "3 March", "")),
        (" AAR", Decided("AAR", "", "", "")),
        ("", Decided("", "", "", "")),
    ],
)
def test_each_part_is_read_and_what_is_left_out_is_empty(said: str, decided: Decided) -> None:
    assert read_decided(said) == decided


@pytest.mark.parametrize("gap", [" ", "\n", ",", " ,", "at ", "on ", "- "])
def test_no_line_takes_long_to_read(gap: str) -> None:
    """Words of a message's length that are made for it: within the second that a whole turn may take."""
    began = process_time()
    read_decided(f" AAR{gap * 8000}x")
    assert process_time() - began < 1
