"""The order in which the parts of a page are read, by recursive X-Y cut: into bands, bands into columns."""

from collections.abc import Callable, Sequence

from schemas.geometry import Box

Extent = Callable[[Box], tuple[float, float]]


def reading_order(boxes: Sequence[Box], narrowest: float) -> list[int]:
    """Indices of boxes as they are read. narrowest: least blank, in pixels, that parts two columns."""
    return _ordered(list(range(len(boxes))), boxes, narrowest)


def _ordered(members: list[int], boxes: Sequence[Box], narrowest: float) -> list[int]:
    if len(members) < 2:
        return members
    # Bands first: on forms, what stands side by side is read as a row.
    for extent, blank in ((_down, 0.0), (_across, narrowest)):
        parts = _parted(members, boxes, extent, blank)
        if len(parts) > 1:
            return [k for part in parts for k in _ordered(part, boxes, narrowest)]
    return sorted(members, key=lambda k: (boxes[k].y0, boxes[k].x0, k))


def _down(box: Box) -> tuple[float, float]:
    return box.y0, box.y1


def _across(box: Box) -> tuple[float, float]:
    return box.x0, box.x1


def _parted(members: Sequence[int], boxes: Sequence[Box], extent: Extent, blank: float) -> list[list[int]]:
    """Members in runs with a blank between them; boxes may overlap by a little of the smaller one."""
    parts: list[list[int]] = []
    reach = float("-inf")
    for k in sorted(members, key=lambda k: (extent(boxes[k]), k)):
        start, end = extent(boxes[k])
        slack = 0.25 * min(boxes[k].height, boxes[k].width) if blank == 0.0 else 0.0
        if not parts or start >= reach + blank - slack:
            parts.append([])
        parts[-1].append(k)
        reach = max(reach, end)
    return parts
