//! How strongly two occurrences of two documents are held to be one event, and why.
//!
//! In: two [`Occurrence`]s. Out: a [`Link`] with its strength and its reasons in words, or the
//! certainty that they are two. Links are judged pair by pair: what other links there are is not
//! known here.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::EventData;
use super::mentions::Role;
use super::names::{Relation, Size};
use super::occurrence::{Occurrence, Standing, Used};
use super::passage::width;

/// What may hold two occurrences together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The sum of the weights below; more is stronger.
    pub strength: i32,
    /// Why, for people, the strongest first.
    pub reasons: Vec<String>,
}

// Weights. A name of a town and a day are enough; a kind alone, or a country, never is.
const TOWN: i32 = 300;
const TOWN_IN_PASSING: i32 = 200;
const THING: i32 = 250;
const GROUP: i32 = 200;
const DISTRICT: i32 = 200;
const REGION: i32 = 150;
const OF_PLACE: i32 = 150;
const HINT: i32 = 100;
const COUNTRY: i32 = 50;
const SAME_DAY: i32 = 200;
const SAME_DAYS: i32 = 150;
const SAME_MONTH: i32 = 100;
const SAME_YEAR: i32 = 50;
const SAME_KIND: i32 = 150;
const AKIN: i32 = 75;
const SITE: i32 = 75;
const RARE: i32 = 50;
const WORDING: i32 = 60;
const FIGURE: i32 = 75;
const SAME_COUNT: i32 = 150;
const OTHER_KIND: i32 = -200;
const OTHER_TOWN: i32 = -200;
const OTHER_COUNTRY: i32 = -150;
const OLD_NEWS: i32 = -100;

/// A toll of so many is known by its size, and two that differ by no more than this share of it are near.
const MANY: u64 = 1_000;
const NEARLY: u64 = 50;

/// The link between occurrences of two documents; `None` where they cannot be one, or nothing links them.
pub(crate) fn link(a: &Occurrence, b: &Occurrence, data: &EventData) -> Option<Link> {
    if !may_be_one(a, b) || !days_meet(a, b) {
        return None;
    }
    let mut link = Link { strength: 0, reasons: Vec::new() };
    let (when, same_day) = same_time(a, b, data.calendar.unstated as i32);
    let time = when.0;
    link.add(when);
    let kind = same_kind(a, b, data);
    let same_kind = kind.0 > 0;
    let rare = time > 0 && both_main(a, b) && shared_kinds(a, b, data).any(|k| data.kinds.get(k).rare);
    link.add(kind);
    link.add((if rare { RARE } else { 0 }, None));
    let named = link.add_names(a, b, rare);
    let site = a.sites.intersection(&b.sites).next().is_some();
    link.add((if site { SITE } else { 0 }, site.then(|| "the same sort of site".to_owned())));
    let wording = a.wording.intersection(&b.wording).count();
    link.add((WORDING * wording.min(2) as i32, (wording > 0).then(|| "the same wording".to_owned())));
    let figure = same_figure(a, b);
    let same_figure = figure.0 > 0;
    link.add(figure);
    let one_count = is_one_count(a, b);
    link.add((if one_count { SAME_COUNT } else { 0 }, one_count.then(|| "counted from the same day on".to_owned())));
    // names are what tells events apart; without one, the day must, with the kind, a figure or the wording
    let recalled = a.standing == Standing::Recalled || b.standing == Standing::Recalled;
    let alike = site || same_kind && both_main(a, b);
    let near = time >= SAME_DAYS && alike && same_figure || rare;
    let held = named || near || one_count || same_day && (same_kind || same_figure || !recalled && wording > 0);
    held.then_some(link)
}

/// Whether two can be one event at all: a long time is no occurrence, nor another long time, a sum is no part of it, and of
/// what is recalled without a day nothing says which of today's it would be.
fn may_be_one(a: &Occurrence, b: &Occurrence) -> bool {
    let apart = |o: &Occurrence| matches!(o.standing, Standing::Spanning | Standing::Cumulative);
    let undated = |o: &Occurrence| o.standing == Standing::Recalled && o.dated.is_none();
    if apart(a) || apart(b) || undated(a) || undated(b) {
        return a.standing == b.standing && (a.standing != Standing::Cumulative || begin_alike(a, b));
    }
    true
}

/// Whether two long times can begin together: not "since 2017" and "since October".
fn begin_alike(a: &Occurrence, b: &Occurrence) -> bool {
    let begins = |o: &Occurrence| o.since.or(o.days());
    begins(a).zip(begins(b)).is_none_or(|(x, y)| x.meet(y))
}

