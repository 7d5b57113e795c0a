"""What the tests of search share."""

import pytest


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """Run in a block what a commit would run."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
