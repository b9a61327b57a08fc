"""A result as one HTML page without anything from elsewhere: tables, plots, every wrong answer.

Everything that comes from a question, an answer or a document is escaped; plots come as SVG.
"""

from collections.abc import Sequence
from html import escape

from eval.measure import Outcome, Result

PlainTable = tuple[str, Sequence[str], Sequence[Sequence[str]]]  # title, header, rows
Plot = tuple[str, str, str]  # title, what it shows, the drawing as SVG

_STYLE = """
body{font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;max-width:60rem;
margin:2rem auto;padding:0 1rem;color:#1d2129;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}
table{border-collapse:collapse;width:100%}th,td{padding:.3rem .6rem;text-align:right;
border-bottom:1px solid #e3e6eb}th:first-child,td:first-child{text-align:left}
article{border:1px solid #e3e6eb;border-radius:.5rem;padding:.8rem 1rem;margin:1rem 0}
article h3{font-size:1rem;margin:0 0 .4rem}dt{color:#5a6270;font-size:.85rem}
dd{margin:0 0 .5rem;white-space:pre-wrap;overflow-wrap:anywhere}
figure{margin:0}figure svg{max-width:100%;height:auto;background:#fff;border-radius:.5rem}
figcaption,.tag{color:#5a6270;font-weight:normal;font-size:.85rem}
@media(prefers-color-scheme:dark){body{background:#16181d;color:#e4e6eb}
th,td,article{border-color:#343943}dt,.tag{color:#9aa3b2}}
"""


def page(
    result: Result, head: Sequence[str], tables: Sequence[PlainTable], plots: Sequence[Plot]
) -> str:
    """The page: what was measured (`head`, a paragraph each), tables, plots, wrong answers."""
    wrong = "".join(_wrong(outcome, result) for outcome in result.wrong)
    return (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>循条评测报告</title><style>{_STYLE}</style></head><body>"
        "<h1>循条评测报告</h1>"
        + "".join(f"<p>{escape(line)}</p>" for line in head)
        + "".join(_table(*table) for table in tables)
        + "".join(_figure(*plot) for plot in plots)
        + f"<h2>答错的问题（{len(result.wrong)}）</h2>{wrong or '<p>没有。</p>'}</body></html>\n"
    )


def _table(title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    cells = "".join(f"<th>{escape(cell)}</th>" for cell in header)
    return f"<h2>{escape(title)}</h2><table><tr>{cells}</tr>{body}</table>"


def _figure(title: str, caption: str, svg: str) -> str:
    return (
        f"<h2>{escape(title)}</h2><figure>{svg}<figcaption>{escape(caption)}</figcaption></figure>"
    )


def _wrong(outcome: Outcome, result: Result) -> str:
    question, answer = outcome.question, outcome.answer
    wanted = [f"条款：{'、'.join(question.cite) or '无'}{'（须全部）' * question.exhaustive}"]
    if question.contains:
        wanted.append(f"须有：{'、'.join(question.contains)}")
    if question.any:
        wanted.append(f"至少有一：{'、'.join(question.any)}")
    if not question.answerable:
        wanted.append("应当拒答")
    parts = [("标准", "\n".join(wanted)), ("标准条款原文", _gold_text(outcome, result))]
    if answer is None:
        parts.append(("没有结果", outcome.failure or ""))
    else:
        refused = f"（拒答：{answer.reason}）" if answer.refused else ""
        cited = [f"〔{c.marker}〕{c.doc_id} {c.label}：{c.quote}" for c in answer.citations]
        hits = [f"{h.rank}. {h.clause.section}（{h.score:.2f}）" for h in answer.hits]
        parts += [
            (f"回答{refused}", answer.answer),
            ("引用的条款", "\n".join(cited) or "无"),
            ("检索结果", "  ".join(hits) or "无"),
        ]
    listed = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in parts)
    tag = f'<span class="tag">{escape(question.id)} · {escape(question.type)}</span>'
    return f"<article><h3>{escape(question.question)} {tag}</h3><dl>{listed}</dl></article>"


def _gold_text(outcome: Outcome, result: Result) -> str:
    texts = [
        clause.text
        for place in outcome.question.gold
        for document in result.documents.values()
        for clause in document.clauses
        if place.matches(document.doc_id, clause.section)
    ]
    return "\n".join(texts) or "无"
