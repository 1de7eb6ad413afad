"""Compares the credit of social-roi with a peer's: a race between programs that disagree says nothing.

    same.py OURS.csv THEIRS.csv

Models that only social-roi has are not compared, but named if they came to no figure.

Moments that a user has twice are put in order by chance in some peers, so one part in ten thousand of the whole may differ.
"""

import csv
import sys

TOLERANCE = 1e-4
FIGURES = ["conversions", "value"]


def credit(path: str) -> dict[tuple[str, str], list[float]]:
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    named = [row for row in rows if not row["channel"].startswith("(")]
    return {(row["model"], row["channel"]): [float(row[figure] or 0) for figure in FIGURES] for row in named}


def main() -> None:
    everything, theirs = credit(sys.argv[1]), credit(sys.argv[2])
    models = {model for model, _ in theirs}
    ours = {name: figures for name, figures in everything.items() if name[0] in models}
    if not ours or ours.keys() != theirs.keys():
        sys.exit(f"error: only one of them names {sorted(ours.keys() ^ theirs.keys())}")
    asked = {model for model, _ in everything}
    silent = asked - {model for (model, _), figures in everything.items() if any(figures)}
    if silent:
        print(f"social-roi gives no figures for {', '.join(sorted(silent))}")
    for at, figure in enumerate(FIGURES):
        whole = sum(both[at] for both in theirs.values()) / len(models)
        for name in ours:
            apart = abs(ours[name][at] - theirs[name][at])
            if apart > TOLERANCE * whole:
                sys.exit(f"error: {figure} of {name}: {ours[name][at]} and {theirs[name][at]}")
    print(f"the same credit: {len(ours)} channels of {', '.join(sorted(models))}")


if __name__ == "__main__":
    main()
