"""What the commands of `python -m eval` are over: questions, and the documents that they ask."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.document import CorpusError, Document
from corpus.load import load_corpus
from eval.proof import check_places
from eval.question import Question, load_questions
from index.catalog import Catalog
from index.settings import Settings

if TYPE_CHECKING:
    from rag.pipeline import Pipeline

HERE = Path(__file__).parent
SAMPLE_DEV = HERE / "questions" / "sample.dev.jsonl"
CORPUS = HERE.parent / "corpus" / "documents"


def opened(questions: Path, home: str | None) -> tuple[tuple[Question, ...], "Pipeline"]:
    """The questions of a file, whose places the index in that home has, and its pipeline."""
    from rag.pipeline import Pipeline

    loaded = load_questions(questions)
    pipeline = Pipeline.open(Settings.from_environment(home))
    check_places(loaded, pipeline.documents)
    return loaded, pipeline


def documents_of(options: argparse.Namespace) -> Mapping[str, Document]:
    """Those of a folder, read anew, or those of the index."""
    if options.corpus is None:
        catalog = Catalog.of(Settings.from_environment(options.home))
        with catalog.transaction() as connection:
            return catalog.documents(connection)
    if not options.corpus.is_dir():
        raise CorpusError(options.corpus, "文档文件夹不存在", "请用 --corpus 指定文档的文件夹")
    documents, errors = load_corpus(options.corpus)
    for error in errors:
        print(error, file=sys.stderr)
    return {document.doc_id: document for document in documents}
