//! What a ledger is made of: what was read and what the project says. What the rows of a period measure is found once; from
//! it the inputs are made as often as another figure is supposed.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::error::{Error, Result, Warning};
use crate::options::{Counting, Scope};
use crate::project::{Creators, Project};
use crate::report::ledger::{Channel, ExportedMedia, LedgerInputs, Move, Source, grouped};
use crate::report::{
    Absence, Dataset, MediaOnRecord, OF_JOURNEYS, ReportOptions, narrowed, refuse_no_rows,
    shared_out_told, undated_outcomes, undated_rows,
};
use crate::schema::{Amount, CostType};
use crate::time::{Calendar, Period};

use super::costs::Typed;
use super::covered::{last_day, months_of};
use super::elsewhere::media_on_record;
use super::exports::{Earner, Measured, Stated, measured};
use super::facts::facts;
use super::media::{held, media};
use super::money::Exchange;
use super::moved::Shifts;
use super::subjects::Subjects;
use super::unplaced::{self, Unplaced, unplaced};
use super::{
    apart, assumptions, codes, conditions, costs, experiments, lines, outcomes, pipeline, unpaid,
    unused,
};
use crate::command::scope::Scoped;
use crate::command::unread::unread_note;
use crate::command::zones;

/// Days of the longest period that the ledger does not discount.
const YEAR: i64 = 366;

/// What inputs are made of.
pub struct Maker {
    pub(super) project: Rc<Project>,
    pub(super) scope: Scope,
    pub(super) counting: Counting,
    pub(super) read: Scoped,
    pub(super) as_of: Option<String>,
    pub(super) filters: Vec<String>,
    /// Ad platforms whose campaigns the files hold outcomes of.
    pub(super) seen: BTreeMap<String, outcomes::Seen>,
    /// Ad platforms that they hold outcomes of by whatever says so.
    pub(super) sourced: BTreeSet<String>,
    /// The days of which the files hold the spend of each platform.
    pub(super) holds: BTreeMap<String, Period>,
}

/// What the rows of a period measured, whatever the project supposes.
struct Counted {
    period: Period,
    now: Dataset,
    exported: Vec<ExportedMedia>,
    measured: Measured,
    unplaced: Unplaced,
}

/// The ledger of one period.
pub struct Side {
    maker: Rc<Maker>,
    counted: Counted,
    /// What is on record.
    pub inputs: LedgerInputs,
    /// What is said of its days.
    told: Option<String>,
}

impl Side {
    /// The ledger of a period. `asked` is the period that was asked for: without one, rows without a date count too.
    ///
    /// # Errors
    /// What makes any figure unsafe.
    pub fn of(maker: &Rc<Maker>, period: Period, asked: Option<Period>) -> Result<Self> {
        let counted = maker.counted(period, asked)?;
        let inputs = maker.inputs(&counted, &Shifts::default())?;
        Ok(Self {
            maker: Rc::clone(maker),
            counted,
            inputs,
            told: None,
        })
    }

    /// The same with a sentence about its days.
    #[must_use]
    pub fn telling(mut self, told: Option<String>) -> Self {
        self.inputs.settings.notes.extend(told.clone());
        self.told = told;
        self
    }

    /// The facts of ad platforms.
    pub fn facts(&self) -> Vec<Channel> {
        let counted = &self.counted;
        facts(&counted.now, &self.inputs, &counted.measured.earned)
    }

    /// What reading its rows had to say.
    pub fn warnings(&self) -> &[Warning] {
        &self.counted.now.warnings
    }
}

impl Source for Side {
    fn record(&self) -> &LedgerInputs {
        &self.inputs
    }

    fn moved(&self, moves: &[(String, Move)]) -> Result<LedgerInputs> {
        let shifts = Shifts {
            moves,
            record: Some(&self.inputs),
        };
        let mut moved = self.maker.inputs(&self.counted, &shifts)?;
        let (settings, own) = (&mut moved.settings, &self.inputs.settings);
        settings.notes.extend(self.told.clone());
        settings.unknown_costs.clone_from(&own.unknown_costs);
        Ok(moved)
    }
}

