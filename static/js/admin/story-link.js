/* The link of rich text: to a story, to a record, or to an address (articles.body.record_links). */
(() => {
  const { React, DraftJS, draftail } = window;
  const TYPE = "STORY-LINK";
  const texts = () => JSON.parse(document.getElementById("desk-link-texts").textContent);

  const element = (tag, props = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), props);
    made.append(...children);
    return made;
  };

  /* Ask where the link leads; resolves to the entity's data, or null. */
  const askTarget = (current) =>
    new Promise((resolve) => {
      const TEXT = texts();
      const kind = element("select", { id: "story-link-kind" });
      for (const [value, label] of Object.entries(TEXT.kinds)) {
        kind.add(new Option(label, value));
      }
      const where = element("div");
      const error = element("p", { className: "error-message" });
      error.setAttribute("role", "alert");
      const save = element("button", { type: "submit", className: "button" }, TEXT.save);
      const cancel = element(
        "button",
        { type: "button", className: "button button-secondary" },
        TEXT.cancel,
      );
      const form = element(
        "form",
        { method: "dialog", noValidate: true },
        element("h2", {}, TEXT.title),
        element("label", { htmlFor: "story-link-kind" }, TEXT.kind),
        kind,
        where,
        error,
        element("p", { className: "desk-dialog__actions" }, save, " ", cancel),
      );
      const dialog = element("dialog", { className: "desk-dialog" }, form);

      const drawWhere = () => {
        error.textContent = "";
        const isUrl = kind.value === "url";
        const label = element(
          "label",
          { htmlFor: "story-link-where" },
          isUrl ? TEXT.address : TEXT.name,
        );
        if (isUrl) {
          const input = element("input", { type: "url", id: "story-link-where" });
          input.value = current.url || "";
          where.replaceChildren(label, input);
          return;
        }
        const template = document.getElementById("desk-picker-template");
        const picker = template.content.firstElementChild.cloneNode(true);
        picker.dataset.recordPickerUrlValue = template.dataset.url.replace("TARGET", kind.value);
        const same = (current.target || "").toLowerCase() === kind.value.toLowerCase();
        if (same) picker.querySelector("input[type=hidden]").setAttribute("value", current.id);
        where.replaceChildren(label, picker);
      };
      kind.addEventListener("change", drawWhere);
      const known = Object.keys(TEXT.kinds).find(
        (value) => value.toLowerCase() === (current.target || "").toLowerCase(),
      );
      kind.value = known || (current.url ? "url" : "shows.Series");
      drawWhere();

      const finish = (data) => {
        dialog.remove();
        resolve(data);
      };
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        if (kind.value === "url") {
          const url = where.querySelector("input").value.trim();
          if (!/^(https?:\/\/|mailto:)\S+/i.test(url)) {
            error.textContent = TEXT.wrong;
            return;
          }
          finish({ url });
          return;
        }
        const id = where.querySelector("input[type=hidden]").value;
        if (!id) {
          error.textContent = TEXT.missing;
          return;
        }
        finish({ target: kind.value.toLowerCase(), id });
      });
      cancel.addEventListener("click", () => finish(null));
      dialog.addEventListener("cancel", () => finish(null));
      document.body.append(dialog);
      dialog.showModal();
      dialog.querySelector("input[role=combobox], input[type=url]")?.focus();
    });

  /* Mounted when the button is pressed or a link is edited; draws nothing itself. */
  class StoryLinkSource extends React.Component {
    async componentDidMount() {
      const { editorState, entity, entityType, onComplete, onClose } = this.props;
      const data = await askTarget(entity ? entity.getData() : {});
      if (!data) {
        onClose();
        return;
      }
      const content = editorState.getCurrentContent();
      let selection = editorState.getSelection();
      if (entity) {
        const key = this.props.entityKey;
        const block = content.getBlockForKey(selection.getStartKey());
        block.findEntityRanges(
          (one) => one.getEntity() === key,
          (start, end) => {
            if (start <= selection.getStartOffset() && selection.getStartOffset() <= end) {
              selection = selection.merge({ anchorOffset: start, focusOffset: end });
            }
          },
        );
      }
      const withEntity = content.createEntity(entityType.type, "MUTABLE", data);
      const key = withEntity.getLastCreatedEntityKey();
      const linked = selection.isCollapsed()
        ? DraftJS.Modifier.insertText(withEntity, selection, data.url || "…", null, key)
        : DraftJS.Modifier.applyEntity(withEntity, selection, key);
      onComplete(DraftJS.EditorState.push(editorState, linked, "apply-entity"));
    }

    render() {
      return null;
    }
  }

  const StoryLink = (props) => {
    const { entityKey, contentState, onEdit, onRemove, children } = props;
    const { url, target, id } = contentState.getEntity(entityKey).getData();
    const kind = Object.entries(texts().kinds).find(([value]) => value.toLowerCase() === target);
    const title = url || `${kind ? kind[1] : target} (${id})`;
    return React.createElement(
      draftail.TooltipEntity ?? "a",
      draftail.TooltipEntity
        ? { entityKey, onEdit, onRemove, contentState, icon: null, label: title, url }
        : { href: url || "#", title, onClick: () => onEdit(entityKey) },
      children,
    );
  };

  draftail.registerPlugin({ type: TYPE, source: StoryLinkSource, decorator: StoryLink });
})();
