"""Title, addressee and signature of a text whose line breaks vanished without even a blank.

`…的通知各区人民政府：为做好…` is cut behind the title and the addressee, `…完。市政府2025年5月6日`
before the body and the date. Called by `corpus.inline` once it knows that breaks are lost.
"""

import re
from collections.abc import Iterator, Sequence

from corpus.line import Line
from corpus.marker import read_marker

_KINDS = (
    r"(?:通知|意见|办法|规定|细则|方案|措施|条例|决定|公告|通告|规划|计划|要点|指南|函|批复)"
    r"(?:[（(][^()（）]{2,12}[）)])?"
)
_NUMBER = r"[\u4e00-\u9fff]{1,16}[〔\[（(]\s*\d{4}\s*[〕\]）)]\s*(?:第\s*)?\d+\s*号"
_TO = r"(?:各|市政府|省政府|有关|广大|全[市省区县体])[^。；;：:]{1,200}[：:]"
_BEGINS = r"为(?:了|进一步|贯彻|深入|推|做|加|落|规|促|全)|根据|按照|依据|现将|现就|经[^营济]"
_HEAD = re.compile(
    rf"(?P<title>[^。；;：:\n]{{6,100}}?{_KINDS})(?P<number>{_NUMBER})?"
    rf"(?:(?P<to>{_TO})|(?=(?P<body>{_BEGINS})|$))"
)
_DATE = (
    r"(?:\d{4}|[〇○零一二三四五六七八九]{4})年(?:\d{1,2}|[一二三四五六七八九十]{1,2})月"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
_BODY = r"(?:政府|局|委|委员会|办公室|办公厅|厅|部|院|会|署|行|公司|中心|领导小组|指挥部)"
_FOOT = re.compile(
    rf"(?<=[。！])(?P<name>[\u4e00-\u9fff（）()]{{3,60}}{_BODY})(?P<date>{_DATE})"
    r"(?P<note>[（(](?:此件|联系)[^()（）]*[）)])?(?=$|附件|[（(])"
)


def cut_frame(pieces: Sequence[Line]) -> Iterator[Line]:
    """The pieces of a text with lost line breaks, its frame cut off as lines of their own."""
    for row, piece in enumerate(pieces):
        first = row == 0 and len(pieces) > 1 and read_marker(piece.text) is None
        cuts = [*(_head(piece.text) if first else ()), *_foot(piece.text)]
        if piece.table or not cuts:
            yield piece
            continue
        start, opening = 0, piece.opening
        for at in (*sorted(set(cuts)), len(piece.text)):
            part = piece.part(start, at, opening)
            if part.text:
                yield part
                opening = "line"
            start = at


def _head(text: str) -> list[int]:
    found = _HEAD.match(text)
    if not found or not (found["to"] or found["number"] or found["body"]):
        return []
    return [found.end(name) for name in ("title", "number", "to") if found[name] is not None]


def _foot(text: str) -> list[int]:
    return [
        at
        for found in _FOOT.finditer(text)
        for at in (found.start("name"), found.start("date"), found.end("date"), found.end())
    ]