/// Whether the days that both state can be the same; what a document reports is not after it.
pub(crate) fn days_meet(a: &Occurrence, b: &Occurrence) -> bool {
    let ahead = |x: &Occurrence, y: &Occurrence| {
        x.published
            .zip(y.dated)
            .is_some_and(|(published, dated)| dated.days.from > published.tomorrow().unwrap_or(published))
    };
    match (a.dated, b.dated) {
        (Some(x), Some(y)) => x.reach.meet(y.reach),
        _ => !ahead(a, b) && !ahead(b, a),
    }
}

fn days_between(earlier: Date, later: Date) -> i32 {
    earlier.until(later).map_or(i32::MAX, |span| span.get_days())
}

/// How well the times agree, and whether to the day.
fn same_time(a: &Occurrence, b: &Occurrence, unstated: i32) -> ((i32, Option<String>), bool) {
    if let (Some(x), Some(y)) = (a.dated, b.dated) {
        let (narrow, broad) = if width(x.days) < width(y.days) { (x, y) } else { (y, x) };
        return match width(broad.days) {
            0..4 => ((SAME_DAY, Some(format!("same day ({})", narrow.days.from))), true),
            4..10 => ((SAME_DAYS, Some("same days".to_owned())), false),
            10..32 => ((SAME_MONTH, Some("same month".to_owned())), false),
            _ => ((SAME_YEAR, Some("same year".to_owned())), false),
        };
    }
    if [a, b].iter().any(|o| o.standing == Standing::Recalled && o.dated.is_none()) {
        return ((0, None), false);
    }
    // a report that states no day speaks of the days before it
    let when = |o: &Occurrence| o.dated.map(|d| d.days.to).or(o.published);
    let (Some(x), Some(y)) = (when(a), when(b)) else { return ((0, None), false) };
    let gap = days_between(x.min(y), x.max(y));
    match gap {
        _ if gap <= unstated => ((SAME_MONTH, Some("reported within days".to_owned())), true),
        0..=3 => ((SAME_MONTH, Some("reported within days".to_owned())), false),
        4..=7 => ((SAME_YEAR, Some("reported within a week".to_owned())), false),
        8..=30 => ((0, None), false),
        _ => ((OLD_NEWS, None), false),
    }
}

fn same_kind(a: &Occurrence, b: &Occurrence, data: &EventData) -> (i32, Option<String>) {
    let kinds = &data.kinds;
    let (x, y): (BTreeSet<_>, BTreeSet<_>) = (kinds.telling(&a.kinds).collect(), kinds.telling(&b.kinds).collect());
    if x.is_empty() || y.is_empty() {
        return (0, None);
    }
    if let Some(&shared) = x.intersection(&y).next() {
        return (SAME_KIND, Some(kinds.get(shared).name.clone()));
    }
    if x.iter().any(|&k| y.iter().any(|&l| kinds.akin(k, l))) {
        let name = |set: &BTreeSet<u16>| set.first().map(|&k| kinds.get(k).name.clone()).unwrap_or_default();
        return (AKIN, Some(format!("{} ≈ {}", name(&x), name(&y))));
    }
    (OTHER_KIND, None)
}

fn shared_kinds<'a>(a: &'a Occurrence, b: &'a Occurrence, data: &'a EventData) -> impl Iterator<Item = u16> + 'a {
    data.kinds.telling(&a.kinds).filter(|k| b.kinds.contains(k))
}

/// Whether two long times begin together and come to nearly the same: a toll that is kept, told twice.
fn is_one_count(a: &Occurrence, b: &Occurrence) -> bool {
    let long = |o: &Occurrence| o.standing == Standing::Cumulative && o.since.is_some();
    let near = |x: u64, y: u64| x.min(y) >= MANY && x.abs_diff(y) <= x.max(y) / NEARLY;
    let alike = || a.figures.iter().any(|(what, x)| b.figures.iter().any(|(other, y)| what == other && near(*x, *y)));
    long(a) && long(b) && begin_alike(a, b) && alike()
}

fn both_main(a: &Occurrence, b: &Occurrence) -> bool {
    a.standing == Standing::Main && b.standing == Standing::Main
}

fn same_figure(a: &Occurrence, b: &Occurrence) -> (i32, Option<String>) {
    let mut shared = a.figures.intersection(&b.figures).filter(|(_, n)| *n >= 10);
    match shared.next() {
        Some((measure, n)) => (FIGURE, Some(format!("the same figure ({n} {measure})"))),
        None => (0, None),
    }
}

impl Link {
    fn add(&mut self, (weight, reason): (i32, Option<String>)) {
        self.strength += weight;
        self.reasons.extend(reason);
    }

