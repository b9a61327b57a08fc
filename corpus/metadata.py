"""What a document says of itself: title, number, issuer, dates; and where it contradicts itself.

Only what stands in the title block, the signature or a closing clause is read; a sidecar
(`corpus.sidecar`) corrects it.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from corpus.document import Clause, Metadata
from corpus.marker import number_of

_DATE = re.compile(
    r"(\d{4}|[〇○零一二三四五六七八九]{4})[年.\-/]"
    r"(\d{1,2}|[一二三四五六七八九十]+)[月.\-/](\d{1,2}|[一二三四五六七八九十]+)日?"
)
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[（(【]\s*\d{4}\s*[〕\]）)】]\s*(?:第\s*)?\d+\s*号")
_PUBLISHED = re.compile(r"(?:发布|公布)(?:日期|时间)\s*[:：]")
_FIELD = re.compile(r"^\s*\S{2,6}\s*[:：]")
_EFFECTIVE = re.compile(
    r"自\s*(\d{4}年\d{1,2}月\d{1,2}日)\s*起?(?:开始)?(?:正式)?(?:施行|实施|生效|执行)"
)
_AT_ONCE = re.compile(
    r"(?:本\S{1,6}|^|[,，。\s])自(?:发布|公布|印发|颁布)之日起(?:施行|实施|生效|执行)"
)
# subtle: `登记结果有效期三年` is not the document's; its own stands alone or after 本办法.
_VALID = re.compile(
    r"(?:^|[,，。;；\s]|本(?:办法|细则|意见|规定|措施|政策|方案|通知|文件|规范|条例))"
    r"有效期(?:限)?(?:暂定)?(?:为|至|到|截至|自)?\s*"
    r"(?:(?P<years>\d{1,2}|[一二三四五六七八九十]{1,2})年|"
    r"(?:\d{4}年\d{1,2}月\d{1,2}日起?[至到])?(?P<day>\d{4}年\d{1,2}月\d{1,2}日))"
)
_CARRIED = re.compile(r"施行|实施|生效|执行|^有效期|本\S{1,4}有效期")
_ENDS = re.compile(r"(?:同时|同步|即行|予以|一并|自行|随之)?(?:废止|失效)|停止执行")
_ABOUT_REPEAL = re.compile(r"关于废止(《[^《》]+》.*)")
_ABOUT_CHANGE = re.compile(r"关于修(?:改|订)(《[^《》]+》.*)")
_CHANGES = re.compile(
    r"(?:对|将)((?:《[^《》]+》(?:[(（][^)）]*[)）])?[、和]?)+)(?:作|做|进行)(?:出)?(?:如下|以下)(?:修改|修订)"
)
_NAME = re.compile(r"《([^《》]+)》")


def iso_date(text: str) -> str | None:
    """The first date in `text` as `YYYY-MM-DD`, or None: `二〇一九年十一月七日` -> `2019-11-07`."""
    found = _DATE.search(text)
    if found is None:
        return None
    year, month, day = (number_of(part.replace("○", "〇")) for part in found.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def read_metadata(clauses: Sequence[Clause]) -> Metadata:
    """What the clauses of one document say of it; None for what they do not."""
    header = [c.text.strip() for c in clauses if c.section == "题头"]
    signature = [c.text.strip() for c in clauses if c.section == "落款"]
    title = next(
        (
            t
            for t in header
            if not _FIELD.match(t) and not _DATE.match(t) and not _NUMBER.fullmatch(t)
        ),
        None,
    )
    number = next((found[0] for t in header if (found := _NUMBER.search(t))), None)
    published = next((iso_date(t) for t in header if _PUBLISHED.match(t)), None)
    issuers = [t for t in signature if not _DATE.match(t)]
    issued = next((d for t in reversed(signature) if (d := iso_date(t))), None)
    effective = next(
        (iso_date(found[1]) for c in reversed(clauses) if (found := _EFFECTIVE.search(c.text))),
        None,
    )
    if effective is None and any(_AT_ONCE.search(c.text) for c in clauses):
        effective = issued
    return Metadata(
        title=title,
        number=number,
        issuer="、".join(issuers) or None,
        issued=issued,
        published=published,
        effective=effective,
        expires=_expires(clauses, effective),
        repeals=_repeals(clauses, title),
        amends=_amends(clauses, title),
    )


def _sentences(clauses: Sequence[Clause]) -> Iterator[str]:
    for clause in clauses:
        if clause.kind in ("item", "paragraph", "tail", "preamble"):
            yield from (s.strip() for s in re.split(r"[。\n]", clause.text) if s.strip())


def _expires(clauses: Sequence[Clause], effective: str | None) -> str | None:
    """The last day of the document's own term: three years from 2024-01-01 end 2026-12-31."""
    for sentence in reversed(list(_sentences(clauses))):
        found = _VALID.search(sentence)
        if not found or not _CARRIED.search(sentence):
            continue
        if found["day"]:
            return iso_date(found["day"])
        if effective:
            return _last_day(effective, number_of(found["years"]))
    return None


