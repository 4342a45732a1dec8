-- What the modules declare of an erasure, with the depth of each table: 0 where no other one's rows are found through it and none refer to it, so
-- that ascending depths take children before their parents and nothing goes uncounted. A depth of 100 is a circle.
create or replace view erasure_order as
with recursive leads_to (name, other) as (
    select conrelid::regclass::text, confrelid::regclass::text from pg_constraint where contype = 'f' and conrelid <> confrelid
    -- What a condition reads; a view leads on to what it reads itself.
    union select table_name, found[1] from erasure_steps(), regexp_matches(rows, '\m(?:from|join)\s+(\w+)', 'g') found
    where found[1] <> table_name
    union select view_name::text, table_name::text from information_schema.view_table_usage where view_schema = 'public'
), depths (name, depth) as (
    select table_name collate "C", 0 from erasure_steps()
    union select l.other, d.depth + 1 from depths d join leads_to l on l.name = d.name where d.depth < 100
)
select s.*, d.depth
from erasure_steps() s join (select name, max(depth) as depth from depths group by 1) d on d.name = s.table_name;
revoke all on erasure_order from public, aiwebbuilder_app, aiwebbuilder_public;
