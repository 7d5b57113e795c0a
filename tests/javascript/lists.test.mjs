/* Lists that change in place. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { open, press } from "./page.mjs";

const LIST = `<div id="liste" tabindex="-1"><details id="filtres"><summary></summary><form>
  <details class="facet" id="genres"><summary></summary><div class="facet__panel">
  <input type="checkbox" id="drame"></div></details>
  <button class="filters__show">Voir les 12 séries</button></form></details>
  <div class="filters__line"><p class="filters__total">12 séries</p></div></div>`;
const ANSWER = `<title>x</title><link rel="canonical" href="/series/?genre=drame">
  <meta name="description" content="Les drames."><meta name="author" content="x">`;

const start = () => {
  const page = open(LIST, {
    scripts: ["site/lists"],
    before: ({ document }) => {
      document.head.innerHTML =
        '<link rel="canonical" href="/series/"><link rel="next" href="/series/?page=2"><link rel="icon" href="/i">';
    },
  });
  const { document, window } = page;
  const htmx = (kind, detail = {}) =>
    document.dispatchEvent(new window.CustomEvent(`htmx:${kind}`, { detail }));
  const swap = (kind, change = () => {}) => {
    htmx("beforeSwap", { requestConfig: { triggeringEvent: { type: kind } } });
    document.getElementById("liste").outerHTML = LIST;
    change();
    htmx("afterSwap", { xhr: { response: ANSWER } });
  };
  return { ...page, htmx, swap };
};

test("what is left open in a form is not in the address", () => {
  const { htmx, window } = start();
  const formData = new window.FormData();
  for (const [name, value] of [
    ["genre", "drame"],
    ["pays", ""],
  ]) {
    formData.append(name, value);
  }
  htmx("configRequest", { formData });
  assert.deepEqual([...formData.keys()], ["genre"]);
});

test("while one ticks, the facet stays open where it was, and the box has the focus", () => {
  const { document, find, swap } = start();
  find("#filtres").open = true;
  find("#genres").open = true;
  find(".facet__panel").scrollTop = 40;
  find("#drame").focus();
  swap("change");
  assert.equal(find("#filtres").open, true);
  assert.equal(find("#genres").open, true);
  assert.equal(find(".facet__panel").scrollTop, 40);
  assert.equal(document.activeElement.id, "drame");
});

test("after a link the list has the focus, and nothing is unfolded", () => {
  const { document, find, swap } = start();
  find("#filtres").open = true;
  find("#genres").open = true;
  swap("click");
  assert.equal(find("#filtres").open, false);
  assert.equal(find("#genres").open, false);
  assert.equal(document.activeElement.id, "liste");
});

test("the head says what is shown now, and keeps what is not about it", () => {
  const { document, swap } = start();
  swap("click");
  const links = [...document.head.querySelectorAll("link")].map((one) => one.getAttribute("href"));
  assert.deepEqual(links, ["/i", "/series/?genre=drame"]);
  assert.equal(document.head.querySelector("[name=description]").content, "Les drames.");
  assert.equal(document.head.querySelector("[name=author]"), null);
});

test("the new count is told, also on the way back", () => {
  const { find, htmx } = start();
  const said = find("[role=status]");
  assert.equal(said.textContent, "");
  htmx("afterSettle");
  assert.equal(said.textContent, "12 séries");
  find(".filters__total").textContent = "3 séries";
  htmx("historyRestore", { serverResponse: ANSWER });
  assert.equal(said.textContent, "3 séries");
});

test("what cannot be had in place is asked for as a page", () => {
  const { htmx, window } = start();
  for (const kind of ["sendError", "responseError"]) {
    htmx(kind, { pathInfo: { finalRequestPath: `#${kind}` } });
    assert.equal(window.location.hash, `#${kind}`);
  }
});

test("the button with the count folds the facets away and leads to the list, and sends nothing", () => {
  const { document, find, window } = start();
  let shown = null;
  window.HTMLElement.prototype.scrollIntoView = function () {
    shown = this.className;
  };
  let sent = false;
  find("form").addEventListener("submit", () => {
    sent = true;
  });
  find("#filtres").open = true;
  find(".filters__show").click();
  assert.equal(find("#filtres").open, false);
  assert.equal(shown, "filters__line");
  assert.equal(document.activeElement.id, "liste");
  assert.equal(sent, false);
});

test("escape closes the facet, then what is around it", () => {
  const { document, find } = start();
  const [fold, facet] = [find("#filtres"), find("#genres")];
  fold.open = true;
  facet.open = true;
  press(find("#drame"), "Escape");
  assert.deepEqual([fold.open, facet.open], [true, false]);
  assert.equal(document.activeElement, facet.querySelector("summary"));
  press(find("#drame"), "Escape");
  assert.equal(fold.open, false);
  assert.equal(document.activeElement, fold.querySelector("summary"));
});
