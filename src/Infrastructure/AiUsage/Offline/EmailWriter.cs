using System.Globalization;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Domain.Campaigns.Briefs;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>
/// Writes the e-mails of a sequence. A trade's own letters come first and last; when the brief wants more of them, one benefit or
/// one question fills each e-mail between.
/// </summary>
internal static class EmailWriter
{
    /// <summary>Writes the e-mail whose page is the prompt's section's.</summary>
    public static EmailContent Write(SectionPrompt prompt)
    {
        var writing = new CopyWriting(prompt);
        var keys = prompt.Plan.Pages.Where(page => page.Kind == "email").Select(page => page.Key).ToList();
        var place = Math.Max(0, keys.IndexOf(prompt.Section.Page));
        var letters = WithOwnSentences(Letters(writing, Math.Max(1, keys.Count)), writing);
        var letter = letters.Count > 0 ? letters[place % letters.Count] : new CardCopy(writing.Facts.Brand, "");
        var subject = writing.HeadingAs(letter.Title);
        var paragraphs = (letter.Paragraphs ?? [])
            .Select(text => prompt.Instruction is null ? text : writing.Brief(text)!)
            .ToList();
        if (writing.Variant > 0 && writing.Text("emailMore") is { } more)
        {
            paragraphs.Add(more);
        }

        if (writing.Text("emailPhone") is { } phone)
        {
            paragraphs.Add(phone);
        }

        return new EmailContent(
            subject,
            letter.Text.Length > 0
                ? letter.Text
                : writing.Choose(writing.Of(trade => trade.Hero)) ?? writing.Facts.Brand,
            CopyWriting.Shorten(writing.Facts.Brand, 80),
            place == 0 || writing.Variant == 0 ? subject : writing.Heading(writing.Of(trade => trade.Hero)),
            paragraphs,
            place == 0 && writing.Facts.Statements.Count > 0
                ?
                [
                    .. FactCards
                        .Facts(writing)
                        .Select(card => new ContentItem(card.Label ?? card.Statement, card.Figure)),
                ]
                : [],
            ButtonOf(letter, writing),
            writing.Text("emailSignOff") ?? writing.Facts.Brand,
            writing.Fill(writing.Of(trade => trade.EmailFooter ?? "")) is { Length: > 0 } footer
                ? footer
                : writing.Text("emailFooter") ?? writing.Facts.Brand,
            writing.Labels["unsubscribe"]
        );
    }

    // What the owner says of the business is shared out among the letters, in its order, each sentence once.
    private static List<CardCopy> WithOwnSentences(List<CardCopy> letters, CopyWriting writing)
    {
        var unsaid = writing
            .Facts.PublicSentences.Where(sentence =>
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

    private static ContentLink? ButtonOf(CardCopy letter, CopyWriting writing)
    {
        var goal = writing.Goals.FirstOrDefault(goal => goal.Kind == letter.Goal) ?? writing.Goals[0];
        if (goal.Kind == "reply")
        {
            return writing.Facts.Emails is [var address, ..]
                ? new ContentLink(writing.Cta(goal), $"mailto:{address}")
                : null;
        }

        if (letter.Cta is { } cta && writing.Fill(cta) is { } label)
        {
            return new ContentLink(label, letter.Anchor is { } anchor ? $"./#{anchor}" : "./");
        }

        if (goal.Kind == "call" && writing.Facts.Phones is [var phone, ..])
        {
            return new ContentLink(writing.Cta(goal), phone.Href);
        }

        // A sequence without pages leads to the address that the brief gives. Without one the link is an anchor that the
        // owner replaces; the draft's properties name it.
        var href = writing.Prompt.Plan.Pages.Any(page => page.Key == "index")
            ? goal.Kind == "buy" && writing.Prompt.Plan.Pages.Any(page => page.Key == "checkout")
                ? "checkout"
                : "./"
            : writing.Facts.Links.Count > 0
                ? writing.Facts.Links[0]
                : string.Create(CultureInfo.InvariantCulture, $"#{goal.Kind}");
        return new ContentLink(writing.Cta(goal), href);
    }
}
