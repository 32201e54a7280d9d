"""Fits the coefficients and the calibration of the linker and writes them into its model file.

    python3 fit.py STRATA MODEL.yaml --pair LEFT RIGHT GOLD ... --history LEFT RIGHT GOLD SPLIT

1. The coefficients `texts`: multinomial logit over the candidates of each row and 'none', summed over all pairs of tables;
   evidence for a link may not count against it, nor the reverse (bounds), small ones are drawn to 0 (L2). Then `rival`, alone,
   on the scores that the others give: how much a candidate loses that suits another row better. The coefficients
   `names` likewise on the history pair's develop half, with the pairs at little weight beside it.
2. `precedents` and `usage` on the history pair, develop half alone: every country's rows with the confirmed links of the
   other countries.
3. Calibration: logistic regression of 'this candidate is right' on score and lead, on rows that step 1 did not see
   (every row is predicted by a fit on the other four fifths).
Needs numpy and scipy.
"""
import argparse
import collections
import csv
import json
import os
import re
import subprocess
import sys
import tempfile

import numpy as np
from scipy.optimize import minimize

PARTS = ["text", "phrases", "body", "textOfBest", "phrasesOfBest", "bodyOfBest", "title", "titleCovered", "titleCovers", "titleInText", "textHasTitle", "spelling", "sameTitle",
         "names", "initials", "acts", "otherActs", "numbers", "otherNumbers", "revision", "year", "otherYear", "dates",
         "otherDates", "country", "otherCountry", "place", "otherPlace", "noCountry", "noBody", "actors", "instruments", "sectors", "field", "themes", "references", "rival", "precedents", "usage"]
# Follows from the scores that the other parts give; beyond this distance it says nothing more (Claims.swift).
RIVAL, FARTHEST = "rival", 6.0
AGAINST = {"otherActs", "otherYear", "otherDates", "otherCountry", "otherPlace", "otherNumbers", "revision", RIVAL}
# Of either sign: they say how much the other parts can tell.
NEUTRAL = {"noCountry", "noBody"}
HISTORY = {"precedents", "usage"}
# Held by hand: too rare in the pairs to be fitted, and their sense is not in doubt.
FIXED = {"references": 1.5}
# Two tables date one policy by different events, and write a union for its members: such evidence alone may not exclude.
LEAST = {"otherDates": -1.0, "otherCountry": -5.0, "otherYear": -1.5, "otherActs": -1.5, "otherPlace": -2.0,
         "otherNumbers": -2.0, "revision": -1.0}
TOP = 150
LEAD = 6.0


def rankings(strata, model, left, right, confirmed=None):
    command = [strata, "link", left, right, "--model", model, "--top", str(TOP), "--words", "0", "-q"]
    if confirmed:
        command += ["--confirmed", confirmed]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def groups(lines, gold, weight, rows=None):
    """One group for a row: features of its candidates, which are right, and the weight."""
    result = []
    for line in lines:
        if line["row"] not in gold or (rows is not None and line["row"] not in rows) or not line["candidates"]:
            continue
        x = np.array([[c["parts"].get(part, 0) for part in PARTS] for c in line["candidates"]])
        y = np.array([c["candidate"] in gold[line["row"]] for c in line["candidates"]])
        x[:, PARTS.index(RIVAL)] = 0
        result.append((x, y, weight, bool(gold[line["row"]]), [c["candidate"] for c in line["candidates"]]))
    return result


def oppose(table, c):
    """Fills the part `rival` of one pair of tables: how far the best other row of a candidate lies above this one."""
    best = {}
    scores = [x @ c for x, _, _, _, _ in table]
    for row, (group, score) in enumerate(zip(table, scores)):
        for key, value in zip(group[4], score):
            first, owner, second = best.get(key, (-1e9, -1, -1e9))
            best[key] = (value, row, first) if value > first else (first, owner, max(second, value))
    for row, (group, score) in enumerate(zip(table, scores)):
        rivals = np.array([best[key][2] if best[key][1] == row else best[key][0] for key in group[4]])
        group[0][:, PARTS.index(RIVAL)] = np.clip(rivals - score, 0, FARTHEST) / FARTHEST


