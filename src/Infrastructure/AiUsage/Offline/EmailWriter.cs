using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Planning;
using AiWebBuilder.Domain.Campaigns.Planning.Mailing;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>Writes the parts of e-mails: each on the topic that the owner gave it, in the sentences that the plan has placed there.</summary>
internal static class EmailWriter
{
    private const int MaxBody = 900;

    /// <summary>The part of the prompt's section; null: this writer has nothing to say in a part of that kind.</summary>
    public static JsonObject? Write(CopyWriting writing) =>
        writing.Prompt.Section.Kind switch
        {
            SectionKinds.EmailHead => Head(writing),
            SectionKinds.EmailTitle => Props.Of(("title", writing.Heading(TitleOf(writing).Text))),
            SectionKinds.EmailText => Text(writing),
            SectionKinds.EmailFacts => Facts(writing),
            SectionKinds.EmailList => Prices(writing),
            SectionKinds.EmailQuote => writing.Words.Count > 0 ? Copywriter.Quoted(writing.Words[0]) : null,
            SectionKinds.EmailButton => Props.Of(("link", ButtonOf(writing))),
            SectionKinds.EmailSignOff => Props.Of(
                (
                    "text",
                    Props.Fit(
                        (string?)writing.Stated("signOff").FirstOrDefault()?.Value["text"]
                            ?? writing.Labels.Around("email.signOff", writing.Name.Brand),
                        80
                    )
                )
            ),
            SectionKinds.EmailFooter => Props.Of(
                ("sender", Props.Fit(writing.Name.Brand, 60)),
                ("address", writing.Stated("address").FirstOrDefault()?.Id),
                ("reason", Props.Fit(writing.Labels.Around("email.reason", writing.Name.Brand), 160))
            ),
            _ => null,
        };

    // The topic that was asked for, and what is said of it at once; else what the first sentence says.
    private static Headline TitleOf(CopyWriting writing) =>
        writing.Page.Topic is { } topic ? Topical(writing, LetterTopic.Of(topic))
        // The only sentence is what the letter says; the title leaves it there.
        : writing.Words.Count < 2 ? new(writing.Subject, writing.Words)
        : Copywriter.HeadlineOf(writing);

    private static Headline Topical(CopyWriting writing, LetterTopic topic) =>
        new(
            CopyWriting.Capitalized(topic.Title),
            topic.Detail is { } detail ? [$"{CopyWriting.Capitalized(detail)}.", .. writing.Words] : writing.Words
        );

    private static JsonObject Head(CopyWriting writing)
    {
        var title = TitleOf(writing);
        return Props.Of(
            ("variant", writing.Variant % 2 == 1 ? "plain" : "band"),
            ("name", Props.Fit(writing.Name.Brand, 40)),
            ("subject", writing.Heading(title.Text)),
            // Read before the mail is opened: not what it begins with.
            ("preheader", title.Rest.Count > 1 ? Props.Fit(title.Rest[^1], 90) : null)
        );
    }

    private static JsonObject? Text(CopyWriting writing)
    {
        // What stands as the title above is not said again.
        var words = TitleOf(writing).Rest;
        var paragraphs = (words.Count > 0 ? words : writing.Words)
            .Chunk(2)
            .Select(part => string.Join(' ', part))
            .ToList();
        if (paragraphs.Count == 0)
        {
            paragraphs.Add(TitleOf(writing).Text);
        }
        // What a brief of any length says is cut roughly first: to fit a text takes time with the square of its length.
        return Props.Of(("body", Props.Body(paragraphs.Select(text => CopyWriting.Shorten(text, MaxBody)), MaxBody)));
    }

    private static JsonObject? Facts(CopyWriting writing)
    {
        var items = writing
            .Stated("date", "phone")
            .Select(fact =>
                (JsonNode)
                    Props.Of(
                        (
                            "label",
                            fact.Kind == "date" && (string?)fact.Value["what"] is { } what
                                ? Props.Fit(CopyWriting.Capitalized(what), 40)
                                : null
                        ),
                        ("fact", fact.Id)
                    )
            )
            .ToArray();
        return items.Length == 0
            ? null
            : Props.Of(("variant", writing.Variant % 2 == 1 ? "card" : "lines"), ("items", new JsonArray(items)));
    }

    private static JsonObject? Prices(CopyWriting writing)
    {
        var items = writing
            .Stated("price")
            .Select(price =>
                (JsonNode)
                    Props.Of(
                        (
                            "title",
                            Props.Fit(CopyWriting.Capitalized((string?)price.Value["what"] ?? writing.Subject), 50)
                        ),
                        ("price", price.Id)
                    )
            )
            .ToArray();
        return items.Length == 0 ? null : Props.Of(("items", new JsonArray(items)));
    }

    private static JsonObject ButtonOf(CopyWriting writing)
    {
        var goal = writing.Goals[0];
        if (goal.Kind == "reply")
        {
            if (writing.Stated("email").FirstOrDefault() is { } mailbox)
            {
                return Props.Link("fact", mailbox.Id, writing.Cta(goal));
            }
            goal = writing.Goals.FirstOrDefault(other => other.Kind != "reply") ?? new VisitorGoal("contact", "");
        }
        if (goal.Kind == "call" && writing.PhoneId is { } phone)
        {
            return Props.Link("fact", phone, writing.Cta(goal));
        }
        if (PageLinks.HasPage(writing, "index"))
        {
            var page = goal.Kind == "buy" && PageLinks.HasPage(writing, "checkout") ? "checkout" : "index";
            return Props.Link("page", page, writing.Cta(goal));
        }
        // A sequence without pages leads to the address that the brief gives, else to the mailbox. Without one it names the goal, and the
        // owner writes where that is reached.
        return (writing.Stated("link").FirstOrDefault() ?? writing.Stated("email").FirstOrDefault()) is { } place
            ? Props.Link("fact", place.Id, writing.Cta(goal))
            : Props.Link("goal", goal.Kind, writing.Cta(goal));
    }
}
