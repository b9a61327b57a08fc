"""The title block of a document: title, number, header fields, the history of a regulation.

Reads only what stands above the text; what a signature says is `corpus.signature`'s.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.date import day_of, find_dates, is_date, iso_date
from corpus.document import Clause
from corpus.issuer import bodies_of_title, read_bodies
from corpus.statement import Line, Stated, lines

_KEYS = {
    "标题": "title", "文件标题": "title", "文件名称": "title", "名称": "title",
    "文号": "number", "发文字号": "number", "发文文号": "number", "文件编号": "number",
    "发文机关": "issuer", "发文单位": "issuer", "制定机关": "issuer", "发布机构": "issuer",
    "发布机关": "issuer", "发布单位": "issuer", "印发机关": "issuer",
    "成文日期": "issued", "印发日期": "issued", "发文日期": "issued", "签发日期": "issued",
    "成文时间": "issued", "印发时间": "issued", "发文时间": "issued",
    "发布日期": "published", "发布时间": "published", "公布日期": "published",
    "公开日期": "published", "公布时间": "published",
    "生效日期": "effective", "施行日期": "effective", "实施日期": "effective",
    "失效日期": "expires", "废止日期": "expires",
}  # fmt: skip
_FIELD = re.compile(
    r"(?P<key>[\u4e00-\u9fff]{2,6}|[\u4e00-\u9fff](?:[ \u3000]+[\u4e00-\u9fff]){1,2})\s*[:：]"
    r"\s*(?P<value>.*?)(?=\s+[\u4e00-\u9fff]{2,6}\s*[:：]|$)"
)
_ANY_FIELD = re.compile(
    r"[【\[]?\s*(?:[\u4e00-\u9fff]{1,6}(?:\s[\u4e00-\u9fff])?"
    r"|[\u4e00-\u9fff](?:[ \u3000]+[\u4e00-\u9fff]){1,2})\s*[】\]]?\s*[:：]"
)
_YEAR = r"\s*(?:19|20)\d\d\s*年?\s*"
_NUMBER = (
    rf"(?:[\u4e00-\u9fff]{{1,16}}[〔\[（(【［﹝]{_YEAR}[〕\]）)】］﹞]\s*(?:第\s*)?\d+\s*号"
    rf"|[\u4e00-\u9fff、]{{2,40}}?(?:令|公告|通告)\s*(?:{_YEAR})?第\s*[\d一二三四五六七八九十百]+\s*号"
    rf"|{_YEAR}第\s*\d+\s*号)"
)
_NUMBER_LINE = re.compile(rf"[（(〔\[【]?\s*(?P<number>{_NUMBER})\s*[）)〕\]】]?")
_NUMBER_BEHIND = re.compile(rf"[（(]\s*(?P<number>{_NUMBER})\s*[）)]$")
_ORDERS = re.compile(
    r"(?:[\u4e00-\u9fff]{2,24}令第\s*\d+\s*号、?)+|(?:[\u4e00-\u9fff、]{2,40}令第\s*\d+\s*号)"
)
_HEAD = re.compile(r"(?P<bodies>[\u4e00-\u9fff、\s]{2,60}?)\s*(?:令|公告|通告)")
_HEAD_NUMBER = re.compile(
    rf"[（(]?\s*(?P<number>(?:{_YEAR})?第\s*[\d一二三四五六七八九十百]+\s*号)\s*[）)]?"
)
_KIND = (
    r"通知|意见|办法|规定|细则|方案|措施|条例|决定|决议|公告|通告|规划|计划|纲要|要点|指南|指引|清单|目录|标准|"
    r"规程|规则|函|批复|报告|通报|制度|章程|政策|行动|规范|举措|解读|答复|说明|命令|令|公报|倡议书|汇编"
)
_COMPLETE = re.compile(rf"(?:{_KIND})(?:[（(《〈【][^()（）]{{1,30}}[)）》〉】])*$")
_STAGE = re.compile(
    r"[（(](?:试行|暂行|征求意见稿|草案|修订|修订版|送审稿|试行稿|\d{4}年[^()（）]{1,8}"
    r"|\d{4}\s*年?\s*[-—–－~～至]+\s*\d{4}\s*年?(?:度)?)[)）]"
)
_NO_TITLE = re.compile(
    r"签发人|特急|加急|机密|秘密|[\d\W]+$|首页|当前位置|您(?:现在)?的?位置|字号|打印|分享"
)
_RED_HEAD = re.compile(r"(?P<bodies>[\u4e00-\u9fff\s、]{2,40})文件")
_ISSUES = re.compile(r"公布|发布|颁布|印发")
_OTHER_EVENT = re.compile(r"修订|修正|修改|通过|批准|废止")
_MAX_TITLE_LINES = 5


@dataclass
class TitleBlock:
    """What the title block states, each with its slice; `numbers` in reading order."""

    title: Stated | None = None
    numbers: list[Stated] = field(default_factory=list)
    issuers: Stated | None = None
    fields: dict[str, Stated] = field(default_factory=dict)
    issued: Stated | None = None
    effective: Stated | None = None
    at_once: Stated | None = None


def read_title_block(clauses: Sequence[Clause]) -> TitleBlock:
    """The title block of a document's clauses; empty where the outline found none."""
    block = TitleBlock()
    rest: list[Line | None] = []  # None parts what does not follow directly on another
    before: Line | None = None
    for line in lines(c for c in clauses if c.section == "题头"):
        if before is not None and _read_heading_number(before, line, block):
            rest[-1:] = [None, None]
        elif _read_line(line, block):
            rest.append(None)
        else:
            rest.append(line)
        before = rest[-1]
    _read_title(rest, block)
    if block.title is None:
        block.title = block.fields.get("title")
    if block.issuers is None and block.title is not None:
        bodies = bodies_of_title(block.title.value)
        if bodies:
            block.issuers = block.title._replace(value="、".join(bodies))
    return block


