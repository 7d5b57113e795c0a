/* The rows of inline panels, for the scripts that add and fill them: window.deskRows.

   What a row holds is {fields: {name: one of {value, label?}, {checked}, {values: [[code, name]]},
   {chips: [[key, name]]}}, rows: {relation: [the same]}}; the server sends the same shape
   (shows.admin.row_values). */
(() => {
  const OWN = new Set(["id", "ORDER", "DELETE"]);

  const prefixOf = (row) => row.id.replace(/^inline_child_/, "");
  const forms = (prefix) => document.getElementById(`id_${prefix}-FORMS`);

  /* The rows of a panel that are not deleted. */
  const rows = (prefix) =>
    [...(forms(prefix)?.children ?? [])].filter(
      (row) => row.matches("[data-inline-panel-child]") && !row.classList.contains("deleted"),
    );

  /* Open every folded part around an element. */
  const unfold = (element) => {
    for (let part = element; part; part = part.parentElement) {
      if (part.tagName === "DETAILS") part.open = true;
      const content = part.matches(".w-panel__content[hidden]") ? part : null;
      if (content) document.querySelector(`[aria-controls="${content.id}"]`)?.click();
    }
  };

  /* Add an empty row; null when there are as many as there may be. */
  const add = (prefix) => {
    const before = new Set(rows(prefix));
    document.getElementById(`id_${prefix}-ADD`)?.click();
    return rows(prefix).find((row) => !before.has(row)) ?? null;
  };

  /* Bring a row into sight, and the cursor into its first field. */
  const show = (row) => {
    unfold(row.querySelector(".w-panel__content") ?? row);
    const field = [...row.querySelectorAll("input, select, textarea")].find(
      (one) => one.type !== "hidden" && one.offsetParent,
    );
    row.scrollIntoView({ block: "start" });
    field?.focus({ preventScroll: true });
  };

  /* The fields of a row, without those of rows inside it: {name: [elements]}. */
  const fieldsOf = (row) => {
    const prefix = `${prefixOf(row)}-`;
    const found = {};
    for (const field of row.querySelectorAll("[name]")) {
      const name = field.name.startsWith(prefix) ? field.name.slice(prefix.length) : "-";
      if (!name.includes("-") && !OWN.has(name)) (found[name] ??= []).push(field);
    }
    return found;
  };

  const pickerOf = (row, name) =>
    row.querySelector(`[data-record-picker-name-value="${prefixOf(row)}-${name}"]`);

  const nested = (row) =>
    [...row.querySelectorAll('div[id$="-FORMS"]')].map((div) =>
      div.id.slice(`id_${prefixOf(row)}-`.length, -"-FORMS".length),
    );

  const readField = (field) => {
    if (field.type === "checkbox") return { checked: field.checked };
    if (field.multiple) {
      return { values: [...field.selectedOptions].map((one) => [one.value, one.text]) };
    }
    const picker = field.type === "hidden" && field.closest(".record-picker");
    const label = picker ? picker.querySelector(".record-picker__name").value : undefined;
    return { value: field.value, label };
  };

  const read = (row) => {
    const held = { fields: {}, rows: {} };
    for (const [name, fields] of Object.entries(fieldsOf(row))) {
      const chips = fields.filter((field) => field.closest(".desk-chip"));
      held.fields[name] = chips.length
        ? {
            chips: chips.map((one) => [one.value, one.parentElement.querySelector("span").textContent]),
          }
        : readField(fields[0]);
    }
    for (const relation of nested(row)) {
      held.rows[relation] = rows(`${prefixOf(row)}-${relation}`).map(read);
    }
    return held;
  };

  const addChip = (picker, name, key, label) => {
    const chip = document.createElement("li");
    chip.className = "desk-chip";
    const input = Object.assign(document.createElement("input"), {
      type: "hidden",
      name,
      value: key,
    });
    const text = document.createElement("span");
    text.textContent = label;
    const remove = document.createElement("button");
    remove.type = "button";
    remove.textContent = "×";
    remove.setAttribute(
      "aria-label",
      picker.dataset.recordPickerRemoveTextValue.replace("{name}", label),
    );
    remove.dataset.action = "record-picker#removeChip";
    chip.append(input, text, remove);
    picker.querySelector(".desk-chips").append(chip);
  };

  /* Fill one field; return whether it holds something else than before. */
  const fillField = (row, name, fields, held) => {
    if (held.chips) {
      const picker = pickerOf(row, name);
      for (const [key, label] of held.chips) {
        addChip(picker, `${prefixOf(row)}-${name}`, key, label);
      }
      return held.chips.length > 0;
    }
    const field = fields?.[0];
    if (!field) return false;
    if (held.values) {
      for (const [code, label] of held.values) {
        let option = [...field.options].find((one) => one.value === String(code));
        if (!option) field.add((option = new Option(label, code)));
        option.selected = true;
      }
      field.dispatchEvent(new Event("change", { bubbles: true }));
      return held.values.length > 0;
    }
    if ("checked" in held) {
      const changed = field.checked !== held.checked;
      field.checked = held.checked;
      return changed;
    }
    const value = String(held.value ?? "");
    const changed = field.value !== value;
    // The name before the key: the picker looks up what has none.
    const picker = field.type === "hidden" && field.closest(".record-picker");
    if (picker) picker.querySelector(".record-picker__name").value = held.label ?? "";
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    return changed;
  };

  /* Fill a new row, before its controls come to life, and open what is folded around a value. */
  const fill = (row, held) => {
    const fields = fieldsOf(row);
    for (const [name, value] of Object.entries(held.fields)) {
      if (!fillField(row, name, fields[name], value)) continue;
      const place = fields[name]?.[0] ?? pickerOf(row, name);
      const details = place?.closest("details");
      if (details && row.contains(details)) details.open = true;
    }
    for (const [relation, inner] of Object.entries(held.rows ?? {})) {
      for (const one of inner) {
        const added = add(`${prefixOf(row)}-${relation}`);
        if (added) fill(added, one);
      }
    }
  };

  window.deskRows = { add, fill, prefixOf, read, rows, show, unfold };
})();
