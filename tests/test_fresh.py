"""Questions over three documents of other genres: a subsidy, a regulation, a plan with a table."""

from datetime import date
from pathlib import Path

import pytest

from corpus.document import Clause
from index.build import build
from index.settings import Settings
from rag.held.opening import openings
from rag.pipeline import Pipeline

_DAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    """The pipeline over the documents."""
    home = tmp_path_factory.mktemp("fresh")
    build(Settings(home), Path(__file__).parent / "fresh", progress=False)
    return Pipeline.open(Settings(home))


@pytest.mark.parametrize(
    ("question", "says", "section"),
    [
        ("南岭区要建几座换电站？", "18座", "一/表"),
        ("西河县要建多少个公共充电桩？", "7000个", "一/表"),
        ("北湖区的任务最晚哪个月完成？", "2026年12月", "一/表"),
        ("4.5吨以下的冷藏车每辆补贴几万？", "3万元", "第二章/第五条/(一)"),
        ("冷藏车12吨以上的补贴多少钱", "10万元", "第二章/第五条/(三)"),
        ("在古茶树旁边打除草剂罚多少？", "一千元以上", "第三章/第十二条"),
        ("擅自移植古茶树怎么罚？", "一万元以上", "第三章/第十一条"),
        ("古茶树专家委员会有几个人？", "11人", "第一章/第四条"),
        ("充电桩免需量电费到哪年？", "2030年", "三/(三)"),
        ("专班组长由谁担任？", "分管副市长任组长", "三/(一)"),
        ("冷链补贴的材料交给哪个部门？", "市商务局", "第一章/第三条"),
        ("每年几月几号前要交冷链补贴申请？", "3月31日", "第三章/第九条"),
    ],
)
def test_a_value_is_found_with_what_stands_above_it(
    question: str, says: str, section: str, fresh: Pipeline
) -> None:
    answer = fresh.ask(question, as_of=_DAY)
    assert says in answer.answer
    assert section in [c.section for c in answer.citations]


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("冷链重点品类目录包含哪些品类？", "另行制定"),
        ("工作专班有哪些成员？", "另行印发"),
        ("古茶树鉴定具体怎么做？", "另行制定"),
    ],
)
def test_what_is_only_promised_is_no_answer(question: str, why: str, fresh: Pipeline) -> None:
    answer = fresh.ask(question, as_of=_DAY)
    assert answer.refused
    assert why in answer.answer


def test_who_makes_what_is_promised_is_answered(fresh: Pipeline) -> None:
    answer = fresh.ask("冷链重点品类目录由谁制定？", as_of=_DAY)
    assert "市商务局" in answer.answer


@pytest.mark.parametrize(
    "question",
    ["2026年底要建成多少公共充电桩？", "海州区要建多少充电桩？", "充电服务费每度电多少钱？"],
)
def test_a_near_miss_is_refused(question: str, fresh: Pipeline) -> None:
    assert fresh.ask(question, as_of=_DAY).refused


@pytest.mark.parametrize("question", ["今天天气怎么样", "你好", "红烧肉怎么做？", "写一首诗"])
def test_what_is_no_matter_of_the_documents_is_out_of_scope(question: str, fresh: Pipeline) -> None:
    answer = fresh.ask(question, as_of=_DAY)
    assert answer.reason == "out_of_scope"
    assert answer.refused


def test_a_near_miss_is_not_out_of_scope(fresh: Pipeline) -> None:
    assert fresh.ask("购置冷藏集装箱补贴多少？", as_of=_DAY).reason == "no_evidence"


def test_a_name_that_a_document_shortens_is_held_in_either_form() -> None:
    said = "第三条 市市场监督管理局（以下简称“监管局”）负责抽查。"
    clauses = tuple(
        Clause("rules", at, at, (), "item", text, 0, len(text))
        for at, text in (("一", said), ("二", "第四条 监管局每年检查一次。"))
    )
    assert openings(clauses)["rules", "二"] == "市市场监督管理局"


def test_a_document_is_known_by_a_shortened_title(fresh: Pipeline) -> None:
    answer = fresh.ask("榆州古茶树条例从哪天开始实行？", as_of=_DAY)
    assert "2024年10月1日" in answer.answer
