//! temporary
use crate::time::Grain;
/// L
#[derive(Clone, Debug, Default)]
pub struct Lang;
#[allow(missing_docs)]
impl Lang {
    pub fn is_rtl(&self) -> bool {
        false
    }
    pub fn phrase(&self, id: &str, arguments: &[(&str, &str)]) -> String {
        let text = include_str!("en.toml")
            .lines()
            .find_map(|line| {
                let (key, value) = line.split_once(" = ")?;
                (key.trim_matches('"') == id).then(|| value.trim_matches('"').to_owned())
            })
            .unwrap_or_else(|| id.into());
        arguments.iter().fold(text, |text, (place, value)| {
            text.replace(&format!("{{{place}}}"), value)
        })
    }
    pub fn metric(&self, _: &str) -> Option<String> {
        None
    }
    pub fn number(&self, plain: &str) -> String {
        plain.replace('-', "\u{2212}")
    }
    pub fn percent(&self, plain: &str) -> String {
        format!("{} %", self.number(plain))
    }
    pub fn compact(&self, value: f64) -> String {
        let (mut size, mut unit) = (value, "");
        for next in ["k", "M", "B", "T"] {
            if size.abs() < 999.5 {
                break;
            }
            (size, unit) = (size / 1000.0, next);
        }
        let decimals = if size.abs() >= 100.0 || size.fract() == 0.0 {
            0
        } else if size.abs() >= 10.0 {
            1
        } else {
            2
        };
        format!("{size:.decimals$}{unit}").replace('-', "\u{2212}")
    }
    pub fn bucket(&self, _: Grain, key: &str) -> String {
        key.into()
    }
}
