"""The words, names and patterns by which identifiers are known, as an expert keeps them in a table."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from psirf.tables import Table, TableError, Tables
from psirf.vocabulary import IdentifierKind

NAME_KINDS = (IdentifierKind.PATIENT_NAME, IdentifierKind.RELATIVE_NAME, IdentifierKind.STAFF_NAME)
LABELLED = ("nhs_number", "hospital_number", "date_of_birth", "phone", "other", "several")
# A repeat inside a repeat, such as (\d+)+, can take longer than anybody waits.
REPEAT_IN_REPEAT = re.compile(r"\([^()]*[+*}][^()]*\)[+*{]")
# What may stand between a label and what it labels. Each repeat has an end, so that no text takes long.
GLUE = r"[\s.:;=#°_([\-–—]{0,5}(?:(?:is|was|=)[\s:]{1,3})?"


@dataclass(frozen=True, slots=True)
class NameCue:
    """What a word before a name shows: whose name it is, and what the word is.

    A title (Mrs) and a role (Sister) are part of the name; another word (daughter) is not.
    """

    kind: IdentifierKind
    is_title: bool
    is_part: bool


@dataclass(frozen=True, slots=True)
class HospitalNumber:
    """A pattern of the trust's own. After its label it may be glued to it: MRN4409817."""

    pattern: re.Pattern[str]
    is_labelled: bool


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases of one or more words, looked up word by word."""

    words: frozenset[tuple[str, ...]]
    longest: int


@dataclass(frozen=True, slots=True)
class IdentifierLists:
    version: str
    labels: Mapping[str, re.Pattern[str]]
    hospital_numbers: tuple[HospitalNumber, ...]
    postcode_areas: frozenset[str]
    units: frozenset[str]
    cues: Mapping[tuple[str, ...], NameCue]
    longest_cue: int
    whose: frozenset[str]
    does: Mapping[IdentifierKind, Phrases]
    done_to: Mapping[IdentifierKind, Phrases]
    staff_places: Phrases
    after_a_name: frozenset[str]
    place_after: frozenset[str]
    place_before: frozenset[str]
    buildings: frozenset[str]
    a_patient_has: frozenset[str]
    short_before_a_role: frozenset[str]
    never_names: Phrases
    never_alone: frozenset[str]
    first_names: frozenset[str]
    first_names_also_words: frozenset[str]
    surnames: frozenset[str]
    surnames_also_words: frozenset[str]
    particles: frozenset[str]
    ordinary: frozenset[str]
    ordinary_endings: tuple[str, ...]
    medicine_endings: tuple[str, ...]
    abbreviations: frozenset[str]
    initials_said: Phrases


def read_identifier_lists(tables: Tables) -> IdentifierLists:
    """The table of identifiers. Raises TableError naming the file and the row."""
    table = tables.read("heard_identifiers.toml")
    cues = dict(pair for row in table.rows("before_a_name", _cues) for pair in row)
    first_names, surnames = _names(table, "first_names"), _names(table, "surnames")
    never = _phrases(words for row in table.rows("never_a_name", _never) for words in row)
    labels = dict(table.rows("label", _label))
    if missing := sorted(set(LABELLED) - set(labels)):
        raise TableError(f'{table.file}: has no [[label]] row with of = "{missing[0]}".')
    return IdentifierLists(
        version=table.version,
        labels=labels,
        hospital_numbers=table.rows("hospital_number", _hospital_number),
        postcode_areas=frozenset(area.upper() for area in _all_words(table, "postcode_areas")),
        units=_all_words(table, "units"),
        cues=cues,
        longest_cue=max(map(len, cues), default=0),
        whose=_all_words(table, "whose"),
        does=_by_kind(table, "person_does"),
        done_to=_by_kind(table, "to_a_person"),
        staff_places=_phrases(words for row in table.rows("staff_place", _words) for words in row),
        after_a_name=_all_words(table, "after_a_name"),
        place_after=_all_words(table, "place_after"),
        place_before=_all_words(table, "place_before"),
        buildings=_all_words(table, "building"),
        a_patient_has=_all_words(table, "a_patient_has"),
        short_before_a_role=_all_words(table, "short_before_a_role"),
        never_names=never,
        never_alone=_all_words(table, "never_alone"),
        first_names=first_names[False] - first_names[True],
        first_names_also_words=first_names[True],
        surnames=surnames[False] - surnames[True],
        surnames_also_words=surnames[True],
        particles=_all_words(table, "particles"),
        ordinary=frozenset(
            " ".join(words) for row in table.rows("ordinary", _never) for words in row
        ) | frozenset(cue[0] for cue in cues if len(cue) == 1),
        ordinary_endings=tuple(_all_words(table, "ordinary_endings")),
        medicine_endings=tuple(_all_words(table, "medicine_endings")),
        abbreviations=_all_words(table, "abbreviations"),
        initials_said=_phrases(words for row in table.rows("bare_initials", _words) for words in row),
    )  # fmt: skip


def _by_kind(table: Table, name: str) -> Mapping[IdentifierKind, Phrases]:
    rows = table.rows(name, lambda tells, words: (_name_kind(tells), _words(words)))
    return {kind: _phrases(words for told, row in rows if told is kind for words in row) for kind in NAME_KINDS}


def _phrases(words: Iterable[tuple[str, ...]]) -> Phrases:
    kept = frozenset(words)
    return Phrases(kept, max(map(len, kept), default=0))


def _all_words(table: Table, name: str) -> frozenset[str]:
    """All the words of a table's rows. A row here holds single words."""
    return frozenset(" ".join(words) for row in table.rows(name, _words) for words in row)


