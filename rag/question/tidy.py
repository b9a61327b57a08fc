"""The question without what nobody asks by: fillers, doubled punctuation, blanks inside words.

Takes folded, simplified text. What carries meaning stays, mistakes in words are for `mend`.
"""

import re

_YOU = r"(?:你|您|你们|大家)?"
_POLITE = (
    rf"{_YOU}好(?=[,，!！。\s])|请问(?:一下|下|哈)?"
    r"|(?:我|俺|咱)?(?:就是)?(?:想|要)(?:请问|问|了解|知道|咨询|打听)(?:一下|一哈|下|哈|问)*"
    r"|问一?[下哈](?=[，,\s:：])"
    rf"|麻烦{_YOU}(?:帮忙|帮我|给)?(?:问|查|看|找|说|告诉我)?(?:一下|下)?"
    r"|(?:请|能不能|能|可以|可否|能否)?(?:帮我|给我|帮忙)(?:查|看|找|问)(?:一查|一看|一下|一找|下)?"
    rf"|(?:请|{_YOU}(?:能|可以|能不能|可不可以)?)告诉(?:我|我们|一下)+"
)
_HESITATION = r"[呃嗯唉诶]+|那个那个|就是说|这个这个|就是(?=那个)|那个(?=[,，\s我])"
# At the beginning, any number of them.
_OPENING = re.compile(rf"^(?:(?:{_POLITE}|{_HESITATION})[,，、:：\s哈]*)+")
_INSIDE = re.compile(rf"(?<=[,，。\s])(?:(?:请问|{_HESITATION})[,，、:：\s]*)+")
_THANKS = re.compile(rf"[,，。\s]*(?:多谢|谢谢|感谢){_YOU}[了啦]?[!！。~]*$")
_LAST = re.compile(r"(?:来着|哈|呀|啊|咯|嘞|哟|喔|哦|啦|嘛(?=[?？]))+(?=[\s?？!！。.]*$)")
_REPEATED = re.compile(r"([?？!！。.,，、;；~～…])[?？!！。.,，、;；~～…]+")
_CHINESE = r"[\u3007\u4e00-\u9fff]"
_BLANK_INSIDE = re.compile(rf"(?<={_CHINESE})\s+(?={_CHINESE})")
# 那 for 哪, the same key of most input methods, where nothing else asks.
_THAT = re.compile(
    r"那(?=(?:个|些|家|几个)?(?:单位|部门|机构|区|局|产业|企业|行业|领域|文件|年|级))"
)
_ASKS = re.compile(r"哪|谁|什么|啥|多|几|吗|怎|如何|何|是否|能否|[?？]\s*\S|呢")


def tidy(text: str) -> str:
    """The question without fillers; the text itself where nothing else is left."""
    kept = _REPEATED.sub(r"\1", text)
    for filler in (_OPENING, _INSIDE, _THANKS, _LAST):
        kept = filler.sub("", kept).strip(" ,，、:：")
    kept = _BLANK_INSIDE.sub("", kept)
    if not any(character.isalnum() for character in kept):
        return text
    if not _ASKS.search(kept) and not kept.startswith("那"):
        kept = _THAT.sub("哪", kept)
    return kept
