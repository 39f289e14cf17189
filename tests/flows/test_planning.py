"""What is read again, and why: file by file."""

import pytest

from flows.archive import DEAD_LINK, UNSUPPORTED, Entry
from flows.planning import Policy, Reprocess, entries_to_discovery, why_again
from store.discovering import Known

NOW = "engine-2"


def known(**changes: object) -> Known:
    whole = Known(
        document_id=1, key="a.pdf", fingerprint="1", present=True, sha256="a", same_as=None, version_id=10,
        number=1, state="done", status="complete", code=None, engine_key=NOW, version_fingerprint="1",
    )  # fmt: skip
    return whole._replace(**changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "reprocess", "again"),
    [
        ({}, "new", False),
        ({}, "changed", False),
        ({}, "failed", False),
        ({}, "all", True),
        ({"engine_key": "engine-1"}, "new", False),
        ({"engine_key": "engine-1"}, "failed", False),
        ({"engine_key": "engine-1"}, "changed", True),
        ({"status": "partial"}, "failed", False),
        ({"status": "partial"}, "changed", False),
        ({"state": "failed", "status": "failed", "engine_key": "engine-1"}, "new", False),
        ({"state": "failed", "status": "failed"}, "failed", False),
        ({"state": "failed", "status": "failed"}, "all", True),
        ({"state": "open", "engine_key": "engine-1"}, "new", True),
        ({"state": "open"}, "all", False),
        ({"state": "skipped", "code": "duplicate"}, "all", False),
        ({"state": "skipped", "code": "gone"}, "new", True),
        ({"version_fingerprint": "0"}, "new", True),
    ],
)
def test_a_known_document_is_read_again(
    changes: dict[str, object], reprocess: Reprocess, again: bool
) -> None:
    policy = Policy(engine_key=NOW, reprocess=reprocess)
    assert (why_again(Entry("a.pdf", "1"), known(**changes), False, policy) is not None) == again


def test_files_that_come_go_and_come_back_are_told_apart() -> None:
    there = {"a.pdf": known(), "b.pdf": known(key="b.pdf", document_id=2, present=False)}
    entries = [Entry("b.pdf", "1"), Entry("c.pdf", "1"), Entry("d.docx", "1", UNSUPPORTED)]
    found = entries_to_discovery(entries, there, Policy(engine_key=NOW))
    assert (found.gone, found.back, found.found) == ((1,), (2,), 3)
    assert [(one.key, one.number, one.skip) for one in found.versions] == [
        ("c.pdf", 1, None),
        ("d.docx", 1, UNSUPPORTED),
    ]


@pytest.mark.parametrize(
    ("entries", "again"),
    [
        ([Entry("a.pdf", "1"), Entry("b.pdf", "1")], []),
        ([Entry("b.pdf", "1")], ["b.pdf"]),
        ([Entry("a.pdf", "2"), Entry("b.pdf", "1")], ["a.pdf", "b.pdf"]),
    ],
)
def test_what_was_read_as_its_twin_is_read_when_the_twin_is_gone_or_changes(
    entries: list[Entry], again: list[str]
) -> None:
    twin = known(key="b.pdf", document_id=2, same_as=1, state="skipped", code="duplicate")
    found = entries_to_discovery(entries, {"a.pdf": known(), "b.pdf": twin}, Policy(engine_key=NOW))
    assert [one.key for one in found.versions] == again


def test_a_file_that_can_no_longer_be_read_is_skipped_once() -> None:
    policy = Policy(engine_key=NOW)
    (new,) = entries_to_discovery([Entry("a.pdf", "", DEAD_LINK)], {"a.pdf": known()}, policy).versions
    assert new.skip == DEAD_LINK
    skipped = {"a.pdf": known(state="skipped", code=DEAD_LINK.code, version_fingerprint="")}
    assert entries_to_discovery([Entry("a.pdf", "", DEAD_LINK)], skipped, policy).versions == ()
