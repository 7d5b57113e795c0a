/* The combobox that readers and newsroom share. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { open, pause, press, texts, type, until } from "./page.mjs";

const NAMES = ["Lost", "Missing", "Missions"];

/* A combobox over NAMES; `chosen` and `asked` say what it did. */
const start = (settings = {}, tag = "input") => {
  const page = open(`<form><${tag} id="name"></${tag}><button></button></form>`, {
    scripts: ["combobox"],
  });
  const field = page.find("#name");
  const chosen = [];
  const asked = [];
  const box = new page.window.Combobox(field, {
    find: async (text) => {
      asked.push(text);
      return text ? NAMES.filter((name) => name.includes(text)).map((label) => ({ label })) : [];
    },
    told: (options) => `${options.length} found`,
    choose: ({ label }) => chosen.push(label),
    ...settings,
  });
  const search = async (text) => {
    type(field, text);
    await until(() => box.asked === text);
  };
  return { ...page, box, field, chosen, asked, search, pointed: () => pointedAt(field) };
};

const pointedAt = (field) => {
  const id = field.getAttribute("aria-activedescendant");
  const option = id && field.ownerDocument.getElementById(id);
  assert.equal(option?.getAttribute("aria-selected") ?? "true", "true");
  return option?.textContent ?? null;
};

test("the field names its role, its list, and whether that is open", async () => {
  const { field, document, search } = start();
  const list = document.getElementById(field.getAttribute("aria-controls"));
  assert.equal(field.getAttribute("role"), "combobox");
  assert.equal(field.getAttribute("aria-autocomplete"), "list");
  assert.equal(list.getAttribute("role"), "listbox");
  assert.ok(list.getAttribute("aria-label"));
  assert.equal(list.getAttribute("tabindex"), "-1"); // browsers lead Tab into what scrolls
  assert.deepEqual([list.hidden, field.getAttribute("aria-expanded")], [true, "false"]);
  await search("Miss");
  assert.deepEqual([list.hidden, field.getAttribute("aria-expanded")], [false, "true"]);
  assert.deepEqual(texts(list.children), ["Missing", "Missions"]);
  assert.equal(document.querySelector("[role=status]").textContent, "2 found");
});

test("letters in quick succession ask once", async () => {
  const { field, asked, search } = start();
  for (const text of ["M", "Mi", "Mis"]) type(field, text);
  await search("Miss");
  assert.deepEqual(asked, ["Miss"]);
});

test("an answer that comes late is not shown, and its question is given up", async () => {
  const answers = {};
  const { field, document, box } = start({
    find: (text, signal) =>
      new Promise((resolve) => {
        answers[text] = { resolve, signal };
      }),
  });
  type(field, "Mi");
  await until(() => answers.Mi);
  type(field, "Miss");
  await until(() => answers.Miss);
  assert.equal(answers.Mi.signal.aborted, true);
  answers.Miss.resolve([{ label: "Missions" }]);
  await until(() => box.isOpen);
  answers.Mi.resolve([{ label: "Too late" }]);
  await pause(10);
  assert.deepEqual(texts(document.querySelectorAll("[role=option]")), ["Missions"]);
});

test("what was left is not opened by an answer", async () => {
  const { field, box } = start();
  type(field, "Miss");
  field.blur();
  await pause(200);
  assert.equal(box.isOpen, false);
});

test("arrows go through the options and through the field itself", async () => {
  const { field, pointed, search } = start();
  await search("Miss");
  const seen = [];
  for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp"]) {
    assert.ok(press(field, key).defaultPrevented);
    seen.push(pointed());
  }
  assert.deepEqual(seen, ["Missing", "Missions", null, "Missions", "Missing"]);
  press(field, "End");
  assert.equal(pointed(), null);
});

test("enter takes what is pointed at, and is the form's otherwise", async () => {
  const { field, chosen, search } = start();
  await search("Miss");
  assert.equal(press(field, "Enter").defaultPrevented, false);
  press(field, "ArrowUp");
  assert.ok(press(field, "Enter").defaultPrevented);
  assert.deepEqual(chosen, ["Missions"]);
});

