"""A person's Teams in a real browser: an Agents Playground, seen and pressed as they would."""

import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

from playwright.async_api import Browser, ElementHandle, Page, async_playwright, expect

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
DESKTOP, PHONE = (1000, 860), (360, 740)
# The Playground has no phone's width of its own: what keeps its chat wide is let go.
NARROW = """
div { min-width: 0 !important; }
div:has(> .ac-preview-panel) { width: auto !important; }
div:has(> div > .fai-OutputCard), div:has(> .fai-OutputCard) {
  margin-right: 4px !important; width: auto !important;
}
"""
TO_THE_END = """
() => document.querySelectorAll('div').forEach(element => {
  if (['auto', 'scroll'].includes(getComputedStyle(element).overflowY)) element.scrollTop = element.scrollHeight;
})
"""
# The Playground's own tools are put away: Teams has none.
TOOLS_AWAY = """
div:has(button[title='Hide log panel']):not(:has([role=textbox])) { display: none !important; }
div:has(h1):not(:has([role=textbox])) { display: none !important; }
"""
NEWEST = ".ac-adaptiveCard"
PATIENCE = 30_000  # milliseconds until something that must appear is missing


@asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield opened
        finally:
            await opened.close()


class Teams:
    """One person's chat with Lantern."""

    def __init__(self, page: Page, name: str, pictures: Path) -> None:
        self.page, self._name, self._pictures = page, name, pictures
        self._taken = 0

    @classmethod
    async def open(cls, opened: Browser, address: str, name: str, pictures: Path, *, greeted: bool) -> "Teams":
        page = await opened.new_page(viewport={"width": DESKTOP[0], "height": DESKTOP[1]})
        await page.goto(address)
        teams = cls(page, name, pictures)
        if greeted:
            await teams.sees("I am Lantern")
        else:
            await page.get_by_role("textbox").last.wait_for()
        await page.add_style_tag(content=TOOLS_AWAY)
        return teams

    async def says(self, words: str) -> None:
        box = self.page.get_by_role("textbox").last
        await box.fill(words)
        await box.press("Enter")

    async def asks(self, words: str) -> None:
        """Say something, and wait for the card that answers."""
        cards = self.page.locator(NEWEST)
        before = await cards.count()
        await self.says(words)
        await cards.nth(before).wait_for(timeout=PATIENCE)

    async def presses(self, button: str) -> None:
        """Press the newest button of this name."""
        await self.page.get_by_role("button", name=button, exact=True).last.click()

    async def presses_until(self, button: str, other: "Teams", words: re.Pattern[str]) -> None:
        """Press, and once more where the card had moved on since it was seen, as the card then asks."""
        await self.presses(button)
        try:
            await other.sees(words)
        except AssertionError:
            await self.presses(button)
            await other.sees(words)

    async def fills(self, label: str, words: str) -> None:
        await self.page.get_by_label(label, exact=True).last.fill(words)

    async def chooses(self, label: str, choice: str) -> None:
        await self.page.get_by_label(label, exact=True).last.click()
        await self.page.get_by_role("option", name=choice, exact=True).click()

    async def picks_day(self, label: str, day: date) -> None:
        """Open the calendar of a field and press a day of this month or of one to come."""
        await self.page.get_by_label(label, exact=True).last.click()
        calendar = self.page.get_by_role("dialog")
        await expect(calendar).to_be_visible()
        cell = calendar.get_by_role("button", name=f"{day.day}, {day:%B}, {day.year}", exact=True)
        while not await cell.count():
            await calendar.get_by_role("button").nth(2).click()  # after the month's name and "back": onwards
        await cell.click()

    async def ticks(self, choice: str) -> None:
        await self.page.get_by_label(choice, exact=True).last.check()

    async def sees(self, words: str | re.Pattern[str], times: int | None = None) -> None:
        """Wait until words can be seen; so many times, where that is given."""
        found = self.page.get_by_text(words)
        if times is not None:
            await expect(found).to_have_count(times, timeout=PATIENCE)
        else:
            await expect(found.last).to_be_visible(timeout=PATIENCE)

    async def newest(self) -> str:
        """The words of the newest card."""
        return await self.page.locator(NEWEST).last.inner_text()

    async def sees_another_than(self, words: str) -> None:
        """Wait until the newest card is another than one with these words."""
        newest = self.page.locator(NEWEST).last
        await expect(newest).not_to_have_text(words, use_inner_text=True, timeout=PATIENCE)

    async def sees_no(self, words: str) -> None:
        await expect(self.page.get_by_text(words)).to_have_count(0, timeout=PATIENCE)

    async def narrow(self) -> ElementHandle:
        """To a phone's width; give what comes back to `widen`."""
        style = await self.page.add_style_tag(content=NARROW)
        await self.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        await self.page.wait_for_timeout(300)  # the cards lay themselves out anew
        return style

    async def widen(self, style: ElementHandle) -> None:
        await self.page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
        await style.evaluate("style => style.remove()")
        await self.page.wait_for_timeout(300)

    async def picture(self, of: str, unfolded: str = "") -> None:
        """A picture at a desk's width and at a phone's.

        A card folds up when the width changes: `unfolded` is the button that unfolds it again.
        """
        self._taken += 1
        file = self._pictures / f"{self._name}-{self._taken:02}-{of}"
        await self._shoot(f"{file}.png")
        style = await self.narrow()
        if unfolded:
            await self.presses(unfolded)
        await self._shoot(f"{file}-phone.png")
        await self.widen(style)
        if unfolded:
            await self.presses(unfolded)

    async def card(self, of: str) -> None:
        """A picture of the newest card alone, whole however long it is."""
        await self.page.set_viewport_size({"width": DESKTOP[0], "height": 2 * DESKTOP[1]})
        await self.page.locator(".ac-adaptiveCard").last.screenshot(path=self._pictures / f"card-{of}.png")
        await self.page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})

    async def _shoot(self, file: str) -> None:
        await self.page.evaluate(TO_THE_END)
        await self.page.screenshot(path=file)
