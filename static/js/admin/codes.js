/* The codes of a vocabulary by name, for a combobox; the methods are those of `deskRecords`. */
(() => {
  const vocabularies = {};

  const fold = (text) =>
    text
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .replace(/œ/gi, "oe")
      .replace(/[’ʼ]/g, "'")
      .toLowerCase();

  /* Fetched once for all the fields of a page; again after a failure. */
  const fetched = (url) => {
    vocabularies[url] ??= window.deskAsk(url, {}).then(({ codes = [] }) => {
      if (!codes.length) delete vocabularies[url];
      return codes.map(([id, label]) => ({ id, label }));
    });
    return vocabularies[url];
  };

  /* Without an address, the codes are the options of the select. */
  window.deskCodes = (url, texts, select) => ({
    most: 12,

    async find(text) {
      const own = [...select.options].map((option) => ({ id: option.value, label: option.text }));
      const wanted = fold(text);
      const begins = ({ label }) => (fold(label).startsWith(wanted) ? 0 : 1);
      return (url ? await fetched(url) : own)
        .filter(({ label }) => fold(label).includes(wanted))
        .sort((a, b) => begins(a) - begins(b));
    },

    told: (options, text) => (text ? window.deskCount(options.length, texts) : ""),

    record: (option) => option,
  });
  window.deskFold = fold;
})();
