"""candour: cases, who is to be told, what was written down; and support for staff, with no way to a case"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # SQLite numbers rows only where it is INTEGER


def upgrade() -> None:
    op.create_table("staff_supports",
    sa.Column("person_id", BIG, nullable=False),
    sa.Column("supporter_id", BIG, nullable=True),
    sa.Column("offered_on", sa.Date(), nullable=False),
    sa.Column("sealed", sa.Text(), nullable=False),
    sa.Column("ended_on", sa.Date(), nullable=True),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("revision", sa.Integer(), nullable=False),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_staff_supports_person_id")),
    sa.ForeignKeyConstraint(["supporter_id"], ["people.id"], name=op.f("fk_staff_supports_supporter_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_supports"))
    )
    with op.batch_alter_table("staff_supports", schema=None) as batch:
        batch.create_index(batch.f("ix_staff_supports_person_id"), ["person_id"], unique=False)
        batch.create_index(batch.f("ix_staff_supports_supporter_id"), ["supporter_id"], unique=False)
    op.create_table("candour_cases",
    sa.Column("event_id", BIG, nullable=False),
    sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("opened_by", BIG, nullable=True),
    sa.Column("opened_for", sa.JSON(), nullable=False),
    sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("status", sa.String(40), nullable=False),
    sa.Column("assessed_by", BIG, nullable=True),
    sa.Column("clinician_id", BIG, nullable=True),
    sa.Column("contact_id", BIG, nullable=True),
    sa.Column("cover_id", BIG, nullable=True),
    sa.Column("told_by", sa.Date(), nullable=True),
    sa.Column("written_by", sa.Date(), nullable=True),
    sa.Column("findings_approved_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("findings_by", sa.Date(), nullable=True),
    sa.Column("rule_version", sa.Text(), nullable=False),
    sa.Column("next_reminder_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("nudged_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("revision", sa.Integer(), nullable=False),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["assessed_by"], ["people.id"], name=op.f("fk_candour_cases_assessed_by")),
    sa.ForeignKeyConstraint(["clinician_id"], ["people.id"], name=op.f("fk_candour_cases_clinician_id")),
    sa.ForeignKeyConstraint(["contact_id"], ["people.id"], name=op.f("fk_candour_cases_contact_id")),
    sa.ForeignKeyConstraint(["cover_id"], ["people.id"], name=op.f("fk_candour_cases_cover_id")),
    sa.ForeignKeyConstraint(["event_id"], ["patient_safety_events.id"], name=op.f("fk_candour_cases_event_id")),
    sa.ForeignKeyConstraint(["opened_by"], ["people.id"], name=op.f("fk_candour_cases_opened_by")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_candour_cases")),
    sa.UniqueConstraint("event_id", name=op.f("uq_candour_cases_event_id"))
    )
    with op.batch_alter_table("candour_cases", schema=None) as batch:
        batch.create_index(batch.f("ix_candour_cases_clinician_id"), ["clinician_id"], unique=False)
        batch.create_index(batch.f("ix_candour_cases_contact_id"), ["contact_id"], unique=False)
        batch.create_index(batch.f("ix_candour_cases_cover_id"), ["cover_id"], unique=False)
        batch.create_index(batch.f("ix_candour_cases_next_reminder_at"), ["next_reminder_at"], unique=False)
    op.create_table("candour_people",
    sa.Column("case_id", BIG, nullable=False),
    sa.Column("number", sa.Integer(), nullable=False),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("affected_person_id", BIG, nullable=True),
    sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("added_by", BIG, nullable=True),
    sa.Column("sealed", sa.Text(), nullable=False),
    sa.Column("next_contact_on", sa.Date(), nullable=True),
    sa.Column("paused_until", sa.Date(), nullable=True),
    sa.Column("avoid", sa.JSON(), nullable=False),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["added_by"], ["people.id"], name=op.f("fk_candour_people_added_by")),
    sa.ForeignKeyConstraint(["affected_person_id"], ["affected_people.id"], name=op.f("fk_candour_people_affected_person_id")),
    sa.ForeignKeyConstraint(["case_id"], ["candour_cases.id"], name=op.f("fk_candour_people_case_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_candour_people")),
    sa.UniqueConstraint("case_id", "number", name=op.f("uq_candour_people_case_id_number"))
    )
    with op.batch_alter_table("candour_people", schema=None) as batch:
        batch.create_index(batch.f("ix_candour_people_case_id"), ["case_id"], unique=False)
    op.create_table("candour_entries",
    sa.Column("case_id", BIG, nullable=False),
    sa.Column("person_id", BIG, nullable=True),
    sa.Column("name", sa.Text(), nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("written_by", BIG, nullable=True),
    sa.Column("key", sa.Text(), nullable=False),
    sa.Column("said", sa.JSON(), nullable=False),
    sa.Column("sealed", sa.Text(), nullable=False),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["case_id"], ["candour_cases.id"], name=op.f("fk_candour_entries_case_id")),
    sa.ForeignKeyConstraint(["person_id"], ["candour_people.id"], name=op.f("fk_candour_entries_person_id")),
    sa.ForeignKeyConstraint(["written_by"], ["people.id"], name=op.f("fk_candour_entries_written_by")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_candour_entries")),
    sa.UniqueConstraint("case_id", "key", name=op.f("uq_candour_entries_case_id_key"))
    )
    with op.batch_alter_table("candour_entries", schema=None) as batch:
        batch.create_index(batch.f("ix_candour_entries_case_id"), ["case_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("candour_entries", schema=None) as batch:
        batch.drop_index(batch.f("ix_candour_entries_case_id"))
    op.drop_table("candour_entries")
    with op.batch_alter_table("candour_people", schema=None) as batch:
        batch.drop_index(batch.f("ix_candour_people_case_id"))
    op.drop_table("candour_people")
    with op.batch_alter_table("candour_cases", schema=None) as batch:
        batch.drop_index(batch.f("ix_candour_cases_next_reminder_at"))
        batch.drop_index(batch.f("ix_candour_cases_cover_id"))
        batch.drop_index(batch.f("ix_candour_cases_contact_id"))
        batch.drop_index(batch.f("ix_candour_cases_clinician_id"))
    op.drop_table("candour_cases")
    with op.batch_alter_table("staff_supports", schema=None) as batch:
        batch.drop_index(batch.f("ix_staff_supports_supporter_id"))
        batch.drop_index(batch.f("ix_staff_supports_person_id"))
    op.drop_table("staff_supports")
