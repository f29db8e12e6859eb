"""Sending a stored photo to who may see it. The caller has asked ``kernel.files.file_for``."""

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponseNotModified
from django.http.response import HttpResponseBase

from anju.kernel.errors import NotFound
from anju.kernel.models import StoredFile

KEEP_SECONDS = 24 * 60 * 60


def photo_response(request: HttpRequest, stored: StoredFile) -> HttpResponseBase:
    """The photo, or its small picture with ``?thumb``. Only the person's own browser may keep it.

    The storage may be a folder or S3; it is read piece by piece either way.
    """
    small = "thumb" in request.GET
    tag = f'"{stored.sha256[:32]}{"-thumb" if small else ""}"'
    answer: HttpResponseBase
    if request.headers.get("If-None-Match") == tag:
        answer = HttpResponseNotModified()
    else:
        try:
            file = default_storage.open(stored.thumb_path if small else stored.path)
        except FileNotFoundError:
            raise NotFound() from None
        answer = FileResponse(file, content_type=stored.mime, filename=f"{stored.id}.jpg")
    answer.headers["Cache-Control"] = f"private, max-age={KEEP_SECONDS}"
    answer.headers["ETag"] = tag
    answer.headers["Vary"] = "Cookie"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'"
    return answer
