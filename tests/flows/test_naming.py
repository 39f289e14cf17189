"""Any name becomes a key and a place below the output, and no two the same one."""

import os
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.naming import key_to_name, key_to_output, name_to_key, version_output

PARTS = (
    st.binary(min_size=1, max_size=12)
    .map(os.fsdecode)
    .filter(lambda part: "/" not in part and "\0" not in part)
)
NAMES = st.lists(PARTS, min_size=1, max_size=3).map("/".join)


@given(NAMES)
def test_a_key_leads_back_to_its_name_and_is_printable_text(name: str) -> None:
    key = name_to_key(name)
    assert key_to_name(key) == name
    assert key.isprintable()
    key.encode("utf-8")


@given(NAMES, NAMES)
def test_two_names_never_share_a_place(one: str, other: str) -> None:
    places = {key_to_output(name_to_key(name)) for name in (one, other)}
    assert len(places) == len({one, other})


@given(NAMES)
def test_no_name_leads_out_of_the_output_or_hides_in_it(name: str) -> None:
    output = key_to_output(name_to_key(name))
    assert not output.is_absolute()
    assert all(part not in ("", ".", "..") and not part.startswith(".") for part in output.parts)
    assert version_output(output, 1).parts[0] == ".versions"


@pytest.mark.parametrize(
    ("name", "output"),
    [
        ("2019/poa.pdf", "2019/poa.pdf.json"),
        ("../../etc/passwd", "%2E./%2E./etc/passwd.json"),
        ("/etc/passwd", "%00/etc/passwd.json"),
        ("a\nb.pdf", "a%0Ab.pdf.json"),
        ("a.pdf.json/b.pdf", "a.pdf%2Ejson/b.pdf.json"),
        ("50%.pdf", "50%25.pdf.json"),
    ],
)
def test_literal_names(name: str, output: str) -> None:
    assert key_to_output(name_to_key(name)) == PurePosixPath(output)


def test_a_name_too_long_for_a_file_system_is_cut_and_stays_apart() -> None:
    outputs = {key_to_output("ñ" * 150 + end) for end in ("a.pdf", "b.pdf")}
    assert len(outputs) == 2
    assert all(len(os.fsencode(output.name)) < 240 for output in outputs)
