//! The modules that ship as files.

#![expect(clippy::unwrap_used, reason = "a file that cannot be read is no module")]

use kanhe::office::Workflow;

/// Every workflow of the starter, by path.
pub(crate) fn shipped() -> Vec<(String, Vec<u8>)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("workflows");
    let mut files: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .map(|path| {
            (format!("workflows/{}", path.file_name().unwrap().to_string_lossy()), std::fs::read(&path).unwrap())
        })
        .collect();
    files.sort();
    files
}

#[test]
fn every_module_is_sound_and_speaks_three_languages() {
    let shipped = shipped();
    assert!(shipped.len() >= 20, "{}", shipped.len());
    for (path, bytes) in &shipped {
        let workflow = Workflow::read(path, bytes).unwrap_or_else(|faults| panic!("{path}: {faults:?}"));
        let titles = std::iter::once(&workflow.title)
            .chain(workflow.fields.iter().map(|field| &field.label))
            .chain(workflow.steps.iter().map(|step| &step.title))
            .chain(workflow.checks.iter().map(|check| &check.says));
        for title in titles {
            let texts = ["zh-CN", "zh-TW", "en"].map(|language| title.text(language));
            assert!(texts[0] != texts[2] || texts[0].is_ascii(), "{path}: {texts:?} has no English");
        }
    }
}