def _last_day(first: str, years: int) -> str | None:
    try:
        begins = date.fromisoformat(first)
        # subtle: a term from 29 February ends on 28 February of a year without a 29th.
        leap = (begins.month, begins.day) == (2, 29)
        after = date(begins.year + years, 3, 1) if leap else begins.replace(begins.year + years)
    except ValueError:
        return None
    return (after - timedelta(days=1)).isoformat()


def _repeals(clauses: Sequence[Clause], title: str | None) -> tuple[str, ...]:
    """The documents whose end a sentence states, and those that the title says it repeals."""
    names: list[str] = []
    if title and (about := _ABOUT_REPEAL.search(title)):
        names += _NAME.findall(about[1])
    for sentence in _sentences(clauses):
        previous = ""
        for part in re.split(r"[,，;；]", sentence):
            if ends := _ENDS.search(part):
                names += _listed(part[: ends.start()]) or (
                    _listed(previous) if ends.start() == 0 else []
                )
            previous = part
    return tuple(dict.fromkeys(names))


def _listed(text: str) -> list[str]:
    """The documents of a list that is nothing else: `原《甲》(乙〔2020〕1号)、《丙》`."""
    rest = re.sub(r"《[^《》]+》|[(（〔\[][^)）]*[)）]", "", text)
    rest = re.sub(r"附件|原|此前|以前|印发|发布|的|同时|[、和及与\s\d.]", "", rest)
    if len(rest) > 12 or re.search("按照|根据|依据|修|第", rest):
        return []
    return _NAME.findall(text)


def _amends(clauses: Sequence[Clause], title: str | None) -> tuple[str, ...]:
    names: list[str] = []
    if title and (about := _ABOUT_CHANGE.search(title)):
        names += _NAME.findall(about[1])
    for sentence in _sentences(clauses):
        for found in _CHANGES.finditer(sentence):
            names += _NAME.findall(found[1])
    return tuple(dict.fromkeys(names))


def contradictions(metadata: Metadata) -> tuple[str, ...]:
    """One sentence for each pair of statements that cannot both be right."""
    found = []
    if metadata.published and metadata.issued and metadata.published < metadata.issued:
        found.append(
            f"页眉的发布日期（{metadata.published}）早于落款日期（{metadata.issued}），"
            "页眉可能属于另一网页，请以落款为准。"
        )
    return tuple(found)


def in_force(metadata: Metadata, day: str) -> bool:
    """Whether a document is in force on `day` (`YYYY-MM-DD`) as far as its dates say.

    Without an effective date it counts from the day of issue; without an end it has none.
    """
    begins = metadata.effective or metadata.issued
    return (begins is None or begins <= day) and (
        metadata.expires is None or day <= metadata.expires
    )
