//! The starter and the demo are built into the program: it is built again when one of their files changes.

fn main() {
    for folder in ["content", "hooks", "themes", "workflows"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
