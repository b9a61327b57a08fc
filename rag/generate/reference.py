"""What a sentence points at: document numbers, sections, titles; each must stand in its source."""

import re

from index.tokenize import fold

_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{0,8}[〔\[(【]\s*(?:19|20)\d{2}\s*[〕\])】]\s*(?:第\s*)?\d{1,4}\s*号"
)
_SECTION = re.compile(
    r"第\s*[零〇一二三四五六七八九十百\d]+\s*(?:编|章|节|条|款|项|部分)(?:之[一二三四五六七八九十])?"
)
_TITLE = re.compile(r"《([^《》]{2,80})》")
_ADDRESS = re.compile(
    r"(?<![\u4e00-\u9fff])[一二三四五六七八九十]{1,3}、?\s*[(（][一二三四五六七八九十]{1,3}[)）](?:\s*\d{1,2}[.、])?|附件\s*\d{1,2}"
)
_LINK = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+|(?<!\d)1[3-9]\d{9}(?!\d)|\d{3,4}-\d{7,8}"
)


def pointers(text: str) -> list[str]:
    """What a text points at, folded, blanks and the kind of brackets levelled out."""
    folded = fold(text)
    found = [
        match[0]
        for pattern in (_NUMBER, _SECTION, _ADDRESS, _LINK)
        for match in pattern.finditer(folded)
    ]
    return [_level(each) for each in (*found, *_TITLE.findall(folded))]


def unknown_pointers(text: str, evidence: str) -> list[str]:
    """Those that a folded evidence does not hold."""
    levelled = _level(evidence)
    return [each for each in pointers(text) if each not in levelled]


def without_pointers(folded: str) -> str:
    """The folded text without them, so that their numbers count as no figures."""
    for pattern in (_NUMBER, _SECTION, _ADDRESS):
        folded = pattern.sub(" ", folded)
    return folded


def _level(text: str) -> str:
    return re.sub(r"[〔\[(【]", "(", re.sub(r"[〕\])】]", ")", "".join(text.split()))).replace(
        "、(", "("
    )
