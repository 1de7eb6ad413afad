//! How a chart is to look, where it goes and in what form.

use std::path::PathBuf;

use crate::cli::{AttributeArgs, ChartArgs, CountingArgs, Global, LedgerArgs, OutputArgs};
use crate::error::{Error, Result};
use crate::render::chart::{Caption, Fonts, Look, Shade};

use super::words::choice;
use super::{Destination, Existing, Terminal, destination, lang};

/// Pixels of a PNG for each pixel of its size, where nothing is asked for: sharp on dense screens and in print.
const SCALE: f64 = 2.0;

/// Pictures by name and extension.
const FORMS: [(&str, PictureForm); 3] = [
    ("svg", PictureForm::Svg),
    ("png", PictureForm::Png),
    ("pdf", PictureForm::Pdf),
];

/// What becomes of a chart.
#[derive(Clone, Debug)]
pub struct Picture {
    /// How it looks.
    pub look: Look,
    /// Pixels of a PNG for each pixel of its size.
    pub scale: f64,
    /// A picture, or the plotted figures.
    pub form: PictureForm,
    /// A file; standard output where `None`.
    pub file: Option<PathBuf>,
    /// What becomes of a file of that name.
    pub existing: Existing,
    /// Where the figures go and in what form.
    pub destination: Destination,
}

/// A form of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureForm {
    /// SVG.
    Svg,
    /// PNG.
    Png,
    /// PDF.
    Pdf,
    /// The plotted figures.
    Figures,
    /// Drawn with characters.
    Terminal,
}

/// What becomes of a chart: the form by name, else by the file's extension, else characters on a terminal and SVG
/// in a pipe.
///
/// # Errors
/// Wrong words, named with their option.
pub fn picture(args: &ChartArgs, global: &Global, terminal: &Terminal) -> Result<Picture> {
    let (form, destination) = form(args, global, terminal)?;
    let shades = [("light", Shade::Light), ("dark", Shade::Dark)];
    let shade = args.look.theme.as_deref();
    Ok(Picture {
        look: Look {
            caption: Caption::Drawn,
            size: args
                .look
                .size
                .as_deref()
                .map(str::parse)
                .transpose()?
                .unwrap_or_default(),
            shade: shade.map_or(Ok(Shade::Light), |text| choice("theme", text, &shades))?,
            title: args.look.title.clone(),
            lang: lang(args.look.lang.as_deref(), args.scope.calendar.as_deref())?,
            fonts: Fonts::with(&args.look.font)?,
            letters: None,
        },
        scale: args.look.scale.as_deref().map_or(Ok(SCALE), scale)?,
        form,
        file: args.output.output.clone(),
        existing: match form {
            PictureForm::Figures => destination.existing,
            _ => Existing::of_document(args.output.force),
        },
        destination,
    })
}

/// What is typed for a chart of journeys, as `attribute` takes it.
///
/// # Errors
/// What only charts of spend and posts understand.
pub fn of_journeys(args: &ChartArgs) -> Result<AttributeArgs> {
    let scope = &args.scope;
    let foreign = [
        ("--where", !scope.filters.is_empty()),
        ("--cost", !scope.cost.is_empty()),
        ("--outcomes", scope.outcomes.is_some()),
        ("--spread-periods", scope.spread_periods),
    ];
    if let Some((what, _)) = foreign.into_iter().find(|(_, is_given)| *is_given) {
        return Err(Error::BadOption {
            what: what.into(),
            why: "expected a chart of spend or posts; charts of journeys take --by, --models, --measure, --top and --period".into(),
        });
    }
    Ok(AttributeArgs {
        input: args.input.clone(),
        by: args.by.clone(),
        models: args.models.clone(),
        measure: args.measure.clone(),
        bootstrap: args.bootstrap,
        interval: args.interval.clone(),
        top: args.top,
        journeys: args.journeys.clone(),
        period: scope.period.clone(),
        calendar: scope.calendar.clone(),
        reckoned: scope.reckoned.clone(),
        currency: scope.currency.clone(),
        rates: scope.rates.clone(),
        margin: scope.margin.clone(),
        on_overlap: scope.on_overlap.clone(),
        ..AttributeArgs::default()
    })
}

/// What is typed for a chart of the ledger, as `ledger` takes it.
pub fn of_ledger(args: &ChartArgs) -> LedgerArgs {
    LedgerArgs {
        input: args.input.clone(),
        scope: args.scope.clone(),
        top: args.top,
        compare: args.compare.clone(),
        what_if: args.what_if.clone(),
        counting: CountingArgs {
            model: args.model.clone(),
            lookback_days: args.model.as_ref().and(args.journeys.lookback_days.clone()),
            include_risk: args.include_risk,
            allow_undocumented: args.allow_undocumented,
            risk_adjust: args.risk_adjust,
            ..CountingArgs::default()
        },
        ..LedgerArgs::default()
    }
}

fn form(
    args: &ChartArgs,
    global: &Global,
    terminal: &Terminal,
) -> Result<(PictureForm, Destination)> {
    let output = &args.output;
    let extension = output
        .output
        .as_deref()
        .and_then(|path| path.extension()?.to_str());
    let extension = extension.map(str::to_ascii_lowercase);
    let asked = output.format.as_deref().or(extension.as_deref());
    let pictured = FORMS.iter().find(|(name, _)| asked == Some(name));
    // The figures' form is settled by the same rules as a report's.
    let plain = OutputArgs {
        output: output.output.clone().filter(|_| pictured.is_none()),
        format: output.format.clone().filter(|_| pictured.is_none()),
        ..output.clone()
    };
    let figures = destination(&plain, global, terminal).map_err(with_pictures)?;
    let form = match (pictured, asked) {
        (Some((_, form)), _) => *form,
        (None, Some(_)) => PictureForm::Figures,
        (None, None) if output.tall => PictureForm::Figures,
        (None, None) if terminal.out && output.output.is_none() => PictureForm::Terminal,
        (None, None) => PictureForm::Svg,
    };
    Ok((form, figures))
}

/// The same error with the forms of pictures named.
fn with_pictures(error: Error) -> Error {
    match error {
        Error::BadOption { what, why } => Error::BadOption {
            what,
            why: why.replacen("expected ", "expected .svg, .png, .pdf, ", 1),
        },
        error => error,
    }
}

fn scale(text: &str) -> Result<f64> {
    let scale: Option<f64> = text.parse().ok();
    scale
        .filter(|scale| (0.1..=10.0).contains(scale))
        .ok_or_else(|| Error::BadOption {
            what: format!("--scale {text}"),
            why: "expected a number from 0.1 to 10".into(),
        })
}
