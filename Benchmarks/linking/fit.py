"""Fits the coefficients and the calibration of the linker and writes them into its model file.

    python3 fit.py STRATA MODEL.yaml --pair LEFT RIGHT GOLD WEIGHT ... [--history LEFT RIGHT GOLD SPLIT]

1. The coefficients of the text's parts: multinomial logit over the candidates of each row and 'none', summed over all
   pairs of tables; evidence for a link may not count against it, nor the reverse (bounds), small ones are drawn to 0 (L2).
2. `precedents` and `usage` on the history pair, develop half alone: every country's rows with the confirmed links of the
   other countries, the other coefficients multiplied by one factor.
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

PARTS = ["text", "phrases", "title", "titleCovered", "titleCovers", "titleInText", "textHasTitle", "spelling", "sameTitle",
         "names", "initials", "acts", "otherActs", "year", "otherYear", "dates", "otherDates", "country", "otherCountry",
         "actors", "instruments", "sectors", "field", "themes", "references", "precedents", "usage"]
AGAINST = {"otherActs", "otherYear", "otherDates", "otherCountry"}
HISTORY = {"precedents", "usage"}
# Held by hand: too rare in the pairs to be fitted, and their sense is not in doubt.
FIXED = {"references": 1.5}
# Two tables date one policy by different events, and write a union for its members: such evidence alone may not exclude.
LEAST = {"otherDates": -1.0, "otherCountry": -3.0, "otherYear": -1.5, "otherActs": -1.5}
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
        result.append((x, y, weight, bool(gold[line["row"]])))
    return result


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

    bounds = [(LEAST.get(part), 0) if part in AGAINST else (0, None) for part in free] + [(None, None)]
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
    asked = [(x, y) for x, y, _, has in data if has]
    return sum(y[np.argmax(x @ c)] for x, y in asked) / len(asked)


def write(path, c, text, history, about):
    yaml = open(path).read()
    numbers = "".join(f"  {part}: {value:.3f}\n" for part, value in zip(PARTS, c))
    yaml = re.sub(r"(?m)^coefficients:\n(  .*\n)+", "coefficients:\n" + numbers, yaml)
    curves = ""
    for name, value in (("text", text), ("precedents", history if history is not None else text)):
        curves += (f"  {name}: {{intercept: {value[0]:.3f}, score: {value[1]:.3f}, lead: {value[2]:.3f}, "
                   f"maximumLead: {LEAD:g}}}\n")
    yaml = re.sub(r"(?m)^calibration:\n(  .*\n)+", "calibration:\n" + curves, yaml)
    yaml = re.sub(r"(?m)^fitted: .*$", f"fitted: {about}", yaml)
    open(path, "w").write(yaml)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("strata")
    arguments.add_argument("model")
    arguments.add_argument("--pair", nargs=4, action="append", default=[], metavar=("LEFT", "RIGHT", "GOLD", "WEIGHT"))
    arguments.add_argument("--history", nargs=4, metavar=("LEFT", "RIGHT", "GOLD", "SPLIT"))
    arguments.add_argument("--history-weight", type=float, default=0.2)
    arguments.add_argument("--l2", type=float, default=0.5)
    args = arguments.parse_args()
    data = []
    names = []
    for left, right, gold, weight in args.pair:
        found = groups(rankings(args.strata, args.model, left, right), json.load(open(gold)), float(weight))
        data.append(found)
        names.append(os.path.basename(os.path.dirname(left)))
        reach = sum(y.any() for _, y, _, has in found if has) / sum(has for _, _, _, has in found)
        print(f"{left}: {len(found)} rows, partner among the candidates: {reach:.4f}")
    history = None
    if args.history:
        left, right, gold, split = args.history
        gold = json.load(open(gold))
        develop = set(json.load(open(split))["develop"])
        cold = groups(rankings(args.strata, args.model, left, right), gold, args.history_weight, develop)
        data.append(cold)
        names.append("history, cold")
    free = [part for part in PARTS if part not in HISTORY and part not in FIXED]
    zero = np.array([FIXED.get(part, 0.0) for part in PARTS])
    everything = [g for part in data for g in part]
    c, none = fit(everything, free, zero, args.l2)
    for part, value in zip(PARTS, c):
        print(f"  {part:14} {value:8.3f}")
    print(f"  none {none:.3f}")
    for name, part in zip(names, data):
        print(f"  hit@1 on {name}: {hit1(part, c):.4f}")
    # Out-of-fold scores for the calibration.
    scored = []
    for fold in range(5):
        inside = [g for i, g in enumerate(everything) if i % 5 != fold]
        held = [g for i, g in enumerate(everything) if i % 5 == fold]
        cf, _ = fit(inside, free, zero, args.l2)
        scored += [(x @ cf, y, w) for x, y, w, _ in held]
    text = calibrate(scored)
    print("calibration, text:", text)
    past = None
    if args.history:
        rows = {row["id"]: row["country"] for row in csv.DictReader(open(left))}
        countries = sorted({rows[row] for row in develop})
        folded = []
        for country in countries:
            with tempfile.NamedTemporaryFile("w", suffix=".csv", delete=False) as file:
                writer = csv.writer(file)
                writer.writerow(["row", "candidate"])
                writer.writerows([row, key] for row in sorted(develop) if rows[row] != country for key in gold[row])
            mine = {row for row in develop if rows[row] == country}
            folded += groups(rankings(args.strata, args.model, left, right, file.name), gold, 1.0, mine)
            os.unlink(file.name)
        base = c.copy()
        best = None
        # The text's parts keep their proportions; how strongly they count beside precedents is one number.
        c2, none2 = fit(folded, sorted(HISTORY), base, 0.05)
        print("with precedents:", {p: round(c2[PARTS.index(p)], 3) for p in HISTORY}, "hit@1", round(hit1(folded, c2), 4),
              "without", round(hit1(folded, base), 4))
        c = c2
        past = calibrate([(x @ c, y, w) for x, y, w, _ in folded])
        print("calibration, precedents:", past)
    write(args.model, c, text, past, f"Benchmarks/linking/fit.py on {len(everything)} rows of {', '.join(names)}")


if __name__ == "__main__":
    main()
