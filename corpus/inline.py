"""Lines that hold several sections: cut where a marker may begin inside a line.

A text whose line breaks were lost reads `…如下：一、总体要求（一）…。（二）…。二、…`. Every place
where a marker could begin is cut here; `corpus.tree` decides by sequence which of them do, and
`glue` puts the others back. Blanks that stand for lost line breaks are cut for good.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.line import Break, Line
from corpus.lost_frame import cut_frame
from corpus.marker import RANK, Style, read_markers

_N = "[〇零一二三四五六七八九十百]{1,7}"
_D = r"[0-9０-９]{1,2}"
_MARK = (
    rf"[(（]\s*(?:{_N}|{_D})\s*[)）]|{_N}[、.．]|{_D}[.．、](?![0-9０-９]+(?:[.．\s]|$))|{_D}[)）]"
    rf"|第{_N}[编章节条]|[①-⑳㉑-㉟㊱-㊿⑴-⒛㈠-㈩]|问[:：]"
)
_BLANK = r"[^\S\n]"
_PLACE = re.compile(rf"(?<=[。！？!?；;：:”’）)】\]])(?={_MARK})|{_BLANK}+(?={_MARK}|附件)")
_TIGHT = re.compile(
    rf"(?<=[\u4e00-\u9fff”）)])(?<![〇零一二三四五六七八九十百第])(?<!附[件表录])"
    rf"(?=[(（](?:{_N}|{_D})[)）]|{_D}[.．、]\D|一[、.．]\D|第{_N}[编章节条])"
)
# 将第一条修改为, 增加一条作为第四条: an article that an order of an amendment names, it opens none.
_ORDERED = re.compile(r"(?:将|把|删[去除掉]|作为|改为)$")
_ORDER = re.compile(
    rf"第{_N}[编章节条](?:第{_N}[款项]|第?[(（]{_N}[)）]项)*(?:相应|顺次)?(?:修改|修订|调整|改)为"
)
_RESPONSIBLE = re.compile(r"[(（\[【][^()（）]{0,8}(?:单位|部门|牵头|责任)[^。]*[)）\]】]$")
_LOOKED_AT = 100  # characters of the text behind a cut that the marker is read from
_SHORT_NAME = 30  # characters; a heading of at most this length may run into the next marker
_MIN_LOST = 2  # markers behind sentence ends, before line breaks count as lost

_MIN_ARTICLES = 3  # the same for articles that their text follows without a blank

_LOST_BLANK = re.compile(rf"(?<=[。：:；;！？!?”）)]){_BLANK}+(?=\S)|\u3000{{2,}}(?=\S)")
_DATE = (
    r"(?:\d{4}|[〇○零一二三四五六七八九]{4})\s?年\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})"
    r"\s?月\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?日"
)
_SIGNED = re.compile(
    rf"(?<=[。：）)\s]){_BLANK}*(?:[^\s。，；：]{{3,30}}{_BLANK}+){{1,6}}{_DATE}(?=\s|$)"
)
_MIN_RUN = 150  # characters of a line, before blanks in it can stand for lost line breaks


def cut(lines: Sequence[Line]) -> tuple[list[Line], bool]:
    """The lines cut at every possible marker, and whether the document lost its line breaks."""
    whole = [piece for line in lines for piece in _cut_blanks(line)]
    pieces = [piece for line in whole for piece in _cut_markers(line)]
    lost = _lost(pieces)
    return (list(cut_frame(pieces)) if lost else pieces), lost


def glue(text: str, lines: Sequence[Line], opened: Sequence[bool]) -> list[int]:
    """The rows of `lines` that stay; what follows them up to the next is put back into them."""
    kept: list[int] = []
    for row, line in enumerate(lines):
        if line.opening == "line" or opened[row] or not kept:
            kept.append(row)
        else:
            head = lines[kept[-1]]
            head.end = line.end
    for row in kept:
        lines[row].text = text[lines[row].start : lines[row].end]
    return kept


def _lost(pieces: Sequence[Line]) -> bool:
    """Whether markers of one kind begin inside lines as often as at the beginning of lines."""
    inside: Counter[Style] = Counter()
    outside: Counter[Style] = Counter()
    article = 0  # 第一条甲。第二条乙。: doubtful one by one, but not where they count on
    for piece in pieces:
        for marker in read_markers(piece.text)[:1]:
            if marker.style == "article" and piece.opening in ("sentence", "tight"):
                article += marker.number == article + 1
            if not marker.doubtful and RANK[marker.style] <= RANK["digit"]:
                if piece.opening == "sentence":
                    inside[marker.style] += 1
                elif piece.opening == "line":
                    outside[marker.style] += 1
    if article >= _MIN_ARTICLES and not outside:
        return True
    return any(n >= _MIN_LOST and n >= outside[style] for style, n in inside.items())


def _cut_blanks(line: Line) -> Iterator[Line]:
    """The line cut at blanks where they clearly stand for line breaks."""
    text = line.text
    if line.table or len(text) < _MIN_RUN or len(_LOST_BLANK.findall(text)) < 2:
        yield line
        return
    cuts = {found.end() for found in _LOST_BLANK.finditer(text)}
    first = _PLACE.search(text)
    head = first.start() if first else 0
    # Title, addressee and preamble stand before the first number, parted by blanks alone.
    cuts.update(m.end() for m in re.finditer(rf"{_BLANK}+(?=\S)", text[: head or _MIN_RUN]))
    for signed in _SIGNED.finditer(text):
        cuts.add(signed.start())
        cuts.update(signed.start() + m.end() for m in re.finditer(rf"{_BLANK}+", signed[0]))
        cuts.add(signed.end())
    yield from _parts(line, [(at, "line") for at in sorted(cuts)])


def _cut_markers(line: Line) -> Iterator[Line]:
    if line.table:
        yield line
        return
    text = line.text
    cuts: dict[int, Break] = {}
    last = 0
    for found in _PLACE.finditer(text):
        at = found.end()
        if at and read_markers(text[at : at + _LOOKED_AT]) and not _is_ordered(text, at):
            opening = _opening(text[max(last, at - 300) : at])
            if opening:
                cuts[at] = opening
                last = at
    for found in _TIGHT.finditer(text):
        at = found.end()
        begins = read_markers(text[at : at + _LOOKED_AT]) and not _is_ordered(text, at)
        if at not in cuts and begins:
            cuts[at] = "tight"
    yield from _parts(line, sorted(cuts.items()))


def _is_ordered(text: str, at: int) -> bool:
    """Whether the marker at `at` is the article that an order of an amendment is about."""
    if text[at : at + 1] != "第":
        return False
    return bool(_ORDER.match(text, at) or _ORDERED.search(text[max(0, at - 2) : at]))


def _opening(before: str) -> Break | None:
    """How a marker is set off by the text before it, None where it is not."""
    bare = before.rstrip()
    blank = len(bare) < len(before) and "\n" not in before[len(bare) :]
    if blank or bare[-1:] in "。！？!?":
        return "sentence"
    if _RESPONSIBLE.search(bare) or re.search(r"[。！？!?；;][”’）)】\]]+$", bare):
        return "sentence"
    return "list" if bare[-1:] in "；;：:）)】]" else None


def _parts(line: Line, cuts: Sequence[tuple[int, Break]]) -> Iterator[Line]:
    start: int = 0
    opening = line.opening
    for at, following in (*cuts, (len(line.text), "line")):
        part = line.part(start, at, opening)
        if part.text:
            yield part
            opening = following
        start = at
