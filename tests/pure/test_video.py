"""Videos: the table of addresses per provider, what is refused, and the laws that hold."""

from __future__ import annotations

import pickle
import re
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_talknotes.video import (
    PROVIDERS,
    Video,
    VideoError,
    format_seconds,
    parse_seconds,
    parse_video,
)

YT = "dQw4w9WgXcQ"
YT_WATCH = f"https://www.youtube.com/watch?v={YT}"
YT_EMBED = f"https://www.youtube-nocookie.com/embed/{YT}"
PLAYLIST = "PL8uoeex94UhHFRew8gzfFJHIpRFWyY4YW"
SHORT = "kkGMgK9ZtnKfYAgnEtQxbv"
UUID = "9c9de5e8-0a1e-484a-b099-e80766180a6d"
PT_WATCH = f"https://framatube.org/w/{SHORT}"
PT_EMBED = f"https://framatube.org/videos/embed/{SHORT}?p2p=0"
SLUG = "36c3-10652-bahnmining_-_punktlichkeit_ist_eine_zier"

# The written address, id, start, end.
YOUTUBE = [
    (YT_WATCH, YT, None, None),
    (f"http://youtube.com/watch?v={YT}", YT, None, None),
    (f"HTTPS://WWW.YouTube.COM/watch?v={YT}", YT, None, None),
    (f"https://www.youtube.com./watch?v={YT}", YT, None, None),
    (f"https://www.youtube.com:443/watch?v={YT}", YT, None, None),
    (f"https://m.youtube.com/watch?v={YT}&t=90", YT, 90, None),
    (f"https://music.youtube.com/watch?v={YT}&si=abc", YT, None, None),
    (f"https://www.youtube.com/watch?list={PLAYLIST}&index=3&v={YT}&t=90s", YT, 90, None),
    (f"https://www.youtube.com/watch?t=2m&v={YT}&feature=youtu.be", YT, 120, None),
    (f"https://www.youtube.com/watch?v={YT}&amp;t=90", YT, 90, None),
    (f"https://www.youtube.com/watch?v={YT}&t=0", YT, None, None),
    (f"https://www.youtube.com/watch?v={YT}&t=soon", YT, None, None),
    (f"https://www.youtube.com/watch?v={YT}&time_continue=7", YT, 7, None),
    (f"https://www.youtube.com/watch?v={YT}#t=1m30s", YT, 90, None),
    (f"https://www.youtube.com/watch?v={YT}&t=10&end=20", YT, 10, 20),
    (f"https://www.youtube.com/watch?v={YT}&t=30&end=20", YT, 30, None),
    (f"https://youtu.be/{YT}", YT, None, None),
    (f"https://youtu.be/{YT}?t=1h2m3s", YT, 3723, None),
    (f"https://youtu.be/{YT}?si=abcDEF&t=90", YT, 90, None),
    (f"  https://youtu.be/{YT}/ ", YT, None, None),
    (f"https://www.youtube.com/shorts/{YT}", YT, None, None),
    (f"https://www.youtube.com/live/{YT}?feature=share&t=60", YT, 60, None),
    (f"https://www.youtube.com/embed/{YT}?start=10&end=20&rel=0", YT, 10, 20),
    (f"https://www.youtube.com/v/{YT}?version=3", YT, None, None),
    (f"https://www.youtube-nocookie.com/embed/{YT}?start=90", YT, 90, None),
    (f"https://ｙoutube.com/watch?v={YT}", YT, None, None),
    (f"https://www.youtube.com/playlist?list={PLAYLIST}", PLAYLIST, None, None),
    (f"https://www.youtube.com/embed/videoseries?list={PLAYLIST}", PLAYLIST, None, None),
]
VIMEO = [
    ("https://vimeo.com/76979871", "76979871", None, None),
    ("http://www.vimeo.com/76979871?share=copy", "76979871", None, None),
    ("https://vimeo.com/76979871#t=1m30s", "76979871", 90, None),
    ("https://vimeo.com/76979871#t=90.7s", "76979871", 90, None),
    ("https://vimeo.com/76979871/8272103f6e#t=90", "76979871", 90, None),
    ("https://vimeo.com/76979871?h=8272103f6e", "76979871", None, None),
    ("https://player.vimeo.com/video/76979871?h=8272103f6e&autoplay=1", "76979871", None, None),
    ("https://vimeo.com/channels/staffpicks/76979871", "76979871", None, None),
    ("https://vimeo.com/groups/motion/videos/76979871", "76979871", None, None),
    ("https://vimeo.com/showcase/123/video/76979871", "76979871", None, None),
    ("https://vimeo.com/event/12345", "event/12345", None, None),
]
PEERTUBE = [
    (PT_WATCH, SHORT, None, None),
    (f"https://framatube.org/videos/watch/{UUID}", SHORT, None, None),
    (f"https://framatube.org/videos/watch/{UUID.upper()}?start=1m30s", SHORT, 90, None),
    (f"https://FramaTube.org/videos/embed/{UUID}?start=10&stop=20&autoplay=1", SHORT, 10, 20),
    (f"https://framatube.org/w/{UUID}?start=10", SHORT, 10, None),
    (f"https://framatube.org/w/p/{UUID}?playlistPosition=2", f"p/{SHORT}", None, None),
    (f"https://framatube.org/videos/watch/playlist/{UUID}", f"p/{SHORT}", None, None),
    ("https://tube.example.org/videos/watch/42?start=5", "42", 5, None),
    ("https://tube.example.org/w/42", "42", None, None),
    ("https://tube.example.org:9000/w/42", "42", None, None),
]
CCC = [
    (f"https://media.ccc.de/v/{SLUG}", SLUG, None, None),
    (f"https://media.ccc.de/v/{SLUG}#t=754", SLUG, 754, None),
    (f"https://media.ccc.de/v/{SLUG}#l=eng&t=754", SLUG, 754, None),
    (f"http://media.ccc.de/v/{SLUG}/oembed", SLUG, None, None),
    (f"https://media.ccc.de/v/{SLUG}/playlist", SLUG, None, None),
    ("https://media.ccc.de/v/c4.openchaos.2019.11.emacs", "c4.openchaos.2019.11.emacs", None, None),
]
ARCHIVE = [
    ("https://archive.org/details/PyCon-2014_keynote", "PyCon-2014_keynote", None, None),
    ("https://www.archive.org/details/PyCon?start=63.5", "PyCon", 63, None),
    ("https://archive.org/embed/PyCon?start=10&end=20", "PyCon", 10, 20),
    ("https://archive.org/details/PyCon/day%201.mp4", "PyCon/day 1.mp4", None, None),
    ("https://archive.org/download/PyCon/day1.mp4", "PyCon/day1.mp4", None, None),
]
FILE = [
    ("talk.mp4", "talk.mp4", None, None),
    ("./videos/../media/Talk.WEBM", "media/Talk.WEBM", None, None),
    ("../media/talk.ogv#t=10,20", "../media/talk.ogv", 10, 20),
    ("/media/talk.m4v#t=npt:10", "/media/talk.m4v", 10, None),
    ("talk.mov#t=,20", "talk.mov", None, 20),
    ("talk.mp3#t=0:02:00.5", "talk.mp3", 120, None),
    ("talk.mp3#t=0:2:00", "talk.mp3", None, None),  # minutes are two digits
    ("talk.ogg#t=1:30", "talk.ogg", 90, None),
    ("talk.opus#t=20,10", "talk.opus", 20, None),
    ("talk.mp4#track=video&t=10", "talk.mp4", 10, None),
    ("Vidéo, part 1.mp4", "Vidéo, part 1.mp4", None, None),
    ("my%20talk.mp4", "my talk.mp4", None, None),
    ("Talk #3 100%.mp4", "Talk #3 100%.mp4", None, None),
    ("./a:b.mp4", "a:b.mp4", None, None),
]
LINK = [
    ("https://example.org/talk", "example.org/talk", None, None),
    ("http://Example.org:8080", "example.org:8080/", None, None),
    ("https://example.org/#/talk/12?t=3", "example.org/#/talk/12?t=3", None, None),
    ("https://cdn.example.org/talk.mp4?x=1#t=10,20", "cdn.example.org/talk.mp4?x=1", 10, 20),
    ("https://example.org/été?q=a|b", "example.org/%C3%A9t%C3%A9?q=a%7Cb", None, None),
    ("https://bücher.example/x", "xn--bcher-kva.example/x", None, None),
    ("https://[::1]:8000/talk", "[::1]:8000/talk", None, None),
    ("https://help.vimeo.com/hc", "help.vimeo.com/hc", None, None),
    (f"https://web.archive.org/web/2020/{YT_WATCH}", None, None, None),
    ("https://framatube.org/w/short", "framatube.org/w/short", None, None),
    (f"https://framatube.org/w/{'l' * 22}", None, None, None),  # l is no base-58 digit
]
TABLE = {
    "youtube": YOUTUBE,
    "vimeo": VIMEO,
    "peertube": PEERTUBE,
    "ccc": CCC,
    "archive": ARCHIVE,
    "file": FILE,
    "link": LINK,
}
CASES = [(provider, *row) for provider, rows in TABLE.items() for row in rows]
HOSTS = ("Tube.example.org", "tube.example.org:9000")
SAFE = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&()*+,;=%-]*")


