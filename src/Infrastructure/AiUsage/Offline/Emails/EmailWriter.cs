using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Planning;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline.Emails;

/// <summary>
/// Writes the parts of e-mails. A trade's own letters come first and last in a sequence; when the brief wants more of them, one benefit or
/// one question fills each e-mail between.
/// </summary>
internal static class EmailWriter
{
    private const int MaxBody = 900;

    /// <summary>The part of the prompt's section; null: this writer has nothing to say in a part of that kind.</summary>
    public static JsonObject? Write(CopyWriting writing)
    {
        var keys = writing
            .Prompt.Plan.Pages.Where(page => page.Kind == PageKinds.Email)
            .Select(page => page.Key)
            .ToList();
        var place = Math.Max(0, keys.IndexOf(writing.Prompt.Section.Page));
        return writing.Prompt.Section.Kind switch
        {
            SectionKinds.EmailHead => Head(writing, Letter()),
            SectionKinds.EmailTitle => Title(writing, Letter(), isFirst: place == 0),
            SectionKinds.EmailText => Text(writing, Letter(withOwnSentences: true)),
            SectionKinds.EmailFacts => Facts(writing),
            SectionKinds.EmailList => Prices(writing),
            SectionKinds.EmailButton => Props.Of(("link", ButtonOf(Letter(), writing))),
            SectionKinds.EmailSignOff => Props.Of(
                ("text", Props.Fit(writing.Text("emailSignOff") ?? writing.Facts.Brand, 80))
            ),
            SectionKinds.EmailFooter => Footer(writing),
            _ => null,
        };

        CardCopy Letter(bool withOwnSentences = false)
        {
            var letters = Letters(writing, Math.Max(1, keys.Count));
            letters = withOwnSentences ? WithOwnSentences(letters, writing) : letters;
            return letters.Count > 0 ? letters[place % letters.Count] : new CardCopy(writing.Facts.Brand, "");
        }
    }

    private static JsonObject Head(CopyWriting writing, CardCopy letter) =>
        Props.Of(
            ("variant", writing.Variant % 2 == 1 ? "plain" : "band"),
            ("name", Props.Fit(writing.Facts.Brand, 40)),
            ("subject", writing.HeadingAs(letter.Title)),
            (
                "preheader",
                Props.Fit(
                    letter.Text.Length > 0
                        ? letter.Text
                        : writing.Choose(writing.Of(trade => trade.Hero)) ?? writing.Facts.Brand,
                    90
                )
            )
        );

    private static JsonObject Title(CopyWriting writing, CardCopy letter, bool isFirst) =>
        Props.Of(
            (
                "title",
                isFirst || writing.Variant == 0
                    ? writing.HeadingAs(letter.Title)
                    : writing.Heading(writing.Of(trade => trade.Hero))
            )
        );

    private static JsonObject Text(CopyWriting writing, CardCopy letter)
    {
        var paragraphs = (letter.Paragraphs ?? [])
            .Select(text => writing.Prompt.Instruction is null ? text : writing.Brief(text)!)
            .ToList();
        if (writing.Variant > 0 && writing.Text("emailMore") is { } more)
        {
            paragraphs.Add(more);
        }
        if (writing.Text("emailPhone") is { } phone)
        {
            paragraphs.Add(phone);
        }
        if (paragraphs.Count == 0)
        {
            paragraphs.Add(writing.Choose(writing.Of(trade => trade.Lead)) ?? writing.Facts.Brand);
        }
        // What a brief of any length says is cut roughly first: to fit a text takes time with the square of its length.
        return Props.Of(("body", Props.Body(paragraphs.Select(text => CopyWriting.Shorten(text, MaxBody)), MaxBody)));
    }

    // What the list of prices does not say.
    private static JsonObject Facts(CopyWriting writing)
    {
        var listed = writing.Facts.ListedMoney.Select(writing.PriceId).ToHashSet();
        return Props.Of(
            ("variant", writing.Variant % 2 == 1 ? "card" : "lines"),
            (
                "items",
                new JsonArray([
                    .. FactCards
                        .Facts(writing)
                        .Where(card => card.FactId is not null && !listed.Contains(card.FactId))
                        .DistinctBy(card => card.FactId)
                        .Take(8)
                        .Select(card =>
                            Props.Of(
                                ("label", card.Label is null ? null : Props.Fit(card.Label, 40)),
                                ("fact", card.FactId)
                            )
                        ),
                ])
            )
        );
    }

    private static JsonObject Prices(CopyWriting writing) =>
        Props.Of(
            (
                "items",
                new JsonArray([
                    .. writing
                        .Facts.ListedMoney.Take(BriefFacts.MaxListed)
                        .Select(money =>
                            Props.Of(
                                ("title", Props.Fit(CopyWriting.Capitalized(money.Label!), 50)),
                                ("price", writing.PriceId(money))
                            )
                        ),
                ])
            )
        );

    private static JsonObject Footer(CopyWriting writing)
    {
        var reason = writing.Fill(writing.Of(trade => trade.EmailFooter ?? "")) is { Length: > 0 } own
            ? own
            : writing.Text("emailFooter");
        return Props.Of(
            ("sender", Props.Fit(writing.Facts.Brand, 60)),
            ("address", writing.Prompt.Facts.FirstOrDefault(fact => fact.Kind == "address")?.Id),
            // Without native copy there are no words for it.
            ("reason", reason is null || writing.Language is null ? null : Props.Fit(reason, 160))
        );
    }

