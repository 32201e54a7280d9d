"""Measures the output of `strata link` against gold: hit@1, hit@5, MRR and the calibration curve.

    python3 evaluate.py LINKS.jsonl gold.json [split.json HALF]

Gold is {row: [candidates]}; rows with an empty list have no partner and count in the curve alone. The curve takes the
best candidate of each row by its probability; 'all' takes every candidate that was written.
"""
import json
import sys


def evaluate(links, gold, rows):
    hits1 = hits5 = mrr = asked = 0
    pairs, everything = [], []
    for line in links:
        row = line["row"]
        if row not in gold or row not in rows:
            continue
        right = set(gold[row])
        found = [candidate["candidate"] in right for candidate in line["candidates"]]
        if right:
            asked += 1
            hits1 += bool(found[:1] and found[0])
            hits5 += any(found[:5])
            mrr += next((1 / (rank + 1) for rank, hit in enumerate(found) if hit), 0)
        if line["candidates"]:
            pairs.append((line["candidates"][0]["probability"], found[0]))
            everything += [(c["probability"], hit) for c, hit in zip(line["candidates"], found)]
    return hits1 / asked, hits5 / asked, mrr / asked, asked, pairs, everything


def curve(pairs):
    """Rows of (from, to, n, mean probability, share right)."""
    edges = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0001]
    table = []
    for low, high in zip(edges, edges[1:]):
        part = [(p, hit) for p, hit in pairs if low <= p < high]
        if part:
            table.append((low, min(high, 1), len(part), sum(p for p, _ in part) / len(part),
                          sum(hit for _, hit in part) / len(part)))
    return table


def main():
    links = [json.loads(line) for line in open(sys.argv[1])]
    gold = json.load(open(sys.argv[2]))
    rows = set(json.load(open(sys.argv[3]))[sys.argv[4]]) if len(sys.argv) > 4 else set(gold)
    one, five, mrr, asked, pairs, everything = evaluate(links, gold, rows)
    print(f"{asked} rows with gold: hit@1 {one:.3f}  hit@5 {five:.3f}  MRR {mrr:.3f}")
    for name, list_ in (("best of each row", pairs), ("all candidates", everything)):
        sure = [hit for p, hit in list_ if p >= 0.9]
        print(f"{name}: p >= 0.9: {len(sure)} links, {sum(sure) / max(1, len(sure)):.3f} right")
    print("   p from    to      n   mean p    right")
    for low, high, n, mean, share in curve(pairs):
        print(f"   {low:6.2f} {high:5.2f} {n:6d}   {mean:6.3f}   {share:6.3f}")


if __name__ == "__main__":
    main()
