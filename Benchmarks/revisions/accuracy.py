#!/usr/bin/env python3
"""F1 per kind of change on generated pairs: strata beside difflib, `git diff --color-moved` and daff.

    STRATA_PAIRS_FILE=pairs.jsonl swift test --filter GeneratedRevisionTests
    accuracy.py pairs.jsonl

Every tool gets the same texts, one segment a line (git), a list entry (difflib) or a row (daff, from PyPI; left out where
it is not installed). What a tool says is read as kindly as it can be:

- difflib: equal blocks are unchanged; lines of a replaced block are paired best ratio first where ratio >= 0.4, else
  added and removed.
- git: context lines are unchanged; added and removed lines in the colours of moved lines are moved; other hunks pair
  their n-th removed with their n-th added line as edited.
- daff: rows unchanged, `->` edited, `+++` added, `---` removed, `:` moved.

None of them knows splits or merges. A moved and edited pair counts as edited and as moved.
"""
import collections, difflib, json, os, re, subprocess, sys, tempfile

KINDS = ["unchanged", "edited", "moved", "split", "merged", "added", "removed"]


def by_difflib(old, new):
    links = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            links += [((a + k,), (c + k,), "unchanged") for k in range(b - a)]
            continue
        pairs = sorted(((difflib.SequenceMatcher(None, old[i].split(), new[j].split(), autojunk=False).ratio(), -i, -j)
                        for i in range(a, b) for j in range(c, d)), reverse=True)
        left, right = set(range(a, b)), set(range(c, d))
        for ratio, i, j in pairs:
            if ratio >= 0.4 and -i in left and -j in right:
                left.discard(-i), right.discard(-j)
                links.append(((-i,), (-j,), "edited"))
        links += [((i,), (), "removed") for i in left] + [((), (j,), "added") for j in right]
    return links


def by_git(old, new):
    with tempfile.TemporaryDirectory() as folder:
        for name, texts in (("a", old), ("b", new)):
            with open(f"{folder}/{name}", "w", encoding="utf-8") as out:
                out.write("".join(re.sub(r"[\r\n\x0b\x0c\x85\u2028\u2029]", " ", t) + "\n" for t in texts))
        text = subprocess.run(
            ["git", "-c", "core.pager=", "-c", "color.diff.oldMoved=cyan", "-c", "color.diff.newMoved=blue", "diff", "--no-index",
             "--color=always", "--color-moved=plain", "-U1000000", "a", "b"], cwd=folder, capture_output=True).stdout.decode()
    links, i, j, gone, come = [], 0, 0, [], []
    moved_old, moved_new = [], []

    def flush():
        for k in range(max(len(gone), len(come))):
            if k < len(gone) and k < len(come):
                links.append(((gone[k],), (come[k],), "edited"))
            elif k < len(gone):
                links.append(((gone[k],), (), "removed"))
            else:
                links.append(((), (come[k],), "added"))
        gone.clear(), come.clear()

    lines = text.split("\n")
    start = next((n for n, line in enumerate(lines) if re.match(r"(\x1b\[\d*m)*@@", line)), None)
    if start is None:
        return [((k,), (k,), "unchanged") for k in range(len(old))]
    for line in lines[start + 1:]:
        colours = re.findall(r"\x1b\[([\d;]*)m", line)
        plain = re.sub(r"\x1b\[[\d;]*m", "", line)
        if plain.startswith("\\") or plain == "":
            continue
        if plain[0] == " ":
            flush()
            links.append(((i,), (j,), "unchanged"))
            i, j = i + 1, j + 1
        elif plain[0] == "-":
            (moved_old if "36" in colours else gone).append(i)
            i += 1
        else:
            (moved_new if "34" in colours else come).append(j)
            j += 1
    flush()
    places = collections.defaultdict(list)
    for k in moved_new:
        places[new[k]].append(k)
    for k in moved_old:
        if places[old[k]]:
            links.append(((k,), (places[old[k]].pop(0),), "moved"))
        else:
            links.append(((k,), (), "removed"))
    links += [((), (k,), "added") for rest in places.values() for k in rest]
    return links


