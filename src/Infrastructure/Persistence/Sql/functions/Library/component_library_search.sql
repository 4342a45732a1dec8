create or replace function component_library_search() returns trigger language plpgsql set search_path = public, pg_catalog, pg_temp as $$
begin
    new.search_vector :=
        setweight(search_text(null, left(new.name, 1000)), 'A')
        || setweight(search_text(null, left(new.description, 50000)), 'B')
        || setweight(search_text(null, concat_ws(' ', new.category, array_to_string(new.tags, ' '), new.component_type)), 'C');
    return new;
end $$;
