"""What a document says of itself: title, number, issuer, dates; and where it contradicts itself.

Only what stands in the title block, the signature or a closing clause is read; a sidecar
(`corpus.sidecar`) corrects it.
"""

import re
from collections.abc import Sequence

from corpus.document import Clause, Metadata
from corpus.marker import number_of

_DATE = re.compile(
    r"(\d{4}|[〇○零一二三四五六七八九]{4})[年.\-/]"
    r"(\d{1,2}|[一二三四五六七八九十]+)[月.\-/](\d{1,2}|[一二三四五六七八九十]+)日?"
)
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[（(【]\s*\d{4}\s*[〕\]）)】]\s*(?:第\s*)?\d+\s*号")
_PUBLISHED = re.compile(r"(?:发布|公布)(?:日期|时间)\s*[:：]")
_FIELD = re.compile(r"^\s*\S{2,6}\s*[:：]")
_EFFECTIVE = re.compile(r"自(\d{4}年\d{1,2}月\d{1,2}日)起?(?:施行|实施|生效|执行)")


def iso_date(text: str) -> str | None:
    """The first date in `text` as `YYYY-MM-DD`, or None: `二〇一九年十一月七日` -> `2019-11-07`."""
    found = _DATE.search(text)
    if found is None:
        return None
    year, month, day = (number_of(part.replace("○", "〇")) for part in found.groups())
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


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
    return Metadata(
        title=title,
        number=number,
        issuer="、".join(issuers) or None,
        issued=issued,
        published=published,
        effective=effective,
    )


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
