"""Documents that people write: read with every guard, with errors that name file and line."""
