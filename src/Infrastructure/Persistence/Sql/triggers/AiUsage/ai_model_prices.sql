create or replace trigger audit after insert or update or delete on ai_model_prices for each row execute function audit();
create or replace trigger refuse_price_change before update on ai_model_prices for each row execute function refuse_price_change();