def _read_line(line: Line, block: TitleBlock) -> bool:
    """Whether the line is something else than a part of the title; what it states is kept."""
    text = line.text
    if _ANY_FIELD.match(text):
        _read_fields(line, block)
        return True
    if found := _NUMBER_LINE.fullmatch(text):
        block.numbers.append(line.part(found["number"], found.start("number"), found.end("number")))
        return True
    if is_date(text):
        day = iso_date(text)
        if day and block.issued is None:
            block.issued = line.stated(day)
        return True
    if found := _RED_HEAD.fullmatch(text):
        bodies = read_bodies(found["bodies"])
        if bodies:
            block.issuers = line.stated("、".join(bodies))
        return bool(bodies)
    if text.startswith(("自发布之日", "发布之日", "自公布之日")):
        block.at_once = line.stated(text)
        return True
    return _read_history(line, block) or _NO_TITLE.match(text) is not None


def _read_heading_number(above: Line, line: Line, block: TitleBlock) -> bool:
    """Whether two lines are the head of an order or announcement: `甲市人民政府令`, `第12号`."""
    head, number = _HEAD.fullmatch(above.text), _HEAD_NUMBER.fullmatch(line.text)
    if head is None or number is None:
        return False
    value = above.text + number["number"]
    block.numbers.append(Stated(value, above.start, line.start + number.end("number")))
    bodies = read_bodies(head["bodies"])
    if bodies:
        block.issuers = above.part("、".join(bodies), 0, head.end("bodies"))
    return True


def _read_fields(line: Line, block: TitleBlock) -> None:
    for found in _FIELD.finditer(line.text.replace("【", " ").replace("】", " ")):
        name, value = _KEYS.get("".join(found["key"].split())), found["value"].strip()
        if name is None or not value:
            continue
        stated = line.part(value, found.start("value"), found.start("value") + len(value))
        if name in ("issued", "published", "effective", "expires"):
            day = iso_date(value)
            if day is None:
                continue
            stated = stated._replace(value=day)
        if name == "number":
            if _NUMBER_LINE.fullmatch(value):
                block.numbers.append(stated)
            continue
        if name == "issuer" and not read_bodies(value):
            continue
        block.fields.setdefault(name, stated)


