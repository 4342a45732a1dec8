-- What somebody wrote of a version: to compare two. The code of an attached one is made of its props, and looks as the theme does.
create or replace function component_words(name text, attached boolean, code text, css text, props jsonb) returns jsonb
    language sql immutable parallel safe
    as $$ select case when attached then jsonb_build_array(name, props) else jsonb_build_array(name, code, css, props) end $$;
revoke all on function component_words from public;
grant execute on function component_words to aiwebbuilder_app;
