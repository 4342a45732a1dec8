using System.Net;
using AiWebBuilder.Api.Http.Visitors;
using AngleSharp.Dom;

namespace AiWebBuilder.Api.Analytics;

/// <summary>What a visitor sees after sending a form when the campaign has no page of its own for that.</summary>
internal static class ConfirmationPage
{
    /// <param name="page">The published page that the form stands on.</param>
    /// <param name="said">What the form says to whoever sent it; null: it says nothing.</param>
    /// <param name="wish">The words of the button that was pressed, which stand there when the form says nothing.</param>
    /// <param name="back">The page's address.</param>
    public static string For(IDocument page, VisitorWords words, string? said, string? wish, string back)
    {
        var language = AnswerPage.LanguageOf(page, words);
        return AnswerPage.Of(
            page,
            words,
            words["thanks"],
            $"""
            {(said is null && wish is not null ? $"<p class=\"eyebrow\">{WebUtility.HtmlEncode(wish)}</p>" : "")}
            <h1 class="heading"{language}>{WebUtility.HtmlEncode(words["thanks"])}</h1>
            <p role="status"{(said is null ? language : "")}>{WebUtility.HtmlEncode(said ?? words["arrived"])}</p>
            <p><a class="button"{AnswerPage.Attribute("href", back)}{language}>{WebUtility.HtmlEncode(
                words["back"]
            )}</a></p>

            """
        );
    }
}
