//! Articles that nobody wrote: invented places, people and figures, the same for the same number.
//!
//! In: how much is wanted. Out: documents. Three kinds: [`dense`], every sentence with a figure;
//! [`news`], about one sentence in fifteen with one, among numbers that are none; [`of_event`], short
//! reports, three to an event, for what compares documents.

#![allow(dead_code)] // each bench uses some of them

use jiff::civil::Date;
use tollcheck::text::{Document, Moment, Title};

/// Of so many sentences of [`news`], one holds a figure.
const SENTENCES_A_FIGURE: u64 = 15;

/// The length of an article of [`dense`] and [`news`], in sentences.
const SENTENCES: u64 = 24;

const SYLLABLES: [&str; 16] =
    ["ba", "ko", "ri", "du", "sha", "mel", "tor", "ni", "ga", "vu", "zen", "li", "po", "kha", "rem", "su"];
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const STRIKES: [&str; 4] = ["An air strike on", "A bomb in a market in", "A flood in", "A shooting in"];
const PEOPLE: [&str; 12] = [
    "people",
    "civilians",
    "fighters",
    "soldiers",
    "children",
    "women",
    "farmers",
    "miners",
    "passengers",
    "pupils",
    "villagers",
    "workers",
];
const BOUNDS: [&str; 12] =
    ["", "", "", "", "at least ", "more than ", "up to ", "nearly ", "about ", "some ", "as many as ", "around "];
const SOURCES: [&str; 8] = [
    "police",
    "the health ministry",
    "a hospital director",
    "the governor's office",
    "rescue workers",
    "the army",
    "residents",
    "the civil defence agency",
];

/// Sentences with figures. {p} a place, {n} a quantity, {m} another, {w} people, {d} a day, {s} who says so.
const FIGURES: [&str; 24] = [
    "{N} {w} were killed when a shell hit a bakery in {p} on {d}, {s} said.",
    "The flood killed {n} {w} and displaced {m} families in the district of {p}.",
    "{N} {w} were wounded, {m} of them seriously, and taken to the hospital in {p}.",
    "Gunmen raided a village near {p}, killing {n} {w} and abducting {m} others.",
    "The death toll from the collapse of a bridge in {p} has risen to {n}, {s} said on {d}.",
    "According to {s}, {n} {w} are missing after a ferry sank off {p}.",
    "Among the dead were {n} {w}, {s} said.",
    "A bus fell into a gorge near {p} on {d}, leaving {n} {w} dead and {m} injured.",
    "{N} {w}, including {m} children, died in a fire at a warehouse in {p}.",
    "Fighting around {p} has driven {n} {w} from their homes since {d}.",
    "{N} families fled {p} and the villages around it, the governor told reporters.",
    "{S} said that {n} bodies had been recovered from the rubble in {p}.",
    "Another {n} {w} were hurt in a second blast at the bus station of {p}.",
    "No casualties were reported in {p}, where the wall of a school gave way.",
    "The landslide buried {n} houses in {p} and killed {m} {w}.",
    "{N} {w} died and {m} were injured in clashes between herders and farmers near {p}.",
    "{S} put the number of dead at {n} and that of the wounded at {m}.",
    "Rebels said they had killed {n} soldiers in an ambush on the road to {p}, which the army denied.",
    "The avalanche near {p} claimed {n} lives, among them those of {m} guides.",
    "{N} {w} have been evacuated from {p} as the river keeps rising.",
    "Of the {n} {w} who were injured, {m} are in critical condition.",
    "{N} refugees crossed the border near {p} on {d}, aid workers said.",
    "A shell killed a farmer and his two sons in a field outside {p} on {d}.",
    "Two of the wounded died in hospital, bringing the toll to {n}, {s} said.",
];

