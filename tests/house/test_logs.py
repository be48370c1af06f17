"""The log shows where something broke, and no words."""

import logging
import sys

from bot.logs import Wordless


def _logged(trouble: Exception) -> str:
    try:
        raise trouble
    except Exception:
        record = logging.LogRecord("lantern", logging.ERROR, __file__, 1, "It broke.", None, sys.exc_info())
    return Wordless().format(record)


def test_an_exception_is_shown_by_kind_and_place_without_its_words() -> None:
    trouble = ValueError("Mrs Somebody")
    trouble.__cause__ = KeyError("Mr Somebody")
    logged = _logged(trouble)
    assert "builtins.ValueError" in logged
    assert "builtins.KeyError" in logged
    assert "test_logs.py" in logged
    assert "raise trouble" in logged
    assert "Somebody" not in logged


def test_a_circle_of_causes_ends() -> None:
    one, other = ValueError(), KeyError()
    one.__cause__, other.__cause__ = other, one
    assert _logged(one).count("builtins.") == 2
