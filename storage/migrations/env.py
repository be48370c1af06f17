"""Run by Alembic, on a connection that is handed in and whose transaction is already begun."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Enum, text

from storage.records import Base
from storage.records.base import Instant

# Two replicas that migrate at once take turns. The number means nothing.
MIGRATION_LOCK = 7_246_000


def as_plain_type(kind: str, item: Any, _: Any) -> str | Literal[False]:
    """Migrations name the database's own types: what they say must not change with our code."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    return f"sa.String({item.length})" if kind == "type" and isinstance(item, Enum) else False


connection = context.config.attributes["connection"]
if connection.dialect.name == "postgresql":
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_item=as_plain_type,
    render_as_batch=True,  # SQLite cannot alter a table in place
    transactional_ddl=True,
)
context.run_migrations()
