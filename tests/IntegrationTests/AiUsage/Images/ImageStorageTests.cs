using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Harness;

namespace AiWebBuilder.IntegrationTests.AiUsage.Images;

/// <summary>What uploads take of the account's storage, to the byte. On a database of its own: limits are the installation's.</summary>
internal sealed class ImageStorageTests
{
    private const int Bytes = 1_000;

    private Nodes nodes = null!;

    [OneTimeSetUp]
    public async Task CreateAsync()
    {
        nodes = await Nodes.CreateAsync();
        await nodes.ExecuteAsync(
            $$"""insert into app_settings (key, value) values ('limits.freemium', '{"storageBytesUsed": {{10 * Bytes}}}')"""
        );
    }

    [OneTimeTearDown]
    public async Task DropAsync() => await nodes.DisposeAsync();

    [Test]
    public async Task A_limit_that_is_as_good_as_none_warns_of_nothing()
    {
        await nodes.ExecuteAsync(
            $$"""
            insert into app_settings (key, value) values ('limits.business', '{"storageBytesUsed": {{long.MaxValue}}}')
            """
        );
        await using var node = nodes.StartWithoutJobs();
        using var owner = await node.SignedInAsync();
        var id = (await owner.GetFromJsonAsync<JsonNode>("/v1/me"))!["id"];
        await nodes.ExecuteAsync(
            $"update users set comped_tier = null, subscription_tier = 'business' where id = '{id}'"
        );

        (await owner.SendFileAsync(Uploads.Picture(1, Bytes))).StatusCode.ShouldBe(HttpStatusCode.Created);

        (await UsageAsync(owner))["warnings"]!.AsArray().ShouldBeEmpty();
    }

    [Test]
    public async Task Of_fifty_uploads_at_once_exactly_as_many_are_taken_as_there_is_room_for()
    {
        await using var first = nodes.StartWithoutJobs();
        await using var second = nodes.StartWithoutJobs();
        using var owner = await first.SignedInAsync();
        using var other = second.SignedInLike(owner);

        var answers = await Task.WhenAll(
            Enumerable
                .Range(1, 50)
                .Select(number => (number % 2 == 0 ? owner : other).SendFileAsync(Uploads.Picture(number, Bytes)))
        );

        answers
            .CountBy(answer => answer.StatusCode)
            .ToDictionary()
            .ShouldBe(
                new Dictionary<HttpStatusCode, int>
                {
                    [HttpStatusCode.Created] = 10,
                    [HttpStatusCode.PaymentRequired] = 40,
                },
                ignoreOrder: true
            );
        var refused = await Answers.JsonAsync(
            answers.First(answer => answer.StatusCode == HttpStatusCode.PaymentRequired),
            HttpStatusCode.PaymentRequired
        );
        refused["code"]!.GetValue<string>().ShouldBe("plan.limit_reached");
        refused["resource"]!.GetValue<string>().ShouldBe("storageBytesUsed");
        refused["limit"]!.GetValue<long>().ShouldBe(10 * Bytes);
        refused["used"]!.GetValue<long>().ShouldBe(10 * Bytes);
        refused["resetsAt"].ShouldBeNull();
        var usage = await UsageAsync(owner);
        usage["storageBytesUsed"]!.GetValue<long>().ShouldBe(10 * Bytes);
        usage["warnings"]!
            .AsArray()
            .Select(one => $"{one!["resource"]} {one["threshold"]}")
            // By when each upload began: they waited for each other.
            .ShouldBe(["storageBytesUsed 80", "storageBytesUsed 100"], ignoreOrder: true);
        await ShouldBeExactAsync();

        // The same again takes no room, and so is no more than there is room for.
        var taken = (await owner.GetFromJsonAsync<JsonNode>("/v1/images"))!["data"]!.AsArray();
        var content = await owner.GetByteArrayAsync($"{taken[0]!["url"]}/content");
        (await owner.UploadAsync(content))["id"]!.GetValue<string>().ShouldBe(taken[0]!["id"]!.GetValue<string>());

        // What is deleted is room again: for that much, and not for a byte more.
        (await owner.DeleteAsync($"{taken[0]!["url"]}")).EnsureSuccessStatusCode();
        (await StoredAsync(owner)).ShouldBe(9 * Bytes);
        (await owner.SendFileAsync(Uploads.Picture(60, Bytes + 1))).StatusCode.ShouldBe(HttpStatusCode.PaymentRequired);
        await owner.UploadAsync(Uploads.Picture(60, Bytes));
        (await StoredAsync(owner)).ShouldBe(10 * Bytes);
    }

