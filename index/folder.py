"""Looking into a data folder that may be no folder, or closed to this user."""

from pathlib import Path

from corpus.system_error import why_refused
from index.errors import IndexUnusable


def is_there(file: Path) -> bool:
    """Whether the data folder, the parent of `file`, holds it.

    Raises:
        IndexUnusable: the folder may not be looked into, or is no folder.
    """
    home = file.parent
    try:
        if home.exists() and not home.is_dir():
            raise IndexUnusable(f"{home} 是文件，不是数据文件夹；请用 --home 另外指定")
        return file.is_file()
    except OSError as error:
        raise IndexUnusable(
            f"数据文件夹 {home} 无法读取（{why_refused(error)}）；请检查权限，或用 --home 另外指定"
        ) from error
