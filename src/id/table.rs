//! Tables to take along, in the form that table programs read (RFC 4180).

use super::cell;

/// A table. The plain one is for programs that read lines: cells are quoted where they have to be, lines end in LF.
pub struct Table(csv::Writer<Vec<u8>>);

impl Default for Table {
    fn default() -> Self {
        Self(csv::WriterBuilder::new().flexible(true).from_writer(Vec::new()))
    }
}

impl Table {
    /// A file for table programs: UTF-8 with the mark by which they know it, every cell quoted, lines that end in CR LF.
    pub fn file() -> Self {
        let mut builder = csv::WriterBuilder::new();
        builder.quote_style(csv::QuoteStyle::Always).terminator(csv::Terminator::CRLF).flexible(true);
        Self(builder.from_writer(Vec::from("\u{feff}")))
    }

    /// Adds a line. No cell of it is taken for a formula (CWE-1236).
    pub fn line<T: AsRef<str>>(&mut self, cells: &[T]) {
        // Memory takes every line, and lines may differ in length.
        self.0.write_record(cells.iter().map(|one| cell(one.as_ref()).into_owned())).ok();
    }

    /// Its bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0.into_inner().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_of_a_table_is_a_formula_or_ends_early() {
        let mut table = Table::file();
        table.line(&["=1+1", "a\",\"b", "@x", "一、二"]);
        table.line(&["末行"]);
        let lines = "\u{feff}\"'=1+1\",\"a\"\",\"\"b\",\"'@x\",\"一、二\"\r\n\"末行\"\r\n";
        assert_eq!(String::from_utf8(table.into_bytes()).unwrap(), lines);
    }
}
