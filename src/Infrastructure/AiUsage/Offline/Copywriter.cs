using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts.Prompts;
using AiWebBuilder.Domain.Campaigns.Planning;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>
/// Writes the props of a section's block from the owner's sentences and facts, as the plan has placed them, and the labels of the language.
/// The same prompt gives the same words. What the owner has nothing to say in is left out.
/// </summary>
internal static class Copywriter
{
    // Sentences that are read in one breath.
    private const int Paragraph = 3;

    // Columns: what is longer is an instruction, and what is shorter says little alone.
    private const int LongestTopic = 40;
    private const int ShortTopic = 20;

    private static readonly string[] HeroVariants = ["split", "centered", "cover"];

    /// <summary>Writes the section of <paramref name="prompt"/>.</summary>
    /// <returns>Null: this writer has nothing to say in a block of that kind.</returns>
    public static JsonObject? Write(SectionPrompt prompt)
    {
        var writing = new CopyWriting(prompt);
        return prompt.Section.Kind switch
        {
            SectionKinds.Header => Header(writing),
            SectionKinds.Hero => Hero(writing),
            SectionKinds.Services => OfferWriter.Services(writing),
            SectionKinds.Offer => OfferWriter.Offer(writing),
            SectionKinds.Plans => OfferWriter.Plans(writing),
            SectionKinds.PriceList => OfferWriter.PriceList(writing),
            SectionKinds.Dates => Dates(writing),
            SectionKinds.Hours => Hours(writing),
            SectionKinds.Place => Places(writing),
            SectionKinds.Story => Story(writing),
            SectionKinds.Team => Team(writing),
            SectionKinds.Quotes => Quotes(writing),
            SectionKinds.Faq => Faq(writing),
            SectionKinds.Downloads => Downloads(writing),
            SectionKinds.Gallery => Gallery(writing),
            SectionKinds.Contact => Contact(writing),
            SectionKinds.CallOut => CallOut(writing),
            SectionKinds.Thanks => Thanks(writing),
            SectionKinds.Order => OfferWriter.Order(writing),
            SectionKinds.Footer => Footer(writing),
            _ => EmailWriter.Write(writing),
        };
    }

    /// <summary>
    /// What a page or an e-mail begins with: the owner's first words, what the name says beside the brand, or what there is to do; each
    /// further wording begins with the next of them.
    /// </summary>
    public static Headline HeadlineOf(CopyWriting writing)
    {
        var places = writing.Prompt.Facts.Where(fact => fact.Kind == "place").Select(Text).ToList();
        var said = writing.Words.Count == 0 ? "" : writing.Words[0];
        var named = Headline.WithoutName(said, writing.Name.Brand, writing.Labels.Language);
        Headline?[] known =
        [
            Topic(fits: true),
            // Without its name a sentence is no sentence: it is a heading whole, or not at all.
            Headline.Of(
                named == said || !Props.Fits(named.TrimEnd('.'), Headline.MaxWidth)
                    ? writing.Words
                    : [named, .. writing.Words.Skip(1)],
                places,
                writing.Labels.Language
            ),
            Topic(fits: false),
            writing.Name.Topic is { } topic ? Announcing(topic) : null,
            Headline.Of([.. writing.Words.Skip(1), .. writing.Words.Take(1)], places, writing.Labels.Language),
            writing.OwnTrade is { } trade
                ? Announcing(places.Count > 0 ? Headline.InPlace(trade, places[0], writing.Words) : trade)
                : null,
            writing.GoalWords(writing.PageGoal) is { } goal ? Announcing(goal) : null,
            Announcing(writing.Name.Brand),
        ];
        var headlines = known
            .OfType<Headline>()
            .DistinctBy(one => one.Text, StringComparer.OrdinalIgnoreCase)
            .ToArray();
        return headlines[writing.Variant % headlines.Length];

        Headline Announcing(string words) => new(CopyWriting.Capitalized(words), writing.Words);

        // What a further page was asked for; a word or two with whose it is.
        Headline? Topic(bool fits)
        {
            if (
                writing.Page is not { Key: not "index", Kind: not PageKinds.Email, Topic: { } asked }
                || Props.Fits(asked, LongestTopic) != fits
            )
            {
                return null;
            }
            var whose = $"{asked} – {writing.Name.Brand}";
            return Announcing(Props.Fits(asked, ShortTopic) && Props.Fits(whose, Headline.MaxWidth) ? whose : asked);
        }
    }

    private static JsonObject Header(CopyWriting writing)
    {
        var phone = writing.Stated("phone").FirstOrDefault()?.Id;
        return Props.Of(
            ("name", Props.Fit(writing.Name.Brand, 40)),
            ("links", PageLinks.Navigation(writing)),
            ("phone", phone),
            (
                "link",
                phone is not null || writing.Page.Kind is "confirmation" or "thank-you"
                    ? null
                    : PageLinks.Button(writing, writing.PageGoal)
            )
        );
    }

