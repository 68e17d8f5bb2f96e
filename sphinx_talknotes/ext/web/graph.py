"""Structured data of a page: schema.org in JSON-LD.

Types and properties are those of schema.org; where search engines ask for more than the notes
say (a date of upload, a picture of a video), it is left out, never made up.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sphinx_talknotes.model.names import slug

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_talknotes.ext.web.head import ConferenceHead, EntityHead, Head, TalkHead
    from sphinx_talknotes.video import Video

Node = dict[str, Any]
_ONLINE = ("online", "virtual", "remote", "internet")
_NOTED = ("noted", "partial", "rewatch")
_UNSAFE = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029\x7f"}


def make_graph(head: Head, *, name: str, home: str, language: str, about: str) -> list[Node]:
    """Return the nodes that describe a page.

    Args:
        head: what is known of it.
        name: name of the site, or empty.
        home: address of the site, or empty.
        language: BCP 47 tag of the site's language.
        about: description of the page.
    """
    graph: list[Node] = []
    if head.kind == "root" and (name or home):
        graph.append({"@type": "WebSite", "name": name, "url": home, "inLanguage": language})
    if head.kind == "index" and home:
        graph.append({"@type": "CollectionPage", "name": head.title, "url": head.address,
                      "inLanguage": language})  # fmt: skip
    if head.entity:
        graph += _entity(head.entity, head)
    graph += _talks(head, language, about)
    if head.crumbs:
        graph.append(_breadcrumbs(head))
    return [_known(node) for node in graph]


def write_graph(graph: list[Node]) -> str:
    """Return JSON that is safe inside a `script` element of HTML, whatever is in it."""
    if not graph:
        return ""
    data = {"@context": "https://schema.org", "@graph": graph}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    text = text.translate(_UNSAFE)
    return "".join(f"\\u{ord(c):04x}" if "\ud800" <= c <= "\udfff" else c for c in text)


def _known(value: Any) -> Any:
    """Return a value without what is empty in it."""
    if isinstance(value, dict):
        found = {key: _known(item) for key, item in value.items()}
        return {key: item for key, item in found.items() if item not in ("", None, [], {})}
    if isinstance(value, list | tuple):
        return [item for item in map(_known, value) if item not in ("", None, [], {})]
    return value


# -- talks -------------------------------------------------------------------------------


def _talks(head: Head, language: str, about: str) -> list[Node]:
    conferences: dict[str, Node] = {}
    videos: dict[tuple[str, str], Node] = {}
    events: list[Node] = []
    articles: list[Node] = []
    for talk in head.talks:
        if talk.conference and talk.conference.name not in conferences:
            own = head.entity and head.entity.conference == talk.conference
            if not own:
                conferences[talk.conference.name] = _conference(talk.conference)
        recorded = [_video(talk, video, copy, videos) for video, copy in talk.videos]
        event = _article_talk(talk) if talk.kind == "article" else _event(talk)
        if talk.kind != "article":
            event["recordedIn"] = [{"@id": name} for name in recorded]
        events.append(event)
        if talk.status in _NOTED:
            articles.append(_notes(talk, head, language, about if len(head.talks) == 1 else ""))
    return [*events, *conferences.values(), *videos.values(), *articles]


def _event(talk: TalkHead) -> Node:
    return {
        "@type": "Event",
        "@id": _id(talk),
        "name": talk.title,
        "startDate": talk.start,
        "endDate": talk.end,
        "duration": talk.duration,
        "location": _location(talk.conference.location if talk.conference else "", talk.room),
        "performer": _people(talk),
        "superEvent": {"@id": _conference_id(talk.conference)} if talk.conference else "",
        "inLanguage": talk.language,
        "keywords": ", ".join(talk.tags),
        "url": talk.url,
        "eventStatus": "https://schema.org/EventCancelled" if talk.status == "cancelled" else "",
    }


def _article_talk(talk: TalkHead) -> Node:
    """Return what notes on something to read are about."""
    return {"@type": "Article", "@id": _id(talk), "headline": talk.title, "url": talk.url,
            "author": _people(talk), "datePublished": talk.start,
            "inLanguage": talk.language}  # fmt: skip


def _people(talk: TalkHead) -> list[Node]:
    return [
        {"@type": "Person", "@id": person.address, "name": person.name,
         "url": _page(person.address),
         "affiliation": {"@type": "Organization", "name": person.affiliation}
         if person.affiliation else ""}
        for person in talk.speakers
    ]  # fmt: skip


def _page(address: str) -> str:
    return address.partition("#")[0]


def _notes(talk: TalkHead, head: Head, language: str, about: str) -> Node:
    return {
        "@type": "Article",
        "@id": f"{_id(talk)}-notes",
        "headline": talk.title,
        "description": about,
        "author": [{"@type": "Person", "name": name} for name in talk.notes_by],
        "about": {"@id": _id(talk)},
        "inLanguage": language,
        "url": talk.address,
        "datePublished": head.published,
        "dateModified": head.updated,
    }


def _id(talk: TalkHead) -> str:
    # without an address of the site, a name that means something on this page only
    return talk.address or f"_:{talk.anchor}"


def _location(where: str, room: str) -> Node | str:
    if where.casefold() in _ONLINE:
        return {"@type": "VirtualLocation", "name": room or where}
    if not (where or room):
        return ""
    return {"@type": "Place", "name": room or where, "address": where}


# -- videos ------------------------------------------------------------------------------


def _video(talk: TalkHead, video: Video, copy: str, videos: dict[tuple[str, str], Node]) -> str:
    """Add a video, or a part to one that is there; return the name of what shows the talk."""
    whole = replace(video, start=None, end=None)
    is_part = video.start is not None or video.end is not None
    address = copy if video.kind == "file" else whole.at(0)
    known = videos.get(video.key, {})
    name = str(known.get("@id") or address or f"_:video-{len(videos) + 1}")
    node = videos.setdefault(video.key, {
        "@type": "VideoObject",
        "@id": name,
        "name": "" if is_part else video.title or talk.title,
        "url": "" if video.kind == "file" else address,
        "embedUrl": whole.embed_at(0) or "",
        "contentUrl": copy,
        "encodingFormat": video.media_type or "",
        "hasPart": [],
    })  # fmt: skip
    if not is_part:
        node["name"] = node["name"] or video.title or talk.title
        return name
    clip = {
        "@type": "Clip",
        "@id": f"_:clip-{talk.anchor}-{video.provider}-{video.start or 0}-{video.end or 0}",
        "name": talk.title,
        "startOffset": video.start or 0,
        "endOffset": video.end,
        "url": "" if video.kind == "file" else video.watch,
    }
    node["hasPart"].append(clip)
    return str(clip["@id"])


# -- speakers, tools, conferences --------------------------------------------------------


def _conference(conference: ConferenceHead) -> Node:
    return {
        "@type": "Event",
        "@id": _conference_id(conference),
        "name": conference.name,
        "startDate": conference.start,
        "endDate": conference.end,
        "location": _location(conference.location, ""),
        "url": conference.url,
        "superEvent": {"@type": "EventSeries", "name": conference.series}
        if conference.series else "",
    }  # fmt: skip


def _conference_id(conference: ConferenceHead) -> str:
    return conference.address or f"_:conference-{slug(conference.name)}"


def _entity(entity: EntityHead, head: Head) -> Iterable[Node]:
    if entity.conference:
        node = _conference(entity.conference)
        node["description"] = entity.about
        node["subEvent"] = [{"@id": _id(talk)} for talk in head.talks if talk.kind != "article"] + [
            {"@type": "Event", "@id": address, "name": title}
            for title, address in entity.talks
        ]  # fmt: skip
        return [node]
    if entity.kind == "speaker":
        person = {
            "@type": "Person",
            "@id": entity.address,
            "name": entity.name,
            "url": head.address,
            "description": entity.about,
            "affiliation": {"@type": "Organization", "name": entity.affiliation}
            if entity.affiliation else "",
            "image": entity.image,
            "sameAs": list(entity.same_as),
        }  # fmt: skip
        return [{"@type": "ProfilePage", "url": head.address, "mainEntity": person}]
    return [{"@type": "Thing", "@id": entity.address, "name": entity.name, "url": entity.url,
             "description": entity.about}]  # fmt: skip


def _breadcrumbs(head: Head) -> Node:
    steps = [*head.crumbs, (head.title, head.address)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": address}
            for position, (name, address) in enumerate(steps, 1)
        ],
    }
