/* How many suggestions there are, in one of the sentences {none, one, count}. */
window.deskCount = (count, { none, one, count: many }) =>
  [none, one][count] ?? many.replace("{count}", count);

/* Records by name, for a combobox: found, and created from the name in one of the ways that the server
   offers (shows.admin.picker.views).

   `texts` has the sentences {failed, none, one, count}; `say(sentence, wrong)` tells one. What
   could not be done is told and null. */
window.deskRecords = (url, texts, say) => {
  const ask = async (address, options = {}) => {
    const answer = await window.deskAsk(address, { failed: texts.failed, ...options });
    if (answer?.error) say(answer.error, true);
    return answer?.error ? null : answer;
  };

  /* The address with a parameter more: it may tell the place in the form already. */
  const asking = (name, value) =>
    `${url}${url.includes("?") ? "&" : "?"}${name}=${encodeURIComponent(value)}`;

  return {
    async find(text, signal) {
      if (!text) return [];
      const answer = await ask(asking("q", text), { signal });
      const ways = answer?.create ?? [];
      return answer && [...answer.results, ...ways.map((way) => ({ create: text, ...way }))];
    },

    told(options, text) {
      const found = options.filter((option) => option.create === undefined);
      return text ? window.deskCount(found.length, texts) : "";
    },

    /* The record that an option stands for, made from its name if need be. */
    async record(option) {
      if (option.create === undefined) return option;
      const body = new URLSearchParams({ name: option.create, kind: option.kind });
      return ask(url, { method: "POST", body });
    },

    async label(key) {
      const answer = await ask(asking("id", key));
      return answer && (answer.results[0]?.label ?? `#${key}`);
    },
  };
};
