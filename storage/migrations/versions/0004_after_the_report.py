"""what comes after a report: sealed names, patients found, notes, corrections, half-made forms kept sealed"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # SQLite numbers rows only where it is INTEGER
EMPTY_LIST, EMPTY_DICT = sa.text("'[]'"), sa.text("'{}'")
PACKED = ("answers", "taken", "left_in", "asked", "unsure", "about_id")
DRAFTS = sa.table(
    "drafts", sa.column("key", sa.Text()), sa.column("content", sa.Text()), sa.column("answers", sa.JSON()),
    sa.column("taken", sa.JSON()), sa.column("left_in", sa.JSON()), sa.column("asked", sa.Text()),
    sa.column("unsure", sa.JSON()), sa.column("about_id", sa.Integer()),
)


def _pack() -> None:
    """What half-made forms hold, in one column. It is sealed when its writer next touches it: a migration
    has no key."""
    for row in op.get_bind().execute(sa.select(DRAFTS)).mappings().all():
        content = json.dumps({name: row[name] for name in PACKED})
        op.get_bind().execute(DRAFTS.update().where(DRAFTS.c.key == row["key"]).values(content=content))


def _unpack() -> None:
    for key, content in op.get_bind().execute(sa.select(DRAFTS.c.key, DRAFTS.c.content)).all():
        op.get_bind().execute(DRAFTS.update().where(DRAFTS.c.key == key).values(**json.loads(content)))


def upgrade() -> None:
    op.create_table("key_checks",
    sa.Column("check", sa.Text(), nullable=False),
    sa.Column("id", BIG, nullable=False),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_key_checks")),
    sa.UniqueConstraint("check", name=op.f("uq_key_checks_check"))
    )
    op.create_table("event_corrections",
    sa.Column("event_id", BIG, nullable=False),
    sa.Column("label", sa.Text(), nullable=False),
    sa.Column("before", sa.Text(), nullable=False),
    sa.Column("after", sa.Text(), nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("by", BIG, nullable=True),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_event_corrections_by")),
    sa.ForeignKeyConstraint(["event_id"], ["patient_safety_events.id"], name=op.f("fk_event_corrections_event_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_event_corrections"))
    )
    with op.batch_alter_table("event_corrections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_corrections_event_id"), ["event_id"], unique=False)
    op.create_table("event_notes",
    sa.Column("event_id", BIG, nullable=False),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("text", sa.Text(), nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("by", BIG, nullable=True),
    sa.Column("answers", BIG, nullable=True),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["answers"], ["event_notes.id"], name=op.f("fk_event_notes_answers")),
    sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_event_notes_by")),
    sa.ForeignKeyConstraint(["event_id"], ["patient_safety_events.id"], name=op.f("fk_event_notes_event_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_event_notes"))
    )
    with op.batch_alter_table("event_notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_notes_event_id"), ["event_id"], unique=False)
    op.create_table("seal_openings",
    sa.Column("event_id", BIG, nullable=False),
    sa.Column("asked_by", BIG, nullable=False),
    sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("because", sa.Text(), nullable=False),
    sa.Column("barred", sa.String(40), nullable=True),
    sa.Column("barred_because", sa.Text(), nullable=False),
    sa.Column("review_on", sa.Date(), nullable=True),
    sa.Column("answered_by", BIG, nullable=True),
    sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("agreed", sa.Boolean(), nullable=True),
    sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["answered_by"], ["people.id"], name=op.f("fk_seal_openings_answered_by")),
    sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_seal_openings_asked_by")),
    sa.ForeignKeyConstraint(["event_id"], ["patient_safety_events.id"], name=op.f("fk_seal_openings_event_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_seal_openings"))
    )
    with op.batch_alter_table("seal_openings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seal_openings_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_seal_openings_review_on"), ["review_on"], unique=False)
    op.create_table("patient_references",
    sa.Column("affected_person_id", BIG, nullable=False),
    sa.Column("known", sa.String(40), nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("by", BIG, nullable=True),
    sa.Column("kind", sa.String(40), nullable=True),
    sa.Column("sealed", sa.Text(), nullable=False),
    sa.Column("because", sa.Text(), nullable=False),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["affected_person_id"], ["affected_people.id"], name=op.f("fk_patient_references_affected_person_id")),
    sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_patient_references_by")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_patient_references"))
    )
    with op.batch_alter_table("patient_references", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_patient_references_affected_person_id"), ["affected_person_id"], unique=False)
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("content", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("passed_on_at", sa.DateTime(timezone=True), nullable=True))
    _pack()
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        for name in PACKED:
            batch_op.drop_column(name)
    with op.batch_alter_table("event_references", schema=None) as batch_op:
        batch_op.create_unique_constraint(batch_op.f("uq_event_references_event_id_system"), ["event_id", "system"])
    with op.batch_alter_table("notifications", schema=None) as batch_op:
        batch_op.add_column(sa.Column("to_handle", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("day_only", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.alter_column("to", existing_type=BIG, nullable=True)
    with op.batch_alter_table("patient_safety_events", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reporter_handle", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("reporter_sealed", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("looked_by", BIG, nullable=True))
        batch_op.add_column(sa.Column("learned_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("withdrawal", sa.String(40), nullable=True))
        batch_op.add_column(sa.Column("withdrawal_answer", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("next_patient_nudge_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.alter_column("reported_by", existing_type=BIG, nullable=True)
        batch_op.create_index(batch_op.f("ix_patient_safety_events_next_patient_nudge_at"), ["next_patient_nudge_at"], unique=False)
        batch_op.create_unique_constraint(batch_op.f("uq_patient_safety_events_reporter_handle"), ["reporter_handle"])
        batch_op.create_foreign_key(batch_op.f("fk_patient_safety_events_looked_by"), "people", ["looked_by"], ["id"])
    with op.batch_alter_table("sent_copies", schema=None) as batch_op:
        batch_op.add_column(sa.Column("handle", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("place", sa.Text(), nullable=False, server_default=""))
        batch_op.alter_column("person_id", existing_type=BIG, nullable=True)
        batch_op.alter_column("conversation_id", existing_type=BIG, nullable=True)


def downgrade() -> None:
    sealed = op.get_bind().scalar(sa.text("SELECT count(*) FROM patient_safety_events WHERE reported_by IS NULL"))
    if sealed:
        raise RuntimeError(f"{sealed} reports have a sealed reporter, whom the tables of before cannot keep.")
    # What names nobody cannot stand in the tables as they were.
    op.execute("DELETE FROM sent_copies WHERE person_id IS NULL")
    op.execute('DELETE FROM notifications WHERE "to" IS NULL')
    op.execute("UPDATE patient_safety_events SET status = 'closed' WHERE status = 'withdrawn'")
    with op.batch_alter_table("sent_copies", schema=None) as batch_op:
        batch_op.alter_column("conversation_id", existing_type=BIG, nullable=False)
        batch_op.alter_column("person_id", existing_type=BIG, nullable=False)
        batch_op.drop_column("place")
        batch_op.drop_column("handle")
    with op.batch_alter_table("patient_safety_events", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_patient_safety_events_looked_by"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_patient_safety_events_reporter_handle"), type_="unique")
        batch_op.drop_index(batch_op.f("ix_patient_safety_events_next_patient_nudge_at"))
        batch_op.alter_column("reported_by", existing_type=BIG, nullable=False)
        batch_op.drop_column("next_patient_nudge_at")
        batch_op.drop_column("withdrawal_answer")
        batch_op.drop_column("withdrawal")
        batch_op.drop_column("learned_at")
        batch_op.drop_column("looked_by")
        batch_op.drop_column("looked_at")
        batch_op.drop_column("reporter_sealed")
        batch_op.drop_column("reporter_handle")
    with op.batch_alter_table("notifications", schema=None) as batch_op:
        batch_op.alter_column("to", existing_type=BIG, nullable=False)
        batch_op.drop_column("day_only")
        batch_op.drop_column("to_handle")
    with op.batch_alter_table("event_references", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_event_references_event_id_system"), type_="unique")
    op.execute("DELETE FROM drafts WHERE content NOT LIKE '{%'")  # sealed: no command has the key
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asked", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("left_in", sa.JSON(), nullable=False, server_default=EMPTY_LIST))
        batch_op.add_column(sa.Column("answers", sa.JSON(), nullable=False, server_default=EMPTY_DICT))
        batch_op.add_column(sa.Column("taken", sa.JSON(), nullable=False, server_default=EMPTY_DICT))
        batch_op.add_column(sa.Column("about_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("unsure", sa.JSON(), nullable=True))
    _unpack()
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.drop_column("passed_on_at")
        batch_op.drop_column("noticed_at")
        batch_op.drop_column("content")
    op.drop_table("patient_references")
    op.drop_table("seal_openings")
    op.drop_table("event_notes")
    op.drop_table("event_corrections")
    op.drop_table("key_checks")
