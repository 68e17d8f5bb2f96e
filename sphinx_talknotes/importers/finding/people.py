"""What looks like a list of people, and what like initials."""

from __future__ import annotations

import re
from functools import lru_cache

from sphinx_talknotes.model.names import name_key, split_affiliation, split_list

_PARTICLES = frozenset({
    "al", "ap", "bin", "bint", "d", "da", "das", "de", "del", "della", "den", "der", "di", "do",
    "dos", "du", "el", "het", "ibn", "la", "le", "los", "'t", "te", "ten", "ter", "van", "vel",
    "vom", "von", "y", "zu", "zur",
})  # fmt: skip
_TITLES = frozenset({"dr", "prof", "professor", "mr", "mrs", "ms", "sir", "phd"})
_GROUPS = frozenset(
    """
    agency academy ai analytics bank center centre cloud co college company corp corporation
    consulting data department digital engineering enterprise foundation fund gmbh group health
    inc institute international lab laboratories laboratory labs llc ltd media ministry museum
    networks office press research school sciences security services society software solutions
    studio studios systems team technologies technology times university universität université
    universiteit universidad universidade università politecnico hochschule école
    ventures
    """.split()
)
"""Words in names of companies and institutes."""
_KNOWN_GROUPS = frozenset(
    name_key(name)
    for name in (
        "Red Hat", "New Relic", "Stitch Fix", "Two Sigma", "Capital One", "Hugging Face",
        "Morgan Stanley", "Goldman Sachs", "Big Nerd Ranch", "Stack Overflow", "New York Times",
        "Google Brain", "Electronic Arts", "Jet Brains", "Palo Alto", "Wells Fargo", "Khan Academy",
        "Code for America", "Charles River", "Bank of America", "Home Depot", "Etsy", "BBC",
    )
)  # fmt: skip
_NO_NAMES = frozenset(
    """
    a about again all an and api app application apps architecture are as at automation
    available avoiding based beyond best better big browser build building but by can case
    challenges cloud code coding common concurrency containers continuous core creating data day
    debugging deep deploying design designing developer developers development devops
    distributed do does docker django doing driven easy engineer engineering everything fast for
    framework from functional fun future getting git go good graphql great guide hacking have
    high history how http i if improving in infrastructure inside internet into intro
    introducing introduction is it its java javascript journey kubernetes language languages
    large learn learned learning lessons library life like machine make making managing map
    mapping maps me meets microservices migrating mobile model models modern monitoring more my
    native network networking networks new no node not notes of on open optimization optimizing
    or our out overview patterns performance physical platform practical practice practices
    process processing product production productivity programming project projects python
    quality rails react reactive real refactoring reliable rest ruby running rust safe scala
    scalability scalable scale scaling science scratch secure security server serverless service
    services session simple slides software solving source speed sql stack state static stories
    story streaming strategies systems talk talks team teams tech techniques testing tests that
    the their things thinking this tips to tools track tricks troubleshooting tutorial type
    types ui understanding up us user using video visualization vs was we web welcome what when
    where which why with without work workflow working workshop world writing you your zero
    just enough math maths web-scale management visual content
    keynote keynotes tutorial workshop panel lightning conference conf pycon day intro
    """.split()
)
"""Words that stand in titles and in no name of a person."""
_ROLES = frozenset(
    """
    ceo cto cio cfo coo vp svp founder cofounder director manager staff various
    """.split()
)
_JOBS = re.compile(
    r"\b(?:developer|leader|engineer|engineering|designer|writer|author|architect|advocate|consultant|founder"
    r"|co-?founder|officer|chief|manager|director|lead|head|scientist|researcher|professor|analyst|evangelist|ceo"
    r"|cto|cio|coo|president|student|owner|editor|speaker|trainer|coach|maintainer|specialist"
    r"|strategist|journalist|teacher|librarian|freelancer?)s?\b",
    re.IGNORECASE,
)
"""Words for what somebody does."""
_VERBS = re.compile(
    r"\b(?:his|her|their|shares?|shared|discuss\w*|talk(?:s|ed)|explain\w*|describ\w*|presents"
    r"|introduces?|says?|said|works?|has|had|was|is|are)\b"
)
"""Words of sentences."""
_BEHIND = re.compile(r"([^()]+\([^()]+\))[\s,;–—-]+[^()]{2,80}")
"""``Name (Affiliation) what they do``."""
_NOT_IN_NAMES = re.compile(r"[\d¹²³:/!?\"“”<>{}\[\]|=*#@&+;…]")
_ING_NAMES = frozenset({"Sterling", "Stirling", "Irving"})
_SOMEBODY = re.compile(
    r"(?:someone|somebody|others?|people|folks|friends|many|more|guests?)\b", re.IGNORECASE
)
_NICKNAME = re.compile(r"\s[(\"“'][A-Z][\w.]{1,15}[)\"”']\s(?=\S)")
_PRONOUNS = re.compile(r"\s*\((?:he|she|they|ze|xe)(?:/\w{2,5}){1,2}\)", re.IGNORECASE)
_HANDLE = re.compile(r"\s*[(\[]?(?:twitter:?\s*)?@[\w.-]{2,40}[)\]]?", re.IGNORECASE)
_AT = re.compile(r"\s+(?:@|at|from|of|\bbei\b|\bde\b)\s+(?=[^\W\d_a-z])|\s[-–—|]\s")
_INITIALS = re.compile(r"[A-Z]{2,3}")
_HONORIFIC = re.compile(r"(?<=\w)(?:氏|さん|先生)(?=$|[\s,;、，])")
_WIDE = str.maketrans("\uff08\uff09\uff20", "()@")
_KANA = re.compile(r"[\u3041-\u309f]")
_MAX_WORDS = 5
_MAX_JOB = 14
_MAX_GROUP = 150
_MAX_MIXED = 10
_MAX_CASELESS = 30
_MAX_PEOPLE = 12
_MAX_LENGTH = 300


