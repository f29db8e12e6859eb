"""What the kinds of events are called, for who chooses them: the apps above stand here only as names of kinds."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anju.kernel.events import known_kinds

APPS: dict[str, str | Promise] = {
    "requests": _("诉求"),
    "channels": _("邮件、来电和城市热线"),
    "complaints": _("投诉"),
    "work": _("工单"),
    "team": _("班组"),
    "assets": _("配件与工具"),
    "people": _("人员"),
    "places": _("房屋与区域"),
    "standards": _("服务标准"),
    "notices": _("消息"),
    "connect": _("系统对接"),
    "incidents": _("大面积事件"),
    "proposals": _("建议和表扬"),
    "voice": _("回访"),
    "improvement": _("知识库"),
    "learning": _("学习"),
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
    "channels.mail.received": _("收到一封邮件"),
    "channels.mail.filed": _("邮件登记成一件事"),
    "channels.call.logged": _("记下一个来电"),
    "channels.call.filed": _("来电登记成一件事"),
    "places.place.located": _("在地图上定位"),
    "requests.request.sealed": _("写明了说的是谁、要不要保密"),
    "complaints.complaint.opened": _("新投诉"),
    "complaints.complaint.named": _("写明了投诉的是什么、是谁"),
    "complaints.complaint.assigned": _("定了谁负责"),
    "complaints.complaint.joined": _("请同事参与"),
    "complaints.complaint.replied": _("给了初步答复"),
    "complaints.facts.asked": _("问经过"),
    "complaints.facts.given": _("同事说了经过"),
    "complaints.facts.added": _("投诉人说了经过"),
    "complaints.complaint.decided": _("给了结论"),
    "complaints.complaint.appealed": _("提出申诉"),
    "complaints.remedy.agreed": _("答应补救"),
    "complaints.remedy.done": _("补救做完"),
    "work.job.opened": _("新工单"),
    "work.job.assigned": _("派给某人"),
    "work.job.accepted": _("接单"),
    "work.job.refused": _("退回"),
    "work.job.lapsed": _("没人应答，收回"),
    "work.job_handover.proposed": _("请同事接手"),
    "work.job_handover.accepted": _("接手了"),
    "work.job_handover.declined": _("不能接手"),
    "work.job_handover.withdrawn": _("撤回交接"),
    "work.job_mate.added": _("请人协助"),
    "work.job_mate.removed": _("不再协助"),
    "work.job_labour.started": _("开始计工时"),
    "work.job_labour.stopped": _("停止计工时"),
    "work.job_labour.corrected": _("更正工时"),
    "work.dispatch_rules.changed": _("改了派单方式"),
    "work.job.setout": _("出发"),
    "work.job.arrived": _("到场"),
    "work.job.finished": _("做完"),
    "work.job.cancelled": _("取消"),
    "work.job_step.done": _("完成一个步骤"),
    "work.job_step.reverted": _("撤回一个步骤"),
    "work.job_part.used": _("用了配件"),
    "work.job_part.dropped": _("撤回一个配件"),
    "work.job_part.returned": _("用不上的配件还回去"),
    "work.job_photo.taken": _("拍了照片"),
    "team.duty.entered": _("排了一个班"),
    "team.duty.planned": _("排了一批班"),
    "team.duty.removed": _("移除一个班"),
    "team.skill.given": _("登记技能"),
    "team.skill.ended": _("去掉技能"),
    "team.qualification.added": _("登记证件"),
    "team.qualification.ended": _("证件作废"),
    "team.tongue.added": _("登记语言"),
    "team.tongue.removed": _("去掉语言"),
    "work.job_party.decided": _("定了谁付钱"),
    "work.job_rework.found": _("认出是返工"),
    "work.job_rework.denied": _("看过不是返工"),
    "work.job.quoted": _("报了价"),
    "work.job_quote.accepted": _("住户同意报价"),
    "work.job_quote.refused": _("住户不同意报价"),
    "work.job_quote.withdrawn": _("撤回报价"),
    "work.job.declined": _("价钱没谈成，没有做"),
    "work.job.charged": _("记了收费"),
    "work.job_charge.cancelled": _("冲销收费"),
    "assets.part.added": _("新的配件"),
    "assets.part.changed": _("改了单价或成本"),
    "assets.part.moved": _("配件进出"),
    "assets.part.reserved": _("给工单留配件"),
    "assets.part.released": _("放开预留"),
    "assets.store.added": _("新的仓库"),
    "assets.store.changed": _("改了仓库"),
    "assets.tool.added": _("登记工具"),
    "assets.tool.lent": _("领出工具"),
    "assets.tool.returned": _("归还工具"),
    "assets.tool.calibrated": _("校验工具"),
    "assets.tool.locked": _("停用工具"),
    "assets.tool.unlocked": _("恢复工具"),
    "assets.tool.retired": _("报废工具"),
    "assets.warranty.set": _("登记保修期"),
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
    "improvement.article.changed": _("改了一篇知识"),
    "improvement.article.published": _("发布了一篇知识"),
    "improvement.article.retired": _("停用了一篇知识"),
    "improvement.article.written": _("写了一篇知识"),
    "incidents.incident.opened": _("建了大面积事件"),
    "incidents.incident.started": _("计划的事件开始了"),
    "incidents.incident.updated": _("告诉大家最新情况"),
    "incidents.incident.ended": _("大面积事件已恢复"),
    "incidents.incident_called.off": _("大面积事件取消了"),
    "incidents.request.joined": _("报事并进了事件"),
    "incidents.request.parted": _("报事移出了事件"),
    "learning.label.mapped": _("旧类别对上了新类别"),
    "learning.model.trained": _("重新学了一遍"),
    "learning.past_file.opened": _("导入以前的报事"),
    "learning.past_file.applied": _("以前的报事可以用来学了"),
    "learning.past_file.dropped": _("删掉了以前的报事"),
    "proposals.proposal.opened": _("收到一条建议"),
    "proposals.proposal_answerer.named": _("换了答复的人"),
    "proposals.proposal.supported": _("有人支持建议"),
    "proposals.proposal.shared": _("建议公开了"),
    "proposals.proposal.decided": _("建议有了答复"),
    "proposals.proposal.postponed": _("建议推后再议"),
    "proposals.proposal.climbed": _("建议没按时答复，往上提醒"),
    "proposals.proposal.reconsidered": _("建议重新考虑"),
    "proposals.proposal.dropped": _("建议不再处理"),
    "proposals.proposal_result.told": _("告诉了建议的结果"),
    "proposals.praise.named": _("表扬写明是谁"),
    "proposals.praise.reached": _("表扬转到了本人"),
    "requests.request.secured": _("险情控制住了"),
    "requests.request.held": _("暂停计时"),
    "requests.request.resumed": _("恢复计时"),
    "requests.request_hold.asked": _("请住户同意暂停"),
    "requests.request_hold.declined": _("住户不同意暂停"),
    "requests.request.retimed": _("期限重新算过"),
    "requests.request.climbed": _("快到期或过期，往上提醒"),
    "requests.request_end.agreed": _("约好了办完的时间"),
    "standards.danger_words.changed": _("改了危险词"),
    "standards.hours.changed": _("改了服务时间"),
    "standards.level.changed": _("改了服务等级"),
    "standards.procedure_sample.changed": _("改了抽查照片的比例"),
    "voice.visit.drawn": _("抽了要不要回访"),
    "voice.visit.taken": _("有人去回访"),
    "voice.visit.tried": _("回访没联系上"),
    "voice.visit.answered": _("回访有了答复"),
    "voice.visit.missed": _("回访没按时做"),
    "voice.visit.dropped": _("不用回访了"),
    "voice.visit_rule.changed": _("改了回访比例"),
    "work.job.secured": _("险情控制住了"),
    "work.job.held": _("暂停"),
    "work.job.resumed": _("接着做"),
    "work.job_step.failed": _("一步没通过"),
    "work.job_step.skipped": _("一步用不上"),
    "work.job_step.explained": _("说明为什么没有照片"),
    "work.job.signedoff": _("住户签字了"),
    "work.job_signoff.left": _("住户不在，稍后确认"),
    "work.job_signoff.contested": _("住户说不是自己签的"),
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
