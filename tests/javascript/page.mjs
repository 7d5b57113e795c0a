/* A page in jsdom in which scripts of static/js run as a browser runs them, one after the other. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Script } from "node:vm";

const ROOT = new URL("../../", import.meta.url);
const require = createRequire(new URL("tests/audits/package.json", ROOT));
const { JSDOM } = require("jsdom");

const PATIENCE = 5000; // milliseconds

const sources = new Map();
const source = (path) => {
  if (!sources.has(path)) {
    sources.set(path, new Script(readFileSync(path, "utf-8"), { filename: String(path) }));
  }
  return sources.get(path);
};

/* What jsdom has not: it lays nothing out, and shows no dialog. */
const complete = (window) => {
  const { HTMLElement, HTMLDialogElement } = window;
  HTMLElement.prototype.scrollIntoView = () => {};
  HTMLElement.prototype.scrollTo = function (_x, y) {
    this.scrollTop = y;
  };
  Object.defineProperty(HTMLElement.prototype, "offsetParent", {
    get() {
      return this.closest("[hidden]") ? null : this.parentElement;
    },
  });
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
  };
};

/* Open a page with this body.

   scripts   names under static/js, without “.js”
   stimulus  whether Wagtail's application is there, with Stimulus
   answer    (url, {method, body, signal}) => JSON, text or {response}; undefined: there is no network
   before    (window) => void, run before the scripts

   Returns {window, document, find, asked}: asked are the calls of fetch, [{url, method, body}]. */
export const open = (body, { scripts, stimulus, answer, before, ...options }) => {
  const settings = { runScripts: "outside-only", pretendToBeVisual: true };
  const dom = new JSDOM(`<!doctype html><html lang="fr"><body>${body}</body></html>`, {
    url: "https://generique.test/",
    ...settings,
    ...options,
  });
  const { window } = dom;
  const context = dom.getInternalVMContext();
  const asked = [];
  complete(window);
  window.fetch = async (url, { method = "GET", body: sent, signal } = {}) => {
    asked.push({ url: String(url), method, body: sent });
    const given = await answer(String(url), { method, body: sent, signal });
    if (signal?.aborted) throw new window.DOMException("aborted", "AbortError");
    if (given === undefined) throw new window.TypeError("no network");
    const plain = { ok: true, status: 200, json: async () => given, text: async () => given };
    return given?.response ?? plain;
  };
  before?.(window);
  if (stimulus) {
    source(require.resolve("@hotwired/stimulus")).runInContext(context);
    window.StimulusModule = window.Stimulus;
    window.wagtail = { app: window.Stimulus.Application.start() };
  }
  for (const name of scripts) source(new URL(`static/js/${name}.js`, ROOT)).runInContext(context);
  const { document } = window;
  return { window, document, asked, find: (selector) => document.querySelector(selector) };
};

export const pause = (milliseconds = 0) =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/* Wait until `condition()` holds, and return what it gave. */
export const until = async (condition) => {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const found = condition();
    if (found) return found;
    if (Date.now() > end) throw new Error(`It does not come to pass: ${condition}`);
    await pause(5);
  }
};

/* The events of a browser */

const fire = (element, kind, Class, details = {}) => {
  const { window } = element.ownerDocument.defaultView;
  const event = new window[Class](kind, { bubbles: true, cancelable: true, ...details });
  element.dispatchEvent(event);
  return event;
};

/* Type a text over that of a field. */
export const type = (field, text) => {
  field.focus();
  field.value = text;
  return fire(field, "input", "InputEvent");
};

/* Press a key; returns the event, whose `defaultPrevented` says who took it. */
export const press = (field, key, details = {}) =>
  fire(field, "keydown", "KeyboardEvent", { key, ...details });

export const change = (field) => fire(field, "change", "Event");

/* What readers of a list of options see. */
export const texts = (elements) => [...elements].map((one) => one.textContent.trim());
