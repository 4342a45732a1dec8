using AiWebBuilder.Api.Http.Security;

namespace AiWebBuilder.Api.Http.OpenApi;

/// <summary>
/// What an endpoint answers that its return type does not tell: a rule of <see cref="OperationConventions"/> each. Tests compare what is
/// declared with what the server sends.
/// </summary>
internal static class Answers
{
    /// <summary>A success carries the ETag of what it shows.</summary>
    public static RouteHandlerBuilder WithETag(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new AnswersETag());

    /// <summary>A 200 is a file of one of these types, beside the JSON that <c>Produces</c> tells of.</summary>
    public static RouteHandlerBuilder AnswersFile(this RouteHandlerBuilder endpoint, params string[] mediaTypes) =>
        endpoint.WithMetadata(new AnswersFiles(mediaTypes));

    /// <summary>It has an ETag, and a caller who sends it as <c>If-None-Match</c> gets a 304.</summary>
    public static RouteHandlerBuilder AnswersNotModified(this RouteHandlerBuilder endpoint) =>
        endpoint.WithETag().Produces(StatusCodes.Status304NotModified);

    /// <summary>A signed address opens it as well as a token does.</summary>
    /// <param name="free">See <see cref="OpensBySignedAddress"/>.</param>
    public static RouteHandlerBuilder OpensBySignedAddress(this RouteHandlerBuilder endpoint, params string[] free) =>
        endpoint.WithMetadata(new OpensBySignedAddress(free));
}

internal sealed class AnswersETag;

/// <summary>The refresh token goes into a cookie for those who want that, and out of it in the end.</summary>
internal sealed class SetsRefreshCookie;

/// <summary>The refresh token may come in the cookie.</summary>
internal sealed class ReadsRefreshCookie;

internal sealed record AnswersFiles(IReadOnlyList<string> MediaTypes);
