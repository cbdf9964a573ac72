-- Functions of the text search, each below those that it calls. `text_search.py` creates them,
-- with the configurations of the languages.

-- A word is indexed by its stem and by itself. The Spanish stemmer makes 'muj' of 'mujer' and
-- 'mujer' of 'mujeres', which match only in this way. It needs accents, and removes them from the
-- stem: without them 'Canadá' would be a participle, with the stem of 'canoa'.
-- The stem is first, and has the weight D in a vector: so a word as written ranks before its kin,
-- and a query can ask for it alone ('ABC').
CREATE OR REPLACE FUNCTION portal_search_configs(language text) RETURNS regconfig[]
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE language
{configurations}
        ELSE ARRAY['portal_plain']::regconfig[]
    END
$$;

CREATE OR REPLACE FUNCTION portal_search_exact(language text, words text) RETURNS tsquery
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT phraseto_tsquery(
        CASE language
{words_as_written}
            ELSE 'portal_plain'::regconfig
        END,
        words)
$$;

CREATE OR REPLACE FUNCTION portal_search_vector(language text, title text, lead text, body text)
RETURNS tsvector LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    configs regconfig[] := portal_search_configs(language);
    words regconfig := configs[cardinality(configs)];
BEGIN
    RETURN setweight(to_tsvector(words, title), 'A') || setweight(to_tsvector(words, lead), 'B')
        || setweight(to_tsvector(words, body), 'C')
        || CASE WHEN cardinality(configs) > 1
            THEN to_tsvector(configs[1], concat_ws(' ', title, lead, body)) ELSE '' END;
END
$$;

-- The forms of a written word; several words are a phrase.
CREATE OR REPLACE FUNCTION portal_search_written(language text, words text) RETURNS tsquery[]
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT array_agg(form) FROM (
        SELECT phraseto_tsquery(config, words) AS form
        FROM unnest(portal_search_configs(language)) AS config) AS forms
    WHERE numnode(form) > 0
$$;

-- Singular and plural, for which the stemmer may have different stems: 'canoa', 'canoas'; 'vez',
-- 'veces'; 'agency', 'agencies'. What is no word of any language finds nothing.
CREATE OR REPLACE FUNCTION portal_search_numbers(word text) RETURNS tsquery[]
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT array_agg(quote_literal(form)::tsquery) FROM unnest(ARRAY[
        word || 's',
        substring(word FROM '^(.+)y$') || 'ies', substring(word FROM '^(..+)ies$') || 'y',
        word || CASE WHEN word ~ '[aeiou]$' THEN 's' WHEN word ~ '[^sz]$' THEN 'es' END,
        substring(word FROM '^(..+)s$'), substring(word FROM '^(..+[^c])es$'),
        substring(word FROM '^(.+)ces$') || 'z', substring(word FROM '^(.+)z$') || 'ces'
    ]) AS form WHERE form IS NOT NULL
$$;

-- A word or phrase as written, without its stem; a word in its other number too, if `numbers`.
CREATE OR REPLACE FUNCTION portal_search_literal(language text, words text, numbers boolean)
RETURNS tsquery LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT string_agg(
        DISTINCT '(' || regexp_replace(form::text, $q$'( |$)$q$, $q$':ABC\1$q$, 'g') || ')', ' | '
    )::tsquery
    FROM unnest(portal_search_exact(language, words) || CASE
        WHEN numbers AND words NOT LIKE '% %' THEN portal_search_numbers(unaccent(words)) END
    ) AS form
    WHERE numnode(form) > 0
$$;

