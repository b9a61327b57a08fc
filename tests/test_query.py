"""What a question asks for, and questions that cannot be asked."""

import pytest

from rag.question.query import QuestionError, understand


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("汽车产业2022年主营业务收入目标是多少", "amount"),
        ("研发投入占比要到多少", "percentage"),
        ("高新技术企业要达到多少家", "count"),
        ("这个文件什么时候发布", "date"),
        ("集成电路谁牵头", "body"),
        ("咨询电话是多少", "contact"),
        ("3D打印重点突破什么", "text"),
        ("这个目标要到哪一年实现", "year"),
        ("最晚哪年突破万亿", "year"),
        ("租金补贴几号前申报", "date"),
        ("安家补贴分几次发放", "count"),
        ("认定标准由哪个部门来定", "body"),
        ("培训的主办单位是谁", "body"),
        ("每辆车补几万", "amount"),
        ("组长由谁担任", "person"),
        ("罚款是违法所得的几倍", "count"),
        ("净资产的多少倍是上限", "count"),
        ("公示期是多长", "date"),
        ("许可证的有效期限有多久", "date"),
        ("最晚几天要交", "count"),
        ("适用税率由谁来确定", "body"),
        ("收费标准由哪级政府制定", "body"),
        ("适用哪种税率", "text"),
        ("材料能不能过几天再交", "text"),
        ("店里来了几个保安，要去备案吗，多久内办", "date"),
        ("想换网址，要提前几天去办变更", "count"),
        ("网址是多少，几天能打开", "contact"),
        ("哪些人不得担任保安员", "text"),
        ("领导小组有哪些人", "person"),
        ("主管部门收到申请后多久作出决定", "date"),
        ("企业的主管部门是谁，多久批", "body"),
    ],
)
def test_kind(question: str, kind: str) -> None:
    assert understand(question).kind == kind


@pytest.mark.parametrize(
    ("question", "address"),
    [
        ("二(三)2讲什么", "二/(三)/2"),
        ("二、（三）2．讲什么", "二/(三)/2"),
        ("第二部分第三条说了什么", "二/(三)"),
        ("第十二条规定了什么", "第十二条"),
        ("一二三产业融合", None),
    ],
)
def test_address(question: str, address: str | None) -> None:
    assert understand(question).address == address


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("哪个产业的收入目标最高", "max"),
        ("奖励最少的是哪一档", "min"),
        ("汽车产业比数字产业高多少", "difference"),
        ("生物和康养的目标差多少", "difference"),
        ("这几个产业的目标加起来是多少", "sum"),
        ("汽车产业和数字产业的目标哪个高？", "compare"),
        ("甲条和乙条的奖励一样吗", "compare"),
        ("各产业目标从高到低排一下", "rank"),
        ("一共有多少条由市科技局牵头", "count"),
        ("文件列了几个产业", "count"),
        ("补贴最高多少", None),
        ("数据服务费的最高收入由哪个部门核定", None),
        ("项目最低要占储备项目的多少", None),
        ("要建多少座加氢站", None),
        ("第几条说了上市", None),
    ],
)
def test_a_calculation_is_told_from_a_value_that_a_clause_states(
    question: str, operation: str | None
) -> None:
    assert understand(question).operation == operation


@pytest.mark.parametrize(
    ("question", "is_verdict"),
    [
        ("做虹膜识别的企业，文件支持吗？", True),
        ("有没有什么补贴", True),
        ("能分到人才公寓不？", True),
        ("外地企业是否可以申请", True),
        ("有没有人管，要做哪些事", False),
        ("能告诉我奖励多少吗", False),
        ("汽车产业的目标", False),
    ],
)
def test_yes_or_no_answers_only_where_nothing_more_is_asked(
    question: str, is_verdict: bool
) -> None:
    assert understand(question).wants_verdict is is_verdict


@pytest.mark.parametrize(
    ("question", "is_definition"),
    [
        ("瞪羚企业是什么", True),
        ("“三首”产品指的是什么", True),
        ("规模以上企业怎么界定", True),
        ("总体目标是什么", False),
        ("申报条件是什么", False),
        ("设立目的是什么", False),
    ],
)
def test_a_definition_is_asked_for_a_term_not_for_an_aspect(
    question: str, is_definition: bool
) -> None:
    assert understand(question).definition is is_definition


def test_how_to_do_it_is_not_how_it_is_laid_down() -> None:
    assert understand("租金补贴怎么申请").how
    assert not understand("租金补贴怎么规定的").how


def test_a_title_and_a_number_bind_and_the_year_in_a_number_does_not() -> None:
    query = understand("《竹编产业促进办法》（江政规〔2031〕29号）2035年目标是多少")
    assert query.titles == ("竹编产业促进办法",)
    assert query.number == "江政规〔2031〕29号"
    assert query.years == ("2035",)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("", "空"),
        ("  \n", "空"),
        ("甲" * 10_000, "10000"),
        ("甲\x07乙", "控制字符"),
        ("\ud800甲", "控制字符"),
        ("？！", "文字"),
    ],
    ids=["empty", "blank", "long", "control", "surrogate", "punctuation"],
)
def test_a_question_that_cannot_be_asked(question: str, reason: str) -> None:
    with pytest.raises(QuestionError, match=reason):
        understand(question)
