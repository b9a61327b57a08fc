"""Text in images (OCR) as runs on a page. The recogniser is an extra: `make ocr` installs it.

RapidOCR with the models inside of its wheel (PP-OCRv6): nothing is downloaded. What it is less
than half sure of is left out and counted. Which files hold images is not known here.
"""

import os
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from threading import Lock
from typing import TYPE_CHECKING, Any

from corpus.document import CorpusError
from corpus.read.page import Char, Grid, Page, Rule, Run, split_chars, text_width
from corpus.read.page_tables import find_grids

if TYPE_CHECKING:
    from PIL.Image import Image

_SURE = 0.5  # below this a line is noise: a stamp, a stain, handwriting
_DOUBTFUL = 0.85  # below this on average a page is worth comparing with the original
_PAGE_WIDTH = 595.0  # points of an A4 page, whatever the image's resolution says
_SIDE = 2000  # pixels of the longer side; an A4 page of 170 dots per inch
_TALL = 2.0  # times as high as wide: more than a page, so read piece by piece
_AFTER_NUMBER = re.compile(r"^([（(]?\d{1,2}[.．、)）])\s+(?=\S)")  # a blank nobody wrote
_SHORT = 5  # characters: up to here the height of a line's box says little about its size
_NEAR = 1.5
_DARK = 128  # of 255: ink, not paper
_LOCK = Lock()  # its sessions have buffers of their own; one page at a time


@dataclass(frozen=True)
class Recognised:
    """A page read from an image: its characters, the sum of their confidence, lines left out.

    `n_upright` counts the lines that stand on end, as all do where the page lies on its side.
    """

    page: Page
    n_chars: int
    confidence_sum: float
    n_unsure: int
    n_upright: int

    @property
    def confidence(self) -> float:
        """Mean over the characters, 0 to 1; 1 for a page without any."""
        return self.confidence_sum / self.n_chars if self.n_chars else 1.0


def is_installed() -> bool:
    """Whether images can be read at all."""
    return all(find_spec(name) is not None for name in ("onnxruntime", "rapidocr"))


def check_installed(path: Path) -> None:
    """Does nothing where images can be read.

    Raises:
        CorpusError: the recogniser is not installed.
    """
    if not is_installed():
        raise CorpusError(
            path,
            "是扫描件或图片，而文字识别（OCR）没有安装",
            "请运行 make ocr 安装后重试，或换成带文字的文档",
        )


def recognise(image: "Image") -> Recognised:
    """The lines of an image, turned upright where they are read with more confidence that way."""
    best = _recognise(image)
    n_lines = len(best.page.runs) + best.n_unsure
    lies = best.n_upright > n_lines / 2
    if lies or best.confidence < 0.7 or best.n_unsure > n_lines / 2:
        from PIL.Image import Transpose

        sides = (Transpose.ROTATE_90, Transpose.ROTATE_270) if lies else (Transpose.ROTATE_180,)
        turned = [_recognise(image.transpose(side)) for side in sides]
        best = max(turned if lies else [best, *turned], key=lambda page: page.confidence_sum)
    return best


def confidence_of(pages: list[Recognised]) -> float | None:
    """Mean over all characters of the pages, None where there is none."""
    n_chars = sum(page.n_chars for page in pages)
    return sum(page.confidence_sum for page in pages) / n_chars if n_chars else None


def doubts(numbers: list[int], pages: list[Recognised]) -> tuple[str, ...]:
    """A sentence for each page (numbered from 0) that was read with little confidence."""
    sentences = []
    for number, page in zip(numbers, pages, strict=True):
        doubtful = page.confidence < _DOUBTFUL
        if not doubtful and page.n_unsure < 3 and (page.n_chars or not page.n_unsure):
            continue
        sentence = f"第 {number + 1} 页由图片识别"
        sentence += f"，把握只有 {page.confidence:.0%}" if doubtful else ""
        sentence += f"，有 {page.n_unsure} 行认不清，没有读入" if page.n_unsure else ""
        sentences.append(sentence + "，请对照原件。")
    return tuple(sentences)


@lru_cache(maxsize=1)
def _engine() -> Any:  # noqa: ANN401 - RapidOCR has no types to name
    """Bounded threads: the embedder may be at work in the same process."""
    import cv2
    from rapidocr import RapidOCR

    cv2.setNumThreads(1)
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.text_score": 0.0,
            "Global.max_side_len": _SIDE,
            "Det.limit_type": "max",
            "Det.limit_side_len": 1280,
            "Rec.rec_batch_num": 2,  # with 6 a page takes 900 MB instead of 600
            "EngineConfig.onnxruntime.intra_op_num_threads": min(2, os.cpu_count() or 1),
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _recognise(image: "Image") -> Recognised:
    scale = _PAGE_WIDTH / max(1, min(image.size))
    if image.height > image.width * _TALL or image.width < image.height:
        scale = _PAGE_WIDTH / image.width
    page = Page(image.width * scale, image.height * scale)
    n_chars, total, n_unsure, n_upright = 0, 0.0, 0, 0
    for top, piece in _pieces(image):
        page.rules += _rules(piece, top, scale)
        for text, confidence, run in _lines(piece, top, scale):
            n_upright += run.bottom - run.top > 2 * (run.right - run.left)
            if confidence < _SURE:
                n_unsure += 1
                continue
            page.runs.append(run)
            n_chars += len(text)
            total += confidence * len(text)
    page.grids = find_grids(page.rules)
    for grid in page.grids:
        page.runs = [part for run in page.runs for part in _parted(run, grid)]
    return Recognised(page, n_chars, total, n_unsure, n_upright)


