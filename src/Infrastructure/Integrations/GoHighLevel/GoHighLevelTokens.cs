using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Integrations.Authorizations;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Infrastructure.Http;
using AiWebBuilder.Infrastructure.Integrations.Authorizations;
using AiWebBuilder.Infrastructure.Integrations.Calls;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.Infrastructure.Integrations.GoHighLevel;

/// <summary>
/// Tokens of GoHighLevel's OAuth 2. A refresh token is good once: of all nodes one replaces it, and the new one is kept before the access token that came with it
/// is used. Who dies between leaves a connection that works until its access token expires, and then says that it has to be authorized anew.
/// </summary>
internal sealed class GoHighLevelTokens(
    PlatformCalls calls,
    PlatformTokens store,
    IOptions<PlatformOptions> options,
    TimeProvider time
)
{
    /// <summary>A token that is about to expire could do so on its way.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <param name="refused">An access token that the platform has just refused; null: none was tried.</param>
    /// <exception cref="PlatformException">There is none to be had.</exception>
    public async Task<string> AccessAsync(
        PlatformConnection connection,
        string? refused,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            var (box, tokens) =
                await store.FindAsync(connection, cancellationToken)
                ?? throw new PlatformException(ConnectionProblems.NeedsReauth);
            var now = time.GetUtcNow();
            if (tokens.ExpiresAt - Margin > now && tokens.AccessToken != refused)
            {
                return tokens.AccessToken;
            }
            // The lease outlives the call: whoever has it either ends it or is gone.
            var until = now + options.Value.CallPatience + TimeSpan.FromSeconds(30);
            if (await store.BeginAsync(connection, box, now, until, cancellationToken))
            {
                return await RefreshAsync(connection, box, tokens);
            }
            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <exception cref="PlatformException">It was refused, or nothing came.</exception>
    public async Task<(JsonObject Answer, GrantedTokens Tokens)> RequestAsync(
        PlatformConnection connection,
        string path,
        IEnumerable<(string Name, string Value)> form,
        string? bearer,
        CancellationToken cancellationToken
    )
    {
        var answer = await calls.AskAsync(
            connection,
            new FetchRequest(new Uri(options.Value.GoHighLevelAddress + path))
            {
                Method = HttpMethod.Post,
                ContentType = "application/x-www-form-urlencoded",
                Body = Encoding.ASCII.GetBytes(
                    string.Join('&', form.Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value)}"))
                ),
                Headers = GoHighLevelApi.Headers,
                Credentials = bearer is null ? [] : GoHighLevelApi.Bearer(bearer),
            },
            cancellationToken
        );
        if (
            answer is { IsSuccess: true, Body: JsonObject body }
            && body["access_token"].TextOf(4000) is { Length: > 0 } access
            && access.All(letter => letter is > ' ' and <= '~')
        )
        {
            var seconds = int.TryParse(body["expires_in"].TextOf(), CultureInfo.InvariantCulture, out var said)
                ? Math.Clamp(said, 60, 31_536_000)
                : 3600;
            return (
                body,
                new GrantedTokens(
                    access,
                    body["refresh_token"].TextOf(4000) ?? "",
                    time.GetUtcNow() + TimeSpan.FromSeconds(seconds)
                )
            );
        }
        throw new PlatformException(
            answer.Status
                is HttpStatusCode.BadRequest
                    or HttpStatusCode.Unauthorized
                    or HttpStatusCode.Forbidden
                    or HttpStatusCode.UnprocessableEntity
                ? ConnectionProblems.NeedsReauth
                : ConnectionProblems.ServerError,
            PlatformCalls.Number(answer.Status)
        );
    }

    /// <summary>Whoever asked may give up; what the platform has answered is kept all the same.</summary>
    private async Task<string> RefreshAsync(PlatformConnection connection, byte[] box, GrantedTokens tokens)
    {
        GrantedTokens? fresh = null;
        try
        {
            (_, fresh) = await RequestAsync(
                connection,
                "/oauth/token",
                [
                    ("client_id", options.Value.GoHighLevelClientId),
                    ("client_secret", options.Value.GoHighLevelClientSecret),
                    ("grant_type", "refresh_token"),
                    ("refresh_token", tokens.RefreshToken),
                    ("user_type", connection.Credential("userType") ?? "Location"),
                ],
                bearer: null,
                CancellationToken.None
            );
            // One that is not replaced stays good.
            fresh = fresh.RefreshToken.Length > 0 ? fresh : fresh with { RefreshToken = tokens.RefreshToken };
        }
        finally
        {
            await store.EndAsync(connection, box, fresh);
        }
        return fresh.AccessToken;
    }
}
