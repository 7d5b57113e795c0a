/* Names after an “@” in a note. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { open, press, texts, type, until } from "./page.mjs";

const CAMILLE = { username: "camille", name: "Camille Aubert" };

const start = async (answer = () => ({ results: [CAMILLE] })) => {
  const page = open(
    `<textarea id="note" data-controller="mentions" data-action="keydown->mentions#press"
      data-mentions-url-value="/people/" data-mentions-nobody-text-value="Nobody."></textarea>`,
    { scripts: ["combobox", "admin/ask", "admin/mentions"], stimulus: true, answer },
  );
  const list = await until(() => page.find("[role=listbox]"));
  const field = page.find("textarea");
  const write = (text, caret = text.length) => {
    field.value = text;
    field.setSelectionRange(caret, caret);
    type(field, text);
    field.setSelectionRange(caret, caret);
  };
  return { ...page, field, list, write };
};

test("who is typed after an @ is suggested, and put in its place", async () => {
  const { asked, field, list, write } = await start();
  write("Demande à @cam ce soir", 14);
  await until(() => !list.hidden);
  assert.equal(asked[0].url, "/people/?q=cam");
  assert.deepEqual(texts(list.children), ["Camille Aubert @camille"]);
  assert.ok(press(field, "Enter").defaultPrevented);
  assert.equal(field.value, "Demande à @camille  ce soir");
  assert.equal(field.selectionStart, 19);
  assert.ok(list.hidden);
});

test("tab takes the first, shift and tab goes back", async () => {
  const { field, list, write } = await start();
  write("@c");
  await until(() => !list.hidden);
  assert.equal(press(field, "Tab", { shiftKey: true }).defaultPrevented, false);
  assert.ok(press(field, "Tab").defaultPrevented);
  assert.equal(field.value, "@camille ");
  assert.equal(press(field, "Tab").defaultPrevented, false);
});

test("an address and a text without @ ask for nobody, and close the list", async () => {
  const { asked, list, write } = await start();
  write("@c");
  await until(() => !list.hidden);
  write("ecrire@example.org");
  await until(() => list.hidden);
  assert.equal(asked.length, 1);
});

test("enter is a new line while nobody is suggested", async () => {
  const { field, write } = await start();
  write("Un doute");
  assert.equal(press(field, "Enter").defaultPrevented, false);
});

test("nobody by that name is said, and without an answer nothing is", async () => {
  const nobody = await start(() => ({ results: [] }));
  nobody.write("@zz");
  await until(() => nobody.find("[role=status]").textContent === "Nobody.");
  const offline = await start(() => undefined);
  offline.write("@zz");
  await until(() => offline.asked.length);
  assert.ok(offline.list.hidden);
});
