using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AiWebBuilder.Infrastructure.Modules;
using AiWebBuilder.IntegrationTests.Harness;
using AiWebBuilder.IntegrationTests.Identity.ApiKeys;
using AiWebBuilder.IntegrationTests.Isolation;

namespace AiWebBuilder.IntegrationTests.Identity.Accounts;

/// <summary>What is handed to a person who asks for all that is held of them.</summary>
internal sealed partial class PersonalExportTests
{
    private static readonly ModuleCatalogue Modules = ModuleCatalogue.Scan();

    private static IEnumerable<(string Table, PersonalPart Part)> Exported =>
        Modules.Tables.SelectMany(table => table.Exported.Select(part => (table.Name, part)));

    [Test]
    public async Task An_owner_gets_every_row_of_the_account_and_of_themselves_and_no_secret()
    {
        await using var nodes = await Nodes.CreateAsync();
        await using var node = nodes.Start();
        var tenant = await Tenant.SeedAsync(nodes, node.CreateClient(), "mine");
        await Tenant.SeedAsync(nodes, node.CreateClient(), "zq5stranger");
        await nodes.ExecuteAsync(Stage.RowsWithoutApi(tenant.Account, "sample"));

        using var answer = await tenant.Client.GetAsync("/v1/me/export");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/zip");
        var parts = await UnzipAsync(answer);
        foreach (var (table, part) in Exported)
        {
            var folder = part.OfPerson ? "person" : "account";
            var rows = JsonNode.Parse(parts[$"{folder}/{part.Name}.json"])!.AsArray();
            var mine =
                table == "users" ? "id"
                : part.Name == "memberships" ? "member_id"
                : "user_id";
            // The export itself stands in the log once it has been given, and so not in the export.
            var itself = table == "audit_log" ? "and action <> 'data_exported'" : "";
            var count = await nodes.Database.QueryAsync<long>(
                $"select count(*) from {table} where {mine} = '{tenant.Account}' {itself}"
            );
            rows.Count.ShouldBe((int)count, part.Name);
            if (part.Name != "memberships")
            {
                rows.Count.ShouldBePositive(part.Name);
            }
        }
        var all = string.Concat(parts.Values);
        all.ShouldNotContain("zq5stranger");
        all.ShouldNotContain(
            await nodes.Database.QueryAsync<string>($"select password_hash from users where id = '{tenant.Account}'")
        );
        all.ShouldNotContain("\\\\x", Case.Sensitive, "bytes are hashes, or sealed");
        all.ShouldNotContain("\"sealed\"", Case.Sensitive, "the sample's credentials");
        JsonNode.Parse(parts["about.json"])!["withAccount"]!.GetValue<bool>().ShouldBeTrue();
        (
            await nodes.Database.QueryAsync<long>(
                $"select count(*) from audit_log where user_id = '{tenant.Account}' and action = 'data_exported'"
            )
        ).ShouldBe(1);

        var json = JsonNode.Parse(await tenant.Client.GetStringAsync("/v1/me/export?format=json"))!.AsObject();
        json.Select(part => part.Key)
            .ShouldBe(
                parts.Keys.Select(part => part.Replace(".json", "", StringComparison.Ordinal)),
                ignoreOrder: true
            );
        var image = tenant.IdFor("imageId");
        var content = await tenant.Client.GetByteArrayAsync($"/v1/images/{image}/content");
        json[$"account/uploads/{image}.png"]!.GetValue<string>().ShouldBe(Convert.ToBase64String(content));
        parts[$"account/uploads/{image}.png"].ShouldBe(Encoding.UTF8.GetString(content));
        json["account/campaigns"]!
            .ToJsonString()
            .ShouldBe(JsonNode.Parse(parts["account/campaigns.json"])!.ToJsonString());
    }