impl Maker {
    fn counted(&self, period: Period, asked: Option<Period>) -> Result<Counted> {
        let options = &self.read.options;
        let (now, _) = narrowed(&self.read.dataset, options, asked.as_ref())?;
        refuse_no_rows(&self.read.dataset, options, &now)?;
        self.refuse_undated(&now, &period)?;
        let calendar = *options.calendar;
        let known = self.read.dataset.outcome_days.stretches();
        let edges = known.map_or_else(BTreeSet::new, outcomes::edges);
        let media = media(&now, &period, calendar, &self.holds, &edges);
        let stated = Stated {
            margin: self.project.margin.as_ref(),
            // Journeys have no codes.
            creators: self
                .counting
                .credit
                .is_none()
                .then_some(&self.project.creators),
        };
        let mut measured = measured(
            &now,
            media,
            &period,
            calendar,
            &self.media_on_record(),
            &experiments::borders(&self.project, calendar),
            stated,
        )?;
        outcomes::add_zeros(&self.seen, &now, &mut measured);
        self.name_logs(&mut measured);
        let whole = self.whole(asked)?;
        let all = whole.as_ref().unwrap_or(&now);
        measured.subjects = self.subjects([all, &now], stated.creators, &period);
        // What an export holds is no cost of its own elsewhere, whatever the conditions leave of it.
        let all = self::media(all, &period, calendar, &self.holds, &BTreeSet::new());
        Ok(Counted {
            period,
            exported: held(&all),
            unplaced: unplaced(&self.read.dataset, options, asked.as_ref())?,
            now,
            measured,
        })
    }

    /// The inputs of one period, some figures shifted.
    fn inputs(&self, counted: &Counted, shifts: &Shifts<'_>) -> Result<LedgerInputs> {
        let options = &self.read.options;
        let (project, measured, now) = (&*self.project, &counted.measured, &counted.now);
        let calendar = *options.calendar;
        let currency = options
            .currency
            .clone()
            .or_else(|| project.currency.clone());
        let mut given = LedgerInputs::new(counted.period, currency.clone().unwrap_or_default());
        let exchange = Exchange {
            from: project.currency.clone(),
            to: currency,
            rates: &self.read.rates,
        };
        given.exported.clone_from(&counted.exported);
        let known = self.read.dataset.outcome_days.stretches();
        given.settings.outcome_days = known.map(<[Period]>::to_vec);
        let (mut held, mut notes, unrated) = assumptions::add(
            project,
            &self.scope,
            &exchange,
            measured,
            calendar,
            shifts,
            &mut given,
        )?;
        costs::add(
            project,
            self.typed(),
            &exchange,
            &measured.media,
            &mut held,
            &mut given,
        )?;
        let method = self.method();
        lines::add(
            project,
            &self.counting,
            &exchange,
            measured,
            &method,
            &mut held,
            &mut given,
        )?;
        unrated.settle(&held, &mut given)?;
        pipeline::add(&self.read.pipeline, now, &mut given);
        notes.extend(experiments::unused(project, calendar, &held, &given));
        self.settings(&mut given);
        let settings = &mut given.settings;
        settings.notes.extend(unread_note(&self.read.unread));
        settings.notes.extend(notes);
        let shared_out = now.shared_out.iter();
        settings
            .notes
            .extend(shared_out.map(|(table, rows)| shared_out_told(table, *rows)));
        settings.notes.extend(zones::note(project));
        let told = self.read.counted_from.iter().chain(&self.read.idle);
        settings.notes.extend(told.cloned());
        let further = [
            unpaid::note(now, &given.currency),
            self.read.refunds.clone(),
            self.of_deals(&given.currency),
        ];
        given.settings.notes.extend(further.into_iter().flatten());
        let idle = unused::notes(project, &self.counting, measured, &held, &given);
        given.settings.notes.extend(idle);
        let coded = codes::notes(project, &self.counting, measured, &given.currency);
        given.settings.notes.extend(coded);
        let apart = apart::notes(measured, &given.currency);
        given.settings.notes.extend(apart);
        let left_out = apart::left_out(measured, &given.currency, calendar);
        given.settings.notes.extend(left_out.iter().cloned());
        given.settings.left_out = left_out;
        given.settings.has_other_revenue = measured.elsewhere != Amount::ZERO;
        given.settings.without_media = apart::without_media(measured, &given);
        given.settings.without_outcomes = outcomes::without(&self.seen, measured, &given);
        let notes = outcomes::by_source_alone(&self.sourced, &given).into_iter();
        let notes = notes.chain(unplaced::notes(&counted.unplaced, &given.currency));
        given.settings.notes.extend(notes);
        let beyond = outcomes::beyond(&given, calendar);
        given.settings.notes.extend(beyond);
        given.settings.notes.extend(undated_outcomes(now));
        held.mixes.tell(&mut given)?;
        Ok(given)
    }

    /// The rows of the period whatever the conditions leave of them; `None` without conditions.
    fn whole(&self, asked: Option<Period>) -> Result<Option<Dataset>> {
        let options = &self.read.options;
        if options.filters.is_empty() {
            return Ok(None);
        }
        let whole = ReportOptions {
            filters: Vec::new(),
            ..options.clone()
        };
        let (all, _) = narrowed(&self.read.dataset, &whole, asked.as_ref())?;
        Ok(Some(all))
    }

