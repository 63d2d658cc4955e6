//! Kanhe (勘合): the signed record of an office. Documents live in one git repository; a commit is an act, a tag is a seal, and a
//! site shows it.
//!
//! # Floors
//!
//! Each floor knows the floors below it and nothing of those above or beside it; `tests/floors.rs` reads the imports and holds
//! the code to this order.
//!
//! | floor | modules | what they answer |
//! |---|---|---|
//! | 9 | [`cli`] | what was asked, by whom, when; how it is said; which exit code |
//! | 8 | [`portal`] | who may read what at a server, who is let in, who fetches the record there |
//! | 7 | [`site`], [`demo`] | what a reader sees; an office to play with |
//! | 6 | [`desk`], [`gate`], [`starter`], [`backup`] | how an act comes in, whether a push may, what a record begins with, how it is kept elsewhere and comes back |
//! | 5 | [`parcel`] | how a document goes to another office, and whether what came from there is proven |
//! | 4 | [`ledger`], [`accounts`], [`notices`] | whether each act of a record holds, and what is so after it; who is signed in to a server; who is told that something waits |
//! | 3 | [`record`], [`openpgp`], [`office`] | what git holds; whether a signature is good; what may be done |
//! | 2 | [`words`], [`search`] | what people read; which texts contain the words |
//! | 1 | [`id`] | names and digests |
//! | beside | [`server`], [`oidc`] | files over HTTP, and programs that answer; who signs in at a provider of the office's. They know no other module, and only `cli` and `portal` know them |
//!
//! # Words
//!
//! A **record** is the repository. An **act** is one signed commit on `main`, numbered from 0, the **genesis**. A **subject** is a
//! folder below `content/`; its **docket** is where it stands. A **seal** is a signed tag on an act. The **register** lists units,
//! people and seals. The **root** is the line on paper from which everything is verified, a **checkpoint** the line that commits to
//! everything up to an act. A **verdict** is what verification found.
//!
//! # Files on the user's disk
//!
//! | file | who writes it | may it be deleted? |
//! |---|---|---|
//! | objects, `refs/heads/main`, `refs/tags/seal/` | [`record`], asked by [`desk`]; on a server git itself, if [`gate`] lets it | no: this is the record |
//! | the work tree below `content/` | its owner; [`cli`] begins drafts, [`record`] brings up what the owner has not changed | drafts exist nowhere else |
//! | `<git directory>/kanhe/cache.sqlite` | [`record`] (names), [`ledger`] (snapshots) | yes, it is made again |
//! | `<git directory>/kanhe/texts.sqlite` | [`site`] (the texts of attachments, by the names of their bytes) | yes, they are read again |
//! | `<git directory>/kanhe/accounts.sqlite` | [`accounts`], asked by [`cli`] | no: passwords, the journal and reported faults exist nowhere else |
//! | `<git directory>/kanhe/notices.sqlite` | [`notices`], asked by [`cli`] | yes, while nobody sends: then what waits counts as told |
//! | `<git directory>/kanhe/turn` | [`gate`] | yes, if nobody is pushing |
//! | `refs/kanhe/` in a clone: seals of a remote, and seals whose push has begun | [`record`], asked by [`desk`] | the first yes; the others once `kanhe pull` has nothing left to bring |
//! | `<git directory>/kanhe/backup.json` | [`backup`], asked by [`cli`] | yes: then nobody remembers when the last backup was |
//! | the folder of `kanhe paper` | [`cli`], made by [`site`] | yes: then nobody sees what was not re-entered |
//! | the folder of `kanhe backup` | [`backup`] | no: this is the backup |
//! | `<git directory>/kanhe/site/`, or the folder of `--out` | [`site`] | yes, it is made again |
//! | `<git directory>/kanhe/held/`, or the folder of `--held`: pages that are for some readers only | [`site`] | yes, it is made again |
//! | `<git directory>/hooks/`, settings of the table in [`gate::safety`] | [`gate`], asked by [`cli`], from [`starter`] | then pushes are judged no more |
//! | the folder of `kanhe key register --out`, for an administrator | [`cli`] | yes, once he has it |
//! | the key directory | GnuPG, asked by [`openpgp`] | no: private keys exist nowhere else |
//! | `*.parcel`, `*.receipt` in the folder asked for | [`cli`], made by [`parcel`] | yes, another is written when asked for; what was entered stands in the record |
//! | `record.git`, `clone`, `keys`, `root.txt`, and the partner's `hospital.git`, `hospital`, `parcels`, in the demo's folder | [`demo`] and [`cli`] | yes |
//!
//! # Deliberately absent
//!
//! - A database of what is so: it is computed from the record, and every cache can be deleted. Only what must not be public
//!   (passwords, sessions, the journal, what is reported while the record cannot be written) stands in one.
//! - A clock, an environment variable or a printed line outside [`cli`]: the hour is an argument.
//! - A second way to judge: desk, gate, verifier and site ask the same engine.
//! - Acts by password: who may act is who can sign. Whoever signs in to a server reads or fetches more, and can do no more.
//! - Network but git's own, the server's door, the provider that a server is told to ask who signs in, and where it is told to send notices; scripts a page cannot be read without.

pub mod accounts;
pub mod backup;
pub mod cli;
pub mod demo;
pub mod desk;
pub mod gate;
pub mod id;
pub mod ledger;
pub mod notices;
pub mod office;
pub mod oidc;
pub mod openpgp;
pub mod parcel;
pub mod portal;
pub mod record;
pub mod search;
pub mod server;
pub mod site;
pub mod starter;
pub mod words;
