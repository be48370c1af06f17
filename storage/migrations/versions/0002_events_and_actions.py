"""patient safety events and safety actions"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # SQLite numbers rows only where it is INTEGER


def upgrade() -> None:
    op.create_table("patient_safety_events",
    sa.Column("idempotency_key", sa.Text(), nullable=False),
    sa.Column("reported_by", BIG, nullable=False),
    sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("what", sa.Text(), nullable=False),
    sa.Column("unit_id", BIG, nullable=True),
    sa.Column("reached", sa.String(40), nullable=False),
    sa.Column("place_said", sa.Text(), nullable=False),
    sa.Column("happened_from", sa.DateTime(timezone=True), nullable=True),
    sa.Column("happened_to", sa.DateTime(timezone=True), nullable=True),
    sa.Column("how_they_are", sa.Text(), nullable=False),
    sa.Column("involved", sa.Text(), nullable=False),
    sa.Column("stopped_by", sa.Text(), nullable=False),
    sa.Column("status", sa.String(40), nullable=False),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("revision", sa.Integer(), nullable=False),
    sa.Column("told_learned", sa.Text(), nullable=False),
    sa.Column("told_changed", sa.Text(), nullable=False),
    sa.Column("told_by", BIG, nullable=True),
    sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["reported_by"], ["people.id"], name=op.f("fk_patient_safety_events_reported_by")),
    sa.ForeignKeyConstraint(["told_by"], ["people.id"], name=op.f("fk_patient_safety_events_told_by")),
    sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_patient_safety_events_unit_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_patient_safety_events")),
    sa.UniqueConstraint("idempotency_key", name=op.f("uq_patient_safety_events_idempotency_key"))
    )
    with op.batch_alter_table("patient_safety_events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_patient_safety_events_reported_by"), ["reported_by"], unique=False)
    op.create_table("affected_people",
    sa.Column("event_id", BIG, nullable=False),
    sa.Column("sequence", sa.Integer(), nullable=False),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["event_id"], ["patient_safety_events.id"], name=op.f("fk_affected_people_event_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_affected_people")),
    sa.UniqueConstraint("event_id", "sequence", name=op.f("uq_affected_people_event_id_sequence"))
    )
    with op.batch_alter_table("affected_people", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_affected_people_event_id"), ["event_id"], unique=False)
    op.create_table("decisions",
    sa.Column("event_id", BIG, nullable=False),
    sa.Column("advised", sa.String(40), nullable=False),
    sa.Column("advised_because", sa.Text(), nullable=False),
    sa.Column("considered", sa.JSON(), nullable=False),
    sa.Column("plan_version", sa.Text(), nullable=False),
    sa.Column("chosen", sa.String(40), nullable=True),
    sa.Column("reason", sa.Text(), nullable=False),
    sa.Column("decided_by", BIG, nullable=True),
    sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("lifecycle_version", sa.Text(), nullable=False),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_decisions_decided_by")),
    sa.ForeignKeyConstraint(["event_id"], ["patient_safety_events.id"], name=op.f("fk_decisions_event_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    sa.UniqueConstraint("event_id", name=op.f("uq_decisions_event_id"))
    )
    op.create_table("event_places",
    sa.Column("event_id", BIG, nullable=False),
    sa.Column("unit_id", BIG, nullable=True),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("by", BIG, nullable=True),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_event_places_by")),
    sa.ForeignKeyConstraint(["event_id"], ["patient_safety_events.id"], name=op.f("fk_event_places_event_id")),
    sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_event_places_unit_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_event_places"))
    )
    with op.batch_alter_table("event_places", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_places_event_id"), ["event_id"], unique=False)
    op.create_table("event_references",
    sa.Column("event_id", BIG, nullable=False),
    sa.Column("system", sa.Text(), nullable=False),
    sa.Column("number", sa.Text(), nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("by", BIG, nullable=True),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_event_references_by")),
    sa.ForeignKeyConstraint(["event_id"], ["patient_safety_events.id"], name=op.f("fk_event_references_event_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_event_references")),
    sa.UniqueConstraint("system", "number", name=op.f("uq_event_references_system_number"))
    )
    with op.batch_alter_table("event_references", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_references_event_id"), ["event_id"], unique=False)
    op.create_table("event_statuses",
    sa.Column("event_id", BIG, nullable=False),
    sa.Column("status", sa.String(40), nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("by", BIG, nullable=True),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_event_statuses_by")),
    sa.ForeignKeyConstraint(["event_id"], ["patient_safety_events.id"], name=op.f("fk_event_statuses_event_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_event_statuses"))
    )
    with op.batch_alter_table("event_statuses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_statuses_event_id"), ["event_id"], unique=False)
    op.create_table("safety_actions",
    sa.Column("idempotency_key", sa.Text(), nullable=False),
    sa.Column("event_id", BIG, nullable=False),
    sa.Column("what", sa.Text(), nullable=False),
    sa.Column("owner_id", BIG, nullable=False),
    sa.Column("added_by", BIG, nullable=False),
    sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("due", sa.Date(), nullable=False),
    sa.Column("reminded_from", sa.Date(), nullable=False),
    sa.Column("next_reminder_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("due_revision", sa.Integer(), nullable=False),
    sa.Column("status", sa.String(40), nullable=False),
    sa.Column("not_mine_because", sa.Text(), nullable=False),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("revision", sa.Integer(), nullable=False),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["added_by"], ["people.id"], name=op.f("fk_safety_actions_added_by")),
    sa.ForeignKeyConstraint(["event_id"], ["patient_safety_events.id"], name=op.f("fk_safety_actions_event_id")),
    sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_safety_actions_owner_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_safety_actions")),
    sa.UniqueConstraint("idempotency_key", name=op.f("uq_safety_actions_idempotency_key"))
    )
    with op.batch_alter_table("safety_actions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_safety_actions_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_safety_actions_next_reminder_at"), ["next_reminder_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_safety_actions_owner_id"), ["owner_id"], unique=False)
    op.create_table("due_changes",
    sa.Column("action_id", BIG, nullable=False),
    sa.Column("due_before", sa.Date(), nullable=False),
    sa.Column("due_after", sa.Date(), nullable=False),
    sa.Column("because", sa.Text(), nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("by", BIG, nullable=False),
    sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("undone_by", BIG, nullable=True),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["action_id"], ["safety_actions.id"], name=op.f("fk_due_changes_action_id")),
    sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_due_changes_by")),
    sa.ForeignKeyConstraint(["undone_by"], ["people.id"], name=op.f("fk_due_changes_undone_by")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_due_changes"))
    )
    with op.batch_alter_table("due_changes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_due_changes_action_id"), ["action_id"], unique=False)
    op.create_table("evidence",
    sa.Column("action_id", BIG, nullable=False),
    sa.Column("text", sa.Text(), nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("by", BIG, nullable=False),
    sa.Column("accepted", sa.Boolean(), nullable=True),
    sa.Column("answered_because", sa.Text(), nullable=False),
    sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("answered_by", BIG, nullable=True),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["action_id"], ["safety_actions.id"], name=op.f("fk_evidence_action_id")),
    sa.ForeignKeyConstraint(["answered_by"], ["people.id"], name=op.f("fk_evidence_answered_by")),
    sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_evidence_by")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence"))
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_action_id"), ["action_id"], unique=False)
    op.create_table("harm_gradings",
    sa.Column("affected_person_id", BIG, nullable=False),
    sa.Column("physical", sa.String(40), nullable=False),
    sa.Column("psychological", sa.String(40), nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("by", BIG, nullable=True),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["affected_person_id"], ["affected_people.id"], name=op.f("fk_harm_gradings_affected_person_id")),
    sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_harm_gradings_by")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_harm_gradings"))
    )
    with op.batch_alter_table("harm_gradings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_harm_gradings_affected_person_id"), ["affected_person_id"], unique=False)


def downgrade() -> None:
    op.drop_table("harm_gradings")
    op.drop_table("evidence")
    op.drop_table("due_changes")
    op.drop_table("safety_actions")
    op.drop_table("event_statuses")
    op.drop_table("event_references")
    op.drop_table("event_places")
    op.drop_table("decisions")
    op.drop_table("affected_people")
    op.drop_table("patient_safety_events")
