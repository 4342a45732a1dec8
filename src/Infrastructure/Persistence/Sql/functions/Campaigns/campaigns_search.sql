create or replace function campaigns_search() returns trigger language plpgsql set search_path = public, pg_catalog, pg_temp as $$
begin
    new.search_vector :=
        setweight(search_text(new.language, left(new.name, 1000)), 'A')
        || setweight(search_text(new.language, left(new.description, 50000)), 'B')
        || setweight(search_text(new.language, left(concat_ws(' ', new.business_type, new.target_audience,
            (select string_agg(goal, ' ') from jsonb_array_elements_text(new.goals) goal), new.brand_guidelines), 50000)), 'C');
    return new;
end $$;
