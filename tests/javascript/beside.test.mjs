/* Notes and team beside a story. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { open, until } from "./page.mjs";

const panel = (count, inside = "") =>
  `<div data-controller="beside" data-beside-name-value="notes" data-beside-count-value="${count}"
   data-beside-failed-text-value="No answer." data-action="submit->beside#send">
   <form action="/notes/3/"><textarea name="text"></textarea>${inside}
   <button name="done" value="1"></button></form><p data-beside-target="status"></p></div>`;

const start = async (answer) => {
  const page = open(
    `<button data-side-panel-toggle="notes"><b data-side-panel-toggle-counter></b></button>${panel(2)}`,
    { scripts: ["admin/beside"], stimulus: true, answer },
  );
  const counter = page.find("b");
  await until(() => counter.textContent === "2");
  const send = (text) => {
    page.find("textarea").value = text;
    page.find("form button").click();
  };
  return { ...page, counter, send };
};

test("a note is sent with its button, and the panel comes back with its number", async () => {
  const { asked, counter, find, send } = await start(() => panel(0));
  send("Un doute");
  await until(() => counter.hidden);
  assert.deepEqual([asked[0].method, asked[0].url], ["POST", "https://generique.test/notes/3/"]);
  assert.deepEqual(
    [...asked[0].body],
    [
      ["text", "Un doute"],
      ["done", "1"],
    ],
  );
  assert.equal(find("textarea").value, "");
});

test("what is refused comes back with its error, and the cursor in its field", async () => {
  const refused = panel(2).replace("<textarea", '<textarea aria-invalid="true"');
  const { document, find, send } = await start(() => ({
    response: { ok: false, status: 400, text: async () => refused },
  }));
  send("");
  await until(() => find("[aria-invalid]"));
  assert.equal(document.activeElement, find("textarea"));
});

test("without an answer the text stays, and one may try again", async () => {
  for (const answer of [() => undefined, () => ({ response: { ok: false, status: 500 } })]) {
    const { find, send } = await start(answer);
    send("Un doute");
    assert.ok(find("form button").disabled);
    await until(() => find("[data-beside-target=status]").textContent === "No answer.");
    assert.equal(find("form button").disabled, false);
    assert.equal(find("textarea").value, "Un doute");
  }
});
