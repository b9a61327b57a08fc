"""Planted lies do not pass the verification, true sentences do."""

from pathlib import Path
from time import perf_counter

import pytest

from corpus.load import load_document
from rag.generate.binding import loosened
from rag.generate.everyday import as_clauses_spell
from rag.generate.exchange import exchanged_for_another
from rag.generate.source import sources_of
from rag.generate.verify import Verified, verify
from rag.generate.words import added
from tests.planted.load import HERE, documents, planted, sources_for
from tests.planted.mutate import lies_of

UNSEEN = [said for said in planted("unseen.tsv") if said.kind != "true"]
TRUE = [*planted("true.tsv"), *(said for said in planted("unseen.tsv") if said.kind == "true")]
EXAMINED = (
    "examined.tsv", "examined_third.tsv", "examined_fourth.tsv", "examined_fifth.tsv",
    "examined_sixth.tsv", "examined_eighth.tsv", "examined_ninth.tsv",
)  # fmt: skip
NEWEST = ("examined_tenth.tsv", "examined_eleventh.tsv")
MAX_LIES_SHOWN = 0.01
MAX_TRUE_CUT = 0.03


def test_lies_are_not_shown() -> None:
    lies = [(said, lie.text) for said in planted("true.tsv") for lie in lies_of(said.text)] + [
        (said, said.text) for said in planted("lies.tsv")
    ]
    shown = [text for said, text in lies if verify(f"{text}[1]", sources_for(said)).is_shown]
    assert len(lies) >= 300
    assert len(shown) <= MAX_LIES_SHOWN * len(lies), shown


def test_true_sentences_are_shown() -> None:
    cut = [said.text for said in TRUE if not verify(f"{said.text}[1]", sources_for(said)).is_shown]
    assert len(TRUE) >= 120
    assert len(cut) <= MAX_TRUE_CUT * len(TRUE), cut


def test_what_examiners_planted_is_told_apart() -> None:
    """The sets that the verification was mended on once it had been measured on them."""
    said = [p for name in EXAMINED for p in planted(name)]
    lies = [p for p in said if p.kind != "true"]
    true = [p for p in said if p.kind == "true"]
    shown = [p.text for p in lies if verify(f"{p.text}[1]", sources_for(p)).is_shown]
    cut = [p.text for p in true if not verify(f"{p.text}[1]", sources_for(p)).is_shown]
    assert len(lies) >= 330
    assert len(shown) <= MAX_LIES_SHOWN * len(lies), shown
    assert len(cut) <= 0.1 * len(true), cut


def test_what_was_planted_last_is_mostly_told_apart() -> None:
    """The sets that half of which was never mended on, or only in the end."""
    said = [p for name in NEWEST for p in planted(name)]
    lies = [p for p in said if p.kind != "true"]
    true = [p for p in said if p.kind == "true"]
    shown = [p.text for p in lies if verify(f"{p.text}[1]", sources_for(p)).is_shown]
    cut = [p.text for p in true if not verify(f"{p.text}[1]", sources_for(p)).is_shown]
    assert len(lies) >= 110
    assert len(shown) <= 0.07 * len(lies), shown
    assert len(cut) <= 0.35 * len(true), cut


@pytest.mark.parametrize(
    ("source", "said", "part"),
    [
        ("由县教育局每学年组织一次公开招标", "由学校每学年组织一次公开招标", "学校"),
        ("由县教育局每学年组织一次公开招标", "县里由教育局每学年组织一次公开招标", None),
        ("所有权人是安全责任人", "运营企业是安全责任人", "运营企业"),
        ("所有权人是安全责任人", "安全责任人是所有权人", None),
        ("单个充电站最高50万元", "单个充电桩最高50万元", "单个充电桩"),
        ("单个充电站最高50万元", "每个充电站最多50万元", None),
        ("单个企业最高400万元", "单个企业上限400万元", None),
        ("应当同时符合:接入平台;运营满6个月", "应当接入平台或者运营满6个月", "或者"),
        ("新建、改建的企业应当备案", "新建或者改建的企业应当备案", None),
        ("公安局会同农业局制定名录", "农业局会同公安局制定名录", "会同"),
        ("公安局会同农业局制定名录", "公安局会同农业局制定名录,", None),
        ("标准为每人每月每平方米12元", "标准为每人每月12元", "每人每月"),
        ("标准为每人每月每平方米12元", "标准为每人每月每平方米12元", None),
        ("因企业原因室温不达标的,退还热费", "室温不达标的,退还热费", "企业"),
        ("因企业原因室温不达标的,退还热费", "企业原因造成室温不达标的,退还热费", None),
    ],
)
def test_what_is_of_one_is_not_told_of_another(source: str, said: str, part: str | None) -> None:
    assert exchanged_for_another(said, source, "") == part


