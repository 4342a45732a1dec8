-- Stores what a visitor wrote into a form, and has others told. The account is the campaign's, whoever asks, and the public role needs no right on the table.
create or replace function store_submission(submission uuid, campaign uuid, component uuid, page varchar, fields jsonb, network inet, at timestamptz)
    returns void language sql security definer set search_path = public, pg_catalog, pg_temp as $$
        with stored as (
        insert into form_submissions (id, user_id, campaign_id, component_id, page, fields, ip_address, created_at)
        select store_submission.submission, c.user_id, c.id, store_submission.component, store_submission.page,
            store_submission.fields, store_submission.network, store_submission.at
        from account_campaigns c where c.id = store_submission.campaign
        returning user_id
        )
        select raise_event(user_id, 'analytics.form_submitted.v1', jsonb_build_object('submissionId', store_submission.submission)) from stored;
    $$;
revoke all on function store_submission from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function store_submission to aiwebbuilder_public;
