-- The prices that hold on a day, each with all of its tiers, among those that the caller may see.
create or replace function ai_prices_on(day date) returns setof ai_model_prices language sql stable
    as $$
        select price.* from ai_model_prices price
        where (price.valid_from, price.created_at) = (select present.valid_from, present.created_at from ai_model_prices present
            where present.provider = price.provider and present.model = price.model and present.key_id is not distinct from price.key_id
              and present.valid_from <= day
            order by present.valid_from desc, present.created_at desc limit 1);
    $$;
revoke all on function ai_prices_on from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function ai_prices_on to aiwebbuilder_app;
