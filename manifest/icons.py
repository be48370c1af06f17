"""Draws Lantern's two icons for Teams: a lantern with a flame, in colour and as a white outline."""

import math
import struct
import zlib
from collections.abc import Callable, Sequence

Shape = Callable[[float, float], bool]  # whether a point lies in it
Colour = tuple[int, int, int, int]  # red, green, blue, opacity

# Source: NHS identity guidelines, colours: NHS Blue and NHS Warm Yellow. The flame's pale heart is our own.
NHS_BLUE = "#005EB8"
WHITE: Colour = (255, 255, 255, 255)
WARM_YELLOW: Colour = (255, 184, 28, 255)
PALE_YELLOW: Colour = (255, 236, 160, 255)
# Clear is a white too: Teams checks the outline's every pixel, and a blended edge must not darken.
CLEAR: Colour = (255, 255, 255, 0)

COLOUR_SIZE, OUTLINE_SIZE = 192, 32  # what Teams asks for
FINENESS = 4  # each pixel is looked at in so many rows and columns, so that edges are smooth

_RGB, _RGBA = 2, 6  # PNG's names for pixels without and with opacity


def color_png() -> bytes:
    """The icon of app lists and chats. The lantern keeps to the middle 120 pixels, which Teams always shows."""
    red, green, blue = bytes.fromhex(NHS_BLUE[1:])
    lantern = (
        (_ring(96, 60, 20, 6), WHITE),
        (_widening(62, 78, 15, 32, 96), WHITE),
        (_box(56, 76, 136, 85, 4), WHITE),
        (_frame(_box(62, 80, 130, 148, 8), _box(69, 85, 123, 142, 5)), WHITE),
        (_box(56, 142, 136, 155, 4), WHITE),
        (_flame(96, 90, 137, 16), WARM_YELLOW),
        (_flame(96, 112, 134, 8), PALE_YELLOW),
    )
    return _png(COLOUR_SIZE, _RGB, _pixels(COLOUR_SIZE, lantern, (red, green, blue, 255)))


def outline_png() -> bytes:
    """The icon of Teams' side bar, which paints it in a colour of its own: white on nothing."""
    # Drawn anew for its size: the colour icon made smaller would lose the glass and the handle.
    lantern = (
        (_ring(16, 6.5, 4.5, 2), WHITE),
        (_widening(7, 11, 4, 9, 16), WHITE),
        (_box(6, 10, 26, 12, 1), WHITE),
        (_frame(_box(7, 11, 25, 28, 2), _box(9, 12, 23, 27, 1)), WHITE),
        (_box(6, 27, 26, 30, 1), WHITE),
        (_flame(16, 14, 26, 4), WHITE),
    )
    return _png(OUTLINE_SIZE, _RGBA, _pixels(OUTLINE_SIZE, lantern, CLEAR))


# ---- shapes, measured in pixels from the top left ----


def _box(left: float, top: float, right: float, bottom: float, corner: float) -> Shape:
    """An upright box with round corners."""

    def inside(x: float, y: float) -> bool:
        if not (left <= x <= right and top <= y <= bottom):
            return False
        across = max(left + corner - x, x - right + corner, 0)
        down = max(top + corner - y, y - bottom + corner, 0)
        return math.hypot(across, down) <= corner

    return inside


def _frame(outer: Shape, inner: Shape) -> Shape:
    return lambda x, y: outer(x, y) and not inner(x, y)


def _ring(middle_x: float, middle_y: float, radius: float, thickness: float) -> Shape:
    return lambda x, y: abs(math.hypot(x - middle_x, y - middle_y) - radius) <= thickness / 2


def _widening(top: float, bottom: float, half_top: float, half_bottom: float, middle_x: float) -> Shape:
    """A roof: straight sides, wider towards the bottom."""

    def inside(x: float, y: float) -> bool:
        down = (y - top) / (bottom - top)
        return 0 <= down <= 1 and abs(x - middle_x) <= half_top + (half_bottom - half_top) * down

    return inside


def _flame(middle_x: float, top: float, bottom: float, half_width: float) -> Shape:
    """A drop with its tip at the top: the teardrop curve, x = sin t * sin(t/2)^2 and y = -cos t."""
    widest = 0.65  # how far that curve reaches to the side

    def inside(x: float, y: float) -> bool:
        if not top <= y <= bottom:
            return False
        turn = math.acos(1 - 2 * (y - top) / (bottom - top))
        return abs(x - middle_x) <= half_width * math.sin(turn) * math.sin(turn / 2) ** 2 / widest

    return inside


# ---- from shapes to a picture ----


def _pixels(size: int, layers: Sequence[tuple[Shape, Colour]], ground: Colour) -> list[list[Colour]]:
    """Rows of pixels, each the mean of the colours that its points have. Later layers lie on top."""
    steps = [(step + 0.5) / FINENESS for step in range(FINENESS)]

    def at(x: float, y: float) -> Colour:
        return next((colour for shape, colour in reversed(layers) if shape(x, y)), ground)

    return [
        [_mean([at(column + across, row + down) for down in steps for across in steps]) for column in range(size)]
        for row in range(size)
    ]


def _mean(points: Sequence[Colour]) -> Colour:
    red, green, blue, opacity = (round(sum(part) / len(points)) for part in zip(*points, strict=True))
    return red, green, blue, opacity


def _png(size: int, kind: int, rows: Sequence[Sequence[Colour]]) -> bytes:
    """A square PNG, 8 bits a part. Source: PNG specification (W3C), sections 5 and 11."""
    parts = 3 if kind == _RGB else 4
    header = struct.pack(">2I5B", size, size, 8, kind, 0, 0, 0)
    lines = b"".join(b"\0" + b"".join(bytes(pixel[:parts]) for pixel in row) for row in rows)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
