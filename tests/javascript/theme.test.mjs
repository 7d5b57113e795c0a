/* The theme chosen on this device. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { change, open } from "./page.mjs";

const PAGE = `<form class="theme" hidden>${["auto", "light", "dark"]
  .map((theme) => `<input type="radio" name="theme" value="${theme}">`)
  .join("")}</form>`;

const start = ({ kept, storage = true, body = PAGE } = {}) => {
  const page = open(body, {
    scripts: ["site/theme"],
    before: (window) => {
      window.document.head.innerHTML = ["light", "dark"]
        .map((scheme) => `<meta name="theme-color" data-scheme="${scheme}" media="system">`)
        .join("");
      if (kept) window.localStorage.setItem("theme", kept);
      if (!storage) {
        Object.defineProperty(window, "localStorage", {
          get() {
            throw new window.DOMException("denied", "SecurityError");
          },
        });
      }
    },
  });
  const { document, window } = page;
  const loaded = () => window.dispatchEvent(new window.Event("DOMContentLoaded"));
  const choose = (theme) => {
    const radio = document.querySelector(`[value=${theme}]`);
    radio.checked = true;
    change(radio);
  };
  return {
    ...page,
    loaded,
    choose,
    theme: () => document.documentElement.dataset.theme,
    bars: () =>
      [...document.querySelectorAll("meta[data-scheme]")].map((one) => one.getAttribute("media")),
    checked: () => document.querySelector(":checked")?.value,
  };
};

test("without a choice the system decides, and the switch says so", () => {
  const { bars, checked, find, loaded, theme } = start();
  assert.equal(theme(), undefined);
  assert.deepEqual(bars(), ["system", "system"]);
  assert.ok(find(".theme").hidden);
  loaded();
  assert.deepEqual([find(".theme").hidden, checked()], [false, "auto"]);
});

test("what was chosen is there before the page is", () => {
  const { bars, checked, loaded, theme } = start({ kept: "dark" });
  assert.equal(theme(), "dark");
  assert.deepEqual(bars(), ["not all", "all"]);
  loaded();
  assert.equal(checked(), "dark");
});

test("a choice shows at once and is kept; “auto” gives the bar of the browser back", () => {
  const { bars, choose, loaded, theme, window } = start();
  loaded();
  choose("light");
  assert.deepEqual([theme(), bars()], ["light", ["all", "not all"]]);
  assert.equal(window.localStorage.getItem("theme"), "light");
  choose("auto");
  assert.equal(theme(), "auto");
  assert.deepEqual(bars(), ["(prefers-color-scheme: light)", "(prefers-color-scheme: dark)"]);
});

test("a browser that keeps nothing shows the choice all the same", () => {
  const { choose, loaded, theme } = start({ storage: false });
  loaded();
  choose("dark");
  assert.equal(theme(), "dark");
});

test("a page without the switch has nothing to do", () => {
  start({ body: "" }).loaded();
});
