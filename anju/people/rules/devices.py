"""Devices in words, from what browsers say of themselves."""

from django.utils.translation import gettext as _

# In this order: the first that is named wins.
_PROGRAMS = [
    ("MicroMessenger", "微信"),
    ("AlipayClient", "支付宝"),
    ("DingTalk", "钉钉"),
    ("Edg", "Edge"),
    ("HuaweiBrowser", "华为浏览器"),
    ("MiuiBrowser", "小米浏览器"),
    ("UCBrowser", "UC 浏览器"),
    ("QQBrowser", "QQ 浏览器"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
]
_SYSTEMS = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("HarmonyOS", "鸿蒙"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
]


def device_words(user_agent: str) -> str:
    """``Mozilla/5.0 (iPhone; …) … MicroMessenger/8`` → ``iPhone · 微信``."""
    names = [
        next((name for sign, name in known if sign in user_agent), "") for known in (_SYSTEMS, _PROGRAMS)
    ]
    return " · ".join(name for name in names if name) or _("未知设备")
