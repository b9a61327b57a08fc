"""The article of a page, in the shapes that the publishing systems of offices write."""

from pathlib import Path

import pytest

from tests.test_read_common import LINES, TITLE, expected, sections

BODY = LINES[1:]
MENU = "".join(
    f'<li><a href="/{n}/">{name}</a></li>'
    for n, name in enumerate(("首页", "政务公开", "政务服务", "互动交流", "走进云泽"))
)
RELATED = "".join(
    f'<li><a href="/t2025_{n}.html">{name}</a><span>2025-03-0{n}</span></li>'
    for n, name in enumerate(
        ("关于《云泽市支持低空经济发展若干措施》的解读", "图解：低空经济，这样支持"), 1
    )
)
PARTY = "".join(f"<option>{name}</option>" for name in ("省政府部门", "各市州", "新闻媒体"))


def editor() -> str:
    """A div for the editor's paragraphs, fields of the file in a table, a bar of share buttons."""
    paragraphs = "\n".join(
        f'<p style="text-indent: 2em;"><span style="font-size: 16pt;">{line}</span></p>'
        for line in BODY
    )
    return f"""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8">
<meta name="ArticleTitle" content="{TITLE}"><meta name="SiteName" content="云泽市人民政府">
<title>{TITLE}_政策文件_云泽市人民政府</title></head><body>
<div class="header"><div class="logo"><img src="l.png" alt="云泽市人民政府"></div>
<div class="search"><form><input name="q"><button>搜索</button></form></div><ul>{MENU}</ul></div>
<div class="BreadcrumbNav">当前位置：<a href="/">首页</a> &gt; <a>政策文件</a></div>
<div class="article"><h1 class="article-title">{TITLE}</h1>
<div class="article-info"><span>字号：【<a>大</a> <a>中</a> <a>小</a>】</span>
<span class="share">分享到：</span></div>
<div class="view TRS_UEDITOR trs_paper_default">{paragraphs}</div>
<div class="qr" style="text-align:center">扫一扫在手机打开当前页</div>
<div class="print"><a href="javascript:window.print()">打印</a> | <a>关闭</a></div>
</div><div class="xgjd"><h3>相关解读</h3><ul>{RELATED}</ul></div>
<div class="foot"><p>主办单位：云泽市人民政府办公室 网站标识码：1234567890</p>
<p>云ICP备00000001号-1 云公网安备 12345678号</p></div>
<script>var _trs = "五、脚本，不是正文。";</script></body></html>"""


def old_tables() -> str:
    """Nothing but tables inside tables, fonts and breaks, with a declaration that comes late."""
    lines = "<br>\r\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{line}" for line in BODY)
    comment = "<!-- " + "页 " * 900 + "-->"
    return f"""<html><head>{comment}<meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>{TITLE}</title></head><body bgcolor="#ffffff">
<table width="1000" align="center"><tr><td><img src="banner.jpg"></td></tr>
<tr><td><table width="100%"><tr><td><a href="/">首页</a></td><td><a href="/a">政务</a></td><td><a href="/b">服务</a></td></tr></table></td></tr>
<tr><td height="30">您现在的位置：<a href="/">首页</a> &gt;&gt; <a href="/a">政务</a> &gt;&gt; 正文</td></tr>
<tr><td><table width="96%" align="center"><tr><td align="center"><font size="5"><b>{TITLE}</b></font></td></tr>
<tr><td><hr></td></tr><tr><td><font face="宋体" size="3">{lines}</font></td></tr>
<tr><td align="right">【<a href="#">打印本页</a>】【<a href="#">关闭窗口</a>】</td></tr></table></td></tr>
<tr><td align="center">版权所有 云泽市人民政府，未经许可，不得转载。<br>地址：云泽市中心路1号 电话：000-0000000</td></tr>
</table></body></html>"""


def from_word() -> str:
    """A page saved by a word processor: its own tags, numbers in spans, comments for itself."""
    paragraphs = "".join(
        '<p class=MsoNormal style="text-indent:32.0pt;mso-char-indent-count:2.0"><span\n'
        f' lang=ZH-CN style="font-family:仿宋">{line[:6]}\n{line[6:]}</span><span lang=EN-US><o:p></o:p></span></p>\n'
        for line in LINES
    )
    return f"""<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {{margin:0cm; display:block}} span.SpellE {{mso-style-name:""}} --></style></head>
<body lang=ZH-CN style="tab-interval:21.0pt"><div class=WordSection1>{paragraphs}</div></body></html>"""


