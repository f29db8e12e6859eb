"""What the import contracts cannot say: another app uses only your public files; foreign keys go down."""

from django.apps import apps
from django.db.models import ForeignKey

from tests.house.house import LEVEL, app_of, imports_of, our_apps, source_files, where

# What an app offers to the apps above it.
PUBLIC = {"actions", "queries", "events", "choices"}
# Pure vocabulary that pages above may use too.
ALSO_PUBLIC = {
    "anju.people.beside",  # what the apps above show on the page of a person
    "anju.people.rules",  # masks, titles of posts
    "anju.standards.rules",  # promises
    "anju.standards.forms.HoldForm",  # filled in on the technician's phone and at the desk
    "anju.places.rules",  # positions and distances
    "anju.learning.rules",  # how alike two reports are
    "anju.assets.rules",  # quantities and prices
    "anju.work.quotes.",  # quotes have actions, queries and choices of their own
    "anju.places.api",  # a place as the API shows it
    "anju.places.beside",  # what the apps above show on the pages of places
    "anju.requests.clock_queries.open_hold",  # whether its clock stands still
    "anju.requests.own_queries",  # one's own requests, also by the secret link
    "anju.requests.sentences",  # how a request stands, in words
    "anju.work.sign_actions",  # what was signed at the door is contested by its resident
    "anju.requests.beside",  # what the apps above add to the pages of requests
}
WITHOUT_BORDER = {"kernel", "ui", "launch"}


def test_an_app_uses_only_the_public_files_of_another() -> None:
    wrong = []
    for file in source_files():
        mine = app_of(file)
        for one in imports_of(file):
            _anju, theirs, *rest = [*one.module.split("."), ""]
            if (
                theirs in WITHOUT_BORDER | {mine, "__version__", ""}
                or mine in {"config", "launch"}
                or one.typing_only
            ):
                continue
            if rest[0] in PUBLIC or any(one.module.startswith(open_file) for open_file in ALSO_PUBLIC):
                continue
            wrong.append(f"{where(file, one.line)} imports {one.module}")
    assert not wrong, "Use the other app's actions, queries, events or choices instead:\n" + "\n".join(wrong)


def test_foreign_keys_go_down() -> None:
    wrong = []
    for config in our_apps():
        for model in config.get_models():
            for field in model._meta.local_fields:
                if not isinstance(field, ForeignKey) or field.name in {"community", "account"}:
                    continue
                far = field.related_model._meta.app_label
                if far in LEVEL and far != config.label and LEVEL[far] >= LEVEL[config.label]:
                    wrong.append(f"{model._meta.label}.{field.name} → {far}")
    assert not wrong, "Let the upper app point down, or put a link table into it:\n" + "\n".join(wrong)


def test_no_model_signals_in_domain_code() -> None:
    wrong = [
        where(file, number)
        for file in source_files()
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if "django.db.models.signals" in line and file.name != "apps.py"
    ]
    assert not wrong, "Record an event and react to it instead of a signal:\n" + "\n".join(wrong)


def test_every_app_of_ours_has_its_level() -> None:
    assert {config.label for config in our_apps()} <= set(LEVEL)
    assert apps.ready
