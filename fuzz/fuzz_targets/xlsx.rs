//! The fuzz target `xlsx`: see the function of that name in `tests/invariants/input.rs`.
#![no_main]

#[path = "../../tests/invariants/input.rs"]
mod input;

// What panics in the library that reads these is caught and told: the fuzzer need not stop there.
libfuzzer_sys::fuzz_target!(init: std::panic::set_hook(Box::new(|_| ())), |bytes: &[u8]| input::xlsx(bytes));
