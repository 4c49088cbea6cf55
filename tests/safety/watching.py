"""A page in Chromium under watch: what ran, what was asked of other hosts, where it went."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

TRAPS = """
  window.__ran = [];
  for (const name of ["__xss", "alert", "confirm", "prompt", "open", "evil", "xss", "XSS"]) {
    window[name] = (...words) => { window.__ran.push(`${name}(${words})`); };
  }
  window.print = () => {};
  document.addEventListener("securitypolicyviolation", (event) => {
    window.__ran.push(`refused by the policy: ${event.violatedDirective} ${event.blockedURI}`);
  });
  window.__seen = new Map();
  const note = (element) => {
    if (element.nodeType !== Node.ELEMENT_NODE) return;
    const names = ["", ...element.getAttributeNames()];
    for (const name of names) __seen.set(`${element.localName} ${name}`, [element.localName, name]);
  };
  new MutationObserver((records) => {
    for (const { target, addedNodes } of records) {
      note(target);
      for (const node of addedNodes) {
        note(node);
        if (node.querySelectorAll) node.querySelectorAll("*").forEach(note);
      }
    }
  }).observe(document, { subtree: true, childList: true, attributes: true });
"""
"""Set before anything of the page runs; `print` is what a button of our own calls. Every element
and attribute that ever stands in the page is noted, also what scripts take away again."""

GESTURES = """
async () => {
  const stay = (event) => {
    const link = event.target.closest && event.target.closest("a, area");
    const address = link && (link.getAttribute("href") || link.getAttribute("xlink:href"));
    if (!address) return;
    const { protocol } = new URL(address, document.baseURI);
    if (/^(https?|file):$/.test(protocol)) event.preventDefault();
  };
  document.addEventListener("click", stay, true);
  document.addEventListener("submit", (event) => event.preventDefault(), true);
  const mouse = ["pointerover", "pointerenter", "mouseover", "mouseenter", "mousemove", "mousedown",
    "mouseup", "click", "dblclick", "auxclick", "contextmenu", "mouseout", "mouseleave", "wheel",
    "dragstart", "dragenter", "drop", "copy", "cut", "paste", "toggle", "animationstart",
    "animationend", "transitionend", "begin", "end", "load", "error", "input", "change", "scroll",
    "select", "submit", "reset", "resize", "message", "popstate", "touchstart", "touchend"];
  const keys = ["a", "Enter", " ", "Escape"];
  for (const element of document.querySelectorAll("*")) {
    if (element.focus) element.focus({ preventScroll: true });
    for (const name of mouse) {
      if (name === "submit" && element.tagName === "FORM") continue;
      const kind = name.startsWith("mouse") || name.endsWith("click") ? MouseEvent : Event;
      element.dispatchEvent(new kind(name, { bubbles: false, cancelable: true }));
    }
    for (const name of ["click", "mouseover", "focusin", "focusout"]) {
      element.dispatchEvent(new MouseEvent(name, { bubbles: true, cancelable: true }));
    }
  }
  for (const key of keys) {
    for (const name of ["keydown", "keypress", "keyup"]) {
      document.body.dispatchEvent(new KeyboardEvent(name, { key, bubbles: true }));
    }
  }
  await new Promise((done) => setTimeout(done, 20));
}
"""
"""Every kind of event on every element, without leaving the page."""

PAIRS = """
() => {
  const odd = [];
  for (const element of document.querySelectorAll("*")) {
    for (const name of ["href", "src", "action", "formaction", "xlink:href"]) {
      if (!element.hasAttribute(name)) continue;
      const { protocol } = new URL(element.getAttribute(name), document.baseURI);
      if (!["http:", "https:", "file:"].includes(protocol)) odd.push(element.outerHTML);
    }
  }
  return [[...window.__seen.values()], odd];
}
"""
"""Every element and attribute that stood in the page, and links that lead to no page."""


@dataclass
class Watch:
    """What was seen on the pages of a site."""

    root: str
    pages: int = 0
    ran: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    """Requests to anything but the site, new windows and pages left."""
    pairs: set[tuple[str, str]] = field(default_factory=set)
    odd: list[str] = field(default_factory=list)

    def visit(self, page: Page, address: str) -> None:
        """Open a page, gesture at all of it, and note what happened."""
        page.goto(self.root + address)
        page.evaluate(GESTURES)
        self.look(page)

    def look(self, page: Page) -> None:
        """Note what has happened on the page so far."""
        self.pages += 1
        pairs, odd = page.evaluate(PAIRS)
        self.pairs |= {(tag, name) for tag, name in pairs if name != "lang"}
        self.odd += odd
        self.ran += [f"{page.url}: {what}" for what in page.evaluate("window.__ran.splice(0)")]
        if not page.url.startswith(self.root) or len(page.frames) != 1:
            self.outside.append(page.url)

    def over(self, context: BrowserContext) -> Page:
        """Begin to watch; the page to visit with."""
        context.add_init_script(TRAPS)
        inside = re.compile("^(?!" + re.escape(self.root) + ")")
        context.route(inside, lambda route: route.abort())
        page = context.new_page()
        context.on("request", self._requested)
        context.on("page", lambda opened: self.outside.append(f"a window: {opened.url}"))
        page.on("dialog", lambda dialog: (self.ran.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: self.ran.append(f"{page.url}: {error}"))
        page.on("console", self._said)
        return page

    def _requested(self, request: Any) -> None:
        if not request.url.startswith((self.root, "data:image/")):
            self.outside.append(request.url)

    def _said(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.ran.append(f"{message.location}: {message.text}")

    def is_quiet(self) -> bool:
        """Whether nothing ran and nothing was asked of anybody else."""
        return not (self.ran or self.outside or self.odd)


@contextmanager
def watched(browser: Browser, root: str, *, policy: bool) -> Iterator[tuple[Watch, Page]]:
    """A watch over a page; without `policy` the pages' Content-Security-Policy has no effect."""
    context = browser.new_context(bypass_csp=not policy)
    watch = Watch(root)
    try:
        yield watch, watch.over(context)
    finally:
        context.close()
