using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AiWebBuilder.Api.Campaigns;

/// <summary>What people in a browser get in place of a page: a few neutral words that tell nothing of why.</summary>
internal static class VisitorPages
{
    /// <summary>There is nothing here, or nothing that may be shown.</summary>
    public static ContentHttpResult NotFound(HttpResponse response) =>
        Page(response, StatusCodes.Status404NotFound, "Page not available", "There is no page at this address.");

    /// <summary>A link that was good, and is no longer.</summary>
    public static ContentHttpResult Gone(HttpResponse response) =>
        Page(
            response,
            StatusCodes.Status410Gone,
            "This preview has expired",
            "Ask whoever sent you the link for a new one."
        );

    private static ContentHttpResult Page(HttpResponse response, int status, string title, string text)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'";
        response.Headers["X-Robots-Tag"] = "noindex";
        return TypedResults.Text(
            $$"""
            <!doctype html>
            <html lang="en">
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
}
