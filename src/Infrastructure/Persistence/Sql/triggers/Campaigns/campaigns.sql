create or replace trigger audit after insert or update or delete on campaigns for each row execute function audit();
create or replace trigger delete_event_ids after delete on campaigns for each row execute function delete_event_ids();
create or replace trigger search_vector before insert or update of name, description, business_type, target_audience, goals,
    brand_guidelines, language, search_vector on campaigns for each row execute function campaigns_search();
create or replace trigger set_updated_at before update on campaigns for each row execute function set_updated_at();
