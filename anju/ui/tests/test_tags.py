"""The tags that every template has: fields, filters in the address, states, icons, codes."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory

from anju.kernel import clock
from anju.ui import forms as ui_forms


def draw(source: str, address: str = "/", **context: Any) -> str:
    return Template(source).render(Context({"request": RequestFactory().get(address), **context}))


class ReportForm(ui_forms.Form):
    what = ui_forms.TextField(label="哪里不好", rows=3, max_length=20, help_text="照实说就行")
    phone = ui_forms.PhoneField(label="手机号", required=False)
    place = forms.ChoiceField(label="在哪里", choices=[("home", "家里"), ("lobby", "大堂")])
    when = forms.ChoiceField(
        label="什么时候", choices=[("am", "上午"), ("pm", "下午")], widget=forms.RadioSelect
    )


def test_a_field_ties_label_help_and_error_to_its_control() -> None:
    html = draw("{% field form.what %}", form=ReportForm({"phone": "138"}))
    assert '<label class="form-label" for="id_what">哪里不好' in html
    assert "form-control is-invalid" in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_what_helptext id_what_error"' in html
    assert 'id="id_what_error"' in html and "请写上哪里不好" in html
    assert 'id="id_what_helptext"' in html and "照实说就行" in html


def test_a_good_field_says_nothing_of_errors() -> None:
    html = draw("{% field form.what %}", form=ReportForm({"what": "灯不亮"}))
    assert "is-invalid" not in html and "_error" not in html


def test_an_optional_field_says_so_and_takes_attributes() -> None:
    html = draw('{% field form.phone placeholder="11 位" hx_get="/x/" %}', form=ReportForm())
    assert "可不填" in html and 'placeholder="11 位"' in html and 'hx-get="/x/"' in html


def test_choices_are_a_group_with_a_legend() -> None:
    html = draw("{% field form.when %}", form=ReportForm({}))
    assert "<fieldset" in html and "<legend" in html and html.count('type="radio"') == 2
    assert "请选一下什么时候" in html


def test_what_was_typed_is_escaped() -> None:
    html = draw("{% field form.what %}", form=ReportForm({"what": "<script>alert(1)</script>"}))
    assert "<script>" not in html


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13800001234", "13800001234"),
        ("138 0000-1234", "13800001234"),
        ("+86 13800001234", "13800001234"),
        ("", ""),
    ],
)
def test_a_phone_number_is_kept_as_eleven_digits(typed: str, kept: str) -> None:
    form = ReportForm({"what": "灯", "place": "home", "when": "am", "phone": typed})
    assert form.is_valid() and form.cleaned_data["phone"] == kept


@pytest.mark.parametrize(
    ("typed", "words"),
    [("1380000123", "手机号是 11 位数字，您写了 10 位。"), ("请打座机", "这不像手机号，请再看一下。")],
)
def test_a_wrong_phone_number_is_named(typed: str, words: str) -> None:
    assert ReportForm({"phone": typed}).errors["phone"] == [words]


def test_text_loses_control_characters_and_has_an_end() -> None:
    form = ReportForm({"what": "灯\x00不\x07亮", "place": "home", "when": "am"})
    assert form.is_valid() and form.cleaned_data["what"] == "灯不亮"
    assert ReportForm({"what": "灯" * 21}).errors["what"] == ["写得太长了，最多 20 个字，现在是 21 个。"]


def test_query_changes_one_filter_keeps_the_others_and_leaves_the_page() -> None:
    html = draw('{% query state="late" %}|{% query kind=None %}|{% query after=9 %}', "/?kind=water&after=5")
    assert html == "?kind=water&amp;state=late|?|?kind=water&amp;after=9"


def test_a_chosen_chip_is_current_and_takes_itself_out() -> None:
    html = draw('{% chip "水电" "kind" "water" count=3 %}', "/?kind=water&state=late")
    assert 'aria-current="true"' in html and 'href="?state=late"' in html
    assert "aria-current" not in draw('{% chip "电梯" "kind" "lift" %}', "/?kind=water")


def test_time_says_the_exact_one_in_its_title() -> None:
    with clock.moved(datetime(2026, 11, 23, 6, 0, tzinfo=UTC)):
        html = draw("{% time at %}", at=datetime(2026, 11, 22, 13, 14, tzinfo=UTC))
    assert html == '<time datetime="2026-11-22T13:14:00+00:00" title="2026-11-22 21:14">昨天 21:14</time>'


def test_entries_are_grouped_by_the_day_of_the_zone() -> None:
    entries = [
        {"at": datetime(2026, 11, 22, 15, 59, tzinfo=UTC)},
        {"at": datetime(2026, 11, 22, 16, 0, tzinfo=UTC)},
    ]
    with clock.moved(datetime(2026, 11, 23, 6, 0, tzinfo=UTC)):
        html = draw(
            "{% for group in entries|by_day %}{{ group.day }}{{ group.entries|length }} {% endfor %}",
            entries=entries,
        )
    assert html == "昨天1 今天1 "


def test_a_state_is_word_icon_and_tone() -> None:
    html = draw('{% state "等您确认" "wait" %}')
    assert "等您确认" in html and "<svg" in html and "a-tone-wait" in html


def test_a_misspelt_icon_is_an_error() -> None:
    assert "<path" in draw('{% icon "tool" %}')
    with pytest.raises(LookupError, match="no icon named 'toool'"):
        draw('{% icon "toool" %}')


@pytest.mark.parametrize(
    ("name", "letters"),
    [("张建国", "建国"), ("欧阳慧敏·艾克拜尔", "慧敏"), ("李", "李"), ("Maria Silva", "MS")],
)
def test_an_avatar_shows_what_people_call_somebody(name: str, letters: str) -> None:
    assert f">{letters}</span>" in draw("{% avatar name %}", name=name)


def test_a_code_holds_ascii_only() -> None:
    assert 'aria-label="大堂"' in draw('{% qr "https://example.org/q/1" "大堂" %}')
    with pytest.raises(UnicodeEncodeError):
        draw('{% qr "https://example.org/大堂" %}')


def test_block_parts_escape_their_arguments() -> None:
    html = draw("{% panel title=name %}里面{% endpanel %}", name="<b>")
    assert "&lt;b&gt;" in html and "里面" in html
