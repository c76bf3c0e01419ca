//! Which columns of a table hold what, where a person says so.
//!
//! In: names of columns. Out: the same, for the readers of tables. It knows no table.

/// The names of columns, where a person says which is which.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// The text.
    pub text: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When.
    pub published: Option<String>,
    /// Where it stands.
    pub url: Option<String>,
    /// A language tag.
    pub language: Option<String>,
    /// What a row is called.
    pub id: Option<String>,
}
