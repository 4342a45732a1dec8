using System.Buffers.Binary;
using System.Globalization;
using System.Security.Claims;
using System.Text;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace AiWebBuilder.Api.Http.Security;

/// <summary>
/// Addresses for <c>EventSource</c>, <c>&lt;img&gt;</c> and <c>&lt;a download&gt;</c>, which cannot send a header (docs/decisions/0020). Each is
/// good for five minutes, for one method, path and query, and says who asked for it. It holds no rights: those are looked at when it is used.
/// </summary>
internal sealed class SignedAddresses(IDerivedKeys keys, TimeProvider time)
{
    /// <summary>The query parameter that holds the signature.</summary>
    public const string Parameter = "signature";

    private const int Head = 16 + 16 + 16 + 8 + 8;

    private readonly byte[] key = keys.DeriveKey("aiwebbuilder signed addresses v1"u8);

    /// <summary>The address of a GET, signed for whoever sent this request.</summary>
    /// <param name="query">Those without a value are left out.</param>
    /// <returns>Null when nobody has signed in.</returns>
    public string? Sign(HttpContext context, string path, params IEnumerable<(string Name, object? Value)> query)
    {
        var actor = context.RequestServices.GetRequiredService<ActorContext>();
        if (
            actor is not { AccountId: { } account, ActorId: { } person }
            || (actor.KeyId ?? actor.SessionId) is not { } by
        )
        {
            return null;
        }
        var role = actor.KeyId is null ? context.User.FindFirstValue("rol") : "";
        var version = actor.KeyId is null ? context.User.FindFirstValue("ver") : "0";
        Span<byte> content = stackalloc byte[Head + Encoding.ASCII.GetByteCount(role!)];
        account.TryWriteBytes(content);
        person.TryWriteBytes(content[16..]);
        by.TryWriteBytes(content[32..]);
        BinaryPrimitives.WriteInt64BigEndian(content[48..], long.Parse(version!, CultureInfo.InvariantCulture));
        BinaryPrimitives.WriteInt64BigEndian(
            content[56..],
            (time.GetUtcNow() + SignedToken.AddressLifetime).ToUnixTimeSeconds()
        );
        Encoding.ASCII.GetBytes(role, content[Head..]);

        var parameters = QueryString.Create(
            query
                .Where(one => one.Value is not null)
                .Select(one => KeyValuePair.Create(one.Name, Convert.ToString(one.Value, CultureInfo.InvariantCulture)))
        );
        var signature = SignedToken.Make(key, content, Signed(path, parameters, []));
        return path + parameters.Add(Parameter, signature);
    }

    /// <summary>The address of a generation's events.</summary>
    public string? OfEvents(HttpContext context, Guid generationId) =>
        Sign(context, $"/v1/generations/{generationId}/events");

    /// <summary>Whether the request comes by a signed address, good or not. Who sends a token or a key is who that says.</summary>
    public static bool IsUsedBy(HttpContext context) =>
        context.Request.Query.ContainsKey(Parameter)
        && !context.Request.Headers.ContainsKey(HeaderNames.Authorization)
        && context.GetEndpoint()?.Metadata.GetMetadata<OpensBySignedAddress>() is not null;

    /// <summary>Who asked for the address that this request uses; null when it has expired or is for something else.</summary>
    public SignedCaller? Read(HttpContext context)
    {
        var free = context.GetEndpoint()!.Metadata.GetMetadata<OpensBySignedAddress>()!.Free;
        if (
            context.Request.Query[Parameter] is not [{ } signature]
            || SignedToken.Read(key, signature, Signed(context.Request.Path, context.Request.QueryString, free))
                is not { Length: >= Head } content
            || BinaryPrimitives.ReadInt64BigEndian(content.AsSpan(56)) <= time.GetUtcNow().ToUnixTimeSeconds()
        )
        {
            return null;
        }
        return new SignedCaller(
            new Guid(content[..16]),
            new Guid(content[16..32]),
            new Guid(content[32..48]),
            BinaryPrimitives.ReadInt64BigEndian(content.AsSpan(48)),
            Encoding.ASCII.GetString(content.AsSpan(Head))
        );
    }

    /// <summary>What is signed of an address: HEAD asks for what GET does, and neither case nor order of parameters makes it another one.</summary>
    private static string Signed(PathString path, QueryString query, IReadOnlyList<string> free)
    {
        var parameters = QueryHelpers
            .ParseQuery(query.Value)
            .Select(one => (Name: one.Key.ToLowerInvariant(), one.Value))
            .Where(one => one.Name != Parameter && !free.Contains(one.Name, StringComparer.OrdinalIgnoreCase))
            .OrderBy(one => one.Name, StringComparer.Ordinal)
            .SelectMany(one =>
                one.Value.Select(value => $"{Uri.EscapeDataString(one.Name)}={Uri.EscapeDataString(value ?? "")}")
            );
        return $"GET {path}?{string.Join('&', parameters)}";
    }
}

/// <summary>Who asked for a signed address.</summary>
/// <param name="By">The session or the key that they did it with.</param>
/// <param name="Version">Of the session's rights: see <see cref="Application.Identity.AccessGrant"/>.</param>
/// <param name="Role">In the account; empty for a key.</param>
internal sealed record SignedCaller(Guid AccountId, Guid ActorId, Guid By, long Version, string Role);
