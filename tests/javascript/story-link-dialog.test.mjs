/* The dialog of rich text's link. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { change, open } from "./page.mjs";

const TEMPLATE = `<template id="story-link-dialog"><dialog><form>
  <select data-link="kind"><option value="shows.Series">a series</option>
    <option value="articles.Article">a story</option><option value="url">an address</option></select>
  <div data-link="records" data-url="/picker/TARGET/"><div class="record-picker">
    <input type="hidden" value=""><input class="record-picker__name"></div></div>
  <div data-link="address"><input type="url"></div>
  <p data-link="error" data-missing="Which?" data-wrong="No address."></p>
  <button></button><button type="button" data-link="cancel"></button></form></dialog></template>`;

const start = (current = {}) => {
  const page = open(TEMPLATE, { scripts: ["admin/story-link-dialog"] });
  const { deskLink } = page.window;
  const answer = deskLink.ask(current);
  const { document, window } = page;
  const one = (selector) => document.querySelector(`body > dialog ${selector}`);
  const choose = (kind) => {
    one("[data-link=kind]").value = kind;
    change(one("[data-link=kind]"));
  };
  const send = () => one("form").dispatchEvent(new window.Event("submit", { cancelable: true }));
  const given = async () => ({ ...(await answer) });
  return { ...page, answer, given, one, choose, send, describe: deskLink.describe };
};

test("it opens on a series, the cursor in its name", () => {
  const { document, one } = start();
  assert.equal(one("[data-link=kind]").value, "shows.Series");
  assert.ok(one("[data-link=address]").hidden);
  assert.equal(one(".record-picker").dataset.recordPickerUrlValue, "/picker/shows.Series/");
  assert.equal(document.activeElement, one(".record-picker__name"));
});

test("a record that is chosen is what the link holds", async () => {
  const { choose, find, given, one, send } = start();
  choose("articles.Article");
  assert.equal(one(".record-picker").dataset.recordPickerUrlValue, "/picker/articles.Article/");
  one("input[type=hidden]").value = "12";
  send();
  assert.deepEqual(await given(), { target: "articles.article", id: "12" });
  assert.equal(find("body > dialog"), null);
});

test("without a record, or with no address, it stays and says why", async () => {
  const { choose, given, one, send } = start();
  send();
  assert.equal(one("[data-link=error]").textContent, "Which?");
  choose("url");
  assert.equal(one("[data-link=error]").textContent, "");
  for (const wrong of ["", "example.org", "javascript:alert(1)"]) {
    one("[type=url]").value = wrong;
    send();
    assert.equal(one("[data-link=error]").textContent, "No address.");
  }
  one("[type=url]").value = " https://variety.com/ ";
  send();
  assert.deepEqual(await given(), { url: "https://variety.com/" });
});

test("a link that is edited shows what it holds; another kind is a new choice", () => {
  const { choose, one } = start({ target: "articles.article", id: "12" });
  assert.equal(one("[data-link=kind]").value, "articles.Article");
  assert.equal(one("input[type=hidden]").value, "12");
  choose("shows.Series");
  assert.equal(one("input[type=hidden]").value, "");
  const address = start({ url: "https://variety.com/" });
  assert.equal(address.one("[type=url]").value, "https://variety.com/");
  assert.equal(address.document.activeElement, address.one("[type=url]"));
});

test("cancelled or closed, the link stays as it is", async () => {
  const cancelled = start();
  cancelled.one("[data-link=cancel]").click();
  assert.equal(await cancelled.answer, null);
  const closed = start();
  closed.find("body > dialog").dispatchEvent(new closed.window.Event("cancel"));
  assert.equal(await closed.answer, null);
});

test("a link is described by its address, or by the kind of its target", () => {
  const { describe } = start();
  assert.equal(describe({ url: "https://variety.com/" }), "https://variety.com/");
  assert.equal(describe({ target: "articles.article", id: "12" }), "a story (12)");
  assert.equal(describe({ target: "shows.award", id: "3" }), "shows.award (3)");
});
