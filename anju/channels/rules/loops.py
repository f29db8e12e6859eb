"""Which mails nobody wrote: automatic answers, lists, bounces, our own. They are never answered (RFC 3834)."""

import re
from dataclasses import dataclass

from anju.channels.choices import Reason

_AWAY = re.compile(
    r"^\W*(自动回复|自動回覆|自动答复|自动应答|外出|休假|不在办公室|不在辦公室|"
    r"automatic reply|auto(matic)?[ -]?(reply|response)|"
    r"out of (the )?office|abwesenheit|réponse automatique|vacation reply)",
    re.IGNORECASE,
)
_BOUNCE = re.compile(
    r"^\W*(退信|系统退信|邮件退回|投递失败|无法投递|undeliver|returned mail|mail delivery (failed|failure|system)|"
    r"delivery (status notification|failure)|failure notice)",
    re.IGNORECASE,
)
_ROBOTS = re.compile(
    r"^(mailer-daemon|mail-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)([+.-].*)?@", re.IGNORECASE
)
_BULK = {"bulk", "list", "junk", "auto_reply"}


@dataclass(frozen=True)
class MailHead:
    """What the head of a mail says about who wrote it. Absent lines are empty; ``null_path``: sent from ``<>``."""

    sender: str = ""
    subject: str = ""
    auto_submitted: str = ""
    precedence: str = ""
    suppress: str = ""
    auto_reply: str = ""
    list_id: str = ""
    content_type: str = ""
    ours: str = ""
    null_path: bool = False


def why_left_aside(head: MailHead, own: frozenset[str] = frozenset()) -> Reason | None:
    """Why the mail is no person's; None for one that somebody wrote. ``own`` are our addresses."""
    checks: list[tuple[Reason, bool]] = [
        (Reason.OURS, bool(head.ours) or head.sender in own),
        (
            Reason.BOUNCE,
            head.null_path or head.content_type == "multipart/report" or bool(_BOUNCE.match(head.subject)),
        ),
        (Reason.AWAY, bool(_AWAY.match(head.subject))),
        (Reason.AUTOMATIC, _automatic(head)),
        (Reason.BULK, head.precedence.strip().lower() in _BULK or bool(head.list_id)),
        (Reason.NOBODY, not head.sender),
    ]
    return next((reason for reason, holds in checks if holds), None)


def _automatic(head: MailHead) -> bool:
    submitted = head.auto_submitted.split(";")[0].strip().lower()
    return (
        submitted not in ("", "no")
        or bool(head.suppress)
        or bool(head.auto_reply)
        or bool(_ROBOTS.match(head.sender))
    )
