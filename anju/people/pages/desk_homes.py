"""Which home somebody means by what they typed."""

from django.utils.translation import gettext as _

from anju.people import queries
from anju.people.forms import HomeRoleForm
from anju.ui.doors import Request


def one_home(request: Request, form: HomeRoleForm) -> int | None:
    """The id of the one home that fits; None, said beside the field, when none or several do."""
    typed = form.cleaned_data["home"]
    fitting = queries.homes_named(request.actor, request.standing.community_id, typed)
    if len(fitting) == 1:
        return fitting[0].id
    if fitting:
        labels = "、".join(home.label for home in fitting[:3])
        form.add_error("home", _("有几套房屋都符合：%(labels)s 等，请写全一点。") % {"labels": labels})
    else:
        form.add_error("home", _("没有找到这套房屋，请检查编号。"))
    return None
