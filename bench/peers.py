"""The peers of `social-roi attribute`: one of them over a touchpoint log, as fast as its documentation lets one write it.

    peers.py PEER LOG.csv

    scan                polars: reads and parses the five columns, and does nothing else
    polars              polars: journeys, then first, last and linear touch
    duckdb              DuckDB: journeys, then first, last and linear touch, in SQL
    channelattribution  journeys in polars, then ChannelAttribution's rules and its Markov chain (order 1, simulated)
    nova                Nova MAM (marketing_attribution_models): its own journeys, rules, Markov chain and Shapley values

All of them see the same journeys: a user's touches by time, closed by a conversion. `polars` and `duckdb` print
`model,channel,conversions,value`; the packages print what they print.
"""

import csv
import sys

CHANNEL_COLUMNS = ["model", "channel", "conversions", "value"]
TIME = "%Y-%m-%dT%H:%M:%S"


def touches(log: str):
    """The log as a lazy frame, every column parsed."""
    import polars as pl

    kinds = {
        "user_id": pl.String,
        "timestamp": pl.String,
        "channel": pl.String,
        "conversion": pl.Int8,
        "value": pl.Float64,
    }
    return pl.scan_csv(log, schema=kinds).with_columns(pl.col("timestamp").str.to_datetime(TIME))


def scan(log: str) -> None:
    frame = touches(log).collect(engine="streaming")
    print(frame.height)


def journeys(log: str):
    """Every journey with its path, conversions and value."""
    import polars as pl

    before = pl.col("conversion").cast(pl.Int32).cum_sum().over("user_id") - pl.col("conversion")
    return (
        touches(log)
        .collect(engine="streaming")
        .sort("user_id", "timestamp", maintain_order=True)
        .with_columns(before.alias("journey"))
        .group_by("user_id", "journey")
        .agg(
            pl.col("channel").alias("path"),
            pl.col("conversion").max().cast(pl.Int64).alias("conversions"),
            pl.col("value").sum(),
        )
    )


def polars(log: str) -> None:
    import polars as pl

    paths = journeys(log).filter(pl.col("conversions") > 0).drop("user_id", "journey")
    touched = pl.col("path").list
    share = 1 / touched.len()
    spread = paths.with_columns(pl.col("conversions") * share, pl.col("value") * share)
    models = {
        "first": paths.with_columns(touched.first().alias("channel")),
        "last": paths.with_columns(touched.last().alias("channel")),
        "linear": spread.with_columns(pl.col("path").alias("channel")).explode("channel"),
    }
    rows = []
    for model, credit in models.items():
        sums = credit.group_by("channel").agg(pl.col("conversions", "value").sum()).sort("channel")
        rows += [(model, *row) for row in sums.iter_rows()]
    write(rows)


def duckdb(log: str) -> None:
    import duckdb as duck

    connection = duck.connect()
    connection.execute(
        """
        CREATE TEMP TABLE path AS
        WITH touch AS (
            SELECT * FROM read_csv(?, header = true, columns = {
                'user_id': 'VARCHAR', 'timestamp': 'TIMESTAMP', 'channel': 'VARCHAR', 'conversion': 'TINYINT', 'value': 'DOUBLE'})
        ), cut AS (
            SELECT *, sum(conversion) OVER (
                PARTITION BY user_id ORDER BY timestamp ROWS UNBOUNDED PRECEDING) - conversion AS journey
            FROM touch
        )
        SELECT list(channel ORDER BY timestamp) AS path, max(conversion) AS conversions, sum(value) AS value
        FROM cut GROUP BY user_id, journey HAVING max(conversion) > 0
        """,
        [log],
    )
    models = {
        "first": "SELECT path[1] AS channel, conversions, value FROM path",
        "last": "SELECT path[-1] AS channel, conversions, value FROM path",
        "linear": "SELECT unnest(path) AS channel, conversions / len(path) AS conversions, value / len(path) AS value FROM path",
    }
    rows = []
    for model, credit in models.items():
        sums = f"SELECT channel, sum(conversions), sum(value) FROM ({credit}) GROUP BY channel ORDER BY channel"
        rows += [(model, *row) for row in connection.execute(sums).fetchall()]
    write(rows)


def channelattribution(log: str) -> None:
    import polars as pl

    paths = (
        journeys(log)
        .with_columns(pl.col("path").list.join(" > "))
        .group_by("path")
        .agg(
            pl.col("conversions", "value").sum(),
            (1 - pl.col("conversions")).sum().alias("nulls"),
        )
        .to_pandas()
    )
    import ChannelAttribution as package

    columns = {"Data": paths, "var_path": "path", "var_conv": "conversions", "var_value": "value", "flg_pro": False}
    print(package.heuristic_models(**columns))
    print(package.markov_model(**columns, var_null="nulls", order=1, seed=1, ncore=2))


def nova(log: str) -> None:
    import polars as pl
    from mam.core import MAM

    frame = touches(log).with_columns(pl.col("conversion").cast(pl.Boolean)).collect(engine="streaming")
    models = MAM(
        df=frame,
        format_type="session",
        channels_colname="channel",
        journey_with_conv_colname="conversion",
        datetime_colname="timestamp",
        user_id_colname="user_id",
        create_journey_id_based_on_conversion=True,
    )
    for model in ["first_click", "last_click", "linear", "position_based", "time_decay", "markov", "shapley"]:
        getattr(models, f"run_{model}")()
    print(models.__class__.__name__)


def write(rows: list[tuple]) -> None:
    out = csv.writer(sys.stdout)
    out.writerow(CHANNEL_COLUMNS)
    out.writerows(rows)


PEERS = {peer.__name__: peer for peer in [scan, polars, duckdb, channelattribution, nova]}

if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in PEERS:
        sys.exit(__doc__)
    PEERS[sys.argv[1]](sys.argv[2])
