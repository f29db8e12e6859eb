"""Everything that is said to people is said in English too."""

import re

from anju.config import translations

BLANK = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")


def test_english_is_complete() -> None:
    missing = translations.untranslated(translations.renewed())
    assert not missing, "make messages, then write the English in anju/locale:\n" + "\n".join(missing)


def test_english_fills_the_same_blanks() -> None:
    wrong = []
    for message in translations.kept():
        if isinstance(message.id, str) and message.id:
            given, used = set(BLANK.findall(message.id)), set(BLANK.findall(str(message.string)))
            if not used <= given:
                wrong.append(f"{message.id} → {message.string}")
    assert not wrong
