"""The frame of a document: what is not its numbered text.

Marks lines of `corpus.line` as contents, signature, list of annexes, title block, addressee and
preamble, and leaves the others as they are. A document that another one issues (印发通知) has a
title block and preamble of its own, after the signature.
"""

import re
from collections.abc import Collection, Sequence

from corpus.annex_list import mark_annex_lists
from corpus.contents import mark_contents
from corpus.ending import is_date, mark_signatures
from corpus.line import STOP, Line

_ADDRESSEE = re.compile(r"[^。；;!！?？]{2,400}[:：]")
_ADDRESSED_TO = re.compile(
    r"各|政府|部门|单位|公司|企业|机构|局|委|院|厅|同志|同胞|大学|学校|中心|协会"
    r"|朋友|纳税人|市民|居民|用户|家长|师生|旅客|业主|缴存人"
)
_NOT_ADDRESSED = re.compile(
    r"为|根据|按照|依据|现|经(?!济|开)|自(?!治|贸)|本(?!市|省|区|县|系统)|对|关于|如下|下列|以下|问|答|[\d一二三四五六七八九十]+[、.．]|[(（]"
)
# 市政府决定对《甲办法》作如下修改：
_DECIDES = re.compile(r"(?:决定|现将|现就).*[：:]|如下.{0,10}[：:]|(?:修改|通知|公告|说明)[：:]$")
_HEADER_LINE = re.compile(
    r"\s*[\[【(（]?\s*(?:(?:发布|成文|印发|公布|发文|生效|实施|施行|失效|更新|废止)(?:日期|时间)|时间|日期|来源|索\s*引\s*号|发布机构"
    r"|发布单位|发文机关|发文单位|发文字号|制定机关|公文种类|文件类型|公开方式|统一编号|登记号|文号|信息来源|作者|责任编辑|编辑|主题分类|主题词|体裁|效力"
    r"|有效性|时效性|字体|字号|浏览次数|浏览量|阅读次数|阅读|点击|访问量|打印|分享|保护视力色|标题|标\s*题|名\s*称|当前位置|您的位置|首页)"
    r"\s*[:：\]】>]"
)
_NUMBER_LINE = re.compile(r"\S{1,20}[〔\[（(【]\s*\d{4}\s*[〕\]）)】]\s*(?:第\s*)?\d+\s*号\s*")
_MAX_TITLE = 80  # characters


def frame_document(lines: Sequence[Line], quoted: Collection[int]) -> set[int]:
    """Mark contents, signatures and lists of annexes; the rows before which all sections end.

    What the document quotes of another (`quoted`) has contents of that one.
    """
    mark_contents(lines, quoted)
    ends = mark_signatures(lines)
    mark_annex_lists(lines)
    return ends


def frame_heads(lines: Sequence[Line], opens: Sequence[bool]) -> None:
    """Mark what stands before the first number, and after a signature before the next one."""
    head: list[Line] = []
    signed = False
    inside = False
    for line, opened in zip(lines, opens, strict=True):
        if opened:
            _mark_head(head, addressed=not signed)
            head, inside = [], True
        elif line.section == "落款":
            _mark_head(head, addressed=not signed)
            head, signed, inside = [], True, False
        elif not line.section and not inside:
            head.append(line)
    _mark_head(head, addressed=not signed)


def _mark_head(head: Sequence[Line], addressed: bool) -> None:
    """Mark title block, addressee and preamble in the lines `head` before a number."""
    addressee = next((row for row, line in enumerate(head) if _is_addressee(line)), None)
    if not addressed:
        addressee = None
    if addressee is None:
        titled = True
        for line in head:
            titled = titled and _in_title_block(line)
            line.frame(*(("题头", "heading") if titled else ("导语", "preamble")))
        return
    first = addressee
    while first and head[first - 1].text.rstrip().endswith(("，", "、", ",")):
        first -= 1
    for row, line in enumerate(head):
        if row < first:
            line.frame("题头", "heading")
        elif row <= addressee:
            line.frame("主送", "addressee")
        else:
            line.frame("导语", "preamble")


def _is_addressee(line: Line) -> bool:
    text = line.text.strip()
    return (
        not line.table
        and _ADDRESSEE.fullmatch(text) is not None
        and _ADDRESSED_TO.search(text) is not None
        and not _NOT_ADDRESSED.match(text)
        and not text.rstrip("：:").endswith(("如下", "下列", "以下"))
        and not _DECIDES.search(text)
        and not _HEADER_LINE.match(text)
    )


def _in_title_block(line: Line) -> bool:
    """Header fields, and short lines up to the first full sentence."""
    text = line.text.strip()
    known = _HEADER_LINE.match(text) or _NUMBER_LINE.fullmatch(text) or is_date(text)
    dated = re.match(
        r"[(（]?\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日.*(?:通过|公布|发布|修[正订]|施行|批准)|[(（]\d{4}\s*年",
        text,
    )
    short = len(text) <= _MAX_TITLE and not STOP.search(text)
    return bool(known or dated) or (short and not text.endswith(("：", ":", "，")))
