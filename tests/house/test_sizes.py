"""Small by habit: what is too long is split by its second noun."""

import ast

from tests.house.house import PACKAGE, ROOT, source_files

MOST_LINES = 500
MOST_FUNCTION_LINES = 80
MOST_TEMPLATE_LINES = 200
AVOIDED = {
    "manager",
    "handler",
    "helper",
    "util",
    "utils",
    "processor",
    "task",
    "tasks",
    "helpers",
    "managers",
}


def test_python_files_stay_small() -> None:
    files = [*source_files(tests=True), *(ROOT / "tests").rglob("*.py")]
    long = {str(f.relative_to(ROOT)): n for f in files if (n := len(f.read_text().splitlines())) > MOST_LINES}
    assert not long


def test_functions_stay_small() -> None:
    long = []
    for file in source_files(tests=True):
        for node in ast.walk(ast.parse(file.read_text())):
            if (
                isinstance(node, ast.FunctionDef)
                and (node.end_lineno or 0) - node.lineno >= MOST_FUNCTION_LINES
            ):
                long.append(f"{file.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert not long


def test_templates_stay_small() -> None:
    long = {
        str(f.relative_to(ROOT)): n
        for f in PACKAGE.rglob("templates/**/*.html")
        if (n := len(f.read_text().splitlines())) > MOST_TEMPLATE_LINES
    }
    assert not long


def test_names_say_what_a_thing_is() -> None:
    wrong = []
    for file in source_files():
        if file.stem in AVOIDED:
            wrong.append(str(file.relative_to(ROOT)))
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                words = node.name.lower().strip("_").split("_")
                if AVOIDED & set(words) or node.name.endswith(("Manager", "Handler", "Helper", "Processor")):
                    wrong.append(f"{file.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert not wrong, "Name the noun or the verb instead:\n" + "\n".join(wrong)
