"""The peer: a polars script that only scans an export and groups it, as fast as its author could write it.

    scan.py FILE_OR_GLOB

It reads the columns that the default report by campaign reads, trusts every cell, checks nothing, sums floats and prints
CSV. What social-roi does beside that (exact sums, totals, overlaps, rejected rows) it does on top.
"""

import sys

import polars as pl

COLUMNS = {
    "Campaign name": pl.String,
    "Day": pl.Date,
    "Amount spent (EUR)": pl.Float64,
    "Impressions": pl.Int64,
    "Link clicks": pl.Int64,
    "Clicks (all)": pl.Int64,
    "Reach": pl.Int64,
    "Result type": pl.String,
    "Results": pl.Float64,
    "Purchases": pl.Float64,
    "Purchases conversion value": pl.Float64,
    "Ad set name": pl.String,
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
            pl.col("Clicks (all)").sum().alias("clicks_all"),
            pl.col("Reach").max().alias("reach"),
            pl.col("Results").sum().alias("results"),
            pl.col("Purchases").sum().alias("conversions"),
            pl.col("Purchases conversion value").sum().alias("value"),
            pl.col("Result type").first().alias("result_type"),
            pl.col("Ad set name").first().alias("ad_set"),
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
