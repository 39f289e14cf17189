"""PP-OCR, the first reader: where text is (DB) and what it says (CTC), by the networks in the rapidocr wheel.

The networks are run here rather than through `rapidocr.RapidOCR` for three things it does not give: batches
of equal width (no padding is paid for), the runner-up of every character, and where on the line each stands.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import onnxruntime
from rapidocr.ch_ppocr_det.utils import DBPostProcess

from models.page_image import Pixels

Floats = npt.NDArray[np.float32]

DETECTION = "PP-OCRv6_det_small.onnx"
RECOGNITION = "PP-OCRv6_rec_small.onnx"
LINE_HEIGHT = 48
EAST_ASIAN = ("CJK UNIFIED", "CJK COMPATIBILITY", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO")
LONG_DASH = "一"


@dataclass(frozen=True)
class PpOcrOptions:
    """How PP-OCR is run. detection_side: longest side, in pixels, of the page the detector sees."""

    threads: int = 2
    detection_side: int = 1984
    turn_side: int = 960
    ink_threshold: float = 0.3
    box_threshold: float = 0.45
    unclip: float = 1.5
    batch_pixels: int = 6 * 320
    narrowest: int = 96


@dataclass(frozen=True)
class Glyph:
    """One character as read.

    x: its middle on the line, 0..1. rival, rival_probability: the runner-up ('' is nothing) and its share.
    """

    text: str
    probability: float
    x: float
    rival: str
    rival_probability: float


@dataclass(frozen=True)
class ReadText:
    """What one line image says."""

    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def confidence(self) -> float:
        """Mean probability of the characters, 0 for an empty line."""
        return sum(glyph.probability for glyph in self.glyphs) / len(self.glyphs) if self.glyphs else 0.0


def model_path(name: str) -> Path:
    """A network file inside the rapidocr wheel."""
    return Path(str(files("rapidocr"))) / "models" / name


def _session(name: str, threads: int) -> onnxruntime.InferenceSession:
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = threads
    settings.inter_op_num_threads = 1
    settings.log_severity_level = 4
    settings.enable_cpu_mem_arena = False  # the arena keeps the largest page's memory for good
    return onnxruntime.InferenceSession(str(model_path(name)), settings, providers=["CPUExecutionProvider"])


class TextDetector:
    """Finds lines of text."""

    def __init__(self, options: PpOcrOptions = PpOcrOptions()) -> None:
        self.options = options
        self._network = _session(DETECTION, options.threads)
        self._input = self._network.get_inputs()[0].name
        self._to_boxes = DBPostProcess(
            thresh=options.ink_threshold,
            box_thresh=options.box_threshold,
            max_candidates=5000,
            unclip_ratio=options.unclip,
            use_dilation=True,
        )

    def detect(self, grey: Pixels, side: int | None = None) -> Floats:
        """N × 4 × 2 corners (x, y) of the lines of text on a grey page, clockwise from the top left."""
        side = side or self.options.detection_side
        scale = min(1.0, side / max(grey.shape))
        height, width = (max(32, round(extent * scale / 32) * 32) for extent in grey.shape)
        small = cv2.resize(grey, (width, height), interpolation=cv2.INTER_AREA).astype(np.float32)
        plane = (small / 255.0 - 0.5) / 0.5
        batch = np.repeat(plane[None, None], 3, axis=1)
        heat = self._network.run(None, {self._input: batch})[0]
        boxes, _ = self._to_boxes(heat, grey.shape)
        return np.asarray(boxes, np.float32).reshape(-1, 4, 2)

    def lies_sideways(self, grey: Pixels) -> bool:
        """Whether the lines of print run up the page.

        Looked at small, columns of short figures close below each other pass for lines: a second look at the
        full size has to agree.
        """
        return _runs_up(self.detect(grey, self.options.turn_side)) and _runs_up(self.detect(grey))


def _runs_up(corners: npt.NDArray[np.float32]) -> bool:
    """Whether more length of print runs up the page than across it. corners: of lines, N × 4 × 2."""
    if len(corners) == 0:
        return False
    extent = corners.max(axis=1) - corners.min(axis=1)
    across, down = extent[:, 0], extent[:, 1]
    wide, tall = across > 1.5 * down, down > 1.5 * across
    return float(down[tall].sum()) > float(across[wide].sum())


def is_foreign(character: str) -> bool:
    """Whether a character is of an East Asian script: the recogniser knows them, and sees them in smudges.

    The one that a long dash is taken for is not.
    """
    name = unicodedata.name(character, "") if len(character) == 1 else ""
    return name.startswith(EAST_ASIAN) and character != LONG_DASH


class TextRecogniser:
    """Reads images of single lines."""

    def __init__(self, options: PpOcrOptions = PpOcrOptions()) -> None:
        self.options = options
        self._network = _session(RECOGNITION, options.threads)
        self._input = self._network.get_inputs()[0].name
        characters = self._network.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._characters = ["", *characters, " "]
        self._foreign = np.array([is_foreign(character) for character in self._characters])

    def recognise(self, lines: Sequence[Pixels]) -> list[ReadText]:
        """What each grey line image (h × w) says, in the order given."""
        widths = [max(8, round(line.shape[1] * LINE_HEIGHT / max(1, line.shape[0]))) for line in lines]
        out: list[ReadText] = [ReadText(())] * len(lines)
        for group in self._batches(widths):
            width = max(self.options.narrowest, max(widths[k] for k in group))
            batch = np.zeros((len(group), 3, LINE_HEIGHT, width), np.float32)
            for slot, k in enumerate(group):
                image = cv2.resize(lines[k], (widths[k], LINE_HEIGHT), interpolation=cv2.INTER_LINEAR)
                batch[slot, :, :, : widths[k]] = (image.astype(np.float32) / 255.0 - 0.5) / 0.5
            shares = self._network.run(None, {self._input: batch})[0]
            for slot, k in enumerate(group):
                out[k] = self._decode(shares[slot], width / widths[k])
        return out

    def _batches(self, widths: list[int]) -> list[list[int]]:
        """Indices grouped by like width, each group of at most `batch_pixels` columns in all."""
        groups: list[list[int]] = []
        for k in sorted(range(len(widths)), key=lambda k: (widths[k], k)):
            width = max(self.options.narrowest, widths[k])
            if groups and width * (len(groups[-1]) + 1) <= self.options.batch_pixels:
                groups[-1].append(k)
            else:
                groups.append([k])
        return groups

    def _decode(self, shares: Floats, stretch: float) -> ReadText:
        """Greedy CTC: the likeliest character of each run of frames, with the runner-up inside the run."""
        best = shares.argmax(axis=1)
        foreign = np.flatnonzero(self._foreign[best])
        best[foreign] = np.where(self._foreign, 0, shares[foreign]).argmax(axis=1)
        glyphs: list[Glyph] = []
        frame, frames = 0, len(best)
        while frame < frames:
            end = frame
            while end < frames and best[end] == best[frame]:
                end += 1
            if best[frame] != 0:
                run = shares[frame:end]
                peak = int(run[:, best[frame]].argmax())
                glyphs.append(self._glyph(run[peak], int(best[frame]), (frame + end) / 2 / frames * stretch))
            frame = end
        return ReadText(tuple(glyphs))

    def _glyph(self, shares: Floats, index: int, x: float) -> Glyph:
        known = np.where(self._foreign, 0, shares)
        first, second = (int(k) for k in np.argpartition(known, -2)[-2:])
        rival = second if first == index else first
        return Glyph(
            self._characters[index], float(shares[index]), x, self._characters[rival], float(shares[rival])
        )
