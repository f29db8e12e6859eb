"""Taking a mail in: to the request it answers, as a new request, or left aside with the reason. Each mail once."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from anju.channels import events, letters, queries
from anju.channels.actions.filing import category_of, place_of
from anju.channels.actions.letters import write_letter
from anju.channels.choices import MailState, Reason
from anju.channels.models import Mail
from anju.channels.parsing import MOST_BYTES, Incoming
from anju.channels.rules import new_words, why_left_aside
from anju.kernel import clock, limits
from anju.kernel.actor import SYSTEM, Actor, Standing
from anju.kernel.errors import Invalid, NotFound, Refused, TooOften
from anju.kernel.events import record
from anju.kernel.files import MOST_PHOTOS, check_photos
from anju.kernel.text import clean
from anju.people.queries import person_with_email
from anju.requests import actions as requests
from anju.requests.choices import Channel

if TYPE_CHECKING:
    from anju.people.models import Person
    from anju.places.models import Community
    from anju.requests.models import Request

MOST_KEPT = 20_000
MOST_WORDS, MOST_ANSWER = 4000, 1000
SMALLEST_PHOTO = 48  # pixels; smaller ones are marks and counters of mail programs


def receive_mail(*, incoming: Incoming, community: "Community", about: "Request | None" = None) -> Mail:
    """Take one mail in. ``about`` is the request that a token of ours in the mail names. The same mail again, also at
    the same moment, changes nothing and answers what became of it."""
    known = queries.mail_known(community.id, incoming.key)
    if known is not None:
        return known
    reason = _why_aside(incoming, community)
    if reason is None and not incoming.too_large:
        reason = _too_often(incoming)
    person = None
    if reason is None and not incoming.forged:
        person = person_with_email(community.id, incoming.sender)
    with transaction.atomic():
        mail = _claimed(incoming, community, person)
        if mail is None:
            return Mail.objects.of(community.id).select_related("request").get(key=incoming.key)
        if reason is not None:
            mail.state, mail.reason = MailState.IGNORED, reason
        elif incoming.too_large:
            _refuse(mail, community, incoming)
        else:
            _take(mail, community, incoming, about, person)
        mail.save()
        fact = events.MailReceived(state=mail.state, reason=mail.reason, request_id=mail.request_id)
        record(fact, actor=SYSTEM, about=mail)
    return mail


def file_left_aside(*, actor: Actor, mail: Mail) -> "Request":
    """File a mail that was wrongly left aside, by hand; the clock runs from now, since nobody had seen it before."""
    actor.check("requests.answer", mail.community_id)
    with transaction.atomic():
        mail = Mail.objects.of(mail.community_id).select_for_update(of=("self",)).get(id=mail.id)
        if mail.state != MailState.IGNORED or mail.request_id is not None:
            raise Refused(_("这封邮件已经登记过了。"))
        person = person_with_email(mail.community_id, mail.sender) if mail.sender else None
        request = _filed(mail, person, _body(mail.subject, mail.words), photos=())
        mail.state = MailState.FILED
        mail.save()
        record(events.MailFiled(request_id=request.id), actor=actor, about=mail)
    return request


def _why_aside(incoming: Incoming, community: "Community") -> Reason | None:
    own = frozenset({incoming.sender}) if queries.is_ours(incoming.sender, community) else frozenset()
    return why_left_aside(incoming.head, own)


def _too_often(incoming: Incoming) -> Reason | None:
    try:
        limits.take("mail", incoming.sender, most=settings.MAIL_PER_HOUR, seconds=3600)
    except TooOften:
        return Reason.OFTEN
    return None


def _claimed(incoming: Incoming, community: "Community", person: "Person | None") -> Mail | None:
    """The mail's row; None where another door has just taken the same mail in (it waits until that one is done)."""
    words = clean(new_words(incoming.text, keep_alone=True), field="words", most=10_000_000)
    mail = Mail(
        community_id=community.id,
        key=incoming.key,
        message_id=incoming.message_id[:250],
        sender=incoming.sender,
        sender_name=incoming.sender_name,
        recipient=(incoming.recipients[0] if incoming.recipients else "")[:254],
        subject=incoming.subject,
        words=words[:MOST_KEPT],
        others=incoming.others[:50],
        size=incoming.size,
        state=MailState.IGNORED,
        person=person,
        at=clock.now(),
    )
    Mail.objects.bulk_create([mail], ignore_conflicts=True)
    return Mail.objects.of(community.id).select_for_update(of=("self",)).filter(id=mail.id).first()