def parse(url, **options):
    return parse_video(url, peertube_hosts=HOSTS, **options)


def test_the_table_has_every_provider():
    assert sorted(TABLE) == sorted(PROVIDERS)
    assert all(name == provider.name for name, provider in PROVIDERS.items())


@pytest.mark.parametrize(("provider", "url", "id_", "start", "end"), CASES)
def test_address(provider, url, id_, start, end):
    video = parse(url)
    assert (video.provider, video.start, video.end) == (provider, start, end)
    assert id_ is None or video.id == id_
    assert video.kind == {"file": "file", "link": "link"}.get(provider, "embed")
    assert parse(video.watch) == video
    assert video.at(video.start or 0) == video.watch
    assert video.embed_at(video.start or 0) == video.embed
    for emitted in (video.watch, video.embed or "", video.at(750), video.embed_at(750) or ""):
        assert SAFE.fullmatch(emitted)
        assert "autoplay" not in emitted
    if video.embed:
        assert video.embed.startswith("https://")
        assert parse(video.embed).key == video.key


@pytest.mark.parametrize(
    ("url", "watch", "embed"),
    [
        (f"https://youtu.be/{YT}?t=90", f"{YT_WATCH}&t=90", f"{YT_EMBED}?start=90"),
        (
            f"{YT_EMBED}?start=10&end=20",
            f"{YT_WATCH}&t=10&end=20",
            f"{YT_EMBED}?start=10&end=20",
        ),
        (
            f"https://www.youtube.com/playlist?list={PLAYLIST}",
            f"https://www.youtube.com/playlist?list={PLAYLIST}",
            f"https://www.youtube-nocookie.com/embed/videoseries?list={PLAYLIST}",
        ),
        (
            "https://vimeo.com/1#t=1m",
            "https://vimeo.com/1#t=60s",
            "https://player.vimeo.com/video/1?dnt=1#t=60s",
        ),
        (
            "https://player.vimeo.com/video/1?h=8272103f6e",
            "https://vimeo.com/1/8272103f6e",
            "https://player.vimeo.com/video/1?dnt=1&h=8272103f6e",
        ),
        (
            "https://vimeo.com/event/12",
            "https://vimeo.com/event/12",
            "https://vimeo.com/event/12/embed?dnt=1",
        ),
        (f"{PT_WATCH}?stop=20", f"{PT_WATCH}?stop=20", f"{PT_EMBED}&stop=20"),
        (
            f"https://framatube.org/w/p/{SHORT}",
            f"https://framatube.org/w/p/{SHORT}",
            f"https://framatube.org/video-playlists/embed/{SHORT}?p2p=0",
        ),
        (
            "https://media.ccc.de/v/slug#t=9",
            "https://media.ccc.de/v/slug#t=9",
            "https://media.ccc.de/v/slug/oembed#t=9",
        ),
        (
            "https://archive.org/embed/X/day%201.mp4?start=9",
            "https://archive.org/details/X/day%201.mp4?start=9",
            "https://archive.org/embed/X/day%201.mp4?start=9",
        ),
        ("Talk #3 100%.mp4#t=9,12", "Talk%20%233%20100%25.mp4#t=9,12", None),
        ("a/b.mp3#t=,20", "a/b.mp3#t=,20", None),
        ("http://example.org/x?y=\"<'", "http://example.org/x?y=%22%3C%27", None),
    ],
)
def test_urls(url, watch, embed):
    video = parse(url)
    assert (video.watch, video.embed) == (watch, embed)