def fit(data, free, start, l2):
    """Coefficients of the parts in `free`, and the constant of 'none' at the end."""
    x = np.concatenate([g[0] for g in data])
    y = np.concatenate([g[1] for g in data])
    sizes = np.array([len(g[1]) for g in data])
    owner = np.repeat(np.arange(len(data)), sizes)
    weight = np.array([g[2] for g in data])
    # A row whose partner was not found among the candidates teaches nothing.
    has = np.bincount(owner, y, len(data)) > 0
    weight = np.where(has | ~np.array([g[3] for g in data]), weight, 0)
    index = [PARTS.index(part) for part in free]

    def loss(theta):
        c = start.copy()
        c[index] = theta[:-1]
        s = x @ c
        top = np.maximum(np.maximum.reduceat(s, np.r_[0, np.cumsum(sizes)[:-1]]), theta[-1])
        e = np.exp(s - top[owner])
        none = np.exp(theta[-1] - top)
        total = np.bincount(owner, e, len(data)) + none
        right = np.where(has, np.bincount(owner, e * y, len(data)), none)
        value = -(weight * np.log(np.maximum(right, 1e-300) / total)).sum()
        p = e / total[owner]
        q = np.where(has[owner], e * y / np.maximum(right, 1e-300)[owner], 0)
        g = weight[owner] * (p - q)
        gradient = np.r_[(g @ x)[index], (weight * (none / total - ~has)).sum()]
        return value + l2 * (theta[:-1] ** 2).sum(), gradient + np.r_[2 * l2 * theta[:-1], 0]

    bounds = [(LEAST.get(part), 0) if part in AGAINST else (None, None) if part in NEUTRAL else (0, None) for part in free] + [(None, None)]
    theta = minimize(loss, np.r_[start[index], 5.0], jac=True, bounds=bounds, method="L-BFGS-B").x
    c = start.copy()
    c[index] = theta[:-1]
    return c, theta[-1]


def leads(scores):
    order = np.sort(scores)[::-1]
    second = order[1] if len(order) > 1 else 0
    best = int(np.argmax(scores))
    lead = scores - order[0]
    lead[best] = order[0] - second
    return np.clip(lead, -LEAD, LEAD)


def calibrate(scored):
    """Logistic regression on (score, lead); each row's best five candidates."""
    s = np.concatenate([np.c_[scores, leads(scores)][np.argsort(-scores)[:5]] for scores, _, _ in scored])
    y = np.concatenate([right[np.argsort(-scores)[:5]] for scores, right, _ in scored])
    w = np.concatenate([np.full(min(5, len(scores)), weight) for scores, _, weight in scored])

    def loss(theta):
        z = theta[0] + s @ theta[1:]
        value = (w * (np.logaddexp(0, z) - y * z)).sum()
        g = w * (1 / (1 + np.exp(-z)) - y)
        return value, np.r_[g.sum(), g @ s]

    return minimize(loss, np.array([-5.0, 0.5, 0.3]), jac=True, bounds=[(None, None), (0, None), (0, None)],
                    method="L-BFGS-B").x


def hit1(data, c):
    asked = [(x, y) for x, y, _, has, _ in data if has]
    return sum(y[np.argmax(x @ c)] for x, y in asked) / len(asked)


def curve(values):
    return f"{{intercept: {values[0]:.3f}, score: {values[1]:.3f}, lead: {values[2]:.3f}, maximumLead: {LEAD:g}}}"


def write(path, sets, about):
    """Replaces the block `weights:` of the model; `sets` is {texts|commitments|names: (coefficients, calibration, precedents or None)}."""
    notes = {"texts": "Both tables tell something of their rows beyond the title.", "names": "The candidates are mere names.",
             "commitments": "Commitments, most of which have no row: fitted without the shares of the best candidate and without rivals."}
    block = "weights:\n"
    for name, (c, text, past) in sets.items():
        block += f"  # {notes[name]}\n  {name}:\n    coefficients:\n"
        block += "".join(f"      {part}: {value:.3f}\n" for part, value in zip(PARTS, c))
        block += f"    calibration: {curve(text)}\n"
        if past is not None:
            block += f"    precedents: {curve(past)}\n"
    yaml = open(path).read()
    yaml = re.sub(r"(?m)^weights:\n(  .*\n)+", lambda _: block, yaml)
    yaml = re.sub(r"(?m)^fitted: .*$", f"fitted: {about}", yaml)
    open(path, "w").write(yaml)


