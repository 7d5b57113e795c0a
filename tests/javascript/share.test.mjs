/* Sharing with the system's sheet, and by a copy of the address. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { open, until } from "./page.mjs";

const SHARE = `<div class="share" data-title="Missions"><p hidden><button class="share__native"></button></p>
  <p hidden><button class="share__copy" data-address="https://generique.test/a/" data-done="Copied"></button></p>
  <p class="share__said"></p></div>`;

const start = (able) =>
  open(SHARE, {
    scripts: ["site/share"],
    before: ({ navigator }) => {
      for (const [name, value] of Object.entries(able)) {
        Object.defineProperty(navigator, name, { value });
      }
    },
  });

test("a browser that can do neither shows neither", () => {
  const { document } = start({});
  assert.equal(document.querySelectorAll("p[hidden]").length, 2);
});

test("the address is copied, and that is said", async () => {
  const copied = [];
  const { find } = start({ clipboard: { writeText: async (text) => copied.push(text) } });
  assert.equal(find(".share__copy").parentElement.hidden, false);
  find(".share__copy").click();
  await until(() => find(".share__said").textContent === "Copied");
  assert.deepEqual(copied, ["https://generique.test/a/"]);
});

test("the system gets title and address; closing its sheet is no error", async () => {
  const shared = [];
  const { find } = start({
    share: async (what) => {
      shared.push({ ...what });
      throw new Error("closed");
    },
  });
  assert.equal(find(".share__native").parentElement.hidden, false);
  find(".share__native").click();
  await until(() => shared.length);
  assert.deepEqual(shared, [{ title: "Missions", url: "https://generique.test/a/" }]);
});
