"""The published JSON Schema of the output, generated from the models."""

import json
from typing import Any

from schemas.document import SCHEMA_VERSION, Document

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def document_schema() -> dict[str, Any]:
    """The output document as JSON Schema, draft 2020-12."""
    schema = Document.model_json_schema(mode="serialization")
    head = {"$schema": DIALECT, "$id": f"urn:cuadra:document:{SCHEMA_VERSION}"}
    return head | schema


def document_schema_text() -> str:
    """The schema as it is committed and printed."""
    return json.dumps(document_schema(), indent=2, ensure_ascii=False) + "\n"
