#!/usr/bin/env bash
# Builds the wheel for manylinux2014 (glibc 2.17 or later) into python/dist, for this machine's processor.
# Needs Python 3.10 or later and Rust; installs maturin and the Zig linker into a virtual environment below target/.
set -eu
cd "$(dirname "$0")"
environment=../target/wheels-venv
[ -x "$environment/bin/maturin" ] || {
  python3 -m venv "$environment"
  "$environment/bin/pip" install --quiet 'maturin>=1.9,<2' ziglang
}
# zig is found through the environment's own Python
PATH="$PWD/$environment/bin:$PATH" "$environment/bin/maturin" build --release --zig --compatibility manylinux2014 --out dist "$@"
