"""The time line and its photos in the shape that the components draw."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from anju.requests.timeline import Entry

if TYPE_CHECKING:
    from anju.kernel.models import StoredFile

TONES = {"plain": "calm", "good": "kept", "warm": "wait", "bad": "late"}


def story_of(entries: Iterable[Entry], files: str, *, reporter: str = "") -> list[dict[str, Any]]:
    """The entries for ``ui/components/timeline.html``. ``files`` is the address before a photo's token;
    ``reporter`` is how the reporter is called ("" leaves their name)."""
    return [
        {
            "at": entry.at,
            "words": entry.text,
            "person": reporter if reporter and entry.side == "reporter" else entry.who,
            "post": entry.post,
            "note": entry.words,
            "icon": entry.icon,
            "tone": TONES[entry.tone],
            "photos": shown_photos(entry.photos, files),
        }
        for entry in entries
    ]


def shown_photos(stored: "Iterable[StoredFile]", files: str) -> list[dict[str, str]]:
    return [
        {"url": f"{files}{one.token}", "thumb": f"{files}{one.token}?thumb", "alt": _("照片")}
        for one in stored
    ]
