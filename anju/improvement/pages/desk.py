"""The desk's knowledge base: what is written, what aged, what helped; writing and changing."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from anju.improvement import actions, queries, rules
from anju.improvement.choices import ArticleState, Audience
from anju.improvement.forms import ArticleForm, ChangeForm, NewArticleForm, WhyForm
from anju.kernel.errors import Invalid, Refused
from anju.kernel.ids import id_in
from anju.ui.doors import Request, desk_page
from anju.ui.forms import say_beside

LOOKS = {
    ArticleState.DRAFT: ("wait", "pencil"),
    ArticleState.PUBLISHED: ("run", "eye"),
    ArticleState.RETIRED: ("off", "eye-off"),
}


@desk_page("")
def articles(request: Request) -> HttpResponse:
    """All articles; ``q`` finds by what a resident might say, chips narrow by state and audience."""
    community_id = request.standing.community_id
    looking = queries.Looking(
        text=request.GET.get("q", "").replace("\x00", "")[:100],
        state=request.GET.get("state", ""),
        audience=request.GET.get("audience", ""),
    )
    found = queries.articles_of(
        request.actor,
        community_id,
        looking,
        after=id_in(request.GET.get("after", "")),
        most=queries.ROWS + 1,
    )
    more = len(found) > queries.ROWS and not looking.text
    rows = found[: queries.ROWS]
    context = {
        "rows": [(one, *state_of(one)) for one in rows],
        "q": looking.text,
        "after": rows[-1].id if more else "",
        "states": [*ArticleState.choices, (queries.AGED, _("过期待重看"))],
        "audiences": Audience.choices,
        "may_manage": request.standing.may("knowledge.manage"),
    }
    return render(request, "improvement/desk/articles.html", context)


@desk_page("")
def article(request: Request, article_id: int) -> HttpResponse:
    found = queries.article_of(request.actor, request.standing.community_id, article_id)
    return _shown(request, found, WhyForm())


@desk_page("knowledge.manage", "GET POST")
def write(request: Request) -> HttpResponse:
    community_id = request.standing.community_id
    form = NewArticleForm(community_id, request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = _try(
            form,
            lambda: actions.write_article(
                actor=request.actor, community_id=community_id, **form.cleaned_data
            ),
        )
        if made is not None:
            said = _("已公布。") if form.cleaned_data["publish"] else _("已存成草稿。")
            messages.success(request, said)
            return redirect("knowledge:article", request.standing.slug, made.id)
    return _form(request, form, _("写一篇"), reverse("knowledge:articles", args=[request.standing.slug]))


@desk_page("knowledge.manage", "GET POST")
def edit(request: Request, article_id: int) -> HttpResponse:
    community_id = request.standing.community_id
    found = queries.article_of(request.actor, community_id, article_id)
    initial = ArticleForm.values_of(found) | {"seen": found.version}
    form = ChangeForm(community_id, request.POST or None, initial=initial)
    page = reverse("knowledge:article", args=[request.standing.slug, found.id])
    if request.method == "POST" and form.is_valid():
        changed = _try(
            form, lambda: actions.change_article(actor=request.actor, article=found, **form.cleaned_data)
        )
        if changed is not None:
            messages.success(request, _("已改好，之前的写法还留着。"))
            return redirect(page)
    return _form(request, form, _("修改“%(title)s”") % {"title": found.title}, page)


@desk_page("knowledge.manage", "POST")
def publish(request: Request, article_id: int) -> HttpResponse:
    found = queries.article_of(request.actor, request.standing.community_id, article_id)
    actions.publish_article(actor=request.actor, article=found)
    messages.success(request, _("已公布。"))
    return redirect("knowledge:article", request.standing.slug, found.id)


@desk_page("knowledge.manage", "POST")
def retire(request: Request, article_id: int) -> HttpResponse:
    found = queries.article_of(request.actor, request.standing.community_id, article_id)
    form = WhyForm(request.POST)
    if form.is_valid() and _try(
        form, lambda: actions.retire_article(actor=request.actor, article=found, **form.cleaned_data)
    ):
        messages.success(request, _("已撤下，住户不再看到。"))
        return redirect("knowledge:article", request.standing.slug, found.id)
    return _shown(request, found, form, status=422)


def state_of(article: Any) -> tuple[str, str, str]:
    """Word, tone and icon; one that is published but past its last day says so."""
    if article.state == ArticleState.PUBLISHED and not rules.is_readable(
        article, queries.today_in(article.community_id)
    ):
        return _("过期待重看"), "late", "alert-circle"
    state = ArticleState(article.state)
    return str(state.label), *LOOKS[state]


def _shown(request: Request, found: Any, why: WhyForm, status: int = 200) -> HttpResponse:
    versions = queries.versions_of(found)
    number = request.GET.get("version", "")
    old = next((one for one in versions if str(one.number) == number and one.number != found.version), None)
    context = {
        "article": found,
        "shown": old or found,
        "old": old,
        "state": state_of(found),
        "versions": _told(versions),
        "categories": found.categories.split(),
        "may_manage": request.standing.may("knowledge.manage"),
        "may": {step: rules.may(step, found) for step in ("publish", "retire")},
        "why": why,
    }
    return render(request, "improvement/desk/article.html", context, status=status)


def _told(versions: list[Any]) -> list[dict[str, Any]]:
    """The versions as lines of a time line: first, changed, published, withdrawn."""
    lines, before = [], ""
    for one in versions:
        if not before:
            words, icon = _("写下第一稿"), "pencil"
        elif one.state == before:
            words, icon = _("改成第 %(number)d 版") % {"number": one.number}, "pencil"
        elif one.state == ArticleState.PUBLISHED:
            words, icon = _("公布"), "eye"
        else:
            words, icon = _("撤下"), "eye-off"
        before = one.state
        person = one.person.name if one.person else ""
        lines.append(
            {"at": one.at, "words": words, "person": person, "note": one.why, "icon": icon, "tone": "calm"}
        )
    return lines


def _form(request: Request, form: ArticleForm, title: str, back: str) -> HttpResponse:
    context = {"form": form, "title": title, "back": back}
    return render(request, "improvement/desk/edit.html", context, status=422 if form.errors else 200)


def _try(form: Any, act: Any) -> Any:
    """What the action made; None when it found something wrong, which then stands on the form."""
    try:
        return act()
    except (Invalid, Refused) as wrong:
        say_beside(form, wrong)
    return None
