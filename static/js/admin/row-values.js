/* What a row of an inline panel holds: window.deskRowValues reads it, and fills a new row with it.

   It is {fields: {name: one of {value, label?}, {checked}, {values: [[key, name]]}}, rows: {relation:
   [the same]}}; the server sends the same shape (shows.admin.row_values). */
(() => {
  const OWN = new Set(["id", "ORDER", "DELETE"]);
  const { add, prefixOf, rows } = window.deskRows;

  /* The fields of a row, without those of rows inside it: {name: element}. */
  const fieldsOf = (row) => {
    const prefix = `${prefixOf(row)}-`;
    const found = {};
    for (const field of row.querySelectorAll("[name]")) {
      const name = field.name.startsWith(prefix) ? field.name.slice(prefix.length) : "-";
      if (!name.includes("-") && !OWN.has(name)) found[name] ??= field;
    }
    return found;
  };

  /* The relations whose rows are inside a row. */
  const nested = (row) =>
    [...row.querySelectorAll('div[id$="-FORMS"]')].map((div) =>
      div.id.slice(`id_${prefixOf(row)}-`.length, -"-FORMS".length),
    );

  /* The visible half of a record's picker; the field is the other, hidden one. */
  const nameOf = (field) =>
    field.type === "hidden" &&
    field.closest(".record-picker")?.querySelector(".record-picker__name");

  const readField = (field) => {
    if (field.type === "checkbox") return { checked: field.checked };
    if (field.multiple) {
      return { values: [...field.selectedOptions].map((one) => [one.value, one.text]) };
    }
    return { value: field.value, label: nameOf(field)?.value };
  };

  const mapped = (entries, act) => Object.fromEntries(entries.map(act));

  const read = (row) => ({
    fields: mapped(Object.entries(fieldsOf(row)), ([name, field]) => [name, readField(field)]),
    rows: mapped(nested(row), (relation) => [
      relation,
      rows(`${prefixOf(row)}-${relation}`).map(read),
    ]),
  });

  const select = (field, values) => {
    for (const [key, label] of values) {
      const known = [...field.options].find((one) => one.value === String(key));
      const option = known ?? new Option(label, key);
      if (!known) field.add(option);
      option.selected = true;
    }
    field.dispatchEvent(new Event("change", { bubbles: true }));
    return values.length > 0;
  };

  const type = (field, { value, label }) => {
    const text = String(value ?? "");
    const changed = field.value !== text;
    // The name before the key: the picker looks up what has none.
    const name = nameOf(field);
    if (name) name.value = label ?? "";
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    return changed;
  };

  const tick = (field, checked) => {
    const changed = field.checked !== checked;
    field.checked = checked;
    return changed;
  };

  /* Fill one field; return whether it holds something else than before. */
  const fillField = (field, held) => {
    if (held.values) return select(field, held.values);
    if ("checked" in held) return tick(field, held.checked);
    return type(field, held);
  };

  const unfold = (row, field) => {
    const details = field.closest("details");
    if (details && row.contains(details)) details.open = true;
  };

  const fillFields = (row, held) => {
    const fields = fieldsOf(row);
    for (const [name, value] of Object.entries(held)) {
      if (name in fields && fillField(fields[name], value)) unfold(row, fields[name]);
    }
  };

  const fillNew = (prefix, held) => {
    const row = add(prefix);
    if (row) fill(row, held);
  };

  /* Fill a new row, before its controls come to life, and open what is folded around a value. */
  const fill = (row, { fields, rows: inside = {} }) => {
    fillFields(row, fields);
    for (const [relation, inner] of Object.entries(inside)) {
      for (const held of inner) fillNew(`${prefixOf(row)}-${relation}`, held);
    }
  };

  window.deskRowValues = { fill, read };
})();
