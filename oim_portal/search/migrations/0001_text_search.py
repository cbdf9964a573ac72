"""How PostgreSQL reads text: configurations without accents, and functions that use them.

Dictionaries that need files of their own on the server (synonyms, thesauri, further stop words) are
not used; those named here come with PostgreSQL 15 and later. All three extensions are trusted: the
role that owns the database may make them.
"""

from django.contrib.postgres.operations import (
    BtreeGinExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations

WORDS = "asciiword, asciihword, hword_asciipart, word, hword, hword_part"
# Stop words before accents are gone: 'más' is one, 'mas' is not in PostgreSQL's list.
LANGUAGES = {"es": "spanish", "en": "english"}
CONFIGURATIONS = {
    "portal_plain": "unaccent, simple",
    **{
        f"portal_{code}": f"portal_stop_{code}, unaccent, {name}_stem"
        for code, name in LANGUAGES.items()
    },
    **{
        f"portal_{code}_plain": f"portal_stop_{code}, unaccent, simple"
        for code, name in LANGUAGES.items()
    },
}
STOP = """
CREATE TEXT SEARCH DICTIONARY portal_stop_{code}
    (TEMPLATE = simple, STOPWORDS = {name}, ACCEPT = false)
"""
CONFIGURATION = """
CREATE TEXT SEARCH CONFIGURATION {name} (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION {name} ALTER MAPPING FOR {words} WITH {dictionaries}
"""

# A written word is found by its stem and by itself. The Spanish stemmer makes 'muj' of 'mujer' and
# 'mujer' of 'mujeres', which meet only so. It reads what is written with its accents, and leaves them
# out of the stem: without them 'Canadá' would be a participle, and have the stem of 'canoa'. What
# has no configuration here is found by whole words.
CONFIGS = """
CREATE FUNCTION portal_search_configs(language text) RETURNS regconfig[]
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE language
        WHEN 'es' THEN ARRAY['pg_catalog.spanish', 'portal_es_plain']::regconfig[]
        WHEN 'en' THEN ARRAY['portal_en', 'portal_en_plain']::regconfig[]
        ELSE ARRAY['portal_plain']::regconfig[]
    END
$$
"""
VECTOR = """
CREATE FUNCTION portal_search_vector(language text, title text, lead text, body text)
RETURNS tsvector LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    config regconfig;
    vector tsvector := '';
BEGIN
    FOREACH config IN ARRAY portal_search_configs(language) LOOP
        vector := vector || setweight(to_tsvector(config, title), 'A')
            || setweight(to_tsvector(config, lead), 'B')
            || setweight(to_tsvector(config, body), 'C');
    END LOOP;
    RETURN vector;
END
$$
"""
# Of what is written: any of its forms. Several words are a phrase.
WRITTEN = """
CREATE FUNCTION portal_search_written(language text, words text) RETURNS tsquery[]
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT array_agg(form) FROM (
        SELECT phraseto_tsquery(config, words) AS form
        FROM unnest(portal_search_configs(language)) AS config) AS forms
    WHERE numnode(form) > 0
$$
"""
# The stemmer parts some plurals from their singulars: 'canoa', 'canoas'; 'vez', 'veces'.
NUMBERS = """
CREATE FUNCTION portal_search_numbers(word text) RETURNS tsquery[]
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT array_agg(quote_literal(form)::tsquery) FROM unnest(ARRAY[
        word || CASE WHEN word ~ '[aeiou]$' THEN 's' WHEN word ~ '[^sz]$' THEN 'es' END,
        substring(word FROM '^(..+)s$'), substring(word FROM '^(..+[^c])es$'),
        substring(word FROM '^(.+)ces$') || 'z', substring(word FROM '^(.+)z$') || 'ces'
    ]) AS form WHERE form IS NOT NULL
$$
"""
# What a visitor types may lack its accents: its stem without any is looked for too, and that with
# the accent of '-ción' and '-sión', which makes one stem of 'educación' and 'educativo'. Of a long
# word a stem of three letters says too little: 'canada' and 'canoas' have the same. Each form stands
# once, so that a word has one query. NULL for words that are too common.
QUERY = """
CREATE FUNCTION portal_search_query(language text, words text) RETURNS tsquery
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    forms tsquery[] := portal_search_written(language, words);
BEGIN
    IF forms IS NOT NULL AND language = 'es' THEN
        forms := forms || phraseto_tsquery('portal_es', words) || phraseto_tsquery(
            'pg_catalog.spanish', regexp_replace(words, '([cs])ion\\M', '\\1ión', 'g'));
        IF words NOT LIKE '% %' THEN
            forms := forms || portal_search_numbers(unaccent(words));
        END IF;
    END IF;
    RETURN (SELECT string_agg(DISTINCT '(' || form::text || ')', ' | ')::tsquery
            FROM unnest(forms) AS form
            WHERE numnode(form) > 0
              AND NOT (numnode(form) = 1 AND length(form::text) < 6 AND length(words) > 5));
END
$$
"""
EXACT = """
CREATE FUNCTION portal_search_exact(language text, words text) RETURNS tsquery
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT plainto_tsquery(
        CASE language
            WHEN 'es' THEN 'portal_es_plain'::regconfig
            WHEN 'en' THEN 'portal_en_plain'::regconfig
            ELSE 'portal_plain'::regconfig
        END,
        words)
$$
"""
# While somebody types, the last word may go on; too common words are passed over.
PREFIX = """
CREATE FUNCTION portal_search_prefix(language text, words text[], unfinished text)
RETURNS tsquery LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT string_agg('(' || part || ')', ' & ')::tsquery
    FROM (
        SELECT portal_search_query(language, word)::text AS part FROM unnest(words) AS word
        UNION ALL
        SELECT nullif(plainto_tsquery('portal_plain', unfinished)::text, '') || ':*'
    ) AS parts
$$
"""
# PostgreSQL marks what one configuration finds: the next one is asked where the first marks nothing.
HEADLINE = """
CREATE FUNCTION portal_search_headline(language text, words text, query tsquery, options text)
RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    config regconfig;
    headline text;
    kept text;
BEGIN
    FOREACH config IN ARRAY portal_search_configs(language) LOOP
        headline := ts_headline(config, words, query, options);
        EXIT WHEN strpos(headline, U&'\\E000') > 0;
        kept := coalesce(kept, headline);
        headline := kept;
    END LOOP;
    RETURN headline;
END
$$
"""
FUNCTIONS = {
    "portal_search_configs(text)": CONFIGS,
    "portal_search_vector(text, text, text, text)": VECTOR,
    "portal_search_written(text, text)": WRITTEN,
    "portal_search_numbers(text)": NUMBERS,
    "portal_search_query(text, text)": QUERY,
    "portal_search_exact(text, text)": EXACT,
    "portal_search_prefix(text, text[], text)": PREFIX,
    "portal_search_headline(text, text, tsquery, text)": HEADLINE,
}


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        BtreeGinExtension(),
        *(
            migrations.RunSQL(
                STOP.format(code=code, name=name),
                f"DROP TEXT SEARCH DICTIONARY portal_stop_{code}",
            )
            for code, name in LANGUAGES.items()
        ),
        *(
            migrations.RunSQL(
                CONFIGURATION.format(name=name, words=WORDS, dictionaries=dictionaries),
                f"DROP TEXT SEARCH CONFIGURATION {name}",
            )
            for name, dictionaries in CONFIGURATIONS.items()
        ),
        *(
            migrations.RunSQL(statement, f"DROP FUNCTION IF EXISTS {signature}")
            for signature, statement in FUNCTIONS.items()
        ),
    ]
