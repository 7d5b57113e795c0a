"""Where uploads are kept on the machine's own disk."""

from functools import lru_cache

from django.core.files.storage import FileSystemStorage


class UploadStorage(FileSystemStorage):
    """The disk, with the addresses of its files looked up once: they follow from their names, and
    a page shows a hundred sizes of pictures."""

    def url(self, name: str | None) -> str:
        return _address(self.base_url, name)


@lru_cache(maxsize=32768)
def _address(base_url: str | None, name: str | None) -> str:
    return FileSystemStorage(base_url=base_url).url(name)
