"""A window that nobody uses is still: it asks for no frame after frame, and a laptop can rest."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

COUNTED = """() => {
  const frame = window.requestAnimationFrame;
  window.frames_asked_for = 0;
  window.requestAnimationFrame = (callback) => {
    window.frames_asked_for++;
    return frame.call(window, callback);
  };
}"""
IN_A_SECOND = """async () => {
  const before = window.frames_asked_for;
  await new Promise((done) => setTimeout(done, 1000));
  return window.frames_asked_for - before;
}"""
AFTER_A_WHILE = 10  # seconds, at most
A_FEW = 12


def is_still(page):
    return any(page.evaluate(IN_A_SECOND) <= A_FEW for _ in range(AFTER_A_WHILE))


def test_a_window_is_still_before_and_after_a_question(own_chat, open_window):
    window = open_window("about:blank")
    window.page.add_init_script(f"({COUNTED})()")
    window.page.goto(own_chat.url)
    window.page.locator("#source .library").wait_for()
    assert is_still(window.page)
    expect(window.ask("When is the gate closed?")).to_contain_text("eight")
    assert is_still(window.page)
