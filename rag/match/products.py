"""What a company makes or does, in its own words: known industry words first, then free ones."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from corpus.qualification import read_qualifications
from index.tokenize import fold
from rag.match.industry import words_of
from rag.match.measures import MEASURE
from rag.words.terms import content_words, read_words

_FILE = Path(__file__).with_name("no_product.txt")
_INDUSTRY = re.compile(
    r"(?:主要)?(?:做|从事|生产|研发|研制|制造|主营|经营|专注于?|开发|产品(?:是|为|有|包括)?|业务(?:是|为)?|提供|设计|销售|加工|运营|代工)"
    r"(?P<what>[^,，。;；！？\n]{2,30})|"
    r"(?P<firm>[\u4e00-\u9fffA-Za-z0-9\-—]{2,14}?)(?:行业|领域|产业)?的?(?:生产|制造|研发|设计|服务)?(?:企业|公司|厂商|厂|工厂|集团|合作社|农场|平台|机构)"
)
# 从银行贷款, 与保险公司签约: whom one deals with is no trade of one's own.
_DEALS_WITH = re.compile(r"(?:从|向|与|和|跟|被|经|由|找)[^,，做是]{0,4}$")
_BOUGHT = re.compile(
    r"(?:购[置买入]|采购|买[了入进]?|租[用赁了]|承租|引进(?![到来至])|投保|委托|参加|入驻|安装|利用)[^,，]{0,8}$"
)


@cache
def _no_product() -> frozenset[str]:
    return frozenset(read_words(_FILE))


def read_trades(parts: Sequence[str]) -> tuple[str, ...]:
    """The known industry words by which the text says what the company is or does, in order.

    Others (our 认证, their 物流) are products or somebody else's; they rule no industry out.
    """
    found: dict[str, None] = {}
    for part in parts:
        for match in _INDUSTRY.finditer(part):
            found.update(dict.fromkeys(words_of(match["what"] or match["firm"])))
    return tuple(found)


def read_products(parts: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The industry words of the text, and those that it denies; known names before free words."""
    own: dict[str, None] = {}
    denied: dict[str, None] = {}
    for part in parts:
        named = words_of(part)
        for word in named:
            at = fold(part).find(word)
            if at > 0 and (_BOUGHT.search(part[:at]) or _DEALS_WITH.search(part[:at])):
                continue  # who buys robots makes none
            (
                denied
                if at > 0 and re.search(r"不(?:做|是|从事|生产|属于)[^,，]{0,8}$", part[:at])
                else own
            ).setdefault(word)
        bare = part
        for standing in read_qualifications(part):
            bare = bare.replace(part[standing.start : standing.end], " ")
        for match in _INDUSTRY.finditer(bare):
            phrase = match["what"] or match["firm"]
            before = bare[: match.start()]
            if re.search(r"不$|没有?$|购|委托|租|占|引进|投入|获|费", before) or len(before) > 14:
                continue
            phrase = MEASURE.sub("", phrase)
            for word in content_words(re.sub(r"[\u4e00-\u9fff]{2,6}(?:省|市|区|县)", "", phrase)):
                if (
                    len(word) > 1
                    and word not in _no_product()
                    and not any(c.isdigit() for c in word[:1])
                ):
                    if not any(word in name for name in own) and not read_qualifications(word):
                        own.setdefault(word)
    return tuple(own), tuple(w for w in denied if w not in own)
