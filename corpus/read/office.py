"""Old and foreign word processors' files (.doc, .wps, .rtf) through LibreOffice, then as Word.

Looks at the content, not the ending: a Word package named .doc needs no conversion, a web page
named .doc is read as one. Each conversion has a profile of its own, where macros and links are off.
"""

import logging
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from corpus.document import CorpusError, SourceText
from corpus.read.package import MAX_UNPACKED, OLE, is_encrypted
from corpus.read.webpage import read_webpage
from corpus.read.word import read_word

TIME_LIMIT_S = 120
CONVERTED = (".doc", ".wps", ".rtf")  # endings of what LibreOffice converts
_PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_REMEDY = "请用 Word 或 WPS 打开后另存为 docx"
_SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
_SETTINGS = (("DisableMacrosExecution", "true"), ("MacroSecurityLevel", "3"),
             ("BlockUntrustedRefererLinks", "true"))  # fmt: skip
_log = logging.getLogger(__name__)


def converter() -> str | None:
    """The LibreOffice of this machine, None where there is none."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


def read_office(path: Path) -> SourceText:
    """The text that LibreOffice, and then the Word reader, find in the file.

    A conversion takes seconds; it is stopped after `TIME_LIMIT_S`.

    Raises:
        CorpusError: no LibreOffice, a file that it cannot convert, or one without text.
    """
    with path.open("rb") as file:
        raw = file.read(MAX_UNPACKED + 1)
    if len(raw) > MAX_UNPACKED:
        raise CorpusError(path, f"文件超过 {MAX_UNPACKED // 2**20} MB", "请只保存正文")
    start = raw[:1024].lstrip().lower()
    if not raw or raw.startswith(b"PK") or is_encrypted(raw):
        return read_word(path)
    if start.startswith(b"{\\rtf"):
        return _converted(path, ".rtf")
    if start.removeprefix(b"\xef\xbb\xbf").startswith((b"<html", b"<!doctype", b"<?xml")):
        return read_webpage(path)
    if raw.startswith(OLE) and _WORD_STREAM in raw:
        return _converted(path, ".doc")
    if raw.startswith(OLE) and path.suffix.lower() == ".wps":
        return _converted(path, ".wps")  # of another program that used the same ending
    raise CorpusError(path, "内容不是 Word、WPS 或 RTF 文档", _REMEDY)


def _converted(path: Path, suffix: str) -> SourceText:
    program = converter()
    if program is None:
        remedy = "请安装 LibreOffice（如 apt install libreoffice-writer-nogui），或另存为 docx"
        raise CorpusError(path, f"读取 {suffix} 格式需要 LibreOffice，这台机器没有", remedy)
    with tempfile.TemporaryDirectory() as folder:
        # subtle: the file's own name may be one that LibreOffice takes for an option or a filter.
        copy = Path(folder, f"document{suffix}")
        shutil.copyfile(path, copy)
        _log.info("正在用 LibreOffice 转换 %s", path)
        _convert(program, copy, path)
        try:
            return read_word(copy.with_suffix(".docx"))
        except FileNotFoundError as error:
            reason = "LibreOffice 无法转换，文件可能加了密码或已损坏"
            raise CorpusError(path, reason, _REMEDY) from error
        except CorpusError as error:
            raise CorpusError(path, error.reason, error.remedy) from error


def _convert(program: str, copy: Path, path: Path) -> None:
    profile = copy.parent / "profile"
    (profile / "user").mkdir(parents=True)
    items = "".join(
        f'<item oor:path="{_SECURITY}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for name, value in _SETTINGS
    )
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items'
        f' xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>',
        encoding="utf-8",
    )
    process = subprocess.Popen(
        [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
         "--nolockcheck", "--nologo", "--convert-to", "docx:Office Open XML Text", "--outdir",
         str(copy.parent), str(copy)],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(TIME_LIMIT_S)
    except subprocess.TimeoutExpired as error:
        reason = f"LibreOffice 在 {TIME_LIMIT_S} 秒内没有转换完"
        raise CorpusError(path, reason, _REMEDY) from error
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the converter with all that it started, if it still runs."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass  # it has ended by itself
    process.wait()
