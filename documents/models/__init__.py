from documents.models.stored_files import StoredFile

__all__ = ["StoredFile"]
