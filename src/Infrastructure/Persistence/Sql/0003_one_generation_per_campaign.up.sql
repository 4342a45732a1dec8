set local lock_timeout = '2s';

-- A launched campaign stays launched while it is made anew, so its status cannot refuse a second generation at the same time.
create unique index idx_ai_generations_one_per_campaign on ai_generations (campaign_id)
    where status = 'processing' and generation_type = 'campaign';
