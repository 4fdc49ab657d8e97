"""What people do in the stories, in their own words, so that a story reads like one."""

from __future__ import annotations

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

HOME = re.compile(r"[^?]*/arbete/")
PATIENCE = 60_000  # ms for whatever a busy machine takes; what works is never waited for so long
AXE = Axe().axe_script
TAGS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],  # the others are not written out: they are thousands, and nobody reads them
}
LOOK = """tags => axe.run(tags).then(
    found => found.violations.map(row => `${row.id}: ${row.nodes[0].html.slice(0, 160)}`).join('; '))"""
expect.set_options(timeout=PATIENCE)
_logged_in: dict[tuple[str, str], list] = {}  # cookies, by site and e-mail


def loaded(page: Page) -> Page:
    """The page is there with its style: a click only waits until the answer has begun to come."""
    page.wait_for_load_state()
    return page


def inside(page: Page, how: str = "") -> Page:
    """The page does not scroll sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} scrolls sideways by {wide} px{how}"
    return page


def seen(page: Page, *, script: bool = True) -> Page:
    """The page has one h1, does not scroll sideways, and axe has nothing to say (axe itself needs script)."""
    expect(loaded(page).locator("h1")).to_have_count(1)
    if script:
        inside(page)
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE)
        found = page.evaluate(LOOK, TAGS)
        assert not found, f"{page.url}: {found}"
    return page


def fits(page: Page) -> Page:
    """A small screen, or text twice as large: the page does not scroll sideways. Measured without loading it anew."""
    window, text = loaded(page).viewport_size, page.context.new_cdp_session(page)
    for size, width in ((16, 320), (32, 375), (32, 1280)):
        text.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})
        page.set_viewport_size({"width": width, "height": 900})
        inside(page, f" at {width} px, text {size} px")
    text.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
    page.set_viewport_size(window)
    text.detach()
    return page


def easy_to_tap(page: Page) -> Page:
    """A link that is all there is in its paragraph, line of a list or heading is at least 44 px high."""
    small = loaded(page).evaluate(
        """[...document.querySelectorAll('main a[href]')]
            .filter(link => link.checkVisibility() && link.getBoundingClientRect().height < 43.5)
            .filter(link => link.parentElement.textContent.trim() === link.textContent.trim())
            .filter(link => !link.closest('.live')).map(link => link.outerHTML.slice(0, 120))"""
    )
    assert not small, f"{page.url}: {small}"
    return page


def all_reached_and_seen(page: Page, what: str) -> None:
    """With Tab one comes to each of these, and what has focus is not behind what stays at the edge of the window."""
    boxes = page.locator(what)
    for _number in range(80):
        page.keyboard.press("Tab")
        hidden = page.evaluate(
            """what => {
                const now = document.activeElement;
                const label = now.matches(what) && now.closest('label').getBoundingClientRect();
                const top = label && document.elementFromPoint(label.left + 4, label.bottom - 4);
                return label ? !now.closest('label').contains(top) : null;
            }""",
            what,
        )
        assert not hidden, "what has focus is covered"
        if boxes.last.evaluate("box => box === document.activeElement"):
            return
    raise AssertionError(f"{what} is not reached with the keyboard")


def laptop(browser: Browser, args: dict, *, script: bool = True) -> Page:
    """A window on a laptop."""
    context = browser.new_context(**args, viewport={"width": 1280, "height": 900}, java_script_enabled=script)
    context.set_default_timeout(PATIENCE)
    return context.new_page()


def phone(browser: Browser, args: dict, *, script: bool = True) -> Page:
    """A phone."""
    context = browser.new_context(**args, viewport={"width": 375, "height": 812}, java_script_enabled=script)
    context.set_default_timeout(PATIENCE)
    return context.new_page()


def log_in(page: Page, site, role: str) -> Page:
    """As one of the example log-ins; comes to their labs. The form is filled in once, then its cookie is remembered."""
    known = [*site.facts["logins"], *site.facts["other_logins"]]
    login = next(row for row in known if row["role"].lower().startswith(role.lower()))
    who = (site.url, login["email"])
    if who in _logged_in:
        page.context.add_cookies(_logged_in[who])
        page.goto("/arbete/")
        if HOME.match(page.url):  # nobody has logged out meanwhile
            return page
    log_in_as(page, login["email"], login["password"])
    _logged_in[who] = [row for row in page.context.cookies() if row["name"] == "hlab_session"]
    return page


def log_in_as(page: Page, email: str, password: str) -> Page:
    """As somebody with a log-in, by the form; comes to their labs."""
    page.goto("/konto/login/?next=/arbete/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(password)
    page.locator("input[name=password]").press("Enter")
    expect(page).to_have_url(HOME)
    return loaded(page)


def press(page: Page, name: str) -> None:
    """The button or link with this name, and then the answer "yes" where the page asks first."""
    target = page.get_by_role("button", name=name, exact=True).or_(page.get_by_role("link", name=name, exact=True))
    target.first.click()


def act(page: Page, name: str) -> None:
    """An act that is asked about first: press, and confirm in the dialog, or without script on the page that asks."""
    press(page, name)
    page.locator("form:has(input[name=confirm]) button.btn").first.click()


def join(page: Page, code: str, perspective: str, *, quote: bool = False) -> Page:
    """Come in with a code that was said over the phone: lower case, no marks."""
    page.goto("/ga-med/")
    page.get_by_label("Kod").fill(code.lower().translate(str.maketrans("åäö", "aao")))
    press(page, "Gå med")
    expect(page.get_by_text("Öppet").first).to_be_visible()
    page.get_by_label(perspective, exact=True).check()
    if quote:
        page.get_by_label(re.compile("citeras ordagrant")).check()
    press(page, "Gå med")
    expect(page).to_have_url(re.compile(r"/delta/\d+/"))
    return page


def leave_note(page: Page, text: str) -> None:
    """One thought."""
    page.get_by_label("Skriv en lapp").fill(text)
    press(page, "Lämna lappen")
    expect(page.get_by_text("Lappen är sparad").first).to_be_visible()


def open_session(page: Page, site, name: str) -> str:
    """A session of the example lab that stands at its first step; the facilitator comes to the page where it is led.
    Returns the join code. (How one is planned by hand is another story: `test_one_voice`.)"""
    number, code = site.run(SESSION.format(name=name)).splitlines()
    page.goto(f"/led/{number}/")
    return code


SESSION = """
from django.utils import timezone
from hlab.labs.models import Lab
from tests import factories
lab, at = Lab.objects.get(is_demo=True), timezone.now()
site = factories.make_open_workshop(lab=lab, at=at, title={name!r}).site
print(site.pk)
print(site.join_code)
"""
