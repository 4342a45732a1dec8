set local lock_timeout = '2s';

drop index idx_ai_generations_one_per_campaign;
