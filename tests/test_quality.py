"""The quality report on small documents, each with one thing wrong."""

import json
from pathlib import Path

import pytest

from corpus.__main__ import main
from corpus.document import Document, SourceText
from corpus.outline import outline
from corpus.quality import Finding, Quality, measure_quality
from corpus.read.plain import lines_as_blocks


def quality_of(text: str) -> Quality:
    clauses = outline(SourceText(text, lines_as_blocks(text)), "d")
    return measure_quality(Document("d", Path("d.txt"), text, clauses))


def test_sections_are_counted_by_depth() -> None:
    quality = quality_of("某办法\n一、甲\n（一）乙。办。\n（二）丙。办。\n1.丁。办。\n二、戊。办。")
    assert quality.sections == (2, 2, 1)
    assert (quality.n_sections, quality.n_clauses, quality.n_tables) == (5, 6, 0)
    assert quality.numbering == quality.unplaced == quality.long_clauses == ()


NUMBERING = {
    "jump": ("1.甲。办。\n2.乙。办。\n4.丙。办。", [("4", "编号由“2”跳到“4”")]),
    "restart": ("1.甲。办。\n2.乙。办。\n1.丙。办。", [("1@2", "编号在同一级重新从“1”开始")]),
    "repeat": ("1.甲。办。\n2.乙。办。\n2.丙。办。", [("2@2", "编号“2”重复")]),
    "step_back": ("1.甲。办。\n3.乙。办。\n2.丙。办。", [
        ("3", "编号由“1”跳到“3”"), ("2", "编号由“3”退到“2”"),
    ]),
    "late_start": ("一、甲\n（三）乙。办。\n（四）丙。办。", [("一/(三)", "编号从“(三)”开始")]),
    "article_inserted": ("第一条 甲。\n第一条之一 乙。\n第二条 丙。", []),
    "articles_go_on_over_chapters": (
        "第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。\n第四条 丙。",
        [("第二章/第四条", "编号由“第二条”跳到“第四条”")],
    ),
    "items_go_on_over_parts": ("一、甲\n（一）子。办。\n二、乙\n（二）丑。办。", []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NUMBERING.values(), ids=NUMBERING.keys())
def test_numbering_is_checked(text: str, expected: list[tuple[str, str]]) -> None:
    assert quality_of(text).numbering == tuple(Finding(*finding) for finding in expected)


def test_lines_without_a_rule_are_listed() -> None:
    quality = quality_of("一、甲\n重点领域\n发展产业。\n三、四线城市布局\n二、乙。办。")
    assert [(f.section, f.reason[:6]) for f in quality.unplaced] == [
        ("一", "像标题但没有"),
        ("一", "像编号但未作"),
    ]


def test_long_clauses_are_listed() -> None:
    assert quality_of("一、" + "甲" * 2000 + "。").long_clauses == (Finding("一", "条款有2003字"),)


def run(path: Path, *options: str) -> int:
    return main(["tree", str(path), *options])


def test_the_printed_tree_ends_with_the_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("某办法\n1.甲。办。\n3.乙。办。", encoding="utf-8")
    assert run(path) == 0
    shown = capsys.readouterr().out
    assert shown.index("质量报告") > shown.index("3.乙")
    assert "编号由“1”跳到“3”" in shown


def test_a_document_without_any_number_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("今天天气很好。\n大家都去公园。", encoding="utf-8")
    assert run(path) == 0
    assert "没有认出任何编号" in capsys.readouterr().out


def test_json_of_the_tree_stays_a_list_and_the_report_is_an_object(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("1.甲。办。\n3.乙。办。", encoding="utf-8")
    assert run(path, "--json") == 0
    assert [clause["section"] for clause in json.loads(capsys.readouterr().out)] == ["1", "3"]
    assert run(path, "--json", "--quality") == 0
    report = json.loads(capsys.readouterr().out)
    assert report["numbering"] == [{"section": "3", "reason": "编号由“1”跳到“3”"}]
    assert report["sections"] == [2]
    assert report["confidence"] is None
