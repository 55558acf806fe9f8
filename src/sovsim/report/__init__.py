"""The report of a run: one HTML file that a teacher can hand out; it computes nothing."""

from __future__ import annotations

from sovsim.report.write import render_report, write_report

__all__ = ["render_report", "write_report"]
