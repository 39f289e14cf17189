"""Inputs that cannot be read: the right code, a message that helps, and the others still done."""

import os
import zlib
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from flows.pipeline import Outcome
from schemas.errors import ExitCode
from tests.flows.running import run

ENCRYPTED = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"3 0 obj<</Filter/Standard/V 1/R 2/O(" + b"o" * 32 + b")/U(" + b"u" * 32 + b")/P -4>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 3 0 R/ID[(0123456789abcdef)(0123456789abcdef)]>>\n%%EOF\n"
)


def write_huge_png(path: Path, side: int) -> None:
    """A PNG of side × side white pixels that takes kilobytes on disk: rows are packed as they are made."""
    packer = zlib.compressobj(9)
    row = b"\x00" + b"\xff" * (side // 8)
    pixels = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    header = side.to_bytes(4, "big") * 2 + bytes((1, 0, 0, 0, 0))
    chunks = ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b""))
    body = b"".join(
        len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")
        for kind, data in chunks
    )
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + body)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Outcome]]:
    """One run over one of each, between two good files."""
    folder, out = tmp_path_factory.mktemp("inputs"), tmp_path_factory.mktemp("out")
    page = Image.new("L", (300, 400), 255)
    page.save(folder / "a-good.pdf", resolution=150)
    page.save(folder / "whole.jpg", quality=90)
    (folder / "empty.pdf").touch()
    (folder / "text.pdf").write_text("Ejecución presupuestaria\n1\t2\n")
    (folder / "headless.pdf").write_text("1 0 obj<</Type/Catalog>>endobj\nstartxref\n4\n%%EOF\n")
    (folder / "binary.txt").write_bytes(b"\x00\x01\x02" * 100)
    whole = (folder / "a-good.pdf").read_bytes()
    (folder / "truncated.pdf").write_bytes(whole[: len(whole) // 3])
    (folder / "encrypted.pdf").write_bytes(ENCRYPTED)
    pdfium.PdfDocument.new().save(folder / "no-pages.pdf")
    (folder / "cut.jpg").write_bytes((folder / "whole.jpg").read_bytes()[:400])
    write_huge_png(folder / "huge.png", 30_000)
    page.save(folder / "zero-dpi.png", dpi=(0, 0))
    (folder / "sheet.xlsx").write_bytes(b"PK\x03\x04 and so on")
    (folder / ("z" * 240 + ".png")).write_bytes((folder / "zero-dpi.png").read_bytes())
    (folder / "año – 'x'\n[b].png").write_bytes((folder / "zero-dpi.png").read_bytes())
    (folder / os.fsdecode(b"latin-\xf1.png")).write_bytes((folder / "zero-dpi.png").read_bytes())
    (folder / os.fsdecode(b"latin-\xf1.pdf")).write_bytes(whole)
    os.mkfifo(folder / "pipe.pdf")
    (folder / "link.pdf").symlink_to(folder / "gone.pdf")
    inputs = sorted(folder.iterdir())
    return out, run([*inputs, folder / "absent.pdf"], out)


@pytest.mark.parametrize(
    ("name", "code", "says"),
    [
        ("empty.pdf", ExitCode.UNREADABLE, "no bytes"),
        ("text.pdf", ExitCode.UNREADABLE, "called .pdf and holds plain text. Rename it to end in .txt"),
        ("headless.pdf", ExitCode.UNREADABLE, "does not begin like one. Open it in a viewer"),
        ("binary.txt", ExitCode.UNREADABLE, "binary"),
        ("truncated.pdf", ExitCode.UNREADABLE, "copy it again"),
        ("encrypted.pdf", ExitCode.ENCRYPTED, "Remove the password"),
        ("no-pages.pdf", ExitCode.UNREADABLE, "no pages"),
        ("cut.jpg", ExitCode.UNREADABLE, "cannot be decoded"),
        ("huge.png", ExitCode.UNREADABLE, "Scale the image down"),
        ("sheet.xlsx", ExitCode.UNSUPPORTED, "Convert it"),
        ("pipe.pdf", ExitCode.UNSUPPORTED, "not a file"),
        ("absent.pdf", ExitCode.USAGE, "no such file"),
        ("link.pdf", ExitCode.USAGE, "a link that leads nowhere"),
    ],
)
def test_a_bad_input_says_what_to_do(
    outcomes: tuple[Path, dict[str, Outcome]], name: str, code: ExitCode, says: str
) -> None:
    outcome = outcomes[1][name]
    assert outcome.failure is not None
    assert outcome.exit_code == code
    assert says in outcome.failure.message
    assert name in outcome.failure.message


@pytest.mark.parametrize(
    "name",
    [
        "a-good.pdf",
        "whole.jpg",
        "zero-dpi.png",
        "z" * 240 + ".png",
        "año – 'x'\n[b].png",
        "latin-\udcf1.png",
        "latin-\udcf1.pdf",
    ],
)
def test_the_others_are_still_done(outcomes: tuple[Path, dict[str, Outcome]], name: str) -> None:
    outcome = outcomes[1][name]
    assert outcome.exit_code == ExitCode.OK
    assert outcome.written is not None
    assert outcome.written.stat().st_size > 0


def test_nothing_is_left_half_written(outcomes: tuple[Path, dict[str, Outcome]]) -> None:
    out, by_name = outcomes
    written = {outcome.written for outcome in by_name.values() if outcome.written}
    assert set(out.iterdir()) == written


def test_zero_dpi_is_no_dpi(outcomes: tuple[Path, dict[str, Outcome]]) -> None:
    document = outcomes[1]["zero-dpi.png"].document
    assert document is not None
    assert document.pages[0].dpi is None


def test_a_pdf_without_its_end_is_partial(tmp_path: Path, scan_pdf: Callable[..., Path]) -> None:
    path = scan_pdf()
    path.write_bytes(path.read_bytes().replace(b"%%EOF", b""))
    outcome = run([path], tmp_path / "out")["scan.pdf"]
    assert outcome.exit_code == ExitCode.PAGES_FAILED
    assert outcome.document is not None
    assert outcome.document.status == "partial"
    assert outcome.document.errors[0].code == "damaged"
