//! What a rule reports: plain data that a person can act on.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How much a finding matters. Ordered: a note is the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Worth a look before publication.
    Warning,
    /// Cannot stand as it is.
    Error,
}

impl Severity {
    /// The name in files and output.
    pub const fn name(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// One report of one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The id of the rule.
    pub rule: String,
    /// How much it matters.
    pub severity: Severity,
    /// The id of the event.
    pub event: String,
    /// The ids of every claim concerned, in the order in which the message speaks of them.
    pub claims: Vec<String>,
    /// The ids of claims that bear on it without standing against another: the other parts of a
    /// breakdown, more sources of a draft's figure.
    pub related: Vec<String>,
    /// What is wrong and what to do, in one or two sentences.
    pub message: String,
    /// The arithmetic, where figures cannot hold together.
    pub proof: Option<String>,
    /// What probably lies behind it, likeliest first; told beside the finding, never instead.
    pub causes: Vec<String>,
    /// The ids of the conventions under which it holds, where figures were read as houses do.
    /// Empty where none was asked for.
    pub under: Vec<String>,
    /// Why the text permits it, where it does: it is told, and not counted.
    pub suppressed: Option<String>,
    /// Whether an earlier run reported it too, where this one is compared with one: it is told, and
    /// not counted.
    pub known: bool,
}

impl Finding {
    /// Whether it counts for the summary and the exit status: no text permits it, and it is new.
    pub fn counts(&self) -> bool {
        self.suppressed.is_none() && !self.known
    }
}
