//! Statistics: months, collections, units and people, in numbers and bars.

use super::Source;
use crate::id::Slug;
use crate::site::chart::{self, Column, MONTHS};
use crate::site::page::{Page, Part};
use crate::site::statistics::{Counts, Month, Series};
use crate::site::view;

impl Source<'_> {
    pub(super) fn statistics(&self) -> view::StatisticsPage {
        let title = self.words.word("site-statistics");
        let counted = self.index.statistics();
        let workflows = self.ledger.office().collections().filter_map(|(collection, workflow)| {
            let series = counted.of_workflow(collection.as_str())?;
            let name = workflow.title.text(self.words.language().tag()).to_owned();
            Some(Self::counts(name, Some(Page::Workflow(collection.clone()).href()), &series.all))
        });
        let units = self.register().units().filter_map(|(slug, unit)| {
            let series = counted.of_unit(slug)?;
            let page = Page::Unit(slug.clone(), Part::Newest);
            Some(Self::counts(unit.title.clone(), Some(page.href()), &series.all))
        });
        let people = counted.people().keys().filter_map(|person| self.handled(person));
        view::StatisticsPage {
            base: self.base(&Page::Statistics, &title, Vec::new(), self.ledger.head().seq),
            statistics: self.statistics_of(Some(counted.all())),
            workflows: workflows.collect(),
            units: units.collect(),
            people: people.collect(),
        }
    }

    /// How much a person has handled.
    pub(super) fn handled(&self, person: &Slug) -> Option<view::HandlingRow> {
        let handling = self.index.statistics().people().get(person)?;
        Some(view::HandlingRow {
            who: self.actor(person),
            unit: self.find_person(person).and_then(|person| self.unit_link(&person.unit)),
            acts: handling.acts,
            late: handling.late,
            mean: handling.mean().map(hours),
        })
    }

    /// What was counted, month by month.
    pub(super) fn statistics_of(&self, series: Option<&Series>) -> view::Statistics {
        let Some(series) = series.filter(|series| !series.months.is_empty()) else {
            return view::Statistics::default();
        };
        let months = series.months.iter().rev().map(|(month, counts)| Self::counts(self.month(*month), None, counts));
        view::Statistics {
            months: months.collect(),
            total: Some(Self::counts(self.words.word("site-total"), None, &series.all)),
            flow: self.bars(series, ["site-handed-in", "site-finished"], |counts| [counts.handed_in, counts.finished]),
            acts: self.bars(series, ["site-acts", "site-acts-late"], |counts| [counts.acts, counts.late]),
        }
    }

    fn bars(&self, series: &Series, words: [&str; 2], of: impl Fn(&Counts) -> [u32; 2]) -> view::Chart {
        let months = last_months(series);
        let legend = words.map(|word| self.words.word(word));
        let columns: Vec<Column> = months
            .iter()
            .enumerate()
            .map(|(at, month)| Column {
                name: self.month(*month),
                label: month.1.to_string(),
                group: (at == 0 || month.1 == 1).then(|| self.word("site-year", &[("year", &month.0.to_string())])),
                values: series.months.get(month).map_or([0, 0], &of),
            })
            .collect();
        let name = self.word("site-chart", &[("first", &legend[0]), ("second", &legend[1])]);
        chart::draw(name, self.words.word("site-chart-note"), &legend, &columns)
    }

    /// A month in words.
    pub(super) fn month(&self, (year, month): Month) -> String {
        let args = [("year", year.to_string()), ("month", month.to_string()), ("month_two", format!("{month:02}"))];
        self.word("site-month", &args.each_ref().map(|(name, text)| (*name, text.as_str())))
    }

    fn counts(name: String, href: Option<String>, counts: &Counts) -> view::CountRow {
        view::CountRow {
            name,
            href,
            handed_in: counts.handed_in,
            finished: counts.finished,
            median: counts.taken.median().map(hours),
            longest: counts.taken.longest().map(hours),
            median_worked: counts.worked.median().map(hours),
            longest_worked: counts.worked.longest().map(hours),
            acts: counts.acts,
            late: counts.late,
        }
    }
}

/// The months from the first to the last in which something was done, also those between; as many as are drawn.
fn last_months(series: &Series) -> Vec<Month> {
    let (Some(first), Some(last)) = (series.months.keys().next(), series.months.keys().next_back()) else {
        return Vec::new();
    };
    let before = |(year, month): Month| if month > 1 { (year, month - 1) } else { (year - 1, 12) };
    let months = std::iter::successors(Some(*last), |month| Some(before(*month)));
    let mut months: Vec<Month> = months.take(MONTHS).take_while(|month| month >= first).collect();
    months.reverse();
    months
}

/// Seconds as hours, to the tenth.
fn hours(seconds: i64) -> String {
    let tenths = (seconds + 180) / 360;
    format!("{}.{}", tenths / 10, tenths % 10)
}
