//! What quantities are put together from: numerals, bounds, frames and nouns.

use tollcheck::claim::{Measure, Quantifier, Unit};

/// How a number is written: what it allows by itself, and where it cannot stand.
#[derive(Debug, Clone, Copy)]
pub struct Numeral {
    pub words: &'static str,
    pub means: Means,
}

#[derive(Debug, Clone, Copy)]
pub enum Means {
    /// A number, in digits.
    Digits(u64),
    /// A number in words.
    Words(u64),
    /// A number that begins with an article or a fraction: "a dozen", "half a million".
    Article(u64),
    /// Two numbers.
    Between(u64, u64),
    /// A noun by itself, with "of" before another noun: "dozens of people".
    Vague(u64, u64),
    /// A vague word that stands before a noun: "several people", "a few hundred people".
    Few(u64, u64),
}

pub use Means::{Article, Between, Digits, Few, Vague, Words};

/// A row of [`NUMERALS`].
pub const fn numeral((words, means): (&'static str, Means)) -> Numeral {
    Numeral { words, means }
}

pub const NUMERALS: [(&str, Means); 48] = [
    ("7", Digits(7)),
    ("35", Digits(35)),
    ("120", Digits(120)),
    ("1,204", Digits(1_204)),
    ("1204", Digits(1_204)),
    ("2,000", Digits(2_000)),
    ("61 000", Digits(61_000)),
    ("250,000", Digits(250_000)),
    ("300k", Digits(300_000)),
    ("2.5 million", Digits(2_500_000)),
    ("2.5m", Digits(2_500_000)),
    ("3 million", Digits(3_000_000)),
    ("1.2bn", Digits(1_200_000_000)),
    ("8 lakh", Digits(800_000)),
    ("1.5 crore", Digits(15_000_000)),
    ("3 thousand", Digits(3_000)),
    ("seven", Words(7)),
    ("twelve", Words(12)),
    ("thirty-five", Words(35)),
    ("ninety", Words(90)),
    ("one hundred and five", Words(105)),
    ("two hundred", Words(200)),
    ("two hundred and fifty thousand", Words(250_000)),
    ("two thousand", Words(2_000)),
    ("three million", Words(3_000_000)),
    ("one and a half million", Words(1_500_000)),
    ("two dozen", Words(24)),
    ("a dozen", Article(12)),
    ("half a dozen", Article(6)),
    ("a hundred", Article(100)),
    ("a thousand", Article(1_000)),
    ("half a million", Article(500_000)),
    ("a quarter of a million", Article(250_000)),
    ("12 to 15", Between(12, 15)),
    ("12-15", Between(12, 15)),
    ("1,000–1,200", Between(1_000, 1_200)),
    ("between 30 and 50", Between(30, 50)),
    ("between one and two million", Between(1_000_000, 2_000_000)),
    ("six or eight", Between(6, 8)),
    ("dozens", Vague(24, 99)),
    ("scores", Vague(40, 99)),
    ("hundreds", Vague(200, 999)),
    ("tens of thousands", Vague(20_000, 99_999)),
    ("a handful", Vague(3, 5)),
    ("several", Few(3, 9)),
    ("several dozen", Few(36, 119)),
    ("a few hundred", Few(300, 599)),
    ("several thousand", Few(3_000, 9_999)),
];

/// Where a bound stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Before its number, as a word.
    Before,
    /// Before its number, as a word that no article follows: "some 35", not "some a dozen".
    BeforeBare,
    /// Before digits, as a sign.
    Sign,
    /// Behind its number, as words.
    Behind,
    /// Behind digits, without a blank.
    Glued,
}

pub use Side::{Before, BeforeBare, Behind, Glued, Sign};

