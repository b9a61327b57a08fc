"""The functions of PDFium that are called most, and places on a page turned upright.

pypdfium2 wraps each of these with checks that cost more than the call; here the same functions
have argument types that cost least.
"""

import ctypes
from functools import lru_cache
from typing import Any, NamedTuple

# left, top, right, bottom, in points from the left and top edge of the page
Box = tuple[float, float, float, float]


class Calls:
    """PDFium's functions over plain addresses."""

    def __init__(self) -> None:
        from pypdfium2 import raw

        pointer, integer = ctypes.c_void_p, ctypes.c_int

        def cheap(function: Any, result: Any, *arguments: Any) -> Any:  # noqa: ANN401
            return ctypes.PYFUNCTYPE(result, *arguments)(address(function))

        def cheapest(function: Any, result: Any) -> Any:  # noqa: ANN401
            """Without argument types: pointers must come as `c_void_p`, numbers are C ints."""
            return ctypes.PYFUNCTYPE(result)(address(function))

        self.char_box = cheapest(raw.FPDFText_GetLooseCharBox, integer)
        self.origin = cheapest(raw.FPDFText_GetCharOrigin, integer)
        self.is_generated = cheapest(raw.FPDFText_IsGenerated, integer)
        self.angle = cheap(raw.FPDFText_GetCharAngle, ctypes.c_float, pointer, integer)
        self.unicode = cheap(raw.FPDFText_GetUnicode, ctypes.c_uint, pointer, integer)
        self.count_objects = cheap(raw.FPDFPage_CountObjects, integer, pointer)
        self.object = cheap(raw.FPDFPage_GetObject, pointer, pointer, integer)
        self.kind = cheap(raw.FPDFPageObj_GetType, integer, pointer)
        self.bounds = cheap(raw.FPDFPageObj_GetBounds, integer, *[pointer] * 5)
        self.matrix = cheap(raw.FPDFPageObj_GetMatrix, integer, pointer, pointer)
        self.count_inside = cheap(raw.FPDFFormObj_CountObjects, integer, pointer)
        self.inside = cheap(raw.FPDFFormObj_GetObject, pointer, pointer, ctypes.c_ulong)
        self.draw_mode = cheap(raw.FPDFPath_GetDrawMode, integer, *[pointer] * 3)
        self.count_segments = cheap(raw.FPDFPath_CountSegments, integer, pointer)
        self.segment = cheap(raw.FPDFPath_GetPathSegment, pointer, pointer, integer)
        self.point = cheap(raw.FPDFPathSegment_GetPoint, integer, *[pointer] * 3)
        self.segment_kind = cheap(raw.FPDFPathSegment_GetType, integer, pointer)


@lru_cache(maxsize=1)
def calls() -> Calls:
    """The functions, made at the first call: PDFium is loaded then."""
    return Calls()


def address(handle: Any) -> int:  # noqa: ANN401 - any ctypes pointer
    """The plain address of a pointer or function of ctypes."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


class Upright(NamedTuple):
    """How places in the file's own space, y upwards, are turned to lie on the page as read.

    `turns`: quarters to the left that the text is turned by in the file.
    """

    turns: int
    left: float
    top: float
    width: float
    height: float

    @classmethod
    def of(cls, bbox: tuple[float, float, float, float], turns: int) -> "Upright":
        """From the page's box (left, bottom, right, top) in the file's space."""
        left, bottom, right, top = _turned(*bbox, turns) if turns else bbox
        return cls(turns, left, top, right - left, top - bottom)

    def place(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box of the file's space on the page."""
        if self.turns:
            left, bottom, right, top = _turned(left, bottom, right, top, self.turns)
        return left - self.left, self.top - top, right - self.left, self.top - bottom


def _turned(
    left: float, bottom: float, right: float, top: float, turns: int
) -> tuple[float, float, float, float]:
    """The box turned to the right by quarters around the origin."""
    for _ in range(turns):
        left, bottom, right, top = bottom, -right, top, -left
    return left, bottom, right, top
