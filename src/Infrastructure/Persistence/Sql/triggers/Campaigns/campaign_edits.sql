create or replace trigger set_updated_at before update on campaign_edits for each row execute function set_updated_at();
