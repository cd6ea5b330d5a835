"""The result as a Markdown page: what was measured, on what, and where Godwit is behind."""

from table import IDLE_KB_MAX


def rate(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def ratio_of(results):
    """Godwit's rate divided by Dovecot's; None without one of them."""
    if len(results) < 2 or not results[1].ops or not results[0].ops:
        return None
    return results[0].ops / results[1].ops


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return lines + ["| " + " | ".join(row) + " |" for row in rows]


def header(names):
    columns = ["operation", "connections"] + [f"{name} /s" for name in names]
    if len(names) > 1:
        columns += ["ratio", "goal", "p99 no worse"]
    for what in ("p50 ms", "p99 ms", "CPU us/op", "memory MB"):
        columns += [f"{what} {name}" for name in names]
    return columns


def row(line, results):
    cells = [line.name, str(line.conns)] + [rate(result.ops) for result in results]
    if len(results) > 1:
        ratio = ratio_of(results)
        cells += [f"{ratio:.2f}" if ratio is not None else "failed", f"{line.goal:g}", "yes" if results[0].p99 <= results[1].p99 else "no"]
    for field, scale, form in (("p50", 1000, ".2f"), ("p99", 1000, ".2f"), ("cpu", 1, ".0f"), ("memory_mb", 1, ".0f")):
        cells += [format(getattr(result, field) / scale, form) for result in results]
    return cells


def verdicts(measured, idle, shares):
    """The plain words: lines behind Dovecot, lines behind the goal, lines with a worse p99, errors."""
    compared = [(line, results, ratio_of(results)) for line, results in measured]
    compared = [entry for entry in compared if entry[2] is not None]
    lines = []

    def say(what, names):
        if names:
            lines.append(f"- **{what}**: " + ", ".join(names) + ".")

    if compared:
        say("Behind Dovecot", [f"{line.name} ({ratio:.2f} x)" for line, _, ratio in compared if ratio < 1])
        say("Ahead of Dovecot, but behind the goal", [f"{line.name} ({ratio:.1f} x of {line.goal:g} x)"
                                                      for line, _, ratio in compared if 1 <= ratio < line.goal])
        say("p99 latency worse than Dovecot's", [f"{line.name} ({results[0].p99 / 1000:.1f} ms, {results[1].p99 / 1000:.1f} ms)"
                                                 for line, results, _ in compared if results[0].p99 > results[1].p99])
        reached = sum(ratio >= line.goal for line, _, ratio in compared)
        lines.append(f"- The goal is reached on {reached} of {len(compared)} lines.")
    if idle and idle[0] > IDLE_KB_MAX:
        lines.append(f"- **Idle connections take more than {IDLE_KB_MAX:g} KB**: {idle[0]:.1f} KB.")
    say("Behind the machine's limit", [f"{share.name} ({share.ratio:.2f}, goal {share.goal:g})" for share in shares
                                       if share.ratio < share.goal])
    for line, results in measured:
        for result in results:
            if result.errors:
                lines.append(f"- Errors in {line.name}: {result.errors}, the first: `{result.why}`")
                break
    return lines


def page(title, facts, names, measured, tls, busy, idle, shares, limits, memory, plot):
    """The whole page; measured, tls and busy are (Line, [Result for each server])."""
    text = [f"# {title}", ""]
    text += [f"- {name}: {value}" for name, value in facts]
    text += ["", "## What falls short", ""] + verdicts(measured + tls + busy, idle, shares)
    text += ["", "## Operations", ""]
    if plot:
        text += [f"![operations per second, Godwit divided by Dovecot]({plot})", ""]
    text += ["Medians of the rounds. CPU is the server's processor time for one operation, memory the proportional set size of all its",
             "processes at the end; a ratio is Godwit divided by Dovecot.", ""]
    text += table(header(names), [row(line, results) for line, results in measured])
    if idle:
        text += ["", "Memory for each connection in IDLE with a mailbox selected: "
                 + ", ".join(f"{name} {value:.1f} KB" for name, value in zip(names, idle)) + f"; goal: {IDLE_KB_MAX:g} KB."]
    if tls:
        text += ["", "## Over TLS", "", "One certificate for both; every login makes a full handshake.", ""]
        text += table(header(names), [row(line, results) for line, results in tls])
    if busy:
        text += ["", "## While upkeep runs", "", "Beside each line another user gets 20 messages of 64 KB every 0.4 s, searches them for a text and",
                 "expunges them, so that checkpoints, compaction and index building run all the time (Dovecot gives room back",
                 "only when `doveadm purge` is run, which it is not).", ""]
        text += table(header(names), [row(line, results) for line, results in busy])
    if shares:
        text += ["", "## Near the limits of the machine", ""]
        text += table(["limit", "measured"], [[name, value] for name, value in limits]) + [""]
        text += table(["Godwit", "reaches", "of", "share", "goal"],
                      [[s.name, rate(s.reached), s.machine, f"{s.ratio:.2f}", f"{s.goal:g}"] for s in shares])
    text += ["", "## Memory and start", ""] + table(["", *names], memory)
    return "\n".join(text) + "\n"
