"""Programs as JavaScript, with a run-time that plays whole scenarios in a browser.

* `sovsim.compiled.javascript.quarter`: a program as a function of JavaScript.
* `sovsim.compiled.javascript.bundle`: scenarios, kernels and run-time as one script.
* ``ask.js``: what such a script can be asked.

JavaScript gives the same bits in every browser, and those of the other kernels.
"""