/// Sentences without: most without a number, some with numbers of other things.
const OTHERS: [&str; 36] = [
    "The council of {p} met on {d} to talk about the budget for the coming year.",
    "Residents of {p} say that the road to the coast has not been repaired since the spring.",
    "The minister is expected to travel to {p} next week, where he will open a new clinic.",
    "“We have asked for this for a long time, and nobody has listened,” said {q}, who runs a shop near the station.",
    "Prices of bread and fuel rose again, and many families buy on credit.",
    "The court in {p} adjourned the hearing until {d}, after a lawyer for the company asked for more time.",
    "The bridge, which was built with foreign money, is {k} metres long and carries both trains and lorries.",
    "Farmers in the valley hope for rain before the end of the month.",
    "Schools in {p} will open an hour later while the heating is being mended.",
    "The company said that it would invest {k} million in the harbour of {p} over the next five years.",
    "{Q}, {k}, has taught music in {p} for most of her life.",
    "A spokesman declined to comment on the talks, which have been going on behind closed doors.",
    "The team from {p} won by two goals to one in front of {k},000 spectators on {d}.",
    "Critics of the plan point out that a similar scheme failed ten years ago.",
    "The weather office expects strong winds along the coast, with temperatures falling to {k} degrees at night.",
    "The museum shows letters, maps and photographs that the family had kept in a trunk.",
    "Police in {p} stopped {k} cars at the bridge and seized a lorry full of cigarettes.",
    "The new line will shorten the journey between {p} and the capital by {k} minutes.",
    "In the evening the streets fill with people who come to eat, to talk and to listen to the bands.",
    "The union has called on its members to stay at home on {d}.",
    "The opposition leader, {q}, accused the government of breaking its promises.",
    "An engineer who has looked at the dam says that it is safe, but old.",
    "The hospital in {p} has {k} beds and serves the whole of the province.",
    "The author, who grew up in {p}, said the book had taken her seven years.",
    "Negotiators from both sides are to meet again in {p}, although neither expects a quick result.",
    "The harvest was better than last year, when frost had damaged the vines.",
    "The bank raised its rate by a quarter of a point to {k} per cent, as analysts had expected.",
    "Volunteers cleaned the beach and planted {k} trees along the promenade.",
    "The old mill was sold to an investor from {p}, who wants to turn it into flats.",
    "The president thanked the firefighters, and promised new engines for the brigade of {p}.",
    "The ferry will run every {k} minutes in the summer, and once an hour in the winter.",
    "Nobody at the embassy could be reached for comment on {d}.",
    "The film tells of a postman who reads the letters that he is meant to deliver.",
    "The army moved {k} tanks to the hills above {p}, according to the radio.",
    "A survey found that three quarters of the people in {p} want the market to stay where it is.",
    "The pupils had written to the mayor, and were surprised to get an answer.",
];

/// Numbers that look random and are the same every time.
pub struct Dice(u64);

impl Dice {
    pub const fn new(seed: u64) -> Self {
        Dice(seed)
    }

