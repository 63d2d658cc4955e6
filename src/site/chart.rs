//! Bars by month, two for each. Pure geometry: whole numbers, no style.

use super::view::{Bar, Chart, ChartLabel};

/// How many months are drawn.
pub(super) const MONTHS: usize = 24;
const MONTH: u32 = 46;
const LEFT: u32 = 44;
const TOP: u32 = 10;
const TALL: u32 = 150;
const BELOW: u32 = 38;

/// One month of a chart.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// Its name.
    pub(super) name: String,
    /// What stands below it.
    pub(super) label: String,
    /// What stands below that, where it is another than before it.
    pub(super) group: Option<String>,
    /// Its two numbers.
    pub(super) values: [u32; 2],
}

/// Draws columns in their order. `legend` says what the two numbers are.
pub(super) fn draw(name: String, note: String, legend: &[String; 2], columns: &[Column]) -> Chart {
    let most = columns.iter().flat_map(|column| column.values).max().unwrap_or_default();
    let step = step(most);
    let top = most.div_ceil(step).max(1) * step;
    let height = |value: u32| (u64::from(value) * u64::from(TALL)).div_ceil(u64::from(top));
    let height = |value: u32| u32::try_from(height(value)).unwrap_or(TALL);
    let mut bars = Vec::new();
    let mut labels = Vec::new();
    let mut x = LEFT + 4;
    for Column { name, label, group, values } in columns {
        for (series, (value, said)) in values.iter().zip(legend).enumerate() {
            let high = height(*value);
            bars.push(Bar {
                series,
                x: x + if series == 0 { 5 } else { 23 },
                y: TOP + TALL - high,
                width: 16,
                height: high,
                text: format!("{name} {said} {value}"),
            });
        }
        let below = |y, text: &String| ChartLabel { x: x + MONTH / 2 - 1, y: TOP + TALL + y, text: text.clone() };
        labels.push(below(16, label));
        labels.extend(group.as_ref().map(|group| below(31, group)));
        x += MONTH;
    }
    let lines = (0..=top / step).map(|line| ChartLabel {
        x: LEFT,
        y: TOP + TALL - height(line * step),
        text: (line * step).to_string(),
    });
    Chart {
        name,
        note,
        width: x + 8,
        height: TOP + TALL + BELOW,
        legend: legend.to_vec(),
        bars,
        labels,
        lines: lines.collect(),
    }
}

/// The distance of the lines behind the bars: 1, 2 or 5 with noughts, so that there are at most six.
fn step(most: u32) -> u32 {
    let mut ten = 1;
    loop {
        for step in [ten, ten * 2, ten * 5] {
            if most / step < 5 {
                return step;
            }
        }
        ten *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_stay_inside_and_lines_are_few() {
        for most in [0, 1, 4, 5, 9, 10, 49, 50, 99, 1_234, 4_000_000] {
            let columns: Vec<Column> = (1..=30)
                .map(|at| Column { name: String::new(), label: at.to_string(), group: None, values: [most, most / at] })
                .collect();
            let chart = draw(String::new(), String::new(), &["a".to_owned(), "b".to_owned()], &columns);
            assert!(chart.bars.iter().all(|bar| bar.y >= TOP && bar.y + bar.height == TOP + TALL), "{most}");
            assert!(chart.bars.iter().all(|bar| bar.x + bar.width < chart.width));
            assert!((2..=6).contains(&chart.lines.len()), "{most}: {}", chart.lines.len());
            assert_eq!(chart.bars.iter().any(|bar| bar.height > 0), most > 0);
        }
    }
}