@pytest.mark.parametrize(
    ("url", "watch", "embed"),
    [
        (f"https://youtu.be/{YT}?t=9", f"{YT_WATCH}&t=750", f"{YT_EMBED}?start=750"),
        (
            "https://vimeo.com/1/8272103f6e#t=9s",
            "https://vimeo.com/1/8272103f6e#t=750s",
            "https://player.vimeo.com/video/1?dnt=1&h=8272103f6e#t=750s",
        ),
        (
            f"{PT_WATCH}?start=9&stop=999",
            f"{PT_WATCH}?start=750&stop=999",
            f"{PT_EMBED}&start=750&stop=999",
        ),
        (f"{PT_WATCH}?start=9&stop=99", f"{PT_WATCH}?start=750", f"{PT_EMBED}&start=750"),
        (
            "https://media.ccc.de/v/x#t=9",
            "https://media.ccc.de/v/x#t=750",
            "https://media.ccc.de/v/x/oembed#t=750",
        ),
        (
            "https://archive.org/details/X",
            "https://archive.org/details/X?start=750",
            "https://archive.org/embed/X?start=750",
        ),
        ("talk.mp4#t=9", "talk.mp4#t=750", None),
        ("https://example.org/talk.mp4", "https://example.org/talk.mp4#t=750", None),
        ("https://example.org/talk#top", "https://example.org/talk#top", None),
    ],
)
def test_at(url, watch, embed):
    video = parse(url)
    assert (video.at(750), video.embed_at(750)) == (watch, embed)
    assert parse(video.at(750)).key == video.key


