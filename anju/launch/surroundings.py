"""What the environment asks for, and what the children of the launcher get from it."""

import os
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

from anju.launch.home import home
from anju.launch.words import Trouble

PACKAGE = Path(__file__).resolve().parents[1]
SETTINGS = "anju.config.settings"


@dataclass(frozen=True)
class Surroundings:
    """The choices of who runs this: see ``docs/howto/run-in-production.md`` for each variable."""

    home: Path
    host: str
    port: int
    database_url: str  # empty: the embedded server
    demo: bool
    web_processes: int = 2
    site: str = ""  # the public address, where there is one
    names: tuple[str, ...] = ()  # the names this site answers to; empty: its own address

    @property
    def embedded(self) -> bool:
        return not self.database_url

    @property
    def near_host(self) -> str:
        """The address under which this machine reaches itself."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)

    @property
    def own_name(self) -> str:
        """A name this site surely answers to, for the ``Host`` of requests to itself."""
        plain = [name.lstrip(".") for name in self.names if name != "*"]
        return plain[0] if plain else f"{self.near_host}:{self.port}"

    @property
    def address(self) -> str:
        shown = f"[{self.near_host}]" if ":" in self.near_host else self.near_host
        return f"http://{shown}:{self.port}/"

    @property
    def network_address(self) -> str:
        """The address for other machines of this network; empty when the web server listens to this machine only."""
        if self.host != "0.0.0.0":
            return ""
        return f"http://{_network_name()}:{self.port}/"


def surroundings() -> Surroundings:
    """Read the environment; raises ``Trouble`` for a number that is none."""
    return Surroundings(
        home=home(),
        host=os.environ.get("ANJU_HOST") or "127.0.0.1",
        port=_number("ANJU_PORT", 8000, 65535),
        database_url=os.environ.get("DATABASE_URL", ""),
        demo=os.environ.get("ANJU_DEMO", "1").strip().lower() not in {"0", "false", "no", "off"},
        web_processes=_number("ANJU_WEB_PROCESSES", 2, 64),
        site=os.environ.get("ANJU_SITE_URL", ""),
        names=tuple(name.strip() for name in os.environ.get("ANJU_HOSTS", "").split(",") if name.strip()),
    )


def _number(name: str, default: int, most: int) -> int:
    given = os.environ.get(name) or str(default)
    if not (given.isdecimal() and 0 < int(given) <= most):
        raise Trouble(
            f"{name} 应当是 1 到 {most} 的数字，现在是“{given}”。({name} is not a number from 1 to {most}.)"
        )
    return int(given)


def _network_name() -> str:
    """The address of this machine on its network. Connecting a datagram socket sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def child_environment(here: Surroundings) -> dict[str, str]:
    """The environment of Django processes: the same data folder and the same code, wherever they are started."""
    paths = [str(PACKAGE.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    names = {"ANJU_HOSTS": f"localhost,127.0.0.1,{_network_name()}"} if here.network_address else {}
    return {
        **names,
        **os.environ,
        "ANJU_HOME": str(here.home),
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONUNBUFFERED": "1",
    }


def python(*arguments: str) -> list[str]:
    """A command line that runs ``arguments`` with this very Python."""
    return [sys.executable, *arguments]
