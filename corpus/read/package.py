"""Office packages (a zip of XML parts): refused where dangerous before anything is unpacked.

Gives parts by name and by relation, knows nothing of what they say. No entity is ever expanded
and nothing is fetched.
"""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from corpus.document import CorpusError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_UNPACKED = 200 * 2**20  # bytes of all parts together, pictures included
MAX_PART = 24 * 2**20  # bytes of one XML part; a thousand pages take about ten million
MAX_ELEMENTS = 1_000_000  # of one XML part
MAX_ENTRIES = 10_000
_MAX_RATIO = 200  # unpacked over packed; text in XML packs to a tenth
_SMALL = 10 * 2**20  # below this no ratio is dangerous
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# The strict variant of the standard names the same things elsewhere.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main",
     b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
)  # fmt: skip


def is_encrypted(raw: bytes) -> bool:
    """Whether these are the bytes of a package that a password closes."""
    return raw.startswith(OLE) and _ENCRYPTED in raw


class Package:
    """An open package. `parts` are names without a leading slash, such as `word/document.xml`.

    Raises:
        CorpusError: an empty, damaged, encrypted or dangerously packed file.
    """

    def __init__(
        self, path: Path, kind: str, remedy: str = "请用 Word 或 WPS 打开后重新保存"
    ) -> None:
        self._path = path
        self._kind = kind
        self._remedy = remedy
        with path.open("rb") as file:
            head = file.read(8)
            if not head:
                raise CorpusError(path, "文件是空的", "请换一个有内容的文件")
            if head == OLE:
                file.seek(0)
                locked = is_encrypted(file.read(MAX_UNPACKED))
                reason = "文档加了密码" if locked else f"内容不是{kind}"
                raise CorpusError(path, reason, "请用 Word 或 WPS 打开后去掉密码，另存为 docx")
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as error:
            raise self.damaged() from error
        self._check(self._zip.infolist())
        self.parts = frozenset(self._zip.namelist())

    def __enter__(self) -> "Package":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def damaged(self) -> CorpusError:
        """The error to raise for content that makes no document."""
        return CorpusError(self._path, f"不是完整的 {self._kind}", self._remedy)

    def _check(self, entries: list[zipfile.ZipInfo]) -> None:
        unpacked = sum(entry.file_size for entry in entries)
        packed = sum(entry.compress_size for entry in entries) or 1
        bomb = unpacked > _SMALL and unpacked / packed > _MAX_RATIO
        if bomb or unpacked > MAX_UNPACKED or len(entries) > MAX_ENTRIES:
            reason = f"解压后有 {unpacked // 2**20} MB、{len(entries)} 个部件，像是压缩炸弹"
            raise CorpusError(self._path, reason, "请确认来源后只保存正文")
        if any(entry.flag_bits & 1 for entry in entries):
            raise CorpusError(self._path, "文档加了密码", "请去掉密码后重新保存")

    def content(self, name: str) -> bytes | None:
        """The bytes of a part, None where the package has no part of that name.

        Raises:
            CorpusError: a part that is too large or damaged.
        """
        if name not in self.parts:
            return None
        try:
            with self._zip.open(name) as part:
                # subtle: the directory's sizes may lie, so never unpack more than the limit.
                raw = part.read(MAX_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError,
                ValueError, OSError) as error:  # fmt: skip
            raise self.damaged() from error
        if len(raw) > MAX_PART:
            reason = f"其中的 {name} 超过 {MAX_PART // 2**20} MB"
            raise CorpusError(self._path, reason, "请拆成几个文件")
        return raw

    def read(self, name: str) -> "Element | None":
        """The root of an XML part, None where the package has no part of that name.

        Raises:
            CorpusError: a part that is too large, damaged, or that declares entities.
        """
        from lxml import etree

        raw = self.content(name)
        if raw is None:
            return None
        for strict, usual in _STRICT:
            raw = raw.replace(strict, usual)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
            remove_pis=True,
        )  # fmt: skip
        try:
            root = etree.fromstring(raw, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.damaged() from error
        if root.getroottree().docinfo.doctype:
            raise CorpusError(self._path, f"其中的 {name} 自带 XML 实体声明，不安全", self._remedy)
        if root.xpath("count(descendant::*)") > MAX_ELEMENTS:
            reason = f"其中的 {name} 超过 {MAX_ELEMENTS:,} 个元素"
            raise CorpusError(self._path, reason, "请拆成几个文件")
        return root

    def related(self, part: str, kind: str) -> Iterator[str]:
        """The parts that `part` (the package itself: "") names as its `kind`, in file order."""
        folder, name = posixpath.split(part)
        root = self.read(posixpath.join(folder, "_rels", f"{name}.rels"))
        for relation in () if root is None else root:
            if relation.get("TargetMode") == "External":
                continue
            if relation.get("Type", "").endswith(f"/{kind}"):
                target = unquote(relation.get("Target", ""))
                yield posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
