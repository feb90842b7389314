"""Figures, tables and results as the labs show them. Words come from the lab's own dictionary, never from here."""

import io
import json
from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import pandas as pd
from cycler import cycler
from IPython.display import display
from matplotlib.axes import Axes
from matplotlib.figure import Figure

INK, MUTED, LINE, HAIRLINE = "#22201c", "#5c564c", "#8d877c", "#e3dfd8"
SERIES = ("#0072b2", "#d55e00", "#00795a", "#b0508a")
DASHES = ("-", "--", "-.", ":")


def style() -> None:
    """The look of every plot: text that stays text, colours that differ for every eye, no frame."""
    plt.rcParams.update({
        "svg.fonttype": "none", "svg.hashsalt": "course", "figure.figsize": (5.4, 3.3), "figure.constrained_layout.use": True,
        "font.size": 10.5, "axes.titlesize": 10.5, "text.color": INK, "axes.labelcolor": INK, "xtick.color": MUTED, "ytick.color": MUTED,
        "axes.edgecolor": LINE, "axes.spines.top": False, "axes.spines.right": False, "axes.grid": True, "grid.color": HAIRLINE,
        "grid.linewidth": 0.6, "axes.facecolor": "none", "figure.facecolor": "none", "savefig.facecolor": "none",
        "legend.frameon": False, "legend.fontsize": 10, "lines.linewidth": 1.8, "axes.unicode_minus": False,
        "axes.prop_cycle": cycler(color=SERIES) + cycler(linestyle=DASHES),
    })  # fmt: skip


def axes(x: str, y: str, **settings: object) -> tuple[Figure, Axes]:
    """An empty plot with its two axis labels; a label names its unit."""
    style()
    drawing, plot = plt.subplots()
    plot.set(xlabel=x, ylabel=y, **settings)
    return drawing, plot


def figure(drawing: Figure, title: str, description: str) -> None:
    """Show a plot with its title and what to see in it, for those who do not see it."""
    text = io.StringIO()
    drawing.savefig(text, format="svg", metadata={"Title": title, "Description": description, "Date": None})
    plt.close(drawing)
    display({"image/svg+xml": text.getvalue(), "text/plain": title}, raw=True)


def table(columns: Mapping[str, Sequence[object]]) -> None:
    """Show columns side by side; values come as they shall be read, numbers with their format."""
    frame = pd.DataFrame(dict(columns)).astype(str)
    display({"text/html": frame.to_html(index=False), "text/plain": frame.to_string(index=False)}, raw=True)


def results(values: Mapping[str, tuple[float, str]]) -> None:
    """Print {name: {value, unit}} as JSON: what quizzes and later labs take from this one."""
    print(json.dumps({name: {"value": value, "unit": unit} for name, (value, unit) in values.items()}, ensure_ascii=False, indent=1))
