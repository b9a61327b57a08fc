"""The clause tree of the sample against a tree written by reading the document."""

import csv
from functools import cache
from pathlib import Path

from corpus.document import Document
from corpus.load import load_document

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "corpus" / "documents"
SAMPLE = FOLDER / "000_bcc79dc7008c6538.txt"
TREE = ROOT / "tests" / "golden" / "sample.tree.tsv"
NAMED = {"题头", "主送", "导语", "落款"}


@cache
def document() -> Document:
    return load_document(SAMPLE, FOLDER)


def gold_rows() -> list[tuple[str, str, str, str, str]]:
    with TREE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert rows[0] == ["section", "label", "kind", "starts", "ends"]
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows[1:]]


def test_gold_tree_is_complete() -> None:
    rows = gold_rows()
    assert len(rows) == 107
    assert len({row[0] for row in rows} - NAMED) == 69


def test_sample_has_exactly_the_gold_clauses() -> None:
    found = [
        (clause.section, clause.label, clause.kind, clause.text[:12], clause.text[-8:])
        for clause in document().clauses
    ]
    assert found == gold_rows()


def test_sample_has_69_numbered_sections() -> None:
    assert len({clause.section for clause in document().clauses} - NAMED) == 69


def test_every_clause_is_its_slice_of_the_text() -> None:
    text = document().text
    assert text == SAMPLE.read_text(encoding="utf-8")
    for clause in document().clauses:
        assert text[clause.start : clause.end] == clause.text, clause.section


def test_every_character_that_is_not_blank_lies_in_exactly_one_clause() -> None:
    text = document().text
    owners = [0] * len(text)
    for clause in document().clauses:
        for position in range(clause.start, clause.end):
            owners[position] += 1
    wrong = [
        (position, char)
        for position, char in enumerate(text)
        if not char.isspace() and owners[position] != 1
    ]
    assert wrong == []
