//! Whether reading takes time in line with its input, whatever that is: `cargo bench --bench linear`.
//!
//! In: the texts of `benches/shapes`, each of a quarter of a megabyte and of half of one; those that a reader
//! was promised to stand, of a megabyte and of two; and documents to compare, so many and twice as many.
//! Prints for each how long a byte of it takes in relation to a byte of the dense articles (at most 3 is
//! wanted), and how long twice as much takes in relation to once (at most 2.3). What is at work stands on
//! standard error; a name behind `--` picks the texts whose names hold it. One thread; the best of three.
//! Processor time where the system tells it (Linux), so that a busy machine shows little; else the clock.
//! No time fails anything.

#![allow(clippy::print_stdout, clippy::print_stderr)]

mod articles;
mod shapes;

use std::time::Instant;

use tollcheck::Checker;
use tollcheck::case::Case;
use tollcheck::text::{Document, InputFormat, read};

const MEGABYTE: usize = 1 << 20;

/// A text or an archive that took longer than this once is not asked again, in seconds.
const LONG: f64 = 2.0;

/// The seconds that this thread has worked, or that have gone by since the start.
fn worked(start: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| start.elapsed().as_secs_f64(), |nanoseconds| nanoseconds * 1e-9)
}

/// The seconds that something takes.
fn seconds(work: impl Fn() -> usize) -> f64 {
    let mut best = f64::INFINITY;
    for _ in 0..3 {
        let start = Instant::now();
        let before = worked(start);
        std::hint::black_box(work());
        let took = worked(start) - before;
        // the system counts in ticks
        best = best.min(if took > 0.0 { took } else { start.elapsed().as_secs_f64() });
        if best > LONG {
            break;
        }
    }
    best
}

/// The figures of a text.
fn extracted(checker: &Checker, text: &str) -> usize {
    let reading = read("a.md", text.as_bytes(), InputFormat::Text);
    reading.documents.iter().map(|document| checker.extract(document).len()).sum()
}

/// Documents that are all compared, a name for each sort: how they differ.
const ARCHIVES: [(&str, &str); 6] = [
    ("one event, three figures", "A bomb killed {3} people in the town of Harim on Monday, police said."),
    ("one event, many voices", "A bomb killed 12 people in the town of Harim on Monday, {N} {N} said."),
    ("one event, many places named", "A bomb killed {3} people in Harim, near {N} and {N}, on Monday."),
    ("many places, one day", "A bomb killed {n} people in the town of {N} on Monday, police said."),
    ("many kinds of words", "Police in {N} said {3} people died when a bus fell into a river near {N} on Monday."),
    ("old events recalled", "A bomb killed {3} people in Harim on Monday. In {y}, a blast in {N} killed {n}."),
];

/// So many documents of that sort.
fn archive((_, text): (&str, &str), many: usize) -> Vec<Document> {
    let one = |n: usize| {
        let years = (1950 + n % 70).to_string();
        let text = shapes::filled(text, n).replace("{3}", &(12 + n % 3).to_string()).replace("{y}", &years);
        let mut document = Document::plain(format!("{n:06}"), text);
        document.metadata.publisher = Some(shapes::filled("{N} Post", n));
        document.metadata.published = "2021-05-04".parse().ok();
        document
    };
    (0..many).map(one).collect()
}

/// The table, and the worst of it.
struct Table {
    a_byte: f64,
    slowest: f64,
    steepest: f64,
}

impl Table {
    /// A line, from how long so many bytes took, and twice as many.
    fn row(&mut self, name: &str, bytes: usize, short: f64, long: f64) {
        let (relation, growth) = (short / bytes as f64 / self.a_byte, long / short);
        self.slowest = self.slowest.max(relation);
        // what takes less than a hundredth of a second tells nothing of how it grows
        self.steepest = if short > 0.01 { self.steepest.max(growth) } else { self.steepest };
        let size = bytes as f64 / 1e6;
        println!("| {name} | {size:.2} | {:.1} | {relation:.2} | {growth:.2} |", size / short);
    }
}

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|part| name.contains(&**part));
    let checker = Checker::new().unwrap();
    let dense: String = articles::dense(MEGABYTE).iter().map(|document| &*document.text).collect();
    let a_byte = seconds(|| extracted(&checker, &dense)) / dense.len() as f64;
    println!("dense articles as one text: {:.1} MB/s\n", 1e-6 / a_byte);
    println!("| text | MB | MB/s | time a byte to the dense text's | twice as much to once |");
    println!("| --- | --- | --- | --- | --- |");
    let mut table = Table { a_byte, slowest: 0.0, steepest: 0.0 };
    let mut compare = |name: &str, text: &dyn Fn(usize) -> String, bytes: usize| {
        if wanted(name) {
            eprintln!("{name}");
            let (one, two) = (text(bytes), text(2 * bytes));
            let (short, long) = (seconds(|| extracted(&checker, &one)), seconds(|| extracted(&checker, &two)));
            table.row(name, one.len(), short, long);
        }
    };
    let promised = |name: &str| shapes::PROMISED.contains(&name);
    for shape in shapes::SHAPES.into_iter().filter(|shape| promised(shape.0)) {
        compare(shape.0, &|bytes| shapes::text(shape, bytes), MEGABYTE);
    }
    compare("nested brackets and quotation marks", &shapes::nested, MEGABYTE);
    for shape in shapes::SHAPES.into_iter().filter(|shape| !promised(shape.0)) {
        compare(shape.0, &|bytes| shapes::text(shape, bytes), MEGABYTE / 4);
    }
    println!(
        "\nthe slowest: {:.2} times the dense text's time a byte; the steepest: {:.2}",
        table.slowest, table.steepest
    );
    println!("\n| `check` of documents | many | MB | MB/s | time a byte to the dense text's | twice as many to once |");
    println!("| --- | --- | --- | --- | --- | --- |");
    for sort in ARCHIVES.into_iter().filter(|sort| wanted(sort.0)) {
        eprintln!("{}", sort.0);
        let many = 2_000;
        let (one, two) = (archive(sort, many), archive(sort, 2 * many));
        let check = |documents: &[Document]| checker.check(documents, &Case::default()).findings.len();
        let (short, long) = (seconds(|| check(&one)), seconds(|| check(&two)));
        let size = one.iter().map(|document| document.text.len()).sum::<usize>() as f64 / 1e6;
        let (relation, growth) = (short / size / 1e6 / a_byte, long / short);
        println!("| {} | {many} | {size:.2} | {:.1} | {relation:.2} | {growth:.2} |", sort.0, size / short);
    }
}
