//! What a pipeline stage says of a deal: won, lost or open, in the words of several languages.
//!
//! Customer databases let everybody name their stages. A stage that has a word for won or lost is that, whole words only;
//! the stages that HubSpot, Salesforce and Pipedrive begin with are open; of any other nothing is known.

/// What became of a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DealState {
    /// The customer bought.
    Won,
    /// The customer did not.
    Lost,
    /// Not decided.
    Open,
}

/// Words for won, in lower case. Those of scripts without spaces are found inside a text.
const WON: &[&str] = &[
    "won",
    "closedwon",
    "gewonnen",
    "ganado",
    "ganada",
    "gagné",
    "gagnée",
    "gagne",
    "gagnee",
    "vinto",
    "vinta",
    "ganho",
    "ganha",
    "wygrana",
    "wygrany",
    "wygrane",
    "vunnen",
    "vunnet",
    "vundet",
    "voitettu",
    "kazanıldı",
    "kazanildi",
    "выиграна",
    "выигран",
    "выиграно",
    "виграно",
    "vyhráno",
    "vyhrané",
    "megnyert",
    "megnyerve",
    "câștigat",
    "castigat",
    "برنده",
    "برنده‌شده",
    "موفق",
    "فوز",
    "受注",
    "成約",
    "赢单",
    "수주",
];

/// Words for lost, in lower case.
const LOST: &[&str] = &[
    "lost",
    "closedlost",
    "verloren",
    "perdido",
    "perdida",
    "perdu",
    "perdue",
    "perso",
    "persa",
    "przegrana",
    "przegrany",
    "przegrane",
    "utracona",
    "utracone",
    "förlorad",
    "förlorat",
    "tapt",
    "tabt",
    "hävitty",
    "hävitetty",
    "kaybedildi",
    "проиграна",
    "проигран",
    "проиграно",
    "програно",
    "prohráno",
    "prohrané",
    "ztraceno",
    "elveszett",
    "elvesztve",
    "pierdut",
    "باخته",
    "ناموفق",
    "ازدست‌رفته",
    "خسارة",
    "مفقودة",
    "失注",
    "输单",
    "실주",
];

/// Phrases of several words for lost.
const LOST_PHRASES: &[&str] = &["از دست رفته"];

/// Words that turn `won` into something that nobody should guess at.
const NOT: &[&str] = &[
    "not", "no", "nicht", "non", "pas", "não", "nao", "niet", "inte", "ikke", "не", "nie", "never",
];

/// Stages that are open, letters and digits alone: those with which common databases begin, and plain words.
const OPEN: &[&str] = &[
    "open",
    "new",
    "inprogress",
    "pipeline",
    "lead",
    "qualified",
    "contactmade",
    "demoscheduled",
    "proposalmade",
    "negotiationsstarted",
    "appointmentscheduled",
    "qualifiedtobuy",
    "presentationscheduled",
    "decisionmakerboughtin",
    "contractsent",
    "prospecting",
    "qualification",
    "needsanalysis",
    "valueproposition",
    "iddecisionmakers",
    "perceptionanalysis",
    "proposalpricequote",
    "proposal",
    "proposalsent",
    "negotiationreview",
    "negotiation",
    "offen",
    "abierto",
    "abierta",
    "ouvert",
    "aberto",
];

impl DealState {
    /// The word for it in the column of states.
    pub fn name(self) -> &'static str {
        match self {
            Self::Won => "won",
            Self::Lost => "lost",
            Self::Open => "open",
        }
    }

    /// What a stage or a state says; `None` where it has no word for it, or contradicts itself.
    ///
    /// # Examples
    /// ```
    /// use social_roi::schema::DealState;
    /// assert_eq!(DealState::of("Closed Won"), Some(DealState::Won));
    /// assert_eq!(DealState::of("Abgeschlossen – verloren"), Some(DealState::Lost));
    /// assert_eq!(DealState::of("Won't buy"), None);
    /// ```
    pub fn of(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase().replace('’', "'");
        let apart =
            |letter: char| !letter.is_alphanumeric() && !matches!(letter, '\'' | '\u{200c}');
        let words: Vec<&str> = text.split(apart).filter(|word| !word.is_empty()).collect();
        let says = |known: &[&str]| {
            known.iter().any(|word| match is_spaceless(word) {
                true => text.contains(word),
                false => words.contains(word),
            })
        };
        let lost = says(LOST) || LOST_PHRASES.iter().any(|phrase| text.contains(phrase));
        match (says(WON), lost) {
            (true, false) => (!says(NOT)).then_some(Self::Won),
            (false, true) => Some(Self::Lost),
            (true, true) => None,
            (false, false) => {
                let plain: String = words.concat();
                OPEN.contains(&plain.as_str()).then_some(Self::Open)
            }
        }
    }
}

/// Whether a word is of a script that leaves no spaces between words.
fn is_spaceless(word: &str) -> bool {
    word.chars().any(|letter| letter >= '\u{3040}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_say_what_became_of_a_deal() {
        use DealState::{Lost, Open, Won};
        for (stage, expected) in [
            ("Closed Won", Some(Won)),
            ("Closed won", Some(Won)),
            ("closedwon", Some(Won)),
            ("Closed-Won (upsell)", Some(Won)),
            ("Abgeschlossen und gewonnen", Some(Won)),
            ("Cierre ganado", Some(Won)),
            ("Fermé gagné", Some(Won)),
            ("Chiuso vinto", Some(Won)),
            ("برنده شده", Some(Won)),
            ("受注済み", Some(Won)),
            ("Closed Lost to competition", Some(Lost)),
            ("No decision: lost", Some(Lost)),
            ("Geschlossen, verloren", Some(Lost)),
            ("Perdu", Some(Lost)),
            ("از دست رفته", Some(Lost)),
            ("Proposal/Price Quote", Some(Open)),
            ("Appointment Scheduled", Some(Open)),
            ("OPEN", Some(Open)),
            ("Won't buy", None),
            ("Won’t buy", None),
            ("Not won", None),
            ("Wonderland tour", None),
            ("Lost, then won", None),
            ("Handover", None),
            ("", None),
        ] {
            assert_eq!(DealState::of(stage), expected, "{stage}");
        }
    }
}
