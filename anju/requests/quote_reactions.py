"""The reporter hears of a quote that waits for their word."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from anju.kernel.events import Recorded, on
from anju.notices.actions import send
from anju.notices.choices import Topic
from anju.places.queries import community_named
from anju.requests.queries import request_of_job
from anju.work.events import JobQuoted
from anju.work.quotes.queries import quote_named


@on(JobQuoted)
def ask_for_agreement(event: Recorded[JobQuoted]) -> None:
    request = request_of_job(event.community_id, event.about_id)
    if request is None or request.reporter is None:
        return
    quote = quote_named(event.community_id, event.fact.quote_id)
    slug = community_named(event.community_id).slug
    send(
        community_id=event.community_id,
        to=[request.reporter],
        topic=Topic.PROGRESS,
        key=f"quoted-{event.id}",
        title=format_lazy(_("有一份报价等您同意：{total} 元"), total=f"{quote.total:.2f}"),
        body=quote.words or quote.job.title,
        link=f"/home/{slug}/requests/{request.number}/",
    )
