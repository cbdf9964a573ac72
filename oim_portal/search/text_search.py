"""Text search configurations of PostgreSQL, which ignore accents, and functions that use them.

They are generated from `settings.LANGUAGES`; `migrate` writes them if they have changed, such as
after a language was added. A language without a stemmer in PostgreSQL is searched by whole words.
Dictionaries that need files on the server (synonyms, thesauri, more stop words) are not used; those
named here are part of PostgreSQL 15 and later.
"""

import hashlib
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import get_language_info

FUNCTIONS = Path(__file__).with_suffix(".sql")
WORDS = "asciiword, asciihword, hword_asciipart, word, hword, hword_part"
# Stop words are removed before accents: 'más' is one, 'mas' is not in PostgreSQL's list.
STOP = """
CREATE TEXT SEARCH DICTIONARY portal_stop_{code}
    (TEMPLATE = simple, STOPWORDS = {name}, ACCEPT = false)
"""
CONFIGURATION = """
CREATE TEXT SEARCH CONFIGURATION {name} (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION {name} ALTER MAPPING FOR {words} WITH {dictionaries}
"""

# Languages with a stemmer and stop words in PostgreSQL, by Django's names in lower case.
STEMMERS = """
    danish dutch english finnish french german hungarian italian portuguese russian spanish
    swedish turkish
""".split()


def stemmed() -> dict[str, str]:
    """Return PostgreSQL's names of the site's languages that it can stem, by language code."""
    names = {code: get_language_info(code)["name"].lower() for code, _name in settings.LANGUAGES}
    return {code: name for code, name in names.items() if name in STEMMERS}


def configurations() -> dict[str, str]:
    """Return the dictionaries of each text search configuration, by name."""
    found = {"portal_plain": "unaccent, simple"}
    for code, name in stemmed().items():
        found[f"portal_{code}"] = f"portal_stop_{code}, unaccent, {name}_stem"
        found[f"portal_{code}_plain"] = f"portal_stop_{code}, unaccent, simple"
    return found


def functions() -> str:
    """Return the statements that create the functions."""
    configs, exact = [], []
    for code in stemmed():
        stem = "pg_catalog.spanish" if code == "es" else f"portal_{code}"
        array = f"ARRAY['{stem}', 'portal_{code}_plain']::regconfig[]"
        configs.append(f"        WHEN '{code}' THEN {array}")
        exact.append(f"            WHEN '{code}' THEN 'portal_{code}_plain'::regconfig")
    statements = FUNCTIONS.read_text(encoding="utf-8")
    statements = statements.replace("{configurations}", "\n".join(configs))
    return statements.replace("{words_as_written}", "\n".join(exact))


def update(**kwargs) -> None:
    """Create missing configurations and changed functions (`post_migrate`).

    It takes one query if nothing has changed.
    """
    statements = functions()
    digest = hashlib.sha256(repr((configurations(), statements)).encode()).hexdigest()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT obj_description(to_regprocedure('portal_search_configs(text)'))")
        if cursor.fetchone()[0] == digest:
            return
        cursor.execute("SELECT cfgname FROM pg_ts_config UNION SELECT dictname FROM pg_ts_dict")
        there = {name for (name,) in cursor}
        for code, name in stemmed().items():
            if f"portal_stop_{code}" not in there:
                cursor.execute(STOP.format(code=code, name=name))
        for name, dictionaries in configurations().items():
            if name not in there:
                filled = CONFIGURATION.format(name=name, words=WORDS, dictionaries=dictionaries)
                cursor.execute(filled)
        cursor.execute(statements)
        cursor.execute(f"COMMENT ON FUNCTION portal_search_configs(text) IS '{digest}'")
