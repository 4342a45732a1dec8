create or replace trigger audit after insert or update or delete on uploads for each row execute function audit();
create or replace trigger count_storage after insert or delete on uploads for each row execute function count_storage();