def _read_history(line: Line, block: TitleBlock) -> bool:
    """`2004年8月1日国务院令第413号公布 自2004年10月1日起施行`, in brackets or not."""
    dates = find_dates(line.text)
    if not dates or line.text[: dates[0].start()].strip(" （(　根据自经由"):
        return False
    edges = [*(found.start() for found in dates[1:]), len(line.text)]
    event = False
    for found, end in zip(dates, edges, strict=True):
        after, day = line.text[found.end() : end], day_of(found)
        event = event or bool(_ISSUES.search(after) or _OTHER_EVENT.search(after))
        if re.match(r"\s*起?(?:施行|实施|生效)", after):
            event = True
            if day and block.effective is None:
                block.effective = line.part(day, found.start(), found.end())
        elif day and _ISSUES.search(after) and not _OTHER_EVENT.search(after):
            if block.issued is None:
                block.issued = line.part(day, found.start(), found.end())
                _read_order(line, found.end(), end, block)
        if re.search(r"自(?:发布|公布)之日起?(?:施行|实施)", after):
            block.at_once = line.stated(line.text)
    return event


def _read_order(line: Line, start: int, end: int, block: TitleBlock) -> None:
    """Number and issuers of `国务院令第413号公布`, issuers of `国务院发布`."""
    text = line.text[start:end]
    order = _ORDERS.search(text)
    if order:
        number = order[0].rstrip("、")
        first = start + order.start()
        block.numbers.append(line.part(number, first, first + len(number)))
    named = re.match(r"\s*(?P<bodies>[\u4e00-\u9fff、\s]+?)(?:令第|公布|发布|颁布|印发)", text)
    if named is None:
        return
    whole = re.sub(r"令第\s*\d+\s*号", "", order[0]) if order else named["bodies"]
    bodies = read_bodies(whole)
    if bodies:
        first = start + (order.start() if order else named.start("bodies"))
        last = start + (order.end() if order else named.end("bodies"))
        block.issuers = line.part("、".join(bodies), first, last)


def _read_title(rest: Sequence[Line | None], block: TitleBlock) -> None:
    """The first lines that end as names of documents do, else the first line.

    subtle: a page's own headline above the document (`…大会圆满落幕`) does not.
    """
    starts = [row for row, line in enumerate(rest) if line and (row == 0 or not rest[row - 1])]
    runs = [_title_lines(rest, row) for row in starts]
    run = next((run for run in runs if _is_complete(run[-1])), None)
    if run is None:
        if not runs:
            return
        run = runs[0][:1]
    last = run[-1]
    end = last.end
    if found := _NUMBER_BEHIND.search(last.text):
        block.numbers.append(last.part(found["number"], found.start("number"), found.end("number")))
        end = last.start + found.start()
        run[-1] = last._replace(text=last.text[: found.start()].rstrip())
    block.title = Stated(_joined([line.text for line in run]), run[0].start, end)


def _title_lines(rest: Sequence[Line | None], first: int) -> list[Line]:
    """The lines from `first` up to one that completes a title, with its stage (试行) behind it."""
    run: list[Line] = []
    for line in rest[first : first + _MAX_TITLE_LINES]:
        if line is None:
            break
        if run and _is_complete(run[-1]) and not _STAGE.fullmatch(line.text):
            break
        run.append(line)
    return run


def _is_complete(line: Line) -> bool:
    text = _NUMBER_BEHIND.sub("", line.text)
    return bool(_COMPLETE.search(text) or _STAGE.fullmatch(text))


def _joined(parts: Sequence[str]) -> str:
    """The lines of a title as one: a blank only between the names of bodies."""
    title = parts[0]
    for before, after in pairwise(parts):
        title += (" " if read_bodies(before) and read_bodies(after) else "") + after
    return title
