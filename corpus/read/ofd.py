"""OFD files (GB/T 33190-2016): the text of all pages of all documents in the package, in order.

A page is what its templates, its layers and their blocks show. Annotations, signatures and
attachments are not read; a page that is an image goes through `recognise`.
"""

import io
import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.document import CorpusError, SourceText
from corpus.read.assemble import assemble
from corpus.read.ofd_page import inside, local, numbers, pictures, read_page
from corpus.read.package import Package
from corpus.read.page import Page
from corpus.read.page_paragraphs import page_passages
from corpus.read.recognise import Recognised, check_installed, confidence_of, doubts, recognise
from corpus.read.scan import images

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_REMEDY = "请用 OFD 阅读器打开后重新导出，或换成 PDF"
_ENCRYPTED = ("encryptions.xml", "decryptseed.dat")
_MAX_PAGES = 3000
_MAX_SCANNED = 200
_FEW = 16  # characters: a page number and a stamp, but no page of text
_A4 = (210.0, 297.0)  # millimetres


def read_ofd(path: Path) -> SourceText:
    """The paragraphs and tables of all pages in the order of reading.

    Raises:
        CorpusError: an empty, damaged, encrypted or dangerous file, or one without text.
    """
    pages: list[Page] = []
    scanned: list[int] = []
    read: list[Recognised] = []
    missing: list[str] = []
    with Package(path, "OFD 文档", _REMEDY) as package:
        if any(name.lower().endswith(_ENCRYPTED) for name in package.parts):
            raise CorpusError(path, "文档加了密", "请用 OFD 阅读器解密后重新导出")
        root = package.read("OFD.xml")
        if root is None:
            raise package.damaged()
        for place in inside(root, "DocRoot"):
            for page, picture in _Document(package, place.text or "").pages():
                number = len(pages)
                if number >= _MAX_PAGES or len(read) >= _MAX_SCANNED:
                    raise CorpusError(path, f"有 {number} 页以上", "请拆分后分别存入")
                if page is None:
                    missing.append(str(number + 1))
                elif picture is not None:
                    check_installed(path)
                    read += [recognise(image) for image in images(path, io.BytesIO(picture))][:1]
                    scanned.append(number)
                    page = read[-1].page
                pages.append(page or Page(*_A4))
    if not pages:
        raise package.damaged()
    warnings = doubts(scanned, read)
    if missing:
        warnings += (f"第 {'、'.join(missing)} 页的内容缺失，没有读入。",)
    return assemble(path, page_passages(pages), warnings, confidence_of(read))


class _Document:
    """One document of the package; parts are named relative to the part that names them."""

    def __init__(self, package: Package, place: str) -> None:
        self._package = package
        self._name = self._part("", place) or place
        self._root = package.read(self._name)
        self._folder = posixpath.dirname(self._name)
        self._size = _A4
        self._templates: dict[str, Element] = {}
        if self._root is None:
            raise package.damaged()
        area = next(inside(self._root, "PageArea"), None)
        if area is not None:
            self._size = _size_of(area, _A4)
        for template in inside(self._root, "TemplatePage"):
            content = self._content(template)
            if content is not None:
                self._templates[template.get("ID") or ""] = content

    def pages(self) -> Iterator[tuple[Page | None, bytes | None]]:
        """Each page, None where its part is missing; the image that it is, if it is one."""
        for named in (page for pages in inside(self._root, "Pages") for page in pages):
            content = self._content(named) if local(named) == "Page" else None
            if content is None:
                yield None, None
                continue
            area = next(inside(content, "Area"), None)
            size = self._size if area is None else _size_of(area, self._size)
            below = [
                self._templates[used.get("TemplateID") or ""]
                for used in inside(content, "Template")
                if (used.get("TemplateID") or "") in self._templates
            ]
            page = read_page([*below, content], *size)
            picture = None
            if sum(len(run.text) for run in page.runs) < _FEW:
                picture = self._picture([*below, content], size)
            yield page, picture

    def _picture(self, contents: list["Element"], size: tuple[float, float]) -> bytes | None:
        largest = max(pictures(contents, *size), key=lambda found: found[1], default=("", 0.0))
        if largest[1] < 0.3:
            return None
        for kind in ("DocumentRes", "PublicRes"):
            for place in inside(self._root, kind):
                name = self._part(self._folder, place.text or "")
                resources = self._package.read(name) if name else None
                if resources is None:
                    continue
                for media in inside(resources, "MultiMedia"):
                    if media.get("ID") == largest[0]:
                        file = next(inside(media, "MediaFile"), None)
                        folder = posixpath.join(
                            posixpath.dirname(name or ""), resources.get("BaseLoc") or ""
                        )
                        part = self._part(folder, (file.text if file is not None else "") or "")
                        return self._package.content(part) if part else None
        return None

    def _content(self, named: "Element") -> "Element | None":
        name = self._part(self._folder, named.get("BaseLoc") or "")
        return self._package.read(name) if name else None

    def _part(self, folder: str, place: str) -> str | None:
        """The part at a place relative to a folder; some producers mean the package's root."""
        place = place.strip().replace("\\", "/")
        for name in (posixpath.join("/", folder, place), posixpath.join("/", place)):
            name = posixpath.normpath(name).lstrip("/")
            if name in self._package.parts:
                return name
        return None


def _size_of(area: "Element", default: tuple[float, float]) -> tuple[float, float]:
    """Width and height in millimetres."""
    for box in inside(area, "PhysicalBox"):
        found = numbers(box.text, 4)
        if len(found) == 4 and 1 < found[2] < 10_000 and 1 < found[3] < 10_000:
            return found[2], found[3]
    return default
