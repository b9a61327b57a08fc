"""Wrapped lines and lost line breaks: the same document gives the same addresses."""

import textwrap
import unicodedata

import pytest

from corpus.document import Clause, SourceText
from corpus.outline import outline
from corpus.read.plain import lines_as_blocks


def clauses_of(text: str) -> tuple[Clause, ...]:
    return outline(SourceText(text, lines_as_blocks(text)), "d")


def addresses(text: str) -> list[tuple[str, str]]:
    return [(clause.section, clause.kind) for clause in clauses_of(text)]


PARAGRAPHS = (
    "为进一步提升云溪市城市更新工作水平，推动老旧小区、老旧厂区和历史街区有机融合，结合本市实际，制定本措施。",
    "一、工作目标",
    "到2027年，全市完成老旧小区改造三百个以上，带动社会投资超过一百二十亿元，群众满意度保持在百分之九十五以上。",
    "二、支持政策",
    "（一）加大财政投入。市级财政每年安排城市更新专项资金，对纳入年度计划的项目按照核定投资的百分之三十给予补助。",
    "（二）优化审批流程。对符合条件的项目实行一窗受理、并联审批，审批时限压缩至十个工作日以内，鼓励各区探索承诺制。",
    "1．简化材料。能够通过数据共享获得的材料，不再要求申请人提交，各区政务服务中心应当公布免交材料的清单。",
    "2．压缩时限。建设工程规划许可与施工许可合并办理，消防设计审查同步开展，任何单位不得增设前置条件和环节。",
    "上述政策与国家和省有关政策重复的，按照就高不重复的原则执行，同一项目在三年以内不得重复享受本措施的支持。",
    "三、保障措施",
    "各区人民政府要落实属地责任，市住房城乡更新局要会同市财政局、市规划局加强统筹调度，定期向市人民政府报告。",
)
EXPECTED = [
    ("导语", "preamble"),
    ("一", "heading"),
    ("一", "paragraph"),
    ("二", "heading"),
    ("二/(一)", "item"),
    ("二/(二)", "item"),
    ("二/(二)/1", "item"),
    ("二/(二)/2", "item"),
    ("二/(二)", "tail"),
    ("三", "heading"),
    ("三", "paragraph"),
]


def wrap_columns(paragraph: str, columns: int) -> str:
    """The paragraph broken so that no line is wider than `columns` (a Chinese character is two)."""
    lines, line, used = [], "", 0
    for char in paragraph:
        width = 2 if unicodedata.east_asian_width(char) in "WFA" else 1
        if used + width > columns:
            lines.append(line)
            line, used = "", 0
        line += char
        used += width
    return "\n".join([*lines, line])


def test_unwrapped_document() -> None:
    assert addresses("\n".join(PARAGRAPHS)) == EXPECTED


@pytest.mark.parametrize("columns", [40, 60, 72, 80])
def test_hard_wrapped_lines_are_joined(columns: int) -> None:
    assert addresses("\n".join(wrap_columns(p, columns) for p in PARAGRAPHS)) == EXPECTED


@pytest.mark.parametrize("characters", [30, 40])
def test_lines_wrapped_by_characters_are_joined(characters: int) -> None:
    assert addresses("\n".join(textwrap.fill(p, characters) for p in PARAGRAPHS)) == EXPECTED


@pytest.mark.parametrize("columns", [40, 60])
def test_wrapped_paragraphs_with_indents_are_joined(columns: int) -> None:
    indented = (wrap_columns("　　" + p, columns) for p in PARAGRAPHS)
    assert addresses("\n".join(indented)) == EXPECTED


def test_a_wrapped_line_that_looks_like_a_marker_is_text() -> None:
    text = (
        "一、主要任务\n"
        "支持平台企业升级到新一代系统，重点推动应用从旧版本迁移到\n"
        "2.0版并保持兼容，同时鼓励向中西部地区以及东部地区的\n"
        "三、四线城市布局算力设施，形成覆盖全域的服务网络，并在\n"
        "2028年以前完成全部改造。\n"
        "二、保障措施\n"
        "各地要按照任务分工抓好落实，有关情况及时向领导小组报告，\n"
        "由领导小组办公室负责督促检查。\n"
        "三、附则\n"
        "本方案由领导小组办公室负责解释。"
    )
    assert addresses(text) == [
        ("一", "heading"),
        ("一", "paragraph"),
        ("二", "heading"),
        ("二", "paragraph"),
        ("三", "heading"),
        ("三", "paragraph"),
    ]