@pytest.mark.parametrize(
    ("said", "spelled"),
    [
        ("每度电补贴0.2元", "每千瓦时补贴0.2元"),
        ("用电补贴,最多1万度", "用电补贴,最多1万千瓦时"),
        ("室温不低于18度", "室温不低于18度"),
        ("到2027年3月15日结束", "到2027年3月15日"),
        ("除导盲犬外,犬只不得进入", "犬只不得进入,但导盲犬除外"),
        ("除补贴外,还可以贷款", "除补贴外,还可以贷款"),
    ],
)
def test_everyday_words_are_spelled_as_clauses_spell_them(said: str, spelled: str) -> None:
    assert as_clauses_spell(said) == spelled


def test_one_change_in_what_examiners_planted_is_not_shown() -> None:
    true = [p for name in EXAMINED for p in planted(name) if p.kind == "true"]
    lies = [(p, lie.text) for p in true for lie in lies_of(p.text)]
    shown = [text for p, text in lies if verify(f"{text}[1]", sources_for(p)).is_shown]
    assert len(lies) >= 600
    assert len(shown) <= MAX_LIES_SHOWN * len(lies), shown


@pytest.mark.parametrize(
    ("source", "said", "part"),
    [
        ("对低保家庭中的失能老人,每月补贴400元", "低保家庭中的老人每月补贴400元", "失能"),
        ("对低保家庭中的失能老人,每月补贴400元", "低保家庭中的失能老人每月400元", None),
        ("服务券当年有效,逾期作废", "逾期有效,当年作废", "有效"),
        ("禁止国三以下货车进港", "禁止国三以上货车进港", "国三以上"),
        ("具有户籍且居住满6个月", "具有户籍或者居住满6个月", "或者"),
        ("能耗较2024年下降8%", "2024年能耗下降8%", "2024年"),
        ("能耗较2024年下降8%", "能耗比2024年下降8%", None),
        ("商务局应当组织专家组审核", "专家组应当组织审核", "专家组"),
        ("货物达到1.2亿吨,集装箱突破260万标箱", "集装箱达到1.2亿吨", "集装箱"),
        ("对排名前三的航运企业,奖励50万元", "排名前三的港口企业,奖励50万元", "港口企业"),
        ("对排名前三的航运企业,奖励50万元", "排名前三的航运企业,奖励50万元", None),
        ("补贴标准上浮20%", "补贴标准为20%", "20%"),
        ("补贴标准上浮20%", "补贴标准提高20%", None),
        ("活动开始前15日备案", "活动结束后15日备案", "15日"),
        ("自变更之日起30日内报告", "变更前30日内报告", "30日"),
        ("自变更之日起30日内报告", "变更后30日内报告", None),
    ],
)
def test_what_belongs_together_stays_together(source: str, said: str, part: str | None) -> None:
    assert loosened(said, [source], "") == part


@pytest.mark.parametrize(
    ("said", "evidence", "missing"),
    [
        ("用水户应提前30日申请", "用水户应当提前30日申请", []),
        ("6个月内向县里申请", "6个月内,向县里申请", []),
        ("申请时需提交申请书", "申请人应当提交申请书", []),
        ("申请时需盖章", "申请人应当提交申请书", ["盖章"]),
        ("小学和中学都适用", "适用于小学、中学", []),
        ("中学都适用", "适用于中学", ["都"]),
        ("超过3小时的,都应当使用", "超过3小时的,应当使用", ["都"]),
        ("免收服务费", "服务费减半收取", ["免收", "免"]),
        ("由财政局单独追回", "由科技局会同财政局追回", ["单独"]),
    ],
)
def test_words_that_the_cutter_tore_are_not_added(
    said: str, evidence: str, missing: list[str]
) -> None:
    assert added(said, evidence) == missing


def test_every_sentence_of_the_documents_bears_itself_out() -> None:
    cut = []
    n = 0
    for said in {(p.doc_id, p.section): p for p in planted("true.tsv")}.values():
        for source in sources_for(said):
            for passage in source.passages:
                n += 1
                text = " ".join(passage.text.split()) if "\t" in passage.text else passage.text
                if verify(text.replace("\n", ""), [source]).verdict == "cut":
                    cut.append(text)
    assert n > 300
    assert len(cut) <= 0.01 * n, cut


