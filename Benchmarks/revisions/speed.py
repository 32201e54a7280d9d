#!/usr/bin/env python3
"""Time and memory of `strata diff` beside Python's difflib, on the same texts.

    speed.py STRATA [--sizes 1000,3000,10000,30000] [--difflib-limit 120] [--curve growth.svg]

Makes N items from the words of the project's corpus (seeded), edits 5 % of them (half of the edits reword, the rest
delete, insert and move), runs `strata run` on both versions once, and times `strata diff` on the two output folders.
difflib compares the same lists of texts with SequenceMatcher(autojunk=False), then each replaced block pair by pair
with ratio(), as ndiff does, up to a limit of seconds. Prints a Markdown table.
"""
import argparse, difflib, os, pathlib, random, subprocess, sys, tempfile, time

root = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(root / "Benchmarks"))
from curves import curves  # noqa: E402


def sentences(count, rng):
    words = []
    for path in sorted(root.glob("corpus/*/*.md")) + sorted(root.glob("corpus/versions/*.txt")):
        words += [w.strip(".,;:()[]#*–|“”") for w in path.read_text(encoding="utf-8", errors="replace").split()]
    words = sorted({w for w in words if w.isalpha() and len(w) > 2})
    verbs = ["launch", "establish", "support", "fund", "publish", "train", "build", "propose", "review", "extend"]
    return [f"{rng.choice(verbs)} " + " ".join(rng.choices(words, k=rng.randint(8, 30))) + f" by {rng.randint(2025, 2040)};"
            for _ in range(count)]


def edit(texts, rng):
    texts = list(texts)
    for _ in range(len(texts) // 20):
        at = rng.randrange(len(texts))
        kind = rng.random()
        if kind < 0.5:
            words = texts[at].split()
            for _ in range(max(1, len(words) * rng.randint(5, 40) // 100)):
                words[rng.randrange(len(words))] = rng.choice(rng.choice(texts).split())
            texts[at] = " ".join(words)
        elif kind < 0.67:
            del texts[at]
        elif kind < 0.84:
            texts.insert(at, sentences_pool.pop())
        else:
            texts.insert(rng.randrange(len(texts)), texts.pop(at))
    return texts


def write(texts, path):
    with open(path, "w", encoding="utf-8") as out:
        for index, text in enumerate(texts):
            if index % 25 == 0:
                out.write(f"\n## Part {index // 25 + 1}\n\n")
            out.write(f"- {text}\n")


def timed(command):
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    return time.perf_counter() - start, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


def by_difflib(old, new, limit):
    start = time.perf_counter()
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "replace":
            continue
        for left in old[a:b]:
            for right in new[c:d]:
                difflib.SequenceMatcher(None, left.split(), right.split(), autojunk=False).ratio()
                if time.perf_counter() - start > limit:
                    return None
    return time.perf_counter() - start


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("strata")
    parser.add_argument("--sizes", default="1000,3000,10000,30000")
    parser.add_argument("--difflib-limit", type=float, default=120)
    parser.add_argument("--curve", help="write the growth as an SVG to this file")
    options = parser.parse_args()
    print("| segments | strata diff, s | peak MB | the old one against itself, s | difflib, s | ratio |\n|---:|---:|---:|---:|---:|---:|")
    ours, peers = [], []
    for size in map(int, options.sizes.split(",")):
        rng = random.Random(size)
        sentences_pool = sentences(size // 10 + 10, rng)
        old = sentences(size, rng)
        new = edit(old, rng)
        with tempfile.TemporaryDirectory() as folder:
            for name, texts in (("a", old), ("b", new)):
                os.mkdir(f"{folder}/{name}")
                write(texts, f"{folder}/{name}/plan.md")
                subprocess.run([options.strata, "run", "-q", f"{folder}/{name}", "-o", f"{folder}/o{name}"], check=True, cwd=root)
            runs = [timed([options.strata, "diff", f"{folder}/oa", f"{folder}/ob", "--stat"]) for _ in range(3)]
            assert all(run[2] == 1 for run in runs), runs
            seconds, megabytes, _ = min(runs)
            reading = min(timed([options.strata, "diff", f"{folder}/oa", f"{folder}/oa", "--stat"]) for _ in range(3))[0]
            peer = by_difflib(old, new, options.difflib_limit)
            shown = f"{peer:.2f}" if peer else f"> {options.difflib_limit:.0f}"
            ratio = f"{peer / seconds:.2f}" if peer else f"> {options.difflib_limit / seconds:.0f}"
            ours.append((size, seconds))
            if peer:
                peers.append((size, peer))
            print(f"| {size} | {seconds:.2f} | {megabytes:.0f} | {reading:.2f} | {shown} | {ratio} |", flush=True)
    if options.curve:
        curves(options.curve, {"strata diff": ours, "difflib": peers}, "segments on each side, 5 % edited")
