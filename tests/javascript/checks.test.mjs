/* The checks beside a story's form. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { open, pause, until } from "./page.mjs";

const link = (name, value) =>
  `<a href="#x" data-action="checks#show" data-checks-${name}-param="${value}"></a>`;

const start = async ({ blocking = 0, advisory = 0, body = "", links = "" } = {}) => {
  const page = open(
    `<button data-side-panel-toggle="checks"><span data-side-panel-toggle-counter hidden></span></button>
     <div data-controller="checks" data-checks-panel-value="checks" data-checks-blocking-value="${blocking}"
      data-checks-advisory-value="${advisory}">${links}</div>${body}`,
    { scripts: ["admin/checks"], stimulus: true },
  );
  await until(() => page.window.wagtail.app.controllers.length);
  return { ...page, counter: page.find("[data-side-panel-toggle-counter]") };
};

test("the number is that of what forbids, else of what advises, else none", async () => {
  for (const [blocking, advisory, text, hidden, style] of [
    [2, 5, "2", false, "desk-checks-count"],
    [0, 5, "5", false, "desk-checks-count--advisory"],
    [0, 0, "0", true, "desk-checks-count--advisory"],
  ]) {
    const { counter } = await start({ blocking, advisory });
    assert.deepEqual(
      [counter.textContent, counter.hidden, counter.className],
      [text, hidden, style],
    );
  }
});

test("a sentence leads to its field, through tab, panel and fold", async () => {
  const { document, find } = await start({
    links: link("field", "standfirst"),
    body: `<a role="tab" href="#tab"></a>
      <div role="tabpanel" id="tab" hidden><section data-panel><div class="w-panel__header">
      <button data-panel-toggle aria-expanded="false"></button></div>
      <details><input type="hidden"><textarea id="id_standfirst"></textarea></details></section></div>`,
  });
  const clicked = [];
  find("[role=tab]").addEventListener("click", (event) => {
    event.preventDefault();
    clicked.push("tab");
    find("#tab").hidden = false;
  });
  find("[data-panel-toggle]").addEventListener("click", () => clicked.push("panel"));
  find("[data-action]").click();
  await pause(20);
  assert.notEqual(document.activeElement.id, "id_standfirst"); // the tab fades in
  await until(() => document.activeElement.id === "id_standfirst");
  assert.deepEqual(clicked, ["tab", "panel"]);
  assert.ok(find("details").open);
});

test("a panel that is open stays open", async () => {
  const { document, find } = await start({
    links: link("field", "standfirst"),
    body: `<section data-panel><div class="w-panel__header">
      <button data-panel-toggle aria-expanded="true"></button></div><input id="id_standfirst"></section>`,
  });
  find("[data-panel-toggle]").addEventListener("click", () => assert.fail("closed"));
  find("[data-action]").click();
  await until(() => document.activeElement.id === "id_standfirst");
});

test("a block comes before its field, rows before their panel's name", async () => {
  const { document, find } = await start({
    links: `<a href="#x" data-action="checks#show" data-checks-field-param="body" data-checks-block-param="b1"></a>
      ${link("field", "deals")}`,
    body: `<div data-contentpath="body"><input id="first"></div>
      <section id="block-b1-section"><input type="hidden"><input id="block"></section>
      <section data-panel><div id="id_deals-FORMS"></div><button id="add"></button></section>`,
  });
  for (const [nth, id] of [
    [0, "block"],
    [1, "add"],
  ]) {
    document.querySelectorAll("[data-action]")[nth].click();
    await until(() => document.activeElement.id === id);
  }
  assert.ok(find("#first"));
});

test("a field that is not on the page leaves the link alone", async () => {
  const { find, window } = await start({ links: link("field", "gone") });
  const event = new window.MouseEvent("click", { bubbles: true, cancelable: true });
  find("[data-action]").dispatchEvent(event);
  assert.equal(event.defaultPrevented, false);
});