def test_at_refuses_a_negative_second():
    video = parse(YT_WATCH)
    with pytest.raises(ValueError, match="negative"):
        video.at(-1)
    with pytest.raises(ValueError, match="negative"):
        video.embed_at(-1)


REFUSED = [
    ("", "no video address"),
    ("   ", "no video address"),
    ("javascript:alert(1)", "scheme 'javascript:'"),
    ("JavaScript:alert(1)//x.mp4", "scheme"),
    ("java\nscript:alert(1)", r"U\+000A"),
    ("data:video/mp4;base64,AAAA", "scheme 'data:'"),
    ("file:///etc/talk.mp4", "scheme 'file:'"),
    ("ftp://example.org/talk.mp4", "scheme 'ftp:'"),
    ("C:/videos/talk.mp4", "scheme 'C:'"),
    (f"//youtu.be/{YT}", "put the scheme"),
    (f"/\\youtu.be/{YT}", r"U\+005C"),
    (f"https:\\\\youtu.be\\{YT}", r"U\+005C"),
    (f"https:/youtu.be/{YT}", "no valid host"),
    (f"https:youtu.be/{YT}", "no valid host"),
    ("https://", "no valid host"),
    ("https://you tube.com/x", "no valid host"),
    ("https://youtube%2ecom/watch", "no valid host"),
    ("https://a..b/watch", "no valid host"),
    ("https://[::1/x", "not a URL"),
    ("https://example.org:99999/", "not a URL"),
    ("https://example.org/a b", "spaces"),
    ("https://youtube.com@evil.org/watch", "user name"),
    (f"https://evil.org@youtube.com/watch?v={YT}", "user name"),
    (f"https://youtube.com.evil.org/watch?v={YT}", "only looks like"),
    (f"https://www.youtube.com.evil.org/w/{SHORT}", "only looks like"),
    (f"https://youtu.be-evil.org/{YT}", "only looks like"),
    (f"https://youtube.com:8443/watch?v={YT}", "only looks like"),
    ("https://vimeo.com.evil.org/1", "only looks like"),
    ("https://media.ccc.de.evil.org/v/x", "only looks like"),
    (f"https://youtu.be/{YT}\n", r"U\+000A"),
    (f"https://youtu.be/\t{YT}", r"U\+0009"),
    (f"https://youtu.be/{YT}\x00", r"U\+0000"),
    (f"https://youtu.be/{YT}\u2028", r"U\+2028"),
    (f"https://youtu.be/{YT}\ud800", r"U\+D800"),
    ("https://youtu.be/short", "ID of 11 characters"),
    (f"https://youtu.be/{YT}X", "ID of 11 characters"),
    ('https://youtu.be/abc"onload=x', "ID of 11 characters"),
    (f"https://youtu.be/{YT}%0A", "ID of 11 characters"),
    ("https://www.youtube.com/watch", "no video of YouTube"),
    ("https://www.youtube.com/@PyConUS", "no video of YouTube"),
    (f"https://www.youtube.com/w/{SHORT}", "no video of YouTube"),
    (f"https://www.youtube.com/watch?v=short&list={PLAYLIST}", "no video of YouTube"),
    ("https://www.youtube.com/playlist?list=x", "no video of YouTube"),
    ("https://vimeo.com/about", "no video of Vimeo"),
    ("https://vimeo.com/1/settings", "no video of Vimeo"),
    ("https://vimeo.com/event/x", "no video of Vimeo"),
    ("https://vimeo.com/channels/a/b/c", "no video of Vimeo"),
    ("https://media.ccc.de/c/36c3", "media.ccc.de/v/SLUG"),
    ("https://media.ccc.de/v/a%20b", "media.ccc.de/v/SLUG"),
    ("https://archive.org/search?query=x", "archive.org/details/ITEM"),
    ("https://archive.org/details/a/%2E%2E", "archive.org/details/ITEM"),
    ("https://archive.org/details/a/b%0Ac", r"U\+000A"),
    ("https://tube.example.org/a/somebody/videos", "no video of PeerTube"),
    ("https://tube.example.org/w/a%22b", "no video of PeerTube"),
    ("talk.pdf", "nor a media file"),
    ("talk", "nor a media file"),
    (f"youtu.be/{YT}", "nor a media file"),
    ("%2F%2Fevil.org/talk.mp4", "two slashes"),
    ("a%5Cb.mp4", r"U\+005C"),
    ("x" * 5000, "too long"),
]


