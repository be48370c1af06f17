"""An answer about care that begins with a no: a no, or what was not done; "nobody acted on it" is no "no concern"."""

import re

from psirf.circumstances.denials import denies_concern

_BARE = re.compile(r"(?:no|none|nil|n|n/?a|false|never|nothing|nobody|not|absent|0)[.!]?")
_NO_BY_ITSELF = re.compile(r"(?:no|none|nil|n|n/?a|false|nothing)(?:[,;:.(]| [-–—] | and )")
_YET = re.compile(r"\b(?:but|however|although|though|except|apart from|only)\b")
_NOT_HEARD = re.compile(
    r"(?:none|nothing|not?|never)\b(?: (?:that|which|as far as))? (?:we|i|they|anyone|staff) (?:know|are aware)|"
    r"not (?:that|as far as|to (?:our|my|the \w+'s) knowledge)\b|"
    r"none (?:known|so far|noted|found|seen|recorded|at all)|"
    r"(?:nobody|no ?one|not|never|no \w+)(?: \w+){0,2} (?:raised|voiced|had|has|expressed|felt|thinks?|thought)"
    r"(?: \w+){0,2} (?:concerns?|problems?|worr\w+|issues?|complain\w*)|"
    r"never (?:any|an?) (?:concerns?|problems?|issues?)"
)
# "Nothing happened for six hours" denies no concern.
_NOTHING = re.compile(
    r"nothing (?!to\b|of\b|that\b|(?:was |has been |is )?(?:found|identified|untoward|noted|raised|known|concerning|"
    r"amiss|missed|wrong|suggest\w*|out of|else|more|further))"
)
# What goes wrong with care: where it is denied, as in "no delay", care was not at fault.
_FAULT = re.compile(
    r"\b(?:delay\w*|miss(?:ed|ing)?|laps\w+|late|omi\w+|fail\w*|gaps?|wrong\w*|poor\w*|unsafe|errors?|mistakes?|"
    r"neglect\w*|incorrect\w*|inappropriate\w*|avoidabl\w+|faults?|harm\w*|shortcomings?|problems?|"
    r"concerns?|issues?|worr\w+)\b"
)
_CARE = (
    r"(?:observations?|obs|news2?|reviews?|escalat\w+|monitor\w+|antibiotics?|assess\w+|care plan|checks?|checked|"
    r"handover|prophylaxis|medic\w+|drugs?|oxygen|fluids?|food|drink|water|blood tests?|bloods|scans?|x-?ray|ecg|"
    r"treatment|supervision|follow[- ]?up|interpreter|alarm|plan)"
)
_STAFF = r"(?:doctors?|nurses?|staff|medic\w*|consultants?|registrar|midwi\w+|team|clinicians?|psychiatrist|crew)"
_DONE = (
    r"(?:done|given|acted|recorded|observed|seen|reviewed|examined|attended?|came|called|checked|answered|responded|"
    r"escalated|monitored|offered|fed|followed|handed|searched|supervised|turned|told|started|prescribed|treated|"
    r"referred|assessed|noticed|looked|listened|visited|helped|washed|carried out|completed|taken|sent|chased|read)"
)
_UNDONE = re.compile(
    rf"(?:no|without)(?: \w+){{0,2}}? {_CARE}\b(?! (?:problem|concern|issue|needed|required|indicated))|"
    rf"(?:nobody|no ?one|no (?:\w+ )?{_STAFF})(?: \w+){{0,2}}? {_DONE}\b|"
    rf"none of (?:\w+ ){{1,4}}?(?:was|were|had been|got|{_DONE})|"
    rf"(?:not|never|nothing)(?: (?:was|been|being|had|even|ever|properly|fully|once))*(?: \w+)? {_DONE}\b"
)
_NOT_NEEDED = re.compile(r"\b(?:needed|required|indicated|necessary|appropriate)\b")


def opening_no(words: str) -> bool | None:
    """Whether an answer that begins with a no tells a concern about the care; None where it does not plainly."""
    if _BARE.fullmatch(words):
        return False
    if by_itself := _NO_BY_ITSELF.match(words):
        rest = words[by_itself.end() :]
        return None if _YET.search(rest) or (_UNDONE.search(rest) and not _FAULT.search(rest)) else False
    undone, fault = _UNDONE.match(words), _FAULT.search(words)
    if undone and not fault and not _NOT_NEEDED.search(words):
        return True
    if _NOTHING.match(words) and fault is None:
        return None
    if denies_concern(words) or _NOT_HEARD.match(words):
        return False
    # "no missed observations": what is denied is the fault; "nobody acted on the wrong result" may be one itself
    return None if fault is None or (undone and undone.end() < fault.start()) else False
