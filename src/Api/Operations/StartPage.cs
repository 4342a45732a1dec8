using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using AiWebBuilder.Infrastructure.Operations;

namespace AiWebBuilder.Api.Operations;

/// <summary>What a development machine has to show to whoever sits at it.</summary>
/// <param name="Demo">The demo account; null while there is none.</param>
/// <param name="Slugs">Of the pages that are on the net.</param>
internal sealed record ThisMachine(
    (string Email, string Password)? Demo,
    IReadOnlyList<string> Slugs,
    IReadOnlyList<WrittenMail> Mails
);

/// <summary>The page at <c>/</c>: it asks nobody for anything, runs no script, and works at any width, in light and dark.</summary>
internal static class StartPage
{
    private const string Style = """

        :root{color-scheme:light dark;--ink:#1c1b22;--soft:#5b5966;--line:#dddbe4;--paper:#fff;--card:#f6f5fa;--link:#3d2fb0}
        @media (prefers-color-scheme:dark){:root{--ink:#eceaf4;--soft:#aeabbd;--line:#3a3848;--paper:#15141c;--card:#1f1e29;--link:#b3a9ff}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.6 system-ui,sans-serif;overflow-wrap:anywhere}
        main{max-width:46rem;margin:0 auto;padding:clamp(1.5rem,6vw,4rem) 1.25rem}
        h1{font-size:clamp(1.75rem,6vw,2.5rem);line-height:1.15;margin:0 0 .5rem;letter-spacing:-.02em}
        .lead{color:var(--soft);font-size:1.125rem;margin:0 0 1.75rem}
        section{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1rem 1.25rem;margin-top:1rem}
        h2{font-size:1.0625rem;margin:0 0 .5rem}
        p,ul,dl{margin:0}
        ul{padding:0;list-style:none}
        li+li{border-top:1px solid var(--line)}
        li a{display:block;padding:.45rem 0}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}
        dt,small{color:var(--soft)}
        dd{margin:0}
        small{display:inline-block;width:100%;font-size:.875rem}
        code{font:.9375rem ui-monospace,monospace}
        a{color:var(--link);text-underline-offset:.2em}
        a:focus-visible{outline:3px solid var(--link);outline-offset:3px;border-radius:.25rem}
        .button{display:inline-block;background:var(--link);color:var(--paper);padding:.6rem 1.1rem;border-radius:.5rem;text-decoration:none;font-weight:600}

        """;

    /// <summary>Its own rules and nothing else; not even an icon is fetched.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    /// <param name="machine">Null outside Development: a stranger learns no more than where the reference is.</param>
    public static string Write(ThisMachine? machine)
    {
        var page = new StringBuilder(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>AiWebBuilder</title>
            <link rel="icon" href="data:,">
            <style>{Style}</style>
            </head>
            <body>
            <main>
            <h1>AiWebBuilder</h1>

            """
        );
        page.Append(
            machine is null
                ? "<p class=\"lead\">The API of this installation.</p>\n"
                : "<p class=\"lead\">From a brief to a published, measured campaign: this server is its API, on your machine.</p>\n"
        );
        page.Append("<p><a class=\"button\" href=\"/docs\">API reference</a></p>\n");
        if (machine is not null)
        {
            Append(page, machine);
        }
        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Append(StringBuilder page, ThisMachine machine)
    {
        if (machine.Demo is var (email, password))
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"""
                <section aria-labelledby="demo">
                <h2 id="demo">Demo login</h2>
                <dl>
                <dt>E-mail</dt><dd><code>{Text(email)}</code></dd>
                <dt>Password</dt><dd><code>{Text(password)}</code></dd>
                <dt>Sign in</dt><dd><code>POST /v1/auth/login</code></dd>
                </dl>
                </section>

                """
            );
        }
        AppendList(
            page,
            (
                "pages",
                "Published pages",
                "None yet: publish a campaign with PUT /v1/campaigns/{campaignId}/publication."
            ),
            machine.Slugs.Select(slug => $"<a href=\"/p/{Uri.EscapeDataString(slug)}\">{Text(slug)}</a>")
        );
        AppendList(
            page,
            (
                "mails",
                "Mails written on this machine",
                "None yet: without a mail server they are kept in a folder, and appear here."
            ),
            machine.Mails.Select(mail =>
                $"<a href=\"/mails/{Uri.EscapeDataString(mail.Name)}\">{Text(mail.Subject)}"
                + $"<small>to {Text(mail.To)}, {mail.At.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC</small></a>"
            )
        );
    }

    private static void AppendList(
        StringBuilder page,
        (string Id, string Title, string Nothing) words,
        IEnumerable<string> links
    )
    {
        page.Append(
            CultureInfo.InvariantCulture,
            $"<section aria-labelledby=\"{words.Id}\">\n<h2 id=\"{words.Id}\">{words.Title}</h2>\n"
        );
        var items = string.Concat(links.Select(link => $"<li>{link}</li>\n"));
        page.Append(items.Length == 0 ? $"<p>{Text(words.Nothing)}</p>\n" : $"<ul>\n{items}</ul>\n");
        page.Append("</section>\n");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