    /// Adds what the names say: the best pair wholly, the second by half; whether one holds.
    /// `anywhere`: it has no one place, so that two towns do not tell it apart.
    fn add_names(&mut self, a: &Occurrence, b: &Occurrence, anywhere: bool) -> bool {
        let mut pairs: Vec<(i32, String)> = Vec::new();
        for x in &a.names {
            let best = b
                .names
                .iter()
                .map(|y| (name_weight(x, y), y))
                .max_by(|p, q| p.0.cmp(&q.0).then_with(|| q.1.text.cmp(&p.1.text)));
            if let Some((weight, y)) = best.filter(|(w, _)| *w > 0) {
                let text = if x.text == y.text {
                    x.text.clone()
                } else {
                    format!("{} ≈ {}", x.text.as_str().min(&y.text), x.text.as_str().max(&y.text))
                };
                pairs.push((weight, text));
            }
        }
        pairs.sort_by(|p, q| q.0.cmp(&p.0).then_with(|| p.1.cmp(&q.1)));
        pairs.dedup();
        for (n, (weight, text)) in pairs.iter().take(2).enumerate() {
            self.add((weight / (n as i32 + 1), Some(text.clone())));
        }
        let best = pairs.first().map_or(0, |p| p.0);
        if !anywhere
            && best < DISTRICT
            && apart(a, b, |u| (u.at || u.count == 0) && u.size.is_none_or(|s| s <= Size::Town))
        {
            self.strength += OTHER_TOWN;
        }
        if best <= COUNTRY && apart(a, b, |u| u.size == Some(Size::Country)) {
            self.strength += OTHER_COUNTRY;
        }
        self.add_countries(a, b, best);
        best > COUNTRY
    }

    /// Adds what a gazetteer knows of the country that a town lies in, where the other text names one.
    fn add_countries(&mut self, a: &Occurrence, b: &Occurrence, best: i32) {
        for (x, y) in [(a, b), (b, a)] {
            let named: BTreeSet<[u8; 2]> = countries(x, |used| used.size == Some(Size::Country)).collect();
            let of_towns: BTreeSet<[u8; 2]> =
                countries(y, |used| used.size.is_none_or(|size| size < Size::Region)).collect();
            if named.is_empty() || of_towns.is_empty() || y.places().any(|used| used.size == Some(Size::Country)) {
                continue;
            }
            if named.is_disjoint(&of_towns) {
                self.strength += OTHER_COUNTRY;
            } else if best == 0 {
                self.add((COUNTRY, Some("a town and its country".to_owned())));
            }
        }
    }
}

/// The countries of places of some sort in which something happened.
fn countries<'a>(o: &'a Occurrence, sort: impl Fn(&Used) -> bool + 'a) -> impl Iterator<Item = [u8; 2]> + 'a {
    o.places().filter(move |used| used.at && sort(used)).filter_map(|used| used.name.country)
}

/// Whether both have places of the sort, and share none of them.
fn apart(a: &Occurrence, b: &Occurrence, sort: impl Fn(&Used) -> bool) -> bool {
    let of = |o: &'_ Occurrence| o.places().filter(|u| sort(u)).map(|u| u.name.clone()).collect::<Vec<_>>();
    let (x, y) = (of(a), of(b));
    !x.is_empty() && !y.is_empty() && x.iter().all(|n| y.iter().all(|m| n.relation(m) == Relation::Apart))
}

/// What it says of two occurrences that both use these names.
fn name_weight(x: &Used, y: &Used) -> i32 {
    let relation = x.name.relation(&y.name);
    if relation == Relation::Apart {
        return 0;
    }
    let size = x.size.max(y.size);
    let whole = match (size, x.role.min(y.role)) {
        (Some(Size::Country), _) => return if relation == Relation::Same { COUNTRY } else { 0 },
        (Some(Size::Region), _) => REGION,
        (Some(Size::District), _) => DISTRICT,
        (_, Role::Place) if x.at || y.at => TOWN,
        (_, Role::Place) => TOWN_IN_PASSING,
        (_, Role::Group) => GROUP,
        (_, Role::Thing) => THING,
        (_, Role::Person) => 0,
    };
    // "Civil Society of Mukaba": a group of that place
    let of_place = [(x, y), (y, x)].iter().any(|(p, g)| p.role == Role::Place && p.at && g.role == Role::Group);
    match relation {
        // named in passing by both: nothing; by one: a hint
        _ if x.count == 0 && y.count == 0 => 0,
        _ if x.count == 0 || y.count == 0 => whole.min(HINT),
        Relation::Within if of_place => whole.min(OF_PLACE),
        Relation::Within => whole.min(HINT),
        _ => whole,
    }
}