test("with `first`, enter takes the first option, which is marked before", async () => {
  const { field, chosen, box, pointed, search } = start({ first: true });
  await search("Miss");
  assert.equal(pointed(), "Missing");
  assert.equal(box.byArrow, false);
  press(field, "Enter");
  assert.deepEqual(chosen, ["Missing"]);
  assert.equal(field.getAttribute("aria-activedescendant"), null);
});

test("with `first`, nothing is marked before a letter is typed", async () => {
  const { box, pointed, search } = start({
    first: true,
    find: async () => [{ label: "Drame" }],
  });
  await search("");
  assert.ok(box.isOpen);
  assert.equal(pointed(), null);
});

test("escape closes and stays in the box; a closed one leaves the key to others", async () => {
  let left = 0;
  const heard = [];
  const { field, document, box, search } = start({
    left: () => {
      left += 1;
    },
  });
  document.addEventListener("keydown", ({ key }) => heard.push(key));
  await search("Miss");
  assert.ok(press(field, "Escape").defaultPrevented);
  assert.deepEqual([box.isOpen, left, heard], [false, 1, []]);
  assert.equal(press(field, "Escape").defaultPrevented, false);
  assert.deepEqual(heard, ["Escape"]);
});

test("an arrow opens a closed list again: on the first, or on the last", async () => {
  const { field, box, asked, pointed, search } = start();
  await search("Miss");
  press(field, "Escape");
  press(field, "ArrowDown");
  assert.equal(pointed(), "Missing");
  press(field, "ArrowUp", { altKey: true });
  assert.equal(box.isOpen, false);
  press(field, "ArrowUp");
  assert.equal(pointed(), "Missions");
  assert.deepEqual(asked, ["Miss"]);
});

test("after a choice the same text is asked for again", async () => {
  const { field, asked, box, search } = start();
  await search("Miss");
  press(field, "ArrowDown");
  press(field, "Enter");
  press(field, "ArrowDown");
  await until(() => box.isOpen);
  assert.deepEqual(asked, ["Miss", "Miss"]);
});

test("a click takes an option, and the field keeps the focus", async () => {
  const { window, document, chosen, search } = start();
  await search("Lost");
  const option = document.querySelector("[role=option] span");
  const down = new window.MouseEvent("mousedown", { bubbles: true, cancelable: true });
  option.dispatchEvent(down);
  assert.ok(down.defaultPrevented);
  option.click();
  assert.deepEqual(chosen, ["Lost"]);
});

test("keys of an input method and of the browser are theirs", async () => {
  const { field, pointed, search } = start();
  await search("Miss");
  for (const details of [{ isComposing: true }, { ctrlKey: true }, { metaKey: true }]) {
    assert.equal(press(field, "ArrowDown", details).defaultPrevented, false);
  }
  assert.equal(pointed(), null);
});

test("a text area stays a text box, and keeps its arrows while nothing is suggested", async () => {
  const { field, pointed, search } = start({}, "textarea");
  assert.equal(field.getAttribute("role"), null);
  assert.equal(field.getAttribute("aria-expanded"), null);
  assert.equal(press(field, "ArrowDown").defaultPrevented, false);
  await search("Miss");
  assert.ok(press(field, "ArrowDown").defaultPrevented);
  assert.equal(pointed(), "Missing");
});

test("a hint is told apart, and markup in a name is text", async () => {
  const { document, search } = start({
    find: async () => [{ label: "<b>Missions</b>", hint: "Série" }],
  });
  await search("Miss");
  assert.equal(document.querySelector("[role=option] b"), null);
  assert.equal(document.querySelector("[role=option] small").textContent, "Série");
});

test("once destroyed it leaves nothing behind", async () => {
  const { field, document, asked, box } = start();
  box.destroy();
  type(field, "Miss");
  await pause(200);
  assert.deepEqual(asked, []);
  assert.equal(document.querySelector("[role=listbox], [role=status]"), null);
});
