"""The application for a classroom: one front end, in a file or served on this computer."""
