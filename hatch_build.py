"""What a built package carries beyond the repository: front-end files and compiled translations."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))

from anju.launch import frontend
from anju.launch.messages import compile_messages


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Make the git-ignored files that ``artifacts`` in pyproject.toml names, unless they are there."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        frontend.ensure(self.app.display_info)
        compile_messages(Path(self.root) / "anju")
