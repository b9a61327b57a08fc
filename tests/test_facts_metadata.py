"""What a closing clause says of the document itself: from when, until when, instead of what."""

import pytest

from corpus.document import Metadata, Source
from corpus.metadata import read_metadata
from corpus.outline import outline
from corpus.read.plain import lines_as_blocks


def _metadata(closing: str, title: str = "云岭市办法") -> Metadata:
    text = f"{title}\n一、附则。{closing}\n云岭市人民政府\n2024年2月20日\n"
    return read_metadata(outline(Source(text, lines_as_blocks(text)), "d"))


@pytest.mark.parametrize(
    ("closing", "effective", "expires"),
    [
        ("本办法自2024年3月1日起施行，有效期3年。", "2024-03-01", "2027-02-28"),
        ("本办法自2024年3月1日起施行，有效期至2026年12月31日。", "2024-03-01", "2026-12-31"),
        ("本办法自印发之日起施行，有效期五年。", "2024-02-20", "2029-02-19"),
        ("本办法自2024年2月29日起施行，有效期1年。", "2024-02-29", "2025-02-28"),
        ("登记结果有效期为三年，自赋码之日起计算。", None, None),
        ("本办法自2024年2月31日起施行，有效期3年。", None, None),
    ],
)
def test_the_term(closing: str, effective: str | None, expires: str | None) -> None:
    found = _metadata(closing)
    assert (found.effective, found.expires) == (effective, expires)


@pytest.mark.parametrize(
    ("closing", "expected"),
    [
        ("《甲办法》同时废止。", ("甲办法",)),
        ("原《甲办法》（云政〔2020〕1号）、《乙办法》同时废止。", ("甲办法", "乙办法")),
        ("因法律、《甲法》等修订、废止等原因，需调整的，应当调整。", ()),
        ("根据《甲法》的规定，此前规定同时废止。", ()),
    ],
)
def test_repeals(closing: str, expected: tuple[str, ...]) -> None:
    assert _metadata(closing).repeals == expected


def test_titles_that_repeal_or_amend() -> None:
    assert _metadata("照办。", "云岭市关于废止《甲办法》的决定").repeals == ("甲办法",)
    assert _metadata("照办。", "云岭市关于修改《乙办法》的决定").amends == ("乙办法",)
    assert _metadata("对《丙办法》作如下修改：删去第三条。").amends == ("丙办法",)
