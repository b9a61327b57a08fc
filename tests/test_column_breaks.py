"""Text whose lines a column broke: found, matched and shown as if they were whole."""

import pytest

from corpus.document import Clause, ClauseKind
from corpus.squeeze import one_line, squeeze, unbroken
from index.tokenize import bigrams, fold, tokenize
from rag.draft import quoted
from rag.evidence.value import pattern_of, values_in
from rag.held.passage import sentences
from rag.question.query import understand

BROKEN = (
    "（一）设备更新。对改造设备的企业给予100万\n元补助，由区经济和信息化\n局受理。逾期不再受理。"
)


def clause(text: str, kind: ClauseKind = "paragraph") -> Clause:
    return Clause("a", "一", "一、", (), kind, text, 0, len(text))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("给予100万\n元补助", "给予100万元补助"),
        ("补助，\n　　由区科技局受理", "补助，由区科技局受理"),
        ("支持健康风险提\n-2—\n\n示与就医参考", "支持健康风险提示与就医参考"),
        ("支持健康风险提\n第 3 页 共 9 页\n示与就医参考", "支持健康风险提示与就医参考"),
        ("edge computing\nnodes", "edge computing nodes"),
        ("训练AI\n模型", "训练AI模型"),
        ("面向 2025 年", "面向 2025 年"),
        ("区\t座\n南岭区\t18", "区\t座\n南岭区\t18"),
        ("增长\n12\n个百分点", "增长12个百分点"),
    ],
)
def test_break_is_taken_out_and_the_way_back_is_kept(text: str, plain: str) -> None:
    found = unbroken(text)
    assert found.text == plain
    # Each character where it stood; a blank between letters stands for the break.
    for at, character in enumerate(found.text):
        assert text[found.offsets[at]] == character or character == " "
    assert len(found.offsets) == len(plain) + 1


def test_page_number_between_two_lines_is_no_part_of_a_fact() -> None:
    assert squeeze("奖励500\n-12-\n万元").text == "奖励500万元"
    assert squeeze("增长5-\n8%").text == "增长5-8%"


def test_sentence_goes_over_broken_lines_and_stays_a_slice() -> None:
    one = clause(BROKEN)
    found = sentences(one)
    assert [one_line(s.text) for s in found][1:] == [
        "对改造设备的企业给予100万元补助，由区经济和信息化局受理。",
        "逾期不再受理。",
    ]
    assert all(BROKEN[s.start : s.end] == s.text for s in found)


def test_row_of_a_table_ends_a_passage() -> None:
    assert len(sentences(clause("区\t座\n南岭区\t18\n东港区\t22", "table"))) == 3


def test_quote_is_shown_without_the_break() -> None:
    (_, statement, _) = quoted(sentences(clause(BROKEN)))
    assert statement.text == "对改造设备的企业给予100万元补助，由区经济和信息化局受理。"


def test_words_are_matched_over_the_break() -> None:
    assert "经济和信息化局" in fold(BROKEN)
    assert "化局" in bigrams(BROKEN)
    assert "信息化" in tokenize("由区经济和信息\n化部门受理")
    assert "受理单位\n南岭区" in fold("事项\t受理单位\n南岭区\t科技局")


def test_value_is_read_over_the_break() -> None:
    pattern = pattern_of(understand("改造设备补助多少钱？"))
    assert pattern
    (value,) = values_in(sentences(clause(BROKEN))[1], pattern)
    assert value.shown == "100万元"
    assert BROKEN[value.phrase.start : value.phrase.end] == value.phrase.text
    assert "100万\n元" in value.phrase.text
