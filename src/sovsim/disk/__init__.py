"""Files on disk: written whole or not at all, held by one writer, sealed, told apart by code."""