    private static JsonObject Hero(CopyWriting writing)
    {
        var headline = HeadlineOf(writing);
        var second = writing
            .Goals.Except([writing.PageGoal])
            .FirstOrDefault(goal => goal.Kind is not "reply" && (goal.Kind != "call" || writing.PhoneId is not null));
        return Props.Of(
            ("variant", HeroVariants[(FirstLayout(writing) + writing.Variant) % HeroVariants.Length]),
            ("eyebrow", Eyebrow(writing, headline.Text)),
            ("heading", writing.Heading(headline.Text)),
            ("lead", Lead(headline.Rest)),
            ("link", PageLinks.Button(writing, writing.PageGoal)),
            ("link2", second is null ? null : PageLinks.Button(writing, second)),
            ("image", Image(Pictures(writing).FirstOrDefault())),
            // A place that the heading names is said already.
            (
                "facts",
                Ids(
                    writing
                        .Stated()
                        .Where(fact =>
                            fact.Kind != "place"
                            || !headline.Text.Contains(Text(fact), StringComparison.OrdinalIgnoreCase)
                        )
                        .Take(3)
                )
            )
        );
    }

    // What is announced stands above, where the heading does not say it already.
    private static string? Eyebrow(CopyWriting writing, string heading) =>
        writing.Name.Topic is { } topic
        && !heading.Contains(topic, StringComparison.OrdinalIgnoreCase)
        && Props.Fits(topic, 30)
            ? CopyWriting.Capitalized(topic)
            : null;

    private static JsonObject? Dates(CopyWriting writing)
    {
        var items = writing
            .Stated("date")
            .Select(date =>
                (JsonNode)
                    Props.Of(
                        (
                            "title",
                            Props.Fit(
                                Text(date, "what") is { } what ? CopyWriting.Capitalized(what) : writing.Subject,
                                60
                            )
                        ),
                        ("when", date.Id)
                    )
            )
            .ToArray();
        return items.Length == 0
            ? null
            : Props.Of(("heading", writing.SectionHeading("dates")), ("items", new JsonArray(items)));
    }

    private static JsonObject? Hours(CopyWriting writing)
    {
        var address = writing.Stated("address").FirstOrDefault()?.Id;
        var hours = Ids(writing.Stated("hours"));
        return hours.Count == 0
            ? null
            : Props.Of(
                ("variant", address is null ? "table" : "place"),
                ("heading", writing.SectionHeading("hours")),
                ("hours", hours),
                ("place", address)
            );
    }

    private static JsonObject? Places(CopyWriting writing)
    {
        var places = writing
            .Stated("address")
            .Select(address =>
                (JsonNode)
                    Props.Of(
                        (
                            "title",
                            Text(address, "role") is { } role ? Props.Fit(CopyWriting.Capitalized(role), 40) : null
                        ),
                        ("address", address.Id)
                    )
            )
            .ToArray();
        return places.Length == 0
            ? null
            : Props.Of(("heading", writing.SectionHeading("place")), ("places", new JsonArray(places)));
    }

    private static JsonObject? Story(CopyWriting writing) =>
        writing.Words.Count == 0
            ? null
            : Props.Of(
                ("variant", Pictures(writing).Any() ? "image" : "text"),
                ("heading", writing.SectionHeading("story")),
                ("body", Props.Body(writing.Words.Chunk(Paragraph).Select(part => string.Join(' ', part)), 900)),
                ("image", Image(Pictures(writing).FirstOrDefault()))
            );

    private static JsonObject? Team(CopyWriting writing)
    {
        var people = writing
            .Stated("person")
            .Select(person =>
                (JsonNode)
                    Props.Of(
                        ("name", Props.Fit(Text(person, "name") ?? "", 40)),
                        ("role", Text(person, "role") is { } role ? Props.Fit(role, 50) : null),
                        (
                            "image",
                            Image(
                                Pictures(writing)
                                    .FirstOrDefault(image =>
                                        Text(person, "name") is { } name
                                        && image.Alt!.Contains(name, StringComparison.OrdinalIgnoreCase)
                                    )
                            )
                        )
                    )
            )
            .ToArray();
        return people.Length == 0
            ? null
            : Props.Of(("heading", writing.SectionHeading("team")), ("people", new JsonArray(people)));
    }

    private static JsonObject? Quotes(CopyWriting writing)
    {
        var items = writing.Words.Select(Quoted).OfType<JsonNode>().ToArray();
        return items.Length == 0
            ? null
            : Props.Of(
                ("variant", items.Length == 1 ? "big" : "columns"),
                ("heading", writing.SectionHeading("quotes")),
                ("items", new JsonArray(items))
            );
    }

    /// <summary>Word for word: what does not fit is left out whole.</summary>
    internal static JsonObject? Quoted(string words) =>
        GivenQuote.Of(words) is { } given && Props.Fits(given.Text, 320) && Props.Fits(given.Name, 40)
            ? Props.Of(
                ("text", given.Text),
                ("name", given.Name),
                ("role", given.Role is { } role && Props.Fits(role, 50) ? role : null)
            )
            : null;

