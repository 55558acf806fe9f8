"""The application as one file: modules, styles, words and kernels in a page that needs nothing."""
