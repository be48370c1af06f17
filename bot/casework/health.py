"""Whether Lantern is well: its database, its migrations, its worker."""

from datetime import timedelta

from bot.casework.unit_of_work import Casework
from storage.migrations import newest_revision, revision_of
from storage.workings import last_beat

SILENT = timedelta(seconds=30)  # a worker that has not finished a round for so long is not well


async def health(casework: Casework, worker: str) -> dict[str, str]:
    """For each part `ok`, or why not. Nothing of it is secret."""
    try:
        async with casework.sessions() as session:
            stands_at, newest = await revision_of(session), await newest_revision()
            if stands_at != newest:
                behind = f"at {stands_at or 'none'}, not at {newest}: run python -m bot.admin migrate"
                return {"database": "ok", "migrations": behind, "worker": "waits for the migrations"}
            beat_at = await last_beat(session, worker)
    except Exception as trouble:
        unknown = "unknown without the database"
        return {"database": f"out of reach: {type(trouble).__name__}", "migrations": unknown, "worker": unknown}
    if beat_at is None:
        alive = "has not finished a round yet"
    elif (silent := casework.clock() - beat_at) > SILENT:
        alive = f"silent for {round(silent.total_seconds())} seconds"
    else:
        alive = "ok"
    return {"database": "ok", "migrations": "ok", "worker": alive}
