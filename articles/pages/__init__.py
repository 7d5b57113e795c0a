"""What the pages of stories show, for readers and for previews alike."""
