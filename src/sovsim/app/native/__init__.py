"""The requests of a page, answered by the native engine.

What `sovsim.compiled.javascript` answers in a page is asked here in the same words and answered in
the same words; see ``docs/browser.md`` for the protocol.
"""
