"""What the time line says of quotes, of who pays, and of rework."""

from django.utils.translation import gettext as _

from anju.requests.beside import Say
from anju.work import events
from anju.work.choices import AnswerWay, Party

WORDINGS: dict[str, Say] = {
    events.JobQuoted.kind: lambda facts: (
        "file-invoice",
        _("报价 %s 元，等您答复") % facts["total"]
        if facts["version"] == 1
        else _("报价有变化，现在是 %s 元，等您答复") % facts["total"],
        "warm",
    ),
    events.JobQuoteAccepted.kind: lambda facts: (
        "circle-check",
        _("同意了报价 %(total)s 元（%(way)s）")
        % {"total": facts["total"], "way": AnswerWay(facts["way"]).label},
        "good",
    ),
    events.JobQuoteRefused.kind: lambda facts: ("circle-x", _("没有同意报价"), "warm"),
    events.JobQuoteWithdrawn.kind: lambda facts: ("arrow-back", _("报价撤回了"), "plain"),
    events.JobDeclined.kind: lambda facts: ("circle-off", _("报价没有谈成，这次没有做"), "warm"),
    events.JobPartyDecided.kind: lambda facts: (
        "coins",
        _("费用：%s") % Party(facts["party"]).label,
        "plain",
    ),
    events.JobReworkFound.kind: lambda facts: (
        "refresh",
        _("%(days)d 天前同一处刚修过，算返工，不再收费") % {"days": facts["days"]}
        if facts["days"]
        else _("同一处今天刚修过，算返工，不再收费"),
        "warm",
    ),
    events.JobReworkDenied.kind: lambda facts: ("refresh-off", _("看过了，不算返工"), "plain"),
    events.JobCharged.kind: lambda facts: ("receipt", _("应收 %s 元") % facts["amount"], "plain"),
    events.JobChargeCancelled.kind: lambda facts: (
        "receipt-off",
        _("收费冲销 %s 元") % facts["amount"],
        "plain",
    ),
}
