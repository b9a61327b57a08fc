"""What about a subject is asked: its conditions, its price, who runs it. The evidence must say so.

A clause on the right subject that says nothing of the aspect is a near miss.
"""

import re

from index.tokenize import tagged
from rag.question.query import Query

# An aspect, as asked, and the words by which a clause speaks of it.
_ASPECTS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(asked), re.compile(said))
    for asked, said in (
        (
            r"流程|程序|步骤|手续",
            r"流程|程序|步骤|手续|申请|受理|审核|公示|提交|办理|审批|备案|批准|同意|核准|登记|上报|报送",
        ),
        (r"条件|资格|门槛", r"条件|资格|门槛|应当|符合|具备|以上|不低于|下列|同时|满足|级"),
        (r"(?:认定|评选|评价|评审|收费|评定|入选|划分)的?标准", r"标准|应当|符合|指标|分值|不低于"),
        (
            r"(?:什么|哪些|哪几|多少|所需|需要?|准备)\S{0,4}材料|材料(?:清单|目录|有|是|包|怎|呢)|文件清单",
            r"材料|证明|申请表|申请书|清单|提交|报告|复印件|凭证|合同",
        ),
        (r"收费|费用是|价格|多少钱|评审费|手续费", r"费|元|免费"),
        (r"牌照|许可证|执照|资质证", r"牌照|许可|执照|资质|证"),
        (r"时间表|路线图|日程", r"时间表|路线图|日程|年底前|月底前|进度|期限"),
        (r"处罚|罚款|罚则|法律责任|追责|怎么[罚处]|后果", r"处罚|罚款|罚|责任|追回|取消|问责|退回"),
        (r"哪[个家种]品牌|什么品牌", r"品牌"),
        (r"哪[个家](?:公司|企业)", r"公司|集团"),
        (r"哪几?[个家]医院", r"医院"),
    )
)
FREQUENCY = re.compile(
    r"(?:多久|多长时间|多少天|隔多久|几个月).{0,6}(?:一次|一回|开会|召开|通报|调度)|频率|频次"
)
# A time that comes again, as what is done each time is written: 按季度公开, 逐月报送.
ROUNDS = r"(?:按|逐)(?:半年|季度|年度|季|年|月|周|旬|日)(?!龄|薪|租)"
_OFTEN = re.compile(rf"{ROUNDS}|每(?:半)?(?:一|两|三)?个?(?:年|月|季|周|天|日)|\d次|[一两]次")
_SITED = re.compile(r"选址|位于|坐落|设在哪|地址|在哪(?:里|儿)?办公|落户在哪|建在哪")
_SITE = re.compile(r"选址|位于|坐落|设在|地址|地点|落户|楼|号")
_WHO = re.compile(r"谁|哪一?(?:个|家|所|位|款)|[哪什]么?(?:单位|公司|企业|医院|机构|学校|银行)")
_BEFORE_WHO = re.compile(r"(?:是|为|叫|系)$")
_STOP = re.compile(r"[,，。;；?？!！]")
_BY = re.compile(r"(?:由|归|被|给|找)$")
_GENERIC = (
    "单位 部门 机构 机关 主体 地方 城市 文件 条款 领域 "
    "产业 行业 方向 项目 基地 平台 名字 主管 牵头 主抓 带头 领衔 牵头单位 "
    "责任单位 主管部门 负责 组织 公司 企业 工作 措施 政策 方面 "
    "内容 落实 推进 承担 分管 归口 联系 咨询 办理 申请 "
    "提交 参与 配合 主办 承办 组织实施 来管 来抓 报送 担任 出任 "
    "主办单位 承办单位 主办部门 来定 来办 来审"
).split()


def lacking_aspect(query: Query, evidence: str) -> str:
    """The aspect that the question asks for and a folded clause does not speak of, or empty."""
    for asked, said in _ASPECTS:
        if (found := asked.search(query.text)) and not said.search(evidence):
            return found[0]
    if (found := FREQUENCY.search(query.text)) and not _OFTEN.search(evidence):
        does = [word for word, tag in tagged(query.text) if tag[0] == "v" and len(word) > 1]
        if not any(re.search(rf"定期.{{0,6}}{word}", evidence) for word in does):
            return found[0]
    if (found := _SITED.search(query.text)) and not _SITE.search(evidence):
        return found[0]
    return ""


_QUALIFIERS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(asked), re.compile(said))
    for asked, said in (
        (r"国家级", r"国家|全国|国际"),
        (r"省级", r"省"),
        (r"(?<!地)市级(?!以上)", r"市级|本级"),
        (r"区级|县级", r"区级|县级|本级|区县"),
        (r"(?<![几两一\d])个人|居民|家里|家庭", r"个人|居民|家庭|户用|自然人|市民|群众|人员|人才"),
        (r"首次|第一次|初次", r"首次|第一次|首批|新认定|新获|首"),
        (r"境内外?上市|上市(?:公司|企业)|主板|科创板", r"上市|板|证券"),
        (r"外资|外商", r"外资|外商|港澳台|境外"),
    )
)


def lacking_qualifier(query: Query, evidence: str) -> str:
    """The level, the group or the first time that is asked for and a clause lacks, or empty."""
    for asked, said in _QUALIFIERS:
        if (found := asked.search(query.text)) and not said.search(evidence):
            return found[0]
    return ""


def attribute_of(query: Query) -> str:
    """The noun or verb whose bearer or doer is asked for: `召集人是谁`, `由谁管理`; or empty.

    Only questions for one body or person; `哪些` and `什么` ask more widely.
    """
    words = tagged(query.text)
    text = query.text
    who = _WHO.search(text)
    if not who:
        return ""
    at = 0
    before: list[tuple[str, str]] = []
    after: list[tuple[str, str]] = []
    for word, tag in words:
        begin = text.lower().find(word, at)
        at = begin + len(word)
        (before if begin < who.start() else after).append((word, tag))
    if before and _BEFORE_WHO.search(before[-1][0]):
        nouns = [w for w, t in before[-3:-1] if t[0] in "nxj" or t == "vn"]
        if nouns and len(nouns[-1]) > 1 and nouns[-1] not in _GENERIC:
            return nouns[-1]
    if before and _BY.search(before[-1][0]):
        end = next((at for at, (w, _) in enumerate(after) if _STOP.match(w)), len(after))
        after = after[:end]
        verbs = [w for w, t in after if t[0] == "v" and len(w) > 1 and w not in _GENERIC]
        return verbs[0] if verbs else ""
    return ""
