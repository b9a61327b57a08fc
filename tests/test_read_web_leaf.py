"""Paragraphs read in one go say what they say when each of their elements is looked at."""

import pytest

from corpus.read.article import without_unseen
from corpus.read.web_leaf import leaf_texts
from corpus.read.webpage import parse_page, passages_below

PAGES = {
    "spans": "<div><p>一、<span>总<b>则</b></span>。</p> 尾 <p>二、<font><i>附</i>则</font></p></div>",
    "line_breaks": "<p>一<br>二</p><p>三<span>四<br/>五</span>六</p>",
    "newlines": "<p>一、\n 总则 and\n more</p><pre>甲\n乙</pre><p>  </p>",
    "tails": "<ol><li><p>甲</p>乙</li><li>丙<p>丁</p></li></ol>",
    "links": '<p>见<a href="/a">附件</a>。</p><p><span class="share">分享</span>甲</p>',
    "headings": "<h2><p>甲</p></h2><h3>乙<span>丙</span></h3><p>丁<sup>2</sup></p>",
    "tables": "<table><tr><td><p>甲</p></td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>",
    "marks": "<p>一&nbsp;、甲&#8203;乙<!-- 丙 --><?xml丁?></p>",
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
def test_leaves_change_no_passage(page: str) -> None:
    root = parse_page(f"<html><body>{page}</body></html>")
    assert root is not None
    body = without_unseen(root)
    assert list(passages_below(body, leaf_texts(body))) == list(passages_below(body, {}))


def test_a_leaf_is_a_paragraph_of_running_text_alone() -> None:
    root = parse_page(f"<html><body>{PAGES['links']}{PAGES['spans']}</body></html>")
    assert root is not None
    assert list(leaf_texts(root).values()) == ["一、总则。", "二、附则"]
