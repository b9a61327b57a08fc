"""A result into tables on the terminal, `report.json` and `report.html`."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console, Group
from rich.table import Table

from eval.baselines import Row, baselines_table
from eval.curves import refusal_curve, reliability
from eval.figure import Figure
from eval.machine import Machine
from eval.measure import Outcome, Result
from eval.page import Plot, page
from eval.score import MEASURES
from rag.answer import answer_record

STAGES = {
    "understand": "理解",
    "embed": "嵌入",
    "search": "检索",
    "answer": "回答",
    "generate": "模型",
    "total": "合计",
    "total-embed": "合计（不计嵌入）",
}
BROKEN_DOWN = ("section_first", "section_five", "right", "refusal_recall")


def percent(value: float | None) -> str:
    """0.905 -> 「90.5 %」; None -> 「—」."""
    return "—" if value is None else f"{value * 100:.1f} %"


def interval(figure: Figure) -> str:
    """The 95 % interval in percent."""
    return "—" if figure.value is None else f"{percent(figure.low)} – {percent(figure.high)}"


def sentences(result: Result) -> list[str]:
    """What to know beside the figures: counts and length."""
    n_right = sum(o.is_right for o in result.outcomes)
    n_false = sum(o.scores["false_refusal"] == 1.0 for o in result.outcomes)
    length = "—" if result.median_length is None else f"{result.median_length:g}"
    return [
        f"{len(result.outcomes)} 个问题，答对 {n_right} 个，误拒 {n_false} 个，"
        f"没有结果 {result.n_missing} 个；回答长度中位数 {length} 字；"
        f"内存峰值 {result.peak_mib:.0f} MiB。"
    ]


def tables(result: Result, compared: Mapping[str, Row]) -> list[Table]:
    """Figures with intervals, by type, by document, latency, ours against the plain ways."""
    headline = Table("指标", "值", "95 % 区间", "问题数", title="总体")
    for name, label in MEASURES.items():
        figure = result.figures[name]
        headline.add_row(label, percent(figure.value), interval(figure), str(figure.n))
    latency = Table("阶段", "p50 毫秒", "p95 毫秒", "p99 毫秒", title="用时")
    for stage in result.latencies:
        name = STAGES.get(stage.stage, stage.stage)
        latency.add_row(name, f"{stage.p50:.1f}", f"{stage.p95:.1f}", f"{stage.p99:.1f}")
    by_type = _broken_down("类型", "按类型", result.by_type)
    by_document = _broken_down("文件", "按文件", result.by_document)
    for table in (headline, by_type, by_document, latency):
        for column in table.columns[1:]:
            column.justify = "right"
    ablation = [baselines_table("与常见做法对比（同一向量模型）", _numbered(compared))]
    return [headline, by_type, by_document, latency, *(ablation if compared else [])]


def plots(result: Result, compared: Mapping[str, Row]) -> list[Plot]:
    """What the page draws; a plot without points is left out."""
    from eval.plot import accuracy_plot, refusal_plot, reliability_plot  # matplotlib: a second

    drawn: list[Plot] = []
    if compared:
        caption = "横轴：每个问题用时的中位数（毫秒）；纵轴：首位条款正确的比例；编号同上表。"
        drawn.append(("正确率与用时", caption, accuracy_plot(compared)))
    if points := refusal_curve(result.outcomes):
        caption = "把得分低于阈值的回答也改为拒答：横轴误拒，纵轴拒答召回率；圆点为本次运行。"
        drawn.append(("拒答阈值曲线", caption, refusal_plot(points)))
    if bins := reliability(result.outcomes):
        caption = "按首位条款的得分分组：横轴平均得分，纵轴回答正确的比例；虚线为两者相等。"
        drawn.append(("得分的可靠性", caption, reliability_plot(bins)))
    return drawn


def show(result: Result, console: Console, compared: Mapping[str, Row] | None = None) -> None:
    """Prints the tables and the sentences beside them."""
    console.print(Group(*tables(result, compared or {}), *sentences(result)))


def _broken_down(head: str, title: str, groups: Mapping[str, Mapping[str, Figure]]) -> Table:
    table = Table(head, "问题数", *(MEASURES[name] for name in BROKEN_DOWN), title=title)
    for group, figures in groups.items():
        row = (percent(figures[name].value) for name in BROKEN_DOWN)
        table.add_row(group or "（未指明）", str(figures["right"].n), *row)
    return table


def _numbered(compared: Mapping[str, Row]) -> dict[str, Row]:
    return {f"{n}. {name}": row for n, (name, row) in enumerate(compared.items(), start=1)}


def report_record(
    result: Result, questions: str, machine: Machine, compared: Mapping[str, Row]
) -> dict[str, Any]:
    """The whole run as one JSON object."""
    return {
        "questions": questions,
        "machine": asdict(machine),
        "n": len(result.outcomes),
        "n_missing": result.n_missing,
        "median_length": result.median_length,
        "peak_mib": result.peak_mib,
        "figures": _figure_records(result.figures),
        "by_type": {t: _figure_records(figures) for t, figures in result.by_type.items()},
        "by_document": {d: _figure_records(figures) for d, figures in result.by_document.items()},
        "compared": {
            system: {"figures": _figure_records(row.figures), "p50_ms": row.p50_ms}
            for system, row in compared.items()
        },
        "latency_ms": {
            lat.stage: {"p50": lat.p50, "p95": lat.p95, "p99": lat.p99} for lat in result.latencies
        },
        "outcomes": [_outcome_record(o) for o in result.outcomes],
    }


def write_report(
    result: Result,
    questions: str,
    machine: Machine,
    out: Path,
    compared: Mapping[str, Row] | None = None,
) -> Path:
    """Writes `report.json` and `report.html` into `out`; returns the latter's path.

    `compared` are the rows of `baselines`; without them the page has no ablation.
    """
    rows = compared or {}
    out.mkdir(parents=True, exist_ok=True)
    record = report_record(result, questions, machine, rows)
    text = json.dumps(record, ensure_ascii=False, indent=1)
    (out / "report.json").write_text(text + "\n", encoding="utf-8")
    html = out / "report.html"
    plain = [
        (
            str(table.title),
            [str(c.header) for c in table.columns],
            [list(row) for row in zip(*(map(str, c.cells) for c in table.columns), strict=True)],
        )
        for table in tables(result, rows)
    ]
    head = [f"问题：{questions}", str(machine), *sentences(result)]
    html.write_text(page(result, head, plain, plots(result, rows)), encoding="utf-8")
    return html


def _figure_records(figures: Mapping[str, Figure]) -> dict[str, Any]:
    keys = ("value", "low", "high", "n")
    return {name: {key: getattr(f, key) for key in keys} for name, f in figures.items()}


def _outcome_record(outcome: Outcome) -> dict[str, Any]:
    question = outcome.question
    return {
        "id": question.id,
        "type": question.type,
        "question": question.question,
        "cite": list(question.cite),
        "contains": list(question.contains),
        "any": list(question.any),
        "answerable": question.answerable,
        "exhaustive": question.exhaustive,
        "right": outcome.is_right,
        "scores": dict(outcome.scores),
        "failure": outcome.failure,
        "answer": answer_record(outcome.answer) if outcome.answer is not None else None,
    }
