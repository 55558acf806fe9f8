"""Two or more mechanisms held against the same data: which predicts better, if that can be told."""
