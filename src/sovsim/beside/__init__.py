"""The course of a scenario beside what was observed, through links fitted to years up to a cut."""
