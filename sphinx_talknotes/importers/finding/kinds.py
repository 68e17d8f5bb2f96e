"""Words by which people say what kind of session something is, and that it is none."""

from __future__ import annotations

import re
from functools import lru_cache

from sphinx_talknotes.model.names import name_key
from sphinx_talknotes.model.records import KINDS

_WORDS = {
    "keynote": "keynote keynotes keynote-talk keynote-speech opening-keynote closing-keynote "
               "final-keynote first-keynote second-keynote morning-keynote afternoon-keynote "
               "keynote-address plenary invited-talk "
               "invited-speaker invited-keynote キーノート 基調講演 招待講演",
    "tutorial": "tutorial tutorials チュートリアル",
    "workshop": "workshop workshops hands-on-workshop training ワークショップ",
    "lightning": "lightning-talk lightning-talks lightning lighting-talk lighting-talks "
                 "lightning-session lt lts ignite ignites ignite-talk short-talk "
                 "ライトニングトーク",
    "panel": "panel panel-discussion fireside-chat round-table roundtable discussion-panel",
    "poster": "poster posters poster-session",
    "open-space": "open-space open-spaces openspace unconference bof birds-of-a-feather",
    "sprint": "sprint sprints",
    "article": "article articles blog-post book",
    "talk": "talk talks presentation breakout breakout-session session",
}  # fmt: skip
_KIND_OF = {
    name_key(word): kind
    for kind, label in KINDS.items()
    for word in (kind, label, *_WORDS.get(kind, "").split())
}

_PROSE = frozenset(
    name_key(word)
    for word in (
        """
    introduction intro preface foreword overview agenda schedule program programme timetable
    break breaks coffee coffee-break tea-break lunch lunch-break dinner breakfast brunch
    registration check-in welcome welcome-reception opening-remarks closing-remarks opening
    closing opening-ceremony closing-ceremony opening-session closing-session
    welcome-and-opening wrap-up wrapup sponsors sponsor expo exhibition party social
    social-event networking hallway-track job-fair notes my-notes general-notes note talk-notes
    notes-from-talk summary tl;dr tldr abstract description bio biography about conclusion
    conclusions takeaways takeaway key-takeaways main-takeaways highlights key-points links link
    resources further-reading further-resources references refs reading more-info more see-also
    questions question q&a qa questions-and-answers answers faq comments discussion thoughts
    my-thoughts impressions reflections todo to-do todos follow-up follow-ups action-items
    next-steps table-of-contents contents toc index misc miscellaneous other others random
    general information info speakers speaker the-speaker slides video videos recording code
    demo demos demo-time example examples background motivation context problem problems
    the-problem solution solutions the-solution results future-work future the-future why what
    how why? what? how? tools books people quotes talks sessions session all-talks talk-list
    keynotes lightning-talks workshops tutorials posters panels open-spaces talks-i-attended
    talks-i-want-to-watch sprints morning afternoon evening monday tuesday wednesday thursday
    friday saturday sunday day conference conferences meta venue location travel hotel food
    logistics license licence contributing credits acknowledgements acknowledgments readme usage
    installation install getting-started intros tips tricks pros cons advantages disadvantages
    benefits drawbacks announcements awards raffle photos pictures attendees people-met
    details lab labs swag party after-party feeds mish misc-notes random-links
    tools-mentioned things-to-look-up things-to-check ideas lessons lessons-learned learnings
    final-thoughts closing-thoughts overall overall-impressions outline setup history
    best-practices summary-of-the-talk what-is-it what-is-next what-s-next requirements approach
    methods method data architecture metrics testing performance security ランチ 昼食 休憩
    indices-and-tables スポンサー スケジュール はじめに まとめ 感想 受付 オープニング
    クロージング 懇親会 目次 挨拶
    """.split()
    )
)
"""Headings that name no talk. Those that are the kind of session alone are among them."""