def single_page() -> str:
    """Divs of a component framework: names that mean nothing, texts in spans, hidden copies."""
    lines = "".join(
        f'<div data-v-1f="" class="c-{n}"><span>{line}</span></div>' for n, line in enumerate(BODY)
    )
    return f"""<!doctype html><html><head><meta charset="utf-8"><title>{TITLE} - 云泽市</title>
<style>.sr{{position:absolute}}.m-none,.pop{{display:none!important}}</style></head><body><noscript>请开启脚本，才能浏览。</noscript>
<div id="app"><div class="a1"><span><a href="/">首页</a></span><span><a href="/x">政策</a></span></div>
<div class="a2"><div class="a3"><div class="t1">{TITLE}</div><div class="a4">{lines}</div></div>
<div class="a5"><div>热门推荐</div><div><a href="/1">云泽市低空经济，三年行动</a></div><div><a href="/2">一图读懂，若干措施</a></div></div></div>
<div class="pop">六、弹窗，您确定离开？</div><div aria-hidden="true">七、看不见，也不读。</div>
<div hidden>八、隐藏，不读。</div><div style="visibility:hidden">九、隐藏，不读。</div>
<div class="a9">Copyright © 云泽市人民政府 版权所有</div></div></body></html>"""


def headings_and_lists() -> str:
    """Headings for the first level, ordered lists for the items."""
    part = {line: line for line in LINES}
    items = "".join(f"<li>{line[2:]}</li>" for line in LINES if line[:2] in ("1.", "2."))
    inner = ""
    for line in part:
        if line[:2] == "1.":
            inner += f"<ol>{items}</ol>"
        elif line[:2] in ("一、", "二、"):
            inner += f"<h2>{line}</h2>"
        elif line[:2] != "2." and line != TITLE:
            inner += f"<p>{line}</p>"
    return f"""<html><head><meta charset="utf-8"><title>{TITLE}</title></head><body>
<header><nav><ul>{MENU}</ul></nav></header><main><article><header><h1>{TITLE}</h1></header>{inner}
<footer><p>上一篇：<a href="/1">另一件通知</a></p><p>下一篇：没有了</p></footer></article>
<aside><h4>相关链接</h4><select>{PARTY}</select><ul>{RELATED}</ul></aside></main>
<footer>云泽市人民政府主办，云泽市数据局承办。</footer></body></html>"""


def lone_lines() -> str:
    """Texts between breaks straight in the body's divs, with a player and a bar for fonts."""
    lines = "<br /><br />".join(f"<span>　　{line}</span>" for line in BODY)
    return f"""<html><head><title>云泽市人民政府门户网站 {TITLE}</title><meta charset="UTF-8" /></head><body>
<div id="top"><a href="/">繁體</a><a href="/wza">无障碍</a><a href="/old">长者模式</a></div>
<div id="crumbs">首页 &gt; 政务公开 &gt; 政策</div>
<div id="con"><div id="tit"><h2>{TITLE}</h2></div>
<div id="tools"><a>朗读</a> <a>收藏</a> <a>下载</a> 字体：[<a>大</a> <a>中</a> <a>小</a>]</div>
<div id="zoom"><div><div>{lines}</div></div></div>
<div>扫一扫在手机打开当前页</div><div class="bdsharebuttonbox"><a>分享</a></div><p>【打印】 【关闭】</p></div>
<iframe src="foot.html"></iframe></body></html>"""


@pytest.mark.parametrize(
    ("page", "encoding"),
    [
        (editor, "utf-8"),
        (old_tables, "gb18030"),
        (old_tables, "utf-8"),
        (from_word, "gb18030"),
        (single_page, "utf-8"),
        (single_page, "gb18030"),
        (headings_and_lists, "utf-8-sig"),
        (lone_lines, "utf-16"),
        (lone_lines, "utf-8"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_the_policy_is_read_from_every_shape_whatever_encoding_it_declares(
    page: object, encoding: str, tmp_path: Path
) -> None:
    assert callable(page)
    (tmp_path / "a.html").write_bytes(page().encode(encoding))
    assert unspaced(sections(tmp_path / "a.html")) == expected(tmp_path)


def unspaced(found: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Without the blank that stands between the number of a list and its text."""
    return [(address, kind, text.replace(". ", ".")) for address, kind, text in found]
