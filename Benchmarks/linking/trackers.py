"""Makes pairs of tables as two trackers of policies would keep them, with known links, to fit, calibrate and measure on.

    python3 trackers.py DATA OUT [--seed N] [--half fit|report] [--style copied|near|mixed|far] [--columns title,description,country,date,...]

DATA is a folder with sheets/climate-laws.csv and sheets/eea-measures.csv. Each row of these stands for one policy. The left
tracker and the right tracker write it down independently: other titles (shortened, with the number, with the original language's
title and a translation in brackets, acronym for name and name for acronym, in other words), other sentences of the description
(often none in common), other spellings of the country (name, code, official name), other dates, other columns filled. The right
table also holds relatives of the same family that are not the same policy: amendments, implementing rules, the same programme
of another year, phase, number or country. A tenth of the left rows have no partner.

`--half` splits the *policies*, not the variants: `fit` and `report` share no policy. Writes left.csv, right.csv, gold.json,
linked.json (rows with a partner) and hard.json (the quarter of the linked rows whose titles share least with their partner's).
No word of the tables is used by the linker's model: what is fitted on these pairs is how much each kind of evidence weighs.
"""
import argparse
import csv
import hashlib
import json
import pathlib
import random
import re

from variants import clean, sentences

# Words that authors exchange for one another; used in both directions.
SYNONYMS = [
    "law act", "programme program scheme", "strategy plan policy", "regulation rules", "support promotion aid assistance",
    "fund facility financing", "decree order ordinance", "development improvement", "vehicles cars", "buildings houses",
    "measures actions", "reduction cut decrease", "framework guidelines", "subsidies grants incentives", "national state federal",
    "renewable green", "emissions releases", "increase raise", "establishes creates sets-up", "provides gives offers",
    "aims seeks intends", "promote foster encourage", "government authorities administration", "electricity power",
    "efficiency performance", "implementation application", "requirements obligations", "installation plant", "company firm enterprise",
    "agriculture farming", "forest woodland", "transport mobility", "waste refuse", "target goal objective", "tax levy duty",
    "introduced launched started", "includes comprises covers", "sector industry", "households homes", "climate-change global-warming",
    "sustainable lasting", "protection conservation", "management administration", "prohibits bans", "purchase buying",
    "use utilisation", "limit ceiling", "standards norms", "action intervention", "agency authority office", "reform change",
]
SWAPS: dict[str, list[str]] = {}
for _group in SYNONYMS:
    _words = [_word.replace("-", " ") for _word in _group.split()]
    for _word in _words:
        SWAPS[_word] = [other for other in _words if other != _word]

# Enough of three languages for titles in the original with a translation beside them.
FOREIGN = {
    "de": dict(law="Gesetz", act="Gesetz", energy="Energie", climate="Klima", change="Wandel", national="nationale", plan="Plan",
               strategy="Strategie", programme="Programm", for_="für", of="der", on="über", the="das", renewable="erneuerbare",
               efficiency="Effizienz", protection="Schutz", environment="Umwelt", environmental="Umwelt", fund="Fonds", transport="Verkehr",
               water="Wasser", forest="Wald", regulation="Verordnung", decree="Erlass", policy="Politik", development="Entwicklung",
               electricity="Strom", waste="Abfall", buildings="Gebäude", tax="Steuer", support="Förderung", action="Aktion", air="Luft",
               agriculture="Landwirtschaft", management="Verwaltung", sustainable="nachhaltige", vehicles="Fahrzeuge", sources="Quellen"),
    "fr": dict(law="loi", act="loi", energy="énergie", climate="climat", change="changement", national="nationale", plan="plan",
               strategy="stratégie", programme="programme", for_="pour", of="de", on="sur", the="la", renewable="renouvelable",
               efficiency="efficacité", protection="protection", environment="environnement", environmental="environnemental", fund="fonds",
               transport="transport", water="eau", forest="forêt", regulation="règlement", decree="décret", policy="politique",
               development="développement", electricity="électricité", waste="déchets", buildings="bâtiments", tax="taxe",
               support="soutien", action="action", air="air", agriculture="agriculture", management="gestion", sustainable="durable",
               vehicles="véhicules", sources="sources"),
    "es": dict(law="ley", act="ley", energy="energía", climate="clima", change="cambio", national="nacional", plan="plan",
               strategy="estrategia", programme="programa", for_="para", of="de", on="sobre", the="la", renewable="renovable",
               efficiency="eficiencia", protection="protección", environment="medio ambiente", environmental="ambiental", fund="fondo",
               transport="transporte", water="agua", forest="bosque", regulation="reglamento", decree="decreto", policy="política",
               development="desarrollo", electricity="electricidad", waste="residuos", buildings="edificios", tax="impuesto",
               support="apoyo", action="acción", air="aire", agriculture="agricultura", management="gestión", sustainable="sostenible",
               vehicles="vehículos", sources="fuentes"),
}
OFFICIAL = {"United Kingdom": "United Kingdom of Great Britain and Northern Ireland", "United States of America": "USA",
            "South Korea": "Republic of Korea", "Russia": "Russian Federation", "Vietnam": "Viet Nam", "Iran": "Iran, Islamic Republic of",
            "Tanzania": "United Republic of Tanzania", "Bolivia": "Bolivia (Plurinational State of)", "Turkey": "Türkiye",
            "Czech Republic": "Czechia", "Moldova": "Republic of Moldova", "Syria": "Syrian Arab Republic", "Laos": "Lao PDR",
            "Cape Verde": "Cabo Verde", "Macedonia": "North Macedonia", "Swaziland": "Eswatini"}


