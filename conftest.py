# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What pytest needs beside pytest-odoo.

- an error that Odoo logs fails the test that caused it, as Odoo's own runner does
- without a working browser the browser tests fail, instead of being skipped
- property-based tests try the same examples in every run
- tests that run side by side (`-n`) do not share stored files
- `--shuffle-rooms SEED` loads the rooms of the main add-on in another order
"""

import logging
import os
import shutil
from unittest.mock import patch

import pytest
import rooms
from conditions import BROWSER_FAILURE, load_profile

import odoo.tests.common
import odoo.tools

load_profile()

# The names under which Odoo's HttpCase looks for a browser.
BROWSERS = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")

_errors_key = pytest.StashKey()


class _ErrorCollector(logging.Handler):
    def __init__(self):
        super().__init__(logging.ERROR)
        self.messages = []

    def emit(self, record):
        if record.name.split(".")[0] == "odoo":
            self.messages.append(f"{record.name}: {self.format(record)}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item, nextitem):
    """Collect over setup, call and teardown, where class fixtures may log, too."""
    collector = item.stash[_errors_key] = _ErrorCollector()
    root = logging.getLogger()
    root.addHandler(collector)
    try:
        return (yield)
    finally:
        root.removeHandler(collector)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.skipped and BROWSER_FAILURE.search(str(report.longrepr)):
        report.outcome = "failed"
    messages = item.stash[_errors_key].messages
    if report.passed and messages:
        report.outcome = "failed"
        report.longrepr = "Odoo logged an error:\n" + "\n".join(messages)
    messages.clear()
    return report


@pytest.fixture(scope="session", autouse=True)
def own_files(load_registry):
    """Give each of several workers a file store of its own.

    pytest-odoo lets them share one.  But Odoo throws away, after each test class, the
    files that the database of this worker does not know, those of the others as well.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if not worker:
        yield
        return
    shared = odoo.tools.config.filestore(odoo.tests.common.get_db_name())
    own = f"{shared}-{worker}"
    shutil.copytree(shared, own, copy_function=os.link)
    with patch.object(odoo.tools.config, "filestore", return_value=own):
        yield
    shutil.rmtree(own)


def pytest_addoption(parser):
    parser.addoption("--shuffle-rooms", type=int, metavar="SEED")


def pytest_report_header(config):
    seed = config.getoption("--shuffle-rooms")
    return None if seed is None else f"rooms: {', '.join(rooms.shuffle(seed))}"


def pytest_sessionstart(session):
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if session.config.getoption("--odoo-http") and not browser:
        raise pytest.UsageError(f"browser tests need one of: {', '.join(BROWSERS)}")
