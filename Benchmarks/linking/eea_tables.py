"""Makes the two tables, the gold and the split of the EEA linking task from eea-measure-to-union-policy.jsonl.

    python3 eea_tables.py DATA OUT

Writes OUT/measures.csv, OUT/policies.csv, OUT/gold.json ({row: [policy keys]}) and OUT/split.json
({develop: [rows], report: [rows]}). The split is by country: countries sorted by name are dealt alternately by the
number of their measures (largest first, always to the smaller half), so that no country is on both sides.
"""
import collections
import csv
import json
import pathlib
import sys


def tables(data: pathlib.Path, out: pathlib.Path) -> None:
    rows = [json.loads(line) for line in open(data / "sheets" / "eea-measure-to-union-policy.jsonl")]
    policies = sorted({p for row in rows for p in row["union_policies_raw"]})
    key = {policy: f"P{index:03d}" for index, policy in enumerate(policies)}
    out.mkdir(parents=True, exist_ok=True)
    with open(out / "policies.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "title"])
        writer.writerows([key[policy], policy] for policy in policies)
    with open(out / "measures.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "title", "description", "country", "sectors", "instruments", "status", "actors"])
        for row in rows:
            writer.writerow(
                [row["row"], row["name"], row["description"], row["country"], row["sectors"], row["instruments"],
                 row["status"], row["entities"]])
    counts = collections.Counter(row["country"] for row in rows)
    halves: dict[str, list[str]] = {"develop": [], "report": []}
    sizes = {"develop": 0, "report": 0}
    for country, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        half = min(("develop", "report"), key=lambda name: sizes[name])
        halves[half].append(country)
        sizes[half] += count
    split = {half: [str(r["row"]) for r in rows if r["country"] in names] for half, names in halves.items()}
    gold = {str(row["row"]): sorted({key[p] for p in row["union_policies_raw"]}) for row in rows}
    json.dump(gold, open(out / "gold.json", "w"))
    json.dump(split, open(out / "split.json", "w"))
    print({half: (len(split[half]), names) for half, names in halves.items()})


if __name__ == "__main__":
    tables(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