def test_lists_of_equal_lines_are_not_joined() -> None:
    text = "一、机构\n" + "\n".join(f"（{n}）某市第{n}批次公共技术服务平台" for n in "一二三四五六")
    assert [c.section for c in clauses_of(text)] == ["一", *(f"一/({n})" for n in "一二三四五六")]


def test_lost_line_breaks_are_found_by_sequence() -> None:
    text = "现提出如下意见：" + "".join(PARAGRAPHS[1:8]).replace("．", ".")
    assert [c.section for c in clauses_of(text)] == [
        "导语", "一", "二", "二/(一)", "二/(二)", "二/(二)/1", "二/(二)/2",
    ]  # fmt: skip


def test_line_breaks_lost_to_blanks() -> None:
    assert addresses("云溪市城市更新若干措施 " + " ".join(PARAGRAPHS))[1:4] == [
        ("导语", "preamble"),
        ("一", "item"),
        ("二", "heading"),
    ]


def test_notice_in_one_line() -> None:
    text = (
        "云溪市人民政府办公室关于印发云溪市助企纾困若干措施的通知 各区人民政府，市政府各部门："
        " 《云溪市助企纾困若干措施》已经市政府同意，现印发给你们，请认真执行。 云溪市人民政府办公室"
        " 2024年2月16日 云溪市助企纾困若干措施 为帮助企业渡过难关，制定本措施。"
        " 一、减轻负担。减免租金三个月。（责任单位：市财政局） 二、稳定岗位。给予补贴。"
        "（责任单位：市人社局）"
    )
    assert addresses(text) == [
        ("题头", "heading"),
        ("主送", "addressee"),
        ("导语", "preamble"),
        ("落款", "signature"),
        ("落款", "signature"),
        ("题头", "heading"),
        ("导语", "preamble"),
        ("一", "item"),
        ("一", "responsibility"),
        ("二", "item"),
        ("二", "responsibility"),
    ]


def test_law_in_one_line() -> None:
    text = (
        "第一章 总则第一条 为规范管理，根据有关法律，制定本办法。第二条 本办法适用于本市。"
        "第二章 管理第三条 有下列情形之一的，不予受理：（一）材料不全的；（二）超过期限的。"
        "第四条 依照第三条第（一）项不予受理的，应当说明理由。"
    )
    assert [c.section for c in clauses_of(text)] == [
        "第一章", "第一章/第一条", "第一章/第二条", "第二章", "第二章/第三条",
        "第二章/第三条/(一)", "第二章/第三条/(二)", "第二章/第四条",
    ]  # fmt: skip


PROSE = {
    "reference": "一、甲。详见第二条。第三条规定的除外。\n二、乙。办。",
    "range": "一、甲。依照（一）至（三）项办理。（二）项除外。\n二、乙。办。",
    "list_in_a_sentence": "一、甲。包括：（1）子；（2）丑；（3）寅。\n二、乙。办。",
    "first_second": "一、甲。一是子。二是丑。第一，寅。第二，卯。\n二、乙。办。",
    "amount": "一、甲。投入很大。1.5亿元到位。2.5亿元待批。\n二、乙。办。",
}


@pytest.mark.parametrize("text", PROSE.values(), ids=PROSE.keys())
def test_numbers_in_prose_open_nothing(text: str) -> None:
    assert [c.section for c in clauses_of(text)] == ["一", "二"]


def test_numbers_go_on_over_several_sections_in_one_line() -> None:
    text = (
        "通知如下： 一、减轻负担 1.减税。减。 2.减租。减。 二、稳定岗位 3.补贴。补。 4.培训。训。"
        + " 三、附则 5.解释。由市财政局负责解释。"
        + "办" * 120
    )
    assert [c.section for c in clauses_of(text)] == [
        "导语", "一", "一/1", "一/2", "二", "二/3", "二/4", "三", "三/5",
    ]  # fmt: skip


