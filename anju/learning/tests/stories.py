"""What the stories of learning share: files of past reports as people hand them in, a community that has a history."""

from random import Random
from typing import Any

from anju.kernel.actor import SYSTEM
from anju.learning import actions
from anju.learning.models import Model, PastFile, PastReport
from anju.standards.actions import load_catalogue
from tests.cast import Cast

HEAD = "内容,类别,报修时间,办结时间,地点"
ROWS = [
    "厨房水龙头一直滴水,水暖,2025-03-01 09:10,2025-03-01 15:00,3栋2单元1001",
    "楼道灯不亮,照明,2025/3/2,2025/3/3,3-2",
    "楼上半夜吵,噪音,2025年3月3日 23:40,,五号楼",
]
KINDS: dict[str, list[str]] = {
    "水暖": ["水龙头滴水", "水管漏水", "角阀渗水", "暖气不热", "马桶一直流水", "水压太小", "水表下面漏水"],
    "照明": ["楼道灯不亮", "路灯一闪一闪", "地下车库灯坏了", "感应灯不灵", "门厅灯不亮了", "灯泡烧了"],
    "噪音": ["楼上半夜吵", "装修电钻太响", "广场舞音响太大", "狗一直叫", "邻居深夜放音乐", "楼上跑跳"],
    "保洁": ["垃圾没清", "楼道有烟头", "电梯里有尿味", "垃圾桶满了", "大堂地面脏", "小广告没人撕"],
}
STARTS = ["", "你好，", "麻烦看下，", "又来了，", "昨天开始", "我家这边", "请尽快处理，", "师傅，"]
ENDS = ["", "，好几天了", "，急", "，谢谢", "，没人管", "，老人不方便", "！", "，已经说过两次"]


def csv_of(*rows: str, head: str = HEAD) -> str:
    return "\n".join([head, *(rows or ROWS)]) + "\n"


def history(rows: int = 240, *, kinds: dict[str, list[str]] = KINDS, seed: int = 7) -> str:
    """A file of so many reports, drawn from ``kinds``."""
    dice = Random(seed)
    lines = []
    for number in range(rows):
        label = dice.choice(sorted(kinds))
        words = f"{dice.choice(STARTS)}{dice.choice(kinds[label])}{dice.choice(ENDS)}".replace(",", "，")
        day = f"2025-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
        lines.append(f"{words},{label},{day},{day},3-2")
    return csv_of(*lines)


def brought_in(cast: Cast, content: str | bytes, name: str = "往年.csv", **more: Any) -> PastFile:
    """The file checked, confirmed and written by the manager, without learning."""
    load_catalogue(actor=SYSTEM, community_id=cast.cuihu.id)
    kept = actions.open_file(
        actor=cast.actor("陈静"),
        community_id=cast.cuihu.id,
        content=content if isinstance(content, bytes) else content.encode(),
        file_name=name,
        queued=False,
    )
    where = {"community_id": cast.cuihu.id, "file_id": kept.id}
    kept = actions.check_file(**where)
    actions.confirm_file(actor=cast.actor("陈静"), file=kept, queued=False)
    return actions.apply_file(actor=cast.actor("陈静"), queued=False, **where)


def learned(cast: Cast, content: str | None = None) -> Model:
    """翠湖花园 with a history from which it has learned."""
    brought_in(cast, content or history())
    model = actions.learn(community_id=cast.cuihu.id)
    assert model is not None
    return model


def kept(cast: Cast) -> list[tuple[str, str]]:
    rows = PastReport.objects.of(cast.cuihu.id).select_related("label").order_by("id")
    return [(row.words, row.label.name if row.label else "") for row in rows]
