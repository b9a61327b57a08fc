"""How a text ends: the names of bodies and the date that sign it, its notes, its imprint (版记)."""

import re
from collections.abc import Sequence

from corpus.line import STOP, Line
from corpus.marker import read_marker
from corpus.site import is_site_line

_HANZI_DAY = "[一二三四五六七八九十]{1,3}"
_DATE = (
    r"(?:\d{4}|[〇○Ｏ零一二三四五六七八九]{4})\s*年"
    rf"\s*(?:\d{{1,2}}|{_HANZI_DAY})\s*月\s*(?:\d{{1,2}}|{_HANZI_DAY})\s*日"
)
_DATE_LINE = re.compile(rf"\s*{_DATE}\s*")
_BODY = (
    r"(?:政府|局|委|委员会|办公室|办公厅|厅|部|院|会|署|行|公司|中心|组|社|处|司|集团|大学|学院|站|队|所"
    r"|指挥部|专班|常委会|银行|支行|分局|管委会|机制)"
)
_BODY_NAME = re.compile(rf"[^。；;，,：:!！?？]{{2,60}}{_BODY}(?:[ 　(（].*)?")
_STAMP = re.compile(r"[(（][^()（）]{0,20}(?:章|代|盖)[)）]?[^()（）]{0,6}[)）]")
_SIGNED_LINE = re.compile(rf"[^。；;：:!！?？]{{2,80}}{_BODY}[\s　]+{_DATE}\s*")
_NOTE = re.compile(
    r"[(（](?:此件|本文|联系|公开|主动公开|依申请|信息公开|有效期)[^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*[)）][。]?"
)
_IMPRINT = re.compile(
    rf"(?:抄送|主送|主题词|公开方式|公开属性|信息公开选项|公开类别)\s*[:：]|.{{2,40}}{_DATE}\s*印发\s*$"
)
# 市长：甲某 / 主 任　乙 某: who signs an order, with or without the body before the office
_OFFICE = (
    r"[\u4e00-\u9fff]{0,20}?代?(?:[市省区县州盟旗镇乡局厅部署行会院社]\s*长|委员长|秘书长"
    r"|主\s*[任席]|总\s*理|书\s*记|检察长|总经理)"
)
_PERSON = re.compile(
    rf"(?:{_OFFICE}(?:\s*[:：]\s*|\s+)"
    r"[\u4e00-\u9fff·×某]{1,4}(?:[ \u3000]+[\u4e00-\u9fff]{1,2})?\s*){1,6}"
)
_PAGE_NUMBER = re.compile(r"[-—–－]\s*\d{1,4}\s*[-—–－]")
_MAX_SITE = 60  # lines of a page that may stand behind a document
_MAX_SITE_LINE = 80  # characters


def mark_signatures(lines: Sequence[Line]) -> set[int]:
    """Mark signatures: names of bodies, then a date alone on its line; the rows behind them."""
    _mark_site(lines)
    ends: set[int] = set()
    said = False  # a signature signs something: a full sentence stands before it
    row = 0
    while row < len(lines):
        line = lines[row]
        text = line.text.strip()
        last = row
        if line.table or line.section or not said:
            said = said or bool(STOP.search(text)) or text.endswith((":", "："))
        elif _DATE_LINE.fullmatch(text) or _SIGNED_LINE.fullmatch(text):
            first = row
            while first > 1 and _is_name(lines[first - 1]):
                first -= 1
            if first < row and _begins_name(lines, first - 1):
                first -= 1
            alone = first == row and not _SIGNED_LINE.fullmatch(text)
            if not alone or _ends_document(lines, row):
                last = _sign(lines, first, row)
                ends.add(last + 1)
        elif _IMPRINT.match(text):
            line.frame("落款", "signature")
        row = last + 1
    _sign_undated(lines)
    return ends


def _sign(lines: Sequence[Line], first: int, date: int) -> int:
    """Mark rows `first` to `date` and the notes below them; the last row marked."""
    for line in lines[first : date + 1]:
        line.frame("落款", "signature")
    last = date
    for row in range(date + 1, min(date + 6, len(lines))):
        text = lines[row].text.strip()
        note = _NOTE.fullmatch(text) or _IMPRINT.match(text) or _PAGE_NUMBER.fullmatch(text)
        if not (note or is_site_line(text)):
            break
        lines[row].frame("落款", "signature")
        last = row
    return last


def _mark_site(lines: Sequence[Line]) -> None:
    """Mark what a web page has behind the document, down to the names of related pages."""
    first = len(lines)
    for row in range(len(lines) - 1, max(len(lines) - 1 - _MAX_SITE, 0), -1):
        text = lines[row].text.strip()
        if is_site_line(text):
            first = row
        elif lines[row].table or len(text) > _MAX_SITE_LINE or STOP.search(text):
            break
        elif is_date(text) or read_marker(text) is not None:
            break
    for line in lines[first:]:
        line.frame("落款", "signature")


def _sign_undated(lines: Sequence[Line]) -> None:
    """Mark a body's name that ends the document without a date."""
    last = len(lines) - 1
    while last > 1 and not lines[last].section and _NOTE.fullmatch(lines[last].text.strip()):
        last -= 1
    if last < 2 or lines[last].section or not _is_name(lines[last]):
        return
    text = lines[last].text.strip()
    ended = lines[last - 1].text.rstrip().endswith(("。", "！")) or lines[last - 1].section
    if (
        ended
        and len(text) <= 30
        and text.endswith(("政府", "局", "委员会", "办公室", "办公厅", "厅"))
    ):
        for line in lines[last:]:
            line.frame("落款", "signature")


def _is_name(line: Line) -> bool:
    text = line.text.strip()
    if line.table or line.section or len(text) > 80:
        return False
    if _STAMP.fullmatch(text) or _PERSON.fullmatch(text):
        return True
    return _BODY_NAME.fullmatch(text) is not None and read_marker(text) is None


def _begins_name(lines: Sequence[Line], row: int) -> bool:
    """Whether a long name of a body was broken, so that this line is its beginning."""
    text = lines[row].text.strip()
    plain = re.fullmatch(r"[\u4e00-\u9fff]{6,30}", text) is not None
    ended = row > 0 and lines[row - 1].text.rstrip().endswith(("。", "！", "）", ")"))
    return plain and ended and not lines[row].section and read_marker(text) is None


def _ends_document(lines: Sequence[Line], row: int) -> bool:
    """Whether nothing follows but annexes and notes."""
    if row + 1 >= len(lines) or lines[row + 1].section == "落款":
        return True
    text = lines[row + 1].text.strip()
    return text.startswith("附") or bool(_NOTE.fullmatch(text) or _IMPRINT.match(text))


def is_date(text: str) -> bool:
    """Whether a date is all that the text holds."""
    return _DATE_LINE.fullmatch(text) is not None


def begins_signature(line: Line) -> bool:
    """Whether the line is what a signature begins with: a name, a date or a note."""
    text = line.text.strip()
    return is_date(text) or _NOTE.fullmatch(text) is not None or _is_name(line)