def held_out(data, free, start, l2, rival):
    """Scores of each row by a fit on the other four fifths."""
    scored = []
    for fold in range(5):
        inside = [g for i, g in enumerate(data) if i % 5 != fold]
        c, _ = fit(inside, free, start, l2)
        c[PARTS.index(RIVAL)] = rival
        scored += [(x @ c, y, w) for i, (x, y, w, _, _) in enumerate(data) if i % 5 == fold]
    return scored


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("strata")
    arguments.add_argument("model")
    arguments.add_argument("--pair", nargs=3, action="append", default=[], metavar=("LEFT", "RIGHT", "GOLD"))
    arguments.add_argument("--history", nargs=4, required=True, metavar=("LEFT", "RIGHT", "GOLD", "SPLIT"))
    arguments.add_argument("--pairs-in-names", type=float, default=0.03, help="weight of a pair's row in the fit of 'names'")
    arguments.add_argument("--l2", type=float, default=10)
    args = arguments.parse_args()
    pairs = []
    for left, right, gold in args.pair:
        found = groups(rankings(args.strata, args.model, left, right), json.load(open(gold)), 1.0)
        pairs.append((os.path.basename(os.path.dirname(left)), found))
        reach = sum(y.any() for _, y, _, has, _ in found if has) / sum(has for _, _, _, has, _ in found)
        print(f"{pairs[-1][0]}: {len(found)} rows, partner among the candidates: {reach:.4f}")
    free = [part for part in PARTS if part not in HISTORY and part not in FIXED and part != RIVAL]
    zero = np.array([FIXED.get(part, 0.0) for part in PARTS])
    everything = [g for _, part in pairs for g in part]
    c, none = fit(everything, free, zero, args.l2)
    for _, part in pairs:
        oppose(part, c)
    c, none = fit(everything, [RIVAL], c, 0)
    print("texts:", {part: round(float(v), 2) for part, v in zip(PARTS, c) if v}, "none", round(none, 2))
    for name, part in pairs:
        print(f"  hit@1 on {name}: {hit1(part, c):.4f}")
    texts = calibrate(held_out(everything, free, zero, args.l2, c[PARTS.index(RIVAL)]))
    print("calibration:", texts)
    # Most commitments have no partner, so that being the best candidate proves nothing.
    absolute = [part for part in free if not part.endswith("OfBest")]
    own, _ = fit(everything, absolute, zero, args.l2)
    owns = calibrate(held_out(everything, absolute, zero, args.l2, 0.0))
    print("calibration, commitments:", owns)

    left, right, gold, split = args.history
    gold = json.load(open(gold))
    develop = set(json.load(open(split))["develop"])
    cold = groups(rankings(args.strata, args.model, left, right), gold, 1.0, develop)
    # The few rows with names fix what matters there; the pairs of tables keep the rest in place.
    mixed = cold + [(x, y, args.pairs_in_names, has, keys) for x, y, _, has, keys in everything]
    base, none = fit(mixed, free, zero, 0.5)
    print("names:", {part: round(float(v), 2) for part, v in zip(PARTS, base) if v}, "none", round(none, 2),
          "hit@1", round(hit1(cold, base), 4))
    scored = []
    for fold in range(5):
        inside = [g for i, g in enumerate(mixed) if i % 5 != fold or i >= len(cold)]
        cf, _ = fit(inside, free, zero, 0.5)
        scored += [(x @ cf, y, 1.0) for i, (x, y, _, _, _) in enumerate(cold) if i % 5 == fold]
    bare = calibrate(scored)
    print("calibration:", bare)
    rows = {row["id"]: row["country"] for row in csv.DictReader(open(left))}
    folded = []
    for country in sorted({rows[row] for row in develop}):
        with tempfile.NamedTemporaryFile("w", suffix=".csv", delete=False) as file:
            writer = csv.writer(file)
            writer.writerow(["row", "candidate"])
            writer.writerows([row, key] for row in sorted(develop) if rows[row] != country for key in gold[row])
        mine = {row for row in develop if rows[row] == country}
        folded += groups(rankings(args.strata, args.model, left, right, file.name), gold, 1.0, mine)
        os.unlink(file.name)
    # The text's parts keep their proportions; how strongly history counts beside them is two numbers.
    named, _ = fit(folded, sorted(HISTORY), base, 0.05)
    print("with precedents:", {p: round(float(named[PARTS.index(p)]), 3) for p in HISTORY}, "hit@1", round(hit1(folded, named), 4),
          "without", round(hit1(folded, base), 4))
    past = calibrate([(x @ named, y, w) for x, y, w, _, _ in folded])
    print("calibration, precedents:", past)
    for part in HISTORY:
        c[PARTS.index(part)] = own[PARTS.index(part)] = named[PARTS.index(part)]
    count = len(everything) + len(cold)
    write(args.model, {"texts": (c, texts, None), "commitments": (own, owns, None), "names": (named, bare, past)},
          f"Benchmarks/linking/fit.py on {count} rows of {len(pairs)} pairs of tables made by trackers.py --half fit, and the develop "
          "half of the EEA task")


if __name__ == "__main__":
    main()
