"""It can be read: on a phone, enlarged, in the dark, without a mouse, by a screen reader."""

import re

import pytest
from playwright.sync_api import expect

from ui.chat.examples import UNANSWERABLE

pytestmark = pytest.mark.browser

SMUGGLING = "What did the Commission propose in 2023 against migrant smuggling?"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
ENLARGED = {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2}

# Every visible text with its contrast to what lies behind it, as WCAG computes it.
CONTRASTS = """() => {
  const channels = (colour) => {
    const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number);
    return { rgb: [r, g, b], a };
  };
  const luminance = (rgb) => rgb
    .map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const { rgb, a } = channels(getComputedStyle(at).backgroundColor);
      if (a > 0.99) return rgb;
    }
    return [255, 255, 255];
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.textContent.trim();
    if (!text || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      continue;
    const style = getComputedStyle(element);
    if (element.closest("script, style, .unseen, #status") || style.clipPath !== "none") continue;
    const [a, b] = [luminance(channels(style.color).rgb), luminance(behind(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const large = parseFloat(style.fontSize) >= 24;
    found.push({ text: text.slice(0, 40), ratio, enough: ratio >= (large ? 3 : 4.5) });
  }
  return found;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_enough(chat, open_window, scheme):
    window = open_window(chat.url, color_scheme=scheme, reduced_motion="reduce")
    window.page.locator("#log .example").first.wait_for()
    look(window, scheme, at_least=15)
    window.ask(UNANSWERABLE)
    link = window.ask(SMUGGLING).locator("a.cite").first
    link.hover()
    expect(window.page.locator("#card")).to_be_visible()
    look(window, scheme, at_least=15)
    window.press(link)
    look(window, scheme, at_least=30)


def look(window, scheme, at_least):
    contrasts = window.page.evaluate(CONTRASTS)
    assert len(contrasts) >= at_least
    assert [text for text in contrasts if not text["enough"]] == []
    ground = window.page.evaluate("getComputedStyle(document.body).backgroundColor")
    light = sum(int(part) for part in ground[4:-1].split(",")) > 3 * 128
    assert light == (scheme == "light")


@pytest.mark.parametrize("screen", [PHONE, ENLARGED], ids=["phone", "200 %"])
def test_a_narrow_window_stacks_the_panes(chat, open_window, screen):
    window = open_window(chat.url, **screen)
    page = window.page
    page.locator("#log .example").first.wait_for()
    fits(page)
    link = window.ask(SMUGGLING).locator("a.cite").first
    link.hover()
    fits(page)
    above, below = (page.locator(id).bounding_box() for id in ("#conversation", "#reading"))
    assert below["y"] >= above["y"] + above["height"]
    assert window.press(link)
    expect(page.locator("#quoted")).to_be_in_viewport()
    fits(page)
    back = page.get_by_text("Back to the answer")
    expect(back).to_be_in_viewport()
    back.click()
    expect(link).to_be_in_viewport()


def fits(page):
    widths = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert widths[0] <= widths[1]
    beyond = """() => [...document.querySelectorAll('#top *, #panes *, #card')]
      .filter((e) => e.checkVisibility() && !e.closest('.unseen, .card'))
      .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
      .map((e) => e.outerHTML.slice(0, 80))"""
    assert page.evaluate(beyond) == []


def test_a_screen_reader_meets_names(chat, open_window):
    window = open_window(chat.url)
    page = window.page
    window.ask(SMUGGLING)
    assert page.locator("h1").all_inner_texts() == ["Footnote"]
    expect(page.get_by_role("textbox", name="Your question")).to_be_visible()
    expect(page.get_by_role("region", name="Source")).to_be_visible()
    expect(page.get_by_role("region", name="Conversation")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Answered")).to_have_count(1)
    expect(page.get_by_role("link", name=re.compile("^Citation 1"))).to_have_count(1)
    unnamed = page.locator("button:visible").evaluate_all(
        "all => all.filter(b => !(b.innerText.trim() || b.getAttribute('aria-label'))).length"
    )
    assert unnamed == 0
    assert page.locator("#log [aria-label*='<']").count() == 0
    assert page.title() == "Footnote"


def test_what_has_the_focus_is_seen(chat, open_window):
    window = open_window(chat.url)
    page = window.page
    link = window.ask(SMUGGLING).locator("a.cite").first
    window.press(link)
    seen = set()
    page.locator("#name").click()
    for _ in range(40):
        page.keyboard.press("Tab")
        focus = page.evaluate(
            """() => { const at = document.activeElement, style = getComputedStyle(at);
            const ring = getComputedStyle(at.closest('.input-container') || at);
            return [at.tagName, style.outlineStyle !== 'none' && style.outlineWidth !== '0px'
              || ring.outlineStyle !== 'none' && ring.outlineWidth !== '0px']; }"""
        )
        seen.add(focus[0])
        assert focus[0] == "BODY" or focus[1], focus
    assert {"A", "BUTTON", "TEXTAREA"} <= seen


def test_the_first_links_lead_past_everything_to_the_question_box_and_the_source(chat, open_window):
    page = open_window(chat.url).page
    page.locator("#source .library").wait_for()
    page.locator("#name").click()
    page.keyboard.press("Tab")
    to_box = page.get_by_role("link", name="Go to the question box")
    expect(to_box).to_be_focused()
    assert to_box.bounding_box()["width"] > 24
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Go to the source")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#source")).to_be_focused()
    to_box.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#box textarea")).to_be_focused()
