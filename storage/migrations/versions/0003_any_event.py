"""all four kinds of event, what was read from a telling, and words that may identify somebody"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # SQLite numbers rows only where it is INTEGER
EMPTY_LIST, EMPTY_DICT = sa.text("'[]'"), sa.text("'{}'")


def upgrade() -> None:
    with op.batch_alter_table("patient_safety_events", schema=None) as batch_op:
        # Whatever was reported before was a near miss or an incident.
        batch_op.add_column(sa.Column("kind", sa.String(40), nullable=False, server_default="incident"))
        batch_op.add_column(sa.Column("agents", sa.JSON(), nullable=False, server_default=EMPTY_LIST))
        batch_op.add_column(sa.Column("outcome", sa.String(40), nullable=True))
        batch_op.add_column(sa.Column("imminent", sa.String(40), nullable=True))
        batch_op.add_column(sa.Column("population", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("more_of", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("our_part", sa.String(40), nullable=True))
        batch_op.alter_column("reached", existing_type=sa.String(40), nullable=True)
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("taken", sa.JSON(), nullable=False, server_default=EMPTY_DICT))
        batch_op.add_column(sa.Column("left_in", sa.JSON(), nullable=False, server_default=EMPTY_LIST))
        batch_op.add_column(sa.Column("marked", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("follows", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("told_of_editing", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("affected_people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("idempotency_key", sa.Text(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_affected_people_idempotency_key"), ["idempotency_key"])
    op.execute("UPDATE drafts SET form = 'report' WHERE form = 'near_miss'")
    op.create_table("marks",
    sa.Column("event_id", BIG, nullable=False),
    sa.Column("number", sa.Integer(), nullable=False),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("words", sa.Text(), nullable=False),
    sa.Column("taken_out", sa.Boolean(), nullable=True),
    sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("settled_by", BIG, nullable=True),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["event_id"], ["patient_safety_events.id"], name=op.f("fk_marks_event_id")),
    sa.ForeignKeyConstraint(["settled_by"], ["people.id"], name=op.f("fk_marks_settled_by")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_marks")),
    sa.UniqueConstraint("event_id", "number", name=op.f("uq_marks_event_id_number"))
    )
    with op.batch_alter_table("marks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_marks_event_id"), ["event_id"], unique=False)


def downgrade() -> None:
    op.drop_table("marks")
    with op.batch_alter_table("affected_people", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_affected_people_idempotency_key"), type_="unique")
        batch_op.drop_column("idempotency_key")
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_column("told_of_editing")
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.drop_column("follows")
        batch_op.drop_column("marked")
        batch_op.drop_column("left_in")
        batch_op.drop_column("taken")
    op.execute("UPDATE patient_safety_events SET reached = 'unknown' WHERE reached IS NULL")
    with op.batch_alter_table("patient_safety_events", schema=None) as batch_op:
        batch_op.alter_column("reached", existing_type=sa.String(40), nullable=False)
        batch_op.drop_column("our_part")
        batch_op.drop_column("more_of")
        batch_op.drop_column("population")
        batch_op.drop_column("imminent")
        batch_op.drop_column("outcome")
        batch_op.drop_column("agents")
        batch_op.drop_column("kind")
