//! The program asks no network, ever: no crate that speaks to one is part of it, its own code does not
//! name the standard library's, and what was built cannot look up the address of another machine.
//!
//! `.ci/run` looks for more in the optimised program, which does not hold what is never called.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// What stands in quotation marks behind `start` in each line that has it.
fn quoted_behind(text: &str, start: &str) -> Vec<String> {
    let quoted = |line: &str| Some(line.split_once(start)?.1.split('"').next()?.to_owned());
    text.lines().filter_map(quoted).collect()
}

#[test]
fn no_crate_that_speaks_to_a_network_is_part_of_the_program() {
    let Ok(deny) = fs::read_to_string(root().join("deny.toml")) else { return };
    let banned = quoted_behind(&deny, "{ crate = \"");
    assert!(banned.len() >= 8 && banned.iter().any(|name| name == "reqwest"), "{banned:?}");
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let packages = quoted_behind(&lock, "name = \"");
    assert!(packages.iter().any(|name| name == "tollcheck"), "the lock file lists packages");
    let found: Vec<_> = packages.iter().filter(|name| banned.contains(name)).collect();
    assert!(found.is_empty(), "{found:?}");
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn no_code_of_ours_names_a_socket() {
    let mut files = Vec::new();
    for folder in ["src", "python/src"].map(|folder| root().join(folder)).iter().filter(|folder| folder.exists()) {
        sources(folder, &mut files);
    }
    assert!(files.len() > 50, "{} files", files.len());
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let named = ["std::net", "TcpStream", "TcpListener", "UdpSocket", "UnixStream"];
        let found = named.iter().find(|name| text.contains(**name));
        assert!(found.is_none(), "{} names {}", file.display(), found.unwrap());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn the_program_cannot_look_up_an_address() {
    let program = fs::read(env!("CARGO_BIN_EXE_tollcheck")).unwrap();
    // names of functions that are taken from the system stand between zeros
    let takes = |name: &str| {
        let name = [b"\0", name.as_bytes(), b"\0"].concat();
        program.windows(name.len()).any(|bytes| bytes == name)
    };
    assert!(takes("write") && takes("read"), "the names are found");
    for name in ["getaddrinfo", "gethostbyname", "res_query", "getnameinfo"] {
        assert!(!takes(name), "the program takes {name} from the system");
    }
}
