"""Do the words ask something that an article may answer?"""

import re

_ASKS = re.compile(
    r"[?？]|吗|呢|怎么|怎样|如何|什么|多少|几点|几号|几天|哪里|哪儿|哪天|哪个|谁来|能不能|可不可以|可以.{0,12}不|是不是"
    r"|有没有|要不要|会不会|为什么|为啥|是否|请问|咨询|想问|想知道|想了解|多久"
    r"|\b(?:how|what|when|where|who|why|which|can|could|may|is|are|do|does)\b",
    re.IGNORECASE,
)


def looks_like_question(words: str) -> bool:
    return _ASKS.search(words) is not None
