//! An sshd of the test's own, on this machine only, with forced commands.

use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::Duration;

use crate::world::World;

/// It ends with the test.
pub(crate) struct Sshd {
    child: Child,
    port: u16,
    folder: PathBuf,
    user: String,
}

impl Sshd {
    /// Starts it with an account for each of these names, whose forced command is `kanhe shell` with these arguments.
    pub(crate) fn start(world: &World, accounts: &[(&str, &[&str])]) -> Self {
        let folder = world.path("ssh");
        std::fs::create_dir(&folder).unwrap();
        // Where the daemon puts its unprivileged half when root runs it; Debian's service makes it at its start.
        std::fs::create_dir_all("/run/sshd").ok();
        let make = |name: &str| {
            let path = folder.join(name);
            let args = ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", path.to_str().unwrap()];
            world.feed("ssh-keygen", &folder, &args, b"").good();
            std::fs::read_to_string(path.with_extension("pub")).unwrap()
        };
        let host = make("host");
        let kanhe = env!("CARGO_BIN_EXE_kanhe");
        let lines = accounts
            .iter()
            .map(|(name, args)| format!("command=\"{kanhe} shell {}\",restrict {}", args.join(" "), make(name)));
        std::fs::write(folder.join("authorized_keys"), lines.collect::<String>()).unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let known = host.split(' ').take(2).collect::<Vec<_>>().join(" ");
        std::fs::write(folder.join("known_hosts"), format!("[127.0.0.1]:{port} {known}\n")).unwrap();
        let shown = folder.display();
        let config = format!(
            "Port {port}\nListenAddress 127.0.0.1\nHostKey {shown}/host\nPidFile none\nStrictModes no\nUsePAM no\n\
             AuthorizedKeysFile {shown}/authorized_keys\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n\
             PermitRootLogin forced-commands-only\nAcceptEnv KANHE_LANG GIT_PROTOCOL\nMaxStartups 100\nLogLevel ERROR\n"
        );
        std::fs::write(folder.join("config"), config).unwrap();
        let log = std::fs::File::create(folder.join("log")).unwrap();
        let mut command = world.command("/usr/sbin/sshd", &folder);
        command.args(["-D", "-e", "-f"]).arg(folder.join("config"));
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).spawn().unwrap();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let log = || std::fs::read_to_string(folder.join("log")).unwrap();
            assert!(child.try_wait().unwrap().is_none(), "sshd ended: {}", log());
            std::thread::sleep(Duration::from_millis(20));
        }
        let user = world.feed("id", &folder, &["-un"], b"").good().line().to_owned();
        Self { child, port, folder, user }
    }

    /// The command git is to use for this account.
    pub(crate) fn command(&self, account: &str) -> String {
        let folder = self.folder.display();
        format!(
            "ssh -F /dev/null -p {} -i {folder}/{account} -o IdentitiesOnly=yes -o BatchMode=yes -o StrictHostKeyChecking=yes \
             -o UserKnownHostsFile={folder}/known_hosts -o SendEnv=KANHE_LANG",
            self.port
        )
    }

    /// `user@127.0.0.1`.
    pub(crate) fn host(&self) -> String {
        format!("{}@127.0.0.1", self.user)
    }

    /// Clones a record for this account, which then uses it for everything.
    pub(crate) fn clone(&self, world: &World, account: &str, record: &Path, to: &Path) {
        let ssh = format!("core.sshCommand={}", self.command(account));
        let url = format!("{}:{}", self.host(), record.display());
        world.git(&world.path("home"), &["clone", "-q", "-c", &ssh, &url, to.to_str().unwrap()]).good();
    }

    /// Runs ssh itself, with these arguments.
    pub(crate) fn ssh(&self, world: &World, account: &str, options: &[&str], words: &[&str]) -> crate::world::Said {
        let line = self.command(account);
        let own: Vec<&str> = line.split(' ').filter(|word| !word.is_empty()).collect();
        let host = self.host();
        let args = [&own[1..], options, &[host.as_str()], words].concat();
        world.feed(own[0], &self.folder, &args, b"")
    }
}

impl Drop for Sshd {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
