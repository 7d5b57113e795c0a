/* Suggestions under the readers' search box. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { open, pause, press, texts, type, until } from "./page.mjs";

const FORM = `<form data-suggestions="/suggestions/" hidden><input type="search" id="q"><button></button></form>`;
const ANSWER = ["miss", ["Missions", "Missing"], ["Série", "Série"], ["#missions", "#missing"]];

const start = (answer = () => ANSWER, form = FORM.replace(" hidden", "")) => {
  const page = open(form, { scripts: ["combobox", "site/search"], answer });
  return { ...page, field: page.find("input"), status: page.find("[role=status]") };
};

test("names come with their kind, are counted, and lead to their page", async () => {
  const { field, status, window, document, asked } = start();
  type(field, "miss été");
  await until(() => status.textContent);
  assert.equal(asked[0].url, "/suggestions/?q=miss%20%C3%A9t%C3%A9");
  assert.deepEqual(texts(document.querySelectorAll("[role=option]")), [
    "Missions Série",
    "Missing Série",
  ]);
  assert.equal(status.textContent, "2 suggestions, flèches pour choisir");
  press(field, "ArrowDown");
  press(field, "Enter");
  assert.equal(window.location.hash, "#missions");
});

test("one and none are said", async () => {
  const names = { m: ["Missions"], z: [] };
  const { field, status } = start((url) => {
    const found = names[url.at(-1)];
    return [url.at(-1), found, found.map(() => "Série"), found];
  });
  type(field, "m");
  await until(() => status.textContent === "1 suggestion, flèche bas pour la choisir");
  type(field, "z");
  await until(() => status.textContent === "Aucune suggestion");
  type(field, " ");
  await until(() => status.textContent === "");
});

test("without network, or refused, the form is as it was", async () => {
  for (const failing of [
    () => undefined,
    () => ({ response: { ok: false, json: async () => ANSWER } }),
  ]) {
    const { field, find, asked } = start(failing);
    type(field, "miss");
    await until(() => asked.length);
    await pause(10);
    assert.ok(find("[role=listbox]").hidden);
    assert.equal(press(field, "Enter").defaultPrevented, false);
  }
});

test("coming back to the field shows what was found", async () => {
  const { field, find, status } = start();
  type(field, "miss");
  await until(() => status.textContent);
  field.blur();
  assert.ok(find("[role=listbox]").hidden);
  field.focus();
  assert.equal(find("[role=listbox]").hidden, false);
});

test("an empty box is not sent, unless it has no room on the page", () => {
  for (const [form, held] of [
    [FORM.replace(" hidden", ""), true],
    [FORM, false],
  ]) {
    const { window, find } = start(undefined, form);
    const event = new window.Event("submit", { cancelable: true });
    find("form").dispatchEvent(event);
    assert.equal(event.defaultPrevented, held);
  }
});
