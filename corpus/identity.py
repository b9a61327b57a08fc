"""Which document a name or number in another document's text means.

`《某市中试基地管理办法》` is the document of that title, not one about it: its 解读, its 修改决定.
"""

import re
import unicodedata
from functools import lru_cache

from corpus.document import Document

_ISSUING = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,40}?关于)?(?:批转|转发|印发|公布|发布|颁布)(?P<own>.+?)的?(?:通知|公告|通告|决定|令)$"
)
_STAGE = re.compile(r"[(（](?:试行|暂行|修订|修正|20\d\d年.{0,4})[)）]$")
_BODY = re.compile(
    r"^[\u4e00-\u9fff]{1,30}(?:省|市|州|区|县|旗|政府|委员会|管委会|局|厅|委|办公室)$"
)
_NUMBER = re.compile(r"[〔\[（(【［]\s*(?:19|20)\d\d\s*[〕\]）)】］]\s*第?\d+\s*号$")


def names(name: str, document: Document) -> bool:
    """Whether a name or 文号, as another document writes it, means this document."""
    if is_number(name):
        return same_number(name, document.metadata.number)
    wanted = own_title(name)
    return any(
        wanted == title or _is_body(title.removesuffix(wanted))
        for title in (own_title(document.title), bare_title(document.title))
        if title.endswith(wanted)
    )


@lru_cache(maxsize=1 << 16)
def own_title(title: str) -> str:
    """The folded title; of a notice, that of what it issues: `甲市关于印发乙的通知` -> `乙`."""
    bare = bare_title(title)
    issued = _ISSUING.match(bare)
    return _STAGE.sub("", issued["own"] if issued else bare)


def is_number(name: str) -> bool:
    """Whether a document is called by its 文号."""
    return _NUMBER.search(name) is not None


def same_number(one: str, other: str | None) -> bool:
    """Whether two 文号 are the same but for brackets, blanks and 第."""
    return other is not None and _digits(one) == _digits(other)


@lru_cache(maxsize=1 << 16)
def bare_title(title: str) -> str:
    """The folded title without quotation marks, blanks and （试行）."""
    return _STAGE.sub(
        "", re.sub(r"[《》〈〉“”\s]", "", unicodedata.normalize("NFKC", title).lower())
    )


def _is_body(text: str) -> bool:
    """Whether only the issuer's name stands before a title: `云州市` before `科技企业措施`."""
    return bool(_BODY.match(text.removesuffix("关于")))


def _digits(number: str) -> str:
    return re.sub(r"[\s第]", "", re.sub(r"[〔\[（(【［〕\]）)】］]", "|", number))
