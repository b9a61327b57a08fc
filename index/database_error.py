"""Why the database refused something, and the remedy, in Chinese where SQLite has usual reasons."""

_ACCESS = "请检查权限和磁盘空间"
# Never to be deleted lightly: documents that were added, and earlier versions, lie in it alone.
_DAMAGED = (
    "请用 python -m index restore 从备份恢复；"
    "没有备份时，移走这个文件，再运行 python -m index build"
)
_REASONS = {
    "unable to open database file": ("文件打不开，可能没有权限", _ACCESS),
    "attempt to write a readonly database": ("没有写入权限", _ACCESS),
    "database or disk is full": ("磁盘已满", "请腾出磁盘空间后再试"),
    "disk I/O error": ("磁盘读写出错", _ACCESS),
    "database is locked": ("正被另一个程序占用", "请等它结束后再试"),
    "file is not a database": ("文件不是数据库，或已损坏", _DAMAGED),
    "database disk image is malformed": ("文件已损坏", _DAMAGED),
}


def why_failed(error: BaseException | None) -> str:
    """The end of a sentence, on one line: the reason in brackets, then what to do.

    Example: OperationalError("database or disk is full") → "（磁盘已满）；请腾出磁盘空间后再试"
    """
    said = (str(error).splitlines() or [""])[0]
    known = (pair for words, pair in _REASONS.items() if said.startswith(words))
    reason, remedy = next(known, (said, _ACCESS))
    return f"（{reason}）；{remedy}"
