//! Signing in at the real server with real certificates (D12).

#![expect(clippy::unwrap_used, reason = "what is not there in a test is a failed test")]

mod world;

use world::served::{Answer, Served};
use world::{Office, World};

/// The line that has to be signed.
fn challenge(served: &Served) -> String {
    let page = served.ask("_account/certificate", None, &[]).text;
    page.split("name=\"challenge\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

fn enter(served: &Served, who: &str, challenge: &str, signature: &str) -> Answer {
    let form = [("name", who), ("challenge", challenge), ("signature", signature)];
    served.ask("_account/certificate", Some(&form), &[])
}

#[test]
fn a_registered_certificate_signs_in_and_no_other() {
    // ECDSA signatures have two forms, of which one counts.
    let office = Office::found_with(World::new(), &|slug| if slug == "li-ming" { "nistp256" } else { "ed25519" });
    let home = office.world.path("home");
    let record = office.server.to_str().unwrap().to_owned();
    let people = ["chen-wen", "li-ming", "xu-jing"];
    office.world.kanhe(&home, &[&["--record", &record, "account", "add"][..], &people].concat()).good();
    let served = Served::new(&office, &[]);
    let sign = |key: &str, line: &str| office.world.sign(&office.keys[key], &[], format!("{line}\n").as_bytes());
    for who in ["chen-wen", "li-ming"] {
        let line = challenge(&served);
        assert!(line.starts_with("kanhe-login v1 "), "{line}");
        let signature = sign(who, &line);
        let entered = enter(&served, who, &line, &signature);
        assert_eq!((entered.status, entered.field("location")), (303, "/"), "{who}: {}", entered.text);
        assert!(entered.cookie().starts_with("kanhe="), "{who}");
        // The same once more.
        let again = enter(&served, who, &line, &signature);
        assert!(again.status == 200 && again.cookie().is_empty(), "{who}");
    }
    // Another's certificate, a retired one, another line, no signature.
    let line = challenge(&served);
    let signature = sign("chen-wen", &line);
    assert_eq!(enter(&served, "li-ming", &line, &signature).status, 200);
    let line = challenge(&served);
    let signature = sign("xu-jing", &line);
    assert_eq!(enter(&served, "xu-jing", &line, &signature).status, 200);
    let (line, other) = (challenge(&served), challenge(&served));
    let signature = sign("chen-wen", &other);
    assert_eq!(enter(&served, "chen-wen", &line, &signature).status, 200);
    assert_eq!(enter(&served, "chen-wen", &challenge(&served), "no signature").status, 200);
    let journal = office.world.kanhe(&home, &["--record", &record, "--json", "account", "journal"]).good().json();
    let count = |what: &str| journal.as_array().unwrap().iter().filter(|line| line["what"] == what).count();
    assert_eq!((count("signed-in-by-certificate"), count("wrong-proof")), (2, 6), "{journal}");
}
