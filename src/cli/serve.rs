//! `kanhe serve`: build the site, serve it, and rebuild what each act touches.

use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use clap::Args;

use super::failure::Failure;
use super::keep::Keeping;
use super::printer::Printer;
use super::pulse::{Log, OfPeople, Pulse};
use super::service::Service;
use super::sign_in::SignIn;
use super::telling::{self, Telling};
use super::{Context, account, build, clock, office, shell};
use crate::accounts::{self, Accounts};
use crate::portal::{Met, Offer, Portal, Way};
use crate::search::Audience;
use crate::server::{
    Address, Door, DoorError, DoorSettings, Method, Passage, Reach, Request, Response, Site as Files, Watch,
    WatchedPath,
};
use crate::site::{Built, Finder, Site};
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
    #[arg(long, value_name = "PATH", conflicts_with_all = ["listen", "public"])]
    socket: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    held: Option<PathBuf>,
    #[arg(long, conflicts_with_all = ["public", "behind_front"])]
    preview: bool,
    #[arg(long)]
    public: bool,
    #[arg(long)]
    search_index: bool,
    #[arg(long)]
    behind_front: bool,
    #[arg(long)]
    https: bool,
    #[arg(long, value_name = "URL", value_parser = build::address)]
    address: Option<String>,
    #[arg(long, value_name = "FORM", default_value = "none")]
    log: Log,
    #[arg(long = "as", id = "as", value_name = "PERSON", conflicts_with = "preview")]
    service: Option<String>,
    #[arg(long, value_name = "FILE", requires = "as")]
    passphrase: Option<PathBuf>,
    #[arg(long, value_name = "FILE", conflicts_with = "preview")]
    notices: Option<PathBuf>,
    #[command(flatten)]
    sign_in: SignIn,
}

impl Serve {
    fn listens(&self) -> Address {
        self.socket.clone().map_or(Address::Tcp(self.listen), Address::Unix)
    }
}

pub(super) fn run(context: &mut Context, args: &Serve) -> Result<ExitCode, Failure> {
    // Each client has a thread, and each thread memory of its own: in huge pages a client would take two megabytes. Where they cannot be
    // done without, it does.
    rustix::thread::disable_transparent_huge_pages(true).unwrap_or_default();
    let record = office::record(context)?;
    // What is previewed holds all of a clone: it is never where a server's site stands.
    if args.preview && record.worktree().is_none() {
        return Err(Failure::misused(Message::new("cli-preview-no-worktree")));
    }
    let own = if args.preview { "preview" } else { "site" };
    let out = args.out.clone().unwrap_or_else(|| record.git_dir().join("kanhe").join(own));
    let held = args.held.clone().unwrap_or_else(|| record.git_dir().join("kanhe").join("held"));
    let place = record.worktree().unwrap_or_else(|| record.git_dir()).to_owned();
    let git_dir = record.git_dir().to_owned();
    // A clone has no gate, and who looks at his own drafts offers nothing.
    let is_server = record.worktree().is_none() && !args.preview;
    drop(record);
    let mut site = build::open(context, &place, &out, args.preview)?;
    site.index_for_scripts(args.search_index);
    if let Some(address) = &args.address {
        site.stand_at(address);
    }
    if !args.preview {
        make_private(&held)?;
        site.hold_in(&held);
    }
    if args.behind_front {
        site.be_fronted();
    }
    site.look_at_the_clock(clock::seconds());
    site.close_before_building();
    // Who looks at his own drafts needs no account for it.
    site.receive_people(!args.preview);
    // What cannot be served is not built. Whoever comes meanwhile gets the former site, or is told that it is being built.
    let kept = accounts::place(&git_dir);
    let accounts = Accounts::open(&kept).map_err(|error| account::failure(&error))?;
    let _keeping = Keeping::begin(&kept)?;
    let way = Way { secure: args.https, front: args.behind_front };
    let accounts = Arc::new(accounts);
    let mut service = match &args.service {
        // A clone's acts go to its server: only there is something opened.
        Some(_) if !is_server => return Err(Failure::misused(Message::new("serve-service-clone"))),
        Some(name) => {
            let key = (name.as_str(), args.passphrase.as_deref());
            Some(Service::open(context, &git_dir, key, Arc::clone(&accounts))?)
        }
        None => None,
    };
    // What is told is a server's to tell: a clone has its own record of what was.
    let notices = match &args.notices {
        Some(_) if !is_server => return Err(Failure::misused(Message::new("serve-notices-clone"))),
        Some(path) => Some((path, telling::settings(path)?)),
        None => None,
    };
    let portal = args.sign_in.tell(Portal::new(Arc::clone(&accounts), site.lobby(), way))?;
    let portal = match &notices {
        Some((_, settings)) => portal.telling(settings.offered()),
        None => portal,
    };
    let portal = if is_server { portal.offering(offer(args, &git_dir)) } else { portal };
    let pulse = Arc::new(Pulse::begin(site.ledger().head().seq + 1));
    let door = open_door(args, (&out, &held), site.finder(), portal, Arc::clone(&pulse))?;
    build::build(context, &mut site)?;
    let begin = |(path, settings): (&PathBuf, _)| Telling::begin(&settings, (path, &git_dir), (&site, &accounts));
    let mut telling = notices.map(begin).transpose()?;
    let (tell, told) = mpsc::channel();
    stop_when_told(&tell)?;
    let watch = watch(context, &site, &git_dir, args.preview, tell)?;
    let address = door.address().to_string();
    let key = if args.socket.is_some() { "serve-at-socket" } else { "serve-at" };
    let text = context.words.format(key, [("address", address.as_str())]);
    context.print.line(&text);
    if let Some(service) = &mut service {
        service.write_down(&mut context.print, &context.words, &site);
    }
    while let Ok(Told::Changed) | Err(RecvTimeoutError::Timeout) = told.recv_timeout(NET) {
        site.look_at_the_clock(clock::seconds());
        let built = follow(&mut context.print, &context.words, &mut site, args, &pulse);
        if let Some(telling) = &mut telling {
            telling.follow(&mut context.print, &context.words, &site, built.as_ref());
        }
        if let Some(service) = &mut service {
            service.write_down(&mut context.print, &context.words, &site);
        }
    }
    drop(watch);
    drop(telling);
    door.stop();
    Ok(ExitCode::SUCCESS)
}

