"""The quotes of the jobs that were opened for a request."""

from typing import TYPE_CHECKING, Any

from anju.kernel.actor import Actor
from anju.kernel.errors import NotFound
from anju.kernel.files import seen_through
from anju.requests.models import Request, RequestJob
from anju.requests.queries import job_ids_of, requests_for
from anju.work.quotes.queries import lines_of, quote_named, quotes_shown

if TYPE_CHECKING:
    from anju.work.models import Quote


def quotes_seen(actor: Actor, request: Request) -> list[tuple[Any, list[Any]]]:
    """The quotes that count with their lines, of the jobs of a request the actor sees (the caller has checked)."""
    jobs = RequestJob.objects.of(request.community_id).filter(request=request)
    quotes = quotes_shown(request.community_id, jobs.values("job_id"))
    lines = lines_of(quotes)
    return [(quote, lines[quote.id]) for quote in quotes]


def quote_of_request(request: Request, quote_id: int) -> "Quote":
    """A quote for one of the request's jobs; ``NotFound`` for any other."""
    quote = quote_named(request.community_id, quote_id)
    if quote.job_id not in job_ids_of(request):
        raise NotFound()
    return quote


@seen_through("work.quote")
def check_sees_signature(actor: Actor, community_id: int, quote_id: int) -> None:
    """The signature is also seen by who reported what the job was for."""
    quote = quote_named(community_id, quote_id)
    link = RequestJob.objects.of(community_id).filter(job_id=quote.job_id).first()
    if link is None or not requests_for(actor, community_id).filter(id=link.request_id).exists():
        raise NotFound()
