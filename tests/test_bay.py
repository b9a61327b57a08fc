"""Units counted, documents by number, date and term, over five documents of a city and a district."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.build import build
from index.settings import Settings
from rag.across.library import Library
from rag.across.scope import Titles
from rag.across.sides import Divided
from rag.held.holdings import Holdings
from rag.pipeline import Pipeline
from rag.question.conversation import Turn
from rag.question.query import understand
from rag.route.calculate import calculated

_DAY = date(2026, 5, 1)


@pytest.fixture(scope="module")
def bay(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    """The pipeline over the documents."""
    home = tmp_path_factory.mktemp("bay")
    build(Settings(home), Path(__file__).parent / "bay", progress=False)
    return Pipeline.open(Settings(home))


@pytest.mark.parametrize(
    ("question", "sections", "says"),
    [
        ("海洋经济行动计划里责任单位最多的是哪一块？", {"二/(二)"}, "最多的有 3 家：\n海上风电"),
        (
            "深水养殖和滨海旅游，哪块的责任单位更多？",
            {"二/(一)", "二/(三)"},
            "深水养殖更多，多 1 家",
        ),
        ("海上风电的责任单位有几家？", {"二/(二)"}, "3 家（市能源局、市海洋局、市委金融办）"),
        ("市委金融办在行动计划里是哪些条的责任单位？", {"二/(二)", "三/(一)"}, "共 2 条"),
    ],
)
def test_units_are_counted_over_the_sections_that_name_them(
    question: str, sections: set[str], says: str, bay: Pipeline
) -> None:
    answer = bay.ask(question, as_of=_DAY)
    assert {citation.section for citation in answer.citations} == sections
    assert says in answer.answer


@pytest.mark.parametrize(
    ("question", "document", "says"),
    [
        ("澄海发〔2025〕3号印发的是什么名录？", "notice", "澄湾市海洋科普基地名录"),
        ("湿地保护的实施意见是哪一天的？", "opinion", "2024年11月8日"),
        ("手头还管用的文件里，哪份今年年底就到期了？", "rebate", "2026年内到期的现行文件共 1 份"),
        ("现行文件里，归市财政局解释的（或者跟别的局一起）有哪几份？", "rebate", "共 1 条"),
    ],
)
def test_documents_are_found_by_number_date_term_and_who_interprets_them(
    question: str, document: str, says: str, bay: Pipeline
) -> None:
    answer = bay.ask(question, as_of=_DAY)
    assert {citation.doc_id for citation in answer.citations} == {document}
    assert says in answer.answer


def test_no_document_is_due_in_a_year_that_none_names(bay: Pipeline) -> None:
    assert bay.ask("哪些文件2031年到期？", as_of=_DAY).refused


@pytest.mark.parametrize(
    "question",
    ["渔船更新补助第一次申报要准备哪几样东西？", "首次申报渔船更新补助，材料有哪些？"],
)
def test_papers_are_listed_whole_and_nothing_else(question: str, bay: Pipeline) -> None:
    answer = bay.ask(question, as_of=_DAY)
    assert [c.section for c in answer.citations] == [f"第二条/(一)/{n}" for n in (1, 2, 3)]
    assert "共 3 项" in answer.answer


def test_what_stands_in_a_list_that_is_not_there_is_refused(bay: Pipeline) -> None:
    answer = bay.ask("海洋科普基地名录里有几家博物馆？", as_of=_DAY)
    assert answer.refused
    assert "名录没有随正文收录" in answer.answer


def test_why_a_document_is_there_is_no_answer_to_what_it_says(bay: Pipeline) -> None:
    answer = bay.ask("海洋科普基地向公众开放服务要收多少钱？", as_of=_DAY)
    assert answer.refused
    assert "开放服务" in bay.ask("海洋科普基地名录为什么印发，要求做好什么？", as_of=_DAY).answer


def test_this_document_is_the_one_cited_last_or_must_be_named(bay: Pipeline) -> None:
    alone = bay.ask("这份文件是谁印发的？", as_of=_DAY)
    assert alone.refused
    assert alone.reason == "needs_detail"
    turns = [Turn("渔船更新补助多少钱一艘", (("rebate", "第一条"),))]
    assert "澄湾市海洋局" in bay.ask("这份文件是谁印发的？", as_of=_DAY, turns=turns).answer


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("沙浦区渔船更新补助由哪个局解释？", "district"),
        ("澄湾市渔船更新补助由哪个局解释？", "rebate"),
    ],
)
def test_who_names_a_government_is_answered_from_its_documents(
    question: str, document: str, bay: Pipeline
) -> None:
    answer = bay.ask(question, as_of=_DAY)
    assert {citation.doc_id for citation in answer.citations} == {document}


def test_a_government_that_is_part_of_a_bodys_name_binds_nothing(bay: Pipeline) -> None:
    library = Library.of(bay.documents)
    divided = Divided(replace(library, titles=Titles.of(bay.documents, ["沙浦区人民政府"])))
    everything = frozenset(bay.documents)
    assert divided.place("沙浦区人民政府有哪些任务", everything) is None
    assert divided.place("公司在沙浦区，能补多少", everything) is None
    place = divided.place("沙浦区的渔船补助标准", everything)
    assert place is not None
    assert place.doc_ids == {"district"}


def test_a_word_that_only_begins_like_a_titles_names_no_document(bay: Pipeline) -> None:
    titles = Titles.of(bay.documents)
    assert titles.scores("渔船的补助")["rebate"] > 0
    assert titles.scores("科普基地的讲解员")["notice"] > 0
    assert titles.scores("海洋性气候")["plan"] == 0  # 海洋性 stands in no title


def test_which_things_are_to_be_built_is_no_question_for_targets(bay: Pipeline) -> None:
    holdings = Holdings.of(bay.documents)
    assert len(holdings.targets) > 1
    built = calculated(understand("海洋研发要筹建哪些"), (), holdings, plural=True)
    assert built is None
    asked = calculated(understand("研发投入的目标有哪些"), (), holdings, plural=True)
    assert asked is not None
