"""The invented documents of every format against trees and facts written by reading them."""

import csv
import html
import json
import unicodedata
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Document
from corpus.facts import facts_record, read_facts
from corpus.load import load_document
from tests.test_read_ofd import content, document_parts, page_objects, whole, write_ofd
from tests.test_read_pdf import make_pdf, typeset

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "eval" / "documents"
GOLDEN = ROOT / "tests" / "golden"
FILES = tuple(sorted(path.name for path in FOLDER.iterdir()))
TABLES = {"energy-storage-plan", "linjiang-support", "low-altitude-plan", "pilot-base-rules"}
PARTS = ("document", "responsibilities", "targets", "benefits")

# What is not read as written yet: the reason, by file or by (file, part of the facts).
TREE_OPEN: dict[str, str] = {}
FACTS_OPEN: dict[tuple[str, str], str] = {}


def squeezed(text: str) -> str:
    """The text without blanks: where a line ends is the format's choice."""
    return "".join(text.split())


@cache
def document(name: str) -> Document:
    return load_document(FOLDER / name, FOLDER)


def gold_tree(name: str) -> list[tuple[str, ...]]:
    path = GOLDEN / f"{Path(name).stem}.tree.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    assert head == ["section", "label", "kind", "starts", "ends"]
    return [tuple(row) for row in rows]


def tree_of(document: Document) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for clause in document.clauses:
        text = squeezed(clause.text)
        found.append((clause.section, clause.label, clause.kind, text[:12], text[-8:]))
    return found


def gold_facts(name: str) -> dict[str, Any]:
    path = GOLDEN / f"{Path(name).stem}.facts.json"
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def written_as(suffix: str, text: str) -> bytes:
    """A document of one line a paragraph in another format, as simple as the format allows."""
    if suffix == ".md":
        text = text.replace("\n", "\n\n")
    elif suffix == ".html":
        lines = "\n".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines())
        text = f"<html><body>{lines}</body></html>"
    else:
        text = text.replace("\n", "\r\n\r\n\u3000\u3000")
    return text.encode("utf-16")


def as_pages(suffix: str, text: str, path: Path) -> None:
    """The text set in lines on pages with running heads and numbers, as pdf or ofd."""
    pages = typeset(tuple(text.splitlines()), 22, 26)
    if suffix == ".pdf":
        path.write_bytes(make_pdf(pages))
    else:
        contents = [content(page_objects(page, whole)) for page in pages]
        write_ofd(path, document_parts("Doc_0", contents))


def case(name: str, *more: str) -> object:
    """A case of a table, expected to fail for the reason that is written down for it."""
    reason = FACTS_OPEN.get((name, more[0])) if more else TREE_OPEN.get(name)
    marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
    return pytest.param(name, *more, marks=marks)


def test_every_format_has_a_sample() -> None:
    assert {Path(name).suffix for name in FILES} >= {".txt", ".md", ".html", ".docx", ".pdf"}
    assert len(FILES) == 9


@pytest.mark.parametrize("name", FILES)
def test_the_golden_tree_is_the_golden_text(name: str) -> None:
    path = GOLDEN / "texts" / f"{Path(name).stem}.txt"
    text = squeezed(path.read_text(encoding="utf-8"))
    at = 0
    for section, _, _, starts, ends in gold_tree(name):
        assert text.startswith(starts, at), section
        at = text.index(ends, at + max(len(starts) - len(ends), 0)) + len(ends)
    assert at == len(text)


@pytest.mark.parametrize("name", [case(name) for name in FILES])
def test_a_sample_has_exactly_the_gold_clauses(name: str) -> None:
    assert tree_of(document(name)) == gold_tree(name)


@pytest.mark.parametrize("name", FILES)
def test_a_sample_has_all_of_its_text(name: str) -> None:
    path = GOLDEN / "texts" / f"{Path(name).stem}.txt"
    gold = squeezed(path.read_text(encoding="utf-8"))
    assert sorted(squeezed(document(name).text)) == sorted(gold)


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".pdf", ".ofd"])
@pytest.mark.parametrize("name", [case(name) for name in FILES if Path(name).stem not in TABLES])
def test_its_text_gives_the_same_tree_in_other_formats(
    name: str, suffix: str, tmp_path: Path
) -> None:
    stem = Path(name).stem
    text = (GOLDEN / "texts" / f"{stem}.txt").read_text(encoding="utf-8")
    path = tmp_path / f"{stem}{suffix}"
    if suffix in (".pdf", ".ofd"):
        as_pages(suffix, text, path)
    else:
        path.write_bytes(written_as(suffix, text))
    assert tree_of(load_document(path, tmp_path)) == gold_tree(name)


def test_a_scanned_page_has_the_gold_clauses() -> None:
    pytest.importorskip("rapidocr", reason="the recogniser is not installed: make ocr")
    scan = GOLDEN / "scans" / "pilot-base-rules-2020.png"
    found = load_document(scan, scan.parent)
    gold = gold_tree("pilot-base-rules-2020.txt")
    page = gold[: next(n for n, row in enumerate(gold) if row[0] == "第六条/(三)") + 1]
    assert [row[:3] for row in tree_of(found)] == [row[:3] for row in page]
    text = squeezed((GOLDEN / "texts" / "pilot-base-rules-2020.txt").read_text(encoding="utf-8"))
    seen = unicodedata.normalize("NFKC", squeezed(found.text))
    written = unicodedata.normalize("NFKC", text[: text.index(page[-1][4]) + len(page[-1][4])])
    assert SequenceMatcher(None, seen, written, autojunk=False).ratio() > 0.99


@pytest.mark.parametrize(("name", "part"), [case(name, part) for name in FILES for part in PARTS])
def test_a_sample_has_exactly_the_gold_facts(name: str, part: str) -> None:
    found = facts_record(read_facts(document(name)))[part]
    if part == "benefits":
        found = [b | {"what": b["what"].removeprefix("一次性")} for b in found]
    assert found == gold_facts(name)[part]
