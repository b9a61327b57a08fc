"""Every fact of every document of ours stands in the slice that it keeps."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.benefit import Benefit, read_benefits
from corpus.document import Clause, Document, SourceText
from corpus.facts import read_facts
from corpus.load import load_document
from corpus.metadata import read_metadata
from corpus.outline import outline
from corpus.read.plain import lines_as_blocks
from corpus.responsibility import Responsibility, read_assignments
from corpus.squeeze import squeeze
from corpus.target import Target, read_targets

ROOT = Path(__file__).parent.parent
FILES = [
    *sorted((ROOT / "eval" / "documents").iterdir()),
    *sorted((ROOT / "corpus" / "documents").glob("*.txt")),
]
SHARED_ENDINGS = ("人民政府", "管委会", "相关部门", "政府")
PIECES = (
    "到2027年，产值达到", "给予", "奖励", "30万元", "按投资额的", "20%", "最高不超过", "（责任单位：",
    "市科技局", "、", "，", "；", "。", "）", "由", "牵头", "配合", "负责", "每人每月", "对新认定的企业",
    "分别", "达到", "50家以上", "培育", "\n", "一、", "（一）", "本办法自2024年3月1日起施行", "有效期3年",
    "《甲办法》同时废止", "云岭市人民政府", "2024年2月30日", "2024年5月6日", "云政〔2024〕5号", " ", "—",
)  # fmt: skip


def squeezed(text: str) -> str:
    return "".join(text.split())


def number(value: float) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def in_order(parts: str, text: str) -> bool:
    """Whether the characters of `parts` stand in `text` in this order, gaps allowed."""
    rest = iter(text)
    return all(char in rest for char in parts)


def check(document: Document) -> None:
    facts = read_facts(document)
    for done in facts.responsibilities:
        held = squeezed(document.text[done.start : done.end])
        for unit in (*done.lead, *done.support):
            stem = next((unit.removesuffix(e) for e in SHARED_ENDINGS if unit.endswith(e)), unit)
            assert unit in held or (stem in held and unit.removeprefix(stem) in held), unit
    for target in facts.targets:
        held = squeezed(document.text[target.start : target.end])
        assert number(target.value) in held.replace(",", "") or "万亿" in held
        assert target.unit in held.replace("％", "%")
        assert in_order(target.metric.replace("每个", ""), held + held), target.metric
        assert target.by is None or target.by[:4] in held
    for benefit in facts.benefits:
        held = squeezed(document.text[benefit.start : benefit.end])
        assert benefit.amount is None or number(benefit.amount) in held.replace(",", "")
        assert benefit.unit is None or benefit.unit.split("/")[0] in held.replace("％", "%")
        assert benefit.what in held
        assert benefit.cap is None or benefit.cap in squeezed(benefit.clause.text)
        condition = re.sub(r"[,，]", "", benefit.condition or "")
        assert in_order(condition, held), condition


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_fact_stands_in_its_slice(path: Path) -> None:
    check(load_document(path, path.parent))


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_text_gives_facts_with_slices_inside_their_clauses(text: str) -> None:
    clauses = outline(SourceText(text, lines_as_blocks(text)), "d")
    facts: list[Target | Benefit | Responsibility] = [
        *read_targets(clauses),
        *read_benefits(clauses),
        *read_assignments(clauses),
    ]
    for fact in facts:
        assert fact.clause.start <= fact.start < fact.end <= fact.clause.end
    for evidence in read_metadata(clauses).evidence:
        assert text[evidence.start : evidence.end].strip()


@given(st.text(alphabet="甲乙a1 \n\u3000，", max_size=30))
def test_squeezing_loses_blanks_only_and_knows_the_way_back(text: str) -> None:
    found = squeeze(text)
    assert squeezed(found.text) == squeezed(text)
    assert len(found.offsets) == len(found.text) + 1
    for at, char in enumerate(found.text):
        assert text[found.offsets[at]] == char


@pytest.mark.parametrize(
    "piece", ["每人", "同时废止", " ", "按", "市科技局、", "（牵头单位：", "《甲》"]
)
def test_a_long_run_of_one_piece_is_read_to_its_end(piece: str) -> None:
    # What grows with the square of a clause's length does not end here within a test's patience.
    text = piece * (60_000 // len(piece))
    clause = Clause("d", "一", "一、", ("一、甲",), "item", text, 0, len(text))
    assert read_targets([clause]) == ()
    assert read_benefits([clause]) == ()
    assert read_metadata([clause]).effective is None
    assert all(done.lead or done.support for done in read_assignments([clause]))