def test_a_title_runs_into_the_first_article_and_a_lost_article_costs_only_itself() -> None:
    text = (
        "云溪市用水办法第一章 总则第一条 为节水，制定本办法。第二条 本办法适用于本市。"
        "比例＝甲÷乙第三条 由市水务局负责。第四条 依照第二条办理。第二章 附则第五条 自发布之日起施行。"
    )
    assert [c.section for c in clauses_of(text)] == [
        "题头", "第一章", "第一章/第一条", "第一章/第二条", "第一章/第四条", "第二章",
        "第二章/第五条",
    ]  # fmt: skip


def test_a_paragraph_that_begins_by_naming_articles_opens_none() -> None:
    text = "第一条 甲。\n第二条 乙：\n（一）丙。\n第一条、第二条规定的，从其规定。\n第三条 丁。"
    assert [(c.section, c.kind) for c in clauses_of(text)] == [
        ("第一条", "item"),
        ("第二条", "item"),
        ("第二条/(一)", "item"),
        ("第二条", "tail"),
        ("第三条", "item"),
    ]


def test_title_addressee_and_signature_run_into_the_text() -> None:
    text = (
        "某市关于防汛的通知各区人民政府，市政府各部门：为做好防汛，现通知如下：一、压实责任（一）甲。办。（二）乙。办。"
        "二、加强预警。丙。三、做好保障。丁。特此通知。某市人民政府2025年5月10日（此件公开发布）"
    )
    clauses = outline(SourceText(text, lines_as_blocks(text)), "d")
    assert [(clause.section, clause.text) for clause in clauses] == [
        ("题头", "某市关于防汛的通知"),
        ("主送", "各区人民政府，市政府各部门："),
        ("导语", "为做好防汛，现通知如下："),
        ("一", "一、压实责任"),
        ("一/(一)", "（一）甲。办。"),
        ("一/(二)", "（二）乙。办。"),
        ("二", "二、加强预警。丙。"),
        ("三", "三、做好保障。丁。特此通知。"),
        ("落款", "某市人民政府"),
        ("落款", "2025年5月10日"),
        ("落款", "（此件公开发布）"),
    ]


def test_a_law_without_a_single_blank() -> None:
    text = (
        "某市植树办法第一章总则第一条为了植树，制定本办法。第二条本市适用。第二章措施第三条每户十棵：（一）甲；"
        "（二）乙。第三章附则第四条本办法自2025年1月1日起施行。"
    )
    clauses = outline(SourceText(text, lines_as_blocks(text)), "d")
    assert [(clause.section, clause.text) for clause in clauses] == [
        ("题头", "某市植树办法"),
        ("第一章", "第一章总则"),
        ("第一章/第一条", "第一条为了植树，制定本办法。"),
        ("第一章/第二条", "第二条本市适用。"),
        ("第二章", "第二章措施"),
        ("第二章/第三条", "第三条每户十棵："),
        ("第二章/第三条/(一)", "（一）甲；"),
        ("第二章/第三条/(二)", "（二）乙。"),
        ("第三章", "第三章附则"),
        ("第三章/第四条", "第四条本办法自2025年1月1日起施行。"),
    ]


def test_an_annex_whose_law_runs_into_its_name() -> None:
    text = (
        "某市科技局关于印发《甲办法》的通知某科规〔2025〕2号各有关单位：现印发给你们。某市科技局2025年1月3日附件：甲办法"
        "第一章总则第一条为了甲，制定本办法。第二条本市适用。第二章附则第三条本办法自2025年2月1日起施行。"
    )
    clauses = outline(SourceText(text, lines_as_blocks(text)), "d")
    assert [clause.section for clause in clauses] == [
        "题头", "题头", "主送", "导语", "落款", "落款", "附件", "附件/第一章", "附件/第一章/第一条",
        "附件/第一章/第二条", "附件/第二章", "附件/第二章/第三条",
    ]  # fmt: skip


def test_a_number_that_the_edge_cuts_is_one_number() -> None:
    lines = ("甲" * 35 + "，", "乙" * 36, "丙" * 35 + "1", "0号丁。")
    text = "一、总则\n" + "\n".join((*lines, *lines)) + "\n特此通告。\n二、附则。完。\n"
    clauses = outline(SourceText(text, lines_as_blocks(text)), "d")
    assert [(clause.section, clause.text.replace("\n", "")[-5:]) for clause in clauses] == [
        ("一", "一、总则"),
        ("一", "10号丁。"),
        ("一", "10号丁。"),
        ("一", "特此通告。"),
        ("二", "附则。完。"),
    ]
