"""The page of loadtest/growth: tables, the power with which each cost grows, and what grows too fast."""

import math

# Operations that answer with, or work through, as much as what grows; all others are of one size.
IN_PROPORTION = {
    "messages": {"flags", "envelope", "search-flag", "sort", "sort, first", "search-text, first", "search-header", "search-text"},
    "mailboxes": {"list"},
}
# What noise and the machine's caches add to a power.
POWER_MORE = 0.3


def power(points):
    """The exponent of x with which the processor time grows, from the first to the last step; 0 with one step."""
    (first, (low, _)), (last, (high, _)) = points[0], points[-1]
    return math.log(max(high, 0.1) / max(low, 0.1)) / math.log(last / first) if last > first else 0.0


def is_fast(name, op, points):
    return power(points) > (op in IN_PROPORTION.get(name, ())) + POWER_MORE


def verdict(name, found):
    """Which operations grow faster than what they return, in words."""
    if max(len(points) for points in found.values()) < 2:
        return "One step only: no growth to be seen."
    fast = [f"{op} (x^{power(points):.2f})" for op, points in found.items() if is_fast(name, op, points)]
    return "Faster than what they return grow: " + ", ".join(fast) + "." if fast else "Nothing grows faster than what it returns."


def table(name, found):
    xs = sorted({x for points in found.values() for x, _ in points})
    lines = ["| operation | " + " | ".join(f"{x:,}" for x in xs) + " | grows as | returns |", "|---|" + "---|" * (len(xs) + 2)]
    for op, points in found.items():
        at = dict(points)
        cells = [f"{at[x][0]:,.0f}, {at[x][1]:,.0f}" if x in at else "" for x in xs]
        returned = "as much as there is" if op in IN_PROPORTION.get(name, ()) else "one size"
        lines.append(f"| {op} | " + " | ".join(cells) + f" | x^{power(points):.2f} | {returned} |")
    return lines


def page_of(facts, series):
    """Markdown; series: (name, {operation: points}, file of the plot)."""
    text = ["# How costs grow", ""] + [f"- {name}: {value}" for name, value in facts] + [""]
    for name, found, picture in series:
        text += [f"## By {name}", "", f"![cost by {name}]({picture})", "",
                 "Server's CPU and median latency of one operation, microseconds.", "", *table(name, found), "", verdict(name, found), ""]
    return "\n".join(text)