@pytest.mark.parametrize(("url", "message"), REFUSED)
def test_refused(url, message):
    with pytest.raises(VideoError, match=message) as caught:
        parse(url)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


def test_an_unknown_host_is_a_link_for_the_caller_to_report():
    video = parse_video("https://tube.example.org/w/42")
    assert (video.provider, video.kind, video.embed) == ("link", "link", None)


def test_explicit_times_override_the_url():
    video = parse(f"https://youtu.be/{YT}?t=90", start=10, end=20)
    assert video.watch == f"{YT_WATCH}&t=10&end=20"
    assert video.embed == f"{YT_EMBED}?start=10&end=20"
    assert parse(f"https://youtu.be/{YT}?t=90", start=0).start is None
    assert parse("talk.mp4#t=10,20", start=30).end is None
    assert parse("https://vimeo.com/1", end=20).end == 20
    assert parse("https://example.org/x", start=5).watch == "https://example.org/x"


@pytest.mark.parametrize("times", [{"start": -1}, {"end": -1}, {"end": 0}, {"start": 9, "end": 9}])
def test_explicit_times_that_make_no_sense(times):
    with pytest.raises(VideoError, match=r"start|end"):
        parse(YT_WATCH, **times)


def test_a_video_is_a_value():
    video = replace(parse("talk.mp4", title=" A\n talk "), captions=("talk.en.vtt",))
    assert video.title == "A talk"
    assert pickle.loads(pickle.dumps(video)) == video  # noqa: S301 - our own bytes
    assert len({video, parse("talk.mp4"), parse("./talk.mp4")}) == 2
    with pytest.raises(FrozenInstanceError):
        video.title = "other"


def test_the_key_is_the_same_whatever_the_time_and_the_form():
    assert parse(f"https://youtu.be/{YT}?t=9").key == ("youtube", YT) == parse(YT_EMBED).key
    assert parse(f"https://framatube.org/videos/watch/{UUID}").key == parse(PT_WATCH).key
    assert parse("http://a.org/t.mp4#t=9").key == parse("https://a.org/t.mp4").key


def test_videos_can_be_sorted():
    videos = [parse("b.mp4"), parse(YT_WATCH), parse("a.mp4#t=9"), parse("a.mp4")]
    ordered = ["a.mp4", "a.mp4#t=9", "b.mp4", YT_WATCH]
    assert [video.watch for video in sorted(videos)] == ordered


def test_media_type():
    assert parse("talk.webm").media_type == "video/webm"
    assert parse("talk.MP3").media_type == "audio/mpeg"
    assert parse("https://example.org/talk.mp4").media_type is None


def test_a_local_video_keeps_its_clock_when_the_caller_moves_it():
    video = replace(parse("talk.mp4#t=9"), watch="../_downloads/0f/talk.mp4#t=9")
    assert video.at(12) == "../_downloads/0f/talk.mp4#t=12"


