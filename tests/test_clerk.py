"""What a clerk is asked at the counter, over two invented documents of a city's office."""

from decimal import Decimal
from pathlib import Path

import pytest

from index.build import build
from index.settings import Settings
from rag.evidence.quantity import span_in_days
from rag.pipeline import Pipeline
from rag.question.edition import of_year
from rag.question.query import understand


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    home = tmp_path_factory.mktemp("office")
    build(Settings(home), Path(__file__).parent / "office", progress=False)
    return Pipeline.open(Settings(home))


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("安居一件事的情况说明最多写多少字", ["2000字以内"]),
        ("申请安居一件事，附图不能超过几页", ["10页"]),
        ("安居一件事的申请表一式几份", ["两份"]),
        ("落户登记材料齐全的话要多久办完", ["当场办结"]),
        ("房屋合同备案几天内办结", ["7个工作日内"]),
        ("群众投诉得在多少天里答复", ["3个工作日内"]),
    ],
)
def test_numbers_and_times_are_taken_out(question: str, says: list[str], office: Pipeline) -> None:
    answer = office.ask(question)
    assert all(one in answer.answer for one in says), answer.answer


@pytest.mark.parametrize(
    ("question", "says", "not_said"),
    [
        ("安居一件事实施方案是几家单位联合印发的？", ["共 3 家", "云港市公安局"], "公开发布"),
        ("安居一件事的方案是哪三个部门一起发的", ["云港市住房和城乡建设局"], "公开发布"),
        ("政策公开工作办法是哪天落款的", ["2023年3月2日"], "2024"),
        ("安居一件事那个若干安排的方案，是哪三家发的", ["云港市公安局"], "公开发布"),
        ("政策发布前要审核哪些方面", ["公平性"], "2023年3月2日"),
    ],
)
def test_what_a_document_says_of_itself(
    question: str, says: list[str], not_said: str, office: Pipeline
) -> None:
    answer = office.ask(question)
    assert all(one in answer.answer for one in says), answer.answer
    assert not_said not in answer.answer


def test_another_places_document_is_not_the_one_meant(office: Pipeline) -> None:
    assert office.ask("青山市政策公开工作办法是哪个单位印发的？").refused


@pytest.mark.parametrize(
    ("question", "unit", "not_this"),
    [
        ("租赁合同信息核验接口由谁牵头", "市住房和城乡建设局", "市教育局"),
        ("不动产登记数据互通是哪个局牵头", "市自然资源局", "市教育局"),
        ("学籍信息核验该找哪个部门", "市教育局", "市自然资源局"),
        ("安居一件事的经费保障归哪个部门", "市财政局", "市公安局负责"),
    ],
)
def test_each_sentence_has_its_own_unit(
    question: str, unit: str, not_this: str, office: Pipeline
) -> None:
    answer = office.ask(question)
    assert unit in answer.answer, answer.answer
    assert not_this not in answer.answer


def test_units_of_two_matters_are_named_for_each(office: Pipeline) -> None:
    answer = office.ask("租赁合同信息核验和学籍信息核验，牵头的分别是谁？")
    assert "租赁合同信息核验——牵头单位：市住房和城乡建设局" in answer.answer
    assert "学籍信息核验——牵头单位：市教育局" in answer.answer


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("安居一件事的“四个一”要求是什么", "一次提交、一窗收件、一网流转、一并送达（共 4 项）"),
        ("自助服务终端要有哪些功能", "二是证照打印"),
        ("自助服务终端要有哪些功能", "三是缴费查询"),
        ("拓展服务渠道有几种方式可选，分别叫什么", "2.上门服务"),
        ("解读材料报送市行政审批局，和政策文本报送市档案馆，哪个时限更紧？", "5个工作日内）："),
    ],
)
def test_lists_and_spans(question: str, says: str, office: Pipeline) -> None:
    answer = office.ask(question)
    assert says in answer.answer, answer.answer


