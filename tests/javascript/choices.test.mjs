/* Chips over a <select multiple>: codes of a vocabulary, and records. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { open, pause, press, texts, type, until } from "./page.mjs";

const TEXTS = {
  count: "{count} suggestions",
  one: "1 suggestion",
  failed: "No answer.",
  none: "Nothing.",
  pending: "Choose.",
  placeholder: "Type…",
  remove: "Remove “{name}”",
};
const CODES = [
  ["CA", "Canada"],
  ["CV", "Cap-Vert"],
  ["CI", "Côte d’Ivoire"],
  ["EC", "Équateur"],
  ["FR", "France"],
  ...["Gabon", "Ghana", "Grèce", "Haïti", "Inde", "Iran", "Italie", "Japon"].map((one) => [
    one,
    one,
  ]),
];

const start = async ({ options = "", values = {}, answer = () => ({ codes: CODES }) } = {}) => {
  const page = open(
    `<label for="codes">Territories</label>
    <select id="codes" name="codes" multiple aria-describedby="help" data-controller="choices">${options}</select>
    <input id="next">`,
    {
      scripts: ["combobox", "admin/ask", "admin/records", "admin/codes", "admin/choices"],
      stimulus: true,
      answer,
      before: ({ document }) => {
        const given = { texts: JSON.stringify(TEXTS), url: "/vocabulary/", ...values };
        for (const [name, value] of Object.entries(given)) {
          document.querySelector("select").setAttribute(`data-choices-${name}-value`, value);
        }
      },
    },
  );
  const field = await until(() => page.find("[role=combobox]"));
  const select = page.find("select");
  const shown = () => texts(page.document.querySelectorAll("[role=option]"));
  const status = page.find("[role=status]");
  const search = async (text) => {
    status.textContent = "";
    type(field, text);
    await until(() => status.textContent);
  };
  return {
    ...page,
    field,
    select,
    shown,
    status,
    search,
    chosen: () => [...select.selectedOptions].map(({ value }) => value),
    chips: () => texts(page.document.querySelectorAll(".desk-chip span")),
  };
};

const FRANCE = '<option value="FR" selected>France</option>';

test("the select is hidden, and its label and description are the field's", async () => {
  const { field, select, document, chips } = await start({ options: FRANCE });
  assert.ok(select.hidden);
  assert.equal(document.querySelector("label").control, field);
  assert.equal(field.getAttribute("aria-describedby"), "help");
  assert.equal(field.placeholder, "Type…");
  assert.deepEqual(chips(), ["France"]);
});

test("names are found without accents, those that begin so first, those chosen not at all", async () => {
  const { shown, search } = await start({ options: FRANCE });
  await search("ca");
  assert.deepEqual(shown(), ["Canada", "Cap-Vert"]);
  await search("ir");
  assert.deepEqual(shown(), ["Iran", "Côte d’Ivoire"]);
  await search("equa");
  assert.deepEqual(shown(), ["Équateur"]);
  await search("d'i");
  assert.deepEqual(shown(), ["Côte d’Ivoire"]);
  await search("fra");
  assert.deepEqual(shown(), []);
});

test("what is chosen becomes a chip and is sent", async () => {
  const { field, select, chosen, chips, search } = await start({ options: FRANCE });
  let heard = 0;
  select.addEventListener("change", () => {
    heard += 1;
  });
  await search("can");
  press(field, "Enter");
  await until(() => chips().length === 2);
  assert.deepEqual(chosen(), ["FR", "CA"]);
  assert.deepEqual([field.value, heard], ["", 1]);
});

test("a cross removes one, backspace the last", async () => {
  const options = `${FRANCE}<option value="CA" selected>Canada</option>`;
  const { find, document, field, chosen, chips } = await start({ options });
  assert.equal(find(".desk-chip button").getAttribute("aria-label"), "Remove “France”");
  find(".desk-chip button").click();
  assert.deepEqual([chosen(), chips()], [["CA"], ["Canada"]]);
  assert.equal(document.activeElement, field);
  field.value = "x";
  press(field, "Backspace");
  assert.deepEqual(chosen(), ["CA"]);
  field.value = "";
  press(field, "Backspace");
  assert.deepEqual([chosen(), chips()], [[], []]);
});

test("with a maximum of one the next replaces it", async () => {
  const { field, chosen, search } = await start({ options: FRANCE, values: { max: 1 } });
  await search("can");
  press(field, "Enter");
  await until(() => chosen().join() === "CA");
});

test("the vocabulary comes once; after a failure it is asked for again", async () => {
  let answers = 0;
  const { field, status, asked, search } = await start({
    answer: () => {
      answers += 1;
      return answers === 1 ? undefined : { codes: CODES };
    },
  });
  field.focus();
  await until(() => asked.length);
  await search("can");
  assert.equal(status.textContent, "1 suggestion");
  await search("fra");
  assert.equal(asked.length, 2);
});

test("few options are shown at once, many only when one types", async () => {
  const few = await start({
    options: `${FRANCE}<option value="CA">Canada</option>`,
    values: { url: "" },
  });
  few.field.focus();
  await until(() => few.shown().length === 1);
  assert.deepEqual(few.shown(), ["Canada"]);
  const many = await start();
  many.field.focus();
  await pause(20);
  assert.deepEqual(many.shown(), []);
});

test("a name left without a choice is told", async () => {
  const { field, find } = await start();
  type(field, "Atlantide");
  find("#next").focus();
  assert.equal(find("[role=status]").textContent, "Choose.");
});

test("what a script selects is drawn as well", async () => {
  const { window, select, chips } = await start();
  select.add(new window.Option("Canada", "CA", true, true));
  select.dispatchEvent(new window.Event("change"));
  assert.deepEqual(chips(), ["Canada"]);
});

test("without its controller the select is as it was", async () => {
  const { find, select } = await start({ options: FRANCE });
  select.removeAttribute("data-controller");
  await until(() => !find("[role=combobox], .desk-chips"));
  assert.deepEqual([select.hidden, select.id], [false, "codes"]);
});

test("records are found by the server, and created", async () => {
  const { field, asked, chosen, chips, search, shown } = await start({
    values: { records: true, url: "/picker/" },
    answer: (_url, { method }) =>
      method === "POST"
        ? { id: 9, label: "Autre" }
        : {
            results: [{ id: 7, label: "Anna" }],
            create: [{ kind: "", label: "Create “Autre”", sure: true }],
          },
  });
  await search("Autre");
  assert.deepEqual(shown(), ["Anna", "Create “Autre”"]);
  press(field, "ArrowDown");
  press(field, "Enter");
  await until(() => chips().length);
  assert.deepEqual([chips(), chosen()], [["Autre"], ["9"]]);
  assert.equal(asked.at(-1).body.get("name"), "Autre");
});
