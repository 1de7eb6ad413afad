//! Money that the rates of currencies alone moved.

use serde_json::Value;

use crate::ledger::change::AtRate;
use crate::schema::col;

use super::Cause;
use super::causes::{list, text};

/// Whether an input is the same money of another currency at another rate, stated as before.
pub fn by_rate(was: &Value, is: &Value) -> bool {
    let at = |input: &Value| {
        let own = &input["exchanged"];
        Some(AtRate {
            amount: own["amount"].as_f64()?,
            currency: text(&own[col::CURRENCY]),
            rate: own[col::RATE].as_f64()?,
            figures: ["base", "low", "high"].map(|figure| input[figure].as_f64()),
        })
    };
    let is_moved = at(was).zip(at(is));
    let is_moved = is_moved.is_some_and(|(was, is)| was.is_moved_by_rate(&is));
    is_moved && was["origin"] == is["origin"]
}

/// Money of files that are the same, where the rates of currencies are not, moved by the rates: `sides` are the inputs of
/// both ledgers, `told` what is known to differ in what they rest on.
pub fn of_rates(causes: &mut [Cause], sides: (&[Value], &[Value]), told: &[Cause]) {
    if !told.iter().any(|cause| cause.kind == "rates") {
        return;
    }
    let has_other_days = told.iter().any(|cause| cause.kind == "period");
    let of = |inputs: &[Value], key: &str| -> Value {
        let input = inputs.iter().find(|input| input["key"] == key);
        input.cloned().unwrap_or_default()
    };
    let is_restated = |file: &Value| {
        let path = text(&file["file"]);
        told.iter()
            .any(|cause| cause.kind == "source" && cause.what == path)
    };
    for cause in causes.iter_mut() {
        let key = cause.key.as_deref().unwrap_or_default();
        let (then, now) = (of(sides.0, key), of(sides.1, key));
        let is_money = match cause.kind {
            "data" => true,
            // An invoice that stands where it stood, of the same days.
            "cost" => {
                cause.before_value.is_some() && then["place"] == now["place"] && !has_other_days
            }
            _ => false,
        };
        let files = list(now["origin"].get("files"));
        let same = list(then["origin"].get("files")) == files;
        if is_money && !files.is_empty() && same && !files.iter().any(is_restated) {
            cause.kind = "rates";
        }
    }
}
