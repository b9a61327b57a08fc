"""Measures against fractions worked out by hand, the report, and the commands."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from corpus.document import Document
from eval.__main__ import main
from eval.bench import BenchError, start, warm_latencies
from eval.curves import RefusalPoint, refusal_curve, reliability
from eval.fidelity import is_verbatim, numeric_fidelity
from eval.figure import Figure, figure
from eval.gate import fallen, load_baseline, record_baseline
from eval.machine import this_machine
from eval.measure import Outcome, Result, ask_all, documents_of, measure
from eval.question import Question
from eval.report import show, write_report
from index.errors import IndexUnusable
from index.hit import Hit
from rag.answer import Answer, Citation, Reason
from tests.test_eval_question import good, toy_document, write

DOCUMENT = toy_document()
CLAUSES = {clause.section: clause for clause in DOCUMENT.clauses}


def question(id: str, cite: Sequence[str] = ("一",), type: str = "number") -> Question:
    return Question(
        id, type, f"问{id}", tuple(cite), (), (), type != "unanswerable", type == "list"
    )


def answer(
    text: str = "收入达到110%。〔1〕",
    cited: Sequence[str] = ("一",),
    found: Sequence[str] = ("一", "二"),
    refused: bool = False,
    latency_ms: Mapping[str, float] | None = None,
) -> Answer:
    citations = tuple(
        Citation(n, "甲", "甲", c.section, c.label, c.text, c.start, c.end)
        for n, c in enumerate((CLAUSES[s] for s in cited), start=1)
    )
    hits = tuple(Hit(CLAUSES[s], n, 1 / n) for n, s in enumerate(found, start=1))
    reason: Reason | None = "no_evidence" if refused else None
    stages = latency_ms or {}
    return Answer("问", text, refused, reason, citations, hits, 1, 2, latency_ms=stages)


class ToyPipeline:
    """Answers from a table; a question that is not in it is an error."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self._answers = answers

    @property
    def documents(self) -> Mapping[str, Document]:
        return {"甲": DOCUMENT}

    def ask(self, question: str, top_n: int = 5, as_of: date | None = None) -> Answer:
        if as_of is not None:
            question = f"{question}@{as_of}"
        found = self._answers[question]
        return replace(found, hits=found.hits[:top_n])


def measured(*pairs: tuple[Question, Answer | None]) -> Result:
    pipeline = ToyPipeline({q.question: a for q, a in pairs if a is not None})
    return measure(ask_all([q for q, _ in pairs], pipeline), pipeline.documents)


def scores(q: Question, a: Answer | None) -> Mapping[str, float | None]:
    return measured((q, a)).outcomes[0].scores


def value(result: Result, name: str) -> float | None:
    return result.figures[name].value


def test_ranking_measures_are_means_over_answerable_questions_missing_ones_zero() -> None:
    result = measured(
        (question("1"), answer(found=("一", "二"))),
        (question("2"), answer(found=("二", "二", "一"))),  # sections 二, 一: rank 2
        (question("3"), None),
        (question("4", (), "unanswerable"), answer(refused=True, cited=())),
    )
    assert value(result, "section_first") == pytest.approx(1 / 3)
    assert value(result, "section_five") == pytest.approx(2 / 3)
    assert value(result, "mrr") == pytest.approx((1 + 1 / 2 + 0) / 3)
    # 1 / log2(1 + 2) for a single right section at rank 2.
    assert value(result, "ndcg") == pytest.approx((1 + 0.6309297535714575 + 0) / 3)
    assert result.figures["section_first"].n == 3
    assert result.n_missing == 1
    assert result.outcomes[2].failure == "KeyError: '问3'"


def test_hits_count_in_the_order_of_their_ranks_and_only_in_the_right_document() -> None:
    backwards = answer(found=("一", "二"))
    backwards = replace(backwards, hits=backwards.hits[::-1])
    assert scores(question("1"), backwards)["section_first"] == 1.0
    assert scores(question("1", ("乙#一",)), backwards)["section_five"] == 0.0
    assert scores(question("1", ("甲.txt#一",)), backwards)["section_first"] == 1.0


