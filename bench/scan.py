"""The peer: a polars script that only scans an export and groups it, as fast as its author could write it.

    scan.py FILE_OR_GLOB

It reads the columns that a report by campaign needs, trusts every cell, checks nothing, and prints CSV: campaign, spend,
impressions, clicks. What social-roi does beside that (exact sums, totals, overlaps, rejected rows) it does on top.
"""

import sys

import polars as pl

COLUMNS = {
    "Campaign name": pl.String,
    "Day": pl.Date,
    "Amount spent (EUR)": pl.Float64,
    "Impressions": pl.Int64,
    "Link clicks": pl.Int64,
}


def main() -> None:
    scan = pl.scan_csv(sys.argv[1], schema_overrides=COLUMNS)
    grouped = (
        scan.select(list(COLUMNS))
        .group_by("Campaign name")
        .agg(
            pl.col("Amount spent (EUR)").sum().alias("spend"),
            pl.col("Impressions").sum().alias("impressions"),
            pl.col("Link clicks").sum().alias("clicks"),
            pl.col("Day").min().alias("first_day"),
            pl.col("Day").max().alias("last_day"),
        )
        .sort("Campaign name")
    )
    try:
        frame = grouped.collect(engine="streaming")
    except TypeError:  # the name of the switch differs between versions
        frame = grouped.collect()
    sys.stdout.write(frame.write_csv())


if __name__ == "__main__":
    main()
