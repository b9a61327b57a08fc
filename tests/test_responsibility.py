"""Responsibility lines: who leads, who supports."""

import pytest

from corpus.document import Block, SourceText
from corpus.outline import outline
from corpus.read.plain import lines_as_blocks
from corpus.responsibility import read_assignments, read_responsibilities
from corpus.unit import read_units


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市科技局、市财政局", ["市科技局", "市财政局"]),
        ("市科技局,江夏区、新洲区人民政府", ["市科技局", "江夏区人民政府", "新洲区人民政府"]),
        ("市科技局〈光电子〉,各区人民政府〈含开发区〉", ["市科技局", "各区人民政府"]),
        ("甲经济技术开发区(乙区)、丙区人民政府", ["甲经济技术开发区(乙区)", "丙区人民政府"]),
        ("市发展改革委（市能源局）、市财政局", ["市发展改革委（市能源局）", "市财政局"]),
        (
            "各县（市、区）人民政府、市教育局和体育局",
            ["各县（市、区）人民政府", "市教育局", "体育局"],
        ),
        ("东岭市、西岭省相关部门", ["东岭市相关部门", "西岭省相关部门"]),
        ("各区、市各相关部门", ["各区", "市各相关部门"]),
        ("市科技局 市财政局", ["市科技局", "市财政局"]),
        ("省科技厅、能源局等省有关部门和各市人民政府", ["省科技厅", "能源局", "各市人民政府"]),
        ("市经济\n和信息化局，市财政局等部门", ["市经济和信息化局", "市财政局"]),
        ("12区和东岭经济技术开发区", ["12区", "东岭经济技术开发区"]),
        ("市水利局，东岭、西岭区人民政府", ["市水利局", "东岭区人民政府", "西岭区人民政府"]),
        ("市人力资源社会保障局、市经济和信息化局等", ["市人力资源社会保障局", "市经济和信息化局"]),
    ],
)
def test_units(text: str, expected: list[str]) -> None:
    assert read_units(text) == expected


def test_lead_and_support() -> None:
    text = "一、甲。办。（牵头单位：市科技局；责任单位：市财政局、市统计局）"
    clauses = outline(SourceText(text, lines_as_blocks(text)), "d")
    (found,) = read_responsibilities(clauses)
    assert (found.section, found.lead, found.support) == (
        "一",
        ("市科技局",),
        ("市财政局", "市统计局"),
    )


@pytest.mark.parametrize(
    ("wording", "lead", "support"),
    [
        ("由市科技局牵头，市财政局、市统计局配合。", ["市科技局"], ["市财政局", "市统计局"]),
        ("市科技局、市财政局按职责分工负责。", [], ["市科技局", "市财政局"]),
        ("市科技局、市财政局按照各自职责，做好项目审核。", [], ["市科技局", "市财政局"]),
        (
            "（市人社局、市教育局，排第一位的为牵头单位）",
            ["市人社局"],
            ["市教育局"],
        ),
        ("责任单位：市体育局、市教育局（排名第一的为牵头单位）", ["市体育局"], ["市教育局"]),
        ("（市科技局负责，市财政局参加）", ["市科技局"], ["市财政局"]),
        ("（市水利局，各街道办事处）", [], ["市水利局", "各街道办事处"]),
        ("（牵头领导：副市长；牵头单位：市商务局）", ["市商务局"], []),
        (
            "市林业局负责湿地保护，市水务局负责水源涵养，市财政局配合做好保障。",
            ["市林业局", "市水务局"],
            ["市财政局"],
        ),
        ("（市科技局、各区政府按职责分工负责）", [], ["市科技局", "各区政府"]),
        ("（市科技局牵头负责）", ["市科技局"], []),
        ("办好实事。责任单位：市科技局、各镇街", [], ["市科技局", "各镇街"]),
        ("（市科技局、市财政局依职责分别负责落实）", [], ["市科技局", "市财政局"]),
        ("（市科技局、市财政局分别负责落实）", ["市科技局", "市财政局"], []),
        (
            "（市科技局牵头，会同东岭市、西岭市相关部门协同推进，2026年10月底前完成）",
            ["市科技局"],
            ["东岭市相关部门", "西岭市相关部门"],
        ),
        ("（市科技局牵头、市财政局配合）", ["市科技局"], ["市财政局"]),
        ("（责任单位：市科技局（牵头）、市财政局）", ["市科技局"], ["市财政局"]),
        (
            "（责任单位：市科技局牵头，市财政局配合；完成时限：2026年底）",
            ["市科技局"],
            ["市财政局"],
        ),
        ("（责任单位：市科技局，2026年12月底前完成）", [], ["市科技局"]),
        ("（市级责任单位：市科技局；区级责任单位：各区政府）", [], ["市科技局", "各区政府"]),
        ("【牵头单位：市科技局 责任单位：市财政局 完成时限：2026年】", ["市科技局"], ["市财政局"]),
        ("（市科技局、市财政局）", [], ["市科技局", "市财政局"]),
        ("（市科技局、市财政局，列首的为牵头单位，下同）", ["市科技局"], ["市财政局"]),
        ("由市科技局统筹负责，组织各街道开展服务。", ["市科技局"], []),
        ("市科技局牵头组织实施，市财政局配合做好保障。", ["市科技局"], ["市财政局"]),
        ("市科技局会同市财政局制定具体办法。", ["市科技局"], ["市财政局"]),
        ("市科技局负责制定规划；市财政局负责安排资金。", ["市科技局", "市财政局"], []),
        ("（市科技局牵头，市财政局负责落实，完成时限：2026年10月）", ["市科技局"], ["市财政局"]),
        ("（市科技局负责落实）", ["市科技局"], []),
        ("〔牵头单位：市科技局；配合单位：市财政局〕", ["市科技局"], ["市财政局"]),
        ("（责任单位：市科技局，甲区、乙区政府）", [], ["市科技局", "甲区政府", "乙区政府"]),
        (
            "（责任单位：市科技局和市财政局，市自然资源和规划局）",
            [],
            ["市科技局", "市财政局", "市自然资源和规划局"],
        ),
    ],
)
def test_wordings(wording: str, lead: list[str], support: list[str]) -> None:
    text = "一、甲。推进建设。" + wording
    (found,) = read_responsibilities(outline(SourceText(text, lines_as_blocks(text)), "d"))
    assert (found.section, list(found.lead), list(found.support)) == ("一", lead, support)


