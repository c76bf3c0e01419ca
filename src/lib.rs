//! Reads news texts, extracts every quantified statement about people killed, injured, missing or
//! displaced as a range of whole numbers, and says which figures of one event cannot all be true.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

pub mod case;
pub mod claim;
pub mod event;
pub mod fault;
pub mod report;
pub mod rules;
pub mod text;
pub mod yaml;
