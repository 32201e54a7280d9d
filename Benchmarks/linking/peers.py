"""Measures the peers on a pair of tables: TF-IDF cosine (scikit-learn, word 1-2-grams) and RapidFuzz.

    python3 peers.py A.csv B.csv gold.json [split.json]

Prints hit@1, hit@5 and MRR; needs scikit-learn and rapidfuzz from PyPI.
"""
import csv
import json
import sys
import time

import numpy as np
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer


def measures(scores, keys, gold):
    """hit@1, hit@5 and mean reciprocal rank of the best gold candidate; ties count against the peer."""
    hits1 = hits5 = mrr = 0.0
    position = {key: index for index, key in enumerate(keys)}
    for row, expected in zip(scores, gold):
        best = max(row[position[key]] for key in expected)
        others = np.delete(row, [position[key] for key in expected])
        rank = 1 + int((others >= best).sum())
        hits1 += rank == 1
        hits5 += rank <= 5
        mrr += 1 / rank
    return hits1 / len(gold), hits5 / len(gold), mrr / len(gold)


def main():
    left = list(csv.DictReader(open(sys.argv[1])))
    right = list(csv.DictReader(open(sys.argv[2])))
    gold = json.load(open(sys.argv[3]))
    halves = json.load(open(sys.argv[4])) if len(sys.argv) > 4 else {"all": list(gold)}
    keys = [row["id"] for row in right]
    for half, rows in halves.items():
        wanted = set(rows)
        part = [row for row in left if row["id"] in wanted and row["id"] in gold]
        expected = [gold[row["id"]] for row in part]
        text = lambda row: (row["title"] + " " + row.get("description", "")).strip()
        start = time.time()
        vectorizer = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
        b = vectorizer.fit_transform([text(row) for row in right])
        a = vectorizer.transform([text(row) for row in part])
        results = {"tfidf title+description": ((a @ b.T).toarray(), time.time() - start)}
        start = time.time()
        vectorizer = TfidfVectorizer(ngram_range=(1, 2))
        vectorizer.fit([text(row) for row in left + right])
        a, b = (vectorizer.transform([text(row) for row in rows]) for rows in (part, right))
        results["tfidf fitted on both"] = ((a @ b.T).toarray(), time.time() - start)
        start = time.time()
        vectorizer = TfidfVectorizer(ngram_range=(1, 2))
        b = vectorizer.fit_transform([row["title"] for row in right])
        a = vectorizer.transform([row["title"] for row in part])
        results["tfidf titles"] = ((a @ b.T).toarray(), time.time() - start)
        for scorer in (fuzz.WRatio, fuzz.token_set_ratio):
            start = time.time()
            scores = process.cdist([row["title"].lower() for row in part], [row["title"].lower() for row in right],
                                   scorer=scorer, workers=1)
            results[f"rapidfuzz {scorer.__name__}"] = (scores, time.time() - start)
        print(f"{half}: {len(part)} rows against {len(right)}")
        for name, (scores, seconds) in results.items():
            one, five, mrr = measures(scores, keys, expected)
            print(f"  {name:28} hit@1 {one:.3f}  hit@5 {five:.3f}  MRR {mrr:.3f}  {seconds:.2f} s")


if __name__ == "__main__":
    main()
