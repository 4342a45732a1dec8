create or replace trigger audit after insert or update or delete on component_library for each row execute function audit();
create or replace trigger search_vector before insert or update of name, description, category, tags, component_type, search_vector
    on component_library for each row execute function component_library_search();
create or replace trigger set_updated_at before update on component_library for each row execute function set_updated_at();
