"""Plots as SVG, written by hand: bars of ratios and lines of costs, both on logarithmic axes."""

import math
from xml.sax.saxutils import escape

FONT = 'font-family="sans-serif" font-size="12"'
COLOURS = ("#1b6ca8", "#c0562f", "#3c8d40", "#7a4ea3", "#8a8a2a", "#b03a6a", "#2a8a8a", "#555555", "#d9a521",
           "#6fb1e0", "#e08f6f", "#8fce92", "#b79ad1", "#000000", "#c9c96a")


def text(x, y, content, anchor="start", extra=""):
    return f'<text x="{x:.1f}" y="{y:.1f}" {FONT} text-anchor="{anchor}" {extra}>{escape(str(content))}</text>'


def line(x1, y1, x2, y2, colour="#cccccc", width=1):
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{width}"/>'


def svg(width, height, parts):
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">\n'
            f'<rect width="{width}" height="{height}" fill="white"/>\n' + "\n".join(parts) + "\n</svg>\n")


def ratios(title, rows):
    """rows: (name, ratio, goal). A bar for each ratio, a mark for its goal; 1 is Dovecot."""
    left, width, step, top = 120, 640, 20, 60
    low = min([0.5] + [ratio * 0.9 for _, ratio, _ in rows if ratio > 0])
    high = max([10] + [max(ratio, goal) * 1.2 for _, ratio, goal in rows])
    bottom = top + step * len(rows)

    def at(value):
        return left + width * math.log(max(value, low) / low) / math.log(high / low)

    parts = [text(left, 24, title, extra='font-weight="bold"'),
             text(left, 42, "operations per second, Godwit divided by Dovecot; the dark mark is the goal")]
    for tick in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500):
        if low <= tick <= high:
            parts += [line(at(tick), top, at(tick), bottom, "#333333" if tick == 1 else "#dddddd"),
                      text(at(tick), bottom + 16, f"{tick:g}", "middle")]
    for number, (name, ratio, goal) in enumerate(rows):
        y = top + number * step
        colour = "#3c8d40" if ratio >= goal else "#d9a521" if ratio >= 1 else "#c0392b"
        start, end = sorted((at(1), at(ratio)))
        parts += [text(left - 8, y + 14, name, "end"),
                  f'<rect x="{start:.1f}" y="{y + 3}" width="{max(end - start, 1):.1f}" height="{step - 6}" fill="{colour}"/>',
                  line(at(goal), y + 1, at(goal), y + step - 1, "#111111", 3),
                  text(max(end, at(goal)) + 6, y + 14, f"{ratio:.2g}" if ratio < 10 else f"{ratio:.0f}")]
    parts.append(text(left, bottom + 36, "green: goal reached; yellow: ahead of Dovecot; red: behind"))
    return svg(left + width + 60, bottom + 50, parts)


def nice(low, high):
    """Powers of ten that cover a range."""
    return [10.0 ** power for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)]


def lines(title, x_title, y_title, series):
    """series: {name: [(x, y), ...]} with x, y > 0; both axes logarithmic, so that growth in proportion is a slope of 1."""
    left, top, width, height = 80, 50, 480, 320
    points = [point for values in series.values() for point in values]
    xs, ys = nice(min(x for x, _ in points), max(x for x, _ in points)), nice(min(y for _, y in points), max(y for _, y in points))

    def scale(value, ticks, length):
        return length * math.log(value / ticks[0]) / math.log(max(ticks[-1] / ticks[0], 10))

    parts = [text(left, 24, title, extra='font-weight="bold"'), text(left + width / 2, top + height + 40, x_title, "middle"),
             text(left, top - 8, y_title)]
    for x in xs:
        at = left + scale(x, xs, width)
        parts += [line(at, top, at, top + height), text(at, top + height + 18, f"{x:,.0f}", "middle")]
    for y in ys:
        at = top + height - scale(y, ys, height)
        parts += [line(left, at, left + width, at), text(left - 6, at + 4, f"{y:,g}", "end")]
    for number, (name, values) in enumerate(series.items()):
        colour = COLOURS[number % len(COLOURS)]
        places = [(left + scale(x, xs, width), top + height - scale(y, ys, height)) for x, y in values]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places]
        parts += [f'<rect x="{left + width + 16}" y="{top + number * 20}" width="12" height="12" fill="{colour}"/>',
                  text(left + width + 34, top + number * 20 + 11, name)]
    return svg(left + width + 220, top + height + 60, parts)
