"""`python -m eval.gate_training NAME=QUESTIONS@HOME … --out FILE`: fits and judges the gate.

QUESTIONS is a question file or one of `eval/near_misses`, HOME an index of their documents.

Each NAME is a group of documents: what is trained on some groups is judged on another, so that the
figures are those of documents never seen. Sets of one name, or over the same documents, share it.
Weights may only have the sign that their meaning has: what covers the question never lowers the
probability, what it lacks never raises it.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from eval.gate_examples import Example, LabelledOffer, examples, examples_of
from eval.near_misses import read_passages, without_blanks
from eval.opened import opened
from index.settings import Settings
from rag.evidence.gate import FILE, Gate, Linear
from rag.pipeline import Pipeline

Numbers = NDArray[np.float64]

_C_WHICH = 0.6  # inverse strengths of the penalty
_C_WHETHER = 0.36
_LEFT_OUT = 0.3  # weight of an example whose answer was taken away: another clause may answer too
_SMALL = 5e-3  # standardised weights below it are left out of the file
_ORDER = ("rank", "behind_best", "score")  # tell which clause, not whether
_BETTER = ("cover", "spelt", "pairs", "known_pairs", "score")
_WORSE = (
    "unknown", "missing", "most_", "rare", "head", "nouns", "strange", "open", "promised", "rank",
    "nothing", "annex_list", "norm_for_fact", "no_value", "behind_best",
)  # fmt: skip


def sign(name: str) -> int:
    """1 where a feature may only speak for an answer, -1 only against, 0 where it may do both."""
    bare = name.removeprefix("value_")
    if bare == "cover_title" or bare.startswith("q_"):
        return 0
    if bare.startswith(_BETTER):
        return 1
    return -1 if bare.startswith(_WORSE) or "lacking" in bare else 0


def fitted(
    names: Sequence[str], rows: Numbers, right: Numbers, weight: Numbers, c: float
) -> Linear:
    """The logistic model with the least weighted loss plus `|w|² / 2c` over standardised features.

    `rows` (n, len(names)); `right` 0 or 1, `weight` for each row. Weights obey `sign`.
    """
    mean, spread = rows.mean(axis=0), rows.std(axis=0)
    spread[spread < 1e-9] = 1.0
    scaled, target = (rows - mean) / spread, 2 * right - 1

    def loss(v: Numbers) -> tuple[float, Numbers]:
        margin = target * (scaled @ v[:-1] + v[-1])
        pull = weight * target / (1 + np.exp(np.clip(margin, -30, 30)))
        value = (weight * np.logaddexp(0, -margin)).sum() + (v[:-1] ** 2).sum() / (2 * c)
        return float(value), np.append(v[:-1] / c - scaled.T @ pull, -pull.sum())

    allowed = {1: (0, None), -1: (None, 0), 0: (None, None)}
    bounds = [*(allowed[sign(name)] for name in names), (None, None)]
    start = np.zeros(len(names) + 1)
    v = minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B").x
    raw = v[:-1] / spread
    kept = np.abs(v[:-1]) >= _SMALL
    weights = {n: round(float(w), 4) for n, w, k in zip(names, raw, kept, strict=True) if k}
    return Linear(round(float(v[-1] - (raw * mean).sum()), 4), weights)


def train(some: Sequence[Example], threshold: float) -> Gate:
    """The gate that the examples teach."""
    names = sorted(next(o.features for e in some for o in e.offers))
    pairs = [(o, e) for e in some if e.answerable for o in e.offers if o.right or not o.gold]
    which = _model(
        names,
        [offer for offer, _ in pairs],
        [offer.right for offer, _ in pairs],
        [example.weight for _, example in pairs],
        _C_WHICH,
    )
    kept = [name for name in names if name not in _ORDER]
    draft = Gate(which, which, which, threshold)

    def of_kind(is_value: bool) -> Linear:
        chosen: list[tuple[LabelledOffer, float]] = []
        for example in some:
            best = likeliest_of(draft, example)
            if best is None or example.refused or bool(best.features["q_value"]) != is_value:
                continue
            if example.answerable and not best.right:
                continue  # neither an answer nor a near miss
            chosen.append((best, example.weight * (_LEFT_OUT if example.left_out else 1)))
        offers = [offer for offer, _ in chosen]
        right = [offer.right for offer in offers]
        return _model(kept, offers, right, [weight for _, weight in chosen], _C_WHETHER)

    return Gate(which, of_kind(True), of_kind(False), threshold)


def _model(
    names: Sequence[str],
    offers: Sequence[LabelledOffer],
    right: Sequence[bool],
    weight: Sequence[float],
    c: float,
) -> Linear:
    rows = np.array([[o.features[name] for name in names] for o in offers], dtype=np.float64)
    return fitted(names, rows, np.array(right, dtype=np.float64), np.array(weight), c)


def likeliest_of(gate: Gate, example: Example) -> LabelledOffer | None:
    """The offer that is held likeliest to be right; None where there is none."""
    best = gate.likeliest([(one.features, one.score) for one in example.offers])
    return None if best is None else example.offers[best]


@dataclass(frozen=True)
class JudgedExample:
    """How likely an answer to an example was held, by a gate that never saw its group."""

    example: Example
    likely: float
    right: bool


def judged(
    some: Sequence[Example], teach: Callable[[Sequence[Example]], Gate]
) -> list[JudgedExample]:
    """Every example judged by what the other groups taught."""
    found: list[JudgedExample] = []
    for group in sorted({example.group for example in some}):
        gate = teach([example for example in some if example.group != group])
        for example in (e for e in some if e.group == group):
            best = likeliest_of(gate, example)
            silent = best is None or example.refused or best.promised
            likely = 0.0 if best is None or silent else gate.probability(best.features)
            found.append(JudgedExample(example, likely, bool(best and best.right)))
    return found


def area(better: Sequence[float], worse: Sequence[float]) -> float:
    """The probability that one of the first is above one of the second, ties half (ROC AUC)."""
    first, second = np.array(better)[:, None], np.array(worse)[None, :]
    return float((first > second).mean() + (first == second).mean() / 2)


def curve(found: Sequence[JudgedExample], shares: Sequence[float]) -> list[dict[str, float]]:
    """For each share of false refusals the threshold, the refusal recalls and the right answers.

    Of questions whose answer stands in a candidate: the others no gate can save.
    """
    can = [j for j in found if j.example.answerable and any(o.right for o in j.example.offers)]
    misses = np.array(
        [j.likely for j in found if not j.example.answerable and not j.example.left_out]
    )
    left = np.array([j.likely for j in found if j.example.left_out])
    likely = np.array([j.likely for j in can])
    right = np.array([j.right for j in can])
    points = []
    for share in shares:
        threshold = float(np.quantile(likely, share))
        points.append(
            {
                "threshold": threshold,
                "false_refusal": float((likely < threshold).mean()),
                "refusal_recall": float((misses < threshold).mean()),
                "refusal_recall_left_out": float((left < threshold).mean()) if len(left) else 1.0,
                "right": float((right & (likely >= threshold)).mean()),
            }
        )
    return points


def record(gate: Gate) -> str:
    """The gate as the text of its file."""
    models = {n: getattr(gate, n) for n in ("which", "value", "words")}
    content = {"threshold": gate.threshold} | {
        name: {"bias": model.bias, "weights": model.weights} for name, model in models.items()
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _print_curve(group: str, tested: Sequence[JudgedExample]) -> None:
    """How well a group of documents is judged by what the others taught."""
    can = [
        j.likely for j in tested if j.example.answerable and any(o.right for o in j.example.offers)
    ]
    misses = [j.likely for j in tested if not j.example.answerable and not j.example.left_out]
    print(f"{group}: {len(can)} answerable, {len(misses)} not: "  # noqa: T201
          f"AUC {area(can, misses):.3f}")  # fmt: skip
    for point in curve(tested, (0.02, 0.05, 0.1, 0.15)):
        print("  ".join(f"{name} {value:.3f}" for name, value in point.items()))  # noqa: T201


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the curve over documents unseen, and writes the gate that all examples teach."""
    parser = argparse.ArgumentParser(prog="python -m eval.gate_training")
    parser.add_argument("sets", nargs="+", metavar="NAME=QUESTIONS@HOME")
    parser.add_argument("--out", type=Path, default=FILE)
    parser.add_argument("--texts", type=Path, help="what a .tsv points into")
    parser.add_argument("--threshold", type=float, default=0.4)
    options = parser.parse_args(arguments)
    texts = without_blanks(options.texts) if options.texts else {}
    found: list[Example] = []
    for one in options.sets:
        name, _, place = one.partition("=")
        path, _, home = place.partition("@")
        if path.endswith(".tsv"):
            pipeline = Pipeline.open(Settings.from_environment(home))
            passages = read_passages(Path(path), texts)
            found += examples_of(passages, pipeline, name, date.today())
        else:
            questions, pipeline = opened(Path(path), home)
            found += examples(questions, pipeline, name)
    tested = judged(found, lambda some: train(some, options.threshold))
    for group in sorted({one.example.group for one in tested}):
        _print_curve(group, [one for one in tested if one.example.group == group])
    options.out.write_text(record(train(found, options.threshold)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
