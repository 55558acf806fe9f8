"""The model run freely from a cut, held against years that it has not seen and simple guesses."""