@pytest.mark.parametrize(
    ("q", "a", "right"),
    [
        pytest.param(question("1"), answer(), 1.0, id="says and cites"),
        pytest.param(question("1"), answer(cited=("二",)), 0.0, id="cites another section"),
        pytest.param(question("1"), answer(cited=("一", "二")), 1.0, id="cites one more"),
        pytest.param(question("1"), answer(refused=True), 0.0, id="false refusal"),
        pytest.param(question("1"), None, 0.0, id="missing"),
        pytest.param(
            replace(question("1"), contains=("110%", "收入")), answer(), 1.0, id="contains all"
        ),
        pytest.param(
            replace(question("1"), contains=("110%", "利润")), answer(), 0.0, id="lacks one"
        ),
        pytest.param(replace(question("1"), contains=("10%",)), answer(), 0.0, id="other number"),
        pytest.param(replace(question("1"), any=("利润", "收入")), answer(), 1.0, id="one of any"),
        pytest.param(replace(question("1"), any=("利润",)), answer(), 0.0, id="none of any"),
        pytest.param(
            replace(question("1"), contains=("1",)), answer("收入。〔1〕"), 0.0, id="marker only"
        ),
        pytest.param(
            question("1", ("一", "二"), "list"), answer(cited=("二", "一")), 1.0, id="whole set"
        ),
        pytest.param(
            question("1", ("一", "二"), "list"), answer(cited=("一",)), 0.0, id="set lacks one"
        ),
        pytest.param(
            question("1", ("一",), "list"), answer(cited=("一", "二")), 0.0, id="set has one more"
        ),
        pytest.param(
            question("1", (), "unanswerable"), answer(refused=True), 1.0, id="rightly refused"
        ),
        pytest.param(question("1", (), "unanswerable"), answer(), 0.0, id="should refuse"),
        pytest.param(question("1", (), "unanswerable"), None, 0.0, id="missing is no refusal"),
    ],
)
def test_a_question_is_right_as_the_contract_says(
    q: Question, a: Answer | None, right: float
) -> None:
    assert scores(q, a)["right"] == right


def test_citations_are_measured_as_sections() -> None:
    result = measured(
        (question("1", ("一", "二"), "list"), answer(cited=("一",))),
        (question("2", ("一",)), answer(cited=("一", "二", "二"))),
        (question("3", ("一",)), None),
    )
    assert value(result, "citation_precision") == pytest.approx((1 / 1 + 1 / 2) / 2)
    assert value(result, "citation_recall") == pytest.approx((1 / 2 + 1 / 1 + 0) / 3)


def test_refusals_are_measured_both_ways() -> None:
    refusal = answer(refused=True, cited=())
    result = measured(
        (question("1"), refusal),
        (question("2"), answer()),
        (question("3", (), "unanswerable"), refusal),
        (question("4", (), "unanswerable"), refusal),
        (question("5", (), "unanswerable"), answer()),
    )
    assert value(result, "refusal_precision") == pytest.approx(2 / 3)
    assert value(result, "refusal_recall") == pytest.approx(2 / 3)
    assert value(result, "false_refusal") == pytest.approx(1 / 2)
    assert result.median_length == len("收入达到110%。")


def test_a_quote_is_verbatim_only_at_its_offsets_in_its_document() -> None:
    whole = answer(cited=("一", "二"))
    first, second = whole.citations
    shifted = replace(second, start=second.start - 1, end=second.end - 1)
    documents = {"甲": DOCUMENT}
    assert is_verbatim(first, documents)
    assert not is_verbatim(shifted, documents)
    assert not is_verbatim(replace(first, doc_id="乙"), documents)
    assert not is_verbatim(replace(first, quote="", end=first.start), documents)
    assert not is_verbatim(replace(first, start=-1), documents)
    result = measured((question("1"), replace(whole, citations=(first, shifted))))
    assert value(result, "quote_fidelity") == pytest.approx(1 / 2)


