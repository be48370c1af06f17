"""What a queue's card says where little waits, what is new of what, and the way to what else waits."""

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.cards.my_queue import NEWS_OF_LINES, my_queue_card
from bot.casework.my_queue import NewsLine, QueueView
from bot.casework.waiting import Besides
from psirf.rules import Rules
from psirf.vocabulary import Role
from tests.stand_in import words

CASEWORK = Path(__file__).parents[2] / "bot" / "casework"
TELLS_LEADS = ("tell_lead", "tell_person", "tell_of_weight")  # what may make a message a line of a queue
NOT_TO_LEADS = {"action_given", "event_changed", "rewrite"}  # sent by modules that do both, and never on a queue


def _kinds() -> Iterator[str]:
    """Each kind of message that is written out in a module that tells leads."""
    for file in sorted(CASEWORK.glob("*.py")):
        source = file.read_text(encoding="utf-8")
        if not any(name in source for name in TELLS_LEADS):
            continue
        for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
            if any(word in ast.unparse(call.func) for word in ("tell", "notify")):
                said = [part for arg in call.args if not isinstance(arg, ast.Tuple | ast.Dict | ast.JoinedStr)
                        for part in ast.walk(arg) if isinstance(part, ast.Constant)]  # fmt: skip
                yield from (part.value for part in said if isinstance(part.value, str) and part.value)


def test_whatever_may_become_a_line_of_a_queue_says_what_is_new(rules: Rules) -> None:
    lifecycles = rules.lifecycles
    steps = {
        f"{subject}_{step.name}"
        for subject, lifecycle in (("event", lifecycles.event), ("action", lifecycles.action),
                                   ("response", lifecycles.response), ("approval", lifecycles.approval))
        for step in lifecycle.transitions
        if Role.LEAD in step.tells
    }  # fmt: skip
    kinds = {*_kinds(), *steps} - NOT_TO_LEADS
    assert {"event_ready", "action_done", "nudge", "patient_nudge", "marked", "duty", "national"} <= kinds
    assert kinds <= set(NEWS_OF_LINES)


def _shown(*besides: Besides, news: tuple[NewsLine, ...] = ()) -> str:
    return words(my_queue_card(QueueView(1, 1, date(2026, 3, 4), (), 0, news, besides)))


@pytest.mark.parametrize(
    "besides", [Besides("Waiting for your approval", ("AP-00001",)), Besides("Not yet entered in Datix", how_many=2)]
)
def test_nothing_waits_is_said_only_where_nothing_does(besides: Besides) -> None:
    assert "Nothing waits for you." not in _shown(besides)
    assert "No report waits for a decision of yours." in _shown(besides)
    assert "Nothing waits for you." not in _shown(news=(NewsLine("PSE-00001", "event_ready"),))
    assert "Nothing waits for you." in _shown()


def test_each_reference_of_what_else_waits_opens_it() -> None:
    references = tuple(f"AP-{number:05}" for number in range(1, 8))
    card = my_queue_card(QueueView(1, 1, date(2026, 3, 4), (), 0, (), (Besides("Waiting for you", references),)))
    pressed = [element["selectAction"]["data"] for element in card["body"] if "selectAction" in element]
    assert pressed == [{"do": "show", "about": reference} for reference in references[:5]]
    assert "And 2 more." in words(card)
