"""What a question asks for all of, and whether a list's opening announces that.

    哪些情形不得任职     cases          下列情形之一的，不得任职：
    要交什么材料         papers         提交下列文件：
    哪些货物免税         a thing        下列货物，免征关税：

Knows words only.
"""

import re
from dataclasses import dataclass

from index.tokenize import fold, tagged
from rag.question.query import Query

_CASE = r"情形|情况|行为|条件|时候|场合|状况|原因|事由|情节"
# What lists hold: what a question calls each sort, and what an opening calls it.
_SORTS: tuple[tuple[str, str], ...] = (
    (
        r"材料|资料|证件|证明|文件|东西|单据|凭证|证据|附件",
        r"材料|资料|证件|证明|文件|手续|凭证|单据|证据|书",
    ),
    (
        r"职责|义务|任务|工作|职权|权力|权利|责任|职能|事务|事",
        r"职责|义务|任务|工作|职权|权力|权利|责任|职能|事务|事项",
    ),
    (r"条件|要求|标准|资格|规定|门槛", r"条件|要求|标准|资格|规定|情形|具备|符合"),
    (
        r"措施|手段|办法|方式|形式|方法|途径|渠道|模式|做法",
        r"措施|手段|办法|方式|形式|方法|途径|渠道|模式|办理",
    ),
    (
        r"内容|事项|信息|项目|方面|要素|部分",
        r"内容|事项|信息|项目|方面|要素|部分|包括|记载|载明",
    ),
    (r"流程|程序|步骤|环节|阶段", r"流程|程序|步骤|环节|阶段|办理"),
    (r"东西|物品", r"物品|货物|商品|用品|产品|设备"),
    (_CASE, rf"{_CASE}|之一|规定|标准|除外"),
    (r"活动|业务", r"活动|业务|行为|工作|服务"),
    (
        r"人|单位|机构|企业|公司|组织|对象|部门|主体|者",
        r"人|者|公民|单位|机构|企业|公司|组织|对象|部门|主体|情形|条件",
    ),
    (r"算|计算|确定|规定|划分|分|标准|执行", r"下列|以下|如下"),
)
_SORT = re.compile("|".join(asked for asked, _ in _SORTS))
_THING = r"(?P<thing>[\u4e00-\u9fff]{0,10})"
_MEASURE = r"(?:个|种|类|项(?!目)|样|份|条(?!件|款|例)|款|方面)"
_WHICH = re.compile(
    rf"(?:哪[些几]{_MEASURE}?|何种|什么样的?|怎样的|几(?:种|类|项|样)|多少(?:种|类|项))的?{_THING}"
)
# 什么 asks for all only of what comes in lists.
_WHAT = re.compile(
    rf"(?:什么|啥)(?:样的|时候|(?=条件|情[形况]|材料|资料|证[件明]|文件|东西|职责|义务|任务|要求|标准|措施|手段"
    rf"|内容|事项|信息|流程|程序|步骤|行为|活动|方式|情节|资格|单据|凭证|证据|人|事)){_THING}"
)
_THINGS_BEFORE = re.compile(
    r"(?P<thing>条件|情[形况]|材料|资料|证件|证明|职责|义务|任务|要求|标准|措施|内容|事项|流程|程序|步骤|职权|行为)"
    r"(?:都|要|需要|具体|主要|又|分别)*(?:有|是|包括|包含|分为)(?:哪|什么|啥|几|多少)"
)
_HOW = re.compile(
    r"(?:怎么|如何|怎样|按(?:照)?什么)个?(?P<thing>算|计算|确定|规定|划分|分|标准|执行)"
)
_ASKS = (_THINGS_BEFORE, _WHICH, _WHAT, _HOW)
_JOINING = re.compile(
    r"(?:都|具体|主要|分别|一般)*(?:有|是|指的?是?|包括|包含|分为|为|算|列)?(?:了|出)?$"
)
_GOVERNS = re.compile(r"(?P<verb>[\u4e00-\u9fff]{1,3})(?:了|过|到|上|下|出)?$")
_N_BEFORE = 8  # characters before `有哪些` that may name what is asked for
_VALUES = ("amount", "percentage", "date", "year", "contact")
_CASES = re.compile(_CASE)
_BODIES = re.compile(r"单位|机构|部门|企业|组织|公司|机关|局|委")
# Who does something is asked of all lists; those of bodies say that they are such.
_OF_BODIES = re.compile(r"(?:下列|以下|如下).{0,8}(?:单位|机构|部门|企业|组织|人员|公司|机关)")


@dataclass(frozen=True)
class ListAsked:
    """What a question asks for all of, in its words, and the verb that governs it, or empty.

    `behind` is all that follows the asking word.

    `要提交哪些材料` -> 材料, 提交; `哪些货物免征` -> 货物免征; `放假的节日有哪些` -> 放假的节日.
    """

    thing: str
    governed_by: str
    behind: str


def list_asked(query: Query) -> ListAsked | None:
    """What a question asks for all of; None where one thing answers."""
    text = fold(query.text)
    if query.wants_verdict:
        return None
    if query.kind in _VALUES and not (_WHICH.search(text) or _HOW.search(text)):
        return None
    for pattern in _ASKS:
        if found := pattern.search(text):
            behind = re.split(r"[,，?？]", found["thing"])[0]
            before = text[: found.start()]
            thing = behind or _JOINING.sub("", before)[-_N_BEFORE:] or "内容"
            governs = _SORT.match(behind) is not None and _GOVERNS.search(before)
            return ListAsked(thing, governs["verb"] if governs else "", text[found.start() :])
    return None


def is_sort(word: str) -> bool:
    """Whether a word names a sort of lists, as `情形` and `材料`, and nothing that they are of."""
    return _SORT.fullmatch(word) is not None


def noun_phrase(thing: str) -> str:
    """What stands before the first verb: `行政复议案件` of `行政复议案件可以调解`."""
    words: list[str] = []
    for word, tag in tagged(thing):
        if words and tag[0] in "vdp" and not tag.startswith("vn"):
            break
        words.append(word)
    return "".join(words)


def announces(opening: str, thing: str, query: Query) -> bool:
    """Whether a folded opening announces what is asked for, or cases that stand for it."""
    asks_bodies = query.kind == "body" and _BODIES.search(noun_phrase(thing))
    if asks_bodies and not _CASES.search(query.text) and not _OF_BODIES.search(opening):
        return False
    if any(re.search(asked, thing) and re.search(opens, opening) for asked, opens in _SORTS):
        return True
    nouns = (word for word, tag in tagged(thing) if tag[0] in "nvj" and len(word) > 1)
    return any(noun in opening for noun in nouns)
