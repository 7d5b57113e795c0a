/* The link of rich text: to a story, to a record, or to an address (articles.body.record_links). */
(() => {
  const { React, DraftJS, draftail } = window;
  const TYPE = "STORY-LINK";

  /* Mounted when the button is pressed or a link is edited; draws nothing itself. */
  class StoryLinkSource extends React.Component {
    async componentDidMount() {
      const { editorState, entity, entityType, onComplete, onClose } = this.props;
      const data = await window.deskLink.ask(entity ? entity.getData() : {});
      if (!data) return onClose();
      const content = editorState.getCurrentContent();
      const selection = entity ? this.whole(content) : editorState.getSelection();
      const withEntity = content.createEntity(entityType.type, "MUTABLE", data);
      const key = withEntity.getLastCreatedEntityKey();
      const linked = selection.isCollapsed()
        ? DraftJS.Modifier.insertText(withEntity, selection, data.url || "…", null, key)
        : DraftJS.Modifier.applyEntity(withEntity, selection, key);
      onComplete(DraftJS.EditorState.push(editorState, linked, "apply-entity"));
    }

    /* The whole of the link that the cursor is in. */
    whole(content) {
      let selection = this.props.editorState.getSelection();
      const [at, key] = [selection.getStartOffset(), this.props.entityKey];
      content.getBlockForKey(selection.getStartKey()).findEntityRanges(
        (one) => one.getEntity() === key,
        (start, end) => {
          if (start > at || at > end) return;
          selection = selection.merge({ anchorOffset: start, focusOffset: end });
        },
      );
      return selection;
    }

    render() {
      return null;
    }
  }

  const StoryLink = (props) => {
    const { entityKey, contentState, onEdit, onRemove, children } = props;
    const data = contentState.getEntity(entityKey).getData();
    const title = window.deskLink.describe(data);
    return React.createElement(
      draftail.TooltipEntity ?? "a",
      draftail.TooltipEntity
        ? { entityKey, onEdit, onRemove, contentState, icon: null, label: title, url: data.url }
        : { href: data.url || "#", title, onClick: () => onEdit(entityKey) },
      children,
    );
  };

  draftail.registerPlugin({ type: TYPE, source: StoryLinkSource, decorator: StoryLink });
})();
