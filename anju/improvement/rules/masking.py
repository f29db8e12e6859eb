"""Words without what names a person or a home, before strangers may read them.

Numbers, homes, plates and forms of address are found by their shape; whose names and which homes a community knows is
given. What looks like one is taken out rather than left in: somebody reads the result before it is published.
"""

import re
from collections.abc import Collection

_COUNT = "0-9一二三四五六七八九十零〇两"
# The hundred commonest family names; the rarer are found where the community knows the person.
_FAMILY = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蔡蒋余于杜叶程魏苏吕丁任沈姚卢姜崔钟"
    "谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤欧"
)
_TITLES = "先生|女士|小姐|太太|阿姨|叔叔|大爷|大妈|大叔|大姐|大哥|奶奶|爷爷|师傅|老师|经理|主任|医生"

_PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"
_ROOM = rf"[{_COUNT}]{{3,4}}(?: ?(?:室|房|号|户))?(?![{_COUNT}])"

_SHAPES: tuple[tuple[str, str], ...] = (
    ("（邮箱略）", r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"),
    ("（证件号略）", r"(?<![0-9])[1-9][0-9]{16}[0-9Xx](?![0-9])"),
    ("（电话略）", r"(?<![0-9])(?:\+?86[ -]?)?1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])"),
    ("（电话略）", r"(?<![0-9])0[0-9]{2,3}[ -]?[0-9]{7,8}(?![0-9])"),
    ("（车牌略）", rf"[{_PROVINCES}][A-HJ-NP-Za-hj-np-z][·• ]?[A-HJ-NP-Za-hj-np-z0-9]{{5,6}}(?![A-Za-z0-9])"),
    ("某户", rf"[{_COUNT}]+ ?(?:栋|幢|号楼|座|弄) ?(?:[{_COUNT}]+ ?(?:单元|门|号) ?)?{_ROOM}"),
    ("某户", rf"[{_COUNT}]+ ?单元 ?{_ROOM}"),
    ("某户", r"(?<![0-9-])[0-9]{1,3}-[0-9]{1,2}-[0-9]{3,4}(?![0-9-])"),
    ("某户", r"(?<![0-9])[0-9]{3,4} ?(?:室|房(?!间|租|屋|价|产))"),
    ("某某", rf"[{_FAMILY}](?:{_TITLES})"),
)


def masked(
    words: str, *, names: Collection[str] = (), homes: Collection[str] = (), keep: Collection[str] = ()
) -> str:
    """The words with 某某 for the ``names``, 某户 for the ``homes`` and for what looks like one, and without numbers
    that reach somebody; those in ``keep`` (the community's own hotline) stay."""
    known = [("某户", home) for home in homes if home] + [("某某", name) for name in names if len(name) > 1]
    known.sort(key=lambda one: -len(one[1]))
    shapes = [(put, re.escape(text)) for put, text in known] + list(_SHAPES)
    stays = [re.escape(text) for text in sorted(keep, key=len, reverse=True) if text]
    pattern = re.compile(
        "|".join(
            [
                f"(?P<stays>{'|'.join(stays) or r'(?!)'})",
                *(f"(?P<g{at}>{one})" for at, (_p, one) in enumerate(shapes)),
            ]
        )
    )

    def put(found: re.Match[str]) -> str:
        group = found.lastgroup or "stays"
        return found[0] if group == "stays" else shapes[int(group[1:])][0]

    for _again in range(3):  # what stood apart may have come together
        words = pattern.sub(put, words)
    return words
