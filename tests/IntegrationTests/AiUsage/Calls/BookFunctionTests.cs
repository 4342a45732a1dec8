using Npgsql;

namespace AiWebBuilder.IntegrationTests.AiUsage.Calls;

/// <summary>The functions of the books step over row-level security: whose rows they may touch they check themselves.</summary>
[Parallelizable]
internal sealed class BookFunctionTests
{
    [Test]
    public async Task No_account_reaches_anothers_calls_stops_or_breakers_through_a_function()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        var (mine, theirs) = (await stage.AccountAsync(), await stage.AccountAsync());
        var call = (await AiStage.AskAsync(node, theirs)).Answer!.CallId;
        await stage.ExecuteAsync(
            $"insert into ai_shutoffs (user_id, hard, reason) values ('{theirs}', false, 'Theirs alone to know.')"
        );
        string[] refused =
        [
            $"select ai_reserve(jsonb_build_object('user_id', '{theirs}', 'id', gen_random_uuid()), null, '{{}}', now())",
            $"select ai_send('{call}', now(), now())",
            $"select ai_seen('{call}', '{{}}')",
            $"select ai_answer('{call}', '{{}}', now(), now())",
            $"select ai_end('{call}', true, null, null, now())",
            $"select ai_replay(jsonb_build_object('user_id', '{theirs}'), '{call}', now())",
            $"select ai_report('{call}', 'key_refused', false, null, now())",
            $"select ai_report(gen_random_uuid(), 'key_refused', false, null, now())",
            $"select ai_report('openai', 'gpt', null, '{theirs}', 'key_refused', false, null, now())",
            $"select ai_report('openai', 'gpt', null, '{mine}', 'key_refused', false, null, now())",
            $"select ai_set_budget(jsonb_build_object('user_id', '{theirs}', 'scope', 'account', 'period', 'day', 'limit_nano_usd', 0), now())",
            $"select ai_drop_budget('{theirs}', 'account', null)",
            $"select ai_shut_off('{theirs}', true, 'x', false, now())",
            $"select ai_lift_shutoff('{theirs}', 'x', now())",
            $"select ai_check_books('{theirs}')",
            "select ai_expire(now())",
        ];
        foreach (var sql in refused)
        {
            (await Should.ThrowAsync<PostgresException>(AsAsync(mine, sql), sql)).SqlState.ShouldBe(
                PostgresErrorCodes.InsufficientPrivilege,
                sql
            );
        }
        (await AsAsync(mine, $"select string_agg(reason, '') from ai_shutoffs_of('{theirs}')")).ShouldBe(DBNull.Value);
        (await AsAsync(theirs, $"select string_agg(reason, '') from ai_shutoffs_of('{theirs}')")).ShouldBe(
            "Theirs alone to know."
        );
        (await AsAsync(theirs, $"select ai_report('{call}', 'timeout', false, null, now())")).ShouldBe(false);
        (await stage.QueryAsync<string>("select provider || ' ' || failure from ai_breakers")).ShouldBe(
            "openai timeout"
        );
        (await stage.QueryAsync<string>("select state from ai_calls")).ShouldBe("answered");

        async Task<object?> AsAsync(Guid account, string sql)
        {
            await using var owner = NpgsqlDataSource.Create(stage.Database.Owner);
            await using var connection = await owner.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using var begin = new NpgsqlCommand(
                $"set local role aiwebbuilder_app; select set_config('app.user_id', '{account}', true), set_config('app.actor_id', '{account}', true)",
                connection,
                transaction
            );
            await begin.ExecuteNonQueryAsync();
            await using var ask = new NpgsqlCommand(sql, connection, transaction);
            var answer = await ask.ExecuteScalarAsync();
            await transaction.CommitAsync();
            return answer;
        }
    }
}
