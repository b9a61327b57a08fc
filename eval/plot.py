"""The three plots of the report as SVG, each a string to be put into the page.

Labels inside a plot are numbers and English words, so that no font has to be looked for; what they
mean is said in Chinese in the page around them.
"""

import io
import re
from collections.abc import Mapping, Sequence

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from eval.baselines import Row
from eval.curves import RefusalPoint, ReliabilityBin

_SIZE_INCHES = (5.2, 3.4)
_NO_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))
_COLOUR = "#3b6fd4"


def accuracy_plot(rows: Mapping[str, Row]) -> str:
    """Right section first against the median time, a point per system, numbered as in the table."""
    figure, axes = _axes("median ms per question", "right section first")
    for number, row in enumerate(rows.values(), start=1):
        right = row.figures["Success@1"].value
        if right is not None:
            axes.scatter(row.p50_ms, right, color=_COLOUR)
            axes.annotate(str(number), (row.p50_ms, right), (5, 4), textcoords="offset points")
    axes.set_ylim(0, 1.05)
    axes.set_xlim(left=0)
    return _svg(figure)


def refusal_plot(points: Sequence[RefusalPoint]) -> str:
    """Refusal recall against false refusals over all thresholds; the dot is the run itself."""
    figure, axes = _axes("false refusals", "refusal recall")
    ordered = sorted(points, key=lambda point: (point.false_refusal, point.refusal_recall))
    false = [point.false_refusal for point in ordered]
    recall = [point.refusal_recall for point in ordered]
    axes.plot(false, recall, color=_COLOUR, drawstyle="steps-post")
    axes.scatter(points[0].false_refusal, points[0].refusal_recall, color=_COLOUR, zorder=3)
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(0, 1.05)
    return _svg(figure)


def reliability_plot(bins: Sequence[ReliabilityBin]) -> str:
    """The share of right answers against the mean score of their best hit, a dot per bin."""
    figure, axes = _axes("score of the best hit", "answers that are right")
    axes.plot([0, 1], [0, 1], color="#9aa3b2", linestyle=":")
    axes.plot([b.score for b in bins], [b.right for b in bins], color=_COLOUR, marker="o")
    axes.set_xlim(0, 1.02)
    axes.set_ylim(0, 1.05)
    return _svg(figure)


def _axes(x: str, y: str) -> tuple[Figure, Axes]:
    figure = Figure(figsize=_SIZE_INCHES, layout="constrained")
    axes = figure.subplots()
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    axes.grid(alpha=0.3)
    return figure, axes


def _svg(figure: Figure) -> str:
    drawn = io.StringIO()
    # Text stays text; a fixed salt and no date, so that the same run draws the same page.
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "xuntiao"}):
        figure.savefig(drawn, format="svg", transparent=True, metadata=_NO_METADATA)
    text = drawn.getvalue()
    # Inside HTML an <svg> needs no namespaces, and the page then holds no address at all.
    return re.sub(r' xmlns(?::\w+)?="[^"]*"', "", text[text.index("<svg") :])