_BREAK = re.compile(
    r"(?:lunch|coffee|tea|beers?|drinks|dinner|breakfast|brunch|party|break|reception|registration"
    r"|sponsors?|hallway\s+track|social)(?:\s*[-–—:,&/]|\s+(?:with|at|by|and|break))\s?.{0,60}"
    r"|welcome\s+to\s.{2,60}\sdocumentation!?",
    re.IGNORECASE,
)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_DAY = re.compile(
    r"(?:(?:conference|tutorial|sprint|workshop)s?\s+)?(?:day|tag|jour|d[ií]a)\s*[-#:]?\s*"
    r"(?:\d{1,2}|one|two|three|four|five)\b.{0,40}"
    rf"|{_WEEKDAY}\b[^a-z]{{0,3}}.{{0,30}}"
    r"|(?:\d{1,2}(?:st|nd|rd|th)?[ .]*)?"
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
    r"\s*\d{0,2}(?:st|nd|rd|th)?[ ,.]*\d{0,4}"
    rf"|[\d./ :–-]+(?:[\s,(]*{_WEEKDAY}\)?)?"
    r"|\d{1,2}日目.{0,30}|\d{4}年.{0,20}"
    r"|(?:first|second|third|last)\s+day|session\s+(?:\d+|[IVX]+)\b(?::.{0,60})?|part\s+\d+|track\s+\w+|room\s+\w+|block\s+\w+|.{0,40}\bawards?|.{0,20}\bquotes"
    r"|(?:[\w.'’-]+\s){1,4}day\s(?:\d|one|two|three|four|five)"
    r"|.{0,20}(?:とは|パーティー|ソーシャルイベント|ジョブフェア|ポスターセッション|レポート|に申し込み)"
    r"|.{0,12}(?:移動|朝食|朝ご飯|朝ごはん|夕食|夕飯|昼食|ランチ|観光|オークション|スプリント).{0,12}"
    r"|(?=.{1,28}$).*\b(?:lunch|orientation|opening speech|remarks|sprints?)\b.*"
    r"|(?=.{1,40}$).*\b(?:party|hallway track|auction|jobs? fair|happy hour|the booth"
    r"|social event)\b.*"
    r"|next years?\b.{0,40}|one more thing|some (?:great |good |other )?notes.{0,20}"
    r"|interesting (?:tools?|links?|people|projects?|books?|things|reads?|libraries)\b.{0,20}"
    r"|(?:my|our) (?:experiences?|impressions?|thoughts|notes|takeaways|highlights|favou?rites?"
    r"|schedule|day|week|trip)\b.{0,40}"
    r"|about (?:the )?(?:conference|event|\w{0,12}con(?:f|ference)?)\b.{0,15}"
    r"|(?:attended|list of|selected|favou?rite|other|more)? ?(?:sessions|talks)"
    r"(?: list| index| overview| i .{0,30})?"
    r"|things?\s+(?:to|i|we)\s.{0,40}|to\s+(?:do|read|watch|google|check|try)\b.{0,30}|random\s.{0,20}|notes\s+(?:on|about|from)\s.{0,60}|sponsors?\s.{0,20}",
    re.IGNORECASE,
)


_DAY_ITSELF = re.compile(
    r"(?:\w+\s){0,3}day\s*[-#:]?\s*(?:\d|one|two|three|four|five)\b"
    rf"|{_WEEKDAY}\b|\d{{1,2}}日目"
    r"|(?:\d{1,2}(?:st|nd|rd|th)?[ .]*)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"[a-z]*\.?\s*\d"
    r"|\d{1,2}[./]\s?\d{1,2}\b|(?:19|20)\d\d-?\d\d-?\d\d\b",
    re.IGNORECASE,
)


@lru_cache(4096)
def find_kind(text: str) -> str:
    """Return the kind of session that *text* says and nothing else, or an empty string."""
    return _KIND_OF.get(name_key(text), "") if len(text) <= 40 else ""


def is_one(text: str) -> bool:
    """Tell whether *text* is the kind of one session, such as ``Keynote``, and nothing else."""
    return find_kind(text) in ("keynote", "panel") and not text.lower().rstrip(" :").endswith("s")


@lru_cache(1024)
def is_prose(text: str) -> bool:
    """Tell whether a heading is of a kind that names no talk: a day, a break, a part of notes."""
    bare = text.strip(" :.–—-*#!?")
    if is_one(bare):
        return False
    if not bare or name_key(bare) in _PROSE or _BREAK.fullmatch(bare):
        return True
    return len(bare) <= 70 and bool(_DAY.fullmatch(bare)) and not _names_more(bare)


def is_day(text: str) -> bool:
    """Tell whether a heading is that of a day: ``Day 1``, ``Wednesday``, ``12 May``."""
    bare = text.strip(" :.–—-*#!?")
    return len(bare) <= 40 and bool(_DAY_ITSELF.match(bare)) and is_prose(bare)


def _names_more(text: str) -> bool:
    """Tell whether behind ``Day 1`` or a weekday stands more than a date."""
    parts = re.split(r"\s[-–—:|]\s|:\s", text, maxsplit=1)
    return len(parts) > 1 and len(parts[1].split()) > 4
