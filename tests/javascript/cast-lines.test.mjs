/* A cast typed as lines. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { open, until } from "./page.mjs";
import { addingRows, panel } from "./rows.mjs";

const casting = (key, label, character) => ({
  fields: { person: { value: key, label }, character: { value: character } },
  rows: {},
});
const HELENE = casting(7, "Hélène Viviès", "Jeanne");
const CLEMENT = casting(8, "Clément Aubert", "Yann");

const start = async (answer, most) => {
  const page = open(
    `<form><details data-controller="cast-lines" data-cast-lines-url-value="/cast/"
      data-cast-lines-done-text-value="{count} made." data-cast-lines-known-text-value="{count} known."
      data-cast-lines-left-text-value="Split first." data-cast-lines-failed-text-value="No answer.">
      <textarea data-cast-lines-target="text"></textarea>
      <button type="button" data-action="cast-lines#split"></button>
      <p data-cast-lines-target="status"></p><ul data-cast-lines-target="errors"></ul>
      </details>${panel("castings", most)}</form>`,
    {
      scripts: ["admin/ask", "admin/codes", "admin/rows", "admin/row-values", "admin/cast-lines"],
      stimulus: true,
      answer,
      before: addingRows,
    },
  );
  await until(() => page.window.wagtail.app.controllers.length);
  const { find, window, document } = page;
  const status = find("[data-cast-lines-target=status]");
  const split = async (lines) => {
    status.textContent = "";
    find("textarea").value = lines;
    find("button").click();
    await until(() => status.textContent);
  };
  const send = () => {
    const event = new window.Event("submit", { bubbles: true, cancelable: true });
    find("form").dispatchEvent(event);
    return event.defaultPrevented;
  };
  const characters = () =>
    [...document.querySelectorAll("[name$=-character]")].map(({ value }) => value);
  return { ...page, status, split, send, characters };
};

test("lines become rows; what is wrong stays, with why", async () => {
  const { asked, characters, document, find, split, status } = await start(() => ({
    rows: [HELENE, CLEMENT],
    left: ": nobody",
    errors: ["Line 3: who?"],
  }));
  await split("Hélène Viviès : Jeanne\nClément Aubert : Yann\n: nobody");
  assert.equal(asked[0].body.get("lines").split("\n").length, 3);
  assert.deepEqual(characters(), ["Jeanne", "Yann"]);
  assert.equal(find("[name=castings-0-person]").value, "7");
  assert.equal(find(".record-picker__name").value, "Hélène Viviès");
  assert.equal(find("textarea").value, ": nobody");
  assert.equal(find("li").textContent, "Line 3: who?");
  assert.equal(status.textContent, "2 made.");
  assert.equal(document.activeElement, find("textarea"));
});

test("who is there already, however spelt, is not added again", async () => {
  const answers = [[HELENE], [casting(7, "Hélène Viviès", "JEANNE "), CLEMENT, CLEMENT]];
  const { characters, split, status } = await start(() => ({
    rows: answers.shift(),
    left: "",
    errors: [],
  }));
  await split("Hélène Viviès : Jeanne");
  await split("both");
  assert.deepEqual(characters(), ["Jeanne", "Yann"]);
  assert.equal(status.textContent, "1 made. 2 known.");
});

test("no more rows are made than there may be", async () => {
  const { characters, split } = await start(
    () => ({ rows: [HELENE, CLEMENT], left: "", errors: [] }),
    1,
  );
  await split("both");
  assert.deepEqual(characters(), ["Jeanne"]);
});

test("without an answer the lines stay", async () => {
  const { find, split, status } = await start(() => undefined);
  await split("Hélène");
  assert.equal(status.textContent, "No answer.");
  assert.equal(find("textarea").value, "Hélène");
});

test("the story is not sent while lines wait", async () => {
  const { document, find, send, status } = await start(() => undefined);
  assert.equal(send(), false);
  find("textarea").value = "Hélène";
  assert.equal(send(), true);
  assert.equal(status.textContent, "Split first.");
  assert.equal(find("details").open, true);
  assert.equal(document.activeElement, find("textarea"));
});
