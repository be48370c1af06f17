"""why a name was left sealed; half-made forms are found by when they were touched"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("seal_openings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("answered_because", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_drafts_touched_at"), ["touched_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_drafts_touched_at"))
    with op.batch_alter_table("seal_openings", schema=None) as batch_op:
        batch_op.drop_column("answered_because")
