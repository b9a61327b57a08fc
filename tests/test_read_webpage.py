"""A page of a government site gives the sections of the article and nothing around it."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import CorpusError
from corpus.read import read_source
from tests.test_read_common import HEADINGS, LINES, TITLE, expected, sections

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}_云泽市人民政府</title>
<style>.gone {{ display:none }} @media print {{ .body {{ display:none }} }}</style>
<script>var a = "一、不是正文。";</script></head><body>
<div class="top-nav"><a href="/">首页</a> <a href="/zw">政务公开</a></div>
<div class="w1200"><div>您当前的位置：<a href="/">首页</a> &gt; <a href="/zc">政策</a></div>
<div class="detail"><h1>{title}</h1>
<div class="share-bar">分享到：<a href="#">微信</a></div>
<div class="body" id="zoom">{body}</div>
<p style="display: none">二、隐藏的文字，看不见。</p><p class="gone">三、也看不见。</p>
<div>【<a href="#">打印</a>】【<a href="#">关闭</a>】</div>
<ul><li><a href="/1">关于印发另一件办法的通知</a></li><li><a href="/2">又一件，通知。</a></li></ul>
</div></div>
<div class="footer">版权所有：云泽市人民政府，主办。备案号：云ICP备1号</div>
</body></html>"""


def page(body: str, charset: str = "utf-8") -> str:
    return PAGE.format(charset=charset, title=TITLE, body=body)


def shaped(shape: str) -> str:
    lines = LINES[1:]
    if shape == "p":
        return "\n".join(
            f"<h2>{line}</h2>" if line in HEADINGS else f"<p>&nbsp;&nbsp;　{line}</p>"
            for line in lines
        )
    if shape == "span":
        return "".join(f"<div><span>{line[:2]}</span><b>{line[2:]}</b></div>" for line in lines)
    return "<br/>\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{line}" for line in lines)


@pytest.mark.parametrize("shape", ["p", "span", "br"])
@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_the_policy_has_the_same_sections(shape: str, charset: str, tmp_path: Path) -> None:
    raw = page(shaped(shape), charset).encode("gb18030" if charset == "gb2312" else charset)
    (tmp_path / "a.html").write_bytes(raw)
    assert sections(tmp_path / "a.html") == expected(tmp_path)


def test_a_table_keeps_its_columns_and_each_row_reads_by_itself(tmp_path: Path) -> None:
    table = (
        "<table><tr><td rowspan=2>项目</td><td colspan=2>标准</td></tr>"
        "<tr><td>50<b>万</b>元</td><td><p>甲</p><p>乙</p></td></tr></table>"
    )
    (tmp_path / "a.htm").write_text(page(f"<p>一、甲，乙。</p>{table}"), encoding="utf-8")
    source = read_source(tmp_path / "a.htm")
    tables = [b for b in source.blocks if b.kind == "table"]
    assert [source.text[b.start : b.end] for b in tables] == ["项目\t标准\n项目\t50万元\t甲 乙"]


def test_a_table_of_fields_is_lines_of_the_title_block(tmp_path: Path) -> None:
    table = (
        "<table><tr><td>索引号：</td><td>000-1</td><td>发布日期:</td><td>2025-03-08</td></tr>"
        "<tr><td>文　　号：</td><td colspan=3>云政规〔2025〕3号</td></tr></table>"
    )
    (tmp_path / "a.html").write_text(page(f"{table}<p>一、甲，乙。</p>"), encoding="utf-8")
    source = read_source(tmp_path / "a.html")
    assert source.text.splitlines()[1:4] == [
        "索引号：000-1", "发布日期:2025-03-08", "文　　号：云政规〔2025〕3号",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("opening", "marks"),
    [
        ("<ol>", ["1. ", "2. ", "7. "]),
        ("<ol start=3>", ["3. ", "4. ", "7. "]),
        ("<ol type=A>", ["A. ", "B. ", "G. "]),
        ("<ol style='list-style-type: cjk-ideographic'>", ["一、", "二、", "七、"]),
        ("<ol style='list-style: none'>", ["", "", ""]),
        ("<ul>", ["", "", ""]),
    ],
)
def test_a_list_shows_its_numbers(opening: str, marks: list[str], tmp_path: Path) -> None:
    items = f"{opening}<li>甲，</li><li><p>乙，</p></li><li value=7>丙。</li>"
    (tmp_path / "a.html").write_text(f"<div><p>先。</p>{items}</div>", encoding="utf-8")
    shown = [mark + text for mark, text in zip(marks, ("甲，", "乙，", "丙。"), strict=True)]
    assert read_source(tmp_path / "a.html").text.splitlines() == ["先。", *shown]


def test_a_page_of_frames_says_so(tmp_path: Path) -> None:
    text = "<html><frameset cols='20%,80%'><frame src=a.html><frame src=b.html></frameset></html>"
    (tmp_path / "框.html").write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"框\.html：网页由框架拼成.*；请"):
        read_source(tmp_path / "框.html")


def test_a_page_inside_layout_tables_lists_and_a_form(tmp_path: Path) -> None:
    body = (
        "<form><table><tr><td><a href='/'>首页</a></td><td>栏目</td></tr><tr><td colspan=2>"
        "<table><tr><td><p>一、甲，乙。</p><ol start='2'><li>丙。</li><li>丁。</li></ol></td></tr>"
        "</table></td></tr></table></form>"
    )
    (tmp_path / "a.html").write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    assert read_source(tmp_path / "a.html").text == "一、甲，乙。\n2. 丙。\n3. 丁。\n"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "文件是空的"),
        (b"<html><body></body></html>", "没有文字"),
        (b"<!-- -->", "网页|没有文字"),
        (b"\x00\xff\x80" * 30, "不是可识别的文本"),
    ],
)
def test_a_bad_page_is_named(raw: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "坏.html").write_bytes(raw)
    with pytest.raises(CorpusError, match=reason) as raised:
        read_source(tmp_path / "坏.html")
    assert "坏.html" in str(raised.value)


def test_control_characters_are_left_out(tmp_path: Path) -> None:
    text = "<p>一、甲\x01，<script>x</script>&#2;&#x1F;乙\ufffe。</p>"
    (tmp_path / "a.html").write_text(text, encoding="utf-8")
    assert read_source(tmp_path / "a.html").text == "一、甲，乙。\n"


def test_deep_nesting_and_entities_end(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "一一"><!ENTITY b "&a;&a;">]>'
    (tmp_path / "a.html").write_text(bomb + "<div>" * 20000 + "一、甲。&b;", encoding="utf-8")
    try:
        length = len(read_source(tmp_path / "a.html").text)
    except CorpusError:
        length = 0
    assert length < 100


PIECES = ["<p>", "</div>", "<div>", "<table><tr><td>", "</table>", "<td colspan=9>", "<br>", "<li>",
          "<ol>", "一、", "甲，乙。", "<a href=x>", "</a>", "<!--", "&nbsp;", "<pre>", "\n", "<?x", "</body>"]  # fmt: skip


@given(parts=st.lists(st.sampled_from(PIECES), max_size=30))
def test_any_page_is_read_or_named(
    parts: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("web") / "a.html"
    path.write_text("".join(parts), encoding="utf-8")
    with suppress(CorpusError):  # any other failure is one of the reader
        sections(path)
