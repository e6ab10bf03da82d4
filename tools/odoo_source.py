# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Find Odoo 19, or fetch it, and put it on the virtual environment's path.

In this order: importable by `python3`, `$ODOO_PATH`, the system's package, the
private copy under `.odoo/` (made when there is none: Debian's package where there is
apt, else a shallow git clone).
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

from common import ROOT, STATE, VENV, Failure, fingerprint, run, say

SERIES = "19.0"
SYSTEM = Path("/usr/lib/python3/dist-packages")
PRIVATE = STATE / "odoo"
PRIVATE_HOMES = (PRIVATE / "tree/usr/lib/python3/dist-packages", PRIVATE / "git")
LINK = STATE / "site"
REPOSITORY = os.environ.get("ODOO_GIT", "https://github.com/odoo/odoo.git")


def ensure():
    """Link `.odoo/site/odoo` to Odoo 19; only that package comes onto the path."""
    home = _find() or _fetch()
    LINK.mkdir(exist_ok=True)
    link = LINK / "odoo"
    if not link.is_symlink() or link.resolve() != (home / "odoo").resolve():
        link.unlink(missing_ok=True)
        link.symlink_to((home / "odoo").resolve())
    for packages in VENV.glob("lib/python3.*/site-packages"):
        path_file = packages / "odoo.pth"
        if not path_file.exists():
            path_file.write_text(f"{LINK}\n")


def home():
    """Directory that holds the package `odoo` in use."""
    return (LINK / "odoo").resolve().parent


def extra_addons_path():
    """The second directory of add-ons that a git checkout of Odoo has."""
    inside = home() / "odoo" / "addons"
    return None if (inside / "mail").exists() else home() / "addons"


def has_all_assets():
    """Whether the file is there that Debian's package leaves out (mend_assets.py)."""
    addons = extra_addons_path() or home() / "odoo" / "addons"
    library = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"
    return (addons / library).exists()


def version():
    """Fingerprint of the Odoo in use; another copy or release gives another one."""
    return fingerprint(home(), home() / "odoo" / "release.py")


def series(directory):
    """The series of the Odoo in a directory, or None."""
    release = directory / "odoo" / "release.py"
    if not release.is_file():
        return None
    found = re.search(r"^version_info *= *\((\d+), *(\d+)", release.read_text(), re.M)
    return f"{found[1]}.{found[2]}" if found else None


def _find():
    wanted = os.environ.get("ODOO_PATH")
    if wanted and series(Path(wanted)) != SERIES:
        raise Failure(f"ODOO_PATH={wanted}: there is no Odoo {SERIES}")
    candidates = [_importable(), wanted and Path(wanted), SYSTEM, *PRIVATE_HOMES]
    found = (path for path in candidates if path and series(path) == SERIES)
    return next(found, None)


def _importable():
    """Where `python3` finds an Odoo by itself, if it does."""
    code = "import odoo.release as r; print(r.__file__)"
    found = subprocess.run(
        ["python3", "-c", code], capture_output=True, text=True, cwd="/", check=False
    )
    return Path(found.stdout.strip()).parents[1] if found.returncode == 0 else None


def _fetch():
    partial = STATE / "odoo.partial"
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir()
    if shutil.which("apt-get") and shutil.which("dpkg-deb"):
        say(f"fetching Odoo {SERIES} (Debian's package, about 130 MB, not installed)")
        run(ROOT / "tools" / "fetch-odoo.sh", partial)
    else:
        say(f"fetching Odoo {SERIES} (git, branch {SERIES}, about 400 MB)")
        if not shutil.which("git"):
            raise Failure("git is needed to fetch Odoo; or set ODOO_PATH")
        run(
            "git",
            "clone",
            "-q",
            "--depth=1",
            f"--branch={SERIES}",
            REPOSITORY,
            partial / "git",
        )
    shutil.rmtree(PRIVATE, ignore_errors=True)
    partial.rename(PRIVATE)
    return _find()