def by_daff(old, new):
    import daff
    left, right = [["text"]] + [[t] for t in old], [["text"]] + [[t] for t in new]
    flags = daff.CompareFlags()
    flags.ordered, flags.show_unchanged, flags.unchanged_context, flags.allow_nested_cells = True, True, -1, False
    flags.always_show_order = True
    alignment = daff.Coopy.compareTables(daff.PythonTableView(left), daff.PythonTableView(right), flags).align()
    links = []
    order = alignment.toOrder().getList()
    pairs = [(u.l, u.r) for u in order if (u.l or 0) != 0 or (u.r or 0) != 0]
    both = [(l, r) for l, r in pairs if l is not None and r is not None and l > 0 and r > 0]
    # daff marks moved rows by the longest rising run of its order.
    import bisect
    tails, index, back = [], [], {}
    for n, (l, r) in enumerate(sorted(both)):
        k = bisect.bisect_left(tails, r)
        tails[k:k + 1] = [r]
        index[k:k + 1] = [n]
        back[n] = index[k - 1] if k else None
    stay, n = set(), index[-1] if index else None
    while n is not None:
        stay.add(sorted(both)[n])
        n = back[n]
    for l, r in pairs:
        l = l if l is not None and l > 0 else None
        r = r if r is not None and r > 0 else None
        if l and r:
            kind = ("unchanged" if old[l - 1] == new[r - 1] else "edited") if (l, r) in stay else "moved"
            links.append(((l - 1,), (r - 1,), kind))
        elif l:
            links.append(((l - 1,), (), "removed"))
        elif r:
            links.append(((), (r - 1,), "added"))
    return links


def settled(pair, links):
    """The truth, where it is either of two, as the tool says it; the same rule as in the tests."""
    truth = {tuple(n): [tuple(o), tuple(n), k] for o, n, k in pair["truth"] if n}
    rest = [[tuple(o), tuple(n), k] for o, n, k in pair["truth"] if not n]
    said = {n: k for _, n, k in links if len(n) == 1}
    for left, right in pair["swapped"]:
        if said.get((left,)) == "unchanged" and said.get((right,)) == "moved":
            truth[(left,)][2], truth[(right,)][2] = truth[(right,)][2], truth[(left,)][2]
    for left, right in pair["copies"]:
        other = right if truth[(left,)][2] == "added" else left
        if said.get((other,)) == "added":
            a, b = truth[(left,)], truth[(right,)]
            a[2], b[2], a[0], b[0] = b[2], a[2], b[0], a[0]
    return list(truth.values()) + rest


def holds(kind, change):
    return change == kind or (change == "moved-edited" and kind in ("edited", "moved"))


if __name__ == "__main__":
    pairs = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
    tools = {"strata": None, "difflib": by_difflib, "git --color-moved": by_git}
    try:
        import daff  # noqa: F401
        tools["daff"] = by_daff
    except ImportError:
        print("daff is not installed (pip install daff): left out", file=sys.stderr)
    scores = {tool: {kind: [0, 0, 0] for kind in KINDS} for tool in tools}
    for pair in pairs:
        for tool, run in tools.items():
            links = [(tuple(o), tuple(n), k) for o, n, k in (pair["strata"] if run is None else run(pair["old"], pair["new"]))]
            truth = settled(pair, links)
            for kind in KINDS:
                said = {(o, n) for o, n, k in links if holds(kind, k)}
                true = {(o, n) for o, n, k in truth if holds(kind, k)}
                score = scores[tool][kind]
                score[0] += len(said & true)
                score[1] += len(said)
                score[2] += len(true)
    print(f"{len(pairs)} generated pairs, F1\n")
    print("| kind | " + " | ".join(tools) + " |\n|---|" + "---:|" * len(tools))
    for kind in KINDS:
        cells = []
        for tool in tools:
            right, said, true = scores[tool][kind]
            cells.append(f"{2 * right / (said + true):.3f}" if said + true else "–")
        print(f"| {kind} | " + " | ".join(cells) + " |")
