"""Follow-up questions: completed from the turns before, and only where they are no question yet."""

from pathlib import Path

import pytest

from corpus.load import load_document
from rag.held.holdings import Holdings
from rag.pipeline import Pipeline
from rag.question.conversation import Turn, completed

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "corpus/documents/000_bcc79dc7008c6538.txt"
LAW = """沙溪市支持竹编企业办法

第一章 扶持内容

第一条 对首次认定的竹编龙头企业，给予一次性奖励30万元。

第二条 安家补贴按照下列标准发放：

（一）博士研究生。每人15万元。

（二）硕士研究生。每人5万元。

第三条 租金补贴。每年最高20万元，期限3年。（牵头单位：市林业局；责任单位：市财政局）

第四条 展会补助。每次2万元。（牵头单位：市商务局；责任单位：市财政局）

第二章 附则

第五条 本办法自2031年5月1日起施行。
"""


def held(path: Path) -> Holdings:
    document = load_document(path, path.parent)
    return Holdings.of({document.doc_id: document})


@pytest.fixture(scope="module")
def opinion() -> Holdings:
    return held(SAMPLE)


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Holdings:
    path = tmp_path_factory.mktemp("law") / "竹编.txt"
    path.write_text(LAW, encoding="utf-8")
    return held(path)


def after(holdings: Holdings, question: str, *sections: str) -> tuple[Turn, ...]:
    """One turn whose answer cited these sections of the only document."""
    (doc_id,) = holdings.documents
    return (Turn(question, tuple((doc_id, section) for section in sections)),)


CARS = ("汽车产业2022年主营业务收入目标是多少", "二/(三)")
UNIT = ("市科技局牵头哪些条款", "二/(二)", "三/(八)")


@pytest.mark.parametrize(
    ("before", "question", "meant"),
    [
        (CARS, "那航空航天呢", "航空航天2022年主营业务收入目标是多少"),
        (CARS, "数字产业呢？", "数字产业2022年主营业务收入目标是多少"),
        (CARS, "那2025年呢", "汽车产业2025年主营业务收入目标是多少"),
        (CARS, "那上海呢", "上海汽车产业2022年主营业务收入目标是多少"),
        (CARS, "那区里呢", "区里汽车产业2022年主营业务收入目标是多少"),
        (CARS, "牵头单位是谁？", "汽车产业牵头单位是谁？"),
        (CARS, "谁牵头", "汽车产业谁牵头"),
        (CARS, "那责任单位呢", "汽车产业责任单位是谁"),
        (CARS, "它的目标是多少", "汽车产业的目标是多少"),
        (CARS, "这个产业布局在哪里", "汽车产业布局在哪里"),
        (CARS, "有什么条件", "汽车产业有什么条件"),
        (CARS, "展开说说", "二/(三)讲什么"),
        (CARS, "详细说一下", "二/(三)讲什么"),
        (CARS, "第二条展开说说", "二/(三)/2讲什么"),
        (CARS, "第1点讲什么", "二/(三)/1讲什么"),
        (CARS, "还有呢", CARS[0]),
        (UNIT, "第二条展开说说", "三/(八)讲什么"),
        (UNIT, "第一个讲什么", "二/(二)讲什么"),
        (UNIT, "那市商务局呢", "市商务局牵头哪些条款"),
        (UNIT, "它参与哪些", "市科技局参与哪些"),
        (("二(三)2讲什么", "二/(三)/2"), "谁牵头", "智能网联汽车谁牵头"),
        (("老人看病怎么弄", "二/(四)/2/(2)"), "这条由哪个单位负责", "医养融合由哪个单位负责"),
        (("汽车产业和数字产业哪个目标高",), "差多少", "汽车产业和数字产业的目标差多少"),
        (
            ("高新技术企业到2022年要培育到多少家", "一/(二)"),
            "规模以上工业企业呢",
            "规模以上工业企业到2022年要培育到多少家",
        ),
    ],
)  # fmt: skip
def test_a_follow_up_over_an_opinion(
    before: tuple[str, ...], question: str, meant: str, opinion: Holdings
) -> None:
    full = completed(question, after(opinion, *before), opinion)
    assert full is not None
    assert full.text == meant


RENT = ("租金补贴每年最高多少", "第一章/第三条")


