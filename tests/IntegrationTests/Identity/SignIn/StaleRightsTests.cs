using System.Net;
using System.Net.Http.Json;
using AiWebBuilder.IntegrationTests.AiUsage.Generations;
using AiWebBuilder.IntegrationTests.Harness;
using AiWebBuilder.IntegrationTests.Identity.ApiKeys;
using Microsoft.AspNetCore.Mvc.Testing;

namespace AiWebBuilder.IntegrationTests.Identity.SignIn;

/// <summary>Rights that are withdrawn on one node are gone on the others: no token outlives them for longer than a moment.</summary>
internal sealed class StaleRightsTests
{
    private Nodes nodes = null!;
    private WebApplicationFactory<Program> here = null!;
    private WebApplicationFactory<Program> there = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        nodes = await Nodes.CreateAsync();
        (here, there) = (Start(), Start());

        WebApplicationFactory<Program> Start() =>
            nodes.Start(services: null, ("Jobs:Enabled", "false"), ("Streams:PollInterval", "00:00:00.1"));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await here.DisposeAsync();
        await there.DisposeAsync();
        await nodes.DisposeAsync();
    }

    [Test]
    public async Task A_removed_members_token_is_refused_on_every_node_and_the_session_falls_back_to_their_own()
    {
        using var owner = await Person.RegisterAsync(here);
        using var member = await Person.RegisterAsync(here);
        var id = await member.JoinAsync(nodes.Database, owner, "editor");
        using var elsewhere = there.SignedInLike(member.Client);
        (await elsewhere.GetAsync("/v1/campaigns")).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await owner.Client.DeleteAsync($"/v1/members/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        await Eventually.AnswersAsync(() => elsewhere.GetAsync("/v1/campaigns"), HttpStatusCode.Unauthorized);
        await Eventually.AnswersAsync(() => member.Client.GetAsync("/v1/campaigns"), HttpStatusCode.Unauthorized);
        await member.RefreshAsync();
        member.Account["id"]!.GetValue<Guid>().ShouldBe(member.Id);
        (await member.Client.GetAsync("/v1/campaigns")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (
            await member.Client.PostAsJsonAsync(
                "/v1/auth/account",
                new { refreshToken = member.RefreshToken, accountId = owner.Id }
            )
        ).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task A_changed_role_holds_from_the_next_refresh_and_the_old_token_not_at_all()
    {
        using var owner = await Person.RegisterAsync(here);
        using var member = await Person.RegisterAsync(there);
        var id = await member.JoinAsync(nodes.Database, owner, "editor");
        (await PostCampaignAsync(member)).StatusCode.ShouldBe(HttpStatusCode.Created);

        // Back and forth within a second, which a comparison of whole seconds would not tell apart.
        foreach (
            var (role, expected) in new[]
            {
                ("viewer", HttpStatusCode.Forbidden),
                ("editor", HttpStatusCode.Created),
                ("viewer", HttpStatusCode.Forbidden),
            }
        )
        {
            using var change = await owner.Client.PatchTextAsync(
                $"/v1/members/{id}",
                $$"""{"role":"{{role}}"}""",
                null
            );
            change.StatusCode.ShouldBe(HttpStatusCode.OK);
            await Eventually.AnswersAsync(() => member.Client.GetAsync("/v1/members"), HttpStatusCode.Unauthorized);
            await member.RefreshAsync();
            member.Account["role"]!.GetValue<string>().ShouldBe(role);
            (await PostCampaignAsync(member)).StatusCode.ShouldBe(expected);
        }
    }

    [Test]
    public async Task Switching_leaves_no_token_for_the_account_before()
    {
        using var owner = await Person.RegisterAsync(here);
        using var member = await Person.RegisterAsync(here);
        await member.JoinAsync(nodes.Database, owner, "editor");
        using var before = there.SignedInLike(member.Client);
        (await before.GetAsync("/v1/campaigns")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await member.ActForAsync(member.Id);

        await Eventually.AnswersAsync(() => before.GetAsync("/v1/campaigns"), HttpStatusCode.Unauthorized);
        (await member.Client.GetAsync("/v1/campaigns")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_closed_account_is_acted_for_by_nobody()
    {
        using var owner = await Person.RegisterAsync(here);
        using var member = await Person.RegisterAsync(here);
        await member.JoinAsync(nodes.Database, owner, "admin");

        using var close = new HttpRequestMessage(HttpMethod.Delete, "/v1/me");
        close.Headers.TryAddWithoutValidation("If-Match", "*");
        (await owner.Client.SendAsync(close)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        await Eventually.AnswersAsync(() => member.Client.GetAsync("/v1/campaigns"), HttpStatusCode.Unauthorized);
        await member.RefreshAsync();
        member.Account["id"]!.GetValue<Guid>().ShouldBe(member.Id);
    }

    [Test]
    public async Task A_stream_ends_on_every_node_when_its_reader_may_read_no_longer()
    {
        using var owner = await Person.RegisterAsync(here);
        var generation = await GenerationStreamTests.SilentGenerationAsync(owner.Client, nodes.Database);
        using var reader = await Person.RegisterAsync(here);
        await reader.JoinAsync(nodes.Database, owner, "viewer");
        var kept = await OpenAsync(reader.Client);

        using var leaver = await Person.RegisterAsync(here);
        await leaver.JoinAsync(nodes.Database, owner, "viewer");
        await EndsAsync(
            leaver.Client,
            () => leaver.Client.PostAsJsonAsync("/v1/auth/logout", new { refreshToken = leaver.RefreshToken })
        );

        using var removed = await Person.RegisterAsync(here);
        var membership = await removed.JoinAsync(nodes.Database, owner, "viewer");
        await EndsAsync(removed.Client, () => owner.Client.DeleteAsync($"/v1/members/{membership}"));

        var key = await Programs.MakeAsync(owner.Client, "ai:read");
        using var program = there.CreateClient();
        program.DefaultRequestHeaders.Authorization = new("Bearer", key["secret"]!.GetValue<string>());
        await EndsAsync(program, () => owner.Client.DeleteAsync($"/v1/api-keys/{key["id"]}"));

        kept.IsCompleted.ShouldBeFalse("the rights of others are no matter of this reader's");
        await EndsAsync(
            owner.Client,
            () =>
            {
                var close = new HttpRequestMessage(HttpMethod.Delete, "/v1/me");
                close.Headers.TryAddWithoutValidation("If-Match", "*");
                return owner.Client.SendAsync(close);
            }
        );
        await kept.WaitAsync(Eventually.Patience);

        async Task EndsAsync(HttpClient who, Func<Task<HttpResponseMessage>> act)
        {
            var stream = await OpenAsync(who);
            using var done = await act();
            done.StatusCode.ShouldBe(HttpStatusCode.NoContent);
            (await stream.WaitAsync(Eventually.Patience)).ShouldNotContain("event:");
        }

        async Task<Task<string>> OpenAsync(HttpClient who)
        {
            var elsewhere = there.SignedInLike(who);
            var answer = await elsewhere.GetAsync(
                $"/v1/generations/{generation}/events",
                HttpCompletionOption.ResponseHeadersRead
            );
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            return new StreamReader(await answer.Content.ReadAsStreamAsync()).ReadToEndAsync();
        }
    }

    [Test]
    public async Task An_account_that_an_operator_closes_in_the_database_is_out_at_once_as_well()
    {
        using var person = await Person.RegisterAsync(here);
        (await person.Client.GetAsync("/v1/campaigns")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await nodes.ExecuteAsync($"update users set is_active = false where id = '{person.Id}'");

        await Eventually.AnswersAsync(() => person.Client.GetAsync("/v1/campaigns"), HttpStatusCode.Unauthorized);
        // Not as it was before, should it be opened again.
        await nodes.ExecuteAsync($"update users set is_active = true where id = '{person.Id}'");
        (
            await person.Client.PostAsJsonAsync("/v1/auth/refresh", new { refreshToken = person.RefreshToken })
        ).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task A_refresh_token_that_comes_back_is_in_the_persons_log()
    {
        using var person = await Person.RegisterAsync(here);
        var oldest = person.RefreshToken;
        await person.RefreshAsync();
        await person.RefreshAsync();

        (await person.Client.PostAsJsonAsync("/v1/auth/refresh", new { refreshToken = oldest })).StatusCode.ShouldBe(
            HttpStatusCode.Unauthorized
        );

        (
            await nodes.Database.QueryAsync<long>(
                $"select count(*) from audit_log where user_id = '{person.Id}' and action = 'token_reused'"
            )
        ).ShouldBe(1);
    }

    private static Task<HttpResponseMessage> PostCampaignAsync(Person by) =>
        by.Client.PostTextAsync("/v1/campaigns", """{"name":"Spring","type":"landing_page"}""");
}
