"""Command line of the generator.

Seeds 0 to 9999 are for training, 10000 to 19999 for tuning, 20000 to 29999 for tests.
"""

from __future__ import annotations

import argparse
import signal
from pathlib import Path


def main() -> None:
    """Make the documents that the arguments ask for."""
    # Ctrl-C just ends it, also while the rest is loaded.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from samples.generator.families import FAMILIES
    from samples.generator.levels import LEVELS
    from samples.generator.making import FORMATS, Order, make
    from samples.generator.sample_set import make_sample_set

    parser = argparse.ArgumentParser(
        prog="python -m samples.generator",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--seed", type=int, default=0, help="seed of the first document")
    parser.add_argument("--count", type=int, default=1, help="number of documents, one seed each")
    parser.add_argument("--level", choices=(*LEVELS, "mix"), default="mix")
    parser.add_argument("--kind", choices=tuple(FAMILIES), default=None, help="one family only")
    parser.add_argument("--format", choices=FORMATS, default="auto", dest="file_format")
    parser.add_argument("--misprint", action="store_true", help="plant a printed error in a total")
    parser.add_argument("--out", type=Path, default=Path("generated"))
    parser.add_argument("--samples", action="store_true", help="make the committed set and nothing else")
    given = parser.parse_args()
    if given.samples:
        for path in make_sample_set(Path(__file__).parents[1]):
            print(path)
        return
    for seed in range(given.seed, given.seed + given.count):
        order = Order(seed, given.level, given.kind or "", given.file_format, given.misprint)
        print(make(order, given.out).path)


if __name__ == "__main__":
    main()