def _pieces(image: "Image") -> list[tuple[int, "Image"]]:
    """The image, or pieces of a tall one cut where a row of pixels is emptiest, with their tops."""
    import numpy as np

    if image.height <= image.width * _TALL:
        return [(0, image)]
    pieces = []
    top, step = 0, int(image.width * 1.4)
    while image.height - top > step * 1.2:
        slack = step // 5
        grey = np.asarray(image.crop((0, top + step - slack, image.width, top + step)).convert("L"))
        empty = np.flatnonzero(grey.std(axis=1) <= grey.std(axis=1).min() + 1)
        cut = top + step - slack + int(empty[len(empty) // 2])
        pieces.append((top, image.crop((0, top, image.width, cut))))
        top = cut
    return [*pieces, (top, image.crop((0, top, image.width, image.height)))]


def _rules(image: "Image", top: int, scale: float) -> list[Rule]:
    """Dark lines that are longer than any stroke of a character, level or upright."""
    import cv2
    import numpy as np

    dark = (np.asarray(image.convert("L")) < _DARK).astype(np.uint8)
    length = max(image.width // 25, 40)
    rules = []
    for shape in ((length, 1), (1, length)):
        lines = cv2.morphologyEx(
            dark, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape)
        )
        _, _, boxes, _ = cv2.connectedComponentsWithStats(lines)
        for x, y, width, height, _ in boxes[1:]:  # the first is the paper
            if min(width, height) < length / 4:
                left, above = float(x) * scale, (float(y) + top) * scale
                right, below = left + float(width) * scale, above + float(height) * scale
                rules.append(Rule(left, above, right, below))
    return rules


def _parted(run: Run, grid: Grid) -> list[Run]:
    """A line that the recogniser saw through the lines of a table, parted where they stand."""
    cuts = tuple(x for x in grid.xs if run.left + run.size < x < run.right - run.size)
    if not cuts or not grid.ys[0] < (run.top + run.bottom) / 2 < grid.ys[-1]:
        return [run]
    step = (run.right - run.left) / max(text_width(run.text, 1.0), 1.0)
    chars, left = [], run.left
    for char in run.text:
        right = left + text_width(char, step)
        chars.append(Char(char, left, right))
        left = right
    return split_chars(chars, run.top, run.bottom, run.size, cuts)


def _lines(image: "Image", top: int, scale: float) -> list[tuple[str, float, Run]]:
    """Text, confidence and run of each line; a skew of the whole page is taken out."""
    import numpy as np

    with _LOCK:
        # subtle: it takes arrays as BGR
        found = _engine()(np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1]))
    if found.boxes is None or found.txts is None:
        return []
    boxes = np.asarray(found.boxes, dtype=float)
    across = boxes[:, 1] - boxes[:, 0]
    widths, heights = np.hypot(*across.T), np.hypot(*(boxes[:, 3] - boxes[:, 0]).T)
    slopes = [a[1] / a[0] for a, w, h in zip(across, widths, heights, strict=True) if w > 4 * h]
    slope = median(slopes) if slopes else 0.0
    lines = []
    for box, width, height, text, confidence in zip(
        boxes, widths, heights, found.txts, found.scores, strict=True
    ):
        text = _AFTER_NUMBER.sub(r"\1", text.strip())
        if text:
            x, y = box.mean(axis=0)
            y, x = (y - slope * x + top) * scale, (x + slope * y) * scale
            run = _run(text, x, y, width * scale, height * scale)
            lines.append((text, float(confidence), run))
    return _even(lines)


def _even(lines: list[tuple[str, float, Run]]) -> list[tuple[str, float, Run]]:
    """The same lines; a word or two get the size of the page's lines where theirs is near it.

    The box around `日。` alone on its line is a third higher than that around a whole line.
    """
    sizes = [run.size for text, _, run in lines if len(text) > _SHORT]
    size = median(sizes) if sizes else 0.0
    return [
        (text, confidence, run._replace(size=size))
        if len(text) <= _SHORT and size / _NEAR < run.size < size * _NEAR
        else (text, confidence, run)
        for text, confidence, run in lines
    ]


def _run(text: str, x: float, y: float, width: float, height: float) -> Run:
    """A run from a box around the ink: marks leave half of their square empty."""
    size = height * 0.85
    if len(text) > _SHORT:
        size = min(size, width / text_width(text, 1.0))
    left, right = x - width / 2, x + width / 2
    left -= size * 0.4 if text[0] in "（(《“‘〔【「『" else 0.0
    right += size * 0.4 if text[-1] in "，。；：、！？）)》”’〕】」』" else 0.0
    return Run(text, left, y - height / 2, right, y + height / 2, size)
