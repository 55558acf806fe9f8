"""The application served on this computer: the page, its kernels, and what a browser alone cannot.

Runs go in the browser, as in the file. Here are besides: scenarios of one's own, ensembles larger
than a page computes, and the native engine by the same requests (`sovsim.app.native`). Needs the
extra ``app``. Nobody outside this computer is answered unless a token is asked for, and no path of
a request ever becomes a path on the disk.
"""
