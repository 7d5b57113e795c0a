/* Rows of inline panels: added, read, filled, shown. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "./page.mjs";
import { addingRows, panel, set } from "./rows.mjs";

const start = (body = panel("deals")) => {
  const page = open(body, { scripts: ["admin/rows", "admin/row-values"], before: addingRows });
  return { ...page, ...page.window.deskRows, ...page.window.deskRowValues };
};
const plain = (value) => JSON.parse(JSON.stringify(value));

const DEAL = {
  fields: {
    kind: { value: "coproduction" },
    buyer: { value: "7", label: "AMC" },
    territories: {
      values: [
        ["CA", "Canada"],
        ["US", "États-Unis"],
      ],
    },
    amount: { value: "" },
    exclusive: { checked: false },
    replaces: { value: "" },
    correction: { value: "" },
  },
  rows: { releases: [{ fields: { starts: { value: "juin 2017" } }, rows: {} }] },
};

test("a row that was filled reads as what it was filled with, rows inside it included", () => {
  const { add, fill, read, rows } = start();
  fill(add("deals"), DEAL);
  assert.deepEqual(plain(rows("deals").map(read)), [DEAL]);
});

test("there are as many rows as there may be, and null for one more", () => {
  const { add, rows } = start(panel("deals", 1));
  assert.equal(add("deals"), rows("deals")[0]);
  assert.equal(add("deals"), null);
  assert.equal(add("unknown"), null);
});

test("a row that is deleted is none", () => {
  const { add, rows } = start();
  add("deals").classList.add("deleted");
  add("deals");
  assert.deepEqual(
    [...rows("deals")].map(({ id }) => id),
    ["inline_child_deals-1"],
  );
});

test("what is folded opens around a value, and only there", () => {
  const { add, fill, find } = start();
  fill(add("deals"), { fields: { kind: { value: "coproduction" }, amount: { value: "" } } });
  assert.equal(find("details").open, false);
  fill(add("deals"), { fields: { exclusive: { checked: true } } });
  assert.equal(find("#inline_child_deals-1 details").open, true);
  assert.equal(find("details").open, false);
});

test("the form hears of what is filled", () => {
  const { add, fill, document } = start();
  const heard = [];
  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, ({ target }) => heard.push([kind, target.name]));
  }
  fill(add("deals"), {
    fields: { amount: { value: 3 }, territories: { values: [["CA", "Canada"]] } },
  });
  assert.deepEqual(heard, [
    ["input", "deals-0-amount"],
    ["change", "deals-0-territories"],
  ]);
});

test("a field that the row has not is passed over", () => {
  const { add, fill, read } = start();
  const row = add("deals");
  fill(row, { fields: { unknown: { value: "x" }, kind: { value: "coproduction" } } });
  assert.equal(read(row).fields.kind.value, "coproduction");
});

test("a row is shown with all that is folded around it, the cursor in its first field", () => {
  const { add, document, show } = start(
    `<details><button aria-controls="content"></button>
     <div class="w-panel__content" id="content" hidden>${panel("deals")}</div></details>`,
  );
  document.querySelector("[aria-controls]").addEventListener("click", () => {
    document.getElementById("content").hidden = false;
  });
  show(add("deals"));
  assert.equal(document.querySelector("details").open, true);
  assert.equal(document.activeElement.id, "id_deals-0-kind");
});

test("values of another row of the same name are not read", () => {
  const { add, document, read } = start();
  const row = add("deals");
  add("deals-0-releases");
  set(document, { "deals-0-releases-0-starts": "2018" });
  assert.equal("starts" in read(row).fields, false);
  assert.equal(read(row).rows.releases[0].fields.starts.value, "2018");
});
