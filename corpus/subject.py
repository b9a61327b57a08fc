"""Whose deed a passage tells of: `制造业企业购置机器人` is a deed of 制造业企业.

The subject stands before its verb (跨境电商企业获得商标) or closes the passage (…的小微企业).
Which kinds of applicants are of which is the matcher's business.
"""

import re
from typing import NamedTuple

# What an applicant may be called by its last word.
WHO = (
    r"(?:企业|公司|单位|机构|协会|商会|联合会|合作社|服务商|运营商|载体|院校|高校|学校|医院|研究院|研究所|"
    r"实体|主体|家庭农场|个人|人才|商户|工厂)"
)
_NAME = r"[\u4e00-\u9fffA-Za-z“”（）()]"
_ONE = rf"(?:(?!的|[与和及或对]|企业|单位|机构){_NAME}){{0,12}}?{WHO}"
# What its deed begins with: a verb, a time, how often.
VERB = (
    r"(?:上?一?年度|当年|每年|每月|首次|新(?:建|设|增|引|购|获|开|签|入|租)|已|年内|在|每(?=[\u4e00-\u9fff]{2})|按|租用|租赁|承租|"
    r"购买|购置|采购|获得|获评|获批|取得|通过|完成|实施|开展|建设|建成|新建|自建|投资|投入|引进|招用|招聘|聘请|聘用|"
    r"接收|吸纳|举办|承办|主办|牵头|主导|参与|参加|制定|发布|开发|研发|生产|销售|出口|进口|投保|使用|应用|"
    r"设立|成立|培育|孵化|服务|入驻|入选|列入|进入|纳入|被|委托|转化|购入|开设|开通|提供|组织|加入|签订|发行|"
    r"利用|运用|利息|缴纳|支付|收购|并购|新增|实现|达到|申请|申报|认证|改造|升级|搭建|运营|牵头|联合|为(?=[本全其])|以(?![上下内外及])|年(?=[\u4e00-\u9fff]{2})|与[\u4e00-\u9fff])"
)
_LEADS = re.compile(
    rf"^(?:对于?|凡是?|支持|鼓励)?(?P<who>{_ONE}(?:(?:、|和|及|或者?|以及){_ONE})*)(?P<of>的)?(?={VERB}|(?<=的)[\u4e00-\u9fff])"
)
_CLOSES = re.compile(rf"(?:(?<=的)|^)(?P<who>{_ONE}(?:(?:、|和|及|或者?|以及){_ONE})*)的?$")
_DEED = re.compile(
    rf"(?:作为|由|经|向|为|对|与|和|于|从)|.*为|(?!服务商|运营|应用|使用|采购|申[请报]|被|服务机构|孵化(?:载体|机构|器|基地)|生产|在孵|研发机构|开发|制造){VERB}"
)
_SPLIT = re.compile(r"、|以及|或者|[和及或]")


class Subject(NamedTuple):
    """The kinds of applicants named at `text[start:end]`, any of which will do.

    `rest` is where the deed begins that the subject leads, None where it closes the passage.
    """

    names: tuple[str, ...]
    start: int
    end: int
    rest: int | None


def leading_subject(text: str) -> Subject | None:
    """The subject that a deed begins with: `医疗机构、养老机构购置…`; None where none does."""
    found = _LEADS.match(text)
    return _of(found, found.end()) if found else None


def closing_subject(text: str) -> Subject | None:
    """The subject that a passage ends with, or all of it: `生产型企业`."""
    found = _CLOSES.search(text)
    return _of(found, None) if found else None


def _of(found: re.Match[str], rest: int | None) -> Subject | None:
    names = tuple(name for name in _SPLIT.split(found["who"]) if name)
    if any(_DEED.match(name) for name in names):
        return None  # 接收高校…: somebody else's name in the deed
    return Subject(names, *found.span("who"), rest)
