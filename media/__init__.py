"""Pictures: their files, credits, rights and sizes. What they illustrate is known elsewhere."""
