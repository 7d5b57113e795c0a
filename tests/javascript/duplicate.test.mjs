/* The button that copies a row. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { open, until } from "./page.mjs";
import { addingRows, panel, set } from "./rows.mjs";

const start = async (most) => {
  const page = open(
    `<section data-controller="duplicate" data-duplicate-text-value="Copy">${panel("deals", most)}</section>`,
    {
      scripts: ["admin/rows", "admin/row-values", "admin/duplicate"],
      stimulus: true,
      before: addingRows,
    },
  );
  page.find("#id_deals-ADD").click();
  const button = await until(() => page.find("[data-duplicate-button]"));
  return {
    ...page,
    button,
    buttons: () => page.document.querySelectorAll("[data-duplicate-button]"),
  };
};

test("each row has one, before “delete”, those that are added too", async () => {
  const { find, button, buttons } = await start();
  assert.equal(button.textContent, "Copy");
  assert.equal(button.nextElementSibling.id, "id_deals-0-DELETE-button");
  find("#id_deals-ADD").click();
  await until(() => buttons().length === 2);
});

test("a copy has the values, and replaces and corrects nothing", async () => {
  const { document, find, button } = await start();
  set(document, {
    "deals-0-kind": "coproduction",
    "deals-0-buyer": "7",
    "id_deals-0-buyer": "AMC",
  });
  set(document, { "deals-0-replaces": "12", "deals-0-correction": "Wrong year" });
  button.click();
  const values = ["kind", "buyer", "replaces", "correction"].map(
    (name) => find(`[name=deals-1-${name}]`).value,
  );
  assert.deepEqual(values, ["coproduction", "7", "", ""]);
  assert.equal(find("#id_deals-1-buyer").value, "AMC");
});

test("where no row may be added nothing happens", async () => {
  const { button, find } = await start(1);
  button.click();
  assert.equal(find("#inline_child_deals-1"), null);
});
