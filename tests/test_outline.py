"""The outline on small texts, each holding one trap; expected addresses read off by eye."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Clause, SourceText
from corpus.marker import STYLES
from corpus.outline import outline
from corpus.read.plain import decode, lines_as_blocks


def clauses_of(text: str) -> tuple[Clause, ...]:
    return outline(SourceText(text, lines_as_blocks(text)), "d")


def addresses(text: str) -> list[tuple[str, str]]:
    return [(clause.section, clause.kind) for clause in clauses_of(text)]


CASES = {
    "item_named_3D": (
        "一、装备\n1.3D打印与激光。发展。\n2.机器人。发展。",
        [("一", "heading"), ("一/1", "item"), ("一/2", "item")],
    ),
    "decimal_amount_is_text": (
        "一、目标\n到2022年，投入达到\n1.5亿元以上。\n二、措施。办。",
        [("一", "heading"), ("一", "paragraph"), ("一", "paragraph"), ("二", "item")],
    ),
    "one_two_three_industries_is_text": (
        "一、总则。办。\n一、二、三产业融合发展。\n二、附则。完。",
        [("一", "item"), ("一", "paragraph"), ("二", "item")],
    ),
    "full_width_markers": (
        "一、甲\n（一）乙\n１．丙。办。\n（１）丁。办。",
        [
            ("一", "heading"),
            ("一/(一)", "heading"),
            ("一/(一)/1", "item"),
            ("一/(一)/1/(1)", "item"),
        ],
    ),
    "tail_closes_the_items_parent": (
        "一、甲\n(一)乙\n1.丙。办。\n2.丁。办。\n在布局上,集聚。\n(牵头单位:市科技局)\n(二)戊。办。",
        [
            ("一", "heading"),
            ("一/(一)", "heading"),
            ("一/(一)/1", "item"),
            ("一/(一)/2", "item"),
            ("一/(一)", "tail"),
            ("一/(一)", "responsibility"),
            ("一/(二)", "item"),
        ],
    ),
    "responsibility_after_each_item_stays_with_it": (
        "一、甲\n(一)乙。办。\n(责任单位:市科技局)\n(二)丙。办。\n(责任单位:市财政局)\n二、丁。办。",
        [
            ("一", "heading"),
            ("一/(一)", "item"),
            ("一/(一)", "responsibility"),
            ("一/(二)", "item"),
            ("一/(二)", "responsibility"),
            ("二", "item"),
        ],
    ),
    "responsibility_inside_the_paragraph": (
        "一、甲\n(一)乙。办好。(牵头单位:市科技局)",
        [("一", "heading"), ("一/(一)", "item"), ("一/(一)", "responsibility")],
    ),
    "restart_is_marked": (
        "一、甲。办。\n1.乙。办。\n2.丙。办。\n1.丁。办。",
        [("一", "item"), ("一/1", "item"), ("一/2", "item"), ("一/1@2", "item")],
    ),
    "law": (
        "第一章 总则\n第一条 甲。\n第二条 下列情形：\n（一）乙；\n（二）丙。\n前款所称，丁。\n第二章 附则\n第三条 戊。",
        [
            ("第一章", "heading"),
            ("第一章/第一条", "item"),
            ("第一章/第二条", "item"),
            ("第一章/第二条/(一)", "item"),
            ("第一章/第二条/(二)", "item"),
            ("第一章/第二条", "tail"),
            ("第二章", "heading"),
            ("第二章/第三条", "item"),
        ],
    ),
    "articles_counted_through_the_parts_of_一": (
        "一、甲\n第一条 子。办。\n第二条 丑，按一、二、三等奖给奖。\n二、乙\n第三条 寅。\n1.卯。\n三、丙\n完。",
        [
            ("一", "heading"),
            ("一/第一条", "item"),
            ("一/第二条", "item"),
            ("二", "heading"),
            ("二/第三条", "item"),
            ("二/第三条/1", "item"),
            ("三", "heading"),
            ("三", "paragraph"),
        ],
    ),
    "another_list_after_a_closed_one": (
        "第四条 应当：\n（一）甲；\n（二）乙。\n有下列情形之一的，优先：\n1.丙；\n2.丁。\n第五条 完。",
        [
            ("第四条", "item"),
            ("第四条/(一)", "item"),
            ("第四条/(二)", "item"),
            ("第四条", "paragraph"),
            ("第四条/1", "item"),
            ("第四条/2", "item"),
            ("第五条", "item"),
        ],
    ),
    "points_of_一_below_articles": (
        "第一条 甲：\n一、子；\n二、丑。\n第二条 乙：\n一、寅；\n二、卯。",
        [
            ("第一条", "item"),
            ("第一条/一", "item"),
            ("第一条/二", "item"),
            ("第二条", "item"),
            ("第二条/一", "item"),
            ("第二条/二", "item"),
        ],
    ),
    "frame": (
        "某市办法\n各区人民政府：\n为推进工作，提出如下意见。\n一、甲。办。\n附件：1.清单\n2.名单\n某市人民政府\n2024年5月6日\n附件1\n清单\n一、子。丑。",
        [
            ("题头", "heading"),
            ("主送", "addressee"),
            ("导语", "preamble"),
            ("一", "item"),
            ("附件说明", "annex"),
            ("附件说明", "annex"),
            ("落款", "signature"),
            ("落款", "signature"),
            ("附件1", "heading"),
            ("附件1", "paragraph"),
            ("附件1/一", "item"),
        ],
    ),
    "questions_below_their_part": (
        "政策问答\n一、申报\n问：甲？\n答：两类：\n1.子；\n2.丑。\n问：乙？\n答：不。\n"
        "二、办理\n1.问：丙？\n答：是。",
        [
            ("题头", "heading"),
            ("一", "heading"),
            ("一/问1", "item"),
            ("一/问1", "paragraph"),
            ("一/问1/1", "item"),
            ("一/问1/2", "item"),
            ("一/问2", "item"),
            ("一/问2", "paragraph"),
            ("二", "heading"),
            ("二/问3", "item"),
            ("二/问3", "paragraph"),
        ],
    ),
    "decimals_nest": (
        "某规范\n1 总则\n1.1 目的\n为了规范。\n1.2 范围\n1.2.1 适用。\n2 职责\n2.1 统筹。投入\n3 附则",
        [
            ("题头", "heading"),
            ("1", "heading"),
            ("1/1.1", "heading"),
            ("1/1.1", "paragraph"),
            ("1/1.2", "heading"),
            ("1/1.2/1.2.1", "item"),
            ("2", "heading"),
            ("2/2.1", "item"),
            ("3", "item"),
        ],
    ),
    "missing_punctuation": (
        "一 总则\n发展。\n二 任务\n一个中心两个基本点。\n三 保障\n保障。",
        [
            ("一", "heading"),
            ("一", "paragraph"),
            ("二", "heading"),
            ("二", "paragraph"),
            ("三", "heading"),
            ("三", "paragraph"),
        ],
    ),
    "issued_document_numbers_anew": (
        "某局\n关于印发某办法的通知\n某发〔2024〕1号\n各区政府，\n各部门：\n现印发给你们。\n一、抓落实。\n"
        "附件：1.分工\n2.清单\n某市科技局\n二〇二四年五月六日\n（此件公开发布）\n某办法\n（试行）\n"
        "为了发展，制定本办法。\n一、子。办。\n抄送：市委办。\n某局办公室　　2024年5月6日印发",
        [
            ("题头", "heading"),
            ("题头", "heading"),
            ("题头", "heading"),
            ("主送", "addressee"),
            ("主送", "addressee"),
            ("导语", "preamble"),
            ("一", "item"),
            ("附件说明", "annex"),
            ("附件说明", "annex"),
            ("落款", "signature"),
            ("落款", "signature"),
            ("落款", "signature"),
            ("题头", "heading"),
            ("题头", "heading"),
            ("导语", "preamble"),
            ("一@2", "item"),
            ("落款", "signature"),
            ("落款", "signature"),
        ],
    ),
    "listed_annexes_and_the_annexes": (
        "一、甲。办。\n附件1：申报表\n附件2：汇总表\n某市科技局\n2024年5月6日\n附件1：\n申报表\n"
        "附件2：\n汇总表\n一、子。",
        [
            ("一", "item"),
            ("附件说明", "annex"),
            ("附件说明", "annex"),
            ("落款", "signature"),
            ("落款", "signature"),
            ("附件1", "heading"),
            ("附件1", "paragraph"),
            ("附件2", "heading"),
            ("附件2", "paragraph"),
            ("附件2/一", "item"),
        ],
    ),
    "annexes_named_at_the_end": (
        "现印发给你们。\n某市科技局\n2024年5月6日\n附件：\n1.甲办法\n2.乙清单",
        [
            ("导语", "preamble"),
            ("落款", "signature"),
            ("落款", "signature"),
            ("附件说明", "annex"),
            ("附件说明", "annex"),
            ("附件说明", "annex"),
        ],
    ),
    "an_amendment_keeps_its_quote": (
        "决定如下：\n一、将第三条修改为：“第三条 应当提交：\n（一）子；\n（二）丑。\n前款所称寅。”\n"
        "二、第五条修改为：\n“第五条 分为：\n1.甲；\n2.乙。”\n三、删去第七条。",
        [
            ("导语", "preamble"),
            ("一", "item"),
            ("一", "paragraph"),
            ("一", "paragraph"),
            ("一", "paragraph"),
            ("二", "item"),
            ("二", "paragraph"),
            ("二", "paragraph"),
            ("二", "paragraph"),
            ("三", "item"),
        ],
    ),
    "an_order_about_the_first_article_is_not_cut_at_it": (
        "决定如下：\n一、将第一条修改为：“第一条 为了子。”\n"
        "二、增加一条，作为第二条：「第二条 丑：\n（一）寅；\n（二）卯。」\n三、删去第三条。",
        [
            ("导语", "preamble"),
            ("一", "item"),
            ("二", "item"),
            ("二", "paragraph"),
            ("二", "paragraph"),
            ("三", "item"),
        ],
    ),
    "an_article_ordered_directly_behind_the_number": (
        "决定如下：\n（一）第一条修改为：“第一条 子。”\n（二）第二条第一款第（三）项修改为：“（三）丑。”\n"
        "（三）第三条改为第四条，修改为：\n“第四条 寅。”",
        [
            ("导语", "preamble"),
            ("(一)", "item"),
            ("(二)", "item"),
            ("(三)", "item"),
            ("(三)", "paragraph"),
        ],
    ),
    "a_quote_never_closed_costs_only_its_item": (
        "一、第三条修改为：“第三条 子：\n（一）丑；\n二、删去第七条。\n三、增加一条。",
        [("一", "item"), ("一", "paragraph"), ("二", "item"), ("三", "item")],
    ),
    "closing_sentences_of_headings_with_text": (
        "一、甲\n（一）安家\n给5万元。\n（二）购房\n给9万元。\n上述补贴不重复享受。\n二、附则\n"
        "本政策自2024年起施行。",
        [
            ("一", "heading"),
            ("一/(一)", "heading"),
            ("一/(一)", "paragraph"),
            ("一/(二)", "heading"),
            ("一/(二)", "paragraph"),
            ("一", "tail"),
            ("二", "heading"),
            ("二", "paragraph"),
        ],
    ),
    "a_paragraph_after_points_of_an_item_is_the_articles": (
        "第一条 甲：\n（一）子：\n1.丑；\n2.寅。\n前款所称卯。\n第二条 乙。",
        [
            ("第一条", "item"),
            ("第一条/(一)", "item"),
            ("第一条/(一)/1", "item"),
            ("第一条/(一)/2", "item"),
            ("第一条", "tail"),
            ("第二条", "item"),
        ],
    ),
    "a_list_that_begins_anew_is_introduced_by_its_parent": (
        "一、甲\n1.子。办。\n2.丑。办。\n申请者还应当：\n1.寅；\n2.卯。\n二、乙。办。",
        [
            ("一", "heading"),
            ("一/1", "item"),
            ("一/2", "item"),
            ("一", "paragraph"),
            ("一/1@2", "item"),
            ("一/2@2", "item"),
            ("二", "item"),
        ],
    ),
    "who_leads_and_who_supports": (
        "一、甲\n（一）子。办。（市科技局牵头，市财政局配合）\n（二）丑。办。（市工信局、各区政府按职责分工负责）\n"
        "（三）寅。办。（各区政府负责落实，完成时限：2024年10月）\n（四）卯。参加（含高校参与）",
        [
            ("一", "heading"),
            ("一/(一)", "item"),
            ("一/(一)", "responsibility"),
            ("一/(二)", "item"),
            ("一/(二)", "responsibility"),
            ("一/(三)", "item"),
            ("一/(三)", "responsibility"),
            ("一/(四)", "item"),
        ],
    ),
    "contents_with_page_numbers_and_no_title": (
        "某规划\n一、甲……1\n（一）子……1\n二、乙……3\n一、甲\n（一）子\n办。\n二、乙\n办。",
        [
            ("题头", "heading"),
            ("目录", "toc"),
            ("目录", "toc"),
            ("目录", "toc"),
            ("一", "heading"),
            ("一/(一)", "heading"),
            ("一/(一)", "paragraph"),
            ("二", "heading"),
            ("二", "paragraph"),
        ],
    ),
    "contents_of_a_law_without_title_or_pages": (
        "某条例\n第一章 总则\n第二章 扶持\n第三章 附则\n第一章 总则\n第一条 甲。\n第二章 扶持\n"
        "第二条 乙。\n第三章 附则\n第三条 丙。",
        [
            ("题头", "heading"),
            ("目录", "toc"),
            ("目录", "toc"),
            ("目录", "toc"),
            ("第一章", "heading"),
            ("第一章/第一条", "item"),
            ("第二章", "heading"),
            ("第二章/第二条", "item"),
            ("第三章", "heading"),
            ("第三章/第三条", "item"),
        ],
    ),
    "crawl_header": (
        "首页 > 政策\n索引号：0001\n发文日期：2024-05-06\n浏览次数：123次\n【字体：大 中 小】\n"
        "某局关于申报的通知\n各有关单位：\n现通知如下。\n一、甲。办。",
        [("题头", "heading")] * 6 + [("主送", "addressee"), ("导语", "preamble"), ("一", "item")],
    ),
    "a_responsibility_in_a_law_never_climbs_to_its_chapter": (
        "第一章 甲\n第一条 子。\n第二条 丑：\n（一）寅；\n（二）卯。\n责任单位：市科技局\n第二章 乙\n第三条 辰。\n（责任单位：市财政局）",
        [
            ("第一章", "heading"),
            ("第一章/第一条", "item"),
            ("第一章/第二条", "item"),
            ("第一章/第二条/(一)", "item"),
            ("第一章/第二条/(二)", "item"),
            ("第一章/第二条", "responsibility"),
            ("第二章", "heading"),
            ("第二章/第三条", "item"),
            ("第二章/第三条", "responsibility"),
        ],
    ),
    "the_end_of_an_amendment_is_no_part_of_its_last_quote": (
        "关于修改《甲办法》的决定\n市政府决定对《甲办法》作如下修改：\n一、第三条修改为：“第三条 子：\n（一）丑。”\n"
        "二、增加一条：“第八条 寅。”\n本决定自2024年5月1日起施行。\n《甲办法》根据本决定重新公布。\n市长：张三\n2024年4月1日",
        [
            ("题头", "heading"),
            ("导语", "preamble"),
            ("一", "item"),
            ("一", "paragraph"),
            ("二", "item"),
            ("二", "tail"),
            ("二", "tail"),
            ("落款", "signature"),
            ("落款", "signature"),
        ],
    ),
    "an_order_is_signed_by_its_mayor_before_what_it_issues": (
        "某市人民政府令\n第12号\n《某办法》已经通过，现予公布。\n市　长　　李 四\n2024年3月10日\n某办法\n"
        "第一条 子。\n第二条 丑。",
        [
            ("题头", "heading"),
            ("题头", "heading"),
            ("导语", "preamble"),
            ("落款", "signature"),
            ("落款", "signature"),
            ("题头", "heading"),
            ("第一条", "item"),
            ("第二条", "item"),
        ],
    ),
    "what_a_page_has_behind_the_document_is_no_section": (
        "一、甲。办。\n某市林业局\n2024年3月1日\n【打印本页】 【关闭窗口】\n相关链接\n某通知解读\n责任编辑：张三\n"
        "扫一扫在手机打开当前页",
        [("一", "item")] + [("落款", "signature")] * 7,
    ),
    "who_holds_an_event_is_no_line_of_the_page": (
        "一、甲。办。\n二、单位\n主办单位：市科技局\n承办单位：市创新中心",
        [("一", "item"), ("二", "heading"), ("二", "responsibility"), ("二", "responsibility")],
    ),
    "run_together_items_whose_names_begin_with_digits": (
        "一、甲\n1.乙。办。2.丙。3.3D打印。建2.5亿元平台，达3.5亿元。4.5G应用。完。\n二、丁。2.5亿元给戊。完。",
        [
            ("一", "heading"),
            ("一/1", "item"),
            ("一/2", "item"),
            ("一/3", "item"),
            ("一/4", "item"),
            ("二", "item"),
        ],
    ),
    "a_lone_point_below_a_heading_with_points_of_its_own": (
        "1.甲\n1.1子\n办。\n1.2丑\n办。\n2.乙\n2.1寅\n2.1.1 卯\n办。\n2.1.2 辰\n办。\n3.丙\n3.1 巳。",
        [
            ("1", "heading"),
            ("1/1.1", "heading"),
            ("1/1.1", "paragraph"),
            ("1/1.2", "heading"),
            ("1/1.2", "paragraph"),
            ("2", "heading"),
            ("2/2.1", "heading"),
            ("2/2.1/2.1.1", "heading"),
            ("2/2.1/2.1.1", "paragraph"),
            ("2/2.1/2.1.2", "heading"),
            ("2/2.1/2.1.2", "paragraph"),
            ("3", "heading"),
            ("3/3.1", "item"),
        ],
    ),
    "numbered_questions_are_counted_over_the_page": (
        "人才政策\n一、申报\n1、甲是什么？\n子。\n2、如何申请？\n需提交：\n（1）丑；\n（2）寅。\n二、资金\n1、给多少？\n卯。\n"
        "2、何时到账？三日内。",
        [
            ("题头", "heading"),
            ("一", "heading"),
            ("一/问1", "item"),
            ("一/问1", "paragraph"),
            ("一/问2", "item"),
            ("一/问2", "paragraph"),
            ("一/问2/(1)", "item"),
            ("一/问2/(2)", "item"),
            ("二", "heading"),
            ("二/问3", "item"),
            ("二/问3", "paragraph"),
            ("二/问4", "item"),
        ],
    ),
    "items_of_an_answer_in_the_same_numbers_as_the_questions": (
        "热点问答\n1.甲？\n需要：\n1.子；\n2.丑。\n2.乙？\n寅。",
        [
            ("题头", "heading"),
            ("问1", "item"),
            ("问1", "paragraph"),
            ("问1/1", "item"),
            ("问1/2", "item"),
            ("问2", "item"),
            ("问2", "paragraph"),
        ],
    ),
    "a_question_among_headings_keeps_its_number": (
        "某意见\n一、为什么改革？\n子。\n二、任务\n丑。\n三、保障\n寅。",
        [
            ("题头", "heading"),
            ("一", "item"),
            ("一", "paragraph"),
            ("二", "heading"),
            ("二", "paragraph"),
            ("三", "heading"),
            ("三", "paragraph"),
        ],
    ),
    "questions_of_journalists": (
        "答记者问\n记者：请介绍一下甲的情况是怎样的？\n答：子。\n记者：乙的补贴标准是怎样规定的呢？\n答：丑。",
        [
            ("题头", "heading"),
            ("问1", "item"),
            ("问1", "paragraph"),
            ("问2", "item"),
            ("问2", "paragraph"),
        ],
    ),
    "a_list_in_an_unusual_number_below_the_last_item": (
        "某通知\n1.材料：\n（一）子；\n（二）丑。\n2.程序：\n（一）寅；\n（二）卯。",
        [
            ("题头", "heading"),
            ("1", "item"),
            ("1/(一)", "item"),
            ("1/(二)", "item"),
            ("2", "item"),
            ("2/(一)", "item"),
            ("2/(二)", "item"),
        ],
    ),
    "an_annex_named_on_the_line_below_is_no_list": (
        "一、甲。办。\n附：申报表\n某市林业局\n2024年1月1日\n附：\n申报表\n一、姓名\n二、年龄",
        [
            ("一", "item"),
            ("附件说明", "annex"),
            ("落款", "signature"),
            ("落款", "signature"),
            ("附件", "heading"),
            ("附件", "paragraph"),
            ("附件/一", "item"),
            ("附件/二", "item"),
        ],
    ),
    "contents_whose_pages_stand_behind_one_blank": (
        "某规划\n目　录\n第一章 甲 1\n第一节 子 2\n第二章 乙 13\n第一章 甲\n第一节 子\n办。\n第二章 乙\n办。",
        [
            ("题头", "heading"),
            ("目录", "toc"),
            ("目录", "toc"),
            ("目录", "toc"),
            ("目录", "toc"),
            ("第一章", "heading"),
            ("第一章/第一节", "heading"),
            ("第一章/第一节", "paragraph"),
            ("第二章", "heading"),
            ("第二章", "paragraph"),
        ],
    ),
    "points_that_an_item_announces_belong_to_it": (
        "一、甲\n（一）乙。办。\n（二）丙有下列措施：\n一是丁；\n二是戊。\n以上措施不重复享受。\n二、己。办。",
        [
            ("一", "heading"),
            ("一/(一)", "item"),
            ("一/(二)", "item"),
            ("一/(二)", "paragraph"),
            ("一/(二)", "paragraph"),
            ("一", "tail"),
            ("二", "item"),
        ],
    ),
    "names_that_are_counted_stand_where_their_count_began": (
        "一、甲\n行动一：乙\n1.丙。办。\n2.丁。办。\n行动二：戊\n3.己。办。\n二、庚。办。",
        [
            ("一", "heading"),
            ("一", "paragraph"),
            ("一/1", "item"),
            ("一/2", "item"),
            ("一", "paragraph"),
            ("一/3", "item"),
            ("二", "item"),
        ],
    ),
    "the_end_of_the_document_is_no_tail_of_an_inner_list": (
        "一、甲\n（一）乙\n1.丙。办。\n2.丁。办。\n此外，戊。\n本决定自公布之日起施行。",
        [
            ("一", "heading"),
            ("一/(一)", "heading"),
            ("一/(一)/1", "item"),
            ("一/(一)/2", "item"),
            ("一/(一)", "tail"),
            ("一", "tail"),
        ],
    ),
    "annexes_listed_without_a_colon_before_the_signature": (
        "一、甲。办。\n附件\n1.申报书\n2.承诺书\n某市科技局\n2025年2月25日",
        [
            ("一", "item"),
            ("附件说明", "annex"),
            ("附件说明", "annex"),
            ("附件说明", "annex"),
            ("落款", "signature"),
            ("落款", "signature"),
        ],
    ),
    "numbers_before_amounts_where_the_count_reaches_them": (
        "二、任务\n1.甲。\n2.2024年建成。\n3.3家企业上市。\n4.100%覆盖。\n三、完。办。",
        [
            ("二", "heading"),
            ("二/1", "item"),
            ("二/2", "item"),
            ("二/3", "item"),
            ("二/4", "item"),
            ("三", "item"),
        ],
    ),
    "an_amount_that_is_the_rest_of_its_line_is_no_item": (
        "二、任务\n1.甲。\n2.投入达到\n3.5亿元以上。\n三、完。办。",
        [
            ("二", "heading"),
            ("二/1", "item"),
            ("二/2", "heading"),
            ("二/2", "paragraph"),
            ("三", "item"),
        ],
    ),
    "marks_that_typists_set_for_a_point": (
        "一：总则\n1。甲\n2。乙\n二：任务\n1,丙\n2,丁",
        [
            ("一", "heading"),
            ("一/1", "item"),
            ("一/2", "item"),
            ("二", "heading"),
            ("二/1", "item"),
            ("二/2", "item"),
        ],
    ),
    "questions_in_one_line": (
        "人才问答 问：甲？答：子。问：乙？答：丑。",
        [("题头", "heading"), ("问1", "item"), ("问2", "item")],
    ),
    "contents_within_a_quote_are_quoted": (
        "修改如下：\n一、将附件修改为：\n“附件1\n目录\n1.子\n2.丑”\n二、删去第八条。",
        [("导语", "preamble"), ("一", "item")] + [("一", "paragraph")] * 4 + [("二", "item")],
    ),
    "an_annex_whose_number_runs_into_its_name": (
        "一、甲。办。\n某市林业局\n2024年3月1日\n附件1.申报表\n一、子。丑。",
        [
            ("一", "item"),
            ("落款", "signature"),
            ("落款", "signature"),
            ("附件1", "heading"),
            ("附件1/一", "item"),
        ],
    ),
    "points_below_the_name_of_an_item_belong_to_it": (
        "一、甲\n（一）乙。办。（市水务局负责）\n（二）丙。\n一是丁；\n二是戊。\n（市科技局牵头，市财政局配合）\n二、己。办。",
        [
            ("一", "heading"),
            ("一/(一)", "item"),
            ("一/(一)", "responsibility"),
            ("一/(二)", "item"),
            ("一/(二)", "paragraph"),
            ("一/(二)", "paragraph"),
            ("一/(二)", "responsibility"),
            ("二", "item"),
        ],
    ),
    "names_of_annexes_on_the_lines_below": (
        "一、甲。办。\n附件：申报表\n汇总表\n某市科技局\n2025年1月1日",
        [("一", "item")] + [("附件说明", "annex")] * 2 + [("落款", "signature")] * 2,
    ),
    "signs_that_refer_to_items_are_none": (
        "一、甲\n①乙。\n②丙。\n①②可叠加。\n二、丁。办。",
        [
            ("一", "heading"),
            ("一/①", "item"),
            ("一/②", "item"),
            ("一", "tail"),
            ("二", "item"),
        ],
    ),
    "lines_set_in_the_middle_or_to_the_right_are_no_column": (
        "某市财政局 某市科技局关于印发办法的通知\n各区：\n现印发办法。\n某市财政局           某市科技局\n"
        "                2025年1月5日\n办法\n第一章 总则\n第一条 甲。",
        [
            ("题头", "heading"),
            ("主送", "addressee"),
            ("导语", "preamble"),
            ("落款", "signature"),
            ("落款", "signature"),
            ("题头", "heading"),
            ("第一章", "heading"),
            ("第一章/第一条", "item"),
        ],
    ),
    "contents_are_not_sections": (
        "某市规划\n目 录\n一、甲……1\n二、乙……2\n一、甲\n办。\n二、乙\n办。",
        [
            ("题头", "heading"),
            ("目录", "toc"),
            ("目录", "toc"),
            ("目录", "toc"),
            ("一", "heading"),
            ("一", "paragraph"),
            ("二", "heading"),
            ("二", "paragraph"),
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_addresses(text: str, expected: list[tuple[str, str]]) -> None:
    assert addresses(text) == expected


def test_labels_keep_the_documents_own_style() -> None:
    policy = clauses_of("二、甲\n（三）乙\n2．丙。办。\n（6）丁。办。")
    assert [c.label for c in policy] == ["二、", "二、(三)", "二、(三)2.", "二、(三)2.(6)"]
    law = clauses_of("第三章 甲\n第十二条 乙：\n（二）丙。\n1.丁。")
    assert [c.label for c in law] == [
        "第三章",
        "第十二条",
        "第十二条第(二)项",
        "第十二条第(二)项第1目",
    ]


CHARACTERS = st.sampled_from(
    list(
        "一二三四十、（）()12.．第章条之附件：:。；\n\n  　甲乙牵头责任单位年月日目录①⑴Ⅰ问答“”修改为局\t"
    )
)
PIECES = st.sampled_from(
    [
        "一、总则", "（一）目标。办。", "1.甲。", "1.1 乙", "（1）丙；", "第一章 总则", "第一条 丁。",
        "第三条修改为：“第三条 戊。", "”。", "附件1", "附件：1.清单", "某市人民政府", "2024年5月6日",
        "各区人民政府：", "目 录", "一、总则……1", "（责任单位：市科技局）", "问：己？", "答：庚。",
        "上述奖励不重复享受。", "为推进工作，制定本办法。", "\n", "\n", "\n", " ", "　　", "2.0版", "\t",
        "甲" * 38, "（市科技局牵头，市财政局配合）", "二、", "（二）", "2.", "①", "-3-",
    ]
)  # fmt: skip
TEXTS = st.text(CHARACTERS, max_size=300) | st.lists(PIECES, max_size=40).map("".join)


@given(TEXTS | st.text(max_size=100))
def test_any_text_lies_in_exactly_one_clause(text: str) -> None:
    found = clauses_of(text)
    covered = [0] * len(text)
    for clause in found:
        assert text[clause.start : clause.end] == clause.text
        assert clause.section
        for at in range(clause.start, clause.end):
            covered[at] += 1
    assert all(n == 1 or (n == 0 and text[i].isspace()) for i, n in enumerate(covered))
    assert [clause.start for clause in found] == sorted(clause.start for clause in found)


@given(TEXTS)
def test_reading_again_gives_the_same_tree(text: str) -> None:
    once = decode(Path("a.txt"), text.encode("utf-8-sig")).text
    again = decode(Path("a.txt"), once.encode()).text
    assert again == once
    assert clauses_of(again) == clauses_of(once)


@given(TEXTS)
def test_no_section_is_nested_deeper_than_there_are_kinds_of_numbers(text: str) -> None:
    assert all(clause.section.count("/") <= len(STYLES) for clause in clauses_of(text))
