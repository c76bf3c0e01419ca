//! The fuzz target `table`: see the function of that name in `tests/invariants/input.rs`.
#![no_main]

#[path = "../../tests/invariants/input.rs"]
mod input;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| input::table(bytes));