@lru_cache(1024)  # every grammar asks the same of a line
def read_people(text: str, *, single: bool = False) -> str:
    """Return *text* as a list of speakers, ``Name (Affiliation), Name``, or nothing.

    A name has two to five capitalised words (with *single* one will do), no digits, and no word
    that only titles have. Scripts without capitals count as capitalised. What stands behind a
    name and a comma, a dash or "at" and is the name of no person is an affiliation. Handles are
    left out where a name stands beside them.
    """
    text = _HONORIFIC.sub("", text.translate(_WIDE).replace(" + ", ", "))
    text = _PRONOUNS.sub("", " ".join(text.split())).rstrip(" ,;")
    if not text or len(text) > _MAX_LENGTH or _VERBS.search(text):
        return ""
    if looks_like_people(text, single=single) and not any(
        _is_group(item) for item in split_list(text, conjunction=True)
    ):
        return text
    one = _read_job(text) or _read_dashed(text)
    if one:
        return one
    behind = _BEHIND.fullmatch(text)
    return _read_list(behind[1] if behind else text, single=single)


def _read_list(text: str, *, single: bool) -> str:
    """Read names and what they belong to, parted by commas and "and"."""
    found: list[tuple[str, list[str]]] = []
    for item in split_list(text, conjunction=True):
        name, affiliation = split_affiliation(item)
        bare = _HANDLE.sub("", name).strip(" ,-–—")
        if found and ((not bare and _HANDLE.fullmatch(name)) or _SOMEBODY.match(bare)):
            continue
        if affiliation.startswith("@"):
            affiliation = ""
        at = _AT.search(bare)
        if at and _is_name(bare[: at.start()], single=single):
            affiliation = affiliation or bare[at.end() :].strip(" ,-–—@")
            bare = bare[: at.start()]
        person = _is_name(bare, single=single or bool(found))
        person = person and not (found and (_is_group(bare) or _is_job(bare)))
        if person and (" " in bare or bare.lower() == bare.upper() or not found):
            found.append((bare, [affiliation] if affiliation else []))
        elif found and _may_be_group(bare) and (found[-1][1] or not _is_joined(item, text)):
            found[-1][1].append(f"{bare} ({affiliation})" if affiliation else bare)
        else:
            return ""
    if not 0 < len(found) <= _MAX_PEOPLE:
        return ""
    return ", ".join(f"{name} ({', '.join(of)})" if of else name for name, of in found)


def _read_job(text: str) -> str:
    """Read ``Name, what they do``, or return nothing."""
    name, comma, rest = text.partition(", ")
    name = _HANDLE.sub("", name)
    if not comma or not _JOBS.search(rest) or not _is_name(name, single=False):
        return ""
    if len(rest.split()) > _MAX_JOB or re.search(r"[.!?](?:\s|$)", rest):
        return ""  # a sentence
    job, *others = split_list(rest, conjunction=True)
    if "(" in job and _is_name(split_affiliation(job)[0], single=False):
        return ""  # the job of somebody else
    others = [item for item in others if _is_name(item, single=False) and not _JOBS.search(item)]
    is_company = len(others) == 1 and rest.endswith(others[0]) and not _AT.search(job)
    if others and not is_company:
        return ""  # other people, of whom something may be said too
    return f"{name} ({' '.join(re.sub('[();]', ' ', rest).split())})"