pub const BOUNDS: [(&str, Side, Quantifier); 34] = [
    ("", Before, Quantifier::Exact),
    ("exactly", Before, Quantifier::Exact),
    ("a total of", Before, Quantifier::Exact),
    ("at least", Before, Quantifier::AtLeast),
    ("no fewer than", Before, Quantifier::AtLeast),
    ("no less than", Before, Quantifier::AtLeast),
    ("a minimum of", Before, Quantifier::AtLeast),
    ("or more", Behind, Quantifier::AtLeast),
    ("-plus", Glued, Quantifier::AtLeast),
    ("+", Glued, Quantifier::AtLeast),
    ("more than", Before, Quantifier::MoreThan),
    ("over", Before, Quantifier::MoreThan),
    ("upwards of", Before, Quantifier::MoreThan),
    ("in excess of", Before, Quantifier::MoreThan),
    ("up to", Before, Quantifier::AtMost),
    ("as many as", Before, Quantifier::AtMost),
    ("at most", Before, Quantifier::AtMost),
    ("no more than", Before, Quantifier::AtMost),
    ("a maximum of", Before, Quantifier::AtMost),
    ("fewer than", Before, Quantifier::LessThan),
    ("less than", Before, Quantifier::LessThan),
    ("under", Before, Quantifier::LessThan),
    ("nearly", Before, Quantifier::Nearly),
    ("almost", Before, Quantifier::Nearly),
    ("close to", Before, Quantifier::Nearly),
    ("just under", Before, Quantifier::Nearly),
    ("about", Before, Quantifier::About),
    ("around", Before, Quantifier::About),
    ("approximately", Before, Quantifier::About),
    ("some", BeforeBare, Quantifier::About),
    ("an estimated", BeforeBare, Quantifier::About),
    ("~", Sign, Quantifier::About),
    ("or so", Behind, Quantifier::About),
    ("just over", Before, Quantifier::JustOver),
];

/// How the number is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frame {
    Passive,
    Active,
    Participle,
    Nominal,
    Headline,
    Label,
    Toll,
}

pub use Frame::{Active, Headline, Label, Nominal, Participle, Passive, Toll};

