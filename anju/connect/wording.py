"""What the kinds of events are called, for who chooses them: the apps above stand here only as names of kinds."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anju.kernel.events import known_kinds

APPS: dict[str, str | Promise] = {
    "requests": _("诉求"),
    "work": _("工单"),
    "people": _("人员"),
    "places": _("房屋与区域"),
    "standards": _("服务标准"),
    "notices": _("消息"),
    "connect": _("系统对接"),
}
KINDS: dict[str, str | Promise] = {
    "requests.request.reported": _("报了一件事"),
    "requests.request.taken": _("受理了"),
    "requests.request.answered": _("给住户回复"),
    "requests.request.commented": _("住户留言"),
    "requests.request.noted": _("同事写了备注"),
    "requests.request.classified": _("改了类别或级别"),
    "requests.request.dispatched": _("开了工单"),
    "requests.request.urged": _("住户催办"),
    "requests.request.arrived": _("有人到场"),
    "requests.request.finished": _("处理完，等住户确认"),
    "requests.request.judged": _("住户说好没好"),
    "requests.request.reopened": _("重新打开"),
    "requests.request.closed": _("结束了"),
    "requests.request.cancelled": _("住户撤销"),
    "requests.request.merged": _("并到另一件"),
    "requests.request_phone.shown": _("看了访客留的号码"),
    "work.job.opened": _("新工单"),
    "work.job.assigned": _("派给某人"),
    "work.job.accepted": _("接单"),
    "work.job.refused": _("退回"),
    "work.job.setout": _("出发"),
    "work.job.arrived": _("到场"),
    "work.job.finished": _("做完"),
    "work.job.cancelled": _("取消"),
    "work.job_step.done": _("完成一个步骤"),
    "work.job_step.reverted": _("撤回一个步骤"),
    "work.job_part.used": _("用了配件"),
    "work.job_part.dropped": _("撤回一个配件"),
    "work.job_photo.taken": _("拍了照片"),
    "work.dayplan.requested": _("请系统排一天的活"),
    "work.dayplan.made": _("一天的活排好了"),
    "work.dayplan.taken": _("采纳了排好的活"),
    "people.person.added": _("登记一个人"),
    "people.person.changed": _("改了资料"),
    "people.person.deactivated": _("停用一个人"),
    "people.person.reactivated": _("恢复一个人"),
    "people.phone.shown": _("看了完整手机号"),
    "people.account.opened": _("开通登录"),
    "people.vehicle.added": _("登记车牌"),
    "people.vehicle.removed": _("去掉车牌"),
    "people.home_role.given": _("住进或买下房屋"),
    "people.home_role.ended": _("搬走或卖出房屋"),
    "people.staff_post.given": _("上岗"),
    "people.staff_post.ended": _("离岗"),
    "people.intake.opened": _("交来导入表"),
    "people.intake.applied": _("导入完成"),
    "people.intake.dropped": _("放弃导入"),
    "places.place.added": _("新的房屋或区域"),
    "places.place.changed": _("改了房屋或区域"),
    "places.place.retired": _("停用房屋或区域"),
    "standards.category.changed": _("改了服务标准"),
    "connect.token.made": _("开了令牌"),
    "connect.token.ended": _("停用令牌"),
    "connect.webhook.added": _("加了推送"),
    "connect.webhook.changed": _("启用或停用推送"),
    "connect.webhook.pinged": _("试发"),
}


@dataclass(frozen=True)
class KindGroup:
    """The kinds of one app: ``every`` asks for all of them, also for those that will come."""

    title: str
    every: str
    kinds: list[tuple[str, str]]


def words_of(kind: str) -> str:
    """A kind as a person says it; the kind itself where nobody has said it yet."""
    return str(_("全部")) if kind.endswith(".*") else str(KINDS.get(kind, kind))


def full_words_of(kind: str) -> str:
    """The same with the part of the house it belongs to: 工单：做完."""
    app = kind.split(".")[0]
    return f"{APPS.get(app, app)}：{words_of(kind)}"


def kind_groups() -> list[KindGroup]:
    """All kinds that can be recorded, by app, in the order in which people meet them."""
    by_app: dict[str, list[str]] = {app: [] for app in APPS}
    for kind in known_kinds():
        by_app.setdefault(kind.split(".")[0], []).append(kind)
    place = {kind: number for number, kind in enumerate(KINDS)}
    return [
        KindGroup(
            title=str(APPS.get(app, app)),
            every=f"{app}.*",
            kinds=[
                (kind, words_of(kind)) for kind in sorted(kinds, key=lambda one: place.get(one, len(place)))
            ],
        )
        for app, kinds in by_app.items()
        if kinds
    ]
