"""Two versions clause by clause: what was paired, which values are others now."""

import json
from pathlib import Path

import pytest

from corpus.diff import Diff, diff
from corpus.edit import ValueChange, segments, value_changes
from corpus.load import load_document
from index.__main__ import main
from index.library import add_document, replace_document
from index.settings import Settings
from tests.test_index import HashEmbedder

OLD = """云岭市企业扶持办法

一、奖励标准

（一）对新认定的企业，给予最高不超过100万元奖励。

（二）对年营业收入1亿元以上的企业，按研发费用的5%给予补助。

（三）本条奖励不重复享受。

二、申报程序

（一）每年6月30日前向市科技局提出申请。

（二）市科技局在15个工作日内作出决定。
"""
NEW = """云岭市企业扶持办法

一、奖励标准

（一）对新认定的企业，给予最高不超过200万元奖励。

（二）对数据企业给予算力券支持。

（三）对年营业收入8000万元以上的企业，按研发费用的6%给予补助，须连续经营满2年。

（四）本条奖励不重复享受。

二、申报程序

（一）每年5月31日前向市科技局提出申请。
"""


def _diff(tmp_path: Path, old: str = OLD, new: str = NEW) -> Diff:
    pair = []
    for name, text in (("old", old), ("new", new)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        pair.append(load_document(tmp_path / f"{name}.txt", tmp_path))
    return diff(*pair)


def test_clauses_are_paired_by_what_they_say(tmp_path: Path) -> None:
    found = _diff(tmp_path)
    told = {
        (change.kind, change.old and change.old.section, change.new and change.new.section)
        for change in found.changes
    }
    assert told == {
        ("changed", "一/(一)", "一/(一)"),
        ("added", None, "一/(二)"),
        ("changed", "一/(二)", "一/(三)"),
        ("moved", "一/(三)", "一/(四)"),
        ("changed", "二/(一)", "二/(一)"),
        ("removed", "二/(二)", None),
    }
    assert found.unchanged == 3, "the title and two headings"


def test_values_that_changed_are_named(tmp_path: Path) -> None:
    changed = {
        change.new.section: change.values for change in _diff(tmp_path).changes if change.new
    }
    assert changed["一/(一)"] == (ValueChange("amount", "100万元", "200万元", "给予最高不超过"),)
    assert [(v.kind, v.old, v.new) for v in changed["一/(三)"]] == [
        ("amount", "1亿元", "8000万元"),
        ("percent", "5%", "6%"),
        ("term", None, "2年"),
    ]
    assert [(v.kind, v.old, v.new) for v in changed["二/(一)"]] == [("date", "6月30日", "5月31日")]


def test_the_same_document_has_no_difference(tmp_path: Path) -> None:
    found = _diff(tmp_path, OLD, OLD.replace("\n\n", "\n"))
    assert found.changes == ()


def test_segments_join_to_both_texts() -> None:
    old, new = "给予最高100万元奖励，当年兑现。", "给予20%且最高不超过150万元的奖励。"
    found = segments(old, new)
    assert "".join(segment.old for segment in found) == old
    assert "".join(segment.new for segment in found) == new
    assert ("100万元", "150万元") not in [(s.old, s.new) for s in found if s.kept]


def test_a_long_table_is_compared_by_lines() -> None:
    old = "\n".join(f"第{n}行\t奖励{n}万元" for n in range(1, 800))
    new = old.replace("奖励500万元", "奖励550万元")
    assert value_changes(old, new) == (ValueChange("amount", "500万元", "550万元", "奖励"),)


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("不少于8人", "不少于15人，其中高级职称8人", [("8人", "15人"), (None, "8人")]),
        ("100万元、50万元", "50万元、100万元", []),
        ("营业收入不超过3亿元", "营业收入不低于3亿元", [("不超过", "不低于")]),
        ("本办法第三条", "本办法第四条", []),
        ("2024年3月1日", "2025年3月1日", [("2024年3月1日", "2025年3月1日")]),
        ("三十万元", "五十万元", [("三十万元", "五十万元")]),
    ],
)
def test_values(old: str, new: str, changes: list[tuple[str | None, str | None]]) -> None:
    assert [(v.old, v.new) for v in value_changes(old, new)] == changes


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings(tmp_path / "home", "hash-64")
    home = ["--home", str(settings.home)]
    for name, text in (("rules", OLD), ("newer", NEW)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    add_document(settings, tmp_path / "rules.txt", embedder=HashEmbedder())
    assert main(["diff", "rules", *home]) == 2
    assert "只有一个版本" in capsys.readouterr().err
    replace_document(settings, "rules", tmp_path / "newer.txt", embedder=HashEmbedder())
    assert main(["diff", "rules", *home]) == 0
    said = capsys.readouterr().out
    assert "一/(一)：给予最高不超过 100万元 → 200万元" in said
    assert said.index("100万元 → 200万元") < said.index("修改 3 条")
    assert main(["diff", "rules@1", str(tmp_path / "newer.txt"), "--json", *home]) == 0
    record = json.loads(capsys.readouterr().out)
    assert len(record["changes"]) == 6
    for change in record["changes"]:
        for side, text in enumerate(("old", "new")):
            joined = "".join(segment[side] for segment in change["segments"])
            assert joined == (change[text]["text"] if change[text] else "")
    assert main(["diff", "rules@7", "rules", *home]) == 2
    assert "没有第 7 版" in capsys.readouterr().err
    assert main(["diff", "nothing", "rules", *home]) == 2
    assert "没有文件“nothing”" in capsys.readouterr().err
