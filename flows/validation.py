"""The proof that a document keeps to the published JSON Schema."""

import json
from pathlib import Path

from jsonschema_rs import Draft202012Validator

from schemas.document import Document

SCHEMA_FILE = Path(__file__).parent.parent / "schemas" / "cuadra.schema.json"


class DocumentValidator:
    """The committed schema, compiled once a run."""

    def __init__(self, schema_file: Path = SCHEMA_FILE) -> None:
        self._validator = Draft202012Validator(json.loads(schema_file.read_text(encoding="utf-8")))

    def to_json(self, document: Document) -> bytes:
        """The document as JSON; raises `ValueError` where it breaks the schema, which is a bug of ours."""
        text = document.model_dump_json(indent=1)
        broken = next(iter(self._validator.iter_errors(json.loads(text))), None)
        if broken:
            where = "/".join(str(part) for part in broken.instance_path)
            raise ValueError(f"{document.source.name} breaks the schema at {where}: {broken.message}")
        return text.encode("utf-8", errors="replace") + b"\n"
