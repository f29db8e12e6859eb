"""Ways into the pages of work."""

from django.utils.translation import gettext_lazy as _

from anju.kernel.actor import Standing
from anju.ui.menu import MenuEntry
from anju.work.queries import jobs_to_accept


def _to_accept(standing: Standing) -> int:
    return jobs_to_accept(standing.community_id, standing.person_id)


MENU = [
    MenuEntry(
        face="crew", label=_("今日"), url_name="crew:today", icon="checklist", order=10, badge=_to_accept
    ),
    MenuEntry(face="crew", label=_("扫码"), url_name="crew:scan", icon="scan", order=20, spot="raised"),
    MenuEntry(
        face="desk",
        label=_("工单"),
        url_name="desk_jobs:all",
        icon="tool",
        order=30,
        needs="work.see",
        area=_("服务"),
    ),
    MenuEntry(
        face="desk",
        label=_("派单方式"),
        url_name="desk_jobs:dispatch",
        icon="arrows-shuffle",
        order=710,
        needs="settings.manage",
        area=_("标准与设置"),
    ),
    MenuEntry(
        face="desk",
        label=_("收费记录"),
        url_name="desk_jobs:charges",
        icon="receipt",
        order=42,
        needs="charges.manage",
        area=_("服务"),
    ),
    MenuEntry(
        face="desk",
        label=_("排今天的活"),
        url_name="desk_plans:start",
        icon="route",
        order=31,
        needs="work.assign",
        area=_("服务"),
    ),
]
