"""The door to photos for people who have signed in."""

from typing import cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from anju.kernel.files import file_for
from anju.ui.doors import Request
from anju.ui.photos import photo_response


@require_safe
def photo(request: HttpRequest, community: str, token: str) -> HttpResponseBase:
    """A photo of a record that the actor may see; 404 for anybody else, signed in or not."""
    actor = cast(Request, request).actor
    standing = actor.at_slug(community)
    return photo_response(request, file_for(actor, standing.community_id, token))
