"""`python -m index build|watch|status|verify|backup|restore`: contract, section 4, and upkeep."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from corpus.command import CommandParser
from corpus.document import CorpusError
from index.build import BuildReport, build
from index.errors import IndexUnusable
from index.index import index_status
from index.settings import Settings
from index.upkeep import backup, restore, verify
from index.watch import watch

COMMANDS = ("build", "watch", "status", "verify", "backup", "restore")
DEFAULT_CORPUS = Path("corpus/documents")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; returns its exit status (2: one line on stderr says what to mend)."""
    parser = CommandParser(prog="python -m index", description="建立和查看检索索引")
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="build|status|verify|backup|restore"
    )
    building = commands.add_parser("build", help="加入新增或改动的文档，移除已删除的文档")
    following = commands.add_parser("watch", help="先建立，此后文件夹一有变化就更新")
    for command in (building, following):
        command.add_argument("--corpus", type=Path, default=DEFAULT_CORPUS, help="文档文件夹")
    telling = commands.add_parser("status", help="文档数、条款数、向量模型、存储、版本、大小")
    telling.add_argument("--json", action="store_true", help="输出 JSON")
    proving = commands.add_parser("verify", help="核对目录库、向量和词语索引是否一致")
    saving = commands.add_parser("backup", help="把目录库备份为一个文件，不影响使用")
    saving.add_argument("file", type=Path, help="备份文件（须不存在）")
    returning = commands.add_parser("restore", help="用备份文件替换数据文件夹的内容")
    returning.add_argument("file", type=Path, help="备份文件")
    for command in (building, following, telling, proving, saving, returning):
        command.add_argument("--home", help="数据文件夹（默认 XUNTIAO_HOME，否则 var）")
    given = parser.parse_args(arguments)
    settings = Settings.from_environment(given.home)
    try:
        if given.command == "build":
            _tell(build(settings, given.corpus))
        elif given.command == "watch":
            for report in watch(settings, given.corpus):
                _tell(report)
        elif given.command == "status":
            _status(settings, given.json)
        elif given.command == "verify":
            return _verify(settings)
        elif given.command == "backup":
            backup(settings, given.file)
            print(f"已备份到 {given.file}（{given.file.stat().st_size / 1e6:.1f} MB）")
        else:
            restore(settings, given.file)
            print(f"已从 {given.file} 恢复")
    except (CorpusError, IndexUnusable) as error:
        return _fail(str(error))
    except OSError as error:
        return _fail(
            f"{error.filename or settings.home}：{error.strerror}；请检查路径、权限和磁盘空间"
        )
    except KeyboardInterrupt:
        return _fail("已中断；已完成的向量保留，重新运行 python -m index build 即可继续")
    return 0


def _tell(report: BuildReport) -> None:
    for sentence in report.failed:
        print(f"跳过 {sentence}", file=sys.stderr)
    print(
        f"文档 {report.documents} 份（新增 {report.added}，改动 {report.changed}，"
        f"移除 {report.removed}，未变 {report.unchanged}，失败 {len(report.failed)}），"
        f"条款 {report.clauses} 条；"
        f"新向量 {report.embedded}，复用 {report.reused}；用时 {report.seconds:.1f} 秒",
        flush=True,
    )


def _verify(settings: Settings) -> int:
    found = verify(settings)
    for sentence in found:
        print(sentence, file=sys.stderr)
    if not found:
        print(f"{settings.home}：目录库、向量和词语索引一致")
    return 2 if found else 0


def _status(settings: Settings, as_json: bool) -> None:
    status = index_status(settings)
    if as_json:
        print(json.dumps(status, ensure_ascii=False))
        return
    sizes = status["sizes"]
    print(f"数据文件夹  {status['home']}（第 {status['generation']} 版）")
    print(f"文档        {status['documents']} 份")
    print(f"条款        {status['clauses']} 条（可检索 {status['searchable']} 条）")
    print(f"向量模型    {status['embedder']}（{status['dim']} 维）")
    print(f"存储        {status['store']}")
    print(
        f"大小        目录库 {sizes['catalog'] / 1e6:.1f} MB，"
        f"派生索引 {sizes['derived'] / 1e6:.1f} MB"
    )


def _fail(sentence: str) -> int:
    print(" ".join(sentence.split()), file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
