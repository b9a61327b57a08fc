"""Markdown gives the sections of the same text without marks."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import CorpusError
from corpus.read import read_source
from tests.test_read_common import HEADINGS, LINES, expected, sections


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
    try:
        sections(path)
    except CorpusError:
        assert True
