"""Rankings into measures, through ir-measures; knows neither questions nor searchers.

rank_scores            per query, missing ones 0
ranking_table          one row per system, each figure with its interval
"""

from collections.abc import Collection, Mapping, Sequence

from rich.table import Table

from eval.figure import Figure, figure


def rank_scores(
    gold: Sequence[Collection[str]], ranked: Sequence[Sequence[str]], measures: Sequence[str]
) -> dict[str, list[float]]:
    """Each measure (ir-measures' own names, as `nDCG@5`) per query, in their order.

    `ranked` has a query's ids, best first; an id again counts nothing.
    """
    import ir_measures
    from ir_measures import Qrel, ScoredDoc

    parsed = {ir_measures.parse_measure(name): name for name in measures}
    qrels = [Qrel(str(n), id, 1) for n, ids in enumerate(gold) for id in dict.fromkeys(ids)]
    run = [
        ScoredDoc(str(n), id, -rank)
        for n, ids in enumerate(ranked)
        for rank, id in enumerate(dict.fromkeys(ids))
    ]
    scores = {name: [0.0] * len(gold) for name in measures}
    if qrels:
        for metric in ir_measures.iter_calc(list(parsed), qrels, run):
            scores[parsed[metric.measure]][int(metric.query_id)] = float(metric.value)
    return scores


def rank_figures(
    gold: Sequence[Collection[str]], ranked: Sequence[Sequence[str]], measures: Sequence[str]
) -> dict[str, Figure]:
    """The mean of each measure with its interval."""
    scores = rank_scores(gold, ranked, measures)
    return {name: figure(name, values) for name, values in scores.items()}


def ranking_table(
    title: str, figures: Mapping[str, Mapping[str, Figure]], names: Mapping[str, str]
) -> Table:
    """A row per system; `names` maps each measure to its heading."""
    table = Table("系统", *names.values(), title=title)
    for column in table.columns[1:]:
        column.justify = "right"
    for system, row in figures.items():
        table.add_row(system, *(figure_cell(row[name]) for name in names))
    return table


def figure_cell(figure: Figure) -> str:
    """The mean and its interval."""
    if figure.value is None or figure.low is None or figure.high is None:
        return "—"
    return f"{figure.value:.3f} ({figure.low:.3f}–{figure.high:.3f})"
