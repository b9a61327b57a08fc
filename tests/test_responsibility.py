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
