/* Inline panels as Wagtail draws them: a list of forms and a button that adds an empty one. */

const EMPTY = {
  series_links: (id) => `
    <div class="record-picker"><input type="hidden" name="${id}-series" id="id_${id}-key">
      <input class="record-picker__name" id="id_${id}-series"></div>
    <select name="${id}-relation"><option value="about"><option value="mentions"></select>`,
  sources: (id) => `<input name="${id}-outlet">`,
  deals: (id) => `
    <p data-facts-inherits></p>
    <select name="${id}-kind" id="id_${id}-kind"><option value="sale"><option value="coproduction"></select>
    <div class="record-picker"><input type="hidden" name="${id}-buyer">
      <input class="record-picker__name" id="id_${id}-buyer"></div>
    <input id="id_${id}-series" placeholder="A series">
    <select name="${id}-territories" multiple></select>
    <details><input name="${id}-amount"><input type="checkbox" name="${id}-exclusive"></details>
    <input type="hidden" name="${id}-replaces"><input name="${id}-correction">
    <input type="hidden" name="${id}-id"><input type="hidden" name="${id}-ORDER">
    <button type="button" id="id_${id}-DELETE-button"></button>
    ${panel(`${id}-releases`)}`,
  releases: (id) => `<input name="${id}-starts">`,
  castings: (id) => `
    <div class="record-picker"><input type="hidden" name="${id}-person">
      <input class="record-picker__name"></div>
    <input name="${id}-character">`,
};

export const panel = (prefix, most = 9) =>
  `<div data-most="${most}"><div id="id_${prefix}-FORMS"></div><button type="button" id="id_${prefix}-ADD"></button></div>`;

/* To be given to `open` as `before`: the buttons work. */
export const addingRows = ({ document }) => {
  document.addEventListener("click", ({ target }) => {
    const prefix = target.id.match(/^id_(.*)-ADD$/)?.[1];
    if (!prefix) return;
    const forms = document.getElementById(`id_${prefix}-FORMS`);
    const count = forms.children.length;
    if (count >= Number(forms.parentElement.dataset.most)) return;
    const row = document.createElement("div");
    row.id = `inline_child_${prefix}-${count}`;
    row.setAttribute("data-inline-panel-child", "");
    row.innerHTML = EMPTY[prefix.split("-").at(-1)](`${prefix}-${count}`);
    forms.append(row);
  });
};

/* Set fields of a page: {name: value}. */
export const set = (document, values) => {
  for (const [name, value] of Object.entries(values)) {
    document.querySelector(`[name="${name}"], #${name}`).value = value;
  }
};
