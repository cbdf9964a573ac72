"""How synonyms enter a search, and those to begin with: staff add to them in the admin.

The pairs that the portal must find are in tests/search_pairs.py. These are what stems leave apart:
words of one family, spellings of English, names, and words that the public takes for each other.
"""

from django.db import migrations

SPANISH = [
    "migrar, migración, migrante, migratorio, inmigrante, inmigración",
    "proteger, protección",
    "asistir, asistencia",
    "ecuatoriano, Ecuador",
    "canadiense, Canadá",
    "histórico, historia",
    "fronterizo, frontera",
    "beca, becario",
    "gubernamental, gobierno",
    "trabajo, empleo, laboral",
    "niño, niñez, infancia",
    "asilo, refugio, refugiado",
    "visa, visado",
    "CIME, OIM, IOM",
    "ONU, Naciones Unidas",
]
ENGLISH = [
    "woman, women",
    "child, children",
    "person, people",
    "programme, program",
    "organization, organisation",
    "labour, labor",
    "migrate, migration, migrant, immigrant, immigration",
    "Chile, Chilean",
    "Ecuador, Ecuadorian",
    "Canada, Canadian",
    "history, historic",
    "voluntary, volunteer",
    "scholarship, grant",
    "job, work, employment",
    "traffic, trafficking",
    "asylum, refuge, refugee",
    "ICEM, CIME, IOM, OIM",
    "UN, United Nations",
]

# One group of synonyms changes a term once, however many of its forms the term has.
EXPANDED = """
CREATE FUNCTION portal_search_expanded(language text, words text) RETURNS tsquery
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    own tsquery := portal_search_query(language, words);
    terms tsquery := own;
    pair record;
BEGIN
    FOR pair IN
        SELECT DISTINCT ON (rewrite.synonyms_id) rewrite.target, rewrite.substitute
        FROM portal_search_rewrite rewrite
        WHERE rewrite.language = portal_search_expanded.language AND own @> rewrite.target
        ORDER BY rewrite.synonyms_id, rewrite.id
        LIMIT 5
    LOOP
        terms := ts_rewrite(terms, pair.target, pair.substitute);
    END LOOP;
    RETURN terms;
END
$$
"""
# A group anew: `terms` are its words and phrases in lower case. The target of a word is each of its
# forms alone, since 'visas' shares the stem of 'visa' and no more. A phrase is a target as a whole,
# with its accents and without.
WRITE = """
CREATE FUNCTION portal_search_write_rewrites(of_synonyms bigint, language text, terms text[])
RETURNS void LANGUAGE sql AS $$
    WITH anything AS (
        SELECT string_agg(DISTINCT '(' || form::text || ')', ' | ')::tsquery AS query
        FROM unnest(terms) AS term,
            unnest(portal_search_written($2, term) || CASE
                WHEN $2 = 'es' AND term NOT LIKE '% %'
                THEN portal_search_numbers(unaccent(term)) END) AS form),
    phrases AS (
        SELECT term FROM unnest(terms) AS term WHERE term LIKE '% %'
        UNION
        SELECT unaccent(term) FROM unnest(terms) AS term WHERE term LIKE '% %'),
    targets AS (
        SELECT form AS target, '' AS phrase
        FROM unnest(terms) AS term, unnest(portal_search_written($2, term)) AS form
        WHERE term NOT LIKE '% %'
        UNION
        SELECT portal_search_query($2, term), term FROM phrases)
    INSERT INTO portal_search_rewrite (synonyms_id, language, target, substitute, phrase)
    SELECT $1, $2, target, anything.query, phrase FROM targets, anything
    WHERE target IS NOT NULL
$$
"""


def add_synonyms(apps, schema_editor):
    Synonyms = apps.get_model("search", "Synonyms")
    with schema_editor.connection.cursor() as cursor:
        for language, groups in (("es", SPANISH), ("en", ENGLISH)):
            for words in groups:
                synonyms = Synonyms.objects.create(words=words, language=language)
                cursor.execute(
                    "SELECT portal_search_write_rewrites(%s, %s, %s)",
                    [synonyms.pk, language, words.lower().split(", ")],
                )


class Migration(migrations.Migration):
    dependencies = [("search", "0003_staff_keep_synonyms")]

    operations = [
        migrations.RunSQL(EXPANDED, "DROP FUNCTION IF EXISTS portal_search_expanded(text, text)"),
        migrations.RunSQL(
            WRITE,
            "DROP FUNCTION IF EXISTS portal_search_write_rewrites(bigint, text, text[])",
        ),
        migrations.RunPython(add_synonyms, migrations.RunPython.noop),
    ]