def test_a_provider_that_is_no_longer_there():
    video = Video("gone", "1", "https://example.org/1")
    assert video.at(9) == video.watch


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0),
        ("90", 90),
        (" 90s ", 90),
        ("2m", 120),
        ("1h", 3600),
        ("1m30s", 90),
        ("1H2M3S", 3723),
        ("1h5s", 3605),
        ("0:05", 5),
        ("12:30", 750),
        ("90:00", 5400),
        ("1:02:03", 3723),
        ("01:02:03", 3723),
    ],
)
def test_parse_seconds(text, seconds):
    assert parse_seconds(text) == seconds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-1",
        "1.5",
        "s",
        "h",
        "1h30",
        "3s1m",
        "1:5",
        "1:60",
        "1:75:00",
        "1:2:03",
        ":30",
        "1:",
        "1:02:03:04",
        "٣",
        "12:٣0",
        "9999999999999",
    ],
)
def test_parse_seconds_refuses(text):
    with pytest.raises(ValueError, match="is not a time"):
        parse_seconds(text)


def test_format_seconds():
    assert [format_seconds(n) for n in (0, 5, 750, 3599, 3600, 3723, 360000)] == [
        "0:00",
        "0:05",
        "12:30",
        "59:59",
        "1:00:00",
        "1:02:03",
        "100:00:00",
    ]
    with pytest.raises(ValueError, match="negative"):
        format_seconds(-1)


@given(st.integers(0, 10**10 - 1))
def test_seconds_round_trip(seconds):
    assert parse_seconds(format_seconds(seconds)) == seconds


PIECES = st.sampled_from(
    [
        *(
            "https://",
            "http://",
            "//",
            "/",
            "\\",
            "@",
            ":",
            "?",
            "#",
            "&",
            "=",
            ".",
            "..",
            "%",
            "%2F",
        ),
        *("youtube.com", "youtu.be", "vimeo.com", "media.ccc.de", "archive.org", "example.org"),
        *("watch", "v=", "t=", "start=", "end=", "stop=", "list=", "1h2m3s", "10,20", "90", "npt:"),
        *("w/", "v/", "p/", "videos/watch/", "details/", "embed/", "event/", "h=", "#t=", "&amp;"),
        *(YT, PLAYLIST, SHORT, UUID, SLUG, "76979871", "8272103f6e", ".mp4", ".ogg", "[", "]", " "),
        *("%74", "%0A", "é", "\u200b", "+", ";", "'", '"', "<", "tube.example.org", ":443"),
    ]
)
ADDRESSES = st.one_of(
    st.text(),
    st.text(st.characters()),
    st.lists(PIECES, max_size=12).map("".join),
    st.tuples(st.sampled_from([row[1] for row in CASES]), st.lists(PIECES, max_size=4)).map(
        lambda pair: pair[0] + "".join(pair[1])
    ),
)


@given(ADDRESSES)
@example("https://example.org/talk.mp4#%74=10&t=20")
@example("a%2Emp4#t=10")
@example("https://media.ccc.de/v/x#=1")
@example("https://media.ccc.de/v/x#t=9999999999h")
@example("https://vimeo.com/1#t=9999999999")
@example("https://xn--\ud800/")
def test_any_text_is_a_safe_video_or_a_video_error(text):
    try:
        video = parse(text)
    except VideoError:
        return
    assert parse(video.watch) == video
    assert SAFE.fullmatch(video.watch)
    assert SAFE.fullmatch(video.embed or "")
    assert video.kind == "file" or video.watch.startswith(("https://", "http://"))
    assert not video.watch.startswith("//")
    assert video.at(750) == parse(video.at(750)).at(750)
    assert parse(video.at(750)).key == video.key


@given(st.sampled_from([row[1] for row in CASES]), st.integers(0, 9999), st.integers(1, 9999))
def test_explicit_times_are_kept(url, start, length):
    video = parse(url, start=start, end=start + length)
    assert (video.start, video.end) == (start or None, start + length)
    assert SAFE.fullmatch(video.watch)


@given(st.text(max_size=12))
def test_parse_seconds_raises_only_value_errors(text):
    try:
        seconds = parse_seconds(text)
    except ValueError:
        return
    assert seconds >= 0