/// The record for who fetches it or pushes to it: never where others could hear his password.
fn offer(args: &Serve, git_dir: &Path) -> Offer {
    let is_safe = args.https || !(args.public || args.behind_front);
    Offer { git_dir: git_dir.to_owned(), env: shell::environment().collect(), is_safe }
}

/// What the server is told while it runs.
enum Told {
    /// Something changed on the disk.
    Changed,
    /// It has to stop.
    Stop,
}

/// Stops in order when the system or a person says so: nobody is let in any more, answers that are being sent have a short grace.
fn stop_when_told(tell: &mpsc::Sender<Told>) -> Result<(), Failure> {
    use signal_hook::consts::{SIGINT, SIGTERM};
    let failed = |error: std::io::Error| {
        Failure::failed(Message::new("serve-failed").with("what", "SIGTERM").with("error", error))
    };
    let mut signals = signal_hook::iterator::Signals::new([SIGINT, SIGTERM]).map_err(failed)?;
    let tell = tell.clone();
    let listen = move || {
        if signals.forever().next().is_some() {
            drop(tell.send(Told::Stop));
        }
        // Whoever says it again does not want to wait.
        if signals.forever().next().is_some() {
            drop(signal_hook::low_level::emulate_default_handler(SIGTERM));
        }
    };
    std::thread::Builder::new().name("kanhe-signals".to_owned()).spawn(listen).map(drop).map_err(failed)
}

/// Watches refs for acts, and the work tree for drafts.
fn watch(
    context: &Context,
    site: &Site,
    git_dir: &Path,
    preview: bool,
    tell: mpsc::Sender<Told>,
) -> Result<Watch, Failure> {
    let mut paths = vec![
        WatchedPath { path: git_dir.to_owned(), recursive: false },
        WatchedPath { path: git_dir.join("refs"), recursive: true },
    ];
    if preview {
        let worktree = site.worktree().ok_or_else(|| Failure::misused(Message::new("cli-preview-no-worktree")))?;
        let content = worktree.join("content");
        if content.is_dir() {
            paths.push(WatchedPath { path: content, recursive: true });
        }
    }
    let what = context.words.word("serve-watch");
    Watch::start(&paths, QUIET, move || tell.send(Told::Changed).unwrap_or_default())
        .map_err(|error| Failure::failed(Message::new("serve-failed").with("what", what).with("error", error)))
}

/// A folder that its owner, and who is in its group, may enter.
fn make_private(folder: &Path) -> Result<(), Failure> {
    let made = std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o750)));
    made.map_err(|error| {
        let what = folder.display();
        Failure::failed(Message::new("serve-failed").with("what", what).with("error", error))
    })
}