def test_number_words_without_such_a_list_are_left_to_the_search(office: Pipeline) -> None:
    assert "共 5 项" not in office.ask("安居一件事的“五个一”要求是什么").answer


def test_clauses_with_a_quoted_term_are_all_listed(office: Pipeline) -> None:
    answer = office.ask("《云港市政策公开工作办法》里以“工作日”计时限的条款有哪几条？")
    assert [c.section for c in answer.citations] == ["第二章/第四条", "第二章/第五条"]


@pytest.mark.parametrize(
    "question", ["安居一件事第三批事项清单哪天印发的？", "第三批事项清单有多少项"]
)
def test_another_of_a_series_is_not_the_one_held(question: str, office: Pipeline) -> None:
    assert office.ask(question).refused


@pytest.mark.parametrize(
    ("text", "days"),
    [("3个工作日内", "4.2"), ("当场办结", "0"), ("2个月", "60"), ("12小时", "0.5"), ("按时", None)],
)
def test_spans_of_time_compare_in_days(text: str, days: str | None) -> None:
    found = span_in_days(text)
    assert (found is None) if days is None else (found == Decimal(days))


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("上门不方便，只提供寄递服务不开专窗行得通吗", "不得只提供寄递服务"),
        ("房子还没交房，能申请落户登记吗", "不能申请落户登记"),
        ("2024年9月底前全市镇街道专窗就要100%覆盖，没记错吧？", "不是。2024年9月底前，70%以上"),
        ("2024年9月底前70%的镇街道要开设专窗，对吗？", "是。2024年9月底前，70%以上"),
    ],
)
def test_a_rule_answers_whether_something_may_be_done(
    question: str, says: str, office: Pipeline
) -> None:
    answer = office.ask(question)
    assert says in answer.answer, answer.answer


def test_a_year_names_the_plan_of_that_year() -> None:
    titles = {"甲": "云港市2023年公开工作要点", "乙": "云港市2024年公开工作要点", "丙": "其他办法"}
    assert of_year("2023年公开工作要点怎么安排培训", titles) == {"甲"}
    assert of_year("2025年公开工作要点怎么安排培训", titles) == frozenset()
    assert of_year("2023年其他办法", titles) == frozenset()


@pytest.mark.parametrize(
    ("question", "says", "not_said"),
    [
        ("不动产登记数据互通最晚什么时候完成", "2024年8月底前", "11月"),
        ("学籍信息核验什么时候前要完成", "2024年11月底前", "8月"),
    ],
)
def test_the_day_of_a_task_stands_in_its_bracket(
    question: str, says: str, not_said: str, office: Pipeline
) -> None:
    answer = office.ask(question)
    assert says in answer.answer, answer.answer
    assert not_said not in answer.answer


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("政策公开工作办法的事打哪个电话", "0999-8123456"),
        ("政策公开的解读材料发到哪个邮箱", "gk@yungang.example.org"),
    ],
)
def test_the_line_to_call_is_found_by_its_document(
    question: str, says: str, office: Pipeline
) -> None:
    answer = office.ask(question)
    assert says in answer.answer, answer.answer


def test_no_line_to_call_is_taken_from_another_document(office: Pipeline) -> None:
    assert "0999" not in office.ask("安居一件事的咨询电话是多少").answer


def test_the_list_that_a_phrase_opens_answers_which_ones(office: Pipeline) -> None:
    answer = office.ask("设立查询点要满足啥条件")
    assert "有固定场所" in answer.answer
    assert "配备专人" in answer.answer


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("注册资本最少要多少", "amount"),
        ("保证金交多少", "amount"),
        ("好几个部门联合发的文", "text"),
        ("谁来受理", "body"),
        ("该去看哪个部门发布", "body"),
        ("哪些单位可以申报", "text"),
    ],
)
def test_what_is_asked_for_is_read(question: str, kind: str) -> None:
    assert understand(question).kind == kind
