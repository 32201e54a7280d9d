"""Makes pairs of tables with known links from one real table, to fit and to calibrate the linker on.

    python3 variants.py TABLE.csv OUT [--seed N] [--title COL --description COL --country COL --date COL ...]

Two people who record the same policy write other titles, describe other sides of it, and leave out different things.
The left table's rows are variants of rows of the right one: title words dropped, reordered, abbreviated or taken from the
text, other parts of the description, a year off by one, no country. Some rows have no partner on the right. No words of a
particular table are used: what is learned is how strong each kind of evidence is, not what the tables are about.
"""
import argparse
import csv
import html
import json
import pathlib
import random
import re

SWAPS = {
    "law": ["act"], "act": ["law"], "programme": ["scheme", "program"], "program": ["programme"], "scheme": ["programme"],
    "strategy": ["plan", "policy"], "plan": ["strategy", "programme"], "regulation": ["rules", "regulations"],
    "regulations": ["rules", "regulation"], "national": ["country-wide", "state"], "support": ["promotion", "aid"],
    "promotion": ["support"], "fund": ["financing", "funding"], "decree": ["order"], "order": ["decree"],
    "development": ["improvement"], "vehicles": ["cars"], "buildings": ["houses"], "energy": ["power"], "measures": ["actions"],
    "reduction": ["cut"], "policy": ["strategy"], "framework": ["guidelines"], "subsidies": ["grants"], "grants": ["subsidies"],
}


def clean(text):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text))).strip()


def sentences(text):
    return [part for part in re.split(r"(?<=[.!?;])\s+", text) if part]


def retitle(rng, title, body, country):
    """Another person's title for the same thing; `hard` rows share few words with it."""
    words = title.split()
    kind = rng.random()
    if kind < 0.22:
        return title
    if kind < 0.62:
        keep = rng.choice([0.85, 0.7, 0.5])
        words = [w for w in words if rng.random() < keep] or words[:2]
        words = [rng.choice(SWAPS[w.lower()]) if w.lower() in SWAPS and rng.random() < 0.5 else w for w in words]
        if rng.random() < 0.2:
            words = [w[:-1] if len(w) > 6 and rng.random() < 0.3 else w for w in words]
        if rng.random() < 0.25:
            rng.shuffle(words)
        if rng.random() < 0.15:
            words.insert(0, country)
        return " ".join(words)
    if kind < 0.72 and len(words) > 3:
        capitals = [w for w in words if w[:1].isupper()]
        short = "".join(w[0] for w in capitals) if len(capitals) >= 3 else " ".join(words[:3])
        return short if rng.random() < 0.5 else f"{short} {words[-1]}"
    first = sentences(body)[:1]
    text = first[0] if first else title
    parts = text.split()
    start = 0 if rng.random() < 0.5 else rng.randrange(max(1, len(parts) - 8))
    return " ".join(parts[start:start + rng.randint(4, 12)])


def rebody(rng, body):
    parts = sentences(body)
    if rng.random() < 0.12 or not parts:
        return ""
    chosen = [part for part in parts if rng.random() < 0.55] or parts[:1]
    text = []
    for part in chosen:
        words = part.split()
        drop = rng.choice([0, 0.1, 0.3, 0.5])
        words = [w for w in words if rng.random() >= drop]
        text.append(" ".join(rng.choice(SWAPS[w.lower()]) if w.lower() in SWAPS and rng.random() < 0.4 else w for w in words))
    return " ".join(text)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("table")
    arguments.add_argument("out")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--orphans", type=float, default=0.1)
    for name in ("title", "description", "country", "date", "sectors", "instruments", "actors"):
        arguments.add_argument("--" + name, default="")
    args = arguments.parse_args()
    rng = random.Random(args.seed)
    rows = list(csv.DictReader(open(args.table, encoding="utf-8-sig")))
    out = pathlib.Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    left, right, gold = [], [], {}

    def cell(row, name):
        return clean(row.get(getattr(args, name), "")) if getattr(args, name) else ""

    for number, row in enumerate(rows):
        title, body = cell(row, "title"), cell(row, "description")
        year = re.search(r"\b(19|20)\d\d\b", cell(row, "date"))
        year = year.group() if year else ""
        key = f"B{number}"
        is_orphan = rng.random() < args.orphans
        if not is_orphan:
            # What the right table tells is part of the whole, too.
            parts = [p for p in sentences(body) if rng.random() < 0.75]
            right.append([key, title, " ".join(parts), cell(row, "country"), year, cell(row, "sectors"),
                          cell(row, "instruments"), cell(row, "actors")])
        if is_orphan or rng.random() < 0.45:
            shifted = year and str(int(year) + rng.choice([0, 0, 0, 0, 0, 1, -1, 2, 3, rng.randint(-9, 9)]))
            place = cell(row, "country") if rng.random() < 0.97 else cell(rng.choice(rows), "country")
            left.append([f"A{number}", retitle(rng, title, body, cell(row, "country")), rebody(rng, body),
                         place if rng.random() < 0.9 else "", shifted if rng.random() < 0.7 else "",
                         cell(row, "sectors") if rng.random() < 0.5 else "",
                         cell(row, "instruments") if rng.random() < 0.4 else "", cell(row, "actors") if rng.random() < 0.5 else ""])
            gold[f"A{number}"] = [] if is_orphan else [key]
    header = ["id", "title", "description", "country", "date", "sectors", "instruments", "actors"]
    for name, table in (("left", left), ("right", right)):
        with open(out / f"{name}.csv", "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(header)
            writer.writerows(table)
    json.dump(gold, open(out / "gold.json", "w"))
    json.dump({k: v for k, v in gold.items() if v}, open(out / "linked.json", "w"))
    print(f"{out}: {len(left)} rows against {len(right)}, {sum(not v for v in gold.values())} without a partner")


if __name__ == "__main__":
    main()
