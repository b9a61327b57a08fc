"""The commands that ask questions, and those about the questions themselves.

run, record        the answers, into a report or as the baseline
compare            two reports
baselines          search beside the usual ways; query-help: with a model's help
check, drafts      question files held against the documents; new ones from complaints
match, figures     matching; every figure of the README anew
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.system_error import why_refused
from eval.baselines import Row, baselines, baselines_table
from eval.bench import BenchError
from eval.compare import compare, load_run, show_comparison
from eval.draft import drafts, write_drafts
from eval.figures import figures
from eval.gate import BASELINE, record_baseline
from eval.generation import Watched, generation_table
from eval.machine import this_machine
from eval.matching import measure as measure_matching
from eval.matching import read_profiles, table
from eval.measure import Asker, Result, ask_all, measure
from eval.opened import CORPUS, HERE, SAMPLE_DEV, documents_of, opened
from eval.proof import check_against
from eval.question import Question, QuestionFileError, load_questions
from eval.ranking import ranking_table
from eval.report import show, write_report
from eval.terminal import count, tracked, wide
from index.catalog import Catalog
from index.feedback import all_feedback
from index.index import Index
from index.settings import Settings
from rag.generate.settings import GeneratorSettings

OUT = HERE / "out"
FIGURES = HERE.parent / "docs" / "figures.md"
DRAFTS = HERE / "drafts.jsonl"


def add_answer_commands(
    commands: Any,  # noqa: ANN401 (argparse's own type is private)
    home: argparse.ArgumentParser,
    top: argparse.ArgumentParser,
) -> None:
    """The arguments of each; `home` and `top` are those that several take."""
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

    check = commands.add_parser("check", parents=[home], help="逐条核对问题文件")
    check.add_argument("--questions", type=Path, required=True, help="问题文件（JSONL）")
    check.add_argument("--corpus", type=Path, help="不用索引，直接读这个文件夹的文件")
    check.set_defaults(command=_check)

    draft = commands.add_parser("drafts", parents=[home], help="把用户的差评导出为问题草稿")
    draft.add_argument("--out", type=Path, default=DRAFTS, help="默认 eval/drafts.jsonl")
    draft.set_defaults(command=_drafts)

    record = commands.add_parser("record", parents=[home, top], help="把本次结果记为基线")
    record.add_argument("--questions", type=Path, default=SAMPLE_DEV, help="默认样例的开发集")
    record.set_defaults(command=_record)

    helped = commands.add_parser("query-help", parents=[home], help="假设答案对检索有无帮助")
    helped.add_argument("--questions", type=Path, required=True, help="问题文件（JSONL）")
    helped.add_argument("--generator", required=True, metavar="openai:地址#模型", help="模型")
    helped.add_argument("--limit", type=count, help="只取前若干个问题")
    helped.set_defaults(command=_query_help)

    matching = commands.add_parser("match", help="评测企业匹配：条款状态是否正确")
    matching.add_argument("--profiles", type=Path, required=True, help="档案文件（JSONL）")
    matching.add_argument("--corpus", type=Path, default=CORPUS, help="文档文件夹")
    matching.set_defaults(command=_match)

    every = commands.add_parser("figures", help="重新测量 README 的全部数字")
    every.add_argument("--out", type=Path, default=FIGURES, help="默认 docs/figures.md")
    every.add_argument("--only", metavar="词", help="只测标题含此词的")
    every.set_defaults(command=_figures)


def measured(questions: Sequence[Question], pipeline: Asker, top_n: int) -> Result:
    """The result of the questions; a terminal sees a progress bar."""
    asked = ask_all(tracked(questions, "提问"), pipeline, top_n)
    return measure(asked, pipeline.documents)


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
        compared = baselines(questions, pipeline, lambda some: tracked(some, "对比检索"))
    show(result, wide(), compared)
    if watched:
        wide().print(generation_table(result, watched))
    try:
        page = write_report(result, options.questions.name, this_machine(), out, compared)
    except OSError as error:
        raise QuestionFileError(out, 0, f"写不了报告（{why_refused(error)}）") from None
    print(f"报告：{page}")


def _compare(options: argparse.Namespace) -> None:
    show_comparison(compare(load_run(options.before), load_run(options.after)), wide())


def _baselines(options: argparse.Namespace) -> None:
    questions, pipeline = opened(options.questions, options.home)
    rows = baselines(questions, pipeline, tracked)
    n = sum(question.answerable for question in questions)
    title = f"{options.questions.name}：{n} 个能回答的问题（括号内为 95 % 区间）"
    wide().print(baselines_table(title, rows))


def _query_help(options: argparse.Namespace) -> None:
    from eval.query_help import MEASURES, query_help
    from rag.generate.open import generator_of

    settings = GeneratorSettings.from_environment(options.generator)
    assert settings is not None  # --generator is required
    index = Index.open(Settings.from_environment(options.home))
    questions = load_questions(options.questions)[: options.limit]
    figures, seconds = query_help(questions, index, generator_of(settings), tracked)
    title = f"{len(seconds)} 个能回答的问题；写一个假设答案 {sum(seconds) / len(seconds):.1f} 秒"
    wide().print(ranking_table(title, figures, MEASURES))


def _check(options: argparse.Namespace) -> None:
    questions = load_questions(options.questions)
    check_against(questions, documents_of(options))
    print(f"{options.questions}：{len(questions)} 个问题，条款和字符串都在文件中")


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
    show(result, wide())
    record_baseline(result, options.questions)
    print(f"已记录：{BASELINE}")


def _figures(options: argparse.Namespace) -> None:
    failed = figures(options.out, options.only)
    if failed:
        raise BenchError(f"{options.out}：这些没有测成：{'、'.join(failed)}，原因见该页")
    print(f"{options.out}：全部数字已重新测量")


def _match(options: argparse.Namespace) -> None:
    print(table(measure_matching(list(read_profiles(options.profiles)), options.corpus)))
