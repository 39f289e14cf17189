"""The one-to-one pairing of rows with columns that has the highest total score."""

from collections.abc import Sequence


def best_pairs(scores: Sequence[Sequence[float]]) -> tuple[tuple[int, int], ...]:
    """Pairs (row, column) of the highest total; the smaller side is paired entirely.

    The Hungarian method with potentials, after Jonker and Volgenant (1987).
    """
    if not scores or not scores[0]:
        return ()
    if len(scores) > len(scores[0]):
        return tuple(sorted((row, col) for col, row in best_pairs(list(zip(*scores, strict=True)))))
    width = len(scores[0])
    owner = [-1] * (width + 1)
    row_price, col_price = [0.0] * len(scores), [0.0] * (width + 1)
    for row in range(len(scores)):
        _augment(scores, row, owner, (row_price, col_price))
    return tuple(sorted((owner[col], col) for col in range(width) if owner[col] >= 0))


def _augment(
    scores: Sequence[Sequence[float]], row: int, owner: list[int], prices: tuple[list[float], list[float]]
) -> None:
    """Give `row` a column along the cheapest path of changes; column `width` stands for the start."""
    row_price, col_price = prices
    width = len(scores[0])
    owner[width] = row
    slack, came_from, used = [float("inf")] * width, [width] * width, [False] * (width + 1)
    at = width
    while owner[at] >= 0:
        used[at] = True
        here = owner[at]
        for col in range(width):
            if not used[col]:
                gap = -scores[here][col] - row_price[here] - col_price[col]
                if gap < slack[col]:
                    slack[col], came_from[col] = gap, at
        nearest = min((col for col in range(width) if not used[col]), key=lambda col: slack[col])
        step = slack[nearest]
        for col in range(width + 1):
            if used[col]:
                row_price[owner[col]] += step
                col_price[col] -= step
            elif col < width:
                slack[col] -= step
        at = nearest
    while at != width:
        owner[at] = owner[came_from[at]]
        at = came_from[at]
    owner[width] = -1
