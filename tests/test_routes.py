"""Routes over the sample: divisions, mentions, roles, verdicts, notes, near misses."""

import pytest

from rag.pipeline import Pipeline


def sections(question: str, pipeline: Pipeline) -> list[str]:
    return list(dict.fromkeys(c.section for c in pipeline.ask(question).citations))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("文件提出了哪些工作措施", [f"三/({n})" for n in "一二三四五六七八九十"]),
        ("汽车产业的三个重点方向是什么", ["二/(三)/1", "二/(三)/2", "二/(三)/3"]),
        ("整份意见分哪三大部分？", ["一", "二", "三"]),
        ("原文里出现“北斗”二字的条款都在哪儿？", ["二/(二)/2", "二/(二)/2/(2)", "三/(七)"]),
        ("武汉软件新城在哪条提到", ["二/(五)"]),
        ("石墨烯是新能源与新材料产业的第几项", ["二/(八)/5"]),
    ],
)
def test_lists_are_complete(question: str, expected: list[str], pipeline: Pipeline) -> None:
    assert sections(question, pipeline) == expected


def test_a_list_says_its_count_and_what_was_searched(pipeline: Pipeline) -> None:
    answer = pipeline.ask("市科技局牵头哪些条款？")
    assert "共 2 条（检索 1 份文件" in answer.answer


def test_a_district_is_told_of_clauses_that_name_all_districts(pipeline: Pipeline) -> None:
    answer = pipeline.ask("新洲区参与哪些工作")
    assert "三/(八)" not in [c.section for c in answer.citations]
    assert any("各区人民政府" in note and "三、(八)" in note for note in answer.notes)


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("集成电路是市科技局牵头的，对吧？", "不是。市科技局是“集成电路产业”的责任单位"),
        ("市科技局是汽车产业的责任单位吗", "是。"),
        ("新洲区人民政府是汽车产业的责任单位吗", "不是。"),
        ("数字产业2022年的收入目标是4000亿元吧？", "不是。3100亿元以上"),
        ("康养产业目标超过2000亿元吗", "是。2200亿元以上"),
        ("文件要求2025年全市重点产业收入达到17000亿元，没错吧？", "不是2025年，写的是2022年"),
    ],
)
def test_a_verdict_is_given_where_the_text_proves_it(
    question: str, begins: str, pipeline: Pipeline
) -> None:
    answer = pipeline.ask(question)
    assert answer.answer.startswith(begins)
    assert answer.citations


@pytest.mark.parametrize(
    "question",
    [
        "独角兽企业要培育多少家",
        "每个区至少引进几名院士",
        "市教育局负责哪些条款",
        "重点产业专项基金由谁管理",
        "本意见由谁负责解释",
        "区块链产业有什么支持政策",
        "房地产企业可以享受什么政策",
        "高新技术企业认定的条件是什么",
        "武汉超算中心位于哪个区",
        "领导小组多长时间开一次会？",
        "医疗机构开设科学健身门诊部的审批流程是什么",
        "到2030年数字产业的目标是什么",
    ],
)
def test_a_near_miss_is_refused(question: str, pipeline: Pipeline) -> None:
    answer = pipeline.ask(question)
    assert answer.refused, answer.answer
    assert answer.citations == ()


def test_a_subject_that_is_not_the_headings_is_noted(pipeline: Pipeline) -> None:
    answer = pipeline.ask("地球空间信息产业2022年的收入目标是多少？")
    assert "300亿元以上" in answer.answer
    assert any("量子通信" in note and "地球空间信息" in note for note in answer.notes)


def test_a_missing_list_is_noted(pipeline: Pipeline) -> None:
    answer = pipeline.ask("领导小组由谁任组长")
    assert any("名单附后" in note for note in answer.notes)


def test_warnings_about_the_header_stand_only_where_they_matter(pipeline: Pipeline) -> None:
    assert pipeline.ask("汽车产业2022年主营业务收入目标是多少？").notes == ()
    assert any("页眉" in note for note in pipeline.ask("这份文件是哪天发布的").notes)


def test_the_value_comes_first(pipeline: Pipeline) -> None:
    answer = pipeline.ask("汽车产业2022年主营业务收入目标是多少？")
    assert answer.answer.startswith("4000亿元以上")
    assert len(answer.answer) <= 120
