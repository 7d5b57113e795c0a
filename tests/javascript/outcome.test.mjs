/* What a story makes public, fetched when it is looked at. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { open, pause, until } from "./page.mjs";

const start = async ({ story = "", action = "", answer = () => "<p>Deux accords</p>" } = {}) => {
  let look;
  const page = open(
    `<form action="${action}"><div data-controller="outcome" data-outcome-url-value="/outcome/0/"
     data-outcome-story-value="${story}" data-outcome-failed-text-value="No answer."></div></form>`,
    {
      scripts: ["admin/outcome"],
      stimulus: true,
      answer,
      before: (window) => {
        window.IntersectionObserver = class {
          constructor(act) {
            look = (isIntersecting) => act([{ isIntersecting }]);
          }
          observe() {}
          disconnect() {}
        };
      },
    },
  );
  await until(() => look);
  const { document, window } = page;
  const saved = () => document.dispatchEvent(new window.Event("w-autosave:success"));
  return { ...page, look, saved, panel: page.find("[data-controller]") };
};

test("it is fetched once it is seen, and again after a save", async () => {
  const { asked, look, panel, saved } = await start({ story: "12" });
  await pause(5);
  assert.equal(asked.length, 0);
  look(true);
  await until(() => panel.textContent === "Deux accords");
  look(false);
  look(true);
  assert.equal(asked.length, 1);
  look(false);
  saved();
  assert.equal(asked.length, 1);
  look(true);
  assert.deepEqual(
    asked.map(({ url }) => url),
    ["/outcome/12/", "/outcome/12/"],
  );
});

test("a new story has its key from its first save", async () => {
  const { asked, find, look, saved } = await start({ action: "/admin/articles/add/" });
  look(true);
  assert.equal(asked.length, 0);
  find("form").setAttribute("action", "/admin/articles/edit/7/");
  saved();
  assert.equal(asked[0].url, "/outcome/7/");
});

test("without an answer, or sent to the door, it says so", async () => {
  for (const answer of [
    () => undefined,
    () => ({ response: { ok: false } }),
    () => ({ response: { ok: true, redirected: true } }),
  ]) {
    const { look, panel } = await start({ story: "12", answer });
    look(true);
    await until(() => panel.textContent === "No answer.");
  }
});
