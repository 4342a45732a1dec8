using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Domain.Campaigns.Briefs;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>The sections of what is sold and what it costs, for <see cref="Copywriter"/>. Null: there is nothing to say in them.</summary>
internal static class OfferWriter
{
    public static JsonObject? Services(CopyWriting writing)
    {
        var items = writing
            .Stated("service", "product")
            .Select(fact =>
                (JsonNode)Props.Of(("title", Props.Fit(CopyWriting.Capitalized(Copywriter.Text(fact)), 60)))
            )
            .ToArray();
        return items.Length < 2
            ? null
            : Props.Of(
                ("variant", "list"),
                ("heading", writing.SectionHeading("services")),
                ("items", new JsonArray(items))
            );
    }

    public static JsonObject? Offer(CopyWriting writing) =>
        writing.Stated("price").ToArray() is [var now, var was, ..]
            ? Props.Of(
                (
                    "heading",
                    writing.Heading(
                        Copywriter.Text(now, "what") is { } what ? CopyWriting.Capitalized(what) : writing.Subject
                    )
                ),
                ("price", now.Id),
                ("was", was.Id),
                ("until", writing.Stated("date").FirstOrDefault()?.Id),
                ("terms", writing.Words.Count == 0 ? null : Props.Line(string.Join(' ', writing.Words), 160)),
                ("link", PageLinks.Button(writing, writing.PageGoal))
            )
            : null;

    public static JsonObject? Plans(CopyWriting writing)
    {
        var items = writing
            .Stated("price")
            .Take(4)
            .Select(price =>
                (JsonNode)
                    Props.Of(
                        ("title", Props.Fit(TitleOf(writing, price), 24)),
                        ("price", price.Id),
                        ("text", NoteOf(writing, price, 60)),
                        // Nobody looks at a portfolio, or takes a document along, for the sake of one price.
                        (
                            "link",
                            PageLinks.Button(
                                writing,
                                writing.IsDownload(writing.PageGoal) || writing.PageGoal.IsLook
                                    ? writing.FormGoal
                                    : writing.PageGoal,
                                isShort: true
                            )
                        )
                    )
            )
            .ToArray();
        return items.Length == 0
            ? null
            : Props.Of(
                ("variant", "columns"),
                ("heading", writing.SectionHeading("prices")),
                ("lead", Copywriter.Lead(BesideNotes(writing))),
                ("items", new JsonArray(items))
            );
    }

    public static JsonObject? PriceList(CopyWriting writing)
    {
        var items = writing
            .Stated("price")
            .Select(price =>
                Props.Of(
                    ("title", Props.Fit(TitleOf(writing, price), 50)),
                    ("note", NoteOf(writing, price, 90)),
                    ("price", price.Id)
                )
            )
            .ToArray();
        return items.Length == 0
            ? null
            : Props.Of(
                ("variant", Copywriter.IsTurned(writing) ? "table" : "leaders"),
                ("heading", writing.SectionHeading("prices")),
                ("lead", Copywriter.Lead(BesideNotes(writing))),
                (
                    "groups",
                    // As many as a group has room for.
                    new JsonArray([.. items.Chunk(20).Select(group => Props.Of(("items", new JsonArray([.. group]))))])
                )
            );
    }

    public static JsonObject Order(CopyWriting writing)
    {
        var goal = writing.Goals.FirstOrDefault(one => one.Kind == "buy") ?? new VisitorGoal("buy", "");
        return Props.Of(
            ("heading", writing.Heading(writing.Labels["order.heading"])),
            (
                "items",
                new JsonArray([
                    .. writing
                        .Stated("price")
                        .Select(price =>
                            Props.Of(("title", Props.Fit(TitleOf(writing, price), 50)), ("price", price.Id))
                        ),
                ])
            ),
            ("fields", ContactForms.Fields(goal, writing)),
            ("goals", new JsonArray(Props.Of(("ref", "buy"), ("label", Props.Fit(writing.ShortCta(goal), 28))))),
            ("thanks", ContactForms.Thanks(writing, goal))
        );
    }

    /// <summary>What the owner says of one price alone: "Double room: breakfast included."</summary>
    private static string? NoteOf(CopyWriting writing, BlockFact price, int width) =>
        writing
            .Words.Where(words => IsNote(writing, words, price))
            .Select(words => words[(TitleOf(writing, price).Length + 1)..].Trim().TrimEnd('.'))
            .Where(note =>
                Props.Fits(note, width) && !TitleOf(writing, price).Contains(note, StringComparison.OrdinalIgnoreCase)
            )
            .Select(CopyWriting.Capitalized)
            .FirstOrDefault();

    private static IReadOnlyList<string> BesideNotes(CopyWriting writing) =>
        [
            .. writing.Words.Where(words =>
                !writing
                    .Stated("price")
                    .Any(price => IsNote(writing, words, price) && NoteOf(writing, price, 60) is not null)
            ),
        ];

    private static bool IsNote(CopyWriting writing, string words, BlockFact price) =>
        words.StartsWith($"{TitleOf(writing, price)}: ", StringComparison.Ordinal);

    private static string TitleOf(CopyWriting writing, BlockFact price) =>
        Copywriter.Text(price, "what") is { } what ? CopyWriting.Capitalized(what) : writing.Subject;
}
