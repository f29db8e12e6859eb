"""Example content of the catalogue: people and places with the lengths that real ones have."""

from datetime import datetime, timedelta
from typing import Any

from django import forms

from anju.kernel import clock
from anju.kernel.actor import Actor, Standing
from anju.ui.context import Community
from anju.ui.forms import Form, PhoneField, PhotosField, TextField
from anju.ui.menu import ShownEntry

LONG_NAME = "欧阳慧敏·艾克拜尔"
LONG_PLACE = "翠湖花园三期西区 12 栋 2 单元 2803 室"


class ReportForm(Form):
    what = TextField(label="哪里不好", rows=3, help_text="照实说就行，比如“厨房水槽下面在滴水”。")
    when = forms.ChoiceField(
        label="什么时候方便",
        choices=[("now", "随时都行"), ("am", "上午"), ("pm", "下午"), ("call", "先打电话")],
        widget=forms.RadioSelect,
        initial="now",
    )
    place = forms.ChoiceField(label="在哪里", choices=[("home", LONG_PLACE), ("lobby", "12 栋 2 单元大堂")])
    phone = PhoneField(label="手机号")
    photos = PhotosField(label="照片", required=False, help_text="拍清楚漏点，师傅好带对配件。")
    quiet = forms.BooleanField(label="晚上十点以后不要给我发消息", required=False)


def ago(**by: float) -> datetime:
    return clock.now() - timedelta(**by)


def ahead(**by: float) -> datetime:
    return clock.now() + timedelta(**by)


def timeline() -> list[dict[str, Any]]:
    return [
        {
            "at": ago(days=1, hours=3),
            "words": "报修：厨房水槽下面在滴水",
            "person": LONG_NAME,
            "post": "业主",
            "icon": "message-report",
            "tone": "run",
        },
        {
            "at": ago(days=1, hours=2, minutes=48),
            "words": "已收到，今天 18:00 前有人上门",
            "person": "林晓雯",
            "post": "客服",
            "icon": "check",
            "note": "先把水槽下面的小阀门顺时针拧紧，漏水会停。",
        },
        {
            "at": ago(days=1),
            "words": "等配件：角阀 DN15",
            "person": "张建国",
            "post": "水电工",
            "icon": "player-pause",
            "tone": "wait",
        },
        {
            "at": ago(hours=1),
            "words": "张师傅已到",
            "person": "张建国",
            "post": "水电工",
            "icon": "map-pin",
            "tone": "run",
        },
        {
            "at": ago(minutes=12),
            "words": "修好了，换了角阀和软管",
            "person": "张建国",
            "post": "水电工",
            "icon": "tool",
            "tone": "run",
            "photos": photos(),
        },
        {
            "at": ago(minutes=2),
            "words": "您说：修好了",
            "person": LONG_NAME,
            "post": "业主",
            "icon": "circle-check",
            "tone": "kept",
        },
    ]


def messages() -> list[dict[str, Any]]:
    return [
        {
            "at": ago(days=1),
            "person": "林晓雯",
            "post": "客服",
            "words": "您好，师傅今天 18:00 前到，来之前会先打电话给您。",
            "mine": False,
        },
        {
            "at": ago(hours=2),
            "person": LONG_NAME,
            "words": "好的，我五点以后在家。门口有快递箱，小心别绊着。",
            "mine": True,
        },
        {
            "at": ago(hours=1),
            "person": "张建国",
            "post": "水电工",
            "words": "配件仓库没有，我去建材市场拿，多半小时。",
            "mine": False,
            "internal": True,
        },
        {
            "at": ago(minutes=20),
            "person": "张建国",
            "post": "水电工",
            "words": "已经换好，您看看还滴不滴。",
            "mine": False,
            "photos": photos(),
        },
    ]


def photos() -> list[dict[str, str]]:
    return [{"url": picture(hue), "alt": "换好的角阀"} for hue in ("%23a9c6c2", "%23d9c3a0")]


def picture(colour: str) -> str:
    """A plain surface as a picture, so that the catalogue needs no file."""
    surface = f"%3Crect width='4' height='3' fill='{colour}'/%3E"
    return f"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 3'%3E{surface}%3C/svg%3E"


def standing() -> Standing:
    return Standing(
        community_id=1, slug="cuihu", name="翠湖花园", person_id=1, places=frozenset({1}), posts=("desk",)
    )


def actor() -> Actor:
    return Actor(kind="person", account_id=1, label="林晓雯", standings=(standing(),))


def communities() -> list[Community]:
    return [Community("翠湖花园", "#", True), Community("光明新村（老区）南院", "#", False)]


def entry(label: str, icon: str, **more: Any) -> ShownEntry:
    shown = {"url": "#", "active": False, "badge": 0, "area": "", "spot": "menu", **more}
    return ShownEntry(label=label, icon=icon, **shown)


MENUS: dict[str, list[ShownEntry]] = {
    "resident": [
        entry("首页", "home", active=True),
        entry("报事", "tool"),
        entry("消息", "message-circle", badge=3),
        entry("我的", "user"),
    ],
    "crew": [
        entry("今日", "checklist", active=True, badge=7),
        entry("扫码", "scan", spot="raised"),
        entry("消息", "message-circle", badge=2),
        entry("我的", "user"),
    ],
    "desk": [
        entry("今天", "sun"),
        entry("诉求", "messages", active=True, badge=12, area="服务"),
        entry("工单", "tool", badge=31, area="服务"),
        entry("通知", "speakerphone", area="服务"),
        entry("房屋与公区", "building-community", area="基础资料"),
        entry("住户与员工", "users", area="基础资料"),
        entry("服务标准", "list-check", area="基础资料"),
        entry("二维码", "qrcode", area="基础资料"),
        entry("查找", "search", spot="search"),
        entry("消息", "bell", spot="bell", badge=5),
        entry("我的", "user", spot="me"),
    ],
    "public": [],
}
