"""Who may import whom: one strict order, each layer knowing those to its right alone (design 2)."""

import ast
from pathlib import Path

import pytest

from tests.rings import PROOF, TEST

ROOT = Path(__file__).parents[2]
# From the outermost to the innermost. A module belongs to the longest name that it begins with.
LAYERS = [
    "app", "bot.admin", "bot.advising_lines", "bot.reading_lines",
    "bot.candour_steps_lines", "bot.candour_lines", "bot.json_lines", "bot.logs", "bot.other_form",
    "bot.teams", "bot.worker", "bot.dialogs", "bot.sdk",
    "bot.views", "bot.cards", "bot.config", "bot.casework", "bot.forms",
    "bot.candour_log_words", "bot.candour_words", "bot.wording", "storage", "psirf",
]  # fmt: skip
# What a layer must not know, though it stands further in.
MUST_NOT_KNOW = {
    "bot.cards": ("storage",),
    "bot.forms": ("storage", "bot.wording"),
    "bot.casework": ("bot.forms", "bot.wording"),
    "bot.worker": ("bot.dialogs", "bot.sdk", "bot.views", "bot.cards", "bot.forms"),
    "storage": (),
}
SDK = ("botbuilder", "botframework")
FILES = sorted(
    [ROOT / "app.py", *(f for folder in ("bot", "psirf", "storage") for f in ROOT.glob(f"{folder}/**/*.py"))]
)
SOURCES = sorted([*FILES, *(f for folder in ("demo", "manifest", "bench") for f in ROOT.glob(f"{folder}/**/*.py"))])


def _name(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _imports(file: Path) -> set[str]:
    """Every module a file imports; of `from bot import worker` the module bot.worker."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{file}: imports are absolute"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _layer(module: str) -> str | None:
    fitting = [layer for layer in LAYERS if f"{module}.".startswith(f"{layer}.")]
    return max(fitting, key=len) if fitting else None


@pytest.mark.parametrize("file", FILES, ids=_name)
def test_imports_point_inwards_alone(file: Path) -> None:
    own = _layer(_name(file))
    if _name(file) == "bot":
        own = "psirf"  # the package itself imports nothing
    assert own is not None, f"{_name(file)} belongs to no layer"
    for module in _imports(file):
        other = _layer(module)
        if other is None or other == own:
            continue
        assert LAYERS.index(other) > LAYERS.index(own), f"{_name(file)} ({own}) imports {module} ({other})"
        assert other not in MUST_NOT_KNOW.get(own, ()), f"{own} must not know {module}"


@pytest.mark.parametrize("file", SOURCES, ids=_name)
def test_only_the_edge_knows_the_sdk(file: Path) -> None:
    name = _name(file)
    if not name.startswith("bot.teams") and name != "bot.sdk":
        assert not [module for module in _imports(file) if module.startswith(SDK)]


@pytest.mark.parametrize("file", FILES, ids=_name)
def test_rules_and_records_know_no_clock_of_their_own(file: Path) -> None:
    """The clock is handed in. Only app.py and the commands read the machine's."""
    if _name(file) in ("app", "bot.admin"):
        return
    calls = [
        ast.unparse(node.func)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]
    allowed = {"bot.teams.connector": {"datetime.now"}}.get(_name(file), set())  # an HTTP date is the machine's
    assert not {"datetime.now", "date.today", "datetime.utcnow", "datetime.today"} & set(calls) - allowed


@pytest.mark.parametrize("file", SOURCES, ids=_name)
def test_files_are_short_and_open_with_one_line(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    generated = "migrations/versions" in file.as_posix()  # as Alembic writes them
    assert generated or source.count("\n") <= 300
    first = (ast.get_docstring(ast.parse(source)) or "").partition("\n")[0]
    assert generated or (first and first[0].isupper()), "a module opens with one line"


@pytest.mark.parametrize("file", SOURCES, ids=_name)
def test_names_say_what_things_are(file: Path) -> None:
    vague = ("Manager", "Helper", "Utils", "Util", "Service", "Data", "Info", "Handler")
    classes = [n.name for n in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(n, ast.ClassDef)]
    assert not [name for name in classes if name.endswith(vague)]


@pytest.mark.parametrize("file", SOURCES, ids=_name)
def test_public_functions_say_what_they_do(file: Path) -> None:
    """Each public function has a docstring, unless its name and types say it all in a few lines."""
    missing = []
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            lines = (node.end_lineno or 0) - node.lineno
            if lines > 8 and not ast.get_docstring(node) and "migrations" not in file.parts:
                missing.append(node.name)
    assert not missing


def test_every_ring_of_tests_is_run_by_make() -> None:
    rings = [*TEST, *(ring for stage in PROOF for ring in stage)]
    paths = [ROOT / word for ring in rings for word in ring if not word.startswith("--")]
    run = [file for path in paths for file in (path.glob("test_*.py") if path.is_dir() else [path])]
    assert set(run) == set(ROOT.glob("tests/**/test_*.py"))
