"""Whether what would be quoted is about the matter and silent on what is asked of it.

    实验室选址在哪个区          联合筹建实验室，推动技术应用          names no place
    研究院由哪家单位筹建        筹建研究院，解决共性问题              names nobody
    缴费基数上限是多少元        调整并发布缴费基数                    names no number
    大型无人机合格证奖励多少    中型无人机合格证奖励300万元           of another grade
    验证中心认定要什么条件      对经认定的验证中心给予补助            takes it as given

What the question itself names does not answer it: a laboratory called 国家实验室 is no place.
"""

import re

from index.tokenize import fold
from rag.evidence.pattern import HOLDS
from rag.question.place import places
from rag.question.query import Query

_NAME = 4  # characters that question and quote share in a row are a name that both use
_SPOKEN_OF = 0.5  # of the pairs of characters that name what is asked about

_SITE = re.compile(
    r"哪一?(?:个|些|几个)?(?:行政|市辖|开发|园)?(?:区|县|市|城市|地区)(?![政里级委域])"
    r"|选址|坐落|位于|(?:建|设|放|落户|布局)在(?:哪|什么地方|何处)"
)
_SITED = re.compile(
    r"[\u4e00-\u9fff]{2}(?:(?<![地各全本小社专辖])区(?![域别分间块])|县|镇|乡|街道|新城|园|基地|大道|路|港|湖|岛|村)"
    r"|[\u4e00-\u9fff]{2}(?<![全本我各])市(?![场级政委民])|[地场]址|地点"
)
_UNITS = re.compile(r"[(（]?(?:牵头|责任|配合|主办|协办)(?:单位|部门)[:：].*", re.DOTALL)

# Whom it asks for is no name that it gives: `由哪个部门核定` beside `由价格主管部门核定`.
_DOER = re.compile(
    r"[由归](?:谁|何|哪一?[个家些级类]?|什么(?=单位|部门))(?:单位|部门|机构|机关|公司|企业|政府|局|委)?"
)
_CHOICE = re.compile(r"还是|或者?(?!许)")

_AS_A_LIST = re.compile(r"几(?:个(?!月|工作日|小时)|种|类|项|条|方面|步|环节|档|级|大|款|批)|哪")
_OF_NUMBERS = re.compile(r"多少|几|哪一?[天年月日]|百分")
_NO_NUMBER = re.compile(r"免|不收|无偿|全额|据实|不限|无限制|不设|减半|翻番|倍增|一致|相同|同等")
_NUMBERED = re.compile(
    r"^\s*[(（]?\d+[)）.．、]|《[^》]*》|[〔\[(（]\s*(?:19|20)\d\d\s*[〕\])）]\s*\d+\s*号|第[〇零一二三四五六七八九十百\d]+[条章节项款批]"
)
_NUMBER = re.compile(
    "|".join((r"\d", *(HOLDS[kind].pattern for kind in ("amount", "percentage", "count", "date"))))
)

_GRADES = tuple(
    tuple(group.split())
    for group in (
        "特大型 大型 中型 小型 微型", "轻型 中型 重型", "特级 一级 二级 三级 四级 五级",
        "甲级 乙级 丙级", "一类 二类 三类", "一等 二等 三等", "国家级 省级 市级 区级",
        "初级 中级 高级", "轻度 中度 重度", "短期 中期 长期", "博士 硕士 本科",
        "新建 改建 扩建", "进口 出口", "境内 境外", "城镇 农村",
    )
)  # fmt: skip

_RECOGNISED = r"(?:认定|备案|评定|命名|授牌|入选|入库|获评)"
_HOW_RECOGNISED = re.compile(
    rf"{_RECOGNISED}.{{0,8}}(?:条件|标准|要求|门槛|流程|程序|步骤|指标)"
    rf"|(?:条件|标准|要求|门槛|流程|程序|步骤|指标).{{0,8}}{_RECOGNISED}"
    rf"|(?:怎么|怎样|如何).{{0,6}}{_RECOGNISED}"
)
_TAKEN_AS_GIVEN = re.compile(
    rf"(?:经|已|新|首次|获得?|被|通过)[^,，;；。]{{0,12}}{_RECOGNISED}[^,，;；。]{{0,12}}的"
)
_SETS = re.compile(
    r"应当?|须|符合|具备|条件|满足|指标|标准|申[请报]|下列|以下|材料|程序|评审|审核|推荐|择优|组织|不低于|不少于"
)


def silent(query: Query, said: str, under: str) -> bool:
    """Whether a quote states nothing of what is asked for.

    `said` is all that would be quoted, `under` what it stands under: headings, the words that open
    its list.
    """
    return (
        _names_no_place(query, said, under)
        or _names_nobody(query, said)
        or _states_no_number(query, said)
        or _of_another_grade(fold(query.text), fold(f"{under} {said}"))
        or _takes_as_given(query.text, said)
    )


def _names_no_place(query: Query, said: str, under: str) -> bool:
    """Whether a quote sites nothing, or something else than what is asked about."""
    asked = _SITE.search(query.text) if query.kind == "place" else None
    if asked is None:
        return False
    what, spoken = fold(query.text[: asked.start()]), fold(f"{under} {said}")
    pairs = [what[at : at + 2] for at in range(len(what) - 1)]
    if sum(pair in spoken for pair in pairs) < _SPOKEN_OF * len(pairs):
        return True
    rest = _beyond(query.text, _UNITS.sub("", said))
    return not _SITED.search(rest) and not any(place in rest for place in places())


def _names_nobody(query: Query, said: str) -> bool:
    if query.kind != "body" or not _DOER.search(query.text) or _CHOICE.search(query.text):
        return False
    return not HOLDS["body"].search(_beyond(_DOER.sub("，", query.text), said))


def _states_no_number(query: Query, said: str) -> bool:
    """A time may be told without a number (`期满前`), a count by what is counted."""
    if not query.is_value or not _OF_NUMBERS.search(query.text) or query.wants_all:
        return False
    if query.kind == "count" and _AS_A_LIST.search(query.text):
        return False
    rest = _NUMBERED.sub(" ", said)
    return not _NO_NUMBER.search(rest) and not _NUMBER.search(rest)


def _of_another_grade(asked: str, said: str) -> bool:
    """Whether the grade that is asked for is not spoken of, and the same thing of another is."""
    for grades in _GRADES:
        named = [grade for grade in grades if grade in asked]
        if len(named) != 1 or _spoken_of(named[0], said):
            continue
        thing = re.search(rf"{named[0]}([\u4e00-\u9fff]{{2}})", asked)
        others = "|".join(grade for grade in grades if grade != named[0])
        if thing and re.search(rf"(?:{others}){thing[1]}", said):
            return True
    return False


def _spoken_of(grade: str, said: str) -> bool:
    """Whether a text has a grade, alone or run together with others: 大型 in 大中型."""
    return bool(re.search(rf"{grade[:-1]}(?:[、和及或]?[\u4e00-\u9fff]){{0,2}}{grade[-1]}", said))


def _takes_as_given(asked: str, said: str) -> bool:
    return bool(
        _HOW_RECOGNISED.search(asked) and _TAKEN_AS_GIVEN.search(said)
    ) and not _SETS.search(_TAKEN_AS_GIVEN.sub(" ", said))


def _beyond(asked: str, said: str) -> str:
    """A folded quote without the names that the question has, the longest first."""
    asked, said = fold(asked), fold(said)
    for size in range(min(len(asked), len(said)), _NAME - 1, -1):
        for at in range(len(asked) - size + 1):
            said = said.replace(asked[at : at + size], " ")
    return said
