"""Responsibility lines: who leads, who supports."""

import pytest

from corpus.document import Source
from corpus.outline import outline
from corpus.read.plain import lines_as_blocks
from corpus.responsibility import read_responsibilities, read_units


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市科技局、市财政局", ["市科技局", "市财政局"]),
        ("市科技局,江夏区、新洲区人民政府", ["市科技局", "江夏区人民政府", "新洲区人民政府"]),
        ("市科技局〈光电子〉,各区人民政府〈含开发区〉", ["市科技局", "各区人民政府"]),
        ("甲经济技术开发区(乙区)、丙区人民政府", ["甲经济技术开发区(乙区)", "丙区人民政府"]),
        ("市人力资源社会保障局、市经济和信息化局等", ["市人力资源社会保障局", "市经济和信息化局"]),
    ],
)
def test_units(text: str, expected: list[str]) -> None:
    assert read_units(text) == expected


def test_lead_and_support() -> None:
    text = "一、甲。办。（牵头单位：市科技局；责任单位：市财政局、市统计局）"
    clauses = outline(Source(text, lines_as_blocks(text)), "d")
    (found,) = read_responsibilities(clauses)
    assert (found.section, found.lead, found.support) == (
        "一",
        ("市科技局",),
        ("市财政局", "市统计局"),
    )


@pytest.mark.parametrize(
    ("wording", "lead", "support"),
    [
        ("由市科技局牵头，市财政局、市统计局配合。", ["市科技局"], ["市财政局", "市统计局"]),
        ("市科技局、市财政局按职责分工负责。", [], ["市科技局", "市财政局"]),
        ("（市科技局、各区政府按职责分工负责）", [], ["市科技局", "各区政府"]),
        ("（市科技局牵头负责）", ["市科技局"], []),
        ("（市科技局牵头，市财政局负责落实，完成时限：2026年10月）", ["市科技局"], ["市财政局"]),
        ("（市科技局负责落实）", ["市科技局"], []),
        ("〔牵头单位：市科技局；配合单位：市财政局〕", ["市科技局"], ["市财政局"]),
        ("（责任单位：市科技局，甲区、乙区政府）", [], ["市科技局", "甲区政府", "乙区政府"]),
        (
            "（责任单位：市科技局和市财政局，市自然资源和规划局）",
            [],
            ["市科技局", "市财政局", "市自然资源和规划局"],
        ),
    ],
)
def test_wordings(wording: str, lead: list[str], support: list[str]) -> None:
    text = "一、甲。推进建设。" + wording
    (found,) = read_responsibilities(outline(Source(text, lines_as_blocks(text)), "d"))
    assert (found.section, list(found.lead), list(found.support)) == ("一", lead, support)


@pytest.mark.parametrize(
    "text",
    [
        "成立由市长任组长的领导小组，负责研究部署全市规划。",
        "各场景牵头部门、配合部门要明确专人负责。",
        "由1家单位作为牵头单位。",
        "企业负责落实安全生产责任。",
        "加强与市科技局的配合。",
    ],
)
def test_sentences_about_leading_are_no_responsibility(text: str) -> None:
    text = "一、甲。" + text
    assert read_responsibilities(outline(Source(text, lines_as_blocks(text)), "d")) == ()
