"""Errors that a person can read. Doors turn them into a page, a field's message or a problem document."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


class AnjuError(Exception):
    """The base of all refusals. ``words`` is what the person reads; ``status`` the HTTP status a door answers."""

    status = 400
    code = "error"
    words: Words = _("这一步没有做成，请再试一次。")

    def __init__(self, words: Words | None = None, **facts: Any) -> None:
        self.words = words if words is not None else self.words
        self.facts = facts
        super().__init__(str(self.words))


class NotFound(AnjuError):
    """It is not there, or the actor may not know that it is."""

    status = 404
    code = "not-found"
    words = _("没有找到您要看的内容，可能已经移走，或不在您可以查看的范围内。")


class NotSignedIn(AnjuError):
    """The door needs to know who is there."""

    status = 401
    code = "not-signed-in"
    words = _("请先登录。")


class NotAllowed(AnjuError):
    """The actor may know that it exists, but may not do this."""

    status = 403
    code = "not-allowed"
    words = _("您的岗位没有这项权限，如有需要请联系项目负责人。")


class Refused(AnjuError):
    """A rule forbids the step in the present state; nothing was changed."""

    status = 409
    code = "refused"
    words = _("现在还不能这样做。")


class Invalid(AnjuError):
    """What was given cannot be used. ``fields`` maps the name of a field to what is wrong with it."""

    status = 422
    code = "invalid"
    words = _("有内容需要修改。")

    def __init__(self, words: Words | None = None, *, fields: Mapping[str, Words] | None = None) -> None:
        self.fields = dict(fields or {})
        super().__init__(words if words is not None else next(iter(self.fields.values()), None))


class TooOften(AnjuError):
    """A limit by rate. ``retry_after`` is in seconds."""

    status = 429
    code = "too-often"
    words = _("操作太频繁了，请过一会儿再试。")

    def __init__(self, words: Words | None = None, *, retry_after: int = 60) -> None:
        self.retry_after = retry_after
        super().__init__(words)


class UnscopedQuery(RuntimeError):
    """A query on a community-owned table that names no community: a mistake in our code, never a person's."""
