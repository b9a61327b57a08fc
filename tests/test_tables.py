"""The look-up tables against facts written by hand; filters, phrases, addresses."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from corpus.document import Document
from corpus.load import load_corpus
from rag.tables import listing
from rag.tables.kept import KeptTables
from rag.tables.listing import LISTERS, list_facts
from rag.tables.phrase import find_phrase, section_at
from rag.tables.selection import (
    SelectionError,
    in_order,
    of_district,
    of_document,
    of_unit,
    with_words,
)
from rag.tables.table import Row, Table
from rag.tables.unit_page import unit_page

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "golden"


@pytest.fixture(scope="module")
def documents() -> Mapping[str, Document]:
    found, failed = load_corpus(ROOT / "eval" / "documents")
    assert not failed
    return {document.doc_id: document for document in found}


@pytest.fixture(scope="module")
def sample() -> Mapping[str, Document]:
    found, _ = load_corpus(ROOT / "corpus" / "documents")
    return {document.doc_id: document for document in found}


def gold(doc_id: str) -> dict[str, list[dict[str, object]]]:
    path = GOLDEN / f"{doc_id}.facts.json"
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def rows(table: Table, *columns: str) -> list[tuple[object, ...]]:
    return [(row.doc_id, row.section, *(row.cells[c] for c in columns)) for row in table.rows]


def test_responsibilities_are_the_golden_ones(documents: Mapping[str, Document]) -> None:
    expected = [
        (doc_id, fact["section"], unit, role)
        for doc_id in documents
        for fact in gold(doc_id)["responsibilities"]
        for key, role in (("lead", "牵头"), ("support", "责任单位"))
        for unit in fact[key]  # type: ignore[attr-defined]
    ]
    assert len(expected) > 30
    assert rows(list_facts("responsibilities", documents), "unit", "role") == expected


def test_targets_are_the_golden_ones(documents: Mapping[str, Document]) -> None:
    keys = ("metric", "comparator", "value", "unit", "by")
    expected = [
        (doc_id, fact["section"], *(fact[key] for key in keys))
        for doc_id in documents
        for fact in gold(doc_id)["targets"]
    ]
    columns = ("metric", "comparator", "value", "measure", "by")
    assert rows(list_facts("targets", documents), *columns) == expected


def test_benefits_are_the_golden_ones(documents: Mapping[str, Document]) -> None:
    keys = ("what", "amount", "unit", "cap", "condition")
    expected = [
        (doc_id, fact["section"], *(fact[key] for key in keys))
        for doc_id in documents
        for fact in gold(doc_id)["benefits"]
    ]
    columns = ("what", "amount", "measure", "cap", "condition")
    assert rows(list_facts("benefits", documents), *columns) == expected


def test_every_row_is_a_slice(documents: Mapping[str, Document]) -> None:
    for name in ("responsibilities", "targets", "benefits", "places"):
        for row in list_facts(name, documents).rows:
            assert documents[row.doc_id].text[row.start : row.end] == row.quote


def test_a_unit_is_itself_under_its_other_names(sample: Mapping[str, Document]) -> None:
    page = unit_page(list_facts("responsibilities", sample), "科技局")
    assert page == unit_page(list_facts("responsibilities", sample), "武汉市科学技术局")
    # Read off the document: 2 lead, 13 support.
    roles = [row.cells["role"] for row in page.rows]
    assert (roles.count("牵头"), roles.count("责任单位")) == (2, 13)
    assert roles[:2] == ["牵头", "牵头"]
    assert not page.notes


def test_clauses_for_all_districts_are_noted_and_not_counted(
    sample: Mapping[str, Document],
) -> None:
    page = unit_page(list_facts("responsibilities", sample), "江夏区")
    assert [row.label for row in page.rows] == ["二、(三)", "二、(四)", "二、(七)", "三、(三)"]
    (note,) = page.notes
    assert "三、(六)" in note
    assert "三、(八)" in note


def test_filters_and_order(
    documents: Mapping[str, Document], sample: Mapping[str, Document]
) -> None:
    targets = list_facts("targets", sample)
    values = [row.cells["value"] for row in in_order(targets, "value", descending=True).rows]
    assert values[:2] == [17000, 7000]
    assert [row.section for row in with_words(targets, "汽车 主营").rows] == ["二/(三)"]
    benefits = list_facts("benefits", documents)
    one = of_document(benefits, "linjiang-support", tuple(documents))
    assert {row.doc_id for row in one.rows} == {"linjiang-support"}
    units = list_facts("responsibilities", sample)
    assert all("江夏区" in row.quote for row in of_district(units, "江夏区").rows)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda table: of_unit(table, "市不存在局"), "没有条款写到“市不存在局”"),
        (lambda table: in_order(table, "amount"), "没有列“amount”"),
        (lambda table: of_district(table, "天山区"), "没有条款写到“天山区”"),
        (lambda table: of_document(table, "x", ("a",)), "没有编号为“x”的文件"),
    ],
)
def test_a_filter_that_cannot_be_is_named(
    wrong: object, said: str, sample: Mapping[str, Document]
) -> None:
    with pytest.raises(SelectionError, match=said):
        wrong(list_facts("responsibilities", sample))  # type: ignore[operator]


def test_a_phrase_is_found_word_for_word(sample: Mapping[str, Document]) -> None:
    found = find_phrase(sample, "科创板")
    assert [row.label for row in found.rows] == ["三、(九)"]
    assert "科创板" in found.rows[0].quote
    assert not find_phrase(sample, "科创扳").rows
    with pytest.raises(SelectionError, match="是空的"):
        find_phrase(sample, " ")


def test_a_section_by_any_way_of_writing_its_address(sample: Mapping[str, Document]) -> None:
    (document,) = sample.values()
    assert {c.section for c in section_at(document, "二/(三)/2")} == {"二/(三)/2"}
    assert section_at(document, "二(三)2") == section_at(document, "二/(三)/2")
    with pytest.raises(SelectionError, match="没有“九/\\(九\\)”这一条"):
        section_at(document, "九/(九)")


def test_kept_tables_are_those_of_the_documents_and_read_once(
    documents: Mapping[str, Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    lister, columns = LISTERS["targets"]
    read: list[str] = []

    def counted(document: Document) -> Iterable[Row]:
        read.append(document.doc_id)
        return lister(document)

    monkeypatch.setitem(listing.LISTERS, "targets", (counted, columns))
    tables = KeptTables(documents)
    assert read == []
    first = tables.table("targets", documents)
    one, *_ = documents
    part = tables.table("targets", [one])
    assert read == list(documents)
    assert first == list_facts("targets", documents)
    assert part == list_facts("targets", {one: documents[one]})
