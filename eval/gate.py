"""The recorded headline figures, and which of a new run's have fallen below them.

`python -m eval record` writes the record; the tests read it. Raising it is a commit of its own.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path

from eval.measure import HEADLINE, MEASURES, Figure, Result

BASELINE = Path(__file__).with_name("baseline.json")


def record_baseline(result: Result, questions: Path, path: Path = BASELINE) -> None:
    """Writes the run's headline figures as the record."""
    record = {
        "questions": questions.name,
        "recorded": date.today().isoformat(),
        "figures": {name: asdict(result.figures[name]) for name in HEADLINE},
    }
    path.write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def load_baseline(path: Path = BASELINE) -> dict[str, Figure]:
    """The recorded headline figures by name."""
    record = json.loads(path.read_text(encoding="utf-8"))
    return {name: Figure(**values) for name, values in record["figures"].items()}


def fallen(current: Mapping[str, Figure], baseline: Mapping[str, Figure]) -> list[str]:
    """A sentence for each figure that lies under the lower end of the record's interval."""
    sentences = []
    for name, recorded in baseline.items():
        value = current[name].value
        if recorded.low is not None and (value is None or value < recorded.low):
            now = "没有结果" if value is None else f"{value:.3f}"
            sentences.append(
                f"{MEASURES[name]}（{name}）：{now}，低于记录 {recorded.value:.3f}"
                f" 的区间下限 {recorded.low:.3f}"
            )
    return sentences