def _read_dashed(text: str) -> str:
    """Read ``Name - affiliation``, or return nothing."""
    name, dash, rest = text.partition(" - ")
    company = " - " not in rest and len(rest) < _MAX_GROUP and not looks_like_people(rest)
    if dash and company and _is_name(name, single=False) and _may_be_group(rest.split(",")[0]):
        return f"{name} ({re.sub('[();]', '', rest).strip()})"
    return ""


def _is_joined(item: str, text: str) -> bool:
    """Tell whether an item stands behind "and", where affiliations do not."""
    return f" and {item}" in text or f"& {item}" in text


@lru_cache(1024)
def looks_like_people(text: str, *, single: bool = False) -> bool:
    """Tell whether *text* is a plain list of names, each with or without ``(Affiliation)``."""
    items = split_list(text, conjunction=True)
    whole = any(" " in split_affiliation(item)[0] for item in items)
    # beside a whole name, one word behind a comma is a company
    return 0 < len(items) <= _MAX_PEOPLE and all(
        _is_name(
            split_affiliation(item)[0],
            single=single and (not whole or number == 0 or _is_joined(item, text)),
        )
        and not (number and _is_job(item))
        and not split_affiliation(item)[1].startswith("@")
        for number, item in enumerate(items)
    )


def _is_job(text: str) -> bool:
    """Tell whether the last of several words says what somebody does."""
    return " " in text and bool(_JOBS.fullmatch(text.rsplit(maxsplit=1)[-1]))


def _is_name(name: str, *, single: bool) -> bool:
    name = _NICKNAME.sub(" ", name)
    words = name.split()
    if not words or not name.isprintable() or _NOT_IN_NAMES.search(name) or len(words) > _MAX_WORDS:
        return False
    if name.lower() == name.upper():
        return _is_caseless_name(name, single=single)
    proper = [w for w in words if w.lower().strip("'’.") not in _PARTICLES]
    proper = [w for w in proper if w.lower().strip(".,") not in _TITLES] or proper
    if not proper or any(_is_no_part(word) for word in proper) or _is_phrase(name, proper[-1]):
        return False
    if len(proper) == 1:
        return single and name.lower() not in _ROLES
    return not all(word.isupper() and len(word) > 1 for word in proper) or single


def _is_phrase(text: str, last: str) -> bool:
    """Tell whether capitalised words are a title or a sentence: ``Parsing Things``, ``Plan B``."""
    first = text.split(maxsplit=1)[0]
    mixed = _KANA.search(text) and re.search(r"[a-zA-Z]", text)
    acts = len(first) > 6 and first.endswith("ing") and first not in _ING_NAMES
    return bool(mixed) or acts or _is_letter(last)


def _is_no_part(word: str) -> bool:
    """Tell whether a word can be no part of a name."""
    plain = word.lower().strip(".,'’")
    return (
        word[0].islower() or not word[0].isalpha() or word.endswith(("'s", "’s"))
        or word.count("-") > 1
        or (len(word) > 1 and plain in _NO_NAMES)
    )  # fmt: skip


def _is_letter(word: str) -> bool:
    return len(word.strip(".")) == 1 and word.isascii()


def _is_caseless_name(name: str, *, single: bool) -> bool:
    """Tell whether a text in a script without capitals can be a name: letters, and no sentence.

    Where a name is expected, a short one may be written in two scripts.
    """
    if len(name) > _MAX_CASELESS or not re.fullmatch(r"[\w\s・ー'’.-]+", name):
        return False
    mixed = re.search(r"[\u3041-\u309f]", name) and re.search(r"[\u4e00-\u9fff]", name)
    return not mixed or (single and len(name) <= _MAX_MIXED)


def _is_group(text: str) -> bool:
    words = [word.strip(".,()").lower() for word in text.split()]
    return any(word in _GROUPS for word in words) or name_key(text) in _KNOWN_GROUPS


def _may_be_group(text: str) -> bool:
    return bool(text) and len(text.split()) <= 8 and not re.search(r"[:!?<>{}\"“”]", text)


def is_initials(text: str) -> bool:
    """Tell whether *text* could be somebody's initials: two or three capital letters."""
    return bool(_INITIALS.fullmatch(text))
