"""The one-way street: a folder imports only those on its left."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STREET = ("corpus", "index", "rag", "eval")
SOURCES = [path for folder in STREET for path in sorted((ROOT / folder).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    """The first names of all modules that a file imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_folder_imports_only_those_on_its_left(path: Path) -> None:
    own = STREET.index(path.relative_to(ROOT).parts[0])
    assert not imported(path) & {*STREET[own + 1 :], "app", "web"}