    [Test]
    public async Task Who_is_no_owner_gets_what_is_their_own_and_nothing_of_the_account()
    {
        using var owner = await Person.RegisterAsync(App.Current);
        using var member = await Person.RegisterAsync(App.Current);
        await owner.Client.CreateCampaignAsync("minimal");
        await member.JoinAsync(App.Current, owner, "admin");

        using var answer = await member.Client.GetAsync("/v1/me/export");

        var parts = await UnzipAsync(answer);
        parts.Keys.ShouldAllBe(part => part == "about.json" || part.StartsWith("person/", StringComparison.Ordinal));
        JsonNode.Parse(parts["person/profile.json"])!.AsArray().Single()!["email"]!
            .GetValue<string>()
            .ShouldBe(member.Email);
        JsonNode.Parse(parts["person/memberships.json"])!.AsArray().Single()!["role"]!
            .GetValue<string>()
            .ShouldBe("admin");
        string.Concat(parts.Values).ShouldNotContain(owner.Email);
        using var program = await Programs.ClientAsync(App.Current, owner, "campaigns:read");
        (await program.GetAsync("/v1/me/export")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Another_format_is_refused()
    {
        using var client = await App.Current.SignedInAsync();
        (await client.GetAsync("/v1/me/export?format=xml")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    /// <summary>
    /// Who does not read holds the export up: it is then in the middle of the events, with no more of them in memory than the pipe to
    /// the reader takes.
    /// </summary>
    [Test]
    public async Task Fifty_thousand_events_are_sent_as_they_are_read_and_only_a_few_exports_at_once()
    {
        const int Events = 50_000;
        await using var nodes = await Nodes.CreateAsync();
        await using var node = nodes.StartWithoutJobs();
        using var owner = await Person.RegisterAsync(node);
        using var fifth = await Person.RegisterAsync(node);
        var answers = new List<HttpResponseMessage> { await BeginAsync(owner, Events) };
        using (var second = await owner.Client.GetAsync("/v1/me/export"))
        {
            second.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests, "one person does not take all the places");
        }
        for (var others = 0; others < 3; others++)
        {
            using var other = await Person.RegisterAsync(node);
            answers.Add(await BeginAsync(other, Events / 5));
        }

        answers.ShouldAllBe(answer =>
            answer.StatusCode == HttpStatusCode.OK && answer.Content.Headers.ContentLength == null
        );
        await nodes.WaitUntilAsync(
            """
            select from pg_stat_activity where datname = current_database() and query like 'fetch % from export_campaign_events'
                and xact_start is not null having count(*) = 4
            """
        );
        using (var refused = await fifth.Client.GetAsync("/v1/me/export"))
        {
            refused.Headers.RetryAfter.ShouldNotBeNull();
            (await Answers.JsonAsync(refused, HttpStatusCode.TooManyRequests))["code"]!
                .GetValue<string>()
                .ShouldBe("identity.export_busy");
        }
        (
            await nodes.Database.QueryAsync<long>("select count(*) from audit_log where action = 'data_exported'")
        ).ShouldBe(answers.Count, "of those that were given, and of none that was refused");
        foreach (var abandoned in answers.Skip(1))
        {
            abandoned.Dispose();
        }
        var parts = await UnzipAsync(answers[0]);
        JsonNode.Parse(parts["account/events.json"])!.AsArray().Count.ShouldBe(Events);
        answers[0].Dispose();
        // Who has gone away gives their place back.
        await Eventually.AnswersAsync(() => owner.Client.GetAsync("/v1/me/export?format=json"), HttpStatusCode.OK);

        async Task<HttpResponseMessage> BeginAsync(Person person, int events)
        {
            var campaign = (await person.Client.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();
            await nodes.ExecuteAsync(
                $$"""
                insert into campaign_events (user_id, campaign_id, event_type, session_id, event_data)
                select '{{person.Id}}', '{{campaign}}', 'view', md5(n::text), jsonb_build_object('n', md5((-n)::text))
                from generate_series(1, {{events}}) n
                """
            );
            return await person.Client.GetAsync("/v1/me/export", HttpCompletionOption.ResponseHeadersRead);
        }
    }

    [Test]
    public async Task Every_table_of_the_schema_is_exported_or_left_out_for_a_reason()
    {
        var tables = await App.Current.ListAsync<string>(
            """
            select c.relname::text from pg_class c
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
                and c.relname not in ('__EFMigrationsHistory', '__sql_files')
            """
        );
        var owned = Modules.Tables;

        tables.Count.ShouldBeGreaterThanOrEqualTo(44);
        tables.ShouldBe(owned.Select(table => table.Name), ignoreOrder: true);
        owned.ShouldAllBe(table => (table.Exported.Length > 0) == (table.NotExported == null));
        owned.ShouldAllBe(table => table.NotExported == null || table.NotExported.Length > 10);
    }

    [Test]
    public async Task No_column_that_looks_like_a_secret_is_exported_and_none_is_left_out_that_is_not_there()
    {
        // Looks like one, and is none.
        string[] harmless =
        [
            "ai_generations.prompt_tokens",
            "ai_generations.completion_tokens",
            "ai_ledger.input_tokens",
            "ai_ledger.cached_input_tokens",
            "ai_ledger.output_tokens",
            "ai_ledger.cache_write_5m_tokens",
            "ai_ledger.cache_write_1h_tokens",
            "ai_ledger.reasoning_tokens",
            "ai_calls.cache_write_5m_tokens",
            "ai_calls.cache_write_1h_tokens",
            "ai_calls.reasoning_tokens",
            "ai_calls.input_tokens",
            "ai_calls.cached_input_tokens",
            "ai_calls.output_tokens",
            "ai_calls.key_id",
            "ai_models.key_id",
            "ai_model_prices.key_id",
            "ai_models.token_factor",
            "ai_model_prices.tier_from_tokens",
            "ai_model_prices.context_tokens",
            "ai_model_prices.max_output_tokens",
            "ai_cost_tracking.tokens_used",
            "job_queue.unique_key",
        ];
        var columns = await App.Current.ListAsync<string>(
            """
            select c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, null) from pg_class c
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
            """
        );
        var suspicious = columns
            .Where(column => Secret().IsMatch(column[column.IndexOf('.', StringComparison.Ordinal)..]))
            .Select(column => column.Split(' ')[0])
            .Except(harmless)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var (table, part) in Exported)
        {
            var without = part.Without.Select(column => $"{table}.{column}").ToArray();
            suspicious
                .Where(column => column.StartsWith($"{table}.", StringComparison.Ordinal))
                .Except(without)
                .ShouldBeEmpty();
            without.ShouldBeSubsetOf(columns.Select(column => column.Split(' ')[0]));
        }
        suspicious.Count.ShouldBeGreaterThanOrEqualTo(10);
    }

    /// <summary>By its name, or because it is bytes.</summary>
    [GeneratedRegex("(?i)password|secret|hash|token|credential|sealed|salt|_key| bytea$", RegexOptions.None, 1000)]
    private static partial Regex Secret();

    private static async Task<Dictionary<string, string>> UnzipAsync(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var body = new MemoryStream(await answer.Content.ReadAsByteArrayAsync());
        await using var zip = new ZipArchive(body, ZipArchiveMode.Read);
        Dictionary<string, string> parts = new(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync(), Encoding.UTF8);
            parts[entry.FullName] = await reader.ReadToEndAsync();
        }
        return parts;
    }
}
