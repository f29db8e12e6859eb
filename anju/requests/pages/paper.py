"""A request on paper for the desk, to be handed over or signed."""

from django.http import HttpResponse
from django.urls import reverse

from anju.requests.pages import follow
from anju.requests.queries import request_for
from anju.ui.doors import Request, desk_page


@desk_page("requests.see")
def desk_paper(request: Request, number: str) -> HttpResponse:
    """The code on the sheet opens the request for its reporter: their own page, or the link that needs no account."""
    slug = request.standing.slug
    found = request_for(request.actor, request.standing.community_id, number)
    if found.reporter_id:
        address = reverse("resident:request", args=[slug, number])
    elif found.is_anonymous and found.by_outcome:  # only who complained holds that link
        address = ""
    else:
        address = reverse("public:request", args=[found.follow_token])
    here = follow.Here(actor=request.actor, shell="", base="", files=f"/files/{slug}/")
    return follow.on_paper(request, found, here, request.build_absolute_uri(address) if address else "")
