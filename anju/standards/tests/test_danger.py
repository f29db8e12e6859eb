"""Words that raise a request at once, and the everyday words that must not."""

import pytest

from anju.standards.rules import danger_in
from anju.standards.rules.danger import kind_of_danger

DANGER = {
    "12楼有人家着火了": "火",
    "插座冒烟了，还有焦味": "火",
    "地下车库一股浓烟": "火",
    "电箱里噼里啪啦冒火花": "火",
    "厨房好大一股煤气味": "气",
    "闻到 燃气味，不敢开灯": "气",
    "怀疑天然气泄漏": "气",
    "孩子摸插座触电了": "电",
    "楼道栏杆漏电，手一摸就麻": "电",
    "有两个人困在电梯里": "困",
    "电梯困人": "困",
    "电梯卡在6楼，里面有人一直敲门": "困",
    "小孩把自己反锁在屋里，锅还开着火": "困",
    "电梯门把老人夹住了": "困",
    "外墙瓷砖快掉下来了": "坠",
    "空调外机摇摇欲坠": "坠",
    "花盆差点砸到我": "坠",
    "门口的大树要倒": "坠",
    "有人要跳楼": "坠",
    "老人摔倒，头上流血": "伤",
    "我妈昏过去了叫不醒": "伤",
    "被流浪狗咬伤了": "伤",
    "楼下有人打架": "凶",
    "家里进小偷了": "凶",
    "有人受伤了，没有流血": "伤",
}

EVERYDAY = [
    "想清洗油烟机，烟道有点堵",
    "楼下抽烟，烟味飘到卫生间",
    "过年能不能放烟花",
    "楼道烟感一直闪",
    "烟雾报警器要换电池",
    "灭火器过期了",
    "消防通道停满了车",
    "煤气费怎么交",
    "家里燃气灶打不着火",
    "想开通煤气",
    "漏电保护器跳闸",
    "电动车充电到一半就停",
    "电梯停了，没有人受伤，也没人被困",
    "高空抛物监控什么时候装",
    "阳台的落水管堵了",
    "水电人员什么时候上班",
    "孩子睡着了，楼上还在装修",
    "家庭困难，物业费能不能减免",
    "被电动车挡住了出不去",
    "垃圾桶满了要倒垃圾没地方倒",
    "万一着火怎么办，请装应急灯",
    "花园里蚊子咬得厉害",
    "水龙头一直滴水",
    "没有闻到什么，只是没有燃气味也想检查一下",
    "",
]


@pytest.mark.parametrize(("words", "kind"), DANGER.items())
def test_danger_is_heard(words: str, kind: str) -> None:
    found = danger_in(words)
    assert found is not None
    assert kind_of_danger(found) == kind


@pytest.mark.parametrize("words", EVERYDAY)
def test_everyday_words_are_no_danger(words: str) -> None:
    assert danger_in(words) is None


def test_the_first_word_of_danger_comes_back() -> None:
    assert danger_in("电梯困人，里面有人受伤") == "电梯困"
    assert danger_in("电梯停在 5 楼，里面有人") == "电梯…里面有人"