    /// What the conditions leave of what may have been tested.
    fn subjects(
        &self,
        rows: [&Dataset; 2],
        creators: Option<&Creators>,
        period: &Period,
    ) -> Subjects {
        let filters = &self.read.options.filters;
        if filters.is_empty() {
            return Subjects::default();
        }
        let costs = self.project.costs.iter();
        let media = costs.filter(|cost| cost.cost_type == CostType::Media);
        let mut media = media.filter(|cost| cost.period.overlap(period).is_some());
        let others_pass =
            media.all(|cost| cost.platform.is_none() || conditions::cost(cost, filters));
        Subjects::of(filters, rows, creators, others_pass)
    }

    /// The media that the conditions leave on record.
    fn media_on_record(&self) -> Cow<'_, MediaOnRecord> {
        let read = &self.read;
        match read.options.filters.is_empty() {
            true => Cow::Borrowed(&read.media),
            false => Cow::Owned(media_on_record(
                &self.project,
                &read.dataset,
                self.typed(),
                *read.options.calendar,
            )),
        }
    }

    fn typed(&self) -> Typed<'_> {
        Typed {
            costs: &self.scope.costs,
            filters: &self.scope.filters,
        }
    }

    fn settings(&self, given: &mut LedgerInputs) {
        let calendar = self.read.options.calendar;
        let rate = given
            .input("discount_rate")
            .map(|input| input.base.to_f64());
        let left_out = conditions::told(&self.project, self.typed(), given);
        let settings = &mut given.settings;
        if !self.filters.is_empty() {
            settings.is_narrowed = true;
            settings.scope = format!("social activity where {}", self.filters.join(" and "));
            settings.notes.push(
                "--where narrows revenue and media, that of the project by its platform, channel and function; other costs, hours and counts stay whole".into(),
            );
            settings.notes.extend(left_out);
        }
        let last = || last_day(&self.read.dataset, &self.project, *calendar);
        settings.as_of = self.as_of.clone().or_else(last).unwrap_or_default();
        settings.include_risk = self.counting.include_risk;
        settings.allow_undocumented = self.counting.allow_undocumented;
        settings.show_emv = self.counting.show_emv;
        settings.discount_rate = self.counting.discount_rate.or(rate);
        if self.counting.discount_rate.is_some() && given.period.days() <= YEAR {
            settings.notes.push(
                "--npv: no present value, as a period of up to twelve months needs no discounting"
                    .into(),
            );
        }
        settings.calendar = *calendar;
        settings.buckets = months_of(&given.period, calendar);
        if calendar != Calendar::Gregorian {
            settings.period_name = given.period.told(calendar);
        }
    }

    /// Outcomes without a date have a value in every period or in none: a return without them would be −100 %.
    fn refuse_undated(&self, now: &Dataset, period: &Period) -> Result<()> {
        let absence = now.absent.get("conversions").map(|(absence, _)| *absence);
        if absence != Some(Absence::Undated) {
            return Ok(());
        }
        let outcomes = self.read.dataset.frames.get("conversions");
        let files = outcomes.map(undated_rows).unwrap_or_default();
        Err(Error::Undated {
            files: files.into_keys().collect(),
            period: period.told(*self.read.options.calendar),
        })
    }

    /// How credit was given, in words.
    fn method(&self) -> String {
        match &self.counting.credit {
            Some(credit) => format!("{} over journeys", credit.models.join(", ")),
            None => "last UTM of the order, joined by campaign".into(),
        }
    }

    /// What became of won deals under a model, in words.
    fn of_deals(&self, currency: &str) -> Option<String> {
        let models = self.counting.credit.as_ref()?.models.join(", ");
        let money = |sum: Amount| {
            let text = format!("{} {currency}", grouped(sum, 2));
            text.trim_end().to_owned()
        };
        self.read.deals.as_ref()?.told(&models, money)
    }

    /// Credit over journeys comes from touch logs, whose names stand in its place.
    fn name_logs(&self, measured: &mut Measured) {
        if self.counting.credit.is_none() {
            return;
        }
        for ((earner, _), sum) in &mut measured.earned {
            if sum.files.remove(OF_JOURNEYS).is_none() {
                continue;
            }
            sum.files.extend(self.read.logs.iter().cloned());
            let deals = self.read.deals.iter().flat_map(|deals| &deals.files);
            for (file, rows) in deals.filter(|_| matches!(earner, Earner::Deals(_))) {
                *sum.files.entry(file.clone()).or_default() += rows;
            }
        }
    }
}
