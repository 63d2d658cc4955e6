//! `kanhe search WORDS`: which subjects of the record contain the words.

use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::{Context, attachment, column, office};
use crate::office::IMPORTED;
use crate::search::{By, Filters, Hit, Piece, Query, Reader, Unread};
use crate::site;
use crate::words::{Catalogue, Language, Message, neutral};

/// Search the record.
#[derive(Args)]
pub(super) struct Search {
    #[arg(value_name = "WORDS")]
    words: Vec<String>,
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    #[arg(long, value_name = "YEAR")]
    year: Option<String>,
    #[arg(long, value_name = "STATE")]
    state: Option<String>,
    #[arg(long, value_name = "COLLECTION")]
    collection: Option<String>,
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    page: usize,
}

#[derive(Serialize)]
struct Item<'a> {
    subject: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    paper: Option<&'a str>,
    number: Option<&'a str>,
    title: &'a str,
    unit: &'a str,
    kind: Option<&'a str>,
    state: &'a str,
    date: &'a str,
    passages: &'a [crate::search::Passage],
}

#[derive(Serialize)]
struct Results<'a> {
    total: usize,
    page: usize,
    pages: usize,
    results: Vec<Item<'a>>,
}

/// Nobody who reads attachments.
struct Nobody;

impl Reader for Nobody {
    fn read(&self, _: crate::search::Format, _: &[u8]) -> Result<String, Unread> {
        Err(Unread::Nobody)
    }
}

/// Who reads attachments for the program.
pub(super) fn reader() -> Box<dyn Reader> {
    attachment::Readers::new().map_or_else(|| Box::new(Nobody) as Box<dyn Reader>, |readers| Box::new(readers))
}

/// A state by its word in data, or by what its badge says in any language.
fn state(context: &Context, given: &str) -> Result<String, Failure> {
    let shown = |words: &Catalogue, state: &str| words.word(&format!("site-state-{state}"));
    let every = Language::ALL.map(Catalogue::new);
    let is_meant = |state: &&str| {
        *state == given || every.iter().any(|words| shown(words, state).to_lowercase() == given.to_lowercase())
    };
    if let Some(state) = site::STATES.into_iter().find(is_meant) {
        return Ok(state.to_owned());
    }
    let known = site::STATES.map(|state| shown(&context.words, state)).join(&context.words.word("list-separator"));
    Err(Failure::misused(Message::new("search-no-state").with("given", given).with("known", known)))
}

pub(super) fn run(context: &mut Context, args: &Search) -> Result<ExitCode, Failure> {
    let query = Query::parse(&args.words.join(" "));
    let state = args.state.as_ref().map(|given| state(context, given)).transpose()?;
    let given = [
        (By::Unit, &args.unit),
        (By::Kind, &args.kind),
        (By::Year, &args.year),
        (By::State, &state),
        (By::Collection, &args.collection),
    ];
    let given = given.into_iter().filter_map(|(by, value)| Some((by, value.clone()?)));
    let filters = given.fold(Filters::default(), |filters, (by, value)| filters.with(by, value));
    if query.is_empty() && filters.is_empty() {
        return Err(Failure::misused(Message::new("search-nothing")));
    }
    let record = office::record(context)?;
    let mut ledger = office::ledger(context, &record)?;
    ledger.recall_all()?;
    let shelf = site::shelf_of(&record, &ledger, &*reader())?;
    // Who has the record has all of it.
    let found = shelf.find(&query, &filters, args.page, &|_| true);
    if context.common.json {
        let results = found.hits.iter().map(item).collect();
        context.print.json(&Results { total: found.total, page: found.page, pages: found.pages, results });
        return Ok(ExitCode::SUCCESS);
    }
    if found.total == 0 {
        let text = context.words.word("search-none");
        context.print.line(&text);
        return Ok(ExitCode::SUCCESS);
    }
    let head = context.words.format(
        "search-found",
        [
            ("count", found.total.to_string().as_str()),
            ("page", &found.page.to_string()),
            ("pages", &found.pages.to_string()),
        ],
    );
    context.print.line(&head);
    let rows: Vec<[String; 5]> = found.hits.iter().map(|hit| row(context, hit)).collect();
    for (line, hit) in column::table(&rows).into_iter().zip(&found.hits) {
        context.print.line(&line);
        for passage in &hit.passages {
            let file = passage.file.as_ref().map_or_else(String::new, |file| format!("[{}] ", neutral(file)));
            let text: String = passage.pieces.iter().map(marked).collect();
            context.print.line(&format!("      {file}{text}"));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn item(hit: &Hit) -> Item<'_> {
    let card = &hit.card;
    Item {
        subject: card.subject.as_str(),
        paper: card.paper.as_ref().map(crate::id::Slug::as_str),
        number: card.number.as_deref(),
        title: &card.title,
        unit: &card.unit,
        kind: card.kind.as_deref(),
        state: card.state,
        date: &card.date,
        passages: &hit.passages,
    }
}

/// Day, state, the subject, its number and its title.
fn row(context: &Context, hit: &Hit) -> [String; 5] {
    let card = &hit.card;
    let number = card.number.as_deref().map_or_else(|| "—".to_owned(), neutral);
    let state = context.words.word(&format!("site-state-{}", card.state));
    let date = if card.date.is_empty() { "—".to_owned() } else { card.date.clone() };
    let place = match &card.paper {
        Some(paper) => format!("{}/{IMPORTED}{paper}", card.subject),
        None => card.subject.to_string(),
    };
    [date, state, place, number, neutral(&card.title)]
}

fn marked(piece: &Piece) -> String {
    let text = neutral(&piece.text);
    if piece.mark { format!("【{text}】") } else { text }
}
