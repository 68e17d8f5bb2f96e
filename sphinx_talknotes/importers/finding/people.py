"""What looks like a list of people, and what like initials."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from sphinx_talknotes.importers.finding.wordlists import (
    GROUPS,
    JOBS,
    KNOWN_GROUPS,
    NO_NAMES,
    PARTICLES,
    ROLES,
    TITLES,
)
from sphinx_talknotes.model.names import name_key, split_affiliation, split_list

_VERBS = re.compile(
    r"\b(?:his|her|their|shares?|shared|discuss\w*|talk(?:s|ed)|explain\w*|describ\w*|presents"
    r"|introduces?|says?|said|works?|has|had|was|is|are)\b"
)
"""Words of sentences."""
_BEHIND = re.compile(r"([^()]+\([^()]*[^\W_][^()]*\))[\s,;–—-]+[^()]{2,80}")
"""``Name (Affiliation) what they do``."""
_NOT_IN_NAMES = re.compile(r"[\d¹²³:/!?\"“”<>{}\[\]|=*#@&+;…]")
_ING_NAMES = frozenset({"Sterling", "Stirling", "Irving"})
_SOMEBODY = re.compile(
    r"(?:someone|somebody|others?|people|folks|friends|many|more|guests?)\b", re.IGNORECASE
)
_NICKNAME = re.compile(r"\s[(\"“'][A-Z][\w.]{1,15}[)\"”']\s(?=\S)")
_PRONOUNS = re.compile(r"\s*\((?:he|she|they|ze|xe)(?:/\w{2,5}){1,2}\)", re.IGNORECASE)
_HANDLE = re.compile(r"\s*[(\[]?(?:twitter:?\s*)?@[\w.-]{2,40}[)\]]?", re.IGNORECASE)
_AT = re.compile(r"\s+(?:@|at|from|of|\bbei\b|\bde\b)\s+(?=[^\W\d_a-z]|[a-z]+[A-Z])|\s[-–—|]\s")
_LOWER = re.compile(r"([a-z]{2,20}(?: [a-z]{2,20}){1,2})(?:\s*\([^()]{2,60}\))?")
_DASHES = frozenset("-–—|")
_TITLED = ("Dr", "Prof", "Rev", "Sir")
_TITLE = re.compile(
    r"(?:(?<=^)|(?<=[,;&] )|(?<=and ))(?:(?:Dr|Prof|Professor|Rev|Sir)\.?\s)+(?=[A-Z])"
)
_OTHERS = re.compile(r",?\s*(?:&\s*(?:al|c|co)\b|\bet\.? al\b)[.;]*$")
_ALL_AT = re.compile(r"(.*\([^()]+\).*\([^()]+\))\s+(?:at|from|@)\s[^\s(),][^(),]{1,40}")
"""Several people with what they do, and where all of them come from."""
_CLOSE_DASH = re.compile(r"(?<=[a-z])—(?=[A-Z])")
_SITE = re.compile(r"^\S+\.[a-z]{2,}(?:/\S*)?$")
_INITIALS = re.compile(r"[A-Z]{2,3}")
_HONORIFIC = re.compile(r"(?<=\w)(?:氏|さん|先生)(?=$|[\s,;、，])")
_WIDE = str.maketrans("\uff08\uff09\uff20", "()@")
_KANA = re.compile(r"[\u3041-\u309f]")
_MAX_WORDS = 5
_MAX_JOB = 14
_FEW = 2
_MAX_SLASHED = 3
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
    text = " ".join(_HONORIFIC.sub("", text.translate(_WIDE).replace(" + ", ", ")).split())
    if not text or len(text) > _MAX_LENGTH or _VERBS.search(text):
        return ""
    if any(title in text for title in _TITLED):
        text = _TITLE.sub("", text)
    text = _PRONOUNS.sub("", _CLOSE_DASH.sub(" - ", text)).rstrip(" ,;")
    of_all = _ALL_AT.fullmatch(text) if text.count("(") > 1 else None
    text = of_all[1] if of_all else text
    others = _OTHERS.search(text)
    if others:  # ``Lin et al.``
        text, single = text[: others.start()], True
    if looks_like_people(text, single=single) and not any(
        is_group(item) for item in split_list(text, conjunction=True)
    ):
        return text
    one = _read_job(text) or _read_dashed(text) or _read_slashed(text)
    if one:
        return one
    behind = _BEHIND.fullmatch(text)
    return _read_list(behind[1] if behind else text, single=single)


def read_lower(text: str) -> str:
    """Return a name in lower case, ``jane doe (company)``, as it is; or nothing.

    Who writes so does it often: it takes others at the same place to tell a name from a title.
    """
    match = _LOWER.fullmatch(text.strip())
    return text.strip() if match and read_people(match[1].title()) else ""


def _read_list(text: str, *, single: bool) -> str:
    """Read names and what they belong to, parted by commas and "and"."""
    found: list[tuple[str, list[str]]] = []
    handled = False
    items = split_list(text, conjunction=True)
    for number, item in enumerate(items):
        name, affiliation = split_affiliation(item)
        bare = (_HANDLE.sub("", name) if "@" in name else name).strip(" ,-–—")
        if found and ((not bare and _HANDLE.fullmatch(name)) or _SOMEBODY.match(bare)):
            continue
        if affiliation.startswith("@"):
            affiliation, handled = "", number == 0 or handled
        elif number + 1 < len(items):
            handled = False
        at = _AT.search(bare)
        alone = single and at is not None and at[0].strip() != "de"
        if at and at[0].strip() in _DASHES and _is_said(bare[at.end() :]):
            at = None
        if at and not is_group(bare[: at.start()]) and _is_name(bare[: at.start()], single=alone):
            affiliation = affiliation or bare[at.end() :].strip(" ,-–—@")
            bare = bare[: at.start()]
        person = _is_name(bare, single=single or bool(found))
        person = person and not (is_group(bare) or (found and _is_job(bare)))
        # where all have a handle, what has none and stands last is where they come from
        person &= not (handled and found and number + 1 == len(items) and "(" not in item)
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
    name = _HANDLE.sub("", name) if "@" in name else name
    if not comma or not JOBS.search(rest) or not _is_name(name, single=False):
        return ""
    if len(rest.split()) > _MAX_JOB or re.search(r"[.!?](?:\s|$)", rest):
        return ""  # a sentence
    job, *others = split_list(rest, conjunction=True)
    if "(" in job and _is_name(split_affiliation(job)[0], single=False):
        return ""  # the job of somebody else
    others = [item for item in others if _is_name(item, single=False) and not JOBS.search(item)]
    is_company = len(others) == 1 and rest.endswith(others[0]) and not _AT.search(job)
    if others and not is_company:
        return ""  # other people, of whom something may be said too
    return f"{name} ({' '.join(re.sub('[();]', ' ', rest).split())})"


def _read_dashed(text: str) -> str:
    """Read ``Name - affiliation``, or return nothing."""
    name, dash, rest = text.partition(" - ")
    company = " - " not in rest and len(rest) < _MAX_GROUP and not looks_like_people(rest)
    company &= not _is_said(rest)
    if dash and company and _is_name(name, single=False) and _may_be_group(rest.split(",")[0]):
        return f"{name} ({re.sub('[();]', '', rest).strip()})"
    return ""


def _is_said(text: str) -> bool:
    """Tell whether what stands behind a name and a dash is something else than a company or job."""
    return text[:1].islower() and len(text.split()) > _FEW and not JOBS.search(text)


def _read_slashed(text: str) -> str:
    """Read ``Name / @handle / affiliation``, or return nothing."""
    name, *others = (part.strip() for part in text.split(" / "))
    if not 0 < len(others) <= _MAX_SLASHED or not _is_name(name, single=False):
        return ""
    if any(
        _is_name(other, single=False) and not (is_group(other) or JOBS.search(other))
        for other in others
    ):
        return text.replace(" / ", ", ") if looks_like_people(", ".join([name, *others])) else ""
    of = [other for other in others if not (_HANDLE.fullmatch(f" {other}") or _SITE.search(other))]
    if not all(map(_may_be_group, of)):
        return ""
    return f"{name} ({', '.join(re.sub('[();]', '', each) for each in of)})" if of else name


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
    return " " in text and bool(JOBS.fullmatch(text.rsplit(maxsplit=1)[-1]))


def _is_name(name: str, *, single: bool) -> bool:
    name = _NICKNAME.sub(" ", name)
    words = name.split()
    if not words or not name.isprintable() or _NOT_IN_NAMES.search(name) or len(words) > _MAX_WORDS:
        return False
    if name.lower() == name.upper():
        return _is_caseless_name(name, single=single)
    proper = [
        word for number, word in enumerate(words)
        if word.lower().strip("'’.") not in PARTICLES or _is_surname(words, number)
    ]  # fmt: skip
    proper = [w for w in proper if w.lower().strip(".,") not in TITLES] or proper
    if not proper or any(_is_no_part(word) for word in proper) or _is_phrase(name, proper[-1]):
        return False
    if len(proper) == 1:
        return single and name.lower() not in ROLES
    return not all(word.isupper() and len(word) > 1 for word in proper) or single


def _is_surname(words: Sequence[str], number: int) -> bool:
    """Tell whether a word such as "Van" or "Du" is more than a particle where it stands."""
    word = words[number]
    last = number == len(words) - 1 and word.lower() not in NO_NAMES
    return word[0].isupper() and (not number or last)


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
        or (len(plain) > 1 and plain in NO_NAMES)
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


def is_group(text: str) -> bool:
    """Tell whether a text is the name of a company or an institute, as far as words tell."""
    words = [word.strip(".,()").lower() for word in text.split()]
    return any(word in GROUPS for word in words) or name_key(text) in KNOWN_GROUPS


def _may_be_group(text: str) -> bool:
    return bool(text) and len(text.split()) <= 8 and not re.search(r"[:!?<>{}\"“”]", text)


def is_initials(text: str) -> bool:
    """Tell whether *text* could be somebody's initials: two or three capital letters."""
    return bool(_INITIALS.fullmatch(text))
