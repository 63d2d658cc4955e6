//! One document to forty units, with every fate (K1–K11): received, refused and sent again, opened and no more, not even opened, urged.

use std::collections::BTreeMap;
use std::fs;

use super::openings::{self, SUBJECT};
use super::{Office, Served, world};
use world::World;

const UNITS: usize = 40;

fn unit(number: usize) -> String {
    format!("unit-{number:02}")
}

fn clerk(number: usize) -> String {
    format!("clerk-{number:02}")
}

/// Forty units below the office, each with a receiving clerk.
fn office() -> Office {
    Office::found_and(World::new(), &|_| "ed25519", &|world, roster| {
        let mut keys = vec![openings::enter(world, roster, "front", "收发服务器", openings::SERVER)];
        for number in 1..=UNITS {
            let (unit, clerk) = (unit(number), clerk(number));
            let head =
                format!("+++\ntitle = \"第{number}分局\"\nparent = \"office\"\n[posts]\nclerk = \"收文员\"\n+++\n");
            world::write(&roster.join(format!("units/{unit}/index.md")), &head);
            let rest = format!("unit = \"{unit}\"\nposts = [\"{unit}/clerk\"]\n");
            keys.push(openings::enter(world, roster, &clerk, &format!("收文员{number}"), &rest));
        }
        keys
    })
}

/// How many deliveries stand where.
fn fates(office: &Office) -> BTreeMap<&'static str, usize> {
    let mut fates = BTreeMap::new();
    for (_, delivery) in openings::deliveries(office).as_object().unwrap() {
        let fate = match (&delivery["answer"]["is_receipt"], delivery["opened"].is_object()) {
            (serde_json::Value::Bool(true), _) => "received",
            (serde_json::Value::Bool(false), _) => "refused",
            (_, true) => "opened",
            (_, false) => "sent",
        };
        *fates.entry(fate).or_default() += 1;
    }
    fates
}

#[test]
fn one_document_reaches_forty_units_provably() {
    let office = office();
    let clone = office.clone("clone");
    let (home, record) = (office.world.path("home"), office.server.to_str().unwrap().to_owned());
    let act = |who: &str, command: &str, more: &[&str]| office.act(&clone, who, command, SUBJECT, more);
    office.seal(&clone, SUBJECT);
    act("wang-fang", "send", &["--to", "office/*"]).good();
    assert_eq!(fates(&office), BTreeMap::from([("sent", UNITS + 1)]));
    let again = act("wang-fang", "send", &["--to", "office/*", "--reason", "再发一次"]);
    assert!(again.refused("K583").err.contains("office/*"));
    for number in 1..=20 {
        act(&clerk(number), "receive", &["-m", "正文、格式核对无误"]).good();
    }
    for number in 21..=25 {
        act(&clerk(number), "refuse", &["-m", "附件打不开，请重发"]).good();
    }
    assert_eq!(fates(&office), BTreeMap::from([("received", 20), ("refused", 5), ("sent", 16)]));
    let waits = |who: &str| office.world.kanhe(&clone, &["inbox", "--as", who]).good().out;
    assert!(waits("wang-fang").contains("被退回，待重发"));
    act("wang-fang", "send", &["--to", "office/*", "--reason", "附件已换，重发"]).good();
    for number in 21..=25 {
        assert!(waits(&clerk(number)).contains("待签收"));
        act(&clerk(number), "receive", &["-m", "核对无误"]).good();
    }
    // Five look and say nothing.
    let served = Served::with(&office, &["--as", "front"]);
    for number in 26..=30 {
        let who = clerk(number);
        office.world.kanhe(&home, &["--record", &record, "account", "add", &who]).good();
        let cookie = served.cookie_of(&office, &who);
        assert_eq!(served.read(&format!("{SUBJECT}/index.html"), &cookie).0, 200);
    }
    act("wang-fang", "urge", &["-m", "请尽快签收"]).good();
    openings::opened_at(&office, &unit(30));
    assert_eq!(fates(&office), BTreeMap::from([("opened", 5), ("received", 25), ("sent", 11)]));
    let begun = std::time::Instant::now();
    let page = || fs::read_to_string(office.server.join(format!("kanhe/site/{SUBJECT}/index.html"))).unwrap();
    while page().matches("fate-opened\"").count() != 6 {
        assert!(begun.elapsed() < openings::LIMIT, "{}", page());
        std::thread::sleep(std::time::Duration::from_millis(200));
    }
    let page = page();
    assert!(page.contains("共 41 处") && page.contains("已签收 25") && page.contains("未签收 11"), "{page}");
    openings::verifies(&office);
}