    [Test]
    public async Task Uploads_and_deletions_at_once_leave_what_is_there_counted()
    {
        await using var node = nodes.StartWithoutJobs();
        using var owner = await Person.RegisterAsync(node);
        var images = new List<string>();
        for (var number = 0; number < 20; number++)
        {
            images.Add((await owner.Client.UploadAsync(Uploads.Picture(number, Bytes)))["url"]!.GetValue<string>());
        }

        await Task.WhenAll(
            images
                .Select(async url => (await owner.Client.DeleteAsync(url)).EnsureSuccessStatusCode())
                .Concat(
                    Enumerable
                        .Range(100, 15)
                        .Select(async number =>
                            (await owner.Client.SendFileAsync(Uploads.Picture(number, Bytes))).EnsureSuccessStatusCode()
                        )
                )
        );

        (await StoredAsync(owner.Client)).ShouldBe(15 * Bytes);
        await ShouldBeExactAsync();
    }

    [Test]
    public async Task A_month_begins_with_what_is_stored_and_ends_as_it_was()
    {
        await using var node = nodes.StartWithoutJobs();
        using var owner = await Person.RegisterAsync(node);
        await owner.Client.UploadAsync(Uploads.Picture(1, Bytes));
        var image = await owner.Client.UploadAsync(Uploads.Picture(2, Bytes));
        // Two months ago, that is: the row of this month has yet to come.
        await nodes.ExecuteAsync(
            $"""
            delete from user_usage where user_id = '{owner.Id}' and month <> date_trunc('month', now() at time zone 'utc');
            update user_usage set month = month - interval '2 months', campaigns_generated = 3 where user_id = '{owner.Id}'
            """
        );
        var before = await UsageAsync(owner.Client);
        (before["storageBytesUsed"]!.GetValue<long>(), before["campaignsGenerated"]!.GetValue<int>()).ShouldBe(
            (2 * Bytes, 0)
        );

        // Whoever counts first begins the month, whatever is counted.
        await nodes.ExecuteAsync(
            $"insert into user_usage (user_id, month, ai_credits_used) values ('{owner.Id}', date_trunc('month', now() at time zone 'utc'), 5) on conflict (user_id, month) do update set ai_credits_used = 5"
        );
        (await StoredAsync(owner.Client)).ShouldBe(2 * Bytes);
        await owner.Client.UploadAsync(Uploads.Picture(3, Bytes));
        (await owner.Client.DeleteAsync($"{image["url"]}")).EnsureSuccessStatusCode();
        await owner.Client.UploadAsync(Uploads.Picture(4, Bytes));

        (
            await nodes.Database.ListAsync<long>(
                $"select storage_bytes_used from user_usage where user_id = '{owner.Id}' order by month"
            )
        ).ShouldBe([2 * Bytes, 3 * Bytes]);
        await ShouldBeExactAsync();
    }

    [Test]
    public async Task Who_counts_in_a_new_month_while_an_image_comes_in_loses_none_of_it()
    {
        await using var node = nodes.StartWithoutJobs();
        using var owner = await Person.RegisterAsync(node);
        await owner.Client.UploadAsync(Uploads.Picture(1, Bytes));
        await nodes.ExecuteAsync(
            $"update user_usage set month = month - interval '1 month' where user_id = '{owner.Id}'"
        );
        // A month begins, and its beginning is not yet committed.
        await using var beginning = new Npgsql.NpgsqlConnection(nodes.Database.Owner + ";Pooling=false");
        await beginning.OpenAsync();
        await using var transaction = await beginning.BeginTransactionAsync();
        await using var begin = new Npgsql.NpgsqlCommand(
            $"insert into user_usage (user_id, month, api_calls_made) select '{owner.Id}', max(month) + interval '1 month', 1 from user_usage where user_id = '{owner.Id}'",
            beginning,
            transaction
        );
        await begin.ExecuteNonQueryAsync();

        var upload = owner.Client.UploadAsync(Uploads.Picture(2, Bytes));
        await nodes.WaitUntilAsync(
            "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
        );
        await transaction.CommitAsync();
        await upload;

        (
            await nodes.Database.ListAsync<long>(
                $"select storage_bytes_used from user_usage where user_id = '{owner.Id}' order by month"
            )
        ).ShouldBe([Bytes, 2 * Bytes]);
        (await StoredAsync(owner.Client)).ShouldBe(2 * Bytes);
    }

    /// <summary>The present figure of every account is the sum of its rows.</summary>
    private async Task ShouldBeExactAsync() =>
        (
            await nodes.Database.ListAsync<string>(
                """
                select format('%s: kept %s, stored %s', u.id, latest.storage_bytes_used, images.bytes) from users u
                cross join lateral (select coalesce(sum(bytes), 0) as bytes from uploads where user_id = u.id) images
                cross join lateral (select storage_bytes_used from user_usage where user_id = u.id order by month desc limit 1) latest
                where latest.storage_bytes_used <> images.bytes
                """
            )
        ).ShouldBeEmpty();

    private static async Task<long> StoredAsync(HttpClient client) =>
        (await UsageAsync(client))["storageBytesUsed"]!.GetValue<long>();

    private static async Task<JsonNode> UsageAsync(HttpClient client) =>
        (await client.GetFromJsonAsync<JsonNode>("/v1/me/usage"))!;
}