fn open_door(
    args: &Serve,
    (out, held): (&Path, &Path),
    finder: Arc<Finder>,
    portal: Portal,
    pulse: Arc<Pulse>,
) -> Result<Door, Failure> {
    let scratch = std::env::temp_dir();
    let mut settings = DoorSettings::new(args.listens(), scratch, clock::now);
    settings.reach = if args.public { Reach::Public } else { Reach::Loopback };
    let (files, held) = (Files::new(out), Files::new(held));
    let portal = portal.beside(files.clone());
    let (preview, log, https) = (args.preview, args.log, args.https);
    let respond = move |request: &Request, portal: &Portal| match portal.meet(request, clock::seconds()) {
        Met::Answered(response) => response,
        Met::Let(guest) => {
            // Who looks at his own clone has all of it.
            let found = found(&finder, request, &|audience| preview || guest.may_find(audience));
            let files = if guest.is_reader() { &held } else { &files };
            guest.keep_private(found.unwrap_or_else(|| files.answer(&guest.asks(request))))
        }
    };
    let portal = Arc::new(portal);
    let gateway = Arc::clone(&portal);
    let counted = Arc::clone(&pulse);
    let pass = move |request: &Request| {
        let begun = clock::instant();
        let passage = gateway.pass(request, clock::seconds())?;
        // How a program's answer ends nobody knows yet; who came for it stands in the journal of accounts.
        if let Passage::Answer(response) = &passage {
            counted.answered(log, &gateway.address(request), request, response, begun.elapsed());
        }
        Some(passage)
    };
    let answer = move |request: &Request| {
        let begun = clock::instant();
        let told = pulse.answer(request, || OfPeople {
            signed_in: portal.signed_in().ok(),
            unwritten: portal.unwritten(),
            faults: portal.open_faults().ok(),
        });
        let response = told.unwrap_or_else(|| respond(request, &portal));
        let response = if https { response.with("Strict-Transport-Security", "max-age=31536000") } else { response };
        pulse.answered(log, &portal.address(request), request, &response, begun.elapsed());
        response
    };
    Door::open_with(&settings, answer, pass).map_err(|error| closed(&args.listens(), error))
}

/// Why the door does not open.
fn closed(address: &Address, error: DoorError) -> Failure {
    match error {
        DoorError::NotLoopback { found } => Failure::misused(Message::new("serve-public").with("address", found)),
        DoorError::Taken(path) => Failure::failed(Message::new("serve-taken").with("path", path.display())),
        DoorError::Listen { address: Address::Unix(path), source } => {
            Failure::failed(Message::new("serve-socket").with("path", path.display()).with("error", source))
        }
        DoorError::None { .. } | DoorError::Listen { .. } | DoorError::Room { .. } | DoorError::Thread { .. } => {
            Failure::failed(Message::new("serve-failed").with("what", address).with("error", error))
        }
    }
}

/// The page or the feed of results, if one was asked for.
fn found(finder: &Finder, request: &Request, may_see: &dyn Fn(&Audience) -> bool) -> Option<Response> {
    let question = request.question().filter(|_| matches!(request.method, Method::Get | Method::Head))?;
    // A page that cannot be made is not there; the one without results is.
    // What a program keeps elsewhere is what is for all, whoever asks.
    let is_for_all = |audience: &Audience| matches!(audience, Audience::Staff);
    if let Some(feed) = finder.feed(&question.path, &question.fields, &is_for_all) {
        let response = Response::feed(request, feed.ok()?).ok()?;
        return Some(if request.method == Method::Head { response.without_body() } else { response });
    }
    let page = finder.answer(&question.path, &question.fields, may_see)?.ok()?;
    let response = Response::page(page);
    Some(if request.method == Method::Head { response.without_body() } else { response })
}

/// Takes in what came. What cannot be taken in is said; the pages that are there stay.
fn follow(print: &mut Printer, words: &Catalogue, site: &mut Site, args: &Serve, pulse: &Pulse) -> Option<Built> {
    let followed = site.follow();
    let drafts = if args.preview { site.make_drafts().map(drop) } else { Ok(()) };
    match followed.and_then(|built| drafts.map(|()| built)) {
        Ok(built) => {
            pulse.followed(site.ledger().head().seq + 1, built.pages);
            if let (Some(first), Some(last)) = (built.acts.first(), built.acts.last()) {
                let (first, last, pages) = (first.to_string(), last.to_string(), built.pages.to_string());
                let text = if first == last {
                    words.format("serve-followed-one", [("act", first.as_str()), ("pages", &pages)])
                } else {
                    words.format("serve-followed", [("first", first.as_str()), ("last", &last), ("pages", &pages)])
                };
                print.note(&text);
            }
            Some(built)
        }
        Err(error) => {
            pulse.failed(&error.to_string());
            let failure = build::failure(error);
            print.failure(words, &failure);
            None
        }
    }
}
