//! Prints the ledger of a month: `cargo run --example value_ledger`.
#![allow(clippy::print_stdout)] // an example prints

mod worked;

use social_roi::error::Result;
use social_roi::ledger::{Figure, TOP, ledger, simulate, tornado};

fn percent(figure: Figure) -> String {
    match figure {
        Figure::Defined(value) => format!("{:+.1} %", 100.0 * value),
        Figure::Undefined(reason) => format!("— ({})", reason.sentence()),
    }
}

fn main() -> Result<()> {
    let ledger = ledger(&worked::inputs())?;
    for line in &ledger.lines {
        println!(
            "{} {} {} = {}",
            line.id,
            line.grade.name(),
            line.formula,
            line.counted()
        );
    }
    println!(
        "value {}, cost {}, net {}",
        ledger.value, ledger.cost.total, ledger.net
    );
    for rung in &ledger.ladder {
        println!("{:8} {}", rung.label, percent(rung.roi));
    }
    println!("{}", ledger.sentence);
    for bar in tornado(&ledger, &[], TOP).bars {
        println!(
            "{:18} {} … {}",
            bar.key,
            percent(bar.roi_low),
            percent(bar.roi_high)
        );
    }
    let simulation = simulate(&ledger, 10_000, 1);
    println!("P(ROI > 0): {}", percent(simulation.probability_positive));
    Ok(())
}
