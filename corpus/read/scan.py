"""Images of pages (.png, .jpg, .tif, .bmp), also several in one file, through the recogniser."""

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from corpus.document import CorpusError, SourceText
from corpus.read.assemble import assemble
from corpus.read.page_paragraphs import page_passages
from corpus.read.recognise import check_installed, confidence_of, doubts, recognise

if TYPE_CHECKING:
    from PIL.Image import Image

_MAX_PIXELS = 60_000_000  # an A3 page at 600 dots per inch has 70 million, at 400 31
_MAX_PAGES = 200
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "MPO")


def read_image(path: Path) -> SourceText:
    """The paragraphs of the page or pages in an image file.

    Raises:
        CorpusError: an empty, damaged or senselessly large image, one without text, or no
            recogniser installed.
    """
    if not path.stat().st_size:
        raise CorpusError(path, "文件是空的", "请换一个有内容的文件")
    check_installed(path)
    pages = [recognise(image) for image in images(path, path)]
    return assemble(
        path,
        page_passages([page.page for page in pages]),
        doubts(list(range(len(pages))), pages),
        confidence_of(pages),
    )


def images(path: Path, source: "Path | IO[bytes]") -> "Iterator[Image]":
    """The pictures in an image file, or in an image that lies in the file `path`.

    Raises:
        CorpusError: a damaged or senselessly large image.
    """
    from PIL import Image

    try:
        with _quiet():
            file = Image.open(source, formats=_FORMATS)
            count = getattr(file, "n_frames", 1)
        with file:
            if count > _MAX_PAGES:
                raise CorpusError(path, f"有 {count} 页，超过 {_MAX_PAGES} 页", "请拆分后分别存入")
            for number in range(count):
                with _quiet():
                    file.seek(number)
                    if file.width * file.height > _MAX_PIXELS:
                        raise _too_large(path)
                    image = _on_white(file)
                yield image
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large(path) from error
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, OverflowError,
            EOFError, struct.error, zlib.error) as error:  # fmt: skip
        # whatever a damaged file makes the decoders stumble over
        raise CorpusError(path, "不是完整的图片", "请重新扫描或另存为 PNG、JPG") from error


@contextmanager
def _quiet() -> "Iterator[None]":
    """Without Pillow's warnings of damaged metadata, but for that of a decompression bomb."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        yield


def _too_large(path: Path) -> CorpusError:
    limit = f"{_MAX_PIXELS // 10_000} 万像素"
    return CorpusError(path, f"图片超过 {limit}", "请用 300 dpi 重新扫描")


def _on_white(file: "Image") -> "Image":
    """The picture as it is seen: turned as the camera says, on paper where it is transparent."""
    from PIL import Image, ImageOps

    turned = ImageOps.exif_transpose(file)
    if turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info:
        over = turned.convert("RGBA")
        paper = Image.new("RGBA", over.size, "white")
        return Image.alpha_composite(paper, over).convert("RGB")
    return turned.convert("RGB")