class Author:
    """One tracker's way of writing: drawn once, so that a whole table is written alike."""

    def __init__(self, rng, style):
        self.rng = rng
        self.far = {"copied": 0.25, "near": 0.12, "mixed": 0.35, "far": 0.7}[style]
        self.code = rng.random() < 0.4
        self.words = rng.choice([25, 60, 120, 250])

    def swap(self, text, chance):
        out = []
        for word in text.split():
            bare = word.lower().strip(".,;:()")
            if bare in SWAPS and self.rng.random() < chance:
                new = self.rng.choice(SWAPS[bare])
                out.append(word.lower().replace(bare, new.title() if word[:1].isupper() else new))
            else:
                out.append(word)
        return " ".join(out)

    def title(self, title, body, country):
        rng = self.rng
        kind = rng.random()
        if kind > self.far:
            # The usual case: the same name, written a little differently.
            light = rng.random()
            if light < 0.5:
                return title
            if light < 0.62:
                return re.sub(r"\s*\([^)]*\)", "", title).strip() or title
            if light < 0.72:
                return re.sub(r"\bN(o|°)\.?\s*", "", re.sub(r"(\d)[.,](\d{3})\b", r"\1\2", title))
            if light < 0.8:
                return f"{country} {title}" if country.lower() not in title.lower() else title.replace(country, "").strip()
            if light < 0.9:
                return self.swap(title, 0.4)
            return re.sub(r",?\s*\b(19|20)\d\d\b(\s*[-–/]\s*(19|20)?\d\d)?", "", title).strip() or title
        kind = rng.random()
        words = title.split()
        if kind < 0.25:
            start = rng.randint(0, len(words) // 3)
            kept = words[start:start + max(2, round(len(words) * rng.uniform(0.4, 0.8)))]
            return self.swap(" ".join(kept), 0.5)
        if kind < 0.4:
            capitals = [w for w in re.findall(r"[A-Za-z]+", title) if w[:1].isupper()]
            if len(capitals) >= 3:
                short = "".join(w[0] for w in capitals)
                return short if rng.random() < 0.4 else f"{short} – {' '.join(words[-2:])}"
            return " ".join(words[:3])
        if kind < 0.6:
            language = FOREIGN[rng.choice(list(FOREIGN))]
            there = " ".join(language.get(w.lower().strip(",.") + ("_" if w.lower() == "for" else ""), w) for w in words)
            return there if rng.random() < 0.35 else f"{there} ({self.swap(title, 0.3)})"
        first = sentences(body)[:1] or [title]
        parts = first[0].split()
        if kind < 0.8:
            return self.swap(" ".join(parts[:rng.randint(5, 12)]), 0.3)
        # What it is about, told by the rarest words of name and text.
        content = [w for w in words if len(w) > 3] + [w for w in parts[:12] if len(w) > 6]
        rng.shuffle(content)
        return self.swap(" ".join(content[:rng.randint(3, 6)]), 0.3)

    def body(self, parts, share):
        """The author's choice of the policy's sentences: places from `share`, shortened and in his words."""
        rng = self.rng
        text, count = [], 0
        for part in (parts[i] for i in share):
            words = self.swap(part, 0.25).split()
            if rng.random() < 0.4 and len(words) > 8:
                # A clause is left out, from the end or from the middle.
                cut = rng.randint(2, len(words) // 2)
                start = len(words) - cut if rng.random() < 0.6 else rng.randint(1, len(words) - cut)
                del words[start:start + cut]
            text.append(" ".join(words))
            count += len(words)
            if count > self.words:
                break
        return " ".join(text)

    def country(self, name, code):
        if self.code and code:
            return code
        return OFFICIAL.get(name, name) if self.rng.random() < 0.5 else name


def relatives(rng, policy, others, author, told):
    """Rows of the same family that are another policy. They share a sentence with what the right table tells of the policy
    at most (`told`); the rest of their text is their own, as that of another policy of the country."""
    title, country, code, year = (policy[k] for k in ("title", "country", "code", "year"))
    rows = []

    def add(new, place=None, when=None):
        own = sentences(rng.choice(others)["body"])
        text = [rng.choice(told)] if told and rng.random() < 0.5 else []
        text += rng.sample(own, min(len(own), rng.randint(0, 3)))
        rows.append(dict(title=new, body=author.body(text, range(len(text))), country=place or author.country(country, code),
                         year=when or year, sectors="", instruments="", actors=""))

    def later(least, most):
        return year and str(int(year) + rng.randint(least, most))

    if rng.random() < 0.08:
        add(rng.choice([f"Amendment to the {title}", f"{title} (amended)", f"Act amending the {title}"]), when=later(2, 8))
    if rng.random() < 0.06:
        add(rng.choice([f"Implementing rules of the {title}", f"Regulation under the {title}", f"Guidelines for {title}"]), when=later(1, 1))
    if rng.random() < 0.12:
        numbers = re.findall(r"\d+", title)
        if numbers:
            number = rng.choice(numbers)
            new = title.replace(number, str(int(number) + rng.choice([1, 2, 3, 5, 10])), 1)
        else:
            new = rng.choice([f"{title} II", f"Second {title}", f"{title}, phase 2", f"{title} {rng.randint(2008, 2024)}"])
        add(new, when=later(3, 10))
    # Short names recur in other countries ("Climate Change Act"); long ones hardly do.
    if rng.random() < (0.35 if len(title.split()) <= 6 and not re.search(r"\d", title) else 0.04):
        other = rng.choice(others)
        if other["country"] != country:
            add(title.replace(country, other["country"]), author.country(other["country"], other["code"]), other["year"])
    return rows


def policies(data):
    result = []
    for name, columns in (
        ("climate-laws", ("Title", "Description", "Geography", "Geography ISO", "Events", "Sectors", "Instruments", "")),
        ("eea-measures", ("Name of policy or measure", "Description", "Country", "", "Implementation period start", "Sector(s) affected",
                          "Type of policy instrument", "Entities responsible for implementing the policy"))):
        for number, row in enumerate(csv.DictReader(open(data / "sheets" / f"{name}.csv", encoding="utf-8-sig"))):
            cells = [clean(row[c]) if c else "" for c in columns]
            year = re.search(r"\b(19|20)\d\d\b", cells[4])
            result.append(dict(id=f"{name}:{number}", title=cells[0], body=cells[1], country=cells[2], code=cells[3],
                               year=year.group() if year else "", sectors=cells[5], instruments=cells[6], actors=cells[7]))
    return result


def half_of(policy):
    """Policies of one name stay together, whatever their number or country."""
    name = re.sub(r"[\W\d]+", " ", policy["title"].lower()).strip()
    return "report" if hashlib.sha256(name.encode()).digest()[0] % 2 else "fit"


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("data", type=pathlib.Path)
    arguments.add_argument("out", type=pathlib.Path)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--half", choices=["fit", "report"], default="fit")
    arguments.add_argument("--style", choices=["copied", "near", "mixed", "far"], default="mixed")
    arguments.add_argument("--columns", default="title,description,country,date,sectors,instruments,actors")
    arguments.add_argument("--orphans", type=float, default=0.1)
    args = arguments.parse_args()
    rng = random.Random(f"{args.seed} {args.half} {args.style}")
    chosen = [p for p in policies(args.data) if half_of(p) == args.half]
    a, b = Author(rng, args.style), Author(rng, args.style)
    # How much of what the right table tells the left one tells too, and the reverse: trackers copy from each other.
    overlap = 1.0 if args.style == "copied" else rng.choice([0.0, 0.25, 0.6, 1.0])
    back = 0.7 if args.style == "copied" else 0.0
    left, right, gold = [], [], {}
    for number, policy in enumerate(chosen):
        parts = sentences(policy["body"]) or [policy["title"]]
        places = list(range(len(parts)))
        rng.shuffle(places)
        cut = (len(places) + 1) // 2
        mine, yours = sorted(places[:cut]), sorted(places[cut:])
        mine, yours = (sorted(mine + [p for p in yours if rng.random() < overlap]),
                       sorted(yours + [p for p in mine if rng.random() < back]))
        own = {"sectors": policy["sectors"], "instruments": policy["instruments"], "actors": policy["actors"]}
        orphan = rng.random() < args.orphans
        if not orphan:
            right.append((f"B{number}", dict(
                title=b.title(policy["title"], policy["body"], policy["country"]) if rng.random() < 0.5 else policy["title"],
                body=b.body(parts, yours) if rng.random() < 0.9 else "", country=b.country(policy["country"], policy["code"]),
                year=policy["year"], **own)))
        for index, row in enumerate(relatives(rng, policy, chosen, b, [parts[i] for i in yours])):
            right.append((f"C{number}.{index}", row))
        if orphan or rng.random() < 0.5:
            shifted = policy["year"] and str(int(policy["year"]) + rng.choice([0, 0, 0, 0, 1, -1, 2, rng.randint(-6, 6)]))
            # One row in fifty has slipped into another country.
            where = policy if rng.random() < 0.98 else rng.choice(chosen)
            place = a.country(where["country"], where["code"])
            left.append((f"A{number}", dict(
                title=a.title(policy["title"], policy["body"], policy["country"]),
                body=a.body(parts, mine) if rng.random() < 0.85 else "",
                country=place if rng.random() < 0.95 else "",
                year=shifted if rng.random() < 0.75 else "",
                **{k: v if rng.random() < 0.5 else "" for k, v in own.items()})))
            gold[f"A{number}"] = [] if orphan else [f"B{number}"]
    rng.shuffle(right)
    columns = args.columns.split(",")
    args.out.mkdir(parents=True, exist_ok=True)
    fields = {"title": "title", "description": "body", "country": "country", "date": "year", "sectors": "sectors",
              "instruments": "instruments", "actors": "actors"}
    for name, table in (("left", left), ("right", right)):
        with open(args.out / f"{name}.csv", "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["id"] + columns)
            writer.writerows([key] + [row[fields[c]] for c in columns] for key, row in table)
    titles = {key: set(re.findall(r"\w+", row["title"].lower())) for key, row in left + right}

    def likeness(key):
        one, two = titles[key], titles[gold[key][0]]
        return len(one & two) / max(1, len(one | two))

    linked = {k: v for k, v in gold.items() if v}
    hard = sorted(linked, key=lambda key: (likeness(key), key))[:len(linked) // 4]
    json.dump(gold, open(args.out / "gold.json", "w"))
    json.dump(linked, open(args.out / "linked.json", "w"))
    json.dump({"all": sorted(linked), "hard": hard}, open(args.out / "hard.json", "w"))
    print(f"{args.out}: {len(left)} rows against {len(right)}, {sum(not v for v in gold.values())} without a partner, "
          f"{overlap:.0%} of the sentences told by both")


if __name__ == "__main__":
    main()
