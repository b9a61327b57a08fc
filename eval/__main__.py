"""`python -m eval`: run, compare, baselines, retrieval, check, drafts, record, bench, match.

Exit status 2 with one line on stderr for anything that a user can get wrong.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console
from rich.progress import track

from corpus.command import CommandParser, run
from corpus.document import CorpusError, Document
from corpus.load import load_corpus
from corpus.system_error import why_refused
from eval.baselines import Row, baselines, baselines_table
from eval.bench import BenchError, bench, show_bench
from eval.compare import ReportError, compare, load_run, show_comparison
from eval.draft import drafts, write_drafts
from eval.figures import figures
from eval.gate import BASELINE, record_baseline
from eval.generation import Watched, generation_table
from eval.machine import this_machine
from eval.matching import ProfileSetError, read_profiles, table
from eval.matching import measure as measure_matching
from eval.measure import Asker, Result, ask_all, measure
from eval.proof import check_against, check_places
from eval.question import Question, QuestionFileError, load_questions
from eval.ranking import ranking_table
from eval.report import show, write_report
from eval.retrieval import MEASURES as RETRIEVAL_MEASURES
from eval.retrieval import retrieval
from eval.retrieval_set import RetrievalSetError, load_articles, load_queries
from eval.speed import show_speeds, speeds
from index.catalog import Catalog
from index.errors import IndexUnusable
from index.feedback import all_feedback
from index.index import Index
from index.settings import Settings
from rag.generate.settings import GeneratorSettings, GeneratorUnusable

if TYPE_CHECKING:
    from rag.pipeline import Pipeline

HERE = Path(__file__).parent
SAMPLE_DEV = HERE / "questions" / "sample.dev.jsonl"
CORPUS = HERE.parent / "corpus" / "documents"
OUT = HERE / "out"
FIGURES = HERE.parent / "docs" / "figures.md"
DRAFTS = HERE / "drafts.jsonl"

T = TypeVar("T")


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], None] = options.command
    try:
        command(options)
    except (
        QuestionFileError,
        IndexUnusable,
        CorpusError,
        BenchError,
        ReportError,
        RetrievalSetError,
        ProfileSetError,
        GeneratorUnusable,
    ) as error:
        return _refuse(str(error))
    except ModuleNotFoundError as error:
        # The measures come from a package that only testing needs.
        return _refuse(f"缺少软件包 {error.name}，请先执行 make test 或安装 requirements-dev.txt")
    except KeyboardInterrupt:
        print("已中断", file=sys.stderr)
        return 130
    return 0


def opened(questions: Path, home: str | None) -> tuple[tuple[Question, ...], "Pipeline"]:
    """The questions of a file, whose places the index in that home has, and its pipeline."""
    from rag.pipeline import Pipeline

    loaded = load_questions(questions)
    pipeline = Pipeline.open(Settings.from_environment(home))
    check_places(loaded, pipeline.documents)
    return loaded, pipeline


def measured(questions: Sequence[Question], pipeline: Asker, top_n: int) -> Result:
    """The result of the questions; a terminal sees a progress bar."""
    asked = ask_all(_tracked(questions, "提问"), pipeline, top_n)
    return measure(asked, pipeline.documents)


def _tracked(questions: Sequence[T], doing: str = "提问") -> Iterable[T]:
    return track(
        questions,
        doing,
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
        transient=True,
    )


def _run(options: argparse.Namespace) -> None:
    out: Path = options.out
    if out.exists() and not out.is_dir():
        raise QuestionFileError(out, 0, "不是文件夹，请用 --out 另指定一个")
    questions, pipeline = opened(options.questions, options.home)
    settings = GeneratorSettings.from_environment(options.generator)
    watched = Watched.of(settings, pipeline) if settings else None
    result = measured(questions, watched or pipeline, options.top)
    compared: dict[str, Row] = {}
    if not options.answers_only:
        compared = baselines(questions, pipeline, lambda some: _tracked(some, "对比检索"))
    show(result, _wide(), compared)
    if watched:
        _wide().print(generation_table(result, watched))
    try:
        page = write_report(result, options.questions.name, this_machine(), out, compared)
    except OSError as error:
        raise QuestionFileError(out, 0, f"写不了报告（{why_refused(error)}）") from None
    print(f"报告：{page}")


def _compare(options: argparse.Namespace) -> None:
    show_comparison(compare(load_run(options.before), load_run(options.after)), _wide())


def _baselines(options: argparse.Namespace) -> None:
    questions, pipeline = opened(options.questions, options.home)
    rows = baselines(questions, pipeline, _tracked)
    n = sum(question.answerable for question in questions)
    title = f"{options.questions.name}：{n} 个能回答的问题（括号内为 95 % 区间）"
    _wide().print(baselines_table(title, rows))


def _retrieval(options: argparse.Namespace) -> None:
    from index.embedder import embedder_named

    queries = load_queries(options.queries, options.qrels)
    articles = load_articles(options.corpus, queries, options.limit)
    settings = Settings.from_environment(options.home)
    embedder = embedder_named(settings.embedder)
    with tempfile.TemporaryDirectory() as passing:
        home = settings.home if options.home else Path(passing)
        figures = retrieval(articles, queries, embedder, home, _tracked)
    title = f"{len(queries)} 个问题，{len(articles)} 条（括号内为 95 % 区间）"
    _wide().print(ranking_table(title, figures, RETRIEVAL_MEASURES))


def _query_help(options: argparse.Namespace) -> None:
    from eval.query_help import MEASURES, query_help
    from rag.generate.open import generator_of

    settings = GeneratorSettings.from_environment(options.generator)
    assert settings is not None  # --generator is required
    index = Index.open(Settings.from_environment(options.home))
    questions = load_questions(options.questions)[: options.limit]
    figures, seconds = query_help(questions, index, generator_of(settings), _tracked)
    title = f"{len(seconds)} 个能回答的问题；写一个假设答案 {sum(seconds) / len(seconds):.1f} 秒"
    _wide().print(ranking_table(title, figures, MEASURES))


def _wide() -> Console:
    """A console whose tables do not break where the output goes into a file."""
    return Console(width=None if sys.stdout.isatty() else 150)


def _embedding(options: argparse.Namespace) -> None:
    from eval.embedding import embedding_table, embeddings, of_questions, of_set

    if options.queries is None:
        questions = load_questions(options.questions)
        documents = _documents(options)
        check_places(questions, documents)
        task = of_questions(documents, questions)
    else:
        queries = load_queries(options.queries)
        task = of_set(load_articles(options.corpus, queries, options.limit), queries)
    runs = embeddings(task, _tracked)
    title = f"{this_machine()}：{len(task.texts)} 条，{len(task.queries)} 个问题，只用向量"
    _wide().print(embedding_table(title, runs))


def _growth(options: argparse.Namespace) -> None:
    from eval.growth import growth, growth_table
    from index.settings import DEFAULT_EMBEDDER

    texts = [a.text for a in load_articles(options.corpus, [])] if options.corpus else []
    around = None
    if options.home:
        name = Settings.from_environment(options.home).embedder or DEFAULT_EMBEDDER
        catalog = Catalog(Path(options.home))
        with catalog.transaction() as connection:
            keys = sorted(catalog.known_hashes(connection, name))
            if not keys:
                raise IndexUnusable(
                    f"{options.home} 中没有“{name}”的向量；请先运行 python -m eval retrieval --home"
                )
            around = catalog.vectors(connection, name, keys, 384)
    found = growth(
        options.clauses, texts, around, options.outside, lambda step: print(step, file=sys.stderr)
    )
    whence = f"{len(around):,} 个真实向量附近" if around is not None else "随机中心附近"
    title = f"{this_machine()}：{options.clauses:,} 条，向量随机生成于{whence}，不含提问的向量化"
    _wide().print(growth_table(title, found))


def _reindex(options: argparse.Namespace) -> None:
    from eval.reindex import reindex, reindex_table

    found = reindex(options.clauses, Settings.from_environment().embedder)
    _wide().print(reindex_table(str(this_machine()), found))


def _stores(options: argparse.Namespace) -> None:
    from eval.stores import stores, stores_table

    questions = [question.question for question in load_questions(options.questions)]
    embedder = Settings.from_environment().embedder
    found = stores(options.corpus, questions, embedder, options.milvus)
    _wide().print(stores_table(f"{this_machine()}：{len(questions)} 个问题", found))


def _check(options: argparse.Namespace) -> None:
    questions = load_questions(options.questions)
    check_against(questions, _documents(options))
    print(f"{options.questions}：{len(questions)} 个问题，条款和字符串都在文件中")


def _documents(options: argparse.Namespace) -> Mapping[str, Document]:
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


def _drafts(options: argparse.Namespace) -> None:
    catalog = Catalog.of(Settings.from_environment(options.home))
    found = drafts(all_feedback(catalog))
    try:
        write_drafts(found, options.out)
    except OSError as error:
        raise QuestionFileError(options.out, 0, f"写不了草稿（{why_refused(error)}）") from None
    print(f"{options.out}：{len(found)} 个草稿，补上 cite 和 contains 后才是问题")


def _record(options: argparse.Namespace) -> None:
    result = measured(*opened(options.questions, options.home), options.top)
    show(result, _wide())
    record_baseline(result, options.questions)
    print(f"已记录：{BASELINE}")


def _bench(options: argparse.Namespace) -> None:
    show_bench(bench(load_questions(options.questions), options.corpus), Console())


def _speed(options: argparse.Namespace) -> None:
    show_speeds(speeds(), str(this_machine()), _wide())


def _figures(options: argparse.Namespace) -> None:
    failed = figures(options.out, options.only)
    if failed:
        raise BenchError(f"{options.out}：这些没有测成：{'、'.join(failed)}，原因见该页")
    print(f"{options.out}：全部数字已重新测量")


def _match(options: argparse.Namespace) -> None:
    print(table(measure_matching(list(read_profiles(options.profiles)), options.corpus)))


def _refuse(sentence: str) -> int:
    print(" ".join(sentence.split()), file=sys.stderr)
    return 2


def _top(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"「{text}」不是正整数")
    return int(text)


def _load(options: argparse.Namespace) -> None:
    from eval.load import measure_load

    questions = [each.question for each in load_questions(options.questions)]
    home = Settings.from_environment(options.home).home.resolve()
    for line in measure_load(home, questions, options.users, options.seconds).lines():
        print(line)


def _parser() -> argparse.ArgumentParser:
    parser = CommandParser(prog="python -m eval", description="用问题文件评测回答")
    commands = parser.add_subparsers(required=True, metavar="命令")
    home = CommandParser(add_help=False)
    home.add_argument("--home", help="数据目录，默认取 XUNTIAO_HOME 或 var")
    top = CommandParser(add_help=False)
    top.add_argument("--top", type=_top, default=5, help="检索多少条，默认 5")

    run = commands.add_parser("run", parents=[home, top], help="评测并写报告")
    run.add_argument("--questions", type=Path, required=True, help="问题文件（JSONL）")
    run.add_argument("--out", type=Path, default=OUT, help="报告目录，默认 eval/out")
    run.add_argument("--answers-only", action="store_true", help="不做检索对比，更快")
    run.add_argument("--generator", metavar="openai:地址#模型", help="由模型组织语言，并与摘录对比")
    run.set_defaults(command=_run)

    versus = commands.add_parser("compare", help="两次评测逐题对比")
    versus.add_argument("before", type=Path, metavar="前", help="report.json 或其目录")
    versus.add_argument("after", type=Path, metavar="后", help="report.json 或其目录")
    versus.set_defaults(command=_compare)

    table = commands.add_parser("baselines", parents=[home], help="与常见做法对比检索")
    table.add_argument("--questions", type=Path, required=True, help="问题文件（JSONL）")
    table.set_defaults(command=_baselines)

    outside = commands.add_parser("retrieval", help="在外部检索集上评测检索")
    outside.add_argument("--home", help="存放向量的文件夹，再次运行不重算；默认用后即弃")
    outside.add_argument("--qrels", type=Path, help="正确条目，TSV（问题文件里没有时）")
    outside.add_argument("--corpus", type=Path, required=True, help="JSONL，可为 .gz")
    outside.add_argument("--queries", type=Path, required=True, help="JSONL、JSON 或 TSV")
    outside.add_argument("--limit", type=_top, help="共取多少条，正确的全部保留")
    outside.set_defaults(command=_retrieval)

    helped = commands.add_parser("query-help", parents=[home], help="假设答案对检索有无帮助")
    helped.add_argument("--questions", type=Path, required=True, help="问题文件（JSONL）")
    helped.add_argument("--generator", required=True, metavar="openai:地址#模型", help="模型")
    helped.add_argument("--limit", type=_top, help="只取前若干个问题")
    helped.set_defaults(command=_query_help)

    ways = commands.add_parser("embedding", help="同一权重的几种运行方式：速度、一致性、检索")
    ways.add_argument("--questions", type=Path, default=SAMPLE_DEV, help="默认样例的开发集")
    ways.add_argument("--corpus", type=Path, default=CORPUS, help="文件夹，或外部检索集的 JSONL")
    ways.add_argument("--queries", type=Path, help="外部检索集的问题；不给则用 --questions")
    ways.add_argument("--limit", type=_top, help="外部检索集共取多少条，正确的全部保留")
    ways.set_defaults(command=_embedding)

    size = commands.add_parser("growth", help="条款很多时检索的用时、召回和内存")
    size.add_argument("--clauses", type=_top, default=100_000, help="条数，默认 100000")
    size.add_argument("--corpus", type=Path, help="先用这个 JSONL 中的真实文本，不足的生成")
    size.add_argument("--home", help="在这个数据文件夹的真实向量附近生成（eval retrieval 所存）")
    size.add_argument("--outside", action="store_true", help="同时测 hnswlib、usearch、bm25s")
    size.set_defaults(command=_growth)

    again = commands.add_parser("reindex", help="改动百分之一的文档后重建索引的用时")
    again.add_argument("--clauses", type=_top, default=4000, help="条数，默认 4000")
    again.set_defaults(command=_reindex)

    both = commands.add_parser("stores", help="同一索引在数据文件夹和 Milvus 中检索，对比结果")
    both.add_argument("--questions", type=Path, default=SAMPLE_DEV, help="默认样例的开发集")
    both.add_argument("--corpus", type=Path, default=CORPUS, help="默认 corpus/documents")
    both.add_argument("--milvus", help="http://主机:19530；默认用文件中的 Milvus Lite")
    both.set_defaults(command=_stores)

    check = commands.add_parser("check", parents=[home], help="逐条核对问题文件")
    check.add_argument("--questions", type=Path, required=True, help="问题文件（JSONL）")
    check.add_argument("--corpus", type=Path, help="不用索引，直接读这个文件夹的文件")
    check.set_defaults(command=_check)

    draft = commands.add_parser("drafts", parents=[home], help="把用户的差评导出为问题草稿")
    draft.add_argument("--out", type=Path, default=DRAFTS, help="默认 eval/drafts.jsonl")
    draft.set_defaults(command=_drafts)

    matching = commands.add_parser("match", help="评测企业匹配：条款状态是否正确")
    matching.add_argument("--profiles", type=Path, required=True, help="档案文件（JSONL）")
    matching.add_argument("--corpus", type=Path, default=CORPUS, help="文档文件夹")
    matching.set_defaults(command=_match)
    record = commands.add_parser("record", parents=[home, top], help="把本次结果记为基线")
    record.add_argument("--questions", type=Path, default=SAMPLE_DEV, help="默认样例的开发集")
    record.set_defaults(command=_record)

    speed = commands.add_parser("bench", help="测启动、用时、内存")
    speed.add_argument("--questions", type=Path, default=SAMPLE_DEV, help="默认样例的开发集")
    speed.add_argument("--corpus", type=Path, default=CORPUS, help="默认 corpus/documents")
    speed.set_defaults(command=_bench)

    crowd = commands.add_parser("load", parents=[home], help="许多人同时提问：用时、失败、内存")
    crowd.add_argument("--questions", type=Path, default=SAMPLE_DEV, help="默认样例的开发集")
    crowd.add_argument("--users", type=int, default=50, help="同时提问的人数（默认 50）")
    crowd.add_argument("--seconds", type=float, default=120, help="多久（默认 120 秒）")
    crowd.set_defaults(command=_load)

    reading = commands.add_parser("speed", help="测各格式每秒读入的页数，与库自身对比")
    reading.set_defaults(command=_speed)

    every = commands.add_parser("figures", help="重新测量 README 的全部数字")
    every.add_argument("--out", type=Path, default=FIGURES, help="默认 docs/figures.md")
    every.add_argument("--only", metavar="词", help="只测标题含此词的")
    every.set_defaults(command=_figures)
    return parser


if __name__ == "__main__":
    run(main)
