"""The peer: a polars script that only scans an export and groups it, as fast as its author could write it.

    scan.py FILE_OR_GLOB [few]

It reads the columns that the default report by campaign reads, trusts every cell, checks nothing, sums floats and prints
CSV. What social-roi does beside that (exact sums, totals, overlaps, rejected rows) it does on top. With `few` it reads
only what spend, impressions and clicks by campaign need.
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
FEW = ["Campaign name", "Amount spent (EUR)", "Impressions", "Link clicks"]


def main() -> None:
    columns = FEW if sys.argv[2:] == ["few"] else list(COLUMNS)
    scan = pl.scan_csv(sys.argv[1], schema_overrides=COLUMNS).select(columns)
    sums = [
        pl.col("Amount spent (EUR)").sum().alias("spend"),
        pl.col("Impressions").sum().alias("impressions"),
        pl.col("Link clicks").sum().alias("clicks"),
    ]
    if columns != FEW:
        sums += [
            pl.col("Clicks (all)").sum().alias("clicks_all"),
            pl.col("Reach").max().alias("reach"),
            pl.col("Results").sum().alias("results"),
            pl.col("Purchases").sum().alias("conversions"),
            pl.col("Purchases conversion value").sum().alias("value"),
            pl.col("Result type").first().alias("result_type"),
            pl.col("Ad set name").first().alias("ad_set"),
            pl.col("Day").min().alias("first_day"),
            pl.col("Day").max().alias("last_day"),
        ]
    grouped = scan.group_by("Campaign name").agg(sums).sort("Campaign name")
    try:
        frame = grouped.collect(engine="streaming")
    except TypeError:  # the name of the switch differs between versions
        frame = grouped.collect()
    sys.stdout.write(frame.write_csv())


if __name__ == "__main__":
    main()
