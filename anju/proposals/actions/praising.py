"""Praise: who is meant, whether the author is named, and that it has reached the person."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.actor import SYSTEM, Actor
from anju.kernel.errors import Invalid, NotFound, Refused
from anju.kernel.events import record
from anju.people.queries import persons_named
from anju.proposals import events, queries
from anju.proposals.models import Praise, Signing
from anju.requests.actions import pass_on_request
from anju.requests.choices import RequestState
from anju.standards.choices import RequestKind

if TYPE_CHECKING:
    from anju.requests.models import Request

MOST_PRAISED = 8
_NO_MORE = (RequestState.CANCELLED, RequestState.MERGED)


def name_praised(
    *, actor: Actor, request: "Request", person_ids: Collection[int], signed: bool | None = None
) -> list[Praise]:
    """Say whom the praise is for: the author, or the desk for them. Each hears of it at once, who is named already does
    not hear it again. ``signed``: the author's word whether they are named; None leaves it as it is."""
    by_author = queries.is_author(actor, request)
    if not by_author:
        actor.check("proposals.answer", request.community_id)
    _check_praise(request)
    staff = {one.id for one in queries.staff_of(request.community_id)}
    wanted = list(dict.fromkeys(person_ids))
    if not wanted or not set(wanted) <= staff:
        raise Invalid(fields={"persons": _("请选一下要表扬的是哪位同事。")})
    if len(wanted) > MOST_PRAISED:
        raise Invalid(fields={"persons": _("一次最多选 8 位。")})
    own = actor.person_in(request.community_id)
    if own in wanted:
        raise Invalid(fields={"persons": _("不能表扬自己，请同事来登记。")})
    with transaction.atomic():
        if by_author and signed is not None:
            sign_praise(actor=actor, request=request, signed=signed)
        author = queries.author_of(request)
        known = set(
            Praise.objects.of(request.community_id)
            .filter(request=request)
            .values_list("person_id", flat=True)
        )
        made = []
        for person in persons_named(request.community_id, wanted).values():
            if person.id not in known:
                praise = Praise.objects.of(request.community_id).create(
                    request=request, person=person, words=request.words, author=author, at=clock.now()
                )
                made.append(praise)
                fact = events.PraiseNamed(praise_id=praise.id, praised_id=person.id)
                record(fact, actor=actor, about=request)
    return made


def sign_praise(*, actor: Actor, request: "Request", signed: bool) -> None:
    """The author says whether those they praise may read their name; before anybody has read it."""
    if not queries.is_author(actor, request):
        raise NotFound()
    _check_praise(request)
    with transaction.atomic():
        if Praise.objects.of(request.community_id).filter(request=request).exists():
            raise Refused(_("已经转给本人了，改不了署名。"))
        Signing.objects.of(request.community_id).update_or_create(
            community_id=request.community_id, request=request, defaults={"signed": signed}
        )


def note_reached(*, community_id: int, praise_id: int) -> None:
    """The person has been told: that is kept, and ends the request as passed on. Safe to run twice."""
    with transaction.atomic():
        rows = Praise.objects.of(community_id).select_for_update(of=("self",))
        praise = rows.select_related("request").get(id=praise_id)
        if praise.reached_at is not None:
            return
        praise.reached_at = clock.now()
        praise.save(update_fields=["reached_at"])
        fact = events.PraiseReached(praise_id=praise.id, praised_id=praise.person_id)
        record(fact, actor=SYSTEM, about=praise.request)
        pass_on_request(community_id=community_id, request_id=praise.request_id)


def _check_praise(request: "Request") -> None:
    if request.kind != RequestKind.PRAISE or request.state in _NO_MORE:
        raise Refused(_("这一件不是表扬，或者已经撤销。"))
