using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using AiWebBuilder.IntegrationTests.Harness;

namespace AiWebBuilder.IntegrationTests.Identity.Sessions;

/// <summary>Refresh tokens under load, replayed and mutated: nobody is logged out by their own haste, and no thief stays in.</summary>
internal sealed class RefreshStormTests
{
    private const int AtOnce = 16;

    /// <summary>A short cut in CI; <c>./dev test fuzz</c> takes 300.</summary>
    private static readonly int Sessions = int.TryParse(
        Environment.GetEnvironmentVariable("AIWEBBUILDER_STORM_SESSIONS"),
        CultureInfo.InvariantCulture,
        out var count
    )
        ? count
        : 40;

    [Test, CancelAfter(300_000)]
    public async Task Sessions_in_a_storm_keep_one_successor_each_and_none_survives_its_grandparent(
        CancellationToken cancellationToken
    )
    {
        using var client = App.Current.CreateClient();
        var first = await SignInAsync(client, Sessions, cancellationToken);

        var second = await StormAsync(client, first);
        second.Count(successors => successors.Count == 1).ShouldBe(Sessions, "one successor each");
        second.ShouldAllBe(successors => !successors.Contains(""), "no false log-out");

        var third = new List<string>();
        foreach (var successors in second)
        {
            third.Add((await RefreshAsync(client, successors.Single())).Token);
        }
        third.ShouldAllBe(token => token.Length > 0);

        // The grandparents, all at once: none is taken, and each ends its family.
        var replays = await Task.WhenAll(first.Select(token => RefreshAsync(client, token)));
        replays.ShouldAllBe(replay => replay.Status == HttpStatusCode.Unauthorized);
        replays.Count(replay => replay.Status == HttpStatusCode.OK).ShouldBe(0, "no grandparent is accepted");
        var survivors = await SomeAtOnceAsync(client, third);
        survivors.ShouldAllBe(survivor => survivor.Status == HttpStatusCode.Unauthorized);
        survivors.Count(survivor => survivor.Status == HttpStatusCode.OK).ShouldBe(0, "no family is alive");
        TestContext.Out.WriteLine(
            $"{Sessions} sessions x {AtOnce} refreshes: {second.Count(one => one.Count == 1)} with one successor, 0 false log-outs; "
                + $"{replays.Length} grandparents: 0 accepted, 0 families alive"
        );
    }

    [Test, CancelAfter(120_000)]
    public async Task Four_hundred_and_fifty_mutations_of_a_token_are_refused_and_leave_the_session_alone(
        CancellationToken cancellationToken
    )
    {
        using var client = App.Current.CreateClient();
        var token = (await SignInAsync(client, 1, cancellationToken))[0];
        var other = (await SignInAsync(client, 1, cancellationToken))[0];
        var mutations = Mutations(token, other).Distinct(StringComparer.Ordinal).ToArray();
        mutations.Length.ShouldBeGreaterThanOrEqualTo(450);

        var accepted = 0;
        foreach (var mutation in mutations)
        {
            using var answer = await client.PostAsJsonAsync(
                "/v1/auth/refresh",
                new { refreshToken = mutation },
                cancellationToken
            );
            accepted += answer.IsSuccessStatusCode ? 1 : 0;
            ((int)answer.StatusCode).ShouldBeInRange(400, 401, mutation);
        }

        accepted.ShouldBe(0);
        (await RefreshAsync(client, token)).Status.ShouldBe(HttpStatusCode.OK, "the session is unharmed");
        TestContext.Out.WriteLine($"{mutations.Length} mutations: {accepted} accepted");
    }

    /// <summary>Each bit of the decoded token turned, each cut, and some nonsense.</summary>
    private static IEnumerable<string> Mutations(string token, string other)
    {
        var bytes = Base64Url.DecodeFromChars(token);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            byte[] turned = [.. bytes];
            turned[bit / 8] ^= (byte)(1 << (bit % 8));
            yield return Base64Url.EncodeToString(turned);
        }
        for (var length = 1; length < token.Length; length++)
        {
            yield return token[..length];
        }
        var foreign = Base64Url.DecodeFromChars(other);
        // Another session's signature, counter, or id.
        yield return Base64Url.EncodeToString([.. bytes[..20], .. foreign[20..]]);
        yield return Base64Url.EncodeToString([.. bytes[..16], .. foreign[16..]]);
        yield return Base64Url.EncodeToString([.. foreign[..16], .. bytes[16..]]);
        yield return token + "A";
        yield return token + "AAAA";
        yield return "A" + token;
        yield return token + token;
        yield return token + "=";
        // The last letter holds four bits that mean nothing.
        foreach (
            var letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".Where(one =>
                one != token[^1]
            )
        )
        {
            yield return token[..^1] + letter;
        }
        yield return token.ToUpperInvariant();
        yield return new string([.. token.Reverse()]);
        yield return "null";
    }

    private static async Task<List<string>> SignInAsync(
        HttpClient client,
        int times,
        CancellationToken cancellationToken
    )
    {
        var email = SignInNode.NewEmail();
        List<string> tokens = [];
        using var registered = await client.PostAsJsonAsync(
            "/v1/auth/register",
            new
            {
                email,
                password = SignInNode.Password,
                name = "Somebody",
            },
            cancellationToken
        );
        tokens.Add((await Answers.JsonAsync(registered, HttpStatusCode.Created))["refreshToken"]!.GetValue<string>());
        while (tokens.Count < times)
        {
            using var login = await SignInNode.LogInAsync(client, email);
            tokens.Add((await Answers.JsonAsync(login, HttpStatusCode.OK))["refreshToken"]!.GetValue<string>());
        }
        return tokens;
    }

    /// <summary>Sixteen refreshes of each token at once.</summary>
    private static async Task<List<HashSet<string>>> StormAsync(HttpClient client, IReadOnlyList<string> tokens)
    {
        List<HashSet<string>> successors = [];
        foreach (var some in tokens.Chunk(2))
        {
            var answers = await Task.WhenAll(
                some.Select(token =>
                    Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(() => RefreshAsync(client, token))))
                )
            );
            successors.AddRange(
                answers.Select(one => one.Select(answer => answer.Token).ToHashSet(StringComparer.Ordinal))
            );
        }
        return successors;
    }

    private static async Task<List<(HttpStatusCode Status, string Token)>> SomeAtOnceAsync(
        HttpClient client,
        IReadOnlyList<string> tokens
    )
    {
        List<(HttpStatusCode, string)> answers = [];
        foreach (var some in tokens.Chunk(8))
        {
            answers.AddRange(await Task.WhenAll(some.Select(token => Task.Run(() => RefreshAsync(client, token)))));
        }
        return answers;
    }

    /// <returns>An empty token when it was refused.</returns>
    private static async Task<(HttpStatusCode Status, string Token)> RefreshAsync(
        HttpClient client,
        string refreshToken
    )
    {
        using var answer = await client.PostAsJsonAsync("/v1/auth/refresh", new { refreshToken });
        return (
            answer.StatusCode,
            answer.StatusCode == HttpStatusCode.OK
                ? (await Answers.JsonAsync(answer, HttpStatusCode.OK))["refreshToken"]!.GetValue<string>()
                : ""
        );
    }
}
