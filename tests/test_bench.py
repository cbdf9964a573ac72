"""What `make bench` measures, and with what."""

from deploy.render import render_files
from oim_portal.bench import nginx


def test_the_file_that_a_page_is_compared_with_is_kept_open_as_the_cache_is(tmp_path):
    ports = dict.fromkeys(("https", "http", "purge", "refresh", "application"), 1)
    (tmp_path / "nginx").mkdir()
    filled = nginx.values(tmp_path, tmp_path, ports)
    render_files(sorted(nginx.TEMPLATES.glob("*.conf")), tmp_path / "nginx", filled)
    nginx.add_open_files(tmp_path)
    site = (tmp_path / "nginx" / "site.conf").read_text()
    plain, kept = (block(site, path) for path in ("/static/", nginx.OPEN))
    cached = (tmp_path / "nginx" / "cached.conf").read_text()
    more = kept - plain
    assert more
    assert all(line.startswith("open_file_cache") and line in cached for line in more)
    assert plain < kept


def block(site: str, path: str) -> set[str]:
    inside = site.split(f"\nlocation {path} {{\n")[1].split("\n}\n")[0]
    return {line.strip() for line in inside.splitlines()}
