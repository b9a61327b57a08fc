"""Lines that a web page sets around a document: `打印本页`, `责任编辑：…`, `扫一扫…`.

A page drops them (`corpus.read.webpage`); where somebody copied them into a text, they lie behind
the signature (`corpus.ending`), and never in the last section.
"""

import re

_MAX_LINE = 200  # characters
_LINE = re.compile(
    r"[\s【】\[\]|/:：]*(?:(?:打印(?:本[页文]|此[页文]|文章)?|关闭(?:本页|此页|窗口)?|收藏(?:本页)?|返回(?:顶部|列表)?"
    r"|分享(?:到)?|我?要?纠错|朗读|大|中|小|字体|字号|繁體|简体|微信|微博|首页|下载)[\s【】\[\]|/:：]*)+"
    r"|[(（【\[]?\s*(?:您?(?:当前|现在)?(?:的|所在)?位置|分享到|上一[篇条]|下一[篇条]|(?:浏览|阅读|点击)(?:次数|量|数)|责任编辑"
    r"|(?:微信)?扫一扫)\s*(?:[:：].*|在手机(?:上)?(?:打开|查看|浏览)当前页(?:面)?|分享.{0,12})[)）】\]]?"
    r"|附件下载\s*[:：]?|相关(?:链接|解读|文件|新闻|文章|稿件|阅读|政策)\s*[:：]?"
    r"|(?:版权所有|网站标识码|.{0,12}ICP备|.{0,12}公网安备).*"
)
_FOOTER = ("主办单位", "承办单位")


def is_site_line(text: str) -> bool:
    """Whether a line is of the site and not of the document."""
    return len(text) <= _MAX_LINE and _LINE.fullmatch(text) is not None


def is_footer_line(text: str) -> bool:
    """Whether a line of a page names who runs the site; in a text it names who holds an event."""
    return len(text) <= _MAX_LINE and text.startswith(_FOOTER)
