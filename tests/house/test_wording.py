"""What people read from Lantern is fair to staff, plain, and promises nothing that it cannot keep."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UNFAIR = re.compile(
    r"\b(root cause|investigat\w+|at fault|faults?|blam\w+|culprit|careless\w*|negligen\w+|human errors?|"
    r"errors?|mistakes?|fail(?:ed|ure|ures|s) to|should have|ought to|could have|who did|avoidable|"
    r"non-complian\w+|anonymous\w*|serious incident)\b",
    re.IGNORECASE,
)
# Official titles and the sentences that say what Lantern is not, each with the reason.
ALLOWED = {
    "Patient safety incident investigation (PSII)": "the method's official name (NHS England, PSIRF 2022)",
    "It is for learning, never for blame.": "what a reporter must be told (domain.md 5)",
    "Value error, ": "a library's words, which are taken off",
}
PYTHON = sorted([*ROOT.glob("bot/**/*.py"), *ROOT.glob("psirf/**/*.py")])
TABLES = sorted(ROOT.glob("psirf/tables/*.toml"))


def _strings(file: Path) -> Iterator[str]:
    """Every string of a file but its docstrings, which only developers read."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body and isinstance(node.body[0], ast.Expr) and isinstance(node.body[0].value, ast.Constant)
    }  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def _said(file: Path) -> Iterator[str]:
    """Sentences: strings of several words. Keys, verbs and media types are none."""
    return (text for text in _strings(file) if " " in text and "application/" not in text)


@pytest.mark.parametrize("file", PYTHON, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_sentence_is_unfair(file: Path) -> None:
    assert not [text for text in _said(file) if text not in ALLOWED and UNFAIR.search(text)]


# Of a table that has words of ours too, the lines that hold nothing but what people write.
READ_OF = {"never_events.toml": r"\s+\[|(?:words|but|unsure|known_as) = \["}


@pytest.mark.parametrize("file", TABLES, ids=lambda file: file.name)
def test_no_table_is_unfair(file: Path) -> None:
    """The lists of heard_ tables are words that reporters write, "mistake" among them: Lantern reads them and says
    none of them. So are those by which the facts of a Never Event are read. What their comments say is ours."""
    lines = file.read_text(encoding="utf-8").splitlines()
    read = "" if file.name.startswith("heard_") else READ_OF.get(file.name, "(?!)")
    ours = [line for line in lines if line.startswith("#") or not re.match(read, line)]
    assert not UNFAIR.search("\n".join(ours))


@pytest.mark.parametrize("file", TABLES, ids=lambda file: file.name)
def test_each_table_says_its_version_and_its_source(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert re.search(r'^version = "\d{4}-\d{2}"$', text, re.MULTILINE)
    assert "Source:" in text


@pytest.mark.parametrize("file", PYTHON, ids=lambda file: str(file.relative_to(ROOT)))
def test_sentences_are_short_enough_to_read_at_half_past_three(file: Path) -> None:
    for text in _said(file):
        for sentence in re.split(r"(?<=[.?!:])\s+", text):
            assert len(sentence.split()) <= 32, sentence


def test_every_exception_to_fair_wording_is_still_said() -> None:
    said = {text for file in PYTHON for text in _strings(file)}
    assert set(ALLOWED) <= said
