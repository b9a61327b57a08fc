"""What a question is bound to and no evidence may lack: years, places, bodies, `每…`, benefits.

Says what is missing from all documents, or from one passage; decides nothing else.
"""

import re
from functools import cache

from index.tokenize import fold, tagged
from rag.question.edition import other_edition
from rag.question.place import places
from rag.question.query import Query
from rag.words.synonyms import same_as

# Two characters and 区 or 县 are a district, unless they are a word for a kind of area.
_DISTRICT = re.compile(r"[\u4e00-\u9fff]{2}[区县](?![域位块间内别分划])")
_NO_DISTRICT = re.compile(
    r"[哪这那各几个的在全本我你们和与到对由是每一二三四五等及或]|开发|示范|试验|实验|保税|自贸|高新|园区"
    r"|城区|辖区|社区|景区|地区|郊区|市区|先行|新区|片区|特区|街区|厂区|校区"
)
_ORGAN = re.compile(
    r"(?<![\u4e00-\u9fff])[市省区县][\u4e00-\u9fff]{2,10}?[局委厅](?![\u4e00-\u9fff]{0,2}[会员托])"
)
BENEFIT = re.compile(r"补贴|补助|奖励|资助|奖金|免税|减税|减免|贴息|退税|罚款|处罚|租金")
# What somebody must do to get something: only a clause about that can answer.
APPLICATION = re.compile(
    r"申报|申请(?!(?:设立|成立|开办|开展|从事|经营|举办|取得)[^,，]{2,30}[,，])|提交|报名|受理|办理|交\S{0,2}材料|(?:什么|哪些|所需|准备\S{0,2})材料|材料(?:清单|有哪)"
)
APPLIES = re.compile(
    r"申报|申请|提交|报名|受理|办理|材料(?:清单|目录|如下|应)|(?:下列|以下)(?:\S{0,4})?(?:材料|文件|资料)"
)
_EACH = re.compile(
    r"每(?:一)?(?P<unit>年|月|天|季度|亩|人|户|名|家|台|辆|吨|件|项|次|平方米|个(?P<noun>[\u4e00-\u9fff]{1,4}))"
)
_EACH_SAME = {
    "年": r"每年|年度|年均|/年|逐年",
    "月": r"每月|月均|/月",
    "人": r"每人|人均|/人|每名|每位",
}


@cache
def _place() -> re.Pattern[str]:
    return re.compile("|".join(sorted(places())))


def absent(query: Query, corpus_text: str) -> str:
    """What the question names and no document mentions, as a reason; empty where there is none.

    `corpus_text` is the folded text of all documents.
    """
    for year in query.years:
        if year not in corpus_text:
            return f"文件没有提到{year}年"
    for place in (*places_in(query.text), *_organs(query.text)):
        if not _mentioned(place, corpus_text):
            return f"文件没有提到{place}"
    if edition := other_edition(fold(query.text), corpus_text):
        return f"文件没有提到{edition}"
    benefit = BENEFIT.search(query.text)
    if benefit and query.is_value and not BENEFIT.search(corpus_text):
        return f"文件没有规定{benefit[0]}"
    return ""


def places_in(text: str) -> list[str]:
    """The cities, provinces and districts that a text names."""
    folded = fold(text)
    districts = [
        one[0]
        for one in _DISTRICT.finditer(folded)
        if not _NO_DISTRICT.search(one[0]) and _is_name(folded, one.start(), one.end())
    ]
    return [*_place().findall(text), *districts]


def _is_name(folded: str, start: int, end: int) -> bool:
    """Whether words end where a district does: not `能拿区` of `能拿区里的补助`."""
    at, kinds = 0, []
    for word, kind in tagged(folded):
        at = folded.index(word, at)
        if at < end < at + len(word):
            return False
        if start <= at < end - 1:
            kinds.append(kind)
        at += len(word)
    return not kinds or not all(kind.startswith("v") for kind in kinds)


def _organs(text: str) -> list[str]:
    """Departments named in full: `市教育局` out of its jieba words."""
    found: list[str] = []
    words = [word for word, _ in tagged(text)]
    for at, word in enumerate(words):
        if word in ("市", "省", "区", "县"):
            joined = "".join(words[at : at + 4])
            if organ := _ORGAN.match(joined):
                found.append(organ[0])
        elif organ := _ORGAN.fullmatch(word):
            found.append(organ[0])
    return found


def _mentioned(name: str, corpus_text: str) -> bool:
    if name in corpus_text or (name[1:] in corpus_text and name[0] in "市省区县"):
        return True
    # A body is written shorter or longer: 市应急管理局, 市应急局.
    if _ORGAN.fullmatch(name) and re.search(
        rf"{re.escape(name[:3])}[\u4e00-\u9fff]{{0,6}}{name[-1]}", corpus_text
    ):
        return True
    return any(other in corpus_text for other in same_as().get(name, ())) or any(
        short in name and any(other in corpus_text for other in same)
        for short, same in same_as().items()
        if short.endswith(("局", "委", "厅", "办"))
    )


def each_missing(query: Query, passage: str) -> str:
    """The `每…` of the question that a folded passage does not answer to; empty if it does."""
    for found in _EACH.finditer(fold(query.text)):
        unit, noun = found["unit"], found["noun"]
        if noun:
            fits = re.search(
                rf"每(?:一)?个?[\u4e00-\u9fff]{{0,6}}{re.escape(noun[0])}|各{noun[0]}", passage
            )
        else:
            fits = re.search(_EACH_SAME.get(unit, rf"每(?:一)?{unit}|/{unit}|各{unit}"), passage)
        if not fits:
            return found[0]
    return ""
