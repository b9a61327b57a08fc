"""A result into a table, `report.json` and `report.html`."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console, Group
from rich.table import Table

from eval.machine import Machine
from eval.measure import MEASURES, Figure, Outcome, Result
from eval.page import page
from rag.answer import answer_record

STAGES = {
    "understand": "理解",
    "embed": "嵌入",
    "search": "检索",
    "answer": "回答",
    "total": "合计",
    "total-embed": "合计（不计嵌入）",
}
BY_TYPE = ("section_first", "section_five", "right")


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
        f"没有结果 {result.n_missing} 个；回答长度中位数 {length} 字。"
    ]


def tables(result: Result) -> list[Table]:
    """Figures with intervals, figures by type, latency by stage."""
    headline = Table("指标", "值", "95 % 区间", "问题数", title="总体")
    for name, label in MEASURES.items():
        figure = result.figures[name]
        headline.add_row(label, percent(figure.value), interval(figure), str(figure.n))
    by_type = Table("类型", "问题数", *(MEASURES[name] for name in BY_TYPE), title="按类型")
    for question_type, figures in result.by_type.items():
        row = (percent(figures[name].value) for name in BY_TYPE)
        by_type.add_row(question_type, str(figures["right"].n), *row)
    latency = Table("阶段", "p50 毫秒", "p95 毫秒", "p99 毫秒", title="用时")
    for stage in result.latencies:
        name = STAGES.get(stage.stage, stage.stage)
        latency.add_row(name, f"{stage.p50:.1f}", f"{stage.p95:.1f}", f"{stage.p99:.1f}")
    for table in (headline, by_type, latency):
        for column in table.columns[1:]:
            column.justify = "right"
    return [headline, by_type, latency]


def show(result: Result, console: Console) -> None:
    """Prints the tables and the sentences beside them."""
    console.print(Group(*tables(result), *sentences(result)))


def report_record(result: Result, questions: str, machine: Machine) -> dict[str, Any]:
    """The whole run as one JSON object."""
    return {
        "questions": questions,
        "machine": asdict(machine),
        "n": len(result.outcomes),
        "n_missing": result.n_missing,
        "median_length": result.median_length,
        "figures": _figure_records(result.figures),
        "by_type": {t: _figure_records(figures) for t, figures in result.by_type.items()},
        "latency_ms": {
            lat.stage: {"p50": lat.p50, "p95": lat.p95, "p99": lat.p99} for lat in result.latencies
        },
        "outcomes": [_outcome_record(o) for o in result.outcomes],
    }


def write_report(result: Result, questions: str, machine: Machine, out: Path) -> Path:
    """Writes `report.json` and `report.html` into `out`; returns the latter's path."""
    out.mkdir(parents=True, exist_ok=True)
    record = report_record(result, questions, machine)
    text = json.dumps(record, ensure_ascii=False, indent=1)
    (out / "report.json").write_text(text + "\n", encoding="utf-8")
    html = out / "report.html"
    plain = [
        (
            str(table.title),
            [str(c.header) for c in table.columns],
            [list(row) for row in zip(*(map(str, c.cells) for c in table.columns), strict=True)],
        )
        for table in tables(result)
    ]
    head = [f"问题：{questions}", str(machine), *sentences(result)]
    html.write_text(page(result, head, plain), encoding="utf-8")
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