@pytest.mark.parametrize(
    ("before", "question", "meant"),
    [
        (RENT, "那展会补助呢", "展会补助每年最高多少"),
        (RENT, "怎么申请", "租金补贴怎么申请"),
        (RENT, "期限多久", "租金补贴期限多久"),
        (RENT, "牵头单位呢", "租金补贴牵头单位是谁"),
        (RENT, "展开说说", "第一章/第三条讲什么"),
        (("博士安家补贴多少", "第一章/第二条/(一)"), "那硕士呢", "硕士补贴多少"),
        (("第二条讲什么", "第一章/第二条"), "第二项展开说说", "第一章/第二条/(二)讲什么"),
        (("市林业局牵头什么", "第一章/第三条"), "那市商务局呢", "市商务局牵头什么"),
    ],
)
def test_a_follow_up_over_a_law(
    before: tuple[str, ...], question: str, meant: str, law: Holdings
) -> None:
    full = completed(question, after(law, *before), law)
    assert full is not None
    assert full.text == meant


@pytest.mark.parametrize(
    "question",
    [
        "集成电路产业由哪个部门牵头？",
        "这个文件什么时候发布",
        "这份意见的有效期到什么时候",
        "文件主送哪些单位",
        "石墨烯要做什么",
        "上海的集成电路目标是多少",
        "二(三)2讲什么",
        "听说总目标是1.7万亿，真的假的？",
        "那航空航天由谁牵头呢",
        "企业能拿到多少万元补贴",
        "第九个呢",
    ],
)
def test_a_complete_question_is_not_changed(question: str, opinion: Holdings) -> None:
    for before in (CARS, UNIT):
        assert completed(question, after(opinion, *before), opinion) is None


def test_an_article_that_the_law_has_needs_no_turn_before(law: Holdings) -> None:
    assert completed("第四条讲什么", after(law, *RENT), law) is None


def test_nothing_is_completed_without_a_turn_before(opinion: Holdings) -> None:
    assert completed("那航空航天呢", (), opinion) is None


def test_a_year_goes_to_the_latest_question_with_a_year(opinion: Holdings) -> None:
    turns = (*after(opinion, *CARS), *after(opinion, "汽车产业牵头单位是谁", "二/(三)"))
    full = completed("那2025年呢", turns, opinion)
    assert full is not None
    assert full.text == "汽车产业2025年主营业务收入目标是多少"


def turn_of(pipeline: Pipeline, question: str, turns: tuple[Turn, ...] = ()) -> Turn:
    answer = pipeline.ask(question, turns=turns)
    return Turn(question, tuple((c.doc_id, c.section) for c in answer.citations))


def test_a_chain_of_follow_ups_is_answered_and_shown(pipeline: Pipeline) -> None:
    turns: tuple[Turn, ...] = ()
    for question in ("汽车产业2022年主营业务收入目标是多少", "那航空航天呢"):
        turns = (*turns, turn_of(pipeline, question, turns))
    answer = pipeline.ask("牵头单位是谁", turns=turns)
    assert {c.section for c in answer.citations} == {"二/(六)"}
    assert "市经济和信息化局" in answer.answer
    assert answer.question == "牵头单位是谁"
    assert answer.understood is not None
    assert "航空航天牵头单位是谁" in answer.understood


def test_the_year_of_a_follow_up_is_held_against_the_documents(pipeline: Pipeline) -> None:
    turns = (turn_of(pipeline, "汽车产业2022年主营业务收入目标是多少"),)
    answer = pipeline.ask("那2025年呢", turns=turns)
    assert answer.refused
    assert "2025" in answer.answer


def test_what_else_leaves_out_what_was_cited(pipeline: Pipeline) -> None:
    turns = (turn_of(pipeline, "人脸识别写在哪里"),)
    cited = set(turns[0].cited)
    assert cited
    answer = pipeline.ask("还有吗", turns=turns)
    assert not cited & {(c.doc_id, c.section) for c in answer.citations}


@pytest.mark.parametrize(
    "question", ["集成电路谁牵头", "这个文件是什么时候发布的", "二(七)1说了什么"]
)
def test_history_does_not_change_a_complete_questions_answer(
    question: str, pipeline: Pipeline
) -> None:
    alone = pipeline.ask(question)
    turns = (turn_of(pipeline, "市科技局牵头哪些条款"), turn_of(pipeline, "石墨烯要做什么"))
    later = pipeline.ask(question, turns=turns)
    assert (later.answer, later.citations, later.understood) == (
        alone.answer,
        alone.citations,
        alone.understood,
    )


def test_only_what_changed_is_shown(pipeline: Pipeline) -> None:
    assert pipeline.ask("集成电路产业谁牵头").understood is None
    assert pipeline.ask("大建康产业谁牵头").understood == "“大建康产业”→“大健康产业”"
    assert pipeline.ask("请问一下，集成电路产业谁牵头呀？？").understood is None
    assert pipeline.ask("沌口有哪些产业").understood == "“沌口”→“经济技术开发区”"
