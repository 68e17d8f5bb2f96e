"""Directives: one file each family, and the one table of their names."""

from __future__ import annotations

from typing import Any

from sphinx_talknotes.ext.directives.entities import (
    ConferenceDirective,
    SpeakerDirective,
    ToolDirective,
)
from sphinx_talknotes.ext.directives.listings import (
    ConferencesDirective,
    FollowupsDirective,
    QuestionsDirective,
    SpeakersDirective,
    TalksDirective,
    TimetableDirective,
    ToolsDirective,
)
from sphinx_talknotes.ext.directives.remarks import REMARKS
from sphinx_talknotes.ext.directives.talk import TalkDirective
from sphinx_talknotes.ext.directives.video import VideoDirective

DIRECTIVES: dict[str, Any] = {
    "talk": TalkDirective,
    "speaker": SpeakerDirective,
    "tool": ToolDirective,
    "conference": ConferenceDirective,
    "video": VideoDirective,
    **REMARKS,
    "talks": TalksDirective,
    "speakers": SpeakersDirective,
    "tools": ToolsDirective,
    "conferences": ConferencesDirective,
    "followups": FollowupsDirective,
    "questions": QuestionsDirective,
    "timetable": TimetableDirective,
}
"""Directives by name."""