/// In brackets: the number, and the noun behind it.
pub const FRAMES: [(Measure, Frame, &str); 81] = [
    (Measure::Killed, Passive, "[people] were killed in the raid on the port."),
    (Measure::Killed, Passive, "[people] have died since the dam burst."),
    (Measure::Killed, Active, "The fire killed [people] in the old town."),
    (Measure::Killed, Active, "The blast claimed [lives]."),
    (Measure::Killed, Participle, "A bomb went off in the market, killing [people]."),
    (Measure::Killed, Nominal, "[deaths] were recorded in the district."),
    (Measure::Killed, Headline, "[] killed in market fire"),
    (Measure::Killed, Headline, "Market fire kills []"),
    (Measure::Killed, Label, "Killed: []"),
    (Measure::Killed, Toll, "The death toll stands at []."),
    (Measure::Killed, Toll, "The number of dead has risen to []."),
    (Measure::Killed, Toll, "The number of people killed has reached []."),
    (Measure::Killed, Passive, "[people] lost their lives in the crush."),
    (Measure::Killed, Passive, "[people] were found dead in the tunnel."),
    (Measure::Killed, Active, "The storm that killed [people] came ashore at night."),
    (Measure::Killed, Active, "The raid left [people] dead."),
    (Measure::Killed, Nominal, "There were [deaths]."),
    (Measure::Killed, Nominal, "[bodies] were pulled from the rubble."),
    (Measure::Killed, Nominal, "The bodies of [people] were recovered from the river."),
    (Measure::Killed, Headline, "Market fire leaves [] dead"),
    (Measure::Killed, Headline, "[] dead after roof falls in"),
    (Measure::Killed, Label, "Deaths: []"),
    (Measure::Injured, Passive, "[people] were injured when the stand gave way."),
    (Measure::Injured, Active, "The explosion wounded [people]."),
    (Measure::Injured, Participle, "A tram left the rails, injuring [people]."),
    (Measure::Injured, Nominal, "[injuries] were reported."),
    (Measure::Injured, Headline, "[] hurt in stadium crush"),
    (Measure::Injured, Label, "Injured: []"),
    (Measure::Injured, Passive, "[people] suffered injuries in the crash."),
    (Measure::Injured, Active, "The blast left [people] wounded."),
    (Measure::Injured, Nominal, "There were [injuries]."),
    (Measure::Injured, Headline, "Bus crash injures []"),
    (Measure::Injured, Label, "People injured: []"),
    (Measure::Injured, Toll, "The number of injured stands at []."),
    (Measure::Casualties, Passive, "[people] were killed or wounded in the shelling."),
    (Measure::Casualties, Active, "The shelling killed or wounded [people]."),
    (Measure::Casualties, Participle, "A shell hit the queue, killing or wounding [people]."),
    (Measure::Casualties, Nominal, "[casualties] were reported."),
    (Measure::Casualties, Label, "Casualties: []"),
    (Measure::Missing, Passive, "[people] are missing after the landslide."),
    (Measure::Missing, Active, "The landslide left [people] missing."),
    (Measure::Missing, Participle, "The ferry sank at night, leaving [people] missing."),
    (Measure::Missing, Headline, "[] missing after ferry sinks"),
    (Measure::Missing, Label, "Missing: []"),
    (Measure::Missing, Passive, "[people] remain unaccounted for."),
    (Measure::Missing, Passive, "[people] are trapped under the rubble."),
    (Measure::Missing, Toll, "The number of missing stands at []."),
    (Measure::Captured, Passive, "[people] were abducted on the road to the border."),
    (Measure::Captured, Active, "Gunmen kidnapped [people] in the hills."),
    (Measure::Captured, Participle, "Raiders burned the village, abducting [people]."),
    (Measure::Captured, Nominal, "The abduction of [people] closed the road."),
    (Measure::Captured, Headline, "[] abducted in night raid"),
    (Measure::Captured, Label, "Abducted: []"),
    (Measure::Captured, Passive, "[people] were taken hostage."),
    (Measure::Captured, Active, "Gunmen are holding [people] hostage."),
    (Measure::Displaced, Passive, "[people] have been displaced by the fighting."),
    (Measure::Displaced, Passive, "[people] fled their homes."),
    (Measure::Displaced, Active, "The flood displaced [people]."),
    (Measure::Displaced, Active, "The storm forced [people] from their homes."),
    (Measure::Displaced, Participle, "The river burst its banks, displacing [people]."),
    (Measure::Displaced, Nominal, "The war led to the displacement of [people]."),
    (Measure::Displaced, Headline, "[] displaced by floods"),
    (Measure::Displaced, Label, "Displaced: []"),
    (Measure::Displaced, Passive, "[people] were left homeless by the flood."),
    (Measure::Displaced, Active, "The shelling drove [people] from their homes."),
    (Measure::Displaced, Headline, "Flood displaces []"),
    (Measure::Displaced, Toll, "The number of displaced stands at []."),
    (Measure::Evacuated, Passive, "[people] were evacuated from the valley."),
    (Measure::Evacuated, Active, "Rescuers evacuated [people]."),
    (Measure::Evacuated, Nominal, "The fire led to the evacuation of [people]."),
    (Measure::Evacuated, Headline, "[] evacuated as lava nears"),
    (Measure::Evacuated, Label, "Evacuated: []"),
    (Measure::Evacuated, Passive, "[people] have been moved to safety."),
    (Measure::Refugees, Active, "[people] crossed the border into Chad."),
    (Measure::Refugees, Nominal, "[refugees] reached Chad."),
    (Measure::Refugees, Label, "Refugees: []"),
    (Measure::Refugees, Active, "[people] have sought asylum in Chad."),
    (Measure::Returned, Active, "[people] have returned home."),
    (Measure::Returned, Headline, "[] return home as fighting ends"),
    (Measure::Returned, Label, "Returned: []"),
    (Measure::Returned, Active, "[people] went back to their villages."),
];

/// What may stand for "people", with its population and unit.
pub const NOUNS: [(&str, &str, Unit); 5] = [
    ("people", "", Unit::Person),
    ("women", "women", Unit::Person),
    ("children", "children", Unit::Person),
    ("farmers", "farmers", Unit::Person),
    // families move; who of them dies is counted by heads
    ("families", "", Unit::Household),
];

/// Two measures in one sentence. The second number has no noun, and takes over that of the first.
pub const PAIRS: [(Measure, Measure, &str); 9] = [
    (Measure::Killed, Measure::Injured, "[people] were killed and [] injured in the crush."),
    (Measure::Killed, Measure::Injured, "The blast killed [people] and wounded []."),
    (Measure::Killed, Measure::Injured, "A bus fell into the gorge, killing [people] and injuring []."),
    (Measure::Killed, Measure::Missing, "The wave left [people] dead and [] missing."),
    (Measure::Killed, Measure::Captured, "Raiders killed [people] and abducted [] in the hills."),
    (Measure::Killed, Measure::Displaced, "The flood killed [people] and displaced []."),
    (Measure::Injured, Measure::Killed, "[people] were injured, while [] died in the crush."),
    (Measure::Missing, Measure::Killed, "[people] are missing and [] have died."),
    (Measure::Killed, Measure::Injured, "[] killed, [] hurt in rail crash"),
];
