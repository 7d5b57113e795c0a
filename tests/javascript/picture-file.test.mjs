/* A picture's own data, read when its file is chosen. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { change, open, until } from "./page.mjs";

const DATA = { title: "Missions", description: "Une fusée.", credit: "OCS" };

const start = async ({ answer = () => ({ fields: DATA }), values = {} } = {}) => {
  const page = open(
    `<form><input type="file" name="p-file" data-controller="picture-file" data-picture-file-url-value="/read/"
      data-picture-file-reading-text-value="Reading…" data-picture-file-filled-text-value="Filled: {fields}."
      data-picture-file-failed-text-value="Not read.">
      ${["title", "description", "credit"]
        .map(
          (name) =>
            `<label>${name.toUpperCase()}<input name="p-${name}" value="${values[name] ?? ""}"></label>`,
        )
        .join("")}</form>`,
    { scripts: ["admin/ask", "admin/picture-file"], stimulus: true, answer },
  );
  const status = await until(() => page.find("[role=status]"));
  const { find, window } = page;
  const input = find("[type=file]");
  const field = (name) => find(`[name=p-${name}]`);
  /* Choose a file; Wagtail writes its name in an empty title. */
  const choose = (name) => {
    const file = new window.File(["x"], name);
    Object.defineProperty(input, "files", { configurable: true, value: [file] });
    Object.defineProperty(input, "value", { configurable: true, writable: true, value: name });
    input.dispatchEvent(new window.Event("input", { bubbles: true }));
    if (!field("title").value) field("title").value = name;
    change(input);
  };
  const done = (sentence) => until(() => status.textContent === sentence);
  return { ...page, input, field, choose, done };
};

test("empty fields are filled, and those named", async () => {
  const { asked, choose, done, field } = await start();
  choose("IMG_1.jpg");
  await done("Filled: title, description, credit.");
  assert.equal(asked[0].body.get("file").name, "IMG_1.jpg");
  assert.deepEqual(
    ["title", "description", "credit"].map((name) => field(name).value),
    Object.values(DATA),
  );
});

test("what an editor typed stays", async () => {
  const { choose, done, field } = await start({ values: { title: "Mars", credit: "AFP" } });
  choose("IMG_1.jpg");
  await done("Filled: description.");
  assert.deepEqual([field("title").value, field("credit").value], ["Mars", "AFP"]);
});

test("the next file replaces what the last one filled, and only that", async () => {
  const next = [DATA, { title: "", description: "Un vaisseau." }];
  const { choose, done, field } = await start({ answer: () => ({ fields: next.shift() }) });
  choose("IMG_1.jpg");
  await done("Filled: title, description, credit.");
  field("credit").value = "AFP";
  choose("IMG_2.jpg");
  await done("Filled: description.");
  assert.deepEqual([field("title").value, field("credit").value], ["", "AFP"]);
});

test("Wagtail's title is better than none", async () => {
  const { choose, done, field } = await start({ answer: () => ({ fields: { credit: "OCS" } }) });
  choose("IMG_1.jpg");
  await done("Filled: credit.");
  assert.equal(field("title").value, "IMG_1.jpg");
});

test("what is no picture is refused", async () => {
  const { choose, done, field, input } = await start({ answer: () => ({ error: "No picture." }) });
  choose("a.txt");
  await done("No picture.");
  assert.deepEqual([input.value, field("credit").value], ["", ""]);
});

test("a file that could not be read may be sent all the same", async () => {
  const { choose, done, input } = await start({ answer: () => undefined });
  choose("IMG_1.jpg");
  await done("Not read.");
  assert.equal(input.value, "IMG_1.jpg");
});
