# Copyright 2026 Property Rectification contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""`./dev readme`: README.rst and static/description/index.html of each add-on.

They are put together from the manifest and the fragments in `readme/`, which have the
names that the OCA gives them, in reStructuredText.
"""

from common import ROOT, Failure, manifests, say
from docutils.core import publish_parts

# fragment: its title, in this order
SECTIONS = {
    "CONTEXT": "Use Cases / Context",
    "INSTALL": "Installation",
    "CONFIGURE": "Configuration",
    "USAGE": "Usage",
    "ROADMAP": "Known issues / Roadmap",
    "HISTORY": "Changelog",
}
CREDITS = {"CONTRIBUTORS": "Contributors", "CREDITS": "Other credits"}
KNOWN = {"DESCRIPTION", *SECTIONS, *CREDITS}
NOTICE = "Written by ./dev readme from readme/ and __manifest__.py. Change those."
KEYS = {"author", "development_status", "license", "maintainers", "name", "website"}
LICENSES = {"AGPL-3": "`AGPL-3.0 or later <https://www.gnu.org/licenses/agpl>`_"}
DOCUTILS = {
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "halt_level": 2,
    "report_level": 2,
    "initial_header_level": 2,
    "xml_declaration": False,
}


def write():
    for path, text in _different():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        say(f"{path.relative_to(ROOT)}: written")
    return 0


def differ():
    """Whether a file is not what its fragments say; says so."""
    try:
        different = list(_different())
    except Failure as failure:
        print(failure)
        return True
    for path, _text in different:
        print(f"{path.relative_to(ROOT)} is out of date: ./dev readme writes it")
    return bool(different)


def _different():
    for name, manifest in manifests().items():
        text = _compose(name, manifest)
        page = ROOT / name / "static" / "description" / "index.html"
        for path, wanted in {
            ROOT / name / "README.rst": text,
            page: _to_html(name, text),
        }.items():
            if not path.exists() or path.read_text() != wanted:
                yield path, wanted


def _compose(name, manifest):
    """The text of README.rst."""
    if missing := KEYS - manifest.keys():
        raise Failure(f"{name}/__manifest__.py: no {', '.join(sorted(missing))}")
    fragments = _fragments(name)
    parts = [
        *_head(manifest),
        fragments["DESCRIPTION"],
        "**Table of contents**",
        ".. contents::\n   :local:",
        *_sections(fragments, SECTIONS, "="),
        _title("Bug Tracker", "="),
        f"Bugs are tracked in `its repository <{manifest['website']}/issues>`_.",
        _title("Credits", "="),
        *_list("Authors", manifest["author"].split(", ")),
        *_sections(fragments, CREDITS, "-"),
        *_list("Maintainers", manifest["maintainers"]),
    ]
    return "\n\n".join(parts) + "\n"


def _head(manifest):
    website = manifest["website"]
    repository = website.split("/", 3)[3]
    facts = {
        "Maturity": manifest["development_status"],
        "License": LICENSES[manifest["license"]],
        "Repository": f"`{repository} <{website}>`_",
    }
    yield _title(manifest["name"], "=", over=True)
    yield f"..\n   {NOTICE}"
    yield "\n".join(f":{name}: {fact}" for name, fact in facts.items())


def _fragments(name):
    directory = ROOT / name / "readme"
    found = {path.stem: path.read_text().strip() for path in directory.glob("*.rst")}
    if unknown := {path.name for path in directory.glob("*") if path.stem not in KNOWN}:
        raise Failure(f"{name}/readme: unknown fragments {', '.join(sorted(unknown))}")
    if "DESCRIPTION" not in found:
        raise Failure(f"{name}/readme/DESCRIPTION.rst is missing")
    return found


def _sections(fragments, titles, mark):
    for fragment, title in titles.items():
        if fragment in fragments:
            yield _title(title, mark)
            yield fragments[fragment]


def _list(title, items):
    yield _title(title, "-")
    yield "\n".join(f"* {item}" for item in items)


def _title(text, mark, over=False):
    line = mark * len(text)
    return f"{line}\n{text}\n{line}" if over else f"{text}\n{line}"


def _to_html(name, text):
    """The page that Odoo shows in *Apps*: without head, in Odoo's own style."""
    source = str(ROOT / name / "README.rst")
    settings = {**DOCUTILS, "warning_stream": False}
    parts = publish_parts(
        text, source_path=source, writer="html5", settings_overrides=settings
    )
    body = parts["html_body"].strip()
    return f'<section class="container py-4">\n{body}\n</section>\n'
