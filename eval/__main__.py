"""`python -m eval`: its commands lie in `answer_commands` and `part_commands`.

Exit status 2 with one line on stderr for anything that a user can get wrong.
"""

import argparse
import sys
from collections.abc import Callable, Sequence

from corpus.command import CommandParser, run
from corpus.document import CorpusError
from eval.answer_commands import add_answer_commands
from eval.bench import BenchError
from eval.compare import ReportError
from eval.matching import ProfileSetError
from eval.part_commands import add_part_commands
from eval.question import QuestionFileError
from eval.retrieval_set import RetrievalSetError
from eval.terminal import count
from index.errors import IndexUnusable
from rag.generate.settings import GeneratorUnusable


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


def _refuse(sentence: str) -> int:
    print(" ".join(sentence.split()), file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = CommandParser(prog="python -m eval", description="用问题文件评测回答")
    commands = parser.add_subparsers(required=True, metavar="命令")
    home = CommandParser(add_help=False)
    home.add_argument("--home", help="数据目录，默认取 XUNTIAO_HOME 或 var")
    top = CommandParser(add_help=False)
    top.add_argument("--top", type=count, default=5, help="检索多少条，默认 5")
    add_answer_commands(commands, home, top)
    add_part_commands(commands, home)
    return parser


if __name__ == "__main__":
    run(main)
