"""Which conference a page is about, and how its name is spelled."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from sphinx_talknotes.importers.finding.kinds import is_prose
from sphinx_talknotes.importers.finding.labels import unlink
from sphinx_talknotes.importers.front import Front, get_names, get_text
from sphinx_talknotes.model.names import name_key

SERIES = (
    "All Things Open", "AnacondaCON", "Deconstruct", "DjangoCon", "DjangoCon Europe",
    "DjangoCon US", "EuroPython", "EuroSciPy", "FOSDEM", "FOSSGIS", "JupyterCon", "KubeCon",
    "Kiwi PyCon", "North Bay Python", "NumFOCUS Summit", "PyCascades", "PyCon", "PyCon AU",
    "PyCon DE", "PyCon UK", "PyCon US", "PyCon India", "PyCon Italia", "PyCon JP", "PyData",
    "RubyConf", "RailsConf", "GopherCon", "JSConf", "JSConf EU", "ElixirConf", "Google I/O",
    "DockerCon", "OSCON", "QCon", "GOTO", "ReactConf", "NodeConf", "Strata", "NormConf",
    "rstudio::conf", "PyGotham", "PyOhio", "PyTexas", "RustConf", "SciPy", "Strange Loop", "useR!",
    "Write the Docs", "AWS re:Invent", "re:Invent", "Black Hat", "DEF CON", "SXSW", "WWDC",
    "Devoxx", "DevOpsDays", "NeurIPS", "CppCon", "JavaOne", "linux.conf.au", "RSA Conference",
)  # fmt: skip
"""Spellings of well-known series, for folders that only have lower-case names."""

KNOWN_SERIES = {name_key(name): name for name in SERIES}
_YEAR = r"(?:19[89]\d|20\d\d)"
_NAMED = re.compile(
    rf"(?<!\w)((?:[^\W\d_a-z][\w.&'!+-]*\s+(?:(?:[+&]|and|of|in|the|for|on)\s+){{0,2}}){{1,7}})({_YEAR})(?![\d-])\s*(?:[-–—,:|(]?\s*(Day\b|Tag\b))?"
)
_LIKE = re.compile(
    r"(?:conf|conference|con|summit|days|fest|camp|congress|symposium|meetup|workshop)\b",
    re.IGNORECASE,
)
_FOLDER = re.compile(
    rf"([a-z][a-z0-9]*(?:[-_ ][a-z]+){{0,5}})[-_ ]?({_YEAR})(?:[-_ ].*)?", re.IGNORECASE
)
_YEAR_FIRST = re.compile(rf"({_YEAR})[-_ ]([a-z][a-z]*(?:[-_ ][a-z]+){{0,4}})", re.IGNORECASE)
_STAMPED = re.compile(
    rf"({_YEAR})[-_.]?\d{{2}}[-_.]?\d{{2}}(?:[-_ T]\d{{4}})?[-_ ]([A-Za-z]{{3,20}})[-_ ]"
)
_TITLE = re.compile(rf"([A-Z][\w.&'!+-]*(?: [A-Z][\w.&'!+-]*){{0,3}})\s({_YEAR})")
_LOOSE = re.compile(
    rf"(?:notes (?:on|from|of|about) )?(\w[^|:–—]{{2,60}}?)[\s,-]+\(?({_YEAR})\b", re.IGNORECASE
)
_ABOUT = re.compile(
    r"(?:(?:my|some|our|personal|raw|quick)\s+){0,2}(?:(?:trip|conference)\s+)?"
    r"(?:notes?|reports?|recap|summary|thoughts|impressions|takeaways|learnings|highlights)"
    r"(?:\s+(?:on|from|of|about|at|for)|\s*[:–—-])\s+(?:the\s+)?|(?:TIL|reviewing)\s+",
    re.IGNORECASE,
)
"""What stands before the name of a conference in a title."""
_COUNTED = re.compile(r"([A-Za-z][A-Za-z .]{2,30}?)\s?(\d{1,2})")
"""``DEF CON 29``: an edition by its number."""
_GENERAL = frozenset(
    """
    talk talks note notes post posts blog content article articles conference conferences conf confs
    event events page pages doc docs src source archive archives draft drafts public static day days
    january february march april may june july august september october november december year md
    technical meetup meetups meeting meetings week weeks the of from on and in a
    """.split()
)
"""Words in names of folders that name no conference."""
_GENERIC = re.compile(r"\b(?:conference|conf\.)(?=\s|$)", re.IGNORECASE)


class Spellings:
    """How names of conferences with a year are spelled in the tags and links of a collection."""

    def __init__(self, names: Iterable[str]) -> None:
        found: dict[str, Counter[str]] = {}
        for name in names:
            text = " ".join(name.split())
            if len(text) < 80 and re.fullmatch(rf".*\S\s{_YEAR}", text):
                for spelled in (text, text[:-5]):
                    found.setdefault(name_key(spelled), Counter())[spelled] += 1
        self._best = {key: max(c, key=lambda n: (c[n], n)) for key, c in found.items()}

    def knows(self, name: str) -> bool:
        """Tell whether *name* is spelled anywhere in the collection."""
        return name_key(name) in self._best

    def spell(self, series: str, year: str) -> str:
        """Return the name of an edition as the collection spells it."""
        whole = self._best.get(name_key(f"{series} {year}"))
        if whole:
            return whole
        known = self._best.get(name_key(series)) or KNOWN_SERIES.get(name_key(series))
        if known is None and series.islower():
            known = " ".join(word.capitalize() for word in series.split())
        return f"{known or series} {year}"


def find_conference(
    front: Front, title: str, folders: Sequence[str], spellings: Spellings, *, several: bool = False
) -> str:
    """Return the conference of a page: from front matter, title, or the nearest folder; or ''.

    *several* tells that the page holds several talks, so that its title is that of an event.
    """
    declared = unlink(get_text(front, "conference", "event"))
    if declared:
        return declared
    title = _ABOUT.sub("", title, count=1)
    counted = _COUNTED.fullmatch(title)
    if counted and (spelled := KNOWN_SERIES.get(name_key(counted[1]))):
        return f"{spelled} {counted[2]}"
    for match in _NAMED.finditer(title[:300]):
        series = " ".join(_GENERIC.sub("", match[1]).split()) or match[1].strip()
        known = spellings.knows(f"{series} {match[2]}") or name_key(series) in KNOWN_SERIES
        if known or match[3] or _LIKE.search(match[1]):
            return spellings.spell(series, match[2])
    whole = _TITLE.fullmatch(title) or (_LOOSE.match(title) if several else None)
    if whole and not _is_general(whole[1]) and not is_prose(whole[1]):
        return spellings.spell(whole[1].strip(), whole[2])
    for folder in reversed(folders):
        series, year = _split_edition(folder)
        if (
            year
            and not _is_general(series)
            and (
                spellings.knows(series) or name_key(series) in KNOWN_SERIES or _LIKE.search(series)
            )
        ):
            return spellings.spell(series, year)
    return _find_in_folders(folders, spellings)


def names_edition(text: str) -> bool:
    """Tell whether *text* is the name of a conference with its year, as far as one can tell."""
    words = re.split(
        r"[-_ ]+", re.sub(r"[-_ ](?:notes|talks|report)$", "", text, flags=re.IGNORECASE)
    )
    if re.fullmatch(_YEAR, words[0]):
        words = [*words[1:], words[0]]
    match = _TITLE.fullmatch(" ".join(words))
    return match is not None and (
        name_key(match[1]) in KNOWN_SERIES or bool(_LIKE.search(match[1]))
    )


def _find_in_folders(folders: Sequence[str], spellings: Spellings) -> str:
    """Return the conference that the names of folders, or the file's, give with a year."""
    stamped = _STAMPED.match(folders[-1]) if folders else None
    if stamped and (name_key(stamped[2]) in KNOWN_SERIES or stamped[2].lower().endswith("conf")):
        return spellings.spell(stamped[2], stamped[1])
    if len(folders) > 1:
        series, year = _split_edition(folders[-1])
        above = folders[-2]
        if year and len(above) > 2 and name_key(series).startswith(name_key(above)):
            more = series[len(above) :].strip(" -_").title()
            return spellings.spell(f"{above} {more}".strip(), year)
    for folder in reversed(folders[1:-1]):
        series, year = _split_edition(folder)
        if year and not _is_general(series):
            return spellings.spell(series, year)
    for one, other in pairwise(folders[:-1]):
        for year, word in ((one, other), (other, one)):
            series = re.sub(r"[-_ ]+", " ", word.lstrip("0123456789-_. "))
            general = _is_general(series) or not re.search(r"[A-Za-z]", word)
            if re.fullmatch(_YEAR, year) and not general and word != folders[0]:
                return spellings.spell(series, year)
    return ""


def _is_general(series: str) -> bool:
    """Tell whether the name of a folder is that of a part of a site or of a year."""
    words = series.lower().split()
    return all(word in _GENERAL for word in words) or words[0] in ("my", "notes")


def _split_edition(folder: str) -> tuple[str, str]:
    """Split ``pycon-us-2019`` or ``2019-pycon`` into series and year; both may be empty."""
    named = _FOLDER.fullmatch(folder)
    if named:
        return re.sub(r"[-_ ]+", " ", named[1]), named[2]
    first = _YEAR_FIRST.fullmatch(folder)
    return (re.sub(r"[-_ ]+", " ", first[2]), first[1]) if first else ("", "")


def get_spellings(front: Front, link_texts: Iterable[str]) -> list[str]:
    """Return what of a page may spell a conference: tags, categories and texts of links."""
    return [*get_names(front, "tags", "categories", "keywords"), *link_texts]
