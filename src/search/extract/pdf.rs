//! PDF: the text of its pages, where its fonts say which characters they draw.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::{Document, PlainTextOutput, output_doc_page};

use super::{Bounded, Unread};

/// The most pages that are read.
const PAGES: u32 = 2_000;

pub(super) fn text(bytes: &[u8]) -> Result<String, Unread> {
    let opened = catch_unwind(|| {
        let mut document = Document::load_mem(bytes).ok()?;
        // What opens without a password is open to all.
        (!document.is_encrypted() || document.decrypt("").is_ok()).then_some(document)
    });
    let document = opened.ok().flatten().ok_or(Unread::Damaged)?;
    let pages = u32::try_from(document.get_pages().len()).unwrap_or(u32::MAX).min(PAGES);
    let mut text = Bounded::default();
    let mut broken = 0;
    for page in 1..=pages {
        // A font that the library cannot read makes it panic: the other pages may have others.
        let read = catch_unwind(AssertUnwindSafe(|| {
            let mut own = Bounded::default();
            let mut out = PlainTextOutput::new(&mut own as &mut dyn std::io::Write);
            let done = output_doc_page(&document, &mut out, page).is_ok();
            (done, own)
        }));
        let Ok((done, own)) = read else {
            broken += 1;
            continue;
        };
        broken += u32::from(!done);
        if !text.push(own.0.trim()) || !text.end() {
            break;
        }
    }
    if broken == pages && text.0.is_empty() { Err(Unread::Damaged) } else { Ok(text.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write as _;

    /// A file of these objects, the first being its catalogue.
    fn pdf(objects: &[&str]) -> Vec<u8> {
        let mut file = "%PDF-1.7\n".to_owned();
        let mut places = Vec::new();
        for (number, object) in (1..).zip(objects) {
            places.push(file.len());
            writeln!(file, "{number} 0 obj\n{object}\nendobj").unwrap();
        }
        let xref = file.len();
        write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
        for place in &places {
            writeln!(file, "{place:010} 00000 n ").unwrap();
        }
        write!(file, "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF", objects.len() + 1).unwrap();
        file.into_bytes()
    }

    fn stream(text: &str) -> String {
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len())
    }

    /// A page that shows `content` in Helvetica (`F1`) and in a Chinese font that says which characters it draws (`F2`).
    fn page(content: &str) -> Vec<u8> {
        let map = stream(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n\
             1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
             4 beginbfchar <0001> <5B89> <0002> <5168> <0003> <751F> <0004> <4EA7> endbfchar\n\
             endcmap CMapName currentdict /CMap defineresource pop end end",
        );
        pdf(&[
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>",
            "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
            &stream(content),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /Identity-H /DescendantFonts [7 0 R] /ToUnicode 8 0 R >>",
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /DW 1000 /FontDescriptor 9 0 R \
             /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
            &map,
            "<< /Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 \
             /CapHeight 700 /StemV 80 >>",
        ])
    }

    #[test]
    fn text_of_both_scripts_is_read() {
        let content = "BT /F1 12 Tf 72 720 Td (Annual plan) Tj ET BT /F2 12 Tf 72 700 Td <0001000200030004> Tj ET";
        let text = text(&page(content)).unwrap();
        assert!(text.contains("Annual plan"), "{text:?}");
        assert!(crate::search::fold(&text).contains("安全生产"), "{text:?}");
    }

    #[test]
    fn what_is_broken_is_refused_or_read_in_part_but_never_harms() {
        let whole = page("BT /F1 12 Tf 72 720 Td (Annual plan) Tj ET");
        for length in (0..whole.len()).step_by(13) {
            drop(text(&whole[..length]));
        }
        for at in (0..whole.len()).step_by(5) {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x15;
            drop(text(&bytes));
        }
        assert_eq!(text(b"no pdf at all"), Err(Unread::Damaged));
        let unsupported = pdf(&[
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>",
            "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            &stream("BT /F1 12 Tf (x) Tj ET"),
            "<< /Type /Font /Subtype /Nonsense >>",
        ]);
        drop(text(&unsupported));
    }
}
