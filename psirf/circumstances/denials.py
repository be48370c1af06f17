"""Where an answer denies what its words name: "not high", "never seen before", "considered, not needed"."""

import re

_APART = re.compile(r"[.;:(),]+(?!\d)|\b(?:but|although|though|however|only|just)\b| - | – ")
_NOT = (
    r"(?:\b(?:no(?! doubt\b| question\b)|not|never|nor|none|nobody|nothing|hardly|without|cannot|nowhere|neither|"
    r"far from|half|almost)|n't)"
)
# Words that lead up to a denial of a concern, and what is denied.
_LEADING = (
    r"(?:and|so|then|it|this|that|there|which|they|we|i|she|he|is|was|were|are|be|been|being|has|have|had|did|does|do|"
    r"also|later|since|found|felt|thought|considered|discussed|assessed|reviewed|concerns?|safeguarding|abuse|neglect|"
    r"referral|criteria|threshold|alert|enquiry|the|family|relatives|staff|patient|team|review|definitely|certainly)"
)
_CONCERNS = (
    r"(?:concerns?|evidence|suggestion|indication|signs?|reason|suspicion|issues?|problems?|need|referral|criteria|"
    r"disclosures?|allegations?|abuse|neglect|discrimination|inequality|risk identified|history|link|further action)"
)
_SEEN = (
    r"(?:needed|required|applicable|met|meet|find|suspected|identified|found|substantiated|upheld|indicated|relevant|"
    r"raised|evident|suggested|established|necessary|disclosed|concerned|warranted|justified|think|thought|believe|"
    r"suspect|felt|apply)"
)
_TAKEN_BACK = r"(?:ruled out|excluded|unfounded|unsubstantiated|dismissed|discounted|allayed|denied|denies|retracted)"
_DENIAL = re.compile(
    rf"(?:{_LEADING} )*(?:(?:no|nil|without|any) (?:\w+ ){{0,3}}?{_CONCERNS}\b|(?:none|nil)\b|"
    rf"nothing\b(?! (?:was|had been) (?:done|given|started|said|recorded))|(?:not|never) (?:\w+ ){{0,2}}?{_SEEN}\b|"
    rf"not (?:an? |any )?{_CONCERNS}\b|not on (?:\w+ ){{0,3}}(?:plan|register)\b|"
    rf"\w+n't (?:\w+ ){{0,2}}?{_SEEN}\b|{_TAKEN_BACK}|unlikely\b|irrelevant\b|unrelated\b|"
    r"(?:not|never|\w+n't)(?: (?:the case|there|so|really|at all|this|here|true|present))?$|"
    r"(?:no|nope|neither|doubtful|absent|said no|(?:\w+ )*negative)$)"
)
_NEUTRAL = re.compile(
    r"considered|discussed|assessed|reviewed|looked|asked|checked|screened|explored|raised|referred|reported|contacted|"
    r"enquir|closed|content|happy|satisfied|care (?:was|is) (?:good|appropriate|fine|excellent)|good care|seen by|"
    r"spoken|on (?:review|reflection)|^child$"
)
_FEW = 5  # words of a part that tells no concern by itself


def tells(words: str, pattern: str, within: int = 3) -> int | None:
    """Where something is first told, besides where it is denied by a word not far before it; or None."""
    return next((found.start() for found in re.finditer(pattern, words) if not _denied(words, found, within)), None)


def _denied(words: str, found: re.Match[str], within: int) -> bool:
    before = _APART.split(words[: found.start()])[-1]
    return re.search(rf"{_NOT}(?: [\w'-]+){{0,{within}}} ?$", before) is not None


def tells_of(words: str, pattern: str) -> bool:
    """Whether something is told, besides where a denial goes through a list, "not suicide, homicide or accident",
    and where what follows takes it back: "suicide ruled out"."""
    one = rf"\b[\w-]*(?:{pattern})\w*"
    listed = rf"{_NOT}(?: [\w'-]+){{0,3}}? {one}(?:(?:,| (?:or|nor|and|of|by|an?|any)\b|/)+ ?{one})*"
    told = re.sub(rf"{one}(?: (?:was|were|is|has been|have been))? {_TAKEN_BACK}", "", re.sub(listed, "", words))
    return tells(told, pattern) is not None


def denies_concern(words: str) -> bool:
    """Whether an answer, in words alone, says that there is no concern: each part that tells says so, or the last
    takes back the others."""
    parts = [part.strip() for part in _APART.split(words) if part.strip()]
    if not parts:
        return False
    if re.match(rf"(?:{_LEADING} )*{_TAKEN_BACK}", parts[-1]) or re.search(rf"\band {_TAKEN_BACK}", parts[-1]):
        return True
    denials = [part for part in parts if _DENIAL.match(part)]
    others = [part for part in parts if part not in denials]
    return bool(denials) and all(_NEUTRAL.search(part) and len(part.split()) <= _FEW for part in others)
