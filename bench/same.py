"""Compares the credit of social-roi with a peer's: a race between programs that disagree says nothing.

    same.py OURS.csv THEIRS.csv

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
    ours, theirs = credit(sys.argv[1]), credit(sys.argv[2])
    if not ours or ours.keys() != theirs.keys():
        sys.exit(f"error: only one of them names {sorted(ours.keys() ^ theirs.keys())}")
    models = {model for model, _ in ours}
    for at, figure in enumerate(FIGURES):
        whole = sum(both[at] for both in theirs.values()) / len(models)
        for name in ours:
            apart = abs(ours[name][at] - theirs[name][at])
            if apart > TOLERANCE * whole:
                sys.exit(f"error: {figure} of {name}: {ours[name][at]} and {theirs[name][at]}")
    print(f"the same credit: {len(ours)} channels of {', '.join(sorted(models))}")


if __name__ == "__main__":
    main()
