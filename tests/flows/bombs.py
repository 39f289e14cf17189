"""PDFs of a few kilobytes that unpack to far more than a page can be."""

import zlib
from collections.abc import Iterable

_MOST_WORDS = b"0 0 m 9 9 l S\n" * 10_000


def bomb_of_pixels(side: int) -> bytes:
    """A page that shows an image of side × side grey pixels."""
    image = _stream(
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceGray"
        % (side, side),
        (bytes(side) for _ in range(side)),
    )
    return _pdf(b"/MediaBox[0 0 500 500]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>",
                _stream(b"", [b"q 500 0 0 500 0 0 cm /I Do Q"]), image)  # fmt: skip


def bomb_of_strokes(megabytes: int) -> bytes:
    """A page whose drawing unpacks to so many megabytes of strokes."""
    times = megabytes * 1_000_000 // len(_MOST_WORDS)
    return _pdf(b"/MediaBox[0 0 500 500]/Contents 4 0 R", _stream(b"", (_MOST_WORDS for _ in range(times))))


def bomb_of_size(points: int) -> bytes:
    """An empty page of points × points, a seventy-second of an inch each."""
    return _pdf(b"/MediaBox[0 0 %d %d]" % (points, points))


def _stream(marks: bytes, pieces: Iterable[bytes]) -> bytes:
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(piece) for piece in pieces) + packer.flush()
    head = b"<<%b/Filter/FlateDecode/Length %d>>stream\n" % (marks, len(data))
    return head + data + b"\nendstream"


def _pdf(page: bytes, *more: bytes) -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R" + page + b">>",
        *more,
    ]
    body = b"".join(b"%d 0 obj%b endobj\n" % (number, one) for number, one in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF\n"
