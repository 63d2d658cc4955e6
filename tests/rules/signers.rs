//! Whose certificate signs.

use kanhe::office::{Standing, Violation};

use crate::world::{A, World, doc, edit, fingerprint, put};

#[test]
fn an_unknown_certificate_does_nothing() {
    let violation = World::new().by("stranger").submit(doc()).refused(201);
    assert!(matches!(violation, Violation::UnknownSigner { fingerprint: f } if f == fingerprint("stranger")));
}

#[test]
fn an_unknown_certificate_with_a_known_name_does_nothing() {
    World::submitted().by("lin").signed_with("stranger").approve("同意").refused(201);
}

#[test]
fn a_suspended_certificate_does_nothing() {
    let violation = World::submitted().by("he").approve("同意").refused(202);
    assert!(
        matches!(violation, Violation::NotActive { standing: Standing::Suspended, holder, .. } if holder == "何平")
    );
}

#[test]
fn a_retired_certificate_does_nothing() {
    let violation = World::submitted().by("gao").approve("同意").refused(202);
    assert!(matches!(violation, Violation::NotActive { standing: Standing::Retired, .. }));
}

#[test]
fn a_seals_key_seals_and_does_not_act() {
    let violation = World::submitted().by("lin").signed_with("seal finance").approve("同意").refused(203);
    assert!(matches!(violation, Violation::SealSigned { seal } if seal.as_str() == "finance"));
}

#[test]
fn a_seals_key_does_not_sign_the_sealing_either() {
    World::issued().by("sun").signed_with("seal finance").seal("finance").refused(203);
}

#[test]
fn a_retired_seals_key_does_not_act() {
    World::submitted().by("lin").signed_with("seal finance-old").approve("同意").refused(203);
}

#[test]
fn somebody_elses_certificate_does_not_fit_ones_name() {
    World::submitted().by("lin").signed_with("ma").approve("同意").refused(204);
}

#[test]
fn the_name_is_the_registers() {
    for name in ["林 芳", "林芳 ", "Lin Fang", ""] {
        let violation = World::submitted().by("lin").named(name, "lin@linjiang.example").approve("同意").refused(204);
        let Violation::Identity { expected, found } = violation else { unreachable!() };
        assert_eq!(expected, "林芳 <lin@linjiang.example>");
        assert_eq!(found, format!("{name} <lin@linjiang.example>"));
    }
}

#[test]
fn the_mail_address_is_the_registers() {
    for email in ["lin@linjiang.example.org", "Lin@linjiang.example", ""] {
        World::submitted().by("lin").named("林芳", email).approve("同意").refused(204);
    }
}

#[test]
fn identity_is_asked_before_anything_about_the_subject() {
    World::new().by("lin").named("林", "lin@linjiang.example").approve("").refused(204);
}

fn with_second_certificate(state: &str) -> World {
    World::with(|f| {
        let second = fingerprint("lin's second");
        f.insert(format!("content/people/lin/{second}.asc"), Vec::new());
        let more = format!("state = {state:?}\n[[certificate]]\nfingerprint = \"{second}\"\n");
        edit(f, "content/people/lin/index.md", "state = \"active\"\n", &more);
    })
}

#[test]
fn a_second_certificate_signs_as_well() {
    let mut w = with_second_certificate("active");
    w.by("zhou").submit(doc()).ok();
    w.by("lin").signed_with("lin's second").approve("同意").ok();
    assert_eq!(w.docket(A).trail[1].person.as_str(), "lin");
}

#[test]
fn a_new_certificate_signs_when_the_old_is_retired() {
    let mut w = with_second_certificate("retired");
    w.by("zhou").submit(doc()).ok();
    w.by("lin").approve("同意").refused(202);
    w.by("lin").signed_with("lin's second").approve("同意").ok();
}

#[test]
fn a_certificate_without_a_state_is_active() {
    let mut w = World::with(|f| edit(f, "content/people/zhou/index.md", "state = \"active\"\n", ""));
    w.by("zhou").submit(doc()).ok();
}

#[test]
fn a_version_6_fingerprint_is_as_good() {
    let long = fingerprint("a").to_string() + &fingerprint("b").as_str()[..24];
    let mut w = World::with(|f| {
        put(
            f,
            "content/people/xu/index.md",
            &format!("name = \"徐\"\nemail = \"xu@a\"\nunit = \"finance\"\n[[certificate]]\nfingerprint = \"{long}\""),
        );
        f.insert(format!("content/people/xu/{long}.asc"), Vec::new());
    });
    let signer = long.parse().unwrap();
    assert_eq!(w.office.signer(&signer).unwrap().as_str(), "xu");
    w.by("xu").submit(doc()).refused(201);
}
