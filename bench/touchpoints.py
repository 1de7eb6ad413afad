"""Writes a touchpoint log for benchmarks: user_id,timestamp,channel,conversion,value.

    touchpoints.py ROWS OUT.csv

The same bytes every time (with the versions of requirements.txt): five rows a user on average, twelve channels, ninety
days, three rows in a hundred convert. Rows come in no order, and equal moments of a user only by chance.
"""

import sys
from datetime import datetime

import numpy as np
import polars as pl

ROWS_PER_USER = 5
DAYS = 90
STEP = 5_000_000
START = datetime(2026, 7, 1)
CONVERTS = 0.03

# Channels and their share of the rows, in percent.
CHANNELS = {
    "Meta ads": 21,
    "Google search ads": 17,
    "TikTok ads": 11,
    "Google display": 8,
    "LinkedIn ads": 6,
    "YouTube ads": 5,
    "Pinterest ads": 3,
    "Organic search": 9,
    "Organic social": 7,
    "Email": 6,
    "Referral": 2,
    "Direct": 5,
}


def part(rng: np.random.Generator, rows: int, users: int) -> pl.DataFrame:
    names = pl.Series(list(CHANNELS))
    shares = np.array(list(CHANNELS.values())) / 100
    converts = rng.random(rows) < CONVERTS
    value = np.where(converts, np.round(rng.gamma(2.0, 40.0, rows), 2), 0.0)
    seconds = pl.Series(rng.integers(0, DAYS * 86_400, rows) * 1000).cast(pl.Duration("ms"))
    return pl.DataFrame(
        {
            "user_id": "u" + pl.Series(rng.integers(0, users, rows)).cast(pl.String).str.zfill(9),
            "timestamp": (seconds + START).dt.strftime("%Y-%m-%dT%H:%M:%S"),
            "channel": names.gather(rng.choice(len(shares), rows, p=shares)),
            "conversion": converts.astype(np.int8),
            "value": value,
        }
    )


def main() -> None:
    rows, path = int(float(sys.argv[1])), sys.argv[2]
    rng = np.random.default_rng(2026)
    users = max(1, rows // ROWS_PER_USER)
    with open(path, "wb") as out:
        for start in range(0, rows, STEP):
            frame = part(rng, min(STEP, rows - start), users)
            out.write(frame.write_csv(include_header=start == 0).encode())


if __name__ == "__main__":
    main()
