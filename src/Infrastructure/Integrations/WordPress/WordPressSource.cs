using System.Text;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Integrations.Platforms.Reading;
using AiWebBuilder.Application.Integrations.Syncs;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Infrastructure.Http;
using AiWebBuilder.Infrastructure.Integrations.Calls;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.Infrastructure.Integrations.WordPress;

/// <summary>
/// Pages and posts as visitors see them, drafts too: the content that the site renders, under its title, with the styles of its public page. What the
/// theme puts around it is no content of the page.
/// </summary>
internal sealed class WordPressSource(PlatformCalls calls) : IPageSource
{
    private static readonly PlatformTexts Texts = PlatformTexts.Of(PlatformTypes.WordPress);

    public IReadOnlyList<string> Objects { get; } = [PlatformObjects.Pages, PlatformObjects.Posts];

    public async Task<IReadOnlyList<PlatformPage>> ReadAsync(
        PlatformConnection connection,
        ContentView content,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return [await PageAsync(connection, content, cancellationToken)];
        }
        catch (PlatformException failure)
        {
            throw Texts.UnavailableOf(failure);
        }
    }

    private async Task<PlatformPage> PageAsync(
        PlatformConnection connection,
        ContentView content,
        CancellationToken cancellationToken
    )
    {
        var api = WordPressApi.Of(calls, connection);
        var answer = await api.GetAsync(
            $"wp/v2/{content.Object}/{content.ExternalId}",
            $"context=edit&_fields={WordPressWriter.Fields},content.rendered,featured_media",
            cancellationToken
        );
        if (WordPressWriter.IsGone(answer) || (answer.Body as JsonObject)?["status"].TextOf() == "trash")
        {
            return Problem(content, "It is no longer there, or lies in the trash.");
        }
        if (answer is not { IsSuccess: true, Body: JsonObject page })
        {
            throw await WordPressWriter.RefusalAsync(api, answer, "read the page", cancellationToken);
        }
        var there = WordPressWriter.PageOf(page);
        var rendered = (page["content"] as JsonObject)?["rendered"].TextOf() ?? "";
        if (string.IsNullOrWhiteSpace(rendered))
        {
            return Problem(content, "There is nothing on it.");
        }
        var picture = await PictureAsync(api, page["featured_media"].TextOf(20), cancellationToken);
        var front =
            there.State.Status == "publish" && there.Url.Length > 0
                ? there.Url
                : connection.Known("siteUrl") ?? there.Url;
        var (language, direction, styles) = await FrameAsync(connection, front, cancellationToken);
        return new PlatformPage(
            there.Url,
            new Uri(there.PublicUrl),
            Encoding.UTF8.GetBytes(
                $"""
                <!doctype html>
                <html lang="{Encode(language)}" dir="{Encode(direction)}"><head><meta charset="utf-8"><title>{Encode(
                    there.State.Title
                )}</title>
                <meta name="description" content="{Encode(there.State.Excerpt)}">
                {styles}
                </head><body><main>
                {(rendered.Contains("<h1", StringComparison.OrdinalIgnoreCase) ? "" : $"<h1>{Encode(there.State.Title)}</h1>")}
                {picture}
                {rendered}
                </main></body></html>
                """
            )
        )
        {
            Standing = there,
        };
    }

    /// <summary>What themes show beside the title.</summary>
    private static async Task<string> PictureAsync(WordPressApi api, string? id, CancellationToken cancellationToken)
    {
        if (id is null or "0")
        {
            return "";
        }
        var answer = await api.GetAsync($"wp/v2/media/{id}", "_fields=source_url,alt_text", cancellationToken);
        return answer is { IsSuccess: true, Body: JsonObject media } && media["source_url"].TextOf(2000) is { } address
            ? $"<img src=\"{Encode(address)}\" alt=\"{Encode(media["alt_text"].TextOf(500) ?? "")}\">"
            : "";
    }

    /// <summary>What the page has from the site around it. A site that does not answer there is read all the same.</summary>
    private async Task<(string Language, string Direction, string Styles)> FrameAsync(
        PlatformConnection connection,
        string address,
        CancellationToken cancellationToken
    )
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var front))
        {
            return ("", "", "");
        }
        Fetched answer;
        try
        {
            answer = await calls.FetchAsync(connection, new FetchRequest(front), cancellationToken);
        }
        catch (PlatformException failure) when (failure.Problem != ConnectionProblems.RateLimited)
        {
            return ("", "", "");
        }
        if (!answer.IsSuccess || answer.MediaType != "text/html" || !WordPressApi.IsSameSite(front, answer.Address))
        {
            return ("", "", "");
        }
        using var page = new HtmlParser().ParseDocument(answer.Text());
        return (
            page.DocumentElement.GetAttribute("lang") ?? "",
            page.DocumentElement.GetAttribute("dir") ?? "",
            string.Concat(page.QuerySelectorAll("style").Select(style => style.OuterHtml))
        );
    }

    private static PlatformPage Problem(ContentView content, string problem) =>
        new(content.Url ?? content.Title ?? content.ExternalId, null, null, problem);

    private static string Encode(string text) => System.Net.WebUtility.HtmlEncode(text);
}
