//! dev
#![allow(clippy::all, missing_docs, clippy::print_stdout)]
fn main() {
    let data = tollcheck::event::EventData::built_in().unwrap();
    let checker = tollcheck::Checker::new().unwrap();
    let docs: Vec<_> = std::env::args()
        .skip(1)
        .flat_map(|p| {
            tollcheck::text::read(&p, &std::fs::read(&p).unwrap(), tollcheck::text::InputFormat::Text).documents
        })
        .collect();
    let mut claims: Vec<_> = docs.iter().flat_map(|d| checker.extract(d)).collect();
    for e in tollcheck::event::group(&docs, &mut claims, &[], &data) {
        println!("{} | {} | {:?} {:?} {:?}", e.id, e.title, e.places, e.actors, e.links);
        for &i in &e.claims {
            let c = &claims[i];
            println!(
                "    {} {} “{}” {} {:?} {:?} | {}",
                c.measure,
                c.range,
                c.quote,
                c.scope,
                c.date.map(|d| (d.from, d.to)),
                c.place,
                &c.sentence.chars().take(100).collect::<String>()
            );
        }
    }
}
