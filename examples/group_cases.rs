//! Dev only: groups the claims of expected.json files and prints B-cubed.
#![allow(clippy::all, missing_docs, clippy::print_stdout)]
use std::collections::HashMap;
use tollcheck::claim::*;
use tollcheck::text::*;

fn number(q: &str) -> (Vec<u64>, Range) {
    let words = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    let l = q.to_lowercase();
    let mut n = None;
    for w in l.split(|c: char| c.is_whitespace()) {
        let d: String = w.chars().filter(|c| c.is_ascii_digit()).collect();
        if !d.is_empty() {
            n = d.parse().ok();
        }
        if let Some(i) = words.iter().position(|x| *x == w) {
            n.get_or_insert(i as u64);
        }
        for (t, v) in [("twenty", 20u64), ("thirty", 30), ("forty", 40)] {
            if let Some(r) = w.strip_prefix(t) {
                n = Some(v + words.iter().position(|x| *x == r.trim_start_matches('-')).unwrap_or(0) as u64);
            }
        }
        if w == "a" {
            n.get_or_insert(1);
        }
    }
    let low = n.unwrap_or(0);
    let open = ["at least", "more than"].iter().any(|p| l.starts_with(p));
    (n.into_iter().collect(), Range::new(low, (!open).then_some(low)))
}

fn main() {
    let data = tollcheck::event::EventData::built_in().unwrap();
    let verbose = std::env::args().nth(2).is_some();
    let only = std::env::args().nth(2);
    let root = std::env::args().nth(1).unwrap();
    let mut scores = vec![];
    let mut dirs: Vec<_> = std::fs::read_dir(&root)
        .unwrap()
        .map(|d| d.unwrap().path())
        .filter(|p| p.join("expected.json").exists())
        .collect();
    dirs.sort();
    for dir in dirs {
        let name = dir.file_name().unwrap().to_str().unwrap().to_owned();
        if only.as_ref().is_some_and(|o| !name.contains(o.as_str()) && o != "all") {
            continue;
        }
        let case_text = std::fs::read_to_string(dir.join("case.yaml")).unwrap();
        let case = tollcheck::case::Case::load("case.yaml", &case_text).unwrap();
        let mut documents = vec![];
        let mut srcs: Vec<_> = case.sources.clone();
        if let Some(d) = &case.draft {
            let mut s = srcs[0].clone();
            s.path = d.clone();
            s.title = None;
            s.publisher = None;
            s.published = None;
            srcs.push(s);
        }
        for s in &srcs {
            let bytes = std::fs::read(dir.join(&s.path)).unwrap();
            let mut d = read(&s.path, &bytes, InputFormat::Text).documents.remove(0);
            s.apply(&mut d);
            documents.push(d);
        }
        let exp: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(dir.join("expected.json")).unwrap()).unwrap();
        let mut claims = vec![];
        let mut gold = vec![];
        for e in exp["events"].as_array().unwrap() {
            for c in e["claims"].as_array().unwrap() {
                let doc = c["document"].as_str().unwrap();
                let quote = c["quote"].as_str().unwrap();
                let d = documents.iter().find(|d| d.id == doc).unwrap();
                let at = d.text.find(quote).unwrap();
                let span = Span::new(at, at + quote.len());
                let field = match d.title.as_ref().and_then(|t| t.at) {
                    Some(t) if t.holds(at) => Field::Title,
                    _ => Field::Text,
                };
                let (stated, range) = number(quote);
                claims.push(Claim {
                    id: format!("{doc}:{}", claims.len()),
                    document: doc.into(),
                    measure: serde_json::from_value(c["measure"].clone()).unwrap(),
                    range,
                    quantifier: Quantifier::Exact,
                    stated,
                    unit: Unit::Person,
                    population: vec![],
                    status: Status::Asserted,
                    attribution: None,
                    part: false,
                    part_of: None,
                    complete: false,
                    scope: Scope::Event,
                    additional: false,
                    date: None,
                    place: vec![],
                    actors: vec![],
                    field,
                    quote: quote.into(),
                    span,
                    line: 1,
                    column: 1,
                    sentence: String::new(),
                    entry: None,
                    sentence_index: 0,
                });
                gold.push(e["id"].as_str().unwrap().to_owned());
            }
        }
        let events = tollcheck::event::group(&documents, &mut claims, &case.events, &data);
        let mut pred = vec![String::new(); claims.len()];
        for e in &events {
            for &i in &e.claims {
                pred[i] = e.id.clone();
            }
        }
        let mut g: HashMap<_, f64> = HashMap::new();
        let mut p: HashMap<_, f64> = HashMap::new();
        let mut b: HashMap<_, f64> = HashMap::new();
        for (x, y) in gold.iter().zip(&pred) {
            *g.entry(x).or_default() += 1.;
            *p.entry(y).or_default() += 1.;
            *b.entry((x, y)).or_default() += 1.;
        }
        let n = gold.len() as f64;
        let prec: f64 = gold.iter().zip(&pred).map(|(x, y)| b[&(x, y)] / p[y]).sum::<f64>() / n;
        let rec: f64 = gold.iter().zip(&pred).map(|(x, y)| b[&(x, y)] / g[x]).sum::<f64>() / n;
        let f = 2. * prec * rec / (prec + rec);
        println!("{name} {f:.3}");
        scores.push(f);
        if f < 0.9999 || verbose {
            for e in &events {
                println!(
                    "   {} | {} | {:?} | {:?} {:?}\n        links {:?}",
                    e.id,
                    e.title,
                    e.date.map(|d| format!("{}..{}", d.from, d.to)),
                    e.places,
                    e.actors,
                    e.links
                );
                for &i in &e.claims {
                    println!(
                        "      [{}] {} “{}” {:?} {:?} {:?}",
                        gold[i],
                        claims[i].document,
                        claims[i].quote,
                        claims[i].date.map(|d| format!("{}..{}", d.from, d.to)),
                        claims[i].place,
                        claims[i].actors
                    );
                }
            }
        }
    }
    println!(
        "mean {:.3} lowest {:.3}",
        scores.iter().sum::<f64>() / scores.len() as f64,
        scores.iter().copied().fold(1.0, f64::min)
    );
}
