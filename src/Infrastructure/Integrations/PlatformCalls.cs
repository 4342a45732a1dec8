using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Infrastructure.Http;

namespace AiWebBuilder.Infrastructure.Integrations;

/// <summary>A platform that does not do what was asked of it.</summary>
/// <param name="problem">One of <see cref="ConnectionProblems"/>.</param>
/// <param name="detail">Goes into the text about the problem; never a secret.</param>
internal sealed class PlatformException(string problem, string detail = "", Exception? inner = null)
    : Exception($"{problem}: {detail}", inner)
{
    public string Problem => problem;

    public string Detail => detail;
}

/// <summary>A status of the API's own, with what it says: the adapter knows what it means.</summary>
internal sealed record PlatformAnswer(HttpStatusCode Status, JsonNode? Body, Fetched Fetched)
{
    public bool IsSuccess => Fetched.IsSuccess;
}

/// <summary>Calls of platforms' APIs. Whatever is no answer of the API is one of the known problems.</summary>
internal sealed class PlatformCalls(GuardedFetcher fetcher)
{
    /// <summary>Marks of pages that ask whether a person is there.</summary>
    private static readonly string[] Challenges =
    [
        "captcha",
        "cf-chl",
        "challenge-platform",
        "just a moment",
        "access denied",
        "security check",
        "wordfence",
        "sucuri",
        "are you human",
    ];

    /// <summary>Fetches what may be anything: a page, say.</summary>
    /// <exception cref="PlatformException">Nothing came.</exception>
    public async Task<Fetched> FetchAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await fetcher.FetchAsync(request, cancellationToken);
        }
        catch (FetchException failure)
        {
            throw failure.Failure switch
            {
                FetchFailure.Refused => new PlatformException(
                    ConnectionProblems.AddressRefused,
                    failure.Message,
                    failure
                ),
                FetchFailure.Insecure => new(ConnectionProblems.Insecure, inner: failure),
                FetchFailure.Unresolved => new(ConnectionProblems.NameUnknown, inner: failure),
                FetchFailure.Unreachable => new(ConnectionProblems.Unreachable, inner: failure),
                FetchFailure.Untrusted => new(ConnectionProblems.CertificateInvalid, inner: failure),
                FetchFailure.TooLarge => new(ConnectionProblems.TooLarge, inner: failure),
                FetchFailure.TooSlow => new(
                    ConnectionProblems.TooSlow,
                    request.Patience.TotalSeconds.ToString("0", CultureInfo.InvariantCulture),
                    failure
                ),
                FetchFailure.TooManyRedirects => new(ConnectionProblems.Redirects, "itself, again and again", failure),
                _ => new(ConnectionProblems.Unreadable, inner: failure),
            };
        }
    }

    /// <summary>Asks for JSON. An error that the API says itself, in JSON, is an answer; a page in its place is none.</summary>
    /// <exception cref="PlatformException">Nothing came, or not from the API.</exception>
    public async Task<PlatformAnswer> AskAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        var answer = await FetchAsync(request, cancellationToken);
        if (answer.Status == HttpStatusCode.TooManyRequests)
        {
            throw new PlatformException(ConnectionProblems.RateLimited);
        }
        // An API asked by its address does not send one elsewhere: what redirects is something in front of it.
        if (answer.Address.IdnHost != request.Address.IdnHost)
        {
            throw new PlatformException(ConnectionProblems.Redirects, answer.Address.GetLeftPart(UriPartial.Authority));
        }
        var body = JsonOf(answer);
        if (body is null && LooksLikeChallenge(answer))
        {
            throw new PlatformException(ConnectionProblems.Blocked);
        }
        if ((int)answer.Status >= 500)
        {
            throw new PlatformException(ConnectionProblems.ServerError, Number(answer.Status));
        }
        if (body is null && answer.IsSuccess)
        {
            throw new PlatformException(
                ConnectionProblems.NotThePlatform,
                answer.Body.Length == 0 ? "the answer is empty." : "a web page answers where the API should be."
            );
        }
        return new PlatformAnswer(answer.Status, body, answer);
    }

    public static string Number(HttpStatusCode status) => ((int)status).ToString(CultureInfo.InvariantCulture);

    private static JsonNode? JsonOf(Fetched answer)
    {
        // Some proxies and plug-ins call JSON text/html: what it is decides.
        var text = answer.Text().TrimStart();
        if (text.Length == 0 || text[0] is not ('{' or '['))
        {
            return null;
        }
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool LooksLikeChallenge(Fetched answer) =>
        answer.Status == HttpStatusCode.Forbidden
        || answer.Status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable
            // A page of the site's own may have a captcha at its form.
            && answer.Body.Length < 30_000
            && answer.Text() is var text
            && Challenges.Any(mark => text.Contains(mark, StringComparison.OrdinalIgnoreCase));
}
