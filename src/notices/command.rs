//! A program of the office's that is given a notice: to send it as a short message, say. It is called without a shell.
//!
//! On its standard input is one object of JSON: `person`, `name`, `email`, `mobile`, `language`, `subject`, `text`, `link`, `counts`, and `id`, which
//! stays the same when it is called again. Its exit code says what became of it: 0 done; 75 (`EX_TEMPFAIL` of sysexits.h) not now, it is called
//! again; any other, never.

use std::io::{Read as _, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::json;

use super::post::Outcome;
use super::queue::Claimed;
use super::settings::CommandSettings;

/// `EX_TEMPFAIL`.
const LATER: i32 = 75;
/// How much of what it complains of is kept.
const SAID: u64 = 2_000;

/// Calls the program.
pub(super) fn send(settings: &CommandSettings, claimed: &Claimed) -> Outcome {
    let Some((program, args)) = settings.argv.split_first() else {
        return Outcome::Refused("expected a program, found none".to_owned());
    };
    let mut command = Command::new(program);
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    match command.spawn() {
        Ok(child) => attend(child, input(claimed), Duration::from_secs(settings.seconds.into())),
        Err(error) => Outcome::Away(format!("{program}: {error}")),
    }
}

fn input(claimed: &Claimed) -> String {
    let (letter, reader) = (&claimed.body.letter, claimed.body.reader.as_ref());
    json!({
        "id": claimed.name,
        "person": reader.map(|reader| reader.person.as_str()),
        "name": reader.map(|reader| reader.name.as_str()),
        "email": reader.map(|reader| reader.email.as_str()),
        "mobile": reader.and_then(|reader| reader.mobile.as_deref()),
        "language": reader.map(|reader| reader.language.as_str()),
        "subject": letter.subject,
        "text": letter.text(),
        "link": letter.links.first().map(|(_, address)| address),
        "counts": letter.counts,
    })
    .to_string()
}

/// Gives it its input, and waits so long for its end.
fn attend(mut child: Child, input: String, time: Duration) -> Outcome {
    let (stdin, stderr) = (child.stdin.take(), child.stderr.take());
    // A program that does not read what it is told closes the pipe: that is its right.
    let write = std::thread::Builder::new().spawn(move || {
        if let Some(mut stdin) = stdin {
            stdin.write_all(input.as_bytes()).unwrap_or_default();
        }
    });
    let (tell, told) = mpsc::channel();
    let read = std::thread::Builder::new().spawn(move || {
        let mut said = Vec::new();
        let mut stderr = stderr;
        if let Some(stderr) = &mut stderr {
            drop(stderr.take(SAID).read_to_end(&mut said));
        }
        drop(tell.send(String::from_utf8_lossy(&said).trim().to_owned()));
        // Whoever says more must not die of nobody listening.
        if let Some(stderr) = &mut stderr {
            drop(std::io::copy(stderr, &mut std::io::sink()));
        }
    });
    let ended = wait(&mut child, time);
    drop((write, read));
    let said = told.recv_timeout(Duration::from_millis(200)).unwrap_or_default();
    let told = |what: String| crate::words::neutral(format!("{what} {said}").trim());
    match ended {
        Ok(Some(status)) => match status.code() {
            Some(0) => Outcome::Sent,
            Some(LATER) => Outcome::Later(told(format!("exit {LATER}"))),
            Some(code) => Outcome::Refused(told(format!("exit {code}"))),
            None => Outcome::Unknown(told(status.to_string())),
        },
        Ok(None) => Outcome::Unknown(told(format!("expected an end within {} s, found none", time.as_secs()))),
        Err(error) => Outcome::Unknown(told(error.to_string())),
    }
}

/// Waits for its end, and ends it when its time is over.
fn wait(child: &mut Child, time: Duration) -> std::io::Result<Option<std::process::ExitStatus>> {
    let step = Duration::from_millis(20);
    let mut waited = Duration::ZERO;
    while waited < time {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        std::thread::sleep(step);
        waited += step;
    }
    child.kill()?;
    child.wait()?;
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(script: &str) -> Outcome {
        let mut command = Command::new("sh");
        command.args(["-c", script]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        attend(command.spawn().unwrap(), "{}".to_owned(), Duration::from_secs(30))
    }

    /// What it says beyond what is kept is let go of, and it is not stopped by that.
    #[test]
    fn a_program_may_say_as_much_as_it_likes() {
        assert_eq!(outcome("head -c 1000000 /dev/zero | tr '\\0' x >&2; exit 0"), Outcome::Sent);
        let Outcome::Refused(said) = outcome("head -c 1000000 /dev/zero | tr '\\0' x >&2; exit 3") else { panic!() };
        assert!(said.starts_with("exit 3 xxxx"), "{said}");
        assert_eq!(outcome("exec 0<&-; exit 75"), Outcome::Later("exit 75".to_owned()));
    }
}
