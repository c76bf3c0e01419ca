//! dev: how long grouping takes
#![allow(clippy::all, missing_docs, clippy::print_stdout)]
use tollcheck::{claim::*, text::*};
fn main() {
    let n: usize = std::env::args().nth(1).unwrap().parse().unwrap();
    let data = tollcheck::event::EventData::built_in().unwrap();
    let checker = tollcheck::Checker::new().unwrap();
    let syl = ["ba", "ko", "ri", "du", "sha", "mel", "tor", "ni", "ga", "vu", "zen", "li", "po", "kha", "rem", "su"];
    let mut seed = 12345u64;
    let mut rnd = move |m: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % m as u64) as usize
    };
    let mut docs = vec![];
    let kinds = [
        ("An air strike on", "killed"),
        ("A bomb in a market in", "killed"),
        ("A flood in", "killed"),
        ("A shooting in", "killed"),
    ];
    for i in 0..n {
        let ev = i / 3;
        let mut s = ev as u64 * 7919 + 13;
        let mut r = |m: usize| {
            s = s.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            ((s >> 33) % m as u64) as usize
        };
        let name: String = (0..3).map(|_| syl[r(16)]).collect::<String>();
        let name = name[..1].to_uppercase() + &name[1..];
        let prov: String = (0..2).map(|_| syl[r(16)]).collect::<String>();
        let prov = prov[..1].to_uppercase() + &prov[1..];
        let k = kinds[r(4)];
        let day = 1 + r(28);
        let month = 1 + r(12);
        let past: String = (0..3).map(|_| syl[r(16)]).collect::<String>();
        let past = past[..1].to_uppercase() + &past[1..];
        let date: jiff::civil::Date = jiff::civil::Date::new(2021, month as i8, day as i8).unwrap();
        let text = format!(
            "{} {name}, a town in {prov} province, {} at least {} people and wounded {} on {}, officials said.\n\nResidents of {name} said the noise was heard for miles. Schools in the town were shut and the mayor called for calm while engineers looked at the damage to the water works and the two bridges over the river.\n\nIn {} {} an attack on {past} killed {} people.\n\nThe governor of {prov} promised help to the families.",
            k.0,
            k.1,
            10 + rnd(5),
            20 + rnd(9),
            ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
                [date.weekday().to_monday_zero_offset() as usize],
            "March",
            2005 + r(14),
            3 + rnd(3)
        );
        let mut d = Document::plain(format!("d{i:06}.md"), text);
        d.metadata.published = Some(Moment::of_day(date));
        docs.push(d);
    }
    let t = std::time::Instant::now();
    let mut claims: Vec<Claim> = docs.iter().flat_map(|d| checker.extract(d)).collect();
    println!("{} docs {} claims, extract {:?}", docs.len(), claims.len(), t.elapsed());
    let t = std::time::Instant::now();
    let events = tollcheck::event::group(&docs, &mut claims, &[], &data);
    println!("{} events, group {:?}", events.len(), t.elapsed());
    let mut sizes = std::collections::BTreeMap::<usize, usize>::new();
    for e in &events {
        let d: std::collections::HashSet<_> = e.claims.iter().map(|&i| &claims[i].document).collect();
        *sizes.entry(d.len()).or_default() += 1;
    }
    println!("documents per event {sizes:?}");
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    println!("{}", status.lines().find(|l| l.starts_with("VmHWM")).unwrap());
}
