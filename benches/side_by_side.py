#!/usr/bin/env python3
"""tollcheck side by side with others, in one run, on the same text.

In: the release binary, and whichever of these are there: ripgrep (`rg`), and from PyPI text2num,
quantulum3 and recognizers-text-suite (with `emoji<2`, which it needs and does not ask for). What is not
there is named. Out: a Markdown table: megabytes of text a second, the ratio to tollcheck on one thread,
and the peak of memory. The text is what `cargo bench --bench program` leaves in the temporary folder, or
FILE, one JSON document a line.

    cargo bench --bench program -- 10                   # makes the texts
    python3 benches/side_by_side.py [--runs 5] [--binary target/release/tollcheck] [FILE]

A machine that does other work shows in the times: only the ratios of one run mean anything.
"""

import argparse
import contextlib
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent

# What each peer does to a list of texts, run in a process of its own; it prints the seconds of the
# work itself, without loading. Each does less than extraction: the pace is what is compared.
PEERS = {
    "text2num (rewrites numbers)": ("text_to_num", """
from text_to_num import alpha2digit
work = lambda text: alpha2digit(text, "en")
"""),
    "quantulum3 (quantities)": ("quantulum3", """
from quantulum3 import parser
work = lambda text: parser.parse(text)
"""),
    "Recognizers-Text (numbers)": ("recognizers_number", """
from recognizers_number import recognize_number
from recognizers_text import Culture
work = lambda text: recognize_number(text, Culture.English)
"""),
}

PEER = """
import json, sys, time
{body}
work("Two hundred people were killed.")
elapsed = processor = done = 0
for line in open(sys.argv[1], encoding="utf-8"):
    text = json.loads(line)["text"]
    begun, busy = time.perf_counter(), time.process_time()
    work(text)
    elapsed, processor = elapsed + time.perf_counter() - begun, processor + time.process_time() - busy
    done += len(text.encode())
    if processor > float(sys.argv[2]):
        break
print(done, elapsed, processor)
"""


def run(command):
    """Elapsed seconds, processor seconds, peak of memory in MB, standard output of one run."""
    peak = 0

    def watch(pid):
        # what the system tells of a child that ended counts this script's own memory too, from before it began
        nonlocal peak
        while not ended.wait(0.002):
            with contextlib.suppress(OSError, StopIteration):
                status = pathlib.Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
                line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
                peak = max(peak, int(line.split()[1]) / 1024)

    with tempfile.TemporaryFile() as out:
        ended = threading.Event()
        begun = time.perf_counter()
        child = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        watching = threading.Thread(target=watch, args=(child.pid,))
        watching.start()
        _, status, usage = os.wait4(child.pid, 0)
        elapsed = time.perf_counter() - begun
        ended.set()
        watching.join()
        if os.waitstatus_to_exitcode(status) not in (0, 1):  # 1: ripgrep found nothing
            sys.exit(f"{command[0]} failed")
        out.seek(0)
        head = out.read(200)
    return elapsed, usage.ru_utime + usage.ru_stime, peak, head


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--binary", default=str(HERE.parent / "target/release/tollcheck"))
    arguments.add_argument("--seconds", type=float, default=10, help="how long a peer may work, in processor time")
    arguments.add_argument("files", nargs="*", metavar="FILE")
    arguments = arguments.parse_args()
    folder = pathlib.Path(tempfile.gettempdir()) / "tollcheck-bench"
    files = [pathlib.Path(name) for name in arguments.files] or [folder / "news.jsonl", folder / "dense.jsonl"]
    for file in files:
        if not file.exists():
            sys.exit(f"{file} is not there: cargo bench --bench program -- 10 makes it")
        compare(file, arguments)


def compare(file, arguments):
    """Prints the table of one text."""
    with open(file, encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    size = sum(len(text.encode()) for text in texts)
    plain = file.with_suffix(".txt")
    plain.write_text("\n".join(texts), encoding="utf-8")
    extract = [arguments.binary, "extract", "--format", "jsonl", "--quiet"]
    rows = []
    # in turns, so that what else the machine does falls on all alike
    commands = {"tollcheck extract, one thread": [*extract, "--threads", "1", str(file)]}
    commands["tollcheck extract, two threads"] = [*extract, "--threads", "2", str(file)]
    if shutil.which("rg"):
        words = str(HERE / "words.txt")
        options = ["--threads", "1", "--count", "--ignore-case", "--fixed-strings", "--no-config", "--no-mmap"]
        commands["ripgrep over the 60 words, one thread"] = ["rg", *options, "--file", words, str(plain)]
    for command in commands.values():
        run(command)
    taken = {name: [] for name in commands}
    for _ in range(arguments.runs):
        for name, command in commands.items():
            taken[name].append(run(command)[:3])
    for name, runs in taken.items():
        elapsed, processor, memory = (statistics.median(column) for column in zip(*runs))
        rows.append((name, size / elapsed / 1e6, size / processor / 1e6, memory))
    for name, (module, body) in PEERS.items():
        loaded = subprocess.run([sys.executable, "-W", "ignore", "-c", f"import {module}"], capture_output=True, text=True)
        if loaded.returncode:
            print(f"left out: {name}: {loaded.stderr.strip().splitlines()[-1]}", file=sys.stderr)
            continue
        command = [sys.executable, "-W", "ignore", "-c", PEER.format(body=body), str(file), str(arguments.seconds)]
        _, _, memory, head = run(command)
        done, elapsed, processor = map(float, head.split())
        rows.append((name, done / elapsed / 1e6, done / processor / 1e6, memory))
    base = rows[0]
    print(f"\n{file.name}, {size / 1e6:.1f} MB of text in {len(texts)} documents, medians of {arguments.runs} runs\n")
    print("| program | MB/s, elapsed | times tollcheck | MB/s of processor time | times tollcheck | peak memory |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, elapsed, processor, memory in rows:
        print(
            f"| {name} | {elapsed:.3g} | {elapsed / base[1]:.3g} | {processor:.3g} | {processor / base[2]:.3g} "
            f"| {memory:.0f} MB |"
        )


if __name__ == "__main__":
    main()