@pytest.mark.parametrize(
    "text",
    [
        "成立由市长任组长的领导小组，负责研究部署全市规划。",
        "各场景牵头部门、配合部门要明确专人负责。",
        "由1家单位作为牵头单位。",
        "企业负责落实安全生产责任。",
        "加强与市科技局的配合。",
        "本办法由市科技局负责解释。",
        "骗取资金的，由市科技局会同市财政局追回。",
        "市科技局负责制定规划。",
        "县级以上主管部门负责监督；有关部门负责检查。",
        "云岭市科技局、云岭市财政局会同有关部门制定了办法。",
        "发挥行业协会（商会）作用。",
        "建立市领导牵头的调度机制。",
    ],
)
def test_sentences_about_leading_are_no_responsibility(text: str) -> None:
    text = "一、甲。" + text
    assert read_responsibilities(outline(SourceText(text, lines_as_blocks(text)), "d")) == ()


def test_each_bracket_of_a_clause_is_its_own_assignment() -> None:
    text = "一、甲。办一。（市科技局负责）办二。（市财政局牵头，各区配合）再办。"
    clauses = outline(SourceText(text, lines_as_blocks(text)), "d")
    found = read_assignments(clauses)
    assert [(r.lead, r.support) for r in found] == [
        (("市科技局",), ()),
        (("市财政局",), ("各区",)),
    ]
    assert [text[r.start : r.end] for r in found] == [
        "（市科技局负责）",
        "（市财政局牵头，各区配合）",
    ]
    (merged,) = read_responsibilities(clauses)
    assert (merged.lead, merged.support) == (("市科技局", "市财政局"), ("各区",))


def test_items_that_share_out_tasks() -> None:
    text = "一、职责。分工如下：\n（一）市科技局负责认定；\n（二）各区人民政府负责推荐。\n"
    clauses = outline(SourceText(text, lines_as_blocks(text)), "d")
    found = read_assignments(clauses)
    assert [(r.section, r.lead) for r in found] == [
        ("一/(一)", ("市科技局",)),
        ("一/(二)", ("各区人民政府",)),
    ]


def test_the_rows_of_a_table() -> None:
    rows = ["序号\t任务\t牵头单位\t配合单位", "1\t建平台\t市科技局\t市财政局、各区政府"]
    rows += ["2\t办大赛\t市文旅局\t—"]
    head, table = "一、甲\n", "\n".join(rows)
    text = head + table
    blocks = (*lines_as_blocks(head), Block(len(head), len(text), "table"))
    found = read_assignments(outline(SourceText(text, blocks), "d"))
    assert [(r.section, r.lead, r.support) for r in found] == [
        ("一/表", ("市科技局",), ("市财政局", "各区政府")),
        ("一/表", ("市文旅局",), ()),
    ]
    assert text[found[1].start : found[1].end] == rows[2]


def test_tasks_counted_in_a_sentence_name_the_bodies_without_their_numbers() -> None:
    text = "一、分工。明确职责。一是市工信局负责认定；二是市财政局负责资金。"
    (found,) = read_assignments(outline(SourceText(text, lines_as_blocks(text)), "d"))
    assert found.lead == ("市工信局", "市财政局")


def test_a_column_of_shared_tasks_is_read_by_its_roles() -> None:
    rows = ["任务\t责任分工\t时限", "建算力中心\t市数据局牵头，市财政局配合\t2026年"]
    rows += ["企业上云\t市工信局、各县（市、区）人民政府\t2027年"]
    head, table = "一、甲\n", "\n".join(rows)
    text = head + table
    blocks = (*lines_as_blocks(head), Block(len(head), len(text), "table"))
    found = read_assignments(outline(SourceText(text, blocks), "d"))
    assert [(r.lead, r.support) for r in found] == [
        (("市数据局",), ("市财政局",)),
        ((), ("市工信局", "各县（市、区）人民政府")),
    ]
