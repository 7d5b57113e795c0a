/* The bar above a story's facts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { change, open, press, texts, type, until } from "./page.mjs";
import { addingRows, panel, set } from "./rows.mjs";

const FACT = { id: 12, label: "Acquisition", hint: "AMC", url: "/facts/deals/12/" };
const LIVE = { groups: [{ heading: "Accords", relation: "deals", facts: [FACT] }] };
const UPDATE = {
  relation: "deals",
  values: { fields: { kind: { value: "coproduction" }, replaces: { value: "12" } }, rows: {} },
};
const usual = (url) => (url.startsWith("/facts/live/") ? LIVE : UPDATE);

const start = async ({ answer = usual, hash = "" } = {}) => {
  const page = open(
    `<form><div data-controller="facts" data-facts-live-url-value="/facts/live/" data-facts-story-value="3"
      data-facts-series-text-value="{series} (story)" data-facts-inherits-text-value="From the story: {what}."
      data-facts-day-text-value="its day" data-facts-no-series-text-value="Which series?"
      data-facts-none-text-value="None." data-facts-taken-text-value="Taken"
      data-facts-update-text-value="Update" data-facts-failed-text-value="No answer.">
      <button type="button" id="add" data-action="facts#add" data-facts-relation-param="deals"></button>
      <button type="button" id="open" data-action="facts#open"></button>
      <dialog data-facts-target="dialog">
        <input id="search" data-facts-target="search" data-action="facts#search keydown.enter->facts#enter">
        <p data-facts-target="status"></p><div data-facts-target="found"></div>
        <button type="button" id="close" data-action="facts#close"></button>
      </dialog></div>
      ${panel("series_links")}${panel("sources")}${panel("deals")}</form>`,
    {
      scripts: ["admin/ask", "admin/rows", "admin/row-values", "admin/facts"],
      stimulus: true,
      answer,
      before: addingRows,
      url: `https://generique.test/${hash}`,
    },
  );
  const { document, find, window } = page;
  const click = (id) => find(`#${id}`).click();
  // Stimulus connects in its own time.
  await until(() => window.wagtail.app.controllers.length);
  const status = find("[data-facts-target=status]");
  const about = (key, title, relation = "about") => {
    const row = document.querySelectorAll("#id_series_links-FORMS > *").length;
    click("id_series_links-ADD");
    set(document, {
      [`series_links-${row}-series`]: key,
      [`id_series_links-${row}-series`]: title,
      [`series_links-${row}-relation`]: relation,
    });
    change(find("form"));
  };
  return { ...page, about, click, status };
};

test("a button adds a row of its kind and goes there", async () => {
  const { document, click, find } = await start();
  click("add");
  assert.ok(find("#inline_child_deals-0"));
  assert.equal(document.activeElement.id, "id_deals-0-kind");
});

test("rows say what they take over from the story", async () => {
  const { document, about, click, find } = await start();
  click("add");
  about("7", "Missions", "mentions");
  assert.equal(find("[data-facts-inherits]").textContent, "From the story: its day.");
  assert.equal(find("#id_deals-0-series").placeholder, "A series");
  about("8", "Lost");
  click("id_sources-ADD");
  set(document, { "sources-0-outlet": "Variety" });
  change(find("form"));
  assert.equal(
    find("[data-facts-inherits]").textContent,
    "From the story: Lost · its day · Variety.",
  );
  assert.equal(find("#id_deals-0-series").placeholder, "Lost (story)");
  set(document, { "series_links-1-relation": "mentions" });
  change(find("form"));
  assert.equal(find("#id_deals-0-series").placeholder, "A series");
});

test("public facts are those of the story's series, or found by name", async () => {
  const { about, asked, click, document, find, status } = await start();
  click("open");
  assert.equal(find("dialog").open, true);
  assert.equal(status.textContent, "Which series?");
  assert.equal(asked.length, 0);
  about("8", "Lost");
  click("open");
  await until(() => find("dialog h3"));
  assert.equal(asked[0].url, "/facts/live/?q=&story=3&series=8");
  assert.equal(find("dialog h3").textContent, "Accords");
  assert.deepEqual(texts(document.querySelectorAll("dialog li span")), ["Acquisition AMC"]);
  type(find("#search"), "amc");
  await until(() => asked.length === 2);
  assert.equal(asked[1].url, "/facts/live/?q=amc&story=3&series=8");
});

test("enter searches at once and sends nothing", async () => {
  const { asked, find, click } = await start();
  click("open");
  find("#search").value = "amc";
  assert.ok(press(find("#search"), "Enter").defaultPrevented);
  assert.equal(asked.length, 1);
});

test("a fact that is taken fills a new row, and cannot be taken twice", async () => {
  const { about, click, find } = await start();
  about("8", "Lost");
  click("open");
  const take = await until(() => find("dialog li button"));
  assert.equal(take.getAttribute("aria-label"), "Update : Acquisition");
  take.click();
  await until(() => find("[name=deals-0-replaces]")?.value === "12");
  assert.equal(find("[name=deals-0-kind]").value, "coproduction");
  assert.equal(find("dialog").open, false);
  click("open");
  await until(() => find("dialog li button").disabled);
  assert.equal(find("dialog li button").textContent, "Taken");
});

test("nothing found, and no answer, are said", async () => {
  for (const [answer, sentence] of [
    [() => ({ groups: [] }), "None."],
    [() => ({ error: "Not yours." }), "Not yours."],
    [() => undefined, "No answer."],
  ]) {
    const { about, click, status } = await start({ answer });
    about("8", "Lost");
    click("open");
    await until(() => status.textContent === sentence);
  }
});

test("a link to a fact opens its row", async () => {
  const { click, document, find, window } = await start();
  click("add");
  click("add");
  find("#inline_child_deals-0 p").id = "fact-deal-12";
  assert.equal(document.activeElement.id, "id_deals-1-kind");
  window.location.hash = "fact-deal-12";
  await until(() => document.activeElement.id === "id_deals-0-kind");
});
