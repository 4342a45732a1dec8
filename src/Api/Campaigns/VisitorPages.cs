using System.Text;
using System.Text.RegularExpressions;
using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.Visitors;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Infrastructure.Campaigns.Publishing;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AiWebBuilder.Api.Campaigns;

/// <summary>
/// What people in a browser get in place of a page: a few neutral words that tell nothing of why, in the language of the campaign that they
/// were reading, else in the one that they ask for.
/// </summary>
internal static class VisitorPages
{
    /// <summary>There is nothing here, or nothing that may be shown.</summary>
    public static ContentHttpResult NotFound(HttpContext context) => Page(context, StatusCodes.Status404NotFound);

    /// <summary>A link that was good, and is no longer.</summary>
    public static ContentHttpResult Gone(HttpContext context) => Page(context, StatusCodes.Status410Gone);

    /// <param name="campaignLanguage">As the campaign's page says it; null: it is not known.</param>
    public static ContentHttpResult Page(HttpContext context, int status, string? campaignLanguage = null)
    {
        var words = Chosen(context.Request, campaignLanguage);
        var reason = status switch
        {
            StatusCodes.Status404NotFound => "notFound",
            StatusCodes.Status410Gone => "gone",
            StatusCodes.Status413PayloadTooLarge => "tooLong",
            StatusCodes.Status429TooManyRequests => "tooMany",
            >= 500 => "unavailable",
            _ => "refused",
        };
        var (title, text) = (words[$"{reason}.title"], words[$"{reason}.text"]);
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'";
        headers["X-Robots-Tag"] = "noindex";
        return TypedResults.Text(
            $$"""
            <!doctype html>
            <html lang="{{words.Language}}" dir="{{words.Direction}}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{{title}}</title>
            <style>body{font:1.125rem/1.6 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1.5rem;color:#222;background:#fff}h1{font-size:1.5rem}</style>
            </head>
            <body><h1>{{title}}</h1><p>{{text}}</p></body>
            </html>

            """,
            "text/html",
            Encoding.UTF8,
            status
        );
    }

    private static VisitorWords Chosen(HttpRequest request, string? campaignLanguage) =>
        VisitorWords.For(
            request
                .GetTypedHeaders()
                .AcceptLanguage.Where(language => language.Quality is not 0)
                .OrderByDescending(language => language.Quality ?? 1)
                .Select(language => language.Value.ToString())
                .Prepend(campaignLanguage ?? "")
        );
}

/// <summary>Visitors who send a form read why it was refused; programs get the problem document that they get everywhere.</summary>
internal sealed partial class VisitorProblems(PublishedPages pages) : IProblemDetailsWriter
{
    /// <summary>Bytes of a page that hold its first tag.</summary>
    private const int Beginning = 500;

    public bool CanWrite(ProblemDetailsContext context) =>
        context.HttpContext.Request.Path.StartsWithSegments("/p", StringComparison.OrdinalIgnoreCase)
        && Edge.IsForBrowser(context.HttpContext);

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var http = context.HttpContext;
        var status = http.Response.StatusCode;
        await VisitorPages.Page(http, status, await LanguageOfAsync(http, status)).ExecuteAsync(http);
    }

    /// <summary>The language of the campaign at this address. What could not be answered is not to wait for the database once more.</summary>
    private async ValueTask<string?> LanguageOfAsync(HttpContext context, int status)
    {
        if (
            context.Request.Path.Value!.Split('/') is not [_, _, { Length: > 0 } slug, ..]
            || !JsonTexts.IsStorableText(slug)
        )
        {
            return null;
        }
        try
        {
            var page =
                pages.Remembered(slug, "index")
                ?? (status < 500 ? await pages.FindAsync(slug, "index", context.RequestAborted) : null);
            return page is null
                ? null
                : Language()
                    .Match(Encoding.UTF8.GetString(page.Plain.Span[..Math.Min(Beginning, page.Plain.Length)]))
                    .Groups["language"]
                    .Value;
        }
        catch (Exception failure) when (DatabaseFailures.IsUnavailable(failure))
        {
            return null;
        }
    }

    [GeneratedRegex("<html[^>]*? lang=\"(?<language>[A-Za-z-]+)\"", RegexOptions.None, 10_000)]
    private static partial Regex Language();
}
