using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using AiWebBuilder.IntegrationTests.Harness;

namespace AiWebBuilder.IntegrationTests.Identity.SignIn;

/// <summary>How long an access token is good goes by the host's clock, as all else does.</summary>
internal sealed class AccessTokenLifetimeTests
{
    [Test]
    public async Task An_access_token_expires_by_the_hosts_clock_on_nodes_that_know_it_and_on_others()
    {
        await using var node = await SignInNode.StartAsync();
        var session = await node.RegisterAsync(SignInNode.NewEmail());
        using var person = node.As(session);
        (await StatusAsync(person)).ShouldBe(HttpStatusCode.OK);
        using var elsewhere = node.StartNode().CreateClient();
        elsewhere.DefaultRequestHeaders.Authorization = person.DefaultRequestHeaders.Authorization;

        // Five seconds longer than it says, for nodes whose clocks differ.
        node.Clock.Advance(TimeSpan.FromSeconds(session["expiresIn"]!.GetValue<int>() + 5));
        (await StatusAsync(person)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(elsewhere)).ShouldBe(HttpStatusCode.OK);
        node.Clock.Advance(TimeSpan.FromSeconds(1));
        (await StatusAsync(person)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(elsewhere)).ShouldBe(HttpStatusCode.Unauthorized);

        using var refreshed = await node.Client.PostAsJsonAsync(
            "/v1/auth/refresh",
            new { refreshToken = session["refreshToken"]!.GetValue<string>() }
        );
        var next = (await Answers.JsonAsync(refreshed, HttpStatusCode.OK))["accessToken"]!.GetValue<string>();
        person.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", next);
        (await StatusAsync(person)).ShouldBe(HttpStatusCode.OK);

        // Issued by a node whose clock is ahead: good when ours gets there, but for the same five seconds.
        node.Clock.Advance(TimeSpan.FromSeconds(-6));
        elsewhere.DefaultRequestHeaders.Authorization = person.DefaultRequestHeaders.Authorization;
        (await StatusAsync(elsewhere)).ShouldBe(HttpStatusCode.Unauthorized);
        node.Clock.Advance(TimeSpan.FromSeconds(1));
        (await StatusAsync(elsewhere)).ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client)
    {
        using var answer = await client.GetAsync("/v1/me");
        return answer.StatusCode;
    }
}
