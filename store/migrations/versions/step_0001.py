"""The first shape: ledger, documents, decisions, outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


# SQLite counts by itself only in a column that is exactly INTEGER.
WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "readings",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("made_by", sa.String(length=16), nullable=False),
        sa.Column("page_no", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "made_by", "page_no", name="pk_readings"),
    )
    op.create_table(
        "sources",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("out", sa.String(length=2000), nullable=False),
        sa.Column("holder", sa.String(length=300), nullable=True),
        sa.Column("beat", sa.Integer(), nullable=False),
        sa.Column("held_until", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sources"),
        sa.UniqueConstraint("url", name="uq_sources_url"),
    )
    op.create_table(
        "documents",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("source_id", WIDE, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(length=300), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("same_as", WIDE, nullable=True),
        sa.ForeignKeyConstraint(["same_as"], ["documents.id"], name="fk_documents_same_as"),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_documents_source_id"),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
        sa.UniqueConstraint("source_id", "key", name="uq_documents_source_id_key"),
    )
    op.create_index("ix_documents_same_as", "documents", ["same_as"], unique=False)
    op.create_index("ix_documents_source_id_sha256", "documents", ["source_id", "sha256"], unique=False)
    op.create_table(
        "runs",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("source_id", WIDE, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("holder", sa.String(length=300), nullable=False),
        sa.Column("engine_key", sa.String(length=16), nullable=False),
        sa.Column("started_at", sa.Float(), nullable=False),
        sa.Column("ended_at", sa.Float(), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_runs_source_id"),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_index("ix_runs_source_id", "runs", ["source_id"], unique=False)
    op.create_table(
        "versions",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("document_id", WIDE, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("engine_key", sa.String(length=16), nullable=False),
        sa.Column("engine", sa.JSON(), nullable=False),
        sa.Column("fingerprint", sa.String(length=300), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=True),
        sa.Column("bytes", WIDE, nullable=True),
        sa.Column("page_count", sa.Integer(), nullable=True),
        sa.Column("damage", sa.String(), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=True),
        sa.Column("code", sa.String(length=30), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("output", sa.String(), nullable=True),
        sa.Column("output_sha256", sa.String(length=64), nullable=True),
        sa.Column("made_at", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_versions_document_id"),
        sa.PrimaryKeyConstraint("id", name="pk_versions"),
        sa.UniqueConstraint("document_id", "number", name="uq_versions_document_id_number"),
    )
    op.create_index("ix_versions_state_document_id", "versions", ["state", "document_id"], unique=False)
    op.create_table(
        "checks",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("version_id", WIDE, nullable=False),
        sa.Column("ref", sa.String(length=100), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("expected", sa.String(), nullable=True),
        sa.Column("found", sa.String(), nullable=True),
        sa.Column("members", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_checks_version_id"),
        sa.PrimaryKeyConstraint("id", name="pk_checks"),
    )
    op.create_index("ix_checks_version_id", "checks", ["version_id"], unique=False)
    op.create_table(
        "decisions",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("version_id", WIDE, nullable=False),
        sa.Column("record_ref", sa.String(length=200), nullable=True),
        sa.Column("field", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=10), nullable=False),
        sa.Column("seen", sa.String(), nullable=True),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("place", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("carried_from", WIDE, nullable=True),
        sa.ForeignKeyConstraint(["carried_from"], ["decisions.id"], name="fk_decisions_carried_from"),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_decisions_version_id"),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
    )
    op.create_index("ix_decisions_version_id_state", "decisions", ["version_id", "state"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("event_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("source_id", WIDE, nullable=False),
        sa.Column("version_id", WIDE, nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_outbox_source_id"),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_outbox_version_id"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("event_id", name="uq_outbox_event_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_source_id", "outbox", ["source_id"], unique=False)
    op.create_index("ix_outbox_version_id", "outbox", ["version_id"], unique=False)
    op.create_table(
        "pages",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("version_id", WIDE, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=30), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(length=300), nullable=True),
        sa.Column("held_until", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_pages_version_id"),
        sa.PrimaryKeyConstraint("id", name="pk_pages"),
        sa.UniqueConstraint("version_id", "number", name="uq_pages_version_id_number"),
    )
    op.create_index("ix_pages_state_version_id", "pages", ["state", "version_id"], unique=False)
    op.create_table(
        "records",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("version_id", WIDE, nullable=False),
        sa.Column("ref", sa.String(length=200), nullable=False),
        sa.Column("type", sa.String(length=100), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("needs_review", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_records_version_id"),
        sa.PrimaryKeyConstraint("id", name="pk_records"),
    )
    op.create_index("ix_records_type", "records", ["type"], unique=False)
    op.create_index("ix_records_version_id", "records", ["version_id"], unique=False)
    op.create_table(
        "tables",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("version_id", WIDE, nullable=False),
        sa.Column("ref", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("pages", sa.JSON(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_tables_version_id"),
        sa.PrimaryKeyConstraint("id", name="pk_tables"),
    )
    op.create_index("ix_tables_kind", "tables", ["kind"], unique=False)
    op.create_index("ix_tables_version_id", "tables", ["version_id"], unique=False)
    op.create_table(
        "deliveries",
        sa.Column("event", WIDE, nullable=False),
        sa.Column("target", sa.String(length=500), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.Float(), nullable=True),
        sa.Column("done_at", sa.Float(), nullable=True),
        sa.Column("answer", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(["event"], ["outbox.id"], name="fk_deliveries_event"),
        sa.PrimaryKeyConstraint("event", "target", name="pk_deliveries"),
    )
    op.create_index("ix_deliveries_target_next_at", "deliveries", ["target", "next_at"], unique=False)
    op.create_table(
        "fields",
        sa.Column("id", WIDE, nullable=False),
        sa.Column("version_id", WIDE, nullable=False),
        sa.Column("record_id", WIDE, nullable=True),
        sa.Column("record_ref", sa.String(length=200), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("type", sa.String(length=10), nullable=False),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("needs_review", sa.Boolean(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("repairs", sa.JSON(), nullable=False),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("provenance", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_fields_record_id"),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_fields_version_id"),
        sa.PrimaryKeyConstraint("id", name="pk_fields"),
    )
    op.create_index("ix_fields_record_id", "fields", ["record_id"], unique=False)
    op.create_index("ix_fields_version_id_needs_review", "fields", ["version_id", "needs_review"])


def downgrade() -> None:
    op.drop_index("ix_fields_version_id_needs_review", table_name="fields")
    op.drop_index("ix_fields_record_id", table_name="fields")
    op.drop_table("fields")
    op.drop_index("ix_deliveries_target_next_at", table_name="deliveries")
    op.drop_table("deliveries")
    op.drop_index("ix_tables_version_id", table_name="tables")
    op.drop_index("ix_tables_kind", table_name="tables")
    op.drop_table("tables")
    op.drop_index("ix_records_version_id", table_name="records")
    op.drop_index("ix_records_type", table_name="records")
    op.drop_table("records")
    op.drop_index("ix_pages_state_version_id", table_name="pages")
    op.drop_table("pages")
    op.drop_index("ix_outbox_version_id", table_name="outbox")
    op.drop_index("ix_outbox_source_id", table_name="outbox")
    op.drop_table("outbox")
    op.drop_index("ix_decisions_version_id_state", table_name="decisions")
    op.drop_table("decisions")
    op.drop_index("ix_checks_version_id", table_name="checks")
    op.drop_table("checks")
    op.drop_index("ix_versions_state_document_id", table_name="versions")
    op.drop_table("versions")
    op.drop_index("ix_runs_source_id", table_name="runs")
    op.drop_table("runs")
    op.drop_index("ix_documents_source_id_sha256", table_name="documents")
    op.drop_index("ix_documents_same_as", table_name="documents")
    op.drop_table("documents")
    op.drop_table("sources")
    op.drop_table("readings")
