"""people, chats and what is sent, and the audit trail"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # SQLite numbers rows only where it is INTEGER


def upgrade() -> None:
    op.create_table("audit_entries",
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("who", sa.Text(), nullable=False),
    sa.Column("did", sa.Text(), nullable=False),
    sa.Column("subject", sa.Text(), nullable=False),
    sa.Column("details", sa.JSON(), nullable=True),
    sa.Column("salt", sa.Text(), nullable=False),
    sa.Column("details_hash", sa.Text(), nullable=False),
    sa.Column("entry_hash", sa.Text(), nullable=False),
    sa.Column("id", BIG, nullable=False),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries"))
    )
    op.create_table("clock_offset",
    sa.Column("seconds", sa.Integer(), nullable=False),
    sa.Column("id", BIG, nullable=False),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_offset"))
    )
    op.create_table("heartbeats",
    sa.Column("worker", sa.Text(), nullable=False),
    sa.Column("beat_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("id", BIG, nullable=False),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_heartbeats")),
    sa.UniqueConstraint("worker", name=op.f("uq_heartbeats_worker"))
    )
    op.create_table("units",
    sa.Column("code", sa.Text(), nullable=False),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("name", sa.Text(), nullable=False),
    sa.Column("parent_id", BIG, nullable=True),
    sa.Column("known_as", sa.JSON(), nullable=False),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["parent_id"], ["units.id"], name=op.f("fk_units_parent_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
    sa.UniqueConstraint("code", name=op.f("uq_units_code"))
    )
    op.create_table("audit_seals",
    sa.Column("sequence", sa.Integer(), nullable=False),
    sa.Column("entry_id", BIG, nullable=False),
    sa.Column("chain_hash", sa.Text(), nullable=False),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["entry_id"], ["audit_entries.id"], name=op.f("fk_audit_seals_entry_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_seals")),
    sa.UniqueConstraint("entry_id", name=op.f("uq_audit_seals_entry_id")),
    sa.UniqueConstraint("sequence", name=op.f("uq_audit_seals_sequence"))
    )
    op.create_table("people",
    sa.Column("tenant_id", sa.Text(), nullable=False),
    sa.Column("entra_id", sa.Text(), nullable=False),
    sa.Column("name", sa.Text(), nullable=False),
    sa.Column("unit_id", BIG, nullable=True),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_people_unit_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    sa.UniqueConstraint("tenant_id", "entra_id", name=op.f("uq_people_tenant_id_entra_id"))
    )
    op.create_table("conversations",
    sa.Column("tenant_id", sa.Text(), nullable=False),
    sa.Column("teams_id", sa.Text(), nullable=False),
    sa.Column("person_id", BIG, nullable=False),
    sa.Column("service_url", sa.Text(), nullable=False),
    sa.Column("bot_teams_id", sa.Text(), nullable=False),
    sa.Column("person_teams_id", sa.Text(), nullable=False),
    sa.Column("reachable", sa.Boolean(), nullable=False),
    sa.Column("welcomed_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("state", sa.JSON(), nullable=False),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("last_fingerprint", sa.Text(), nullable=False),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_conversations_person_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_conversations")),
    sa.UniqueConstraint("tenant_id", "teams_id", name=op.f("uq_conversations_tenant_id_teams_id"))
    )
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conversations_person_id"), ["person_id"], unique=False)
    op.create_table("drafts",
    sa.Column("key", sa.Text(), nullable=False),
    sa.Column("person_id", BIG, nullable=False),
    sa.Column("form", sa.Text(), nullable=False),
    sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("about_id", sa.Integer(), nullable=True),
    sa.Column("answers", sa.JSON(), nullable=False),
    sa.Column("asked", sa.Text(), nullable=False),
    sa.Column("unsure", sa.JSON(), nullable=True),
    sa.Column("leaving", sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_drafts_person_id")),
    sa.PrimaryKeyConstraint("key", name=op.f("pk_drafts"))
    )
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_drafts_person_id"), ["person_id"], unique=False)
    op.create_table("notifications",
    sa.Column("key", sa.Text(), nullable=False),
    sa.Column("kind", sa.Text(), nullable=False),
    sa.Column("subject", sa.Text(), nullable=False),
    sa.Column("subject_id", sa.Integer(), nullable=False),
    sa.Column("to", BIG, nullable=False),
    sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("detail", sa.JSON(), nullable=False),
    sa.Column("in_hours", sa.Boolean(), nullable=False),
    sa.Column("state", sa.String(40), nullable=False),
    sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
    sa.Column("attempts", sa.Integer(), nullable=False),
    sa.Column("doubts", sa.Integer(), nullable=False),
    sa.Column("outcome", sa.String(40), nullable=True),
    sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("trouble", sa.Text(), nullable=False),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["to"], ["people.id"], name=op.f("fk_notifications_to")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_notifications")),
    sa.UniqueConstraint("key", name=op.f("uq_notifications_key"))
    )
    with op.batch_alter_table("notifications", schema=None) as batch_op:
        batch_op.create_index("ix_notifications_due", ["state", "due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_notifications_to"), ["to"], unique=False)
    op.create_table("role_assignments",
    sa.Column("person_id", BIG, nullable=False),
    sa.Column("role", sa.String(40), nullable=False),
    sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("unit_id", BIG, nullable=True),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_role_assignments_person_id")),
    sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_role_assignments_unit_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_role_assignments")),
    sa.UniqueConstraint("person_id", "role", "unit_id", name=op.f("uq_role_assignments_person_id_role_unit_id"))
    )
    with op.batch_alter_table("role_assignments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_assignments_person_id"), ["person_id"], unique=False)
    op.create_table("inbound_activities",
    sa.Column("conversation_id", BIG, nullable=False),
    sa.Column("activity_id", sa.Text(), nullable=False),
    sa.Column("fingerprint", sa.Text(), nullable=False),
    sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("replies", sa.JSON(), nullable=False),
    sa.Column("invoke_answer", sa.JSON(), nullable=True),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_inbound_activities_conversation_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_inbound_activities")),
    sa.UniqueConstraint("conversation_id", "activity_id", name=op.f("uq_inbound_activities_conversation_id_activity_id"))
    )
    with op.batch_alter_table("inbound_activities", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inbound_activities_received_at"), ["received_at"], unique=False)
    op.create_table("sent_copies",
    sa.Column("kind", sa.Text(), nullable=False),
    sa.Column("subject", sa.Text(), nullable=False),
    sa.Column("subject_id", sa.Integer(), nullable=False),
    sa.Column("person_id", BIG, nullable=False),
    sa.Column("conversation_id", BIG, nullable=False),
    sa.Column("activity_id", sa.Text(), nullable=False),
    sa.Column("shown_revision", sa.Integer(), nullable=False),
    sa.Column("shown_digest", sa.Text(), nullable=False),
    sa.Column("gone", sa.Boolean(), nullable=False),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_sent_copies_conversation_id")),
    sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_sent_copies_person_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_copies")),
    sa.UniqueConstraint("conversation_id", "activity_id", name=op.f("uq_sent_copies_conversation_id_activity_id"))
    )
    with op.batch_alter_table("sent_copies", schema=None) as batch_op:
        batch_op.create_index("ix_sent_copies_subject", ["subject", "subject_id"], unique=False)


def downgrade() -> None:
    op.drop_table("sent_copies")
    op.drop_table("inbound_activities")
    op.drop_table("role_assignments")
    op.drop_table("notifications")
    op.drop_table("drafts")
    op.drop_table("conversations")
    op.drop_table("people")
    op.drop_table("audit_seals")
    op.drop_table("units")
    op.drop_table("heartbeats")
    op.drop_table("clock_offset")
    op.drop_table("audit_entries")