    // What the owner says of the business is shared out among the letters, in its order, each sentence once.
    private static List<CardCopy> WithOwnSentences(List<CardCopy> letters, CopyWriting writing)
    {
        var unsaid = writing
            .Facts.SentencesBesidePrices.Where(sentence =>
                !letters.Exists(letter =>
                    letter
                        .Paragraphs!.Append(letter.Text)
                        .Any(text => text.Contains(sentence.TrimEnd('.'), StringComparison.OrdinalIgnoreCase))
                )
            )
            .ToList();
        return
        [
            .. letters.Select(
                (letter, index) =>
                    Share(index) is { Length: > 0 } share
                        ? letter with
                        {
                            Paragraphs =
                            [
                                .. letter.Paragraphs!.Take(Greeting(letter)),
                                share,
                                .. letter.Paragraphs!.Skip(Greeting(letter)),
                            ],
                        }
                        : letter
            ),
        ];

        // Behind the first paragraph, and behind what the letter itself quotes of the owner.
        int Greeting(CardCopy letter) =>
            1
            + Math.Max(
                0,
                Array.FindLastIndex(
                    letter.Paragraphs!,
                    text =>
                        writing.Facts.PublicSentences.Any(sentence =>
                            text.Contains(sentence.TrimEnd('.'), StringComparison.OrdinalIgnoreCase)
                        )
                )
            );

        string Share(int index) =>
            string.Join(
                ' ',
                unsaid.Where((_, sentence) => sentence * letters.Count / Math.Max(unsaid.Count, letters.Count) == index)
            );
    }

    // All texts filled. Empty when the language has no letters that the brief can fill.
    private static List<CardCopy> Letters(CopyWriting writing, int count)
    {
        var own = Filled(writing.Of(trade => trade.Emails));
        own = own.Count > 0 ? own : Filled(writing.Generic.Emails!);
        if (own.Count >= count)
        {
            return count <= 1 ? [.. own.Take(1)] : [.. own.Take(count - 1), own[^1]];
        }

        var between = Cards(trade => trade.Benefits)
            .Select(card => card with { Text = "", Paragraphs = [card.Text] })
            .Concat(
                Cards(trade => trade.Faq)
                    .Select(card => card with { Text = "", Paragraphs = [.. Introduction(), card.Text] })
            )
            .Concat(Cards(trade => trade.Steps).Select(card => card with { Text = "", Paragraphs = [card.Text] }))
            .Where(card => own.TrueForAll(letter => letter.Title != card.Title))
            .DistinctBy(card => card.Title, StringComparer.Ordinal)
            .Take(count - own.Count);
        return [.. own.SkipLast(1), .. between, .. own.TakeLast(1)];

        List<CardCopy> Filled(CardCopy[] letters) =>
            [
                .. letters
                    .Select(letter =>
                        letter with
                        {
                            Title = writing.Fill(letter.Title) ?? "",
                            Text = writing.Fill(letter.Text) ?? "",
                            Paragraphs =
                            [
                                .. (letter.Paragraphs ?? [])
                                    .Select(writing.Fill)
                                    .Where(text => !string.IsNullOrEmpty(text))
                                    .Select(text => text!),
                            ],
                        }
                    )
                    // A letter that asks for something else than the campaign does is not sent.
                    .Where(letter =>
                        letter.Title.Length > 0
                        && letter.Paragraphs!.Length > 0
                        && (letter.Goal is null || writing.Goals.Any(goal => goal.Kind == letter.Goal))
                    ),
            ];

        IEnumerable<CardCopy> Cards(Func<TradeCopy, CardCopy[]?> member) =>
            writing
                .Cards(writing.Of(member), ordered: true)
                .Concat(writing.Cards(member(writing.Generic)!, ordered: true))
                .Where(card => card.Text.Length > 0);

        string[] Introduction() => writing.Text("emailQuestion") is { } text ? [text] : [];
    }

    private static JsonObject ButtonOf(CardCopy letter, CopyWriting writing)
    {
        var goal = writing.Goals.FirstOrDefault(goal => goal.Kind == letter.Goal) ?? writing.Goals[0];
        if (goal.Kind == "reply")
        {
            if (writing.Facts.Emails is [var address, ..] && writing.FactId("email", "email", address) is { } mailbox)
            {
                return Props.Link("fact", mailbox, writing.Cta(goal));
            }
            goal = writing.Goals.FirstOrDefault(other => other.Kind != "reply") ?? new VisitorGoal("contact", "");
        }

        if (PageLinks.HasPage(writing, "index"))
        {
            if (letter.Cta is { } cta && writing.Fill(cta) is { } label)
            {
                return SectionOf(letter.Anchor, writing) is { } section
                    ? Props.Link("section", section, label)
                    : Props.Link("page", "index", label);
            }
            if (goal.Kind == "call" && writing.PhoneId is { } phone)
            {
                return Props.Link("fact", phone, writing.Cta(goal));
            }
            var page = goal.Kind == "buy" && PageLinks.HasPage(writing, "checkout") ? "checkout" : "index";
            return Props.Link("page", page, writing.Cta(goal));
        }

        // A sequence without pages leads to the address that the brief gives. Without one it names the goal, and the owner writes where
        // that is reached.
        return goal.Kind == "call" && writing.PhoneId is { } number ? Props.Link("fact", number, writing.Cta(goal))
            : writing.Facts.Links is [var link, ..] && writing.FactId("link", "url", link) is { } site
                ? Props.Link("fact", site, writing.Cta(goal))
            : Props.Link("goal", goal.Kind, writing.Cta(goal));
    }

    /// <summary>The section of the first page that a letter speaks of, if the page has it.</summary>
    private static string? SectionOf(string? name, CopyWriting writing) =>
        name is null
            ? null
            : writing
                .Prompt.Plan.Sections.Where(section => section.Page == "index")
                .Select(section => section.Kind)
                .FirstOrDefault(kind => kind == name || (name == SectionKinds.Plans && kind == SectionKinds.PriceList));
}
