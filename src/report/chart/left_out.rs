//! What a chart cannot draw, and why.

use super::rank::listed;

/// What is left out, by reason, in the order of first mention.
#[derive(Default)]
pub(super) struct LeftOut(Vec<(String, Vec<String>)>);

impl LeftOut {
    /// Leaves something out.
    pub fn add(&mut self, name: String, reason: &str) {
        match self.0.iter_mut().find(|(known, _)| known == reason) {
            Some((_, names)) => names.push(name),
            None => self.0.push((reason.to_owned(), vec![name])),
        }
    }

    /// A sentence for each reason.
    pub fn sentences(self) -> Vec<String> {
        let sentence = |(reason, names): (String, Vec<String>)| {
            format!("not drawn: {}: {reason}", listed(&names))
        };
        self.0.into_iter().map(sentence).collect()
    }
}
