"""The frame of a document: title block, addressee, preamble, contents, list of annexes, signature.

Marks lines of `corpus.line` with those addresses and leaves the others as they are. A document that
another one issues (印发通知) has a title block and preamble of its own, after the signature.
"""

import re
from collections.abc import Sequence

from corpus.line import Line
from corpus.marker import read_marker, read_markers

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
_ADDRESSEE = re.compile(r"[^。；;!！?？]{2,400}[:：]")
_ADDRESSED_TO = re.compile(
    r"各|政府|部门|单位|公司|企业|机构|局|委|院|厅|同志|同胞|大学|学校|中心|协会"
    r"|朋友|纳税人|市民|居民|用户|家长|师生|旅客|业主|缴存人"
)
_NOT_ADDRESSED = re.compile(
    r"为|根据|按照|依据|现|经(?!济|开)|自(?!治|贸)|本(?!市|省|区|县|系统)|对|关于|如下|下列|以下|问|答|[\d一二三四五六七八九十]+[、.．]|[(（]"
)
_HEADER_LINE = re.compile(
    r"\s*[\[【(（]?\s*(?:(?:发布|成文|印发|公布|发文|生效|实施|施行|失效|更新|废止)(?:日期|时间)|时间|日期|来源|索\s*引\s*号|发布机构"
    r"|发布单位|发文机关|发文单位|发文字号|制定机关|公文种类|文件类型|公开方式|统一编号|登记号|文号|信息来源|作者|责任编辑|编辑|主题分类|主题词|体裁|效力"
    r"|有效性|时效性|字体|字号|浏览次数|浏览量|阅读次数|阅读|点击|访问量|打印|分享|保护视力色|标题|标\s*题|名\s*称|当前位置|您的位置|首页)"
    r"\s*[:：\]】>]"
)
_NUMBER_LINE = re.compile(r"\S{1,20}[〔\[（(【]\s*\d{4}\s*[〕\]）)】]\s*(?:第\s*)?\d+\s*号\s*")
_SENTENCE_END = re.compile(r"[。；;!！?？]")
_MAX_TITLE = 80  # characters

_CONTENTS = re.compile(r"[【\[]?\s*目\s*[录次]\s*[】\]]?")
_LEADER = re.compile(r"(?:[\s.…·・_\-—]{2,}|\t|…)\s*[-—]?\d{1,4}[-—]?\s*$")
_MAX_CONTENTS = 500  # lines
_MIN_ENTRIES = 3  # lines with a page number that make a table of contents without its title

_LIST_HEAD = re.compile(r"附\s?件?\s*[:：]\s*(?:$|\S)")
_LIST_ENTRY = re.compile(
    r"(?:附件\s*)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:-\d{1,2})?\s*[.．、:：]?\s*\S"
)
_MAX_ENTRY = 80  # characters
_MAX_LISTED = 60  # lines


def frame_document(lines: Sequence[Line]) -> set[int]:
    """Mark contents, signatures and lists of annexes; the rows before which all sections end."""
    _mark_contents(lines)
    ends = _mark_signatures(lines)
    _mark_annex_lists(lines)
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


def _mark_contents(lines: Sequence[Line]) -> None:
    """Mark a table of contents: by its title, or by page numbers at the ends of its lines."""
    names = [_entry(line.text) for line in lines]
    again = _next_rows(names)
    row = 0
    while row < len(lines):
        if _CONTENTS.fullmatch(lines[row].text.strip()):
            end = _contents_end(lines, names, row + 1)
        else:
            end = row
            while end < len(lines) and _is_leader(lines[end]):
                end += 1
            if end - row < _MIN_ENTRIES:
                end = _repeated_headings(lines, names, again, row)
            if end - row < _MIN_ENTRIES:
                row = max(end, row + 1)
                continue
        for line in lines[row:end]:
            line.frame("目录", "toc")
        row = max(end, row + 1)


def _contents_end(lines: Sequence[Line], names: Sequence[str], first: int) -> int:
    """The row after the last entry: where the first entry comes again, or entries cease."""
    end = first
    while end < len(lines) and len(lines[end].text) <= _MAX_TITLE:
        leads = _is_leader(lines[end])
        if end > first and names[end] and names[end] == names[first] and not leads:
            return end
        if _SENTENCE_END.search(lines[end].text) and not leads:
            break
        end += 1
    # No entry comes again literally: only lines that look like entries are believed.
    end = first
    while end < len(lines) and _is_leader(lines[end]):
        end += 1
    return end


def _next_rows(names: Sequence[str]) -> list[int]:
    """For each row the next one with the same name, -1 where there is none."""
    later: dict[str, int] = {}
    rows: list[int] = []
    for row in range(len(names) - 1, -1, -1):
        rows.append(later.get(names[row], -1) if names[row] else -1)
        later[names[row]] = row
    return rows[::-1]


