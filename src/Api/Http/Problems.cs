using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace AiWebBuilder.Api.Http;

/// <summary>The one place where failures become RFC 9457 documents with <c>code</c> and <c>traceId</c>.</summary>
internal sealed partial class Problems(IProblemDetailsService problems, ILogger<Problems> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext,
        Exception exception,
        CancellationToken cancellationToken
    )
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }
        var (status, error) = exception switch
        {
            DomainException refused => (StatusOf(refused.Error.Kind), refused.Error),
            BadHttpRequestException malformed => (malformed.StatusCode, Malformed(malformed)),
            _ when DatabaseFailures.IsUnavailable(exception) => (
                StatusOf(DatabaseUnavailable.Kind),
                DatabaseUnavailable
            ),
            _ => (StatusOf(Unexpected.Kind), Unexpected),
        };
        if (status == StatusCodes.Status500InternalServerError)
        {
            logger.LogError(exception, "{Method} {Path} failed", httpContext.Request.Method, httpContext.Request.Path);
        }
        if (error == DatabaseUnavailable)
        {
            // Every request meets it at once: a line for each, and no stack.
            logger.LogWarning(
                "{Method} {Path} met an unavailable database: {Reason}",
                httpContext.Request.Method,
                httpContext.Request.Path,
                exception.GetBaseException().Message
            );
        }
        var wait = error == DatabaseUnavailable ? Recovery : (exception as DomainException)?.RetryAfter;
        if (wait is { } time)
        {
            httpContext.Response.Headers.RetryAfter = Math.Ceiling(time.TotalSeconds)
                .ToString(CultureInfo.InvariantCulture);
        }
        httpContext.Response.StatusCode = status;
        var document = new ProblemDetails
        {
            Status = status,
            Title = TitleOf(status),
            Detail = error.Message,
        };
        document.Extensions["code"] = exception is BadHttpRequestException ? CodeOf(status) : error.Code;
        foreach (var (name, value) in error.Details ?? new Dictionary<string, object?>(StringComparer.Ordinal))
        {
            document.Extensions[name] = value;
        }
        return await problems.TryWriteAsync(
            new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = document }
        );
    }

    /// <summary>Completes the documents that the framework itself writes (unmatched route, wrong media type, ...).</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        var document = context.ProblemDetails;
        document.Extensions.TryAdd("code", CodeOf(document.Status));
        document.Extensions["traceId"] = Activity.Current?.TraceId.ToHexString() ?? context.HttpContext.TraceIdentifier;
    }

    /// <summary>Of what the framework refuses with a status alone.</summary>
    private static string CodeOf(int? status) =>
        status switch
        {
            StatusCodes.Status401Unauthorized => "auth.not_signed_in",
            StatusCodes.Status403Forbidden => "auth.forbidden",
            StatusCodes.Status404NotFound => "request.no_such_address",
            StatusCodes.Status405MethodNotAllowed => "request.method_not_allowed",
            StatusCodes.Status408RequestTimeout => "request.too_slow",
            StatusCodes.Status413PayloadTooLarge => "request.too_large",
            StatusCodes.Status415UnsupportedMediaType => "request.media_type_not_supported",
            StatusCodes.Status429TooManyRequests => "request.too_many",
            StatusCodes.Status503ServiceUnavailable => "request.timeout",
            StatusCodes.Status500InternalServerError => "server.unexpected",
            _ => "request.malformed",
        };

    internal static int StatusOf(ErrorKind kind) =>
        kind switch
        {
            ErrorKind.Validation => StatusCodes.Status400BadRequest,
            ErrorKind.Unauthenticated => StatusCodes.Status401Unauthorized,
            ErrorKind.PaymentRequired => StatusCodes.Status402PaymentRequired,
            ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
            ErrorKind.NotFound => StatusCodes.Status404NotFound,
            ErrorKind.Conflict => StatusCodes.Status409Conflict,
            ErrorKind.PreconditionFailed => StatusCodes.Status412PreconditionFailed,
            ErrorKind.IdempotencyMismatch or ErrorKind.Unprocessable => StatusCodes.Status422UnprocessableEntity,
            ErrorKind.PreconditionRequired => StatusCodes.Status428PreconditionRequired,
            ErrorKind.TooManyRequests => StatusCodes.Status429TooManyRequests,
            ErrorKind.Unexpected => StatusCodes.Status500InternalServerError,
            ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind without a status."),
        };

    /// <summary>A server that restarts is back about then.</summary>
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(5);

    private static Error DatabaseUnavailable { get; } =
        new(
            ErrorKind.Unavailable,
            "server.database_unavailable",
            "The database is temporarily unavailable: send the request again."
        );

    private static Error Unexpected { get; } =
        new(
            ErrorKind.Unexpected,
            "server.unexpected",
            "An unexpected error occurred. Quote the traceId when you report it."
        );

    private static Error Malformed(BadHttpRequestException malformed)
    {
        if (malformed.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return new Error(ErrorKind.Validation, "request.too_large", "The body is too large for this endpoint.");
        }
        var json = malformed.InnerException as System.Text.Json.JsonException;
        var detail = json is null ? malformed.Message : WithoutTypes(json);
        return new Error(ErrorKind.Validation, "request.malformed", detail);
    }

    /// <summary>
    /// The JSON reader's message names the member and the place, never the value; the names of types in it are nobody's business.
    /// </summary>
    private static string WithoutTypes(System.Text.Json.JsonException json)
    {
        var message = Unknown().Replace(json.Message, "is not known");
        message = Missing().Replace(message, "The object");
        message = Type().Replace(message, "");
        return TypeName().IsMatch(message)
            ? $"The body does not match the expected schema. Path: {json.Path}"
            : message;
    }

    [GeneratedRegex(@"could not be mapped to any \.NET member contained in type '[^']*'", RegexOptions.None, 10_000)]
    private static partial Regex Unknown();

    [GeneratedRegex("JSON deserialization for type '[^']*'", RegexOptions.None, 10_000)]
    private static partial Regex Missing();

    [GeneratedRegex(" encountered during deserialization of type '[^']*'", RegexOptions.None, 10_000)]
    private static partial Regex Type();

    [GeneratedRegex(@"(?:AiWebBuilder|System|Microsoft)\.", RegexOptions.None, 10_000)]
    private static partial Regex TypeName();

    private static string TitleOf(int status) =>
        Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status);
}
