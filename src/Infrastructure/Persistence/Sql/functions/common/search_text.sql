-- Words as they stand ('simple', every language), and stemmed where PostgreSQL knows the language.
create or replace function search_text(language text, t text) returns tsvector language sql stable set search_path = pg_catalog
    return to_tsvector('simple', coalesce(t, ''))
        || case left(coalesce(language, 'en'), 2)
            when 'en' then to_tsvector('english', coalesce(t, ''))
            when 'de' then to_tsvector('german', coalesce(t, ''))
            when 'fr' then to_tsvector('french', coalesce(t, ''))
            when 'es' then to_tsvector('spanish', coalesce(t, ''))
            when 'ar' then to_tsvector('arabic', coalesce(t, ''))
            else ''::tsvector end;