def test_latency_is_given_per_stage_and_without_the_embedding() -> None:
    result = measured(
        *(
            (question(str(n)), answer(latency_ms={"embed": 10.0 * n, "total": 11.0 * n}))
            for n in range(1, 4)
        )
    )
    assert [(s.stage, s.p50) for s in result.latencies] == [
        ("embed", 20.0),
        ("total", 22.0),
        ("total-embed", pytest.approx(2.0)),
    ]
    assert result.latencies[0].p95 == pytest.approx(20 + 10 * 9 / 10)  # 95 % of the way, 3 points
    assert result.latencies[0].p99 == pytest.approx(20 + 10 * 98 / 100)
    pipeline = ToyPipeline({"问1？": answer(), "问1": answer(latency_ms={"total": 4.0})})
    assert [s.p50 for s in warm_latencies(pipeline, [question("1")])] == [4.0, 4.0]


def test_the_interval_is_that_of_the_binomial_and_the_same_each_time() -> None:
    thirty_of_forty = figure("right", [1.0] * 30 + [0.0] * 10 + [None] * 9)
    assert (thirty_of_forty.value, thirty_of_forty.n) == (30 / 40, 40)
    assert thirty_of_forty.low is not None
    assert thirty_of_forty.high is not None
    # Standard error of a proportion: sqrt(p (1 - p) / n); the bootstrap moves in steps of 1 / n.
    half = 1.96 * (0.75 * 0.25 / 40) ** 0.5
    assert thirty_of_forty.low == pytest.approx(0.75 - half, abs=1 / 40)
    assert thirty_of_forty.high == pytest.approx(0.75 + half, abs=1 / 40)
    assert figure("right", [1.0] * 30 + [0.0] * 10) == thirty_of_forty
    assert figure("right", [None]) == Figure("right", None, None, None, 0)


def test_a_question_with_a_day_is_asked_as_of_that_day() -> None:
    dated = replace(question("1"), as_of="2020-01-01")
    pipeline = ToyPipeline({"问1@2020-01-01": answer(), "问1": answer(refused=True)})
    result = measure(ask_all([dated], pipeline), pipeline.documents)
    assert value(result, "right") == 1.0


def test_an_index_that_cannot_be_used_ends_the_run() -> None:
    class Unusable(ToyPipeline):
        def ask(self, question: str, top_n: int = 5, as_of: date | None = None) -> Answer:
            raise IndexUnusable("索引已损坏")

    with pytest.raises(IndexUnusable):
        measure(ask_all([question("1")], Unusable({})), {})


def test_a_figure_under_the_recorded_interval_is_red_one_inside_it_is_not(tmp_path: Path) -> None:
    result = measured(*((question(str(n)), answer()) for n in range(8)))
    record_baseline(result, Path("a.jsonl"), tmp_path / "baseline.json")
    baseline = load_baseline(tmp_path / "baseline.json")
    assert fallen(result.figures, baseline) == []
    recorded = {"right": Figure("right", 0.9, 0.8, 0.95, 60)}
    assert fallen({"right": Figure("right", 0.8, 0.7, 0.9, 60)}, recorded) == []
    (sentence,) = fallen({"right": Figure("right", 0.79, 0.7, 0.9, 60)}, recorded)
    assert sentence == "回答正确（right）：0.790，低于记录 0.900 的区间下限 0.800"
    assert fallen({"right": Figure("right", None, None, None, 0)}, recorded)


