"""`make release`: what it refuses, and that the same commit gives the same bytes."""

import hashlib
import json
import subprocess
import tarfile
from datetime import date

import pytest

from . import release
from .package_audit import pins
from .sbom import ROOT, bill

DAY = date(2026, 12, 1)
FILES = {
    ".gitignore": "dist/\n",
    "CHANGELOG.md": "# Changelog\n\n## Unreleased\n\n"
    + "\n".join(release.NEEDED)
    + "\n\n### Added\n",
    "CITATION.cff": "type: software\nlicense: BSD-3-Clause\n",
    release.VERSION_FILE: '"""The portal."""\n\n__version__ = "1.0.0-dev"\n',
    "oim_portal/locale/django.mo": "compiled",
}


@pytest.fixture
def repository(tmp_path):
    """A made-up repository on the way to its first release."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    commands = [
        ["init", "--quiet"],
        ["config", "user.name", "Somebody"],
        ["config", "user.email", "somebody@example.org"],
        ["add", "."],
        ["commit", "--quiet", "-m", "begin"],
    ]
    for command in commands:
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    return tmp_path


def make(repository, version="1.0.0", checks=("true",)):
    return release.release(repository, version, DAY, list(checks))


def test_a_release_writes_its_version_and_day_and_the_same_bytes_each_time(repository):
    made = make(repository)
    first = {path.name: path.read_bytes() for path in made}
    assert '__version__ = "1.0.0"\n' in (repository / release.VERSION_FILE).read_text()
    assert "## 1.0.0 - 2026-12-01\n" in (repository / "CHANGELOG.md").read_text()
    cited = (repository / "CITATION.cff").read_text()
    assert "version: 1.0.0\ndate-released: 2026-12-01\nlicense:" in cited
    subprocess.run(["git", "tag", "v1.0.0"], cwd=repository, check=True)
    assert {path.name: path.read_bytes() for path in make(repository)} == first
    with tarfile.open(repository / "dist" / "portal-1.0.0.tar.gz") as archive:
        assert "portal-1.0.0/oim_portal/locale/django.mo" in archive.getnames()
    for line in first["SHA256SUMS"].decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(first[name]).hexdigest() == digest
    assert "django 5.2" in first["portal-1.0.0.licences.txt"].decode()


def test_what_is_not_ready_is_not_released_and_says_why(repository):
    def refused(**arguments) -> str:
        with pytest.raises(release.NotReadyError) as error:
            make(repository, **arguments)
        assert not (repository / "dist").exists()
        return str(error.value)

    assert "no semantic version" in refused(version="1.0")
    assert refused(checks=["false"]) == "Not well: false"
    changelog = repository / "CHANGELOG.md"
    changelog.write_text("# Changelog\n\n## Unreleased\n")
    said = refused()
    assert "not committed" in said
    for needed in release.NEEDED:
        assert needed in said
    subprocess.run(["git", "checkout", "--quiet", "."], cwd=repository, check=True)
    subprocess.run(["git", "tag", "v1.1.0"], cwd=repository, check=True)
    assert "v1.1.0 is there already, and is not older than 1.0.0" in refused()


def test_the_bill_of_materials_names_every_package_that_a_server_may_have():
    found = bill("1.0.0", "2026-12-01T00:00:00+00:00", "0" * 64)
    listed = {(each["name"], each["version"]) for each in found["components"]}
    files = [ROOT / "requirements.txt", ROOT / "requirements-growing.txt"]
    assert listed == set(pins(files))
    references = {each["bom-ref"] for each in found["components"]}
    assert len(references) == len(listed)
    wagtail = next(each for each in found["dependencies"] if "/wagtail@" in each["ref"])
    assert any("/django@" in each for each in wagtail["dependsOn"])
    assert {on for each in found["dependencies"] for on in each["dependsOn"]} <= references
    assert json.dumps(found) == json.dumps(bill("1.0.0", "2026-12-01T00:00:00+00:00", "0" * 64))


def test_the_changelog_says_what_a_release_asks_of_whoever_runs_the_portal():
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    sections = text.split("\n## ")[1:]
    assert sections
    for each in sections:
        assert [needed for needed in release.NEEDED if needed not in each] == []
