//! The `tollcheck` command.
fn main() {}
