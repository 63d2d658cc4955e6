//! An office of many: each person has a section of his own and approves what comes from it.

use std::collections::BTreeMap;

use crate::world::{Office, World, write};

/// The slug of the n-th person.
pub(crate) fn person(n: usize) -> String {
    format!("p{n:02}")
}

/// Founds an office of this many people. The first one is clerk, deputy, head and custodian of the bureau as well.
pub(crate) fn found(people: usize) -> Office {
    let world = World::new();
    let roster = world.path("roster");
    let unit = |slug: &str, rest: &str| {
        write(&roster.join(format!("units/{slug}/index.md")), &format!("+++\ntitle = \"单位{slug}\"\n{rest}+++\n"));
    };
    unit("bureau", "code = \"示\"\n[posts]\nhead = \"局长\"\n");
    unit("office", "parent = \"bureau\"\n[posts]\ndeputy = \"副主任\"\nclerk = \"核稿员\"\n");
    let mut keys = BTreeMap::new();
    for n in 0..people {
        let slug = person(n);
        unit(&format!("u{n:02}"), "parent = \"bureau\"\n[posts]\ndeputy = \"副科长\"\n");
        let key = world.key(&format!("人员{slug} <{slug}@example.org>"));
        let mut posts = vec![format!("u{n:02}/deputy")];
        if n == 0 {
            posts.extend(["bureau/head", "office/clerk", "office/deputy"].map(str::to_owned));
        }
        let head = format!(
            "+++\nname = \"人员{slug}\"\nemail = \"{slug}@example.org\"\nunit = \"u{n:02}\"\nposts = {posts:?}\n[[certificate]]\nfingerprint = \"{key}\"\n+++\n"
        );
        let folder = roster.join("people").join(&slug);
        write(&folder.join("index.md"), &head);
        write(&folder.join(format!("{key}.asc")), &world.certificate(&key));
        keys.insert(slug, key);
    }
    let seal = world.key("示范局 (seal) <seal@example.org>");
    let head = format!(
        "+++\ntitle = \"示范局\"\nunit = \"bureau\"\ncustodians = [\"p00\"]\n[[certificate]]\nfingerprint = \"{seal}\"\n+++\n"
    );
    write(&roster.join("seals/bureau/index.md"), &head);
    write(&roster.join(format!("seals/bureau/{seal}.asc")), &world.certificate(&seal));
    let server = world.path("server.git");
    let args = ["init", "--bare", "--title", "示范局", "--key", &keys["p00"], "--roster", roster.to_str().unwrap()];
    let founded = world.kanhe(&world.path("home"), &[&args[..], &[server.to_str().unwrap()]].concat()).good();
    let root = founded.line().to_owned();
    Office { world, keys, server, root }
}
