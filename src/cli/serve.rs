//! `kanhe serve`: build the site, serve it, and rebuild what each act touches.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use clap::Args;

use super::failure::Failure;
use super::printer::Printer;
use super::{Context, account, build, clock, office, shell};
use crate::accounts::{self, Accounts};
use crate::portal::{Offer, Portal, Way};
use crate::search::Audience;
use crate::server::{
    Door, DoorError, DoorSettings, Method, Reach, Request, Response, Site as Files, Watch, WatchedPath,
};
use crate::site::{Finder, Site};
use crate::words::{Catalogue, Message};

/// How long the record must be quiet before it is read again.
const QUIET: Duration = Duration::from_millis(40);
/// How often it is looked at even if nobody says that it changed.
const NET: Duration = Duration::from_secs(30);

/// Serve the site.
#[derive(Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(super) struct Serve {
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[arg(long)]
    preview: bool,
    #[arg(long)]
    public: bool,
    #[arg(long)]
    search_index: bool,
    #[arg(long)]
    behind_front: bool,
    #[arg(long)]
    https: bool,
}

pub(super) fn run(context: &mut Context, args: &Serve) -> Result<ExitCode, Failure> {
    let record = office::record(context)?;
    let out = args.out.clone().unwrap_or_else(|| record.git_dir().join("kanhe").join("site"));
    let place = record.worktree().unwrap_or_else(|| record.git_dir()).to_owned();
    let git_dir = record.git_dir().to_owned();
    // A clone has no gate, and who looks at his own drafts offers nothing.
    let is_server = record.worktree().is_none() && !args.preview;
    drop(record);
    let mut site = build::open(context, &place, &out, args.preview)?;
    site.index_for_scripts(args.search_index);
    // Who looks at his own drafts needs no account for it.
    site.receive_people(!args.preview);
    // What cannot be served is not built. Whoever comes meanwhile gets the former site, or is told that it is being built.
    let accounts = Accounts::open(&accounts::place(&git_dir)).map_err(|error| account::failure(&error))?;
    let way = Way { secure: args.https, front: args.behind_front };
    let portal = Portal::new(Arc::new(accounts), site.lobby(), way);
    let portal = if is_server { portal.offering(offer(args, &git_dir)) } else { portal };
    let door = open_door(args, &out, site.finder(), portal)?;
    build::build(context, &mut site)?;
    let (tell, told) = mpsc::channel();
    let watch = watch(context, &site, &git_dir, args.preview, tell)?;
    let address = door.local_addr().to_string();
    let text = context.words.format("serve-at", [("address", address.as_str())]);
    context.print.line(&text);
    while let Ok(()) | Err(RecvTimeoutError::Timeout) = told.recv_timeout(NET) {
        follow(&mut context.print, &context.words, &mut site, args);
    }
    drop(watch);
    door.stop();
    Ok(ExitCode::SUCCESS)
}

/// The record for who fetches it or pushes to it: never where others could hear his password.
fn offer(args: &Serve, git_dir: &std::path::Path) -> Offer {
    let is_safe = args.https || !(args.public || args.behind_front);
    Offer { git_dir: git_dir.to_owned(), env: shell::environment().collect(), is_safe }
}

/// Watches refs for acts, and the work tree for drafts.
fn watch(
    context: &Context,
    site: &Site,
    git_dir: &std::path::Path,
    preview: bool,
    tell: mpsc::Sender<()>,
) -> Result<Watch, Failure> {
    let mut paths = vec![
        WatchedPath { path: git_dir.to_owned(), recursive: false },
        WatchedPath { path: git_dir.join("refs"), recursive: true },
    ];
    if preview {
        let worktree = site.worktree().ok_or_else(|| Failure::misused(Message::new("cli-no-worktree")))?;
        let content = worktree.join("content");
        if content.is_dir() {
            paths.push(WatchedPath { path: content, recursive: true });
        }
    }
    let what = context.words.word("serve-watch");
    Watch::start(&paths, QUIET, move || tell.send(()).unwrap_or_default())
        .map_err(|error| Failure::failed(Message::new("serve-failed").with("what", what).with("error", error)))
}

fn open_door(args: &Serve, out: &std::path::Path, finder: Arc<Finder>, portal: Portal) -> Result<Door, Failure> {
    let scratch = std::env::temp_dir();
    let mut settings = DoorSettings::new(args.listen, scratch, clock::now);
    settings.reach = if args.public { Reach::Public } else { Reach::Loopback };
    let files = Files::new(out);
    let portal = Arc::new(portal);
    let gateway = Arc::clone(&portal);
    let pass = move |request: &Request| gateway.pass(request, clock::seconds());
    let answer = move |request: &Request| {
        portal
            .answer(request, clock::seconds())
            .unwrap_or_else(|| portal.keep_private(found(&finder, request).unwrap_or_else(|| files.answer(request))))
    };
    Door::open_with(&settings, answer, pass).map_err(|error| match error {
        DoorError::NotLoopback { found } => Failure::misused(Message::new("serve-public").with("address", found)),
        DoorError::None { .. } | DoorError::Listen { .. } | DoorError::Room { .. } | DoorError::Thread { .. } => {
            Failure::failed(Message::new("serve-failed").with("what", args.listen).with("error", error))
        }
    })
}

/// The page of results, if one was asked for.
fn found(finder: &Finder, request: &Request) -> Option<Response> {
    let question = request.question().filter(|_| matches!(request.method, Method::Get | Method::Head))?;
    // A page that cannot be made is not there; the one without results is.
    let page = finder.answer(&question.path, &question.fields, &may_see)?.ok()?;
    let response = Response::page(page);
    Some(if request.method == Method::Head { response.without_body() } else { response })
}

/// Whether whoever asks may see a text. All staff may see what is for all staff, and nobody is known by name yet.
fn may_see(audience: &Audience) -> bool {
    match audience {
        Audience::Staff => true,
        Audience::Units(_) => false,
    }
}

/// Takes in what came. What cannot be taken in is said; the pages that are there stay.
fn follow(print: &mut Printer, words: &Catalogue, site: &mut Site, args: &Serve) {
    let followed = site.follow();
    let drafts = if args.preview { site.make_drafts().map(drop) } else { Ok(()) };
    match followed.and_then(|built| drafts.map(|()| built)) {
        Ok(built) => {
            if let (Some(first), Some(last)) = (built.acts.first(), built.acts.last()) {
                let (first, last, pages) = (first.to_string(), last.to_string(), built.pages.to_string());
                let text = if first == last {
                    words.format("serve-followed-one", [("act", first.as_str()), ("pages", &pages)])
                } else {
                    words.format("serve-followed", [("first", first.as_str()), ("last", &last), ("pages", &pages)])
                };
                print.note(&text);
            }
        }
        Err(error) => {
            let failure = build::failure(error);
            print.failure(words, &failure);
        }
    }
}
