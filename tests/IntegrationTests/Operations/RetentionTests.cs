using AiWebBuilder.Infrastructure.Operations;
using AiWebBuilder.IntegrationTests.Harness;

namespace AiWebBuilder.IntegrationTests.Operations;

/// <summary>Rows that have served their time go, and no others.</summary>
internal sealed class RetentionTests
{
    [Test]
    public async Task What_has_served_its_time_goes_and_the_rest_stays()
    {
        await using var nodes = await Nodes.CreateAsync();
        await using var node = nodes.StartWithoutJobs();
        await nodes.ExecuteAsync(
            """
            insert into users (email, password_hash, name) values ('ann@example.com', 'x', 'Ann');
            insert into idempotency_keys (user_id, operation, key, fingerprint, attempt, locked_until, expires_at)
            select id, 'createCampaign', key, '\x00', gen_random_uuid(), now(), now() + ends
            from users, (values ('old', interval '-1 second'), ('new', interval '1 hour')) keys (key, ends);
            insert into outbox_events (id, name, payload, delivered_at, dead_at) values
                (gen_random_uuid(), 'delivered', '{}', now() - interval '8 days', null),
                (gen_random_uuid(), 'delivered lately', '{}', now() - interval '6 days', null),
                (gen_random_uuid(), 'dead', '{}', null, now() - interval '90 days');
            insert into job_queue (job_type, status, completed_at) values
                ('ended', 'completed', now() - interval '31 days'),
                ('ended lately', 'failed', now() - interval '29 days');
            insert into job_queue (job_type, scheduled_at) values ('waiting', now() + interval '90 days');
            insert into sign_in_throttles (subject, failures, updated_at) values
                (sha256('old'), 15, now() - interval '25 hours'), (sha256('new'), 15, now() - interval '23 hours');
            insert into invitation_mails (id, subject, sent_at) values
                (gen_random_uuid(), sha256('old'), now() - interval '25 hours'),
                (gen_random_uuid(), sha256('new'), now() - interval '23 hours');
            insert into email_tokens (user_id, purpose, token_hash, expires_at)
            select id, purpose, sha256(purpose::bytea), now() - ended
            from users, (values ('verify_email', interval '8 days'), ('reset_password', interval '6 days')) t (purpose, ended);
            insert into user_sessions (user_id, user_agent, rotated_at, expires_at, revoked_at)
            select id, agent, now(), now() + ends, now() + ended
            from users, (values ('signed out', interval '10 days', interval '-31 days'), ('ran out', interval '-31 days', null),
                ('signed out lately', interval '10 days', interval '-29 days'), ('ran out lately', interval '-29 days', null),
                ('signed in', interval '10 days', null)) t (agent, ends, ended);
            """
        );

        var deleted = await node.Work<Retention>().SweepAsync(CancellationToken.None);

        deleted.ShouldBe(8);
        (
            await nodes.Database.ListAsync<string>(
                """
                select key from idempotency_keys union all select name from outbox_events union all select job_type from job_queue
                union all select 'failures' from sign_in_throttles union all select purpose from email_tokens
                union all select user_agent from user_sessions
                """
            )
        ).ShouldBe(
            [
                "new",
                "delivered lately",
                "dead",
                "ended lately",
                "waiting",
                "failures",
                "reset_password",
                "signed out lately",
                "ran out lately",
                "signed in",
            ],
            ignoreOrder: true
        );
    }
}