def _repeated_headings(
    lines: Sequence[Line], names: Sequence[str], again: Sequence[int], first: int
) -> int:
    """The end of a run of headings that all come again right behind it: contents without title."""
    end = again[first]
    if end < first + _MIN_ENTRIES or end - first > _MAX_CONTENTS:
        return first
    if not read_markers(lines[first].text):
        return first
    for row in range(first, end):
        heading = len(lines[row].text) <= _MAX_TITLE and not _SENTENCE_END.search(lines[row].text)
        if not heading or lines[row].table or again[row] < end:
            return first
    return end


def _is_leader(line: Line) -> bool:
    text = line.text
    return not line.table and len(text) <= 120 and _LEADER.search(text) is not None


def _entry(text: str) -> str:
    """An entry without page number and blanks."""
    if len(text) > 120:
        return ""
    return re.sub(r"[\s.…·・_]+", "", _LEADER.sub("", text))


def _mark_signatures(lines: Sequence[Line]) -> set[int]:
    """Mark signatures: names of bodies, then a date alone on its line; the rows behind them."""
    ends: set[int] = set()
    said = False  # a signature signs something: a full sentence stands before it
    row = 0
    while row < len(lines):
        line = lines[row]
        text = line.text.strip()
        last = row
        if line.table or line.section or not said:
            said = said or bool(_SENTENCE_END.search(text)) or text.endswith((":", "："))
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
        if not (_NOTE.fullmatch(text) or _IMPRINT.match(text)):
            break
        lines[row].frame("落款", "signature")
        last = row
    return last


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
    if _STAMP.fullmatch(text):
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
    if row + 1 >= len(lines):
        return True
    text = lines[row + 1].text.strip()
    return text.startswith("附") or bool(_NOTE.fullmatch(text) or _IMPRINT.match(text))


def _mark_annex_lists(lines: Sequence[Line]) -> None:
    """Mark lists of annexes: `附件：1.…` and what goes on with it, where no annex begins there."""
    row = 0
    while row < len(lines):
        end = _annex_list_end(lines, row)
        for line in lines[row:end]:
            line.frame("附件说明", "annex")
        row = max(end, row + 1)


def _annex_list_end(lines: Sequence[Line], first: int) -> int:
    """The row after a list of annexes that begins at `first`, or `first` where none does."""
    if lines[first].section or lines[first].table or lines[first].opening != "line":
        return first
    text = lines[first].text.strip()
    headed = _LIST_HEAD.match(text) is not None
    marker = read_marker(text)
    annexes = marker is not None and marker.style == "annex" and text != marker.token
    if len(text) > 2 * _MAX_ENTRY or not (headed or annexes):
        return first
    end = first + 1
    while end < len(lines) and end - first < _MAX_LISTED and _is_entry(lines[end], headed):
        end += 1
    if headed and end == first + 1 and re.fullmatch(r"附\s?件?\s*[:：]", text):
        end = _bare_list_end(lines, first)
    listed = headed and (end > first + 1 or re.search(r"[:：]\s*[1一][.．、]", text) is not None)
    if not headed and end == first + 1:
        return first
    return end if listed or _list_closed(lines, end) else first


def _bare_list_end(lines: Sequence[Line], first: int) -> int:
    """The end of `附件：` with unnumbered names below it."""
    end = first + 1
    while end < len(lines) and end - first < _MAX_LISTED:
        text = lines[end].text.strip()
        stops = lines[end].section or lines[end].table or len(text) > _MAX_ENTRY
        if stops or _SENTENCE_END.search(text) or read_markers(text):
            break
        end += 1
    return end


def _is_entry(line: Line, headed: bool) -> bool:
    text = line.text.strip()
    if line.section or line.table or len(text) > _MAX_ENTRY or "。" in text:
        return False
    marker = read_marker(text)
    if marker is None:
        return False
    if marker.style == "annex":
        return text != marker.token
    return headed and marker.style in ("digit", "hanzi") and _LIST_ENTRY.match(text) is not None


def _list_closed(lines: Sequence[Line], end: int) -> bool:
    """Whether a signature, the end or the annex itself follows, and not the annex's own text."""
    if end >= len(lines) or lines[end].section in ("落款", "附件说明"):
        return True
    text = lines[end].text.strip()
    marker = read_marker(text)
    if marker is not None and marker.style == "annex":
        return True
    return bool(_NOTE.fullmatch(text) or _is_name(lines[end]) or _DATE_LINE.fullmatch(text))


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
        and not _HEADER_LINE.match(text)
    )


def _in_title_block(line: Line) -> bool:
    """Header fields, and short lines up to the first full sentence."""
    text = line.text.strip()
    known = _HEADER_LINE.match(text) or _NUMBER_LINE.fullmatch(text) or _DATE_LINE.fullmatch(text)
    dated = re.match(
        r"[(（]?\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日.*(?:通过|公布|发布|修[正订]|施行|批准)|[(（]\d{4}\s*年",
        text,
    )
    short = len(text) <= _MAX_TITLE and not _SENTENCE_END.search(text)
    return bool(known or dated) or (short and not text.endswith(("：", ":", "，")))