def _said(text: str, doc_id: str = "innovation-measures", section: str = "一/(一)") -> Verified:
    said = next(p for p in planted("true.tsv") if (p.doc_id, p.section) == (doc_id, section))
    return verify(text, sources_for(said))


def test_a_sentence_is_kept_with_the_slice_that_bears_it_out() -> None:
    kept = _said("首次通过认定的高新技术企业可获得一次性奖励20万元[1]。")
    assert kept.verdict == "kept"
    assert kept.text == "首次通过认定的高新技术企业可获得一次性奖励20万元。"
    (passage,) = kept.passages
    text = documents()["innovation-measures"].text
    assert text[passage.start : passage.end] == passage.text
    assert "首次通过认定" in passage.text
    assert "重新通过认定" not in passage.text


@pytest.mark.parametrize("marker", ["[2]", "", "[99]", "【0】"])
def test_a_true_sentence_cited_wrongly_or_not_at_all_is_cited_anew(marker: str) -> None:
    recited = _said(f"首次通过认定的高新技术企业可获得一次性奖励20万元{marker}。")
    assert (recited.verdict, recited.sources) == ("recited", (1,))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("首次通过认定的高新技术企业可获得一次性奖励21万元[1]。", "figure"),
        ("首次通过认定的高新技术企业可获得一次性奖励20亿元[1]。", "figure"),
        ("首次通过认定的高新技术企业最高可获得一次性奖励20万元[1]。", "figure"),
        ("首次通过认定的高新技术企业可获得一次性奖励10万元[1]。", "subject"),
        ("首次通过认定的高新技术企业不能获得一次性奖励20万元[1]。", "denial"),
        ("根据第九十九条，首次通过认定的高新技术企业可获得一次性奖励20万元[1]。", "pointer"),
        ("2026年首次通过认定的高新技术企业可获得一次性奖励20万元[1]。", "date"),
        ("首次通过认定的高新技术企业可获得一次性奖励20万元并免缴房产税[1]。", "word"),
    ],
)
def test_what_was_wrong_is_told(text: str, kind: str) -> None:
    verdict = _said(text)
    assert verdict.verdict == "cut"
    assert verdict.refuted is not None
    assert verdict.refuted.kind == kind


@pytest.mark.parametrize("text", ["市科技局", "国家级实验室", "国家康养产业试验区"])
def test_a_name_alone_is_no_statement(text: str) -> None:
    verdict = _said(f"{text}[1]。")
    assert verdict.verdict == "cut"
    assert verdict.refuted is not None
    assert verdict.refuted.kind == "fragment"


def test_a_sentence_that_states_nothing_is_neither_shown_nor_counted_as_cut() -> None:
    assert _said("根据文件规定，具体如下：").verdict == "empty"


def test_every_planted_sentence_is_about_a_section_that_is_there() -> None:
    names = sorted(path.name for path in HERE.glob("*.tsv"))
    said = [p for name in names for p in planted(name)]
    assert len(names) >= 12
    assert all(sources_for(p) for p in said)  # raises where a section is not there


def _seconds(n: int, folder: Path) -> float:
    """The least of three times to hold false sentences against a clause of `n` sentences."""
    grants = "".join(
        f"对第{i}类企业中新认定的甲{i}企业，给予一次性奖励{i + 10}万元，最高不超过{i + 200}万元。"
        for i in range(n)
    )
    path = folder / f"{n}.txt"
    path.write_text(f"某市若干规定\n\n一、支持\n\n（一）{grants}\n", encoding="utf-8")
    document = load_document(path, folder)
    sources = sources_of(
        [c for c in document.clauses if c.section == "一/(一)"], {document.doc_id: document}
    )
    assert len(sources[0].passages) == n
    said = ("新认定的企业，给予补助13万元，不合格的取消资格。", "对甲3企业，奖励14万元。")
    times = []
    for _ in range(3):
        began = perf_counter()
        assert not any(verify(f"{text}[1]", sources).is_shown for text in said)
        times.append(perf_counter() - began)
    return min(times)


def test_time_grows_with_the_clause_and_not_with_its_square(tmp_path: Path) -> None:
    _seconds(20, tmp_path)  # loads the dictionary
    assert _seconds(200, tmp_path) < 8 * _seconds(50, tmp_path)  # 4 times as long; 16 its square