def _take(
    mail: Mail, community: "Community", incoming: Incoming, about: "Request | None", person: "Person | None"
) -> None:
    photos = _good_photos(incoming, mail)
    if about is not None and _added(mail, about, incoming, photos):
        return
    body = _body(mail.subject, mail.words)
    if not body and not photos:
        mail.state, mail.reason = MailState.IGNORED, Reason.EMPTY
        return
    try:
        with transaction.atomic():
            _filed(mail, person, body or _("（邮件里只有照片）"), photos=photos)
    except Refused:
        mail.state, mail.reason = MailState.IGNORED, Reason.NOWHERE
        return
    mail.state = MailState.FILED


def _added(mail: Mail, about: "Request", incoming: Incoming, photos: list[SimpleUploadedFile]) -> bool:
    """Whether the mail went onto the time line of the request; not where the request takes no words any more."""
    words = clean(new_words(incoming.text, keep_alone=False), field="words", most=10_000_000)
    if not words and not photos:
        mail.state, mail.reason, mail.request = MailState.IGNORED, Reason.EMPTY, about
        return True
    known = about.reporter.email if about.reporter else about.guest_email
    if known.lower() != mail.sender:
        words = _("（来自 %(address)s 的邮件）") % {"address": mail.sender} + f"\n{words}"
    actor = _reporter_of(about)
    try:
        with transaction.atomic():
            requests.comment_request(
                actor=actor, request=about, words=_cut(words or _("（照片）"), MOST_ANSWER), photos=photos
            )
    except (Refused, NotFound):
        return False
    mail.state, mail.request, mail.words = MailState.ADDED, about, words[:MOST_KEPT]
    return True


def _reporter_of(request: "Request") -> Actor:
    """Who wrote, as far as the request is concerned: its reporter."""
    if request.reporter is None:
        return Actor(kind="guest", secret=request.follow_token)
    return _as_person(request.community_id, request.reporter)


def _as_person(community_id: int, person: "Person") -> Actor:
    """The person with no more than being themselves: what they may do at the desk they may not do by mail."""
    standing = Standing(community_id=community_id, slug="", name="", person_id=person.id)
    return Actor(kind="person", account_id=person.account_id, label=person.name, standings=(standing,))


def _filed(
    mail: Mail, person: "Person | None", words: str, photos: "tuple | list[SimpleUploadedFile]"
) -> "Request":
    category, unsure = category_of(mail.community_id, words)
    actor = _as_person(mail.community_id, person) if person else Actor(kind="guest", label=mail.sender_name)
    request = requests.report_request(
        actor=actor,
        place=place_of(mail.community_id, person),
        category=category,
        words=_cut(words, MOST_WORDS),
        photos=photos,
        channel=Channel.EMAIL,
        guest_name=mail.sender_name,
        guest_email=mail.sender,
    )
    mail.unsure, mail.request, mail.person = unsure, request, person
    letter = letters.receipt_of(request) | {"address": mail.sender}
    if mail.sender:
        write_letter(
            community_id=mail.community_id,
            key=f"receipt-{request.id}",
            request=request,
            in_reply_to=mail.message_id,
            **letter,
        )
    return request


def _refuse(mail: Mail, community: "Community", incoming: Incoming) -> None:
    """Too large: say so, politely, to who wrote it; what came is kept as a trace without its content."""
    mail.state, mail.reason = MailState.REFUSED, Reason.LARGE
    told = {"community": community, "mail": mail, "most": MOST_BYTES // 2**20, "size": mail.size // 2**20}
    write_letter(
        community_id=community.id,
        key=f"large-{mail.key[:60]}",
        address=mail.sender,
        subject=_("您的邮件太大，没有收下：%(subject)s") % {"subject": mail.subject},
        body=render_to_string("channels/mail/large.txt", told),
        in_reply_to=incoming.message_id,
    )


def _good_photos(incoming: Incoming, mail: Mail) -> list[SimpleUploadedFile]:
    """The photos that can be kept; the names of the others join what was not kept."""
    good: list[SimpleUploadedFile] = []
    for photo in incoming.photos:
        try:
            (image,) = check_photos([photo])
        except Invalid:
            mail.others.append(photo.name)
            continue
        if min(image.size) < SMALLEST_PHOTO:
            continue
        photo.seek(0)
        if len(good) < MOST_PHOTOS:
            good.append(photo)
        else:
            mail.others.append(photo.name)
    return good


def _body(subject: str, words: str) -> str:
    """Subject and words as the words of a request; a subject that the words begin with is not said twice."""
    if subject and not words.startswith(subject):
        words = f"{subject}\n{words}"
    return words.strip()


def _cut(words: str, most: int) -> str:
    tail = _("……（邮件较长，全文在前台的“邮件”里）")
    return words if len(words) <= most else words[: most - len(tail)] + tail