    /// A number below `sides`.
    pub fn roll(&mut self, sides: u64) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % sides).unwrap_or(0)
    }

    fn one_of(&mut self, words: &[&'static str]) -> &'static str {
        words[self.roll(words.len() as u64)]
    }

    pub fn name(&mut self) -> String {
        let word: String = (0..4).map(|_| SYLLABLES[self.roll(16)]).collect();
        capitalised(&word)
    }

    /// A quantity: a number in digits or words, or a vague one, most often without a bound.
    fn quantity(&mut self) -> String {
        const WORDS: [&str; 8] = ["three", "seven", "eleven", "fifteen", "twenty-three", "forty", "two dozen", "sixty"];
        let bound = self.one_of(&BOUNDS);
        match self.roll(8) {
            0 => "several dozen".to_owned(),
            1..=3 => bound.to_owned() + self.one_of(&WORDS),
            4 => format!("{bound}{},{:03}", 1 + self.roll(90), self.roll(1_000)),
            _ => format!("{bound}{}", 2 + self.roll(198)),
        }
    }

    /// A template with its holes filled.
    fn filled(&mut self, template: &str) -> String {
        let mut text = String::with_capacity(template.len() + 40);
        let mut rest = template;
        while let Some((before, behind)) = rest.split_once('{') {
            text += before;
            let filling = match &behind[..1] {
                "p" | "P" => self.name(),
                "q" | "Q" => format!("{} {}", self.name(), self.name()),
                "n" | "m" | "N" => self.quantity(),
                "w" => self.one_of(&PEOPLE).to_owned(),
                "d" => self.one_of(&WEEKDAYS).to_owned(),
                "s" | "S" => self.one_of(&SOURCES).to_owned(),
                _ => (2 + self.roll(80)).to_string(),
            };
            text += &if behind.as_bytes()[0].is_ascii_uppercase() { capitalised(&filling) } else { filling };
            rest = &behind[2..];
        }
        text + rest
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Articles in which every sentence holds a figure, `bytes` of them and a little more.
pub fn dense(bytes: usize) -> Vec<Document> {
    articles(bytes, 1)
}

/// Articles in which about one sentence in fifteen holds a figure.
pub fn news(bytes: usize) -> Vec<Document> {
    articles(bytes, SENTENCES_A_FIGURE)
}

fn articles(bytes: usize, sentences_a_figure: u64) -> Vec<Document> {
    let mut documents = Vec::new();
    let mut written = 0;
    while written < bytes {
        let document = article(documents.len() as u64, sentences_a_figure);
        written += document.text.len();
        documents.push(document);
    }
    documents
}

/// An article in paragraphs of three sentences.
fn article(n: u64, sentences_a_figure: u64) -> Document {
    let mut dice = Dice::new(n * 7_919 + sentences_a_figure);
    let mut text = String::new();
    for sentence in 0..SENTENCES {
        let templates: &[&str] = if dice.roll(sentences_a_figure) == 0 { &FIGURES } else { &OTHERS };
        let template = templates[dice.roll(templates.len() as u64)];
        text += &dice.filled(template);
        text += if sentence % 3 == 2 { "\n\n" } else { " " };
    }
    let mut document = Document::plain(format!("article-{n:06}"), text);
    document.metadata.published = Some(Moment::of_day(day(&mut dice)));
    document.title = Some(Title { text: dice.filled("Council of {p} to meet on {d}"), at: None });
    document
}

fn day(dice: &mut Dice) -> Date {
    Date::constant(2021, 1 + dice.roll(12) as i8, 1 + dice.roll(28) as i8)
}

/// The report of that number; three in a row are about one event, and each recalls a past one.
pub fn of_event(n: u64) -> Document {
    let mut event = Dice::new(n / 3 * 7_919 + 13);
    let mut own = Dice::new(n);
    let (place, province, past) = (event.name(), event.name(), event.name());
    let day = day(&mut event);
    let text = format!(
        "{} {place}, a town in {province} province, killed at least {} people and wounded {} on {}, officials said.\n\n\
         Residents of {place} said the noise was heard for miles. Schools in the town were shut, and the mayor called \
         for calm while engineers looked at the water works and the two bridges over the river.\n\n\
         In March {} an attack on {past} killed {} people.\n\nThe governor of {province} promised help.",
        STRIKES[event.roll(4)],
        10 + own.roll(5),
        20 + own.roll(9),
        WEEKDAYS[day.weekday().to_monday_zero_offset() as usize],
        2005 + event.roll(14),
        3 + own.roll(3),
    );
    let mut document = Document::plain(format!("article-{n:06}"), text);
    document.metadata.published = Some(Moment::of_day(day));
    document
}

/// The bytes of the texts of documents.
pub fn bytes_of(documents: &[Document]) -> usize {
    documents.iter().map(|document| document.text.len()).sum()
}

/// Documents as JSON Lines.
pub fn json_lines(documents: &[Document]) -> String {
    let line = |document: &Document| {
        let published = document.metadata.published.map(|moment| moment.as_written());
        let title = document.title.as_ref().map(|title| &title.text);
        let line =
            serde_json::json!({"id": document.id, "title": title, "published": published, "text": &*document.text});
        line.to_string() + "\n"
    };
    documents.iter().map(line).collect()
}
