/* The newsroom's picker of one record. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { open, press, texts, type, until } from "./page.mjs";

const TEXTS = {
  count: "{count} suggestions",
  one: "1 suggestion",
  failed: "No answer.",
  none: "Nothing.",
  pending: "Choose.",
};
const MISSIONS = { id: 7, label: "Missions", hint: "OCS, 2017" };
const way = (name, kind = "", what = "") => ({
  kind,
  label: `Create ${what}“${name}”`,
  sure: !kind,
});
const RECORDS = { 7: MISSIONS, 8: { id: 8, label: "Missing" } };

const answer = (url, { method }) => {
  if (method === "POST") return { id: 9, label: "Autre" };
  const [[name, value]] = new URL(url, "https://generique.test").searchParams;
  if (name === "id") return { results: RECORDS[value] ? [RECORDS[value]] : [] };
  const results = Object.values(RECORDS).filter(({ label }) => label.startsWith(value));
  return { results, create: results.length ? [] : [way(value)] };
};

const start = async ({ key = "", name = "", given = answer, url = "/picker/" } = {}) => {
  const page = open(
    `<form><div class="record-picker" data-controller="record-picker" data-record-picker-url-value="${url}">
      <input type="hidden" name="series" value="${key}" data-record-picker-target="key">
      <div><input id="series" class="record-picker__name" value="${name}" data-record-picker-target="name"
        data-action="keydown->record-picker#press focus->record-picker#focus blur->record-picker#leave">
      <button type="button" data-record-picker-target="clear" data-action="record-picker#clear" hidden></button></div>
    </div><input id="next"></form>`,
    {
      scripts: ["combobox", "admin/ask", "admin/records", "admin/record-picker"],
      stimulus: true,
      answer: given,
      before: ({ document }) => {
        document.querySelector(".record-picker").dataset.recordPickerTextsValue =
          JSON.stringify(TEXTS);
      },
    },
  );
  await until(() => page.find("[role=listbox]"));
  const field = page.find("#series");
  const status = page.find("[role=status]");
  const search = async (text) => {
    status.textContent = "";
    type(field, text);
    await until(() => status.textContent);
  };
  return { ...page, field, key: page.find("[name=series]"), status, search };
};

test("what is chosen sets the key, shows its hint and is heard by the form", async () => {
  const { document, find, field, key, status, search } = await start();
  const heard = [];
  for (const kind of ["input", "change"]) {
    find("form").addEventListener(kind, ({ target }) => target === key && heard.push(kind));
  }
  await search("Miss");
  assert.equal(status.textContent, "2 suggestions");
  assert.deepEqual(texts(document.querySelectorAll("[role=option]")), [
    "Missions OCS, 2017",
    "Missing",
  ]);
  press(field, "Enter");
  await until(() => key.value);
  assert.deepEqual([key.value, field.value, status.textContent], ["7", "Missions", "OCS, 2017"]);
  assert.deepEqual(heard, ["input", "change"]);
  assert.equal(find("button").hidden, false);
});

test("a name that is not there is created", async () => {
  const { find, field, key, status, asked, search } = await start();
  await search("Autre");
  assert.equal(status.textContent, "Nothing.");
  assert.equal(find("[role=option]").textContent, "Create “Autre”");
  press(field, "Enter");
  await until(() => key.value === "9");
  assert.equal(asked.at(-1).method, "POST");
  assert.equal(asked.at(-1).body.get("name"), "Autre");
});

test("what a name is, is asked where its place does not tell, in one click", async () => {
  const ways = [way("Arte", "channel", "the channel "), way("Arte", "service", "the service ")];
  const { document, field, key, asked, search } = await start({
    given: (_url, { method }) =>
      method === "POST" ? { id: 9, label: "Arte" } : { results: [], create: ways },
  });
  await search("Arte");
  const options = document.querySelectorAll("[role=option]");
  assert.deepEqual(texts(options), ["Create the channel “Arte”", "Create the service “Arte”"]);
  press(field, "Enter"); // chooses neither
  assert.deepEqual([key.value, asked.length], ["", 1]);
  options[1].click();
  await until(() => key.value === "9");
  assert.equal(asked.at(-1).body.get("kind"), "service");
});

test("the address may tell the place in the form already", async () => {
  const { asked, search } = await start({ url: "/picker/?place=Deal.seller" });
  await search("Miss");
  assert.equal(asked.at(-1).url, "/picker/?place=Deal.seller&q=Miss");
});

test("what cannot be created is told, and nothing is set", async () => {
  const { field, key, status, search } = await start({
    given: (_url, { method }) =>
      method === "POST" ? { error: "Give a year." } : { results: [], create: [way("Mania")] },
  });
  await search("Séries Mania");
  press(field, "Enter");
  await until(() => status.textContent === "Give a year.");
  assert.equal(key.value, "");
});

test("a server that does not answer is told", async () => {
  const { status, search } = await start({
    given: () => undefined,
  });
  await search("Miss");
  assert.equal(status.textContent, "No answer.");
  assert.ok(status.classList.contains("suggestions-status--wrong"));
});

test("a name left without a choice is refused aloud and forgets the key", async () => {
  const { field, find, key, status } = await start({ key: "7", name: "Missions" });
  type(field, "Missin");
  find("#next").focus();
  assert.equal(key.value, "");
  assert.equal(field.getAttribute("aria-invalid"), "true");
  assert.equal(status.textContent, "Choose.");
});

test("an emptied field is no record, and the focus goes on", async () => {
  const { document, field, find, key } = await start({ key: "7", name: "Missions" });
  type(field, "");
  find("#next").focus();
  assert.equal(key.value, "");
  assert.equal(document.activeElement.id, "next");
  assert.ok(find("button").hidden);
});

test("escape gives back the name, tab takes what the arrows point at", async () => {
  const { field, key, search } = await start({ key: "7", name: "Missions" });
  await search("Mis");
  press(field, "Escape");
  assert.equal(field.value, "Missions");
  await search("Miss");
  press(field, "Tab");
  assert.equal(key.value, "7");
  press(field, "ArrowDown");
  press(field, "Tab");
  await until(() => key.value === "8");
});

test("enter never sends the story", async () => {
  const { field } = await start();
  assert.ok(press(field, "Enter").defaultPrevented);
});

test("a key set by a script is looked up, and its name shown", async () => {
  const { field, key } = await start();
  key.value = "8";
  await until(() => field.value === "Missing");
  key.value = "404";
  await until(() => field.value === "#404");
  key.value = "";
  await until(() => field.value === "");
});

test("a key without a name is looked up at once", async () => {
  const { field } = await start({ key: "7" });
  await until(() => field.value === "Missions");
});

test("the cross empties the field", async () => {
  const { document, field, find, key } = await start({ key: "7", name: "Missions" });
  find("button").click();
  assert.deepEqual([key.value, field.value], ["", ""]);
  assert.equal(document.activeElement, field);
});
