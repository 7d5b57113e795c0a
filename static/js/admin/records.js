/* How many suggestions there are, in one of the sentences {none, one, count}. */
window.deskCount = (count, { none, one, count: many }) =>
  [none, one][count] ?? many.replace("{count}", count);

/* Records by name, for a combobox: found, and created from the name (shows.admin.picker.views).

   `texts` has the sentences {create, failed, none, one, count}; `say(sentence, wrong)` tells one. What
   could not be done is told and null. */
window.deskRecords = (url, texts, say) => {
  const ask = async (address, options = {}) => {
    const answer = await window.deskAsk(address, { failed: texts.failed, ...options });
    if (answer?.error) say(answer.error, true);
    return answer?.error ? null : answer;
  };

  return {
    async find(text, signal) {
      if (!text) return [];
      const answer = await ask(`${url}?q=${encodeURIComponent(text)}`, { signal });
      if (!answer?.create) return answer?.results ?? null;
      return [...answer.results, { create: text, label: texts.create.replace("{name}", text) }];
    },

    told(options, text) {
      const found = options.filter((option) => option.create === undefined);
      return text ? window.deskCount(found.length, texts) : "";
    },

    /* The record that an option stands for, made from its name if need be. */
    async record(option) {
      if (option.create === undefined) return option;
      return ask(url, { method: "POST", body: new URLSearchParams({ name: option.create }) });
    },

    async label(key) {
      const answer = await ask(`${url}?id=${encodeURIComponent(key)}`);
      return answer && (answer.results[0]?.label ?? `#${key}`);
    },
  };
};
