"""What a pdf page has beside its text: ruling lines, and how much of it images cover."""

import ctypes
from typing import Any

from corpus.read.page import Rule
from corpus.read.pdf_calls import Box, Upright, address, calls

_PATH, _IMAGE, _FORM = 2, 3, 5  # FPDF_PAGEOBJ_*
_MOVE, _LINE = 2, 0  # FPDF_SEGMENT_*
_THIN = 3.0  # points: what is thinner is a line, not an area
_SHORT = 4.0  # points: what is shorter is a dot or the corner of a line
_MAX_OBJECTS = 50_000
_MAX_SEGMENTS = 4_000

_Matrix = tuple[float, float, float, float, float, float]


class Drawings:
    """The drawings of one page.

    `rules` are its ruling lines, `covered` the share of it under images (0 to 1), `n_paths` the
    number of its shapes of any kind.
    """

    def __init__(self, page: Any, upright: Upright) -> None:  # noqa: ANN401 - no types to name
        self.rules: list[Rule] = []
        self.covered = 0.0
        self.n_paths = 0
        self._upright = upright
        self._calls = calls()
        self._box = (ctypes.c_float * 4)()
        at = ctypes.addressof(self._box)
        self._at = (at, at + 4, at + 8, at + 12)
        self._read(address(page.raw))

    def _read(self, page: int) -> None:
        """Passes through the objects of the page and of the forms in it, as many as is sane."""
        get, kind_of = self._calls.object, self._calls.kind
        left = _MAX_OBJECTS
        forms: list[tuple[int, _Matrix | None]] = []
        owner, count, matrix = page, self._calls.count_objects(page), None
        while True:
            for n in range(min(count, left)):
                item = get(owner, n)
                kind = kind_of(item)
                if kind == _PATH:
                    self.n_paths += 1
                    self._path(item, matrix)
                elif kind == _IMAGE:
                    self._image(item, matrix)
                elif kind == _FORM:
                    forms.append((item, matrix))
            left -= count
            if not forms or left <= 0:
                return
            owner, outer = forms.pop()
            get, count = self._calls.inside, self._calls.count_inside(owner)
            matrix = self._form_matrix(owner, outer)

    def _form_matrix(self, form: int, outer: _Matrix | None) -> _Matrix:
        cells = (ctypes.c_float * 6)()
        self._calls.matrix(form, ctypes.addressof(cells))
        a, b, c, d, e, f = cells
        if outer is None:
            return a, b, c, d, e, f
        k, m, n, o, p, q = outer
        return (
            a * k + b * n, a * m + b * o, c * k + d * n, c * m + d * o,
            e * k + f * n + p, e * m + f * o + q,
        )  # fmt: skip

    def _bounds(self, item: int, matrix: _Matrix | None) -> Box:
        self._calls.bounds(item, *self._at)
        left, bottom, right, top = self._box
        if matrix is None:
            return self._upright.place(left, bottom, right, top)
        return self._upright.place(*_moved(matrix, left, bottom, right, top))

    def _image(self, item: int, matrix: _Matrix | None) -> None:
        left, top, right, bottom = self._bounds(item, matrix)
        width, height = max(1.0, self._upright.width), max(1.0, self._upright.height)
        across = min(right, width) - max(left, 0.0)
        down = min(bottom, height) - max(top, 0.0)
        share = max(0.0, across) * max(0.0, down) / (width * height)
        self.covered = min(1.0, self.covered + share)

    def _path(self, item: int, matrix: _Matrix | None) -> None:
        left, top, right, bottom = self._bounds(item, matrix)
        width, height = right - left, bottom - top
        if width < _THIN or height < _THIN:
            if max(width, height) > _SHORT:
                self.rules.append(Rule(left, top, right, bottom))
            return
        segments = self._calls.count_segments(item)
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        self._calls.draw_mode(item, ctypes.addressof(fill), ctypes.addressof(stroke))
        if not stroke.value and segments <= 5:
            return  # a coloured area
        self._segments(item, min(segments, _MAX_SEGMENTS), matrix)

    def _segments(self, path: int, count: int, outer: _Matrix | None) -> None:
        """The straight pieces of a path that lie level or upright."""
        matrix = self._form_matrix(path, outer)  # of any object
        x, y = ctypes.c_float(), ctypes.c_float()
        at_x, at_y = ctypes.addressof(x), ctypes.addressof(y)
        start = before = (0.0, 0.0)
        points = []
        for n in range(count):
            segment = self._calls.segment(path, n)
            self._calls.point(segment, at_x, at_y)
            here = (x.value, y.value)
            kind = self._calls.segment_kind(segment)
            if kind == _MOVE:
                if before != start:
                    points.append((before, start))
                start = here
            elif kind == _LINE:
                points.append((before, here))
            before = here
        if before != start:
            points.append((before, start))
        for (x0, y0), (x1, y1) in points:
            box = _moved(matrix, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            left, top, right, bottom = self._upright.place(*box)
            width, height = right - left, bottom - top
            if min(width, height) < 1.0 and max(width, height) > _SHORT:
                self.rules.append(Rule(left, top, right, bottom))


def _moved(
    matrix: _Matrix, left: float, bottom: float, right: float, top: float
) -> tuple[float, float, float, float]:
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
    ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
    return min(xs), min(ys), max(xs), max(ys)
