"""Markdown gives the sections of the same text without marks."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import CorpusError
from corpus.load import load_document
from corpus.read import read_source
from tests.test_read_common import HEADINGS, LINES, TITLE, expected, sections


def marked(line: str) -> str:
    return "#" * HEADINGS[line] + " " + line if line in HEADINGS else line.replace("500", "**500**")


def test_the_policy_has_the_same_sections(tmp_path: Path) -> None:
    text = "---\ntitle: 别的\n---\n" + "\n\n".join(map(marked, LINES))
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    assert sections(tmp_path / "a.md") == expected(tmp_path)
    blocks = read_source(tmp_path / "a.md").blocks
    assert [b.heading for b in blocks if b.heading] == [1, 2, 2]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("1. 甲\n2. 乙", "1. 甲\n2. 乙\n"),
        ("1. 甲\n1. 乙", "1. 甲\n2. 乙\n"),
        ("3) 甲\n5) 乙", "3) 甲\n5) 乙\n"),
        ("- 甲\n  1. 乙", "甲\n1. 乙\n"),
        ("一、甲\n（一）*乙*", "一、甲\n（一）乙\n"),
        ("**“甲”**乙[丙](http://x)`丁`", "“甲”乙丙丁\n"),
        ("甲<br>乙&nbsp;丙<!-- 无 -->", "甲\n乙 丙\n"),
        ("    一、缩进", "一、缩进\n"),
        ("|甲|乙|\n|-|-|\n|1|**2**|", "甲\t乙\n1\t2\n"),
        ("第一\n---\n第二", "第一\n第二\n"),
        ("---\n甲: 1\n---", None),
        ("", None),
        ("\n \n", None),
    ],
)
def test_what_is_seen(text: str, seen: str | None, tmp_path: Path) -> None:
    (tmp_path / "甲.md").write_text(text, encoding="utf-8")
    if seen is None:
        with pytest.raises(CorpusError, match=r"甲\.md：.*(?:没有文字|空的)；请"):
            read_source(tmp_path / "甲.md")
    else:
        assert read_source(tmp_path / "甲.md").text == seen


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    (tmp_path / "坏.md").write_bytes(b"\x00\xff" * 40)
    with pytest.raises(CorpusError, match=r"坏\.md：不是可识别的文本"):
        read_source(tmp_path / "坏.md")


@given(text=st.text(alphabet="一、（）1. \n#*-|>`<&[]甲乙\t", max_size=80))
def test_any_text_is_read_or_named(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("md") / "a.md"
    path.write_text(text, encoding="utf-8")
    with suppress(CorpusError):  # any other failure is one of the reader
        sections(path)


STATED = """---
title: 云泽市支持低空经济发展若干措施
文号: 云政规〔2025〕3号
issuer: 云泽市人民政府
date: 2025-03-10
issued: 2025-03-08
repeals: 《云泽市旧办法》
keywords: [低空]
url: http://www.example.gov.cn/1.html
---
"""


def test_front_matter_is_metadata_and_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"{STATED}# 题\n\n一、甲。\n", encoding="utf-8")
    document = load_document(tmp_path / "a.md", tmp_path)
    assert document.text == "题\n一、甲。\n"
    found = document.metadata
    assert (found.title, found.number) == (TITLE, "云政规〔2025〕3号")
    assert (found.published, found.issued) == ("2025-03-10", "2025-03-08")
    assert (found.issuer, found.repeals) == ("云泽市人民政府", ("《云泽市旧办法》",))
    assert found.source == "http://www.example.gov.cn/1.html"


def test_the_sidecar_wins_over_front_matter(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"{STATED}一、甲。\n", encoding="utf-8")
    (tmp_path / "a.yaml").write_text("title: 真名\nissued: null\n", encoding="utf-8")
    found = load_document(tmp_path / "a.md", tmp_path).metadata
    assert (found.title, found.issued, found.published) == ("真名", None, "2025-03-10")


def test_a_value_that_is_none_is_said_and_the_rest_is_used(tmp_path: Path) -> None:
    text = "+++\ntitle = '名'\nissued = '去年'\n+++\n一、甲。\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    document = load_document(tmp_path / "a.md", tmp_path)
    assert (document.metadata.title, document.metadata.issued) == ("名", None)
    assert document.warnings == ("文件开头的元数据没有全部采用：字段“issued”不是日期。",)


@pytest.mark.parametrize("text", ["---\n- 甲\n---\n乙\n", "---\n一、甲: [\n---\n乙\n", "---\n甲\n"])
def test_what_only_begins_like_front_matter_stays(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    assert "甲" in read_source(tmp_path / "a.md").text


def test_a_note_follows_the_line_or_table_of_its_sign(tmp_path: Path) -> None:
    text = "一、甲[^a]乙。\n\n|丙[^b]|丁|\n|-|-|\n|1|2|\n\n[^a]: 第一\n    续行\n[^b]: 第二\n\n二、戊。\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    seen = "一、甲乙。\n注1：第一续行\n丙\t丁\n1\t2\n注2：第二\n二、戊。\n"
    assert read_source(tmp_path / "a.md").text == seen


def test_a_table_in_html_is_a_table(tmp_path: Path) -> None:
    text = "一、甲\n\n<table>\n<tr><td rowspan=2>乙</td><td>1</td></tr>\n<tr><td>2</td></tr>\n</table>\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    source = read_source(tmp_path / "a.md")
    assert source.text == "一、甲\n乙\t1\n乙\t2\n"
    assert [block.kind for block in source.blocks] == ["paragraph", "table"]
