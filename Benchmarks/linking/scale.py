"""Time and peak memory of `strata link` by the size of the tables, beside TF-IDF and RapidFuzz on a fair part of it.

    python3 scale.py STRATA DATA WORK [--peers] [--curve growth.svg]

Rows are made by joining titles and sentences of the real tables in DATA/sheets at random: as many distinct words as real
rows have, no two rows alike. Each left row is a variant of a right one. The peers get the largest part that they finish in
about a minute: 1,000 x 10,000. Needs scikit-learn and rapidfuzz for --peers.
"""
import csv
import json
import pathlib
import random
import resource
import subprocess
import sys
import time

from variants import clean, rebody, retitle, sentences

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from curves import curves  # noqa: E402


def pools(data):
    titles, parts, countries = [], [], []
    for name, title, body, country in (("climate-laws", "Title", "Description", "Geography"),
                                       ("eea-measures", "Name of policy or measure", "Description", "Country")):
        for row in csv.DictReader(open(data / "sheets" / f"{name}.csv", encoding="utf-8-sig")):
            titles.append(clean(row[title]).split())
            parts += sentences(clean(row[body]))
            countries.append(row[country])
    return titles, parts, countries


def tables(data, out, left, right):
    rng = random.Random(left * 31 + right)
    titles, parts, countries = pools(data)
    header = ["id", "title", "description", "country", "date"]
    out.mkdir(parents=True, exist_ok=True)
    gold, rows = {}, []
    for number in range(right):
        one, two = rng.choice(titles), rng.choice(titles)
        title = " ".join(one[:rng.randint(2, 6)] + two[-rng.randint(2, 5):])
        rows.append([f"B{number}", title, " ".join(rng.choice(parts) for _ in range(rng.randint(1, 6)))[:1500],
                     rng.choice(countries), str(rng.randint(1995, 2026))])
    picked = rng.sample(range(right), left)
    with open(out / "right.csv", "w", newline="") as file:
        csv.writer(file).writerows([header] + rows)
    with open(out / "left.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for index, number in enumerate(picked):
            _, title, body, country, year = rows[number]
            writer.writerow([f"A{index}", retitle(rng, title, body, country), rebody(rng, body), country, year])
            gold[f"A{index}"] = [f"B{number}"]
    json.dump(gold, open(out / "gold.json", "w"))


def measure(command):
    start = time.time()
    pid = subprocess.Popen(command, stdout=open("/dev/null", "wb"), stderr=subprocess.DEVNULL)
    _, status, usage = __import__("os").wait4(pid.pid, 0)
    assert status == 0
    return time.time() - start, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime


def main():
    strata, data, work = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    print("    left    right   seconds   CPU s   peak MB   us/pair-of-left")
    grown = []
    for left, right in ((1000, 10_000), (1000, 100_000), (2000, 20_000), (5000, 50_000), (10_000, 10_000), (10_000, 100_000)):
        folder = work / f"{left}x{right}"
        if not (folder / "right.csv").exists():
            tables(data, folder, left, right)
        seconds, memory, cpu = measure([strata, "link", str(folder / "left.csv"), str(folder / "right.csv"), "-q"])
        print(f"{left:8,} {right:8,} {seconds:9.1f} {cpu:7.1f} {memory:9.0f} {seconds / left * 1e6:12.0f}", flush=True)
        if right == 10 * left:
            grown.append((left, seconds))
    peers = {}
    if "--peers" in sys.argv:
        for left, right in ((300, 3000), (1000, 10_000)):
            folder = work / f"{left}x{right}"
            if not (folder / "right.csv").exists():
                tables(data, folder, left, right)
            files = [str(folder / name) for name in ("left.csv", "right.csv", "gold.json")]
            text = subprocess.run([sys.executable, str(pathlib.Path(__file__).with_name("peers.py"))] + files,
                                  capture_output=True, text=True).stdout
            print(text)
            for line in text.splitlines():
                if line.startswith("  ") and line.endswith(" s"):
                    peers.setdefault(line[2:30].strip(), []).append((left, float(line.split()[-2])))
    if "--curve" in sys.argv:
        shown = {"strata link": grown} | {name: line for name, line in peers.items() if name != "tfidf titles"}
        curves(sys.argv[sys.argv.index("--curve") + 1], shown, "rows, against ten times as many candidates")


if __name__ == "__main__":
    main()
