"""What a question asks for, read from its words: a kind of value, a verdict, a calculation, all.

Each function takes the folded, simplified text of the question. Nothing here knows the documents.
"""

import re
from typing import Literal

from index.tokenize import tagged
from rag.question.units import COUNTED, LASTING, unit_named

Kind = Literal[
    "amount", "percentage", "count", "date", "year", "place", "body", "contact", "person", "text"
]  # fmt: skip
Operation = Literal["max", "min", "sum", "difference", "compare", "count", "rank"]

_CONTACT = re.compile(r"电话|手机号|联系方式|邮箱|网址|邮编|传真|微信|热线|二维码|地址是|办公地点")
_PERSON = re.compile(
    r"姓名|是哪位(?!置)|(?:负责人|[区市县省局厅部院组会]长|主任|书记|召集人)(?:是谁|由谁|谁)|谁(?:来)?(?:任|担任|当)|(?:局长|主任|书记|市长|区长|组长|负责人|联系人).{0,4}(?:叫什么|姓什么|名字)"
    r"|名单里.{0,4}(?:谁|哪些人)|哪些人(?!员|才|群|口|可以|能|不|应|必|需|要|会|属|有|算|享|适|参加)"
)
_PERCENTAGE = re.compile(
    r"百分之几|百分比|比例|比重|占比|几成|百分之多少|利率|税率|[率占](?:.{0,20})多少(?!亩|平方|地)"
)
_AMOUNT = re.compile(
    r"多少(?:亿|万|千|百)?元|多少钱|几个?(?:亿|万)元?|[补奖罚资]\S{0,3}(?:多少|几万|几千|几百)(?![家个名人项件种户所天年%])|金额|(?:补贴|奖励|补助|资助|奖金|收入|产值|规模(?!以上)"
    r"|投资|资金|罚款|营收|经费|税额|费用|额度|注册资本|资本金|保证金|押金|保[费额]|租金|房租|票价|价格|单价|工资|薪酬|罚金"
    r"|滞纳金|赔偿额?|造价|净资产|总资产|资产总额).{0,12}(?:多少|几|多大|是多)(?![家个名人项件种户所次年天月号日批台辆座档级条])"
    r"|多少(?:补贴|奖励|补助|资助|资金|经费|奖金|\S{0,3}费)"
)
_COUNT = re.compile(rf"(?:多少|(?<!好)几)\s*(?:{LASTING}|{COUNTED})")
_YEAR = re.compile(r"哪一?年|几几年|什么年份|哪个年份|何年")
_DATE = re.compile(
    r"什么时候|何时|哪天|哪一天|几月|几号|什么日期|时间是|截止时间|截止日期|期限|多久|啥时候|哪个?月"
    r"|多长时间|几年内|任期|(?<!全)(?:期限?|时间|时长|周期|年限|工期).{0,6}(?:多长|多久|几何)|最[晚迟](?!.{0,4}哪)"
    r"|有效期(?:限)?(?:是|为|有)?(?:多少|几)"
)
_DOES = (
    r"(?:负责|主管|管|抓|牵|审|批|定(?!义)|办|发布|公布|公开|受理|组织|验收|监管|监督|协调|指导|落实|承担|承办|编制|制定"
    r"|执行|实施|考核|评估|认定|出具|核发|统筹|提供|建设|运营|维护|保障|拨付|核定|核实|核查|解决|处理|处罚|查处)"
)
_BODY = re.compile(
    r"[由归]谁|[由归](?:哪|什么)一?(?:级|个|家|类)?(?:政府|人民政府|机关|机构|组织|单位|部门|[局委办厅](?![员托内外法理事]))"
    r"|哪一?[个些几]{0,2}(?:市|区|县|省|地方)(?:人民)?(?:政府)?(?:[要来去]|需要|应当?)?(?:参与|配合|主抓|带头|协办)"
    r"|牵头|责任单位|分工|主管部门|负责单位"
    rf"|谁(?:来|去)?(?:制?订)?{_DOES}"
    r"|归谁|归哪|找谁|找哪|(?:哪|什么|啥)(?:个|些|家|几个)?(?:单位|部门|局|委办局).{0,6}(?:负责|管|抓|牵|主管|主抓|带头)"
    r"|(?:负责|主管|管).{0,8}(?:单位|部门)是|[主承]办(?:单位|部门)|(?:哪|什么|啥)个?(?:单位|部门)(?:来|牵|定|审|受理)"
    r"|(?:给|由|找|向|到)(?:哪|什么|啥)个?(?:单位|部门)"
    r"|(?:哪一?[个家]|什么|啥)(?:市|区|县|省|政府|主管|职能)?[里级的]?(?:部门|局|委办局|机关|单位(?!可以|能|才|符合))"
)
_PLACE = re.compile(
    r"哪(?:个|些|几个)?(?:区|地方|园区|开发区|地区|城市|区域|基地)|在哪(?:里|儿)|何处|什么地方|布局在|落在"
)
# How many times as much; `几倍` of a fine is no sum of money.
_MULTIPLE = re.compile(r"(?:多少|几)\s*倍|倍数?.{0,12}(?:多少|几|多[大高])")
# Some, not how many: `过几天再发`, `招了几个人，要备案吗`.
_SOME = re.compile(
    rf"(?:(?<!超)过|(?<!提)(?<!之)(?<!以)前|[好这那近十]|了(?=几.{{0,12}}[,，]))几\s*个?(?:{LASTING}|{COUNTED}|人)"
)
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("contact", _CONTACT),
    ("person", _PERSON),
    ("body", _BODY),
    ("count", _MULTIPLE),
    ("percentage", _PERCENTAGE),
    ("amount", _AMOUNT),
    ("count", _COUNT),
    ("year", _YEAR),
    ("date", _DATE),
    ("place", _PLACE),
)
# Which of several rates applies: its name answers, no number.
_KIND_OF_RATE = re.compile(
    r"(?:哪一?|什么|何)(?:种|类|档)[\u4e00-\u9fff]{0,6}(?:税率|利率|费率|比例|价格|标准|方式|办法)"
)
_SPAN_ASKED = re.compile(rf"(?:多少|几)\s*(?:{LASTING})|多久|多长|什么时候|何时")
# Who is to do something within a time is named, not asked for: `主管部门收到申请后多久作出决定`.
_NAMED_ONLY = re.compile(
    r"(?:主管部门|责任单位|负责单位)(?!的?(?:是|为|有|叫|归)?.{0,3}(?:谁|哪|什么|啥|[?？]|$))"
)
_ASKS_CONTACT = re.compile(
    r"(?:电话|手机号|联系方式|邮箱|网址|邮编|传真|微信|热线|号码)[^,，]{0,6}(?:多少|几|什么|哪|有吗)|(?:什么|哪个?|留).{0,4}(?:电话|邮箱|网址|热线)"
)
_ORDINAL = re.compile(r"第几")
_ALL = re.compile(r"哪些|所有|全部|列出|分别|都有(?:谁|哪)|有几|一共|总共|清单|各是")
# The unit that a number is asked for in: the evidence must count in it too.
_UNIT = re.compile(
    rf"(?:多少|几)\s*(?:个(?!工作日|自然日|日历日|小时|钟头|星期|礼拜|季度|月|学期))?"
    rf"(?!(?:{LASTING})(?!次|纪))({COUNTED}|[A-Z]{{1,3}}(?![A-Za-z]))"
)
_ANY = frozenset("个 大 方面 级 档 款 章 部分".split())  # counts things of every sort
_OF_CLAUSES = re.compile(r"条(?=件|例|款|文|规定|要求|措施|内容|政策|标准|原则|意见|任务|[?？]?$)")
_LONG_THING = re.compile(r"线|路|街|河|渠|管|隧道|链|赛道")  # what 条 counts beside clauses