def _words(words: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Each phrase of a row, as its words, without capitals."""
    if isinstance(words, str) or not words or not all(isinstance(word, str) and word.strip() for word in words):
        raise ValueError("words is a list of words")
    return tuple(tuple(plain(phrase).split()) for phrase in words)


def plain(words: str) -> str:
    """Words without capitals and with plain apostrophes, as they are looked up."""
    return words.replace("’", "'").replace("ʼ", "'").casefold()


def _names(table: Table, name: str) -> Mapping[bool, frozenset[str]]:
    """The names of a table's rows: those that are nothing but names, and those that are words as well."""
    rows = table.rows(name, _names_row)
    return {
        also: frozenset(one for is_also, names in rows if is_also is also for one in names) for also in (True, False)
    }


def _names_row(also_words: bool, names: Sequence[str]) -> tuple[bool, frozenset[str]]:
    if not isinstance(also_words, bool):
        raise ValueError("also_words is true or false")
    if isinstance(names, str) or not names:
        raise ValueError("names is a list of names")
    return also_words, frozenset(" ".join(name) for name in _words(names))


def _never(why: str, words: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    if not isinstance(why, str) or not why:
        raise ValueError("why says what the words are")
    return _words(words)


def _name_kind(tells: str) -> IdentifierKind:
    kind = IdentifierKind(tells)
    if kind not in NAME_KINDS:
        raise ValueError(f"tells is one of {', '.join(NAME_KINDS)}, not {tells}")
    return kind


def _cues(tells: str, words: Sequence[str], **row: str) -> tuple[tuple[tuple[str, ...], NameCue], ...]:
    if set(row) != {"is"} or row["is"] not in ("title", "role", "word"):
        raise ValueError("is says title, role or word")
    cue = NameCue(_name_kind(tells), is_title=row["is"] == "title", is_part=row["is"] != "word")
    return tuple((phrase, cue) for phrase in _words(words))


def _label(of: str, words: Sequence[str]) -> tuple[str, re.Pattern[str]]:
    """A pattern for a label and what joins it to what follows, longest words first."""
    if of not in LABELLED:
        raise ValueError(f"of is one of {', '.join(LABELLED)}, not {of}")
    phrases = sorted({" ".join(words) for words in _words(words)}, key=len, reverse=True)
    either = "|".join(re.escape(phrase).replace(r"\ ", r"[\s.]{0,3}") for phrase in phrases)
    return of, re.compile(rf"(?<![^\W_])(?:{either})(?![^\W\d_](?!\d)){GLUE}", re.IGNORECASE)


def _hospital_number(pattern: str, labelled: bool, examples: Sequence[str]) -> HospitalNumber:
    """A trust's own pattern: it is one, each example fits it, and it cannot take long."""
    if not isinstance(pattern, str) or not isinstance(labelled, bool):
        raise ValueError("pattern is a text, and labelled is true or false")
    apart = "" if labelled else r"(?<![^\W_])"
    try:
        compiled = re.compile(rf"{apart}(?:{pattern})(?![^\W_])", re.IGNORECASE)
    except re.error as trouble:
        raise ValueError(f"the pattern {pattern} cannot be read: {trouble}") from trouble
    if compiled.fullmatch("") or REPEAT_IN_REPEAT.search(pattern):
        raise ValueError(f"the pattern {pattern} fits nothing at all, or repeats a repeat")
    if isinstance(examples, str) or not examples:
        raise ValueError("examples is a list of numbers that fit the pattern")
    if unfit := [example for example in examples if not compiled.fullmatch(example)]:
        raise ValueError(f"the example {unfit[0]} does not fit the pattern {pattern}")
    return HospitalNumber(compiled, labelled)
