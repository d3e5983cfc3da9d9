"""A library of earlier footage in one file, the index beside it, and folders taken for libraries."""

from provenance.store.library.folder import SUFFIXES, folder_library, media_files, note_beside
from provenance.store.library.library import Library, open_library
from provenance.store.library.schema import APPLICATION_ID, FORMAT

__all__ = ["APPLICATION_ID", "FORMAT", "SUFFIXES", "Library", "folder_library", "media_files", "note_beside", "open_library"]