_VERDICT = re.compile(
    r"[吗嘛么]\s*[?？!！。]*$|吗[,，]|是否|是不是|有没有|有无|能否|能不能|可否|可不可以|会不会|要不要"
    r"|算不算|对不对|属不属于|在不在|不\s*[?？]+$|没\s*[?？]*$"
)
# What makes it more than yes or no; `有没有什么` and `第几` do not.
_WHAT = re.compile(
    r"谁|(?<!有没有)(?<!有无)(?:什么|哪|啥)|多少|(?<!第)几|怎么|怎样|如何|何时|为何|什么时候"
)

_HIGH, _LOW = "高大多长快早", "低小少短慢晚"
_OPERATIONS: tuple[tuple[Operation, re.Pattern[str]], ...] = (
    (
        "rank",
        re.compile(
            r"排名|排序|排个?序|排一?下|排列|从[高大多]到[低小少]|由[高大多]到[低小少]"
            r"|从[低小少]到[高大多]|由[低小少]到[高大多]|前[两二三四五六七八九十\d]+(?:名|位|个|大)?的?"
            r"(?=.{0,10}(?:哪|是|有))"
        ),
    ),
    (
        "difference",
        re.compile(
            rf"差多少|相差|差距|差额|差值|差了?几|(?<!最)[高低大小多少]出?多少(?![家个名人项年])"
            rf"|比.{{1,24}}[{_HIGH}{_LOW}](?:多少|几|出)"
        ),
    ),
    (
        "sum",
        re.compile(
            r"合计|总和|之和|相加|加起来|加在一起|加一起|加一块|加总|汇总起来|合起来|合在一起"
        ),
    ),
    (
        "max",
        re.compile(
            rf"(?:哪|谁|什么).{{0,24}}最[{_HIGH}]|最[{_HIGH}]的(?!额度|限额|比例不)|数(?![据字量额值目码学控]).{{1,8}}最[{_HIGH}]"
            rf"|最[{_HIGH}].{{0,4}}(?:哪|谁)|排第一|居首|排首位|第一名"
        ),
    ),
    (
        "min",
        re.compile(
            rf"(?:哪|谁|什么).{{0,24}}最[{_LOW}]|最[{_LOW}]的(?!额度|限额)"
            rf"|最[{_LOW}].{{0,4}}(?:哪(?!一?个?[年天月])|谁)|垫底|倒数第一|排最后"
        ),
    ),
    (
        "compare",
        re.compile(
            rf"(?:哪|谁).{{0,12}}(?:更|比较|要)?(?<!多)[{_HIGH}{_LOW}](?:一?些|一?点)?\s*[?？]*$|相比|对比|比较|比一比"
            rf"|不同|不一样|区别|异同|差异|差别|一样|相同|谁更|哪.{{0,6}}更|还是.{{0,20}}[{_HIGH}{_LOW}]"
            rf"|比.{{1,24}}(?:更|还)?[{_HIGH}{_LOW}][吗么嘛]"
        ),
    ),
    (
        "count",
        re.compile(
            r"(?<!第)(?:多少|几)(?:条(?!生?产?线|腿)|处(?!理)|章|个?部分|份|个?(?:条款|章节))"
            r"|(?<!第)(?:多少|几)(?:个|类|大)(?:重点)?(?:产业|行业|领域|单位|部门|区(?!域)|文件|附件|方面)"
        ),
    ),
)