-- Visitors may omit accents: the stem without any is searched too, and that with the accent of
-- '-ción' and '-sión', which gives 'educación' and 'educativo' the same stem. A stem of three
-- letters is too short for a long word: 'canada' and 'canoas' have the same. Each form is included
-- once, so that a word has one query. NULL for stop words. A word that staff list as 'only as
-- written' has no stem; phrases are not looked up, so that the first migrations can make them.
CREATE OR REPLACE FUNCTION portal_search_query(language text, words text) RETURNS tsquery
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    forms tsquery[] := portal_search_written(language, words);
BEGIN
    IF words NOT LIKE '% %' THEN
        IF EXISTS (
            SELECT FROM search_rewrite rewrite
            WHERE rewrite.language = portal_search_query.language AND rewrite.only_as_written
              AND rewrite.target = portal_search_exact(portal_search_query.language, words)
        ) THEN
            RETURN portal_search_literal(language, words, false);
        END IF;
    END IF;
    IF forms IS NOT NULL AND language = 'es' THEN
        forms := forms || phraseto_tsquery('portal_es', words) || phraseto_tsquery(
            'pg_catalog.spanish', regexp_replace(words, '([cs])ion\M', '\1ión', 'g'));
        IF words NOT LIKE '% %' THEN
            forms := forms || portal_search_numbers(unaccent(words));
        END IF;
    END IF;
    RETURN (SELECT string_agg(DISTINCT '(' || form::text || ')', ' | ')::tsquery
            FROM unnest(forms) AS form
            WHERE numnode(form) > 0
              AND NOT (numnode(form) = 1 AND length(form::text) < 6 AND length(words) > 5));
END
$$;

-- For autocomplete: the last word is a prefix; stop words are ignored.
CREATE OR REPLACE FUNCTION portal_search_prefix(language text, words text[], unfinished text)
RETURNS tsquery LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT string_agg('(' || part || ')', ' & ')::tsquery
    FROM (
        SELECT portal_search_query(language, word)::text AS part FROM unnest(words) AS word
        UNION ALL
        SELECT nullif(plainto_tsquery('portal_plain', unfinished)::text, '') || ':*'
    ) AS parts
$$;

-- PostgreSQL marks the matches of one configuration: the next is used if the first marks nothing.
CREATE OR REPLACE FUNCTION portal_search_headline(
    language text, words text, query tsquery, options text)
RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    config regconfig;
    headline text;
    kept text;
BEGIN
    FOREACH config IN ARRAY portal_search_configs(language) LOOP
        headline := ts_headline(config, words, query, options);
        EXIT WHEN strpos(headline, U&'\E000') > 0;
        kept := coalesce(kept, headline);
        headline := kept;
    END LOOP;
    RETURN headline;
END
$$;

-- A group of synonyms rewrites a term once, however many of its forms the term has. Within a phrase
-- a synonym takes the place of its word.
CREATE OR REPLACE FUNCTION portal_search_expanded(language text, words text) RETURNS tsquery
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    own tsquery := portal_search_query(language, words);
    terms tsquery := own;
    pair record;
BEGIN
    FOR pair IN
        SELECT DISTINCT ON (rewrite.synonyms_id) rewrite.target, rewrite.substitute
        FROM search_rewrite rewrite
        WHERE rewrite.language = portal_search_expanded.language AND own @> rewrite.target
          AND (NOT rewrite.only_as_written
               OR rewrite.target = portal_search_exact(portal_search_expanded.language, words))
        ORDER BY rewrite.synonyms_id, rewrite.id
        LIMIT 5
    LOOP
        terms := CASE WHEN words LIKE '% %'
            THEN ts_rewrite(terms, pair.target, pair.substitute)
            ELSE terms || pair.substitute END;
    END LOOP;
    RETURN terms;
END
$$;

-- Inserts the rules of a group: `terms` are its words and phrases in lower case. Each form of a word
-- is a target of its own, since 'visas' shares only the stem with 'visa'. A phrase is a target as a
-- whole, with accents and without. What stands for a word is the others as written: 'grant' for
-- 'scholarship', and not 'granting', which has its stem.
DROP FUNCTION IF EXISTS portal_search_write_rewrites(bigint, text, text[]);
CREATE OR REPLACE FUNCTION portal_search_write_rewrites(
    of_synonyms bigint, language text, terms text[], numbers boolean)
RETURNS void LANGUAGE sql AS $$
    WITH anything AS (
        SELECT string_agg('(' || portal_search_literal($2, term, numbers)::text || ')', ' | ')
            ::tsquery AS query
        FROM unnest(terms) AS term),
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
    INSERT INTO search_rewrite (synonyms_id, language, target, substitute, phrase)
    SELECT $1, $2, target, anything.query, phrase FROM targets, anything
    WHERE target IS NOT NULL
$$;
