//! Whether reading takes time in line with its input, whatever that is: `cargo bench --bench linear`.
//!
//! In: the texts of `benches/shapes`, a megabyte of each and two. Prints for each how long a byte of
//! it takes in relation to a byte of the dense articles (at most 3 is wanted), and how long two
//! megabytes take in relation to one (at most 2.3). One thread; the best of three. Processor time where the
//! system tells it (Linux), so that a busy machine shows little; else the clock. No time fails anything.

#![allow(clippy::print_stdout)]

mod articles;
mod shapes;

use std::time::Instant;

use tollcheck::Checker;
use tollcheck::text::{InputFormat, read};

const MEGABYTE: usize = 1 << 20;

/// The seconds that this thread has worked, or that have gone by since the start.
fn worked(start: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| start.elapsed().as_secs_f64(), |nanoseconds| nanoseconds * 1e-9)
}

/// The seconds that the extraction from a text takes.
fn seconds(checker: &Checker, text: &str) -> f64 {
    let run = || {
        let start = Instant::now();
        let before = worked(start);
        let reading = read("a.md", text.as_bytes(), InputFormat::Text);
        let claims: usize = reading.documents.iter().map(|document| checker.extract(document).len()).sum();
        std::hint::black_box(claims);
        worked(start) - before
    };
    (0..3).map(|_| run()).fold(f64::INFINITY, f64::min)
}

fn main() {
    let checker = Checker::new().unwrap();
    let dense: String = articles::dense(MEGABYTE).iter().map(|document| &*document.text).collect();
    let a_byte = seconds(&checker, &dense) / dense.len() as f64;
    println!("dense articles as one text: {:.1} MB/s\n", 1e-6 / a_byte);
    println!("| text | MB/s | time a byte to the dense text's | 2 MB to 1 MB |\n| --- | --- | --- | --- |");
    let (mut slowest, mut steepest) = (0f64, 0f64);
    let mut compare = |name: &str, one: &str, two: &str| {
        let (short, long) = (seconds(&checker, one), seconds(&checker, two));
        let (relation, growth) = (short / one.len() as f64 / a_byte, long / short);
        slowest = slowest.max(relation);
        // what takes less than a hundredth of a second tells nothing of how it grows
        steepest = if short > 0.01 { steepest.max(growth) } else { steepest };
        println!("| {name} | {:.1} | {relation:.2} | {growth:.2} |", one.len() as f64 / short / 1e6);
    };
    for shape in shapes::SHAPES {
        compare(shape.0, &shapes::text(shape, MEGABYTE), &shapes::text(shape, 2 * MEGABYTE));
    }
    compare("nested brackets and quotation marks", &shapes::nested(MEGABYTE), &shapes::nested(2 * MEGABYTE));
    println!("\nthe slowest: {slowest:.2} times the dense text's time a byte; the steepest: {steepest:.2}");
}
