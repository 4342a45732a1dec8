-- Prices in USD per million tokens. A change is a new row with a later valid_from, never an update: old generations keep theirs.
-- The offline generator has a nominal price, so that its cost runs through the same books.
insert into ai_model_prices (provider, model, valid_from, tier_from_tokens, input_usd_per_mtok, cache_read_usd_per_mtok,
    cache_write_5m_usd_per_mtok, cache_write_1h_usd_per_mtok, output_usd_per_mtok, context_tokens, max_output_tokens)
values
    ('offline', 'offline-writer-1', '2026-01-01', 0, 0.1, 0.01, null, null, 0.4, 1000000, 32000),
    ('openai', 'gpt-6-astra', '2026-09-22', 0, 10, 1.0, 12.5, null, 50, 1050000, 128000),
    ('openai', 'gpt-6-astra', '2026-09-22', 272000, 20, 2.0, 25, null, 75, 1050000, 128000),
    ('openai', 'gpt-6.1-sol', '2026-09-29', 0, 2, 0.1, 2.5, null, 10, 1050000, 128000),
    ('openai', 'gpt-6.1-sol', '2026-09-29', 272000, 4, 0.2, 5, null, 15, 1050000, 128000),
    ('openai', 'gpt-6.1-terra', '2026-10-26', 0, 1, 0.05, 1.25, null, 5, 1050000, 128000),
    ('openai', 'gpt-6.1-terra', '2026-10-26', 272000, 2, 0.1, 2.5, null, 7.5, 1050000, 128000),
    ('openai', 'gpt-6-luna', '2026-09-22', 0, 0.1, 0.01, 0.125, null, 0.5, 1050000, 128000),
    ('openai', 'gpt-6-luna', '2026-09-22', 272000, 0.2, 0.02, 0.25, null, 0.75, 1050000, 128000),
    ('openai', 'gpt-5.6-sol', '2026-09-23', 0, 4, 0.4, 5, null, 20, 1050000, 128000),
    ('openai', 'gpt-5.6-terra', '2026-09-23', 0, 2, 0.2, 2.5, null, 12, 1050000, 128000),
    ('openai', 'gpt-5.6-luna', '2026-09-23', 0, 0.2, 0.02, 0.25, null, 1.2, 1050000, 128000),
    ('openai', 'gpt-5.4-mini', '2026-09-23', 0, 0.75, 0.075, null, null, 4.5, 400000, 128000),
    ('openai', 'gpt-5', '2026-09-23', 0, 1.25, 0.125, null, null, 10, 400000, 128000),
    ('openai', 'gpt-5-mini', '2026-09-23', 0, 0.25, 0.025, null, null, 2, 400000, 128000),
    ('openai', 'gpt-4.1', '2026-09-23', 0, 2, 0.5, null, null, 8, 1047576, 32768),
    ('openai', 'gpt-4o-mini', '2026-09-23', 0, 0.15, 0.075, null, null, 0.6, 128000, 16384),
    ('anthropic', 'claude-fable-5-2', '2026-11-09', 0, 8, 0.2, 10, 16, 40, 1000000, 128000),
    ('anthropic', 'claude-opus-5-5', '2026-09-23', 0, 4, 0.2, 5, 8, 20, 1000000, 128000),
    ('anthropic', 'claude-opus-5', '2026-09-23', 0, 5, 0.5, 6.25, 10, 25, 1000000, 128000),
    ('anthropic', 'claude-sonnet-5-5', '2026-09-28', 0, 2, 0.2, 2.5, 4, 10, 1000000, 128000),
    ('anthropic', 'claude-sonnet-5-5', '2026-10-07', 0, 2, 0.1, 2.5, 4, 10, 1000000, 128000),
    ('anthropic', 'claude-sonnet-4-6', '2026-09-23', 0, 3, 0.3, 3.75, 6, 15, 1000000, 64000),
    ('anthropic', 'claude-haiku-5-5', '2026-10-07', 0, 0.1, 0.01, 0.125, 0.2, 0.5, 1000000, 128000),
    ('anthropic', 'claude-haiku-5-5', '2026-10-07', 100000, 0.5, 0.05, 0.625, 1.0, 2.5, 1000000, 128000),
    ('anthropic', 'claude-haiku-4-5', '2026-09-23', 0, 1, 0.1, 1.25, 2, 5, 200000, 64000);

insert into ai_models (provider, model, images, structured_output, temperature, reasoning, token_factor)
select distinct provider, model,
    provider <> 'offline',
    case when provider = 'offline' then 'object' else 'schema' end,
    -- The families from gpt-5 on and Anthropic's current API refuse it.
    model like 'gpt-4%',
    provider = 'anthropic' or model like 'gpt-5%' or model like 'gpt-6%',
    case provider when 'offline' then 1 when 'openai' then 1.15 else 1.6 end
from ai_model_prices;

insert into ai_books_checks default values;
