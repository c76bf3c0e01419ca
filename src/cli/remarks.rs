//! What is said on standard error of documents, where the format has no room for it: silence is no
//! clean bill.
//!
//! In: what was read, document by document. Out: remarks, and faults as they come. However many
//! there are, only the first few are kept.

use tollcheck::fault::Fault;
use tollcheck::report::Entry;

use super::show::Screen;

/// How many documents without a figure are named before the rest is only counted.
const NAMED: usize = 5;

/// How many faults and notes are shown before the rest is only counted.
const SHOWN: usize = 20;

/// What there is to say so far.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    documents: usize,
    silent: usize,
    named: Vec<String>,
    notes: Vec<String>,
    more_notes: usize,
    faults: usize,
}

impl Remarks {
    /// Takes a document in.
    pub(super) fn add(&mut self, entry: &Entry) {
        self.documents += 1;
        if entry.claims == 0 && entry.error.is_none() {
            self.silent += 1;
            if self.named.len() < NAMED {
                self.named.push(entry.id.clone());
            }
        }
        for note in &entry.notes {
            self.note(format!("{}: {note}", entry.id));
        }
    }

    /// Takes a remark in that is told at the end.
    pub(super) fn note(&mut self, note: String) {
        if self.notes.len() < SHOWN { self.notes.push(note) } else { self.more_notes += 1 }
    }

    /// Shows what could not be read while the rest is done.
    pub(super) fn faults(&mut self, faults: &[Fault], screen: &Screen) {
        let room = SHOWN.saturating_sub(self.faults).min(faults.len());
        if room > 0 {
            screen.faults(&faults[..room]);
        }
        self.faults += faults.len();
    }

    /// How many inputs could not be read.
    pub(super) fn unread(&self) -> usize {
        self.faults
    }

    /// Tells how many faults there were beyond those shown.
    pub(super) fn tell_faults(&self, screen: &Screen) {
        if self.faults > SHOWN {
            screen.warning(&format!("… and {} more", self.faults - SHOWN));
        }
    }

    /// Tells what was found silent or odd.
    pub(super) fn tell(&self, screen: &Screen) {
        let named = self.named.join(", ");
        match self.silent {
            0 => {}
            n if n <= NAMED => screen.remark(&format!("no figure of people harmed or moved was found in: {named}")),
            n => screen.remark(&format!(
                "no figure of people harmed or moved was found in {n} of {} documents: {named}, …",
                self.documents
            )),
        }
        self.notes.iter().for_each(|note| screen.remark(note));
        if self.more_notes > 0 {
            screen.remark(&format!("… and {} more remarks", self.more_notes));
        }
    }
}