_BY_WHOM = re.compile(r"由(?:谁|哪一?(?:级|个|家)?(?:政府|机关|机构|单位|部门))")
_DEFINITION = re.compile(
    r"什么意思|啥意思|什么是|啥是|什么叫|何谓|何为|指的?是?(?:什么|啥|哪)|是指(?!导)|定义|含义|如何界定|怎么界定"
    r"|(?:怎么|如何|怎样)(?:理解|解释)|解释一下"
)
_WHAT_IS = re.compile(r"^(?P<term>[^,，。?？的]{2,16})(?:到底)?是(?:个)?(?:什么|啥)\s*[?？。]*$")
_ASPECT = re.compile(
    r"(?:目标|任务|重点|措施|单位|部门|机关|机构|主体|条件|标准|要求|内容|方向|对象|范围|名称|名字|标题|题目"
    r"|时间|日期|期限|原则|思想|政策|依据|目的|背景|文号|方式|流程|程序|材料|职责|区别|不同|理由|原因|这|那|它"
    r"|计划|办法|规定|金额|额度|比例|分工|布局|优势|意义|主题)$"
)
_HOW = re.compile(
    r"(?:怎么|怎样|如何|咋)(?!样|个?规定|说|写|定义|界定|理解|解释|称|叫|讲|回事)|流程|步骤|办理程序|途径"
)


def kind_of(text: str) -> Kind:
    """The kind of value that is asked for; `text` where any words may answer."""
    if _ORDINAL.search(text):
        return "text"
    text = _SOME.sub(" ", text)
    if _KIND_OF_RATE.search(text):
        return "text"
    if _CONTACT.search(text) and not _ASKS_CONTACT.search(text) and _SPAN_ASKED.search(text):
        text = _CONTACT.sub(" ", text)
    if _SPAN_ASKED.search(text) or "多少" in text:
        text = _NAMED_ONLY.sub(" ", text)
    found = next((kind for kind, pattern in _KINDS if pattern.search(text)), None)
    return found or ("count" if "多少" in text or unit_named(text) else "text")


def unit_of(text: str) -> str | None:
    """The unit that a number is asked for in: `多少家` -> `家`."""
    if _MULTIPLE.search(text):
        return "倍"
    text = _SOME.sub(" ", text)
    found = _UNIT.search(text)
    if found is None or found[1] in _ANY:
        return unit_named(text)
    if _OF_CLAUSES.match(text, found.start(1)) and not _LONG_THING.search(text):
        return unit_named(text)
    # `多少项目`, `多少场景` name things; the unit is a word of its own.
    return found[1] if found.end() in _ends(text) else None


def _ends(text: str) -> frozenset[int]:
    """Where the words of a text end."""
    ends, at = set(), 0
    for word, _ in tagged(text):
        at = text.lower().find(word, at) + len(word)
        ends.add(at)
    return frozenset(ends)


def wants_all(text: str) -> bool:
    """Whether all of something is asked for."""
    return bool(_ALL.search(text))


def wants_verdict(text: str) -> bool:
    """Whether yes or no answers: `支持虹膜识别吗`; not `有没有人管，要做哪些事`."""
    return bool(_VERDICT.search(text)) and not _WHAT.search(text)


def operation_of(text: str) -> Operation | None:
    """The calculation over several clauses that is asked for; None for one that a clause states.

    `哪个产业目标最高` is `max`; `补贴最高多少` asks for a cap that is written, hence None.
    """
    if _BY_WHOM.search(text):
        return None  # who decides on 最高收入 compares nothing
    return next((name for name, pattern in _OPERATIONS if pattern.search(text)), None)


def wants_definition(text: str) -> bool:
    """Whether the meaning of a term is asked for: `瞪羚企业是什么`; not `目标是什么`."""
    if _DEFINITION.search(text):
        return True
    found = _WHAT_IS.search(text)
    return bool(found) and not _ASPECT.search(found["term"] if found else "")


def wants_way(text: str) -> bool:
    """Whether a way to do something is asked for: `怎么申请`; not `怎么规定`."""
    return bool(_HOW.search(text))
