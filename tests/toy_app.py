"""A small pipeline with known answers, served by the real app: `python -m tests.toy_app PORT HOME`."""

import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from corpus.document import Clause, ClauseKind, Document, Metadata
from index.catalog import Catalog
from index.feedback import add_feedback
from index.hit import Hit
from rag.answer import Answer, Citation
from rag.held.holdings import Holdings
from rag.question.conversation import Turn
from rag.question.query import QuestionError
from web.live import View

TRICK = "<script>alert(1)</script><img src=x onerror=alert(2)>${6*7}{{value}}`&amp;"


def toy_document() -> Document:
    """A policy of five clauses, one of them an attack."""
    parts: list[tuple[str, str, ClauseKind, str]] = [
        ("导语", "导语", "preamble", "为促进竹编产业发展，提出如下意见。"),
        ("一", "一、", "heading", "一、发展目标"),
        ("一/(一)", "一、(一)", "item", "(一)产值目标。到2030年，产值达到80亿元。\n建成3个园区。"),
        ("一/(二)", "一、(二)", "item", f"(二)其他。{TRICK}"),
        ("二", "二、", "heading", "二、保障措施"),
    ]
    text = ""
    clauses = []
    for section, label, kind, words in parts:
        start = len(text)
        text += words + "\n"
        clauses.append(
            Clause("竹编", section, label, (label,), kind, words, start, start + len(words))
        )
    about = Metadata(title="竹编产业意见<b>", issuer="某市人民政府", issued="2026-01-02")
    return Document(
        "竹编", Path("竹编.txt"), text, tuple(clauses), about, ("页眉与落款<i>不一致。",)
    )


DOCUMENT = toy_document()
GOAL = DOCUMENT.clauses[2]


def toy_answer(question: str = "产值目标？") -> Answer:
    quote = "到2030年，产值达到80亿元。"
    start = DOCUMENT.text.index(quote)
    first = Citation(
        1, "竹编", DOCUMENT.title, "一/(一)", "一、(一)", quote, start, start + len(quote)
    )
    second = replace(first, marker=2, section="一/(二)", label="一、(二)", quote="(二)其他。")
    text = "到2030年，产值达到80亿元。〔1〕\n另见其他。〔2〕文号〔2019〕7号。"
    return Answer(
        question, text, False, None, (first, second), (Hit(GOAL, 1, 0.9),), 1, 5,
        notes=("页眉与落款<i>不一致。",), latency_ms={"embed": 9.0, "total": 12.34},
    )  # fmt: skip


def toy_refusal(question: str = "补贴？") -> Answer:
    return Answer(question, "文件未规定：补贴。", True, "no_evidence", (), (), 1, 5)


@dataclass
class ToyPipeline:
    """Knows one answer; 补贴 is refused, an empty question is wrong, 崩溃 fails.

    What it understood is the last turn's question.
    """

    @property
    def holdings(self) -> Holdings:
        return Holdings.of(self.documents)

    @property
    def documents(self) -> Mapping[str, Document]:
        return {DOCUMENT.doc_id: DOCUMENT}

    def ask(
        self, question: str, top_n: int = 5, as_of: date | None = None, turns: Sequence[Turn] = ()
    ) -> Answer:
        if not question.strip():
            raise QuestionError("请输入问题。")
        if "崩溃" in question:
            raise ZeroDivisionError("secret detail")
        answer = toy_refusal(question) if "补贴" in question else toy_answer(question)
        return replace(answer, understood=turns[-1].question) if turns else answer


@dataclass
class ToySource:
    """One state that never changes; the document can be hidden."""

    pipeline: ToyPipeline = field(default_factory=ToyPipeline)

    def view(self, visible: frozenset[str] | None = None) -> View:
        return View(self.pipeline, 1)


def main() -> None:
    """Serve until killed; the line on stdout says that it answers."""
    from web.chat.mount import mount_chat  # takes seconds: only where served
    from web.server import create_server, server_of
    from web.services import Services

    port, home = int(sys.argv[1]), Path(sys.argv[2])
    catalog = Catalog(home, create=True)
    app = create_server(Services(ToySource(), partial(add_feedback, catalog)))
    server = server_of(mount_chat(app), "127.0.0.1", port)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    sys.stdout.write(f"http://127.0.0.1:{port}\n")
    sys.stdout.flush()
    thread.join()


if __name__ == "__main__":
    main()
