//! Signing in, as somebody does who has just been given an account: with the initial password, another of his own, out again.

use crate::driver::Browser;
use crate::office::Office;
use crate::shots;

const GOOD: &str = "mzpt3kub-W";

fn fill(browser: &Browser, field: &str, text: &str) {
    browser
        .ask(&format!("(document.getElementById({field:?}).value = '', document.getElementById({field:?}).focus())"));
    text.chars().for_each(|key| browser.press(key));
}

#[test]
fn somebody_signs_in_for_the_first_time_and_out_again() {
    let office = Office::new();
    let record = office.record();
    let record = record.to_str().unwrap();
    let given = office.kanhe(&["--record", record, "--json", "account", "add", "bai-jingshu"]);
    let given: serde_json::Value = serde_json::from_str(&given).unwrap();
    let initial = given[0]["password"].as_str().unwrap();
    let served = office.serve(&["--record", record]);
    let browser = Browser::start();
    browser.open(&served.address);
    browser.click(".foot-nav a[href$='_account/index.html']");
    browser.wait("the page to sign in", "document.querySelector('.sign-in #password')");
    for width in [390, 1280] {
        browser.resize(width);
        browser.picture(&shots().join(format!("sign-in-{width}.png")));
    }
    fill(&browser, "name", "bai-jingshu");
    fill(&browser, "password", "not-it");
    browser.click(".sign-in button");
    browser.wait("what was wrong", "document.querySelector('.form-faults')");
    fill(&browser, "password", initial);
    browser.click(".sign-in button");
    browser.wait("the choice of a password", "document.querySelector('.sign-in #again')");
    browser.picture(&shots().join("choose-1280.png"));
    for (field, text) in [("old", initial), ("new", GOOD), ("again", GOOD)] {
        fill(&browser, field, text);
    }
    browser.click(".sign-in button");
    browser.wait("the first page", "document.querySelector('.areas')");
    browser.click(".foot-nav a[href$='_account/index.html']");
    browser.wait("his account", "document.querySelector('.sign-out')");
    for width in [390, 1280] {
        browser.resize(width);
        browser.picture(&shots().join(format!("account-{width}.png")));
    }
    assert!(browser.text("document.querySelector('.entries').textContent").contains("127.0.0.1"));
    assert_eq!(browser.text("document.cookie"), "", "no script sees the session");
    browser.click(".sign-out button");
    browser.wait("the first page", "document.querySelector('.areas')");
    browser.open(&format!("{}_account/index.html", served.address));
    browser.wait("the page to sign in again", "document.querySelector('.sign-in #password')");
    let journal = office.kanhe(&["--record", record, "--json", "account", "journal", "--person", "bai-jingshu"]);
    let journal: serde_json::Value = serde_json::from_str(&journal).unwrap();
    let what: Vec<&str> = journal.as_array().unwrap().iter().filter_map(|line| line["what"].as_str()).collect();
    assert_eq!(what, ["opened", "wrong", "signed-in", "chosen", "read", "signed-out"]);
}
