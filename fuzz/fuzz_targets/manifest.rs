#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    kanhe_fuzz::targets::manifest(bytes);
});
