"""Lists as files: what each list holds, how it is read as a stream, and how it is written without a formula."""
