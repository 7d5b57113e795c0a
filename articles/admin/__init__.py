"""The admin of stories: viewsets, forms, panels, and what is done to many stories at once."""
