"""choosing a response: history of decisions, approvals, learning responses, duties, queues, themes and cover"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # SQLite numbers rows only where it is INTEGER
EMPTY_DICT = sa.text("'{}'")


def upgrade() -> None:
    op.create_table("role_covers",
    sa.Column("person_id", BIG, nullable=False),
    sa.Column("covered_by", BIG, nullable=False),
    sa.Column("from_on", sa.Date(), nullable=False),
    sa.Column("until_on", sa.Date(), nullable=False),
    sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("given_by", BIG, nullable=True),
    sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["covered_by"], ["people.id"], name=op.f("fk_role_covers_covered_by")),
    sa.ForeignKeyConstraint(["given_by"], ["people.id"], name=op.f("fk_role_covers_given_by")),
    sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_role_covers_person_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_role_covers"))
    )
    with op.batch_alter_table("role_covers", schema=None) as batch:
        batch.create_index(batch.f("ix_role_covers_person_id"), ["person_id"], unique=False)
        batch.create_index(batch.f("ix_role_covers_until_on"), ["until_on"], unique=False)
    op.create_table("themes",
    sa.Column("name", sa.Text(), nullable=False),
    sa.Column("folded", sa.Text(), nullable=False),
    sa.Column("opened_by", BIG, nullable=False),
    sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["opened_by"], ["people.id"], name=op.f("fk_themes_opened_by")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_themes")),
    sa.UniqueConstraint("folded", name=op.f("uq_themes_folded"))
    )
    op.create_table("work_queues",
    sa.Column("person_id", BIG, nullable=False),
    sa.Column("revision", sa.Integer(), nullable=False),
    sa.Column("posted_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("unseen", sa.Boolean(), nullable=False),
    sa.Column("pressing", sa.Boolean(), nullable=False),
    sa.Column("pressing_on", sa.Date(), nullable=True),
    sa.Column("pressing_posts", sa.Integer(), nullable=False),
    sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("drawn_on", sa.Date(), nullable=True),
    sa.Column("asked_about", sa.JSON(), nullable=True),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_work_queues_person_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_work_queues")),
    sa.UniqueConstraint("person_id", name=op.f("uq_work_queues_person_id"))
    )
    op.create_table("queue_changes",
    sa.Column("person_id", BIG, nullable=False),
    sa.Column("is_new", sa.Boolean(), nullable=False),
    sa.Column("is_pressing", sa.Boolean(), nullable=False),
    sa.Column("day_only", sa.Boolean(), nullable=False),
    sa.Column("of_roles", sa.Boolean(), nullable=False),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_queue_changes_person_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_queue_changes"))
    )
    with op.batch_alter_table("queue_changes", schema=None) as batch:
        batch.create_index(batch.f("ix_queue_changes_person_id"), ["person_id"], unique=False)
    op.create_table("outward_duties",
    sa.Column("event_id", BIG, nullable=False),
    sa.Column("code", sa.Text(), nullable=False),
    sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("rule_version", sa.Text(), nullable=False),
    sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("asked_for", sa.Boolean(), nullable=False),
    sa.Column("next_reminder_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("reminded", sa.Integer(), nullable=False),
    sa.Column("number", sa.Text(), nullable=False),
    sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("made_by", BIG, nullable=True),
    sa.Column("marked_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("not_needed_because", sa.Text(), nullable=False),
    sa.Column("not_needed_by", BIG, nullable=True),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["event_id"], ["patient_safety_events.id"], name=op.f("fk_outward_duties_event_id")),
    sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_outward_duties_made_by")),
    sa.ForeignKeyConstraint(["not_needed_by"], ["people.id"], name=op.f("fk_outward_duties_not_needed_by")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_outward_duties")),
    sa.UniqueConstraint("event_id", "code", name=op.f("uq_outward_duties_event_id_code"))
    )
    with op.batch_alter_table("outward_duties", schema=None) as batch:
        batch.create_index(batch.f("ix_outward_duties_event_id"), ["event_id"], unique=False)
        batch.create_index(batch.f("ix_outward_duties_next_reminder_at"), ["next_reminder_at"], unique=False)
    op.create_table("concerned_roles",
    sa.Column("event_id", BIG, nullable=False),
    sa.Column("role", sa.String(40), nullable=False),
    sa.Column("clue", sa.Text(), nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["event_id"], ["patient_safety_events.id"], name=op.f("fk_concerned_roles_event_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_concerned_roles")),
    sa.UniqueConstraint("event_id", "role", "clue", name=op.f("uq_concerned_roles_event_id_role_clue"))
    )
    with op.batch_alter_table("concerned_roles", schema=None) as batch:
        batch.create_index(batch.f("ix_concerned_roles_event_id"), ["event_id"], unique=False)
    op.create_table("approval_requests",
    sa.Column("event_id", BIG, nullable=False),
    sa.Column("decision_id", BIG, nullable=False),
    sa.Column("response", sa.String(40), nullable=False),
    sa.Column("because", sa.Text(), nullable=False),
    sa.Column("asked_by", BIG, nullable=False),
    sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("rule", sa.Text(), nullable=False),
    sa.Column("rule_version", sa.Text(), nullable=False),
    sa.Column("role", sa.String(40), nullable=False),
    sa.Column("how", sa.String(40), nullable=False),
    sa.Column("lapses_on", sa.Date(), nullable=False),
    sa.Column("next_reminder_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("reminded", sa.Integer(), nullable=False),
    sa.Column("status", sa.String(40), nullable=False),
    sa.Column("question", sa.Text(), nullable=False),
    sa.Column("question_by", BIG, nullable=True),
    sa.Column("answer", sa.Text(), nullable=False),
    sa.Column("settled_by", BIG, nullable=True),
    sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("settled_because", sa.Text(), nullable=False),
    sa.Column("chosen", sa.String(40), nullable=True),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("revision", sa.Integer(), nullable=False),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_approval_requests_asked_by")),
    sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_approval_requests_decision_id")),
    sa.ForeignKeyConstraint(["event_id"], ["patient_safety_events.id"], name=op.f("fk_approval_requests_event_id")),
    sa.ForeignKeyConstraint(["question_by"], ["people.id"], name=op.f("fk_approval_requests_question_by")),
    sa.ForeignKeyConstraint(["settled_by"], ["people.id"], name=op.f("fk_approval_requests_settled_by")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_requests"))
    )
    with op.batch_alter_table("approval_requests", schema=None) as batch:
        batch.create_index(batch.f("ix_approval_requests_decision_id"), ["decision_id"], unique=False)
        batch.create_index(batch.f("ix_approval_requests_event_id"), ["event_id"], unique=False)
        batch.create_index(batch.f("ix_approval_requests_next_reminder_at"), ["next_reminder_at"], unique=False)
    op.create_table("learning_responses",
    sa.Column("event_id", BIG, nullable=False),
    sa.Column("decision_id", BIG, nullable=False),
    sa.Column("type", sa.String(40), nullable=False),
    sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("before_id", BIG, nullable=True),
    sa.Column("lead_id", BIG, nullable=True),
    sa.Column("hold_by", sa.DateTime(timezone=True), nullable=True),
    sa.Column("held_on", sa.Date(), nullable=True),
    sa.Column("took_part", sa.Text(), nullable=False),
    sa.Column("named", sa.JSON(), nullable=False),
    sa.Column("learned", sa.JSON(), nullable=False),
    sa.Column("not_held_because", sa.Text(), nullable=False),
    sa.Column("status", sa.String(40), nullable=False),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("revision", sa.Integer(), nullable=False),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["before_id"], ["learning_responses.id"], name=op.f("fk_learning_responses_before_id")),
    sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_learning_responses_decision_id")),
    sa.ForeignKeyConstraint(["event_id"], ["patient_safety_events.id"], name=op.f("fk_learning_responses_event_id")),
    sa.ForeignKeyConstraint(["lead_id"], ["people.id"], name=op.f("fk_learning_responses_lead_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_responses"))
    )
    with op.batch_alter_table("learning_responses", schema=None) as batch:
        batch.create_index(batch.f("ix_learning_responses_event_id"), ["event_id"], unique=False)
        batch.create_index(batch.f("ix_learning_responses_hold_by"), ["hold_by"], unique=False)
        batch.create_index(batch.f("ix_learning_responses_lead_id"), ["lead_id"], unique=False)
    op.create_table("approvals_asked",
    sa.Column("request_id", BIG, nullable=False),
    sa.Column("person_id", BIG, nullable=False),
    sa.Column("asked_as", sa.String(40), nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("by", BIG, nullable=True),
    sa.Column("handed_on", sa.Boolean(), nullable=False),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_approvals_asked_by")),
    sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_approvals_asked_person_id")),
    sa.ForeignKeyConstraint(["request_id"], ["approval_requests.id"], name=op.f("fk_approvals_asked_request_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_approvals_asked")),
    sa.UniqueConstraint("request_id", "person_id", name=op.f("uq_approvals_asked_request_id_person_id"))
    )
    with op.batch_alter_table("approvals_asked", schema=None) as batch:
        batch.create_index(batch.f("ix_approvals_asked_request_id"), ["request_id"], unique=False)
    op.create_table("approvals_given",
    sa.Column("request_id", BIG, nullable=False),
    sa.Column("person_id", BIG, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("id", BIG, nullable=False),
    sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_approvals_given_person_id")),
    sa.ForeignKeyConstraint(["request_id"], ["approval_requests.id"], name=op.f("fk_approvals_given_request_id")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_approvals_given")),
    sa.UniqueConstraint("request_id", "person_id", name=op.f("uq_approvals_given_request_id_person_id"))
    )
    with op.batch_alter_table("approvals_given", schema=None) as batch:
        batch.create_index(batch.f("ix_approvals_given_request_id"), ["request_id"], unique=False)
    with op.batch_alter_table("decisions", schema=None) as batch:
        batch.add_column(sa.Column("circumstances", sa.JSON(), nullable=False, server_default=EMPTY_DICT))
        batch.add_column(sa.Column("advice", sa.JSON(), nullable=False, server_default=EMPTY_DICT))
        batch.add_column(sa.Column("forum", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("forum_on", sa.Date(), nullable=True))
        batch.drop_constraint(batch.f("uq_decisions_event_id"), type_="unique")
        batch.create_index(batch.f("ix_decisions_event_id"), ["event_id"], unique=False)
    with op.batch_alter_table("patient_safety_events", schema=None) as batch:
        batch.add_column(sa.Column("claimed_by", BIG, nullable=True))
        batch.add_column(sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("worked_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("first_look", sa.String(40), nullable=True))
        batch.add_column(sa.Column("first_looked_by", BIG, nullable=True))
        batch.add_column(sa.Column("first_looked_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("theme_id", BIG, nullable=True))
        batch.add_column(sa.Column("merged_into_id", BIG, nullable=True))
        batch.create_index(batch.f("ix_patient_safety_events_claimed_by"), ["claimed_by"], unique=False)
        batch.create_index(batch.f("ix_patient_safety_events_theme_id"), ["theme_id"], unique=False)
        batch.create_foreign_key(batch.f("fk_patient_safety_events_merged_into_id"), "patient_safety_events", ["merged_into_id"], ["id"])
        batch.create_foreign_key(batch.f("fk_patient_safety_events_theme_id"), "themes", ["theme_id"], ["id"])
        batch.create_foreign_key(batch.f("fk_patient_safety_events_claimed_by"), "people", ["claimed_by"], ["id"])
        batch.create_foreign_key(batch.f("fk_patient_safety_events_first_looked_by"), "people", ["first_looked_by"], ["id"])
    with op.batch_alter_table("sent_copies", schema=None) as batch:
        batch.add_column(sa.Column("page", sa.Text(), nullable=True))
    with op.batch_alter_table("notifications", schema=None) as batch:
        batch.drop_index(batch.f("ix_notifications_to"))
        batch.create_index("ix_notifications_to_outcome", ["to", "outcome"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("notifications", schema=None) as batch:
        batch.drop_index("ix_notifications_to_outcome")
        batch.create_index(batch.f("ix_notifications_to"), ["to"], unique=False)
    with op.batch_alter_table("sent_copies", schema=None) as batch:
        batch.drop_column("page")
    with op.batch_alter_table("patient_safety_events", schema=None) as batch:
        batch.drop_constraint(batch.f("fk_patient_safety_events_first_looked_by"), type_="foreignkey")
        batch.drop_constraint(batch.f("fk_patient_safety_events_claimed_by"), type_="foreignkey")
        batch.drop_constraint(batch.f("fk_patient_safety_events_theme_id"), type_="foreignkey")
        batch.drop_constraint(batch.f("fk_patient_safety_events_merged_into_id"), type_="foreignkey")
        batch.drop_index(batch.f("ix_patient_safety_events_theme_id"))
        batch.drop_index(batch.f("ix_patient_safety_events_claimed_by"))
        batch.drop_column("merged_into_id")
        batch.drop_column("theme_id")
        batch.drop_column("first_looked_at")
        batch.drop_column("first_looked_by")
        batch.drop_column("first_look")
        batch.drop_column("worked_at")
        batch.drop_column("claimed_at")
        batch.drop_column("claimed_by")
    with op.batch_alter_table("approvals_given", schema=None) as batch:
        batch.drop_index(batch.f("ix_approvals_given_request_id"))
    op.drop_table("approvals_given")
    with op.batch_alter_table("approvals_asked", schema=None) as batch:
        batch.drop_index(batch.f("ix_approvals_asked_request_id"))
    op.drop_table("approvals_asked")
    with op.batch_alter_table("learning_responses", schema=None) as batch:
        batch.drop_index(batch.f("ix_learning_responses_lead_id"))
        batch.drop_index(batch.f("ix_learning_responses_hold_by"))
        batch.drop_index(batch.f("ix_learning_responses_event_id"))
    op.drop_table("learning_responses")
    with op.batch_alter_table("approval_requests", schema=None) as batch:
        batch.drop_index(batch.f("ix_approval_requests_next_reminder_at"))
        batch.drop_index(batch.f("ix_approval_requests_event_id"))
        batch.drop_index(batch.f("ix_approval_requests_decision_id"))
    op.drop_table("approval_requests")
    with op.batch_alter_table("concerned_roles", schema=None) as batch:
        batch.drop_index(batch.f("ix_concerned_roles_event_id"))
    op.drop_table("concerned_roles")
    with op.batch_alter_table("outward_duties", schema=None) as batch:
        batch.drop_index(batch.f("ix_outward_duties_next_reminder_at"))
        batch.drop_index(batch.f("ix_outward_duties_event_id"))
    op.drop_table("outward_duties")
    # Only the newest decision of each event can be kept.
    op.execute("DELETE FROM decisions WHERE id NOT IN (SELECT MAX(id) FROM decisions GROUP BY event_id)")
    with op.batch_alter_table("decisions", schema=None) as batch:
        batch.drop_index(batch.f("ix_decisions_event_id"))
        batch.create_unique_constraint(batch.f("uq_decisions_event_id"), ["event_id"])
        batch.drop_column("forum_on")
        batch.drop_column("forum")
        batch.drop_column("advice")
        batch.drop_column("circumstances")
    with op.batch_alter_table("queue_changes", schema=None) as batch:
        batch.drop_index(batch.f("ix_queue_changes_person_id"))
    op.drop_table("queue_changes")
    op.drop_table("work_queues")
    op.drop_table("themes")
    with op.batch_alter_table("role_covers", schema=None) as batch:
        batch.drop_index(batch.f("ix_role_covers_until_on"))
        batch.drop_index(batch.f("ix_role_covers_person_id"))
    op.drop_table("role_covers")
