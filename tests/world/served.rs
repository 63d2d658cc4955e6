//! The real server over a record, until the test ends.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};

use super::Office;

/// A server that ends with the test.
pub struct Served {
    /// Its process.
    pub process: Child,
    /// Where it is: `http://127.0.0.1:<port>/`.
    pub address: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        // One that has ended already is as good.
        self.process.kill().ok();
        self.process.wait().unwrap();
    }
}

/// What it answered.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Its fields, by names in small letters.
    pub fields: Vec<(String, String)>,
    /// The text.
    pub text: String,
}

impl Answer {
    /// A field, or nothing.
    pub fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }

    /// The value of the cookie that was set.
    pub fn cookie(&self) -> &str {
        self.field("set-cookie").split(';').next().unwrap()
    }
}

impl Served {
    /// Serves the record of that office, with these options more.
    pub fn new(office: &Office, more: &[&str]) -> Self {
        let (process, address) = start(office, more);
        Self { process, address }
    }

    /// The same with these variables in its environment.
    pub fn with_env(office: &Office, more: &[&str], env: &[(&str, &str)]) -> Self {
        let (process, address) = start_with(office, more, env);
        Self { process, address }
    }

    /// Asks for a path, or sends a form to it, with these fields.
    pub fn ask(&self, path: &str, form: Option<&[(&str, &str)]>, fields: &[(&str, &str)]) -> Answer {
        let config = ureq::config::Config::builder().http_status_as_error(false).max_redirects(0).build();
        let agent = ureq::Agent::new_with_config(config);
        let url = format!("{}{path}", self.address);
        let mut answer = if let Some(form) = form {
            let post = fields.iter().fold(agent.post(&url), |post, (name, value)| post.header(*name, *value));
            post.send_form(form.iter().copied()).unwrap()
        } else {
            fields.iter().fold(agent.get(&url), |get, (name, value)| get.header(*name, *value)).call().unwrap()
        };
        let fields = answer.headers().iter();
        let fields = fields.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect();
        let status = answer.status().as_u16();
        Answer { status, fields, text: answer.body_mut().read_to_string().unwrap() }
    }

    /// Signs somebody in with his initial password and has him choose another.
    pub fn choose(&self, who: &str, initial: &str, chosen: &str) {
        let entered = self.ask("_account/sign-in", Some(&[("name", who), ("password", initial)]), &[]);
        let cookie = [("Cookie", entered.cookie())];
        let page = self.ask("_account/password", None, &cookie).text;
        let guard = page.split("name=\"guard\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let form = [("guard", guard), ("old", initial), ("new", chosen), ("again", chosen)];
        let done = self.ask("_account/password", Some(&form), &cookie);
        assert_eq!(done.status, 303, "{who}: {}", done.text);
    }
}

/// Starts a server over the record of that office, with these options more, and says where it is.
pub fn start(office: &Office, more: &[&str]) -> (Child, String) {
    start_with(office, more, &[])
}

/// The same with these variables in its environment.
pub fn start_with(office: &Office, more: &[&str], env: &[(&str, &str)]) -> (Child, String) {
    let mut command = office.world.command(env!("CARGO_BIN_EXE_kanhe"), &office.world.path("home"));
    let record = office.server.to_str().unwrap();
    command.args(["--record", record, "serve", "--listen", "127.0.0.1:0"]).args(more).stdout(Stdio::piped());
    command.envs(env.iter().copied());
    let mut process = command.spawn().unwrap();
    let mut said = String::new();
    BufReader::new(process.stdout.take().unwrap()).read_line(&mut said).unwrap();
    let address = said.split_whitespace().find(|word| word.starts_with("http://")).unwrap().to_owned();
    (process, address)
}