def test_the_report_shows_wrong_answers_escaped_and_nothing_from_elsewhere(tmp_path: Path) -> None:
    asked = replace(question("1"), question="<script>问&答</script>", contains=("利润",))
    result = measured((asked, answer()), (question("2"), answer()), (question("3"), None))
    page = write_report(result, "a.jsonl", this_machine(), tmp_path / "new" / "out")
    html = page.read_text(encoding="utf-8")
    assert "<script" not in html
    assert "&lt;script&gt;问&amp;答&lt;/script&gt;" in html
    assert "http" not in html
    assert "答错的问题（2）" in html
    for shown in ("须有：利润", "收入达到110%。〔1〕", "〔1〕甲 一：一、目标", "KeyError"):
        assert shown in html
    record = json.loads((page.parent / "report.json").read_text(encoding="utf-8"))
    assert record["figures"]["right"]["value"] == pytest.approx(1 / 3)
    assert [o["right"] for o in record["outcomes"]] == [False, True, False]
    assert record["outcomes"][2]["answer"] is None


def test_the_table_has_every_figure_and_type(capsys: pytest.CaptureFixture[str]) -> None:
    result = measured(
        (question("1"), answer(latency_ms={"total": 2.0})),
        (question("2", (), "unanswerable"), answer()),
    )
    show(result, Console(width=120))
    shown = capsys.readouterr().out
    for text in (
        "首位条款正确",
        "100.0 %",
        "unanswerable",
        "合计（不计嵌入）",
        "2 个问题，答对 1 个",
    ):
        assert text in shown


def test_a_command_that_fails_is_one_sentence_with_its_last_words(tmp_path: Path) -> None:
    assert start(["-c", "pass"], str(tmp_path)).peak_mib > 1
    with pytest.raises(BenchError, match="失败：坏了"):
        start(["-c", "import sys; print('坏了', file=sys.stderr); sys.exit(3)"], str(tmp_path))


