"""Structured data stands in a script element: the policy for content must not take it for one."""

import json

from playwright.sync_api import Page

VIOLATIONS = """
window.violations = [];
addEventListener("securitypolicyviolation", event => violations.push(event.violatedDirective));
"""


def test_structured_data_is_read_and_violates_no_policy(
    transactional_db, content, live_server, page: Page
):
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.add_init_script(VIOLATIONS)
    for path in ("/es/", "/en/quienes-somos/historia/1974-retorno/"):
        response = page.goto(live_server.url + path)
        assert "script-src 'self'" in response.header_value("content-security-policy")
        text = page.locator('script[type="application/ld+json"]').text_content()
        assert json.loads(text)["@context"] == "https://schema.org"
        assert page.evaluate("violations") == []
    assert complaints == []
