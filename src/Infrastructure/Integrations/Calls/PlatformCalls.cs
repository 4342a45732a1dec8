using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Infrastructure.Http;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.Infrastructure.Integrations.Calls;

/// <summary>Calls of platforms' APIs. Whatever is no answer of the API is one of the known problems.</summary>
internal sealed class PlatformCalls(GuardedFetcher fetcher, PlatformLimits limits, IOptions<PlatformOptions> options)
{
    private const int MostRefusals = 2;

    /// <summary>A page of an API's list: twenty long pages with all their markup.</summary>
    private const int MaxBytes = 20 * 1024 * 1024;

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
    /// <exception cref="PlatformException">Nothing came, or the account's limit is used up.</exception>
    public async Task<Fetched> FetchAsync(
        PlatformConnection connection,
        FetchRequest request,
        CancellationToken cancellationToken
    )
    {
        var place = await limits.EnterAsync(connection, cancellationToken);
        Fetched? answer = null;
        try
        {
            return answer = await SendAsync(request, cancellationToken);
        }
        finally
        {
            await limits.LeaveAsync(connection, place, answer);
        }
    }

    private async Task<Fetched> SendAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        var patience = options.Value.CallPatience;
        try
        {
            return await fetcher.FetchAsync(request with { Patience = patience }, cancellationToken);
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
                    patience.TotalSeconds.ToString("0", CultureInfo.InvariantCulture),
                    failure
                ),
                FetchFailure.TooManyRedirects => new(ConnectionProblems.RedirectsForever, inner: failure),
                _ => new(ConnectionProblems.Unreadable, inner: failure),
            };
        }
    }

    /// <summary>Asks for JSON. An error that the API says itself, in JSON, is an answer; a page in its place is none.</summary>
    /// <param name="isFault">Whether what comes with a status of a server's error is one; null: it always is.</param>
    /// <exception cref="PlatformException">Nothing came, or not from the API.</exception>
    public async Task<PlatformAnswer> AskAsync(
        PlatformConnection connection,
        FetchRequest request,
        CancellationToken cancellationToken,
        Func<JsonNode?, bool>? isFault = null
    )
    {
        var answer = await PatientlyAsync(connection, request with { MaxBytes = MaxBytes }, cancellationToken);
        // An API asked by its address does not send one elsewhere: what redirects is something in front of it.
        if (answer.Address.IdnHost != request.Address.IdnHost)
        {
            throw new PlatformException(ConnectionProblems.Redirects, answer.Address.GetLeftPart(UriPartial.Authority));
        }
        // What is written is not sent on to where it was not meant for.
        if ((int)answer.Status is >= 300 and < 400 && answer.Headers.Location is { } location)
        {
            throw Uri.TryCreate(answer.Address, location, out var target)
                ? new PlatformException(ConnectionProblems.Redirects, target.GetLeftPart(UriPartial.Authority))
                : new PlatformException(ConnectionProblems.Unreadable);
        }
        // The credentials have stayed behind: what it says of them is no answer.
        if (request.Address.Scheme == "https" && answer.Address.Scheme == "http")
        {
            throw new PlatformException(ConnectionProblems.Insecure);
        }
        var body = JsonOf(answer);
        if (body is null && LooksLikeChallenge(answer))
        {
            throw new PlatformException(ConnectionProblems.Blocked);
        }
        if ((int)answer.Status >= 500 && isFault?.Invoke(body) != false)
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

    /// <summary>A limit that begins anew in a moment is waited for; for longer, whoever asked has to come back.</summary>
    private async Task<Fetched> PatientlyAsync(
        PlatformConnection connection,
        FetchRequest request,
        CancellationToken cancellationToken
    )
    {
        for (var refusals = 0; ; refusals++)
        {
            var answer = await FetchAsync(connection, request, cancellationToken);
            if (answer.Status != HttpStatusCode.TooManyRequests)
            {
                return answer;
            }
            var wait = limits.RetryAfterOf(answer);
            if (wait is null || wait > PlatformLimits.LongestWait || refusals == MostRefusals)
            {
                throw new PlatformException(ConnectionProblems.RateLimited) { RetryAfter = wait };
            }
        }
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
            // Of two members with one name it would be found out only when it is looked at.
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
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
