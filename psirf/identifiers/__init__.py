"""What in a free text says who somebody is: numbers, dates of birth, addresses, names. Found, never judged."""

from collections.abc import Collection, Iterator

from psirf.identifiers.addresses import emails, postcodes
from psirf.identifiers.dates import dates_beside, dates_of_birth
from psirf.identifiers.found import Identifier, first_come, without
from psirf.identifiers.hospital import hospital_numbers, numbers_beside
from psirf.identifiers.initials import initials_said
from psirf.identifiers.lists import IdentifierLists, read_identifier_lists
from psirf.identifiers.names import names_after_cues
from psirf.identifiers.numbers import digit_groups, nhs_numbers, phones
from psirf.identifiers.surname_first import surnames_first
from psirf.identifiers.untitled import full_names_of_staff, names_alone
from psirf.identifiers.words import people_named, words_of

__all__ = ["Identifier", "IdentifierLists", "find_identifiers", "read_identifier_lists", "without"]


def find_identifiers(text: str, lists: IdentifierLists, staff: Collection[str] = ()) -> tuple[Identifier, ...]:
    """Each identifier of a text, in order and apart. `staff` are full names of the trust's people.

    Where two readings of the same words differ, the surer holds: an email before a name in it, an NHS
    number before a phone number.
    """
    found = first_come(text, _read(text, lists, staff))
    beside = [*numbers_beside(text, found, lists), *dates_beside(text, found, lists)]
    return first_come(text, [*found, *beside]) if beside else found


def _read(text: str, lists: IdentifierLists, staff: Collection[str]) -> Iterator[Identifier]:
    """Every reading, the surest first."""
    groups = digit_groups(text)
    words = words_of(text)
    yield from emails(text)
    yield from nhs_numbers(text, groups, lists)
    yield from dates_of_birth(text, lists)
    yield from phones(text, groups, lists)
    yield from hospital_numbers(text, lists)
    yield from postcodes(text, lists)
    yield from full_names_of_staff(words, lists, staff)
    known = people_named(frozenset(staff)).words
    yield from surnames_first(words, lists, known)
    yield from names_after_cues(words, lists, known)
    yield from initials_said(words, lists)
    yield from names_alone(words, lists, known)
