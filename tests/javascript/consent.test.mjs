/* The question about what would be loaded from elsewhere. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { open, until } from "./page.mjs";

const BANNER = `<form data-consent action="/consentement/"><input type="hidden" name="next" value="/a/">
  <button name="choice" value="none"></button><button name="choice" value="all"></button></form>
  <main id="contenu" tabindex="-1"></main>`;
const KEPT = { response: { type: "opaqueredirect" } };

const start = (answer) => {
  const page = open(BANNER, { scripts: ["site/consent"], answer });
  const sent = [];
  page.window.HTMLFormElement.prototype.submit = function () {
    sent.push([...new page.window.FormData(this)]);
  };
  return { ...page, sent, choose: (value) => page.find(`[value=${value}]`).click() };
};

test("a refusal is kept, the banner goes, and the place in the text stays", async () => {
  const { asked, choose, document, find, sent } = start(() => KEPT);
  choose("none");
  await until(() => !find("[data-consent]"));
  assert.equal(asked[0].method, "POST");
  assert.equal(asked[0].url, "https://generique.test/consentement/");
  assert.equal(String(asked[0].body), "next=%2Fa%2F&choice=none");
  assert.equal(document.activeElement.id, "contenu");
  assert.deepEqual(sent, []);
});

test("refused by the server or without network, the form is sent with its answer", async () => {
  for (const answer of [() => ({ response: { type: "basic", status: 403 } }), () => undefined]) {
    const { choose, find, sent } = start(answer);
    choose("all");
    await until(() => sent.length);
    assert.deepEqual(sent[0], [
      ["next", "/a/"],
      ["choice", "all"],
    ]);
    assert.ok(find("[data-consent]"));
  }
});

test("a page without the question has nothing to do", () => {
  open("<p></p>", { scripts: ["site/consent"] });
});