    private static JsonObject? Faq(CopyWriting writing)
    {
        var items = writing
            .Words.Chunk(2)
            .Where(pair => pair.Length == 2)
            .Take(12)
            .Select(pair =>
                (JsonNode)Props.Of(("question", Props.Fit(pair[0], 110)), ("answer", Props.Body([pair[1]], 600)))
            )
            .ToArray();
        return items.Length < 2
            ? null
            : Props.Of(
                ("variant", IsTurned(writing) ? "columns" : "details"),
                ("heading", writing.SectionHeading("faq")),
                ("items", new JsonArray(items))
            );
    }

    private static JsonObject? Downloads(CopyWriting writing)
    {
        var items = writing
            .Prompt.Section.Files.Select(id => writing.Prompt.Files.FirstOrDefault(file => file.Id == id))
            .OfType<PromptFile>()
            .Select(file =>
                (JsonNode)
                    Props.Of(
                        ("file", new JsonObject { ["id"] = file.Id.ToString() }),
                        ("title", Props.Fit(file.Title, 60))
                    )
            )
            .ToArray();
        return items.Length == 0
            ? null
            : Props.Of(
                ("variant", IsTurned(writing) ? "cover" : "list"),
                ("heading", writing.SectionHeading("downloads")),
                ("items", new JsonArray(items))
            );
    }

    private static JsonObject? Gallery(CopyWriting writing)
    {
        var images = Pictures(writing).Select(image => (JsonNode)Props.Of(("image", Image(image)))).ToArray();
        return images.Length == 0
            ? null
            : Props.Of(
                ("variant", IsTurned(writing) ? "row" : "grid"),
                ("heading", writing.SectionHeading("gallery")),
                ("images", new JsonArray(images))
            );
    }

    /// <summary>The owner's pictures that the section shows, in the plan's order.</summary>
    private static IEnumerable<PromptImage> Pictures(CopyWriting writing) =>
        writing
            .Prompt.Section.Images.Select(id => writing.Prompt.Images.FirstOrDefault(image => image.Id == id))
            .OfType<PromptImage>();

    private static JsonObject? Image(PromptImage? image) =>
        image is null
            ? null
            : Props.Of(("id", image.Id.ToString()), ("alt", image.Alt is { } alt ? Props.Fit(alt, 140) : null));

    private static JsonObject Contact(CopyWriting writing)
    {
        // Whoever would rather not fill in a form finds every other way here.
        var ways = Ids(writing.Stated("phone", "email", "address", "person").Take(6));
        var goal = writing.FormGoal;
        return Props.Of(
            ("variant", ways.Count > 0 ? "beside" : "card"),
            ("heading", writing.Heading(writing.GoalForm(goal))),
            ("fields", ContactForms.FieldsOfAll(writing)),
            ("goals", ContactForms.Goals(writing)),
            ("facts", ways),
            ("note", Props.Fit(writing.Labels["form.privacy"], 160)),
            ("thanks", ContactForms.ThanksOfAll(writing))
        );
    }

    private static JsonObject? CallOut(CopyWriting writing) =>
        PageLinks.Button(writing, writing.PageGoal) is not { } button
            ? null
            : Props.Of(("tone", "strong"), ("heading", writing.Heading(HeadlineOf(writing).Text)), ("link", button));

    private static JsonObject Thanks(CopyWriting writing)
    {
        var toWatch = PageLinks.HasPage(writing, "watch");
        return Props.Of(
            ("heading", writing.Heading(writing.Labels["thanks.heading"])),
            ("lead", Props.Line(writing.Labels.Around("thanks.lead", writing.Name.Brand), 220)),
            ("facts", Ids(writing.Stated().Take(3))),
            (
                "link",
                toWatch
                    ? Props.Link("page", "watch", writing.Labels["page.watch"])
                    : Props.Link("page", "index", writing.Labels["home"])
            ),
            (
                "link2",
                !toWatch && PageLinks.HasPage(writing, "offer")
                    ? Props.Link("page", "offer", writing.Labels["section.offer"])
                    : null
            )
        );
    }

    private static JsonObject Footer(CopyWriting writing) =>
        Props.Of(
            ("name", Props.Fit(writing.Name.Brand, 60)),
            ("facts", Ids(writing.Stated().Take(6))),
            ("links", PageLinks.Navigation(writing))
        );

    private static JsonArray Ids(IEnumerable<BlockFact> facts) => [.. facts.Select(fact => JsonValue.Create(fact.Id))];

    internal static string Text(BlockFact fact) => Text(fact, "text") ?? "";

    internal static string? Text(BlockFact fact, string member) => (string?)fact.Value[member];

    /// <summary>Businesses of one trade and style need not look alike.</summary>
    private static int FirstLayout(CopyWriting writing) => writing.Variation % HeroVariants.Length;

    /// <summary>An odd first layout turns the other sections too.</summary>
    internal static bool IsTurned(CopyWriting writing) => (FirstLayout(writing) + writing.Variant) % 2 == 1;

    internal static string? Lead(IReadOnlyList<string> sentences) =>
        sentences.Count == 0 ? null : Props.Line(string.Join(' ', sentences), 220);
}