@pytest.mark.parametrize("command", ["run", "check", "record"])
def test_a_mistake_of_the_user_is_one_line_and_status_2(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = write(tmp_path, good(), good())
    never_built = tmp_path / "good.jsonl"
    never_built.write_text(json.dumps(good()) + "\n", encoding="utf-8")
    for questions, word in (
        (bad, "重复"),
        (tmp_path / "no.jsonl", "没有这个"),
        (never_built, "索引"),
    ):
        status = main([command, "--questions", str(questions), "--home", str(tmp_path / "home")])
        printed = capsys.readouterr()
        assert status == 2
        assert word in printed.err
        assert printed.err.count("\n") == 1
        assert printed.out == ""


def test_wrong_arguments_are_one_line_and_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in ([], ["run"], ["run", "--questions", "a", "--top", "0"], ["dance"]):
        with pytest.raises(SystemExit) as caught:
            main(arguments)
        assert caught.value.code == 2
        assert capsys.readouterr().err.count("\n") == 1


def said(text: str, quotes: Sequence[str]) -> Answer:
    """An answer of these words over these quotes, marked from 1."""
    citations = tuple(
        Citation(n, "甲", "甲通知", "一", "一、", quote, 0, len(quote))
        for n, quote in enumerate(quotes, start=1)
    )
    return Answer("2017年？", text, False, None, citations, (), 1, 110)


@pytest.mark.parametrize(
    ("text", "quotes", "share"),
    [
        ("收入1,500亿元。〔1〕", ["收入１５００亿元"], 1.0),
        ("收入1500亿元，增长8%。〔1〕", ["收入1500亿元"], 1 / 2),
        ("收入15亿元。〔1〕", ["收入1500亿元"], 0.0),
        ("甲10亿元〔1〕，乙20亿元〔2〕，合计30亿元。", ["甲10亿元", "乙20亿元"], 1.0),
        ("甲10亿元〔1〕，乙25亿元〔2〕，相差15亿元。", ["甲10亿元", "乙25亿元"], 1.0),
        ("甲10亿元〔1〕，乙25亿元〔2〕，相差16亿元。", ["甲10亿元", "乙25亿元"], 2 / 3),
        ("相差15亿元：\n甲10亿元〔1〕\n乙25亿元〔2〕", ["甲10亿元", "乙25亿元"], 1.0),
        ("不是2017年，是2019年〔1〕", ["2019年11月7日"], 1.0),
        ("甲20亿元〔1〕，乙10亿元〔2〕。", ["甲10亿元", "乙20亿元"], 0.0),
        ("共2条（检索110条）：\n甲。〔1〕\n乙。〔2〕", ["甲。", "乙。"], 1.0),
        ("没有数字。〔1〕", ["没有数字。"], None),
        ("文号是云政规〔2021〕2号。〔1〕", ["云政规〔2021〕2号"], 1.0),
    ],
    ids=[
        "same",
        "half",
        "part-of",
        "sum",
        "difference",
        "wrong",
        "lead",
        "asked",
        "swapped",
        "counts",
        "none",
        "year",
    ],
)
def test_numbers_are_borne_out_by_what_their_sentence_cites(
    text: str, quotes: Sequence[str], share: float | None
) -> None:
    assert numeric_fidelity(said(text, quotes)) == share


def scored(score: float, right: bool, answerable: bool = True, refused: bool = False) -> Outcome:
    asked = question("1", type="number" if answerable else "unanswerable")
    given = replace(answer(refused=refused), hits=(Hit(CLAUSES["一"], 1, score),))
    return Outcome(asked, given, {"right": float(right)})


def test_refusal_curve_starts_at_the_run_and_ends_with_all_refused() -> None:
    outcomes = [
        scored(0.9, True),
        scored(0.4, False),
        scored(0.3, False, answerable=False),
        scored(0.8, True, answerable=False, refused=True),
    ]
    assert refusal_curve(outcomes) == [
        RefusalPoint(0.0, 1 / 2, 0.0),
        RefusalPoint(0.3, 1 / 2, 0.0),
        RefusalPoint(0.4, 1.0, 0.0),
        RefusalPoint(0.9, 1.0, 1 / 2),
        RefusalPoint(float("inf"), 1.0, 1.0),
    ]
    assert refusal_curve(outcomes[:2]) == []


def test_reliability_bins_hold_equally_many_answers_by_rising_score() -> None:
    outcomes = [scored(n / 10, right=n > 4) for n in (9, 1, 3, 5, 7)]
    bins = reliability([*outcomes, scored(0.2, True, refused=True)])
    assert [(b.score, b.right, b.n) for b in bins] == [
        (0.1, 0.0, 1), (0.3, 0.0, 1), (0.5, 1.0, 1), (0.7, 1.0, 1), (0.9, 1.0, 1),
    ]  # fmt: skip
    assert reliability([]) == []


def test_the_year_of_a_document_number_is_no_marker() -> None:
    asked = replace(question("1"), contains=("云政规〔2021〕2号",))
    assert scores(asked, answer("云政规〔2021〕2号〔1〕"))["right"] == 1.0


def test_lists_are_exact_only_with_every_section_and_no_other() -> None:
    asked = question("1", cite=("一", "二"), type="list")
    found = [answer(cited=cited) for cited in (("一", "二"), ("一",), ("一", "二", "二"))]
    assert [scores(asked, given)["list_exact"] for given in found] == [1.0, 0.0, 1.0]
    assert scores(question("2"), answer())["list_exact"] is None


def test_questions_are_counted_under_the_documents_that_their_gold_names() -> None:
    other = replace(DOCUMENT, doc_id="乙")
    both = {"甲": DOCUMENT, "乙": other}
    assert documents_of(question("1"), {"甲": DOCUMENT}) == ["甲"]
    assert documents_of(question("1"), both) == [""]
    assert documents_of(replace(question("1"), cite=("甲.txt#一", "乙#二")), both) == ["甲", "乙"]
    assert documents_of(replace(question("1"), doc="乙"), both) == ["乙"]
