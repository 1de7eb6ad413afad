# What there is to do; `just` alone lists it.
default:
    @just --list

# Formatting, lints, tests, documentation: before every commit
check:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings
    cargo test
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps

# Exactly what CI runs
ci:
    .ci/run

# Accept new snapshots and README output; read the diff before committing it
bless:
    SOCIAL_ROI_BLESS=1 INSTA_UPDATE=always cargo test
    git diff --stat

# Side by side with a polars script, three runs each (writes bench/data)
bench:
    bench/run.sh

# What must not be on the main branch
forbid:
    ! grep -rnE 'dbg!|todo!|unimplemented!|\bTODO\b|\bFIXME\b|\bXXX\b' src tests examples build.rs

# Write sample-data/ again; nothing may change unless the generator did
sample-data:
    cargo run --example make_sample_data -- sample-data
    git status --short sample-data

# The binary as it is shipped: with link-time optimisation, minutes to link
dist:
    cargo build --profile dist --locked
