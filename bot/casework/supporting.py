"""Support for a member of staff after something happened, with no path from what happened.

It begins with a button that sends one word, or with a typed line, and never with the number of an event or a case:
no press, row, notification or audit entry of it can hold one. Nothing of such a turn is kept, its rows tell the day
alone, and nobody is told who asked: that a candour lead did would say enough. That somebody offers support is in the
audit trail, as all that is done; of what, is not. Anybody in the trust may offer it, as nothing could say who may.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.casework.looking_afterwards import names_of
from bot.casework.unit_of_work import UnitOfWork
from psirf.lifecycle import NotAllowed
from psirf.refusals import Refusal
from storage.records import StaffSupport
from storage.support import add_support, held_support, support_by_id

PURPOSE = "support"  # of what is sealed: their own answers, for the two of them
KINDS = ("support_offered", "support_named")  # to the colleague; to whoever is there for them


@dataclass(frozen=True, slots=True)
class SupportView:
    """Support as one of the two sees it. `answers` are theirs, by the keys of the questions; None where not asked."""

    id: int
    version: int
    is_theirs: bool  # who looks is the colleague; or else the person who is there for them
    colleague: str
    supporter: str
    offered_on: date
    has_answers: bool
    answers: Mapping[str, str] | None = None


async def offer_support(uow: UnitOfWork, person_id: int, supporter_id: int) -> StaffSupport:
    """Show a colleague somebody who is there for them; both are told. Asked again on the same day, it is the same.
    Raises NotAllowed where both are one."""
    _without_a_path(uow)
    if person_id == supporter_id:
        raise NotAllowed(Refusal.NOT_THEMSELF)
    support, is_new = await add_support(uow.session, person_id, supporter_id, uow.today)
    if not is_new:
        return support
    uow.audit("offer_support", f"support:{support.id}")
    for kind, to in zip(KINDS, (person_id, supporter_id), strict=True):
        await uow.notify(
            kind, subject="support", subject_id=support.id, to=to, key=f"{kind}:{support.id}", in_hours=True
        )
    return support


async def view_support(
    uow: UnitOfWork, support_id: int, viewer_id: int, *, with_answers: bool = False
) -> SupportView | None:
    """Support as one of the two sees it; None to everybody else. `with_answers`: a look at what was answered, which
    is written down. Raises KeyTrouble where no key opens it."""
    support = await support_by_id(uow.session, support_id)
    if support is None or viewer_id not in (support.person_id, support.supporter_id):
        return None
    answers = None
    if with_answers:
        _without_a_path(uow)
        uow.audit("see_answers", f"support:{support.id}", by=viewer_id)
        answers = _opened(uow, support)
    names = await names_of(uow, [support.person_id, support.supporter_id])
    return SupportView(
        support.id, support.version, viewer_id == support.person_id, names.get(support.person_id, ""),
        names.get(support.supporter_id, ""), support.offered_on, bool(support.sealed), answers,
    )  # fmt: skip


async def keep_answers(uow: UnitOfWork, support_id: int, answers: Mapping[str, str], *, seen: int) -> None:
    """What a colleague answers to the three questions for themself. Raises NotAllowed: nobody else answers them."""
    _without_a_path(uow)
    support = await held_support(uow.session, support_id)
    if support is None or support.person_id != uow.person_id:
        raise NotAllowed(Refusal.NOT_YOURS)
    given = {key: said.strip() for key, said in answers.items() if said.strip()}
    if given == _opened(uow, support):
        return
    if seen != support.version:
        raise NotAllowed(Refusal.WRITTEN_MEANWHILE)
    support.sealed = uow.vault.seal(json.dumps(given), PURPOSE, str(support.id)) if given else ""
    support.version += 1
    uow.audit("answer_for_themself", f"support:{support.id}")


def _opened(uow: UnitOfWork, support: StaffSupport) -> dict[str, str]:
    kept: dict[str, str] = (
        json.loads(uow.vault.open(support.sealed, PURPOSE, str(support.id))) if support.sealed else {}
    )
    return kept


def _without_a_path(uow: UnitOfWork) -> None:
    """Nothing of the turn is kept, and its rows tell the day alone."""
    uow.veil.untraced = uow.veil.day_only = True
