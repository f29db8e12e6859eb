"""What proposals add: their list, parts of a request's page and steps there, offers while somebody types, a person's
praise."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anju.improvement.queries import articles_offered, looks_like_question
from anju.kernel.actor import Actor, Standing
from anju.people.beside import PersonPanel
from anju.proposals import acts, events, panels
from anju.proposals.choices import Decision
from anju.proposals.queries import answerers_by_event, overdue_count, words_by_event
from anju.requests.beside import LineWording, Offer, RequestPanel, Told
from anju.standards.choices import RequestKind
from anju.standards.queries import guess_categories
from anju.ui.menu import MenuEntry

ASKING = {RequestKind.ENQUIRY, RequestKind.SUGGESTION}
OFFERED_FROM = 4  # characters: less than that means too much


def _overdue(standing: Standing) -> int:
    return overdue_count(standing.community_id)


PRAISED = _("收到的表扬")

MENU = [
    MenuEntry(
        face="desk",
        label=_("建议与咨询"),
        url_name="proposals:list",
        icon="bulb",
        order=25,
        needs="requests.see",
        area=_("服务"),
        badge=_overdue,
    ),
    MenuEntry("resident", _("大家的建议"), "proposals:ideas", "bulb", 34, spot="me"),
    MenuEntry("crew", PRAISED, "proposals:crew_praise", "heart", 20, spot="me"),
    MenuEntry("desk", PRAISED, "proposals:desk_praise", "heart", 20, spot="me"),
]


def offer_articles(actor: Actor, told: Told) -> list[Offer]:
    """Articles that may answer what is being typed, when it asks something."""
    words = told.words.strip()
    if len(words) < OFFERED_FROM or not (told.kind in ASKING or looks_like_question(words)):
        return []
    codes = [one.code for one in guess_categories(told.community_id, words)]
    found = articles_offered(told.community_id, words, codes=codes, staff=told.by_desk)
    return [
        Offer(
            icon="help-circle",
            title=one.question,
            words=_beginning(one.words),
            url=_address(actor, told, one.id),
            link=str(_("看答案")),
        )
        for one in found
    ]


def _beginning(words: str) -> str:
    first = words.split("\n", 1)[0]
    return first if len(first) <= 60 else f"{first[:60]}…"


def _address(actor: Actor, told: Told, article_id: int) -> str:
    """Where the answer stands for who is typing, with the way back to what they have typed."""
    if actor.kind == "guest":
        token = told.place.token
        back = reverse("public:scan", args=[token])
        return f"{reverse('knowledge:public_article', args=[token, article_id])}?back={quote(back)}"
    slug = actor.at(told.community_id).slug
    if told.by_desk:
        return reverse("knowledge:article", args=[slug, article_id])
    back = reverse("resident:report", args=[slug])
    return f"{reverse('knowledge:resident_article', args=[slug, article_id])}?back={quote(back)}"


def _decided(facts: Mapping[str, Any]) -> tuple[str, Any, str]:
    decision = Decision(facts["decision"])
    if decision == Decision.ANSWERED:
        return "message-check", _("答复了"), "plain"
    return "gavel", _("决定：%s") % decision.label, "plain"


REPORT_OFFERS = [offer_articles]
REQUEST_PANELS = [
    RequestPanel("desk", "proposals/desk/panel.html", panels.desk_panel),
    RequestPanel("resident", "proposals/resident/panel.html", panels.resident_panel),
    RequestPanel("desk", "proposals/desk/praise.html", panels.desk_praise),
    RequestPanel("resident", "proposals/resident/praise.html", panels.resident_praise),
    RequestPanel("received", "proposals/resident/praise.html", panels.resident_praise),
    RequestPanel("received", "proposals/resident/panel.html", panels.resident_panel),
]
REQUEST_ACTS = acts.ACTS
REQUEST_WAYS = acts.WAYS
PERSON_PANELS = [
    PersonPanel(
        "proposals:person_praise", needs=("people.see", "requests.see"), staff_only=True, select="#praise"
    )
]
TIMELINE_WORDINGS = {
    events.ProposalOpened.kind: LineWording(
        lambda facts: ("user-question", _("定了谁来答复"), "plain"), words=answerers_by_event
    ),
    events.ProposalAnswererNamed.kind: LineWording(
        lambda facts: ("user-share", _("换了人答复"), "plain"), words=words_by_event
    ),
    events.ProposalPostponed.kind: LineWording(
        lambda facts: ("hourglass", _("还要研究，给了新的日期"), "warm"), words=words_by_event
    ),
    events.ProposalDecided.kind: LineWording(_decided),
    events.ProposalReconsidered.kind: LineWording(lambda facts: ("refresh", _("再看一次"), "warm")),
    events.ProposalResultTold.kind: LineWording(
        lambda facts: ("flag-check", _("有了结果"), "plain"), words=words_by_event
    ),
    events.ProposalClimbed.kind: LineWording(
        lambda facts: ("arrow-up", _("到期没有决定，告诉了上级"), "warm"), internal=True
    ),
    events.ProposalShared.kind: LineWording(
        lambda facts: ("users", _("愿意给邻居看") if facts["shared"] else _("不再给邻居看"), "plain")
    ),
    events.PraiseReached.kind: LineWording(lambda facts: ("heart", _("已经转给本人"), "good")),
}
