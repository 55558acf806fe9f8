"""Reports, each one HTML file that a teacher can hand out; they compute nothing."""

from __future__ import annotations

from sovsim.report.experiments import render_experiments, write_experiments
from sovsim.report.write import render_report, write_report

__all__ = ["render_experiments", "render_report", "write_experiments", "write_report"]
