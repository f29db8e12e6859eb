"""What the house tests look at: our apps, their files and their imports."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.apps import AppConfig, apps

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "anju"

# From the top down; an app stands only on those below it (the import contract in pyproject.toml is the same).
LAYERS = [
    ["config"],
    ["insight"],
    ["voice"],
    ["complaints", "proposals", "incidents", "channels"],
    ["requests"],
    ["work"],
    ["assets", "team", "learning"],
    ["improvement"],
    ["notices", "standards", "connect"],
    ["people"],
    ["places"],
    ["ui"],
    ["kernel"],
    ["launch"],
]
LEVEL = {app: level for level, apps_there in enumerate(reversed(LAYERS)) for app in apps_there}


class Import(NamedTuple):
    file: Path
    line: int
    module: str  # anju.people.queries
    typing_only: bool


def our_apps() -> list[AppConfig]:
    return [config for config in apps.get_app_configs() if config.name.startswith("anju.")]


def source_files(*, tests: bool = False) -> Iterator[Path]:
    """The Python files of the product, without migrations and, unless asked, without tests."""
    for file in sorted(PACKAGE.rglob("*.py")):
        parts = file.relative_to(PACKAGE).parts
        if "migrations" in parts or (not tests and "tests" in parts):
            continue
        yield file


def app_of(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(file: Path) -> Iterator[Import]:
    """Each module of ours that a file imports."""
    tree = ast.parse(file.read_text())
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("anju"):
            for name in node.names:
                yield Import(file, node.lineno, f"{node.module}.{name.name}", id(node) in typing_only)
        elif isinstance(node, ast.Import):
            for name in node.names:
                if name.name.startswith("anju"):
                    yield Import(file, node.lineno, name.name, id(node) in typing_only)


def where(file: Path, line: int) -> str:
    return f"{file.relative_to(ROOT)}:{line}"
