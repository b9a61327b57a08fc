"""The one-way streets: a folder imports only those on its left, between folders and within `rag`."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STREET = ("corpus", "index", "rag", "eval")
LANE = ("words", "held", "question", "evidence", "across", "route")  # the folders of `rag`
SOURCES = [path for folder in STREET for path in sorted((ROOT / folder).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    """The names of all modules that a file imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_folder_imports_only_those_on_its_left(path: Path) -> None:
    own = STREET.index(path.relative_to(ROOT).parts[0])
    first = {name.split(".")[0] for name in imported(path)}
    assert not first & {*STREET[own + 1 :], "app", "web"}


@pytest.mark.parametrize("folder", LANE)
def test_a_folder_of_rag_imports_only_those_on_its_left(folder: str) -> None:
    right = {f"rag.{name}" for name in LANE[LANE.index(folder) + 1 :]}
    above = {f"rag.{path.stem}" for path in (ROOT / "rag").glob("*.py")} - {"rag.draft"}
    sources = sorted((ROOT / "rag" / folder).glob("*.py"))
    assert sources
    for path in sources:
        for name in imported(path):
            assert ".".join(name.split(".")[:2]) not in right | above, f"{path.name}: {name}"
