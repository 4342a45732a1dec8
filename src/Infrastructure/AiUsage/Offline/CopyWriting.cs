using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Planning;
using AiWebBuilder.Infrastructure.AiUsage.Offline.Reading;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>
/// One prompt being written: the facts of its brief as slots, the frames of its language, and which wording is wanted. A frame
/// whose slots the brief cannot fill is passed over, so that nothing is ever made up to complete a sentence.
/// </summary>
internal sealed partial class CopyWriting
{
    /// <summary>Longest heading that still reads as one on a phone.</summary>
    public const int MaxHeading = 60;

    // Longest label of a button, and of one that stands among others.
    private const int MaxCta = 28;
    private const int MaxShortCta = 24;

    private readonly CopyFrames frames;
    private readonly TradeCopy trade;
    private readonly TradeCopy generic;
    private readonly Dictionary<string, string> slots;
    private readonly Rework rework;
    private readonly string briefText;

    public CopyWriting(SectionPrompt prompt)
    {
        var reading = BriefReading.Of(prompt.Brief);
        Prompt = prompt with { Brief = reading.Brief };
        // A name of control characters alone says nothing, and something has to stand for it.
        Facts = reading.Facts.Brand.Length > 0 ? reading.Facts : reading.Facts with { Brand = "·" };
        briefText = reading.Text;
        Trade = reading.Trade;
        Goals = reading.Goals;
        rework = Rework.From(prompt.Instruction);
        Variant = Math.Abs(prompt.Variant % 1000) + (rework.AnotherWording ? 1 : 0);
        Language = BriefLanguage.SupportedFor(prompt.Theme.Language);
        frames = CopyFrames.For(prompt.Theme.Language);
        generic = frames.Trades[Trades.Generic];
        trade = frames.Trades.GetValueOrDefault(Trade, generic);
        Page =
            prompt.Plan.Pages.FirstOrDefault(page => page.Key == prompt.Section.Page)
            ?? new PlannedPage(prompt.Section.Page, "landing", "");
        Kinds = [.. prompt.Plan.Sections.Where(section => section.Page == Page.Key).Select(section => section.Kind)];
        slots = Slots();
        slots["cta"] = Cta(PageGoal);
    }

    public SectionPrompt Prompt { get; }
    public BriefFacts Facts { get; }
    public string Trade { get; }
    public IReadOnlyList<VisitorGoal> Goals { get; }
    public PlannedPage Page { get; }

    /// <summary>The kinds of section on this page.</summary>
    public IReadOnlyList<string> Kinds { get; }

    /// <summary>Counts up with each further wording.</summary>
    public int Variant { get; }

    /// <summary>The supported language; null: the brief's own words stand for themselves.</summary>
    public string? Language { get; }

    /// <summary>What this page asks for: a watch or an offer page asks for the campaign's second goal.</summary>
    public VisitorGoal PageGoal =>
        Page.Kind is "watch" or "offer"
            ? Goals.Skip(1).FirstOrDefault(goal => goal.Kind != "reply") ?? Goals[0]
            : Goals[0];

    /// <summary>The goal that this page's form serves; goals that no form serves are passed over.</summary>
    public VisitorGoal FormGoal => FormGoals.FirstOrDefault() ?? new VisitorGoal("contact", "");

    /// <summary>The goals that a form can serve, this page's own first.</summary>
    public IEnumerable<VisitorGoal> FormGoals =>
        Goals
            .Prepend(PageGoal)
            .Distinct()
            .Where(goal =>
                goal.Kind is not ("call" or "reply" or "share")
                && !goal.IsLook
                && (goal == PageGoal || !Prompt.Plan.Pages.Any(page => page.Key == "offer"))
                // What has a page of its own is not asked for in the form as well.
                && !(goal.Kind == "buy" && Prompt.Plan.Pages.Any(page => page.Key == "checkout"))
            );

    public IReadOnlyDictionary<string, string> Labels => frames.Labels;

    /// <summary>What is said for any business.</summary>
    public TradeCopy Generic => generic;

    public string Nav(string kind) => frames.Nav[kind];

    /// <summary>Whether an instruction asks for other words than those that stand there.</summary>
    public bool WantsAnotherWording => rework.AnotherWording;

    /// <summary>What the instruction makes of props that stand there: nothing else of them changes.</summary>
    public JsonObject Reworked(JsonObject current) => rework.Of(current);

    public string? PhoneId => Prompt.Facts.FirstOrDefault(fact => fact.Kind == "phone")?.Id;

    public string? PriceId(MoneyFact money) =>
        Prompt
            .Facts.FirstOrDefault(fact =>
                fact.Kind == "price"
                && (string?)fact.Value["written"] == $"{money.Before}{money.Amount}"
                && (string?)fact.Value["what"] == money.Label
                && (string?)fact.Value["unit"] == money.Suffix
            )
            ?.Id;

    public string? ClaimId(string text, string? what) =>
        Prompt
            .Facts.FirstOrDefault(fact =>
                fact.Kind == "claim" && (string?)fact.Value["text"] == text && (string?)fact.Value["what"] == what
            )
            ?.Id;

    /// <summary>The fact of that kind with that value in a member.</summary>
    public string? FactId(string kind, string member, string value) =>
        Prompt.Facts.FirstOrDefault(fact => fact.Kind == kind && (string?)fact.Value[member] == value)?.Id;

    public string Label(string key) => Fill(Labels[key]) ?? "";

    /// <summary>What a form field is called; null: the block has words of its own for its kind.</summary>
    public string? Field(string name) => frames.Fields.GetValueOrDefault(name);

    public GoalCopy Goal(VisitorGoal goal) => frames.Goals[goal.Kind];

    public string? Slot(string name) => slots.GetValueOrDefault(name);

    /// <summary>What the trade says, or what any business can say.</summary>
    public T Of<T>(Func<TradeCopy, T?> member)
        where T : class =>
        member(trade) ?? member(generic) ?? throw new InvalidOperationException("The generic trade lacks a member.");

    /// <summary>Whether that is the trade's own.</summary>
    public bool HasOwn<T>(Func<TradeCopy, T?> member)
        where T : class => trade != generic && member(trade) is not null;

    /// <summary>The wanted wording of a text that belongs to no trade; null when the brief fills none.</summary>
    public string? Text(string key) => Choose(frames.Texts[key]);

    /// <summary>The wanted wording of a heading, at most <see cref="MaxHeading"/> characters; asked-for words come first.</summary>
    public string Heading(IReadOnlyList<string> alternatives, int offset = 0) =>
        rework.Heading
        ?? Choose(alternatives, MaxHeading, offset)
        ?? Choose(generic.Hero!, MaxHeading)
        ?? Props.Fit(Facts.Brand, MaxHeading);

    /// <summary>A heading whose words are already filled.</summary>
    public string HeadingAs(string filled) => rework.Heading ?? Props.Fit(filled, MaxHeading);

    public string HeadingOf(string key, int offset = 0) => Heading(frames.Texts[key], offset);

    /// <summary>The alternative of this variant among those that the brief can fill.</summary>
    public string? Choose(IReadOnlyList<string> alternatives, int maxWidth = int.MaxValue, int offset = 0)
    {
        var usable = alternatives
            .Select(Fill)
            .OfType<string>()
            .Where(text => Props.Fits(text, maxWidth))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (Facts.ShortSentences && usable.Exists(HasShortSentences))
        {
            usable.RemoveAll(text => !HasShortSentences(text));
        }

        return usable.Count == 0 ? null : usable[(Variant + offset) % usable.Count];
    }

    private static bool HasShortSentences(string text) =>
        text.Split(['.', '?', ':', ';', '。', '؟']).All(sentence => sentence.Split(' ').Length <= 13);

    /// <summary>A longer text: cut to its first sentence when the instruction asks for brevity.</summary>
    public string? Brief(string? text) => text is null || !rework.Shorter ? text : FirstSentenceOf(text);

    public static string FirstSentenceOf(string text) => FirstSentence().Match(text).Value;

    /// <summary>Title and text filled; null when the brief lacks a fact that either needs.</summary>
    public CardCopy? Card(CardCopy card) =>
        Fill(card.Title) is { Length: > 0 } title && Fill(card.Text) is { } text
            ? card with
            {
                Title = title,
                Text = text,
            }
            : null;

    /// <summary>The cards that the brief can fill, each further variant beginning with another one.</summary>
    public IReadOnlyList<CardCopy> Cards(IReadOnlyList<CardCopy> cards, bool ordered = false)
    {
        var usable = cards.Select(Card).OfType<CardCopy>().ToList();
        var first = ordered || usable.Count == 0 ? 0 : Variant % usable.Count;
        return [.. usable.Skip(first), .. usable.Take(first)];
    }

    /// <summary>The label of the button that asks for a goal.</summary>
    public string Cta(VisitorGoal goal) =>
        GoalWords(goal) is { } own && (Language is null || Props.Fits(own, MaxCta))
            ? Props.Fit(own, MaxCta)
            : CommonCta(goal);

    /// <summary>The same for a button that stands among others: words that would need three lines give way to common ones.</summary>
    public string ShortCta(VisitorGoal goal) =>
        Language is not null && !Props.Fits(Cta(goal), MaxShortCta) ? CommonCta(goal) : Cta(goal);

    private string CommonCta(VisitorGoal goal)
    {
        var asked = Goal(goal.Kind == "call" && Facts.Phones.Count == 0 ? new VisitorGoal("contact", "") : goal);
        return Choose(asked.Cta, MaxCta) ?? Props.Fit(Fill(Goal(goal).Cta[^1]) ?? Facts.Brand, MaxCta);
    }

    /// <summary>
    /// The owner's words for a goal where they can stand on the page: a call to action that reads as one, unless the number to
    /// call says more, and in languages without native copy whatever they are.
    /// </summary>
    public string? GoalWords(VisitorGoal goal) =>
        Language is null
            ? goal.Text is { Length: > 0 } text
                ? text
                : null
            : goal.Kind == "download" || (goal.Kind == "call" && Facts.Phones.Count > 0)
                ? null
                : goal.ReadsAsCallToAction(Language)
                    ? Capitalized(goal.Text)
                    : null;

    private bool Mentions(string words) => briefText.Contains(words, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Fills the slots; null when one has no fact. <c>{has:a|b}</c> lets a text pass when the brief says "a" or "b". Slots inside
    /// facts stay text: the filling is a single pass.
    /// </summary>
    public string? Fill(string template)
    {
        var missing = false;
        var voiced = Voice()
            .Replace(template, match => match.Groups[Facts.FirstPersonSingular ? "singular" : "plural"].Value);
        var text = SlotPattern()
            .Replace(
                voiced,
                match =>
                {
                    if (slots.TryGetValue(match.Groups["name"].Value, out var value))
                    {
                        return value;
                    }

                    if (match.Groups["words"].Success && match.Groups["words"].Value.Split('|').Any(Mentions))
                    {
                        return "";
                    }

                    missing = true;
                    return "";
                }
            );
        if (missing)
        {
            return null;
        }

        // Facts keep the brief's spelling inside a sentence; at its start they begin with a capital, except a name.
        return text.Length > 0 && voiced.StartsWith('{') && !text.StartsWith(slots["brand"], StringComparison.Ordinal)
            ? Capitalized(text)
            : text;
    }

    /// <summary>Cuts at a word where that loses little, and says so with an ellipsis.</summary>
    public static string Shorten(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var end = text.LastIndexOf(' ', length - 1);
        end = end > length / 2 ? end : length - 1;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)].TrimEnd() + "…";
    }

    public static string Capitalized(string text) =>
        text.Length == 0 ? text : char.ToUpper(text[0], CultureInfo.InvariantCulture) + text[1..];

    [GeneratedRegex(@"\{(?<name>[A-Za-z0-9]+|has:(?<words>[^{}]+))\}", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex SlotPattern();

    [GeneratedRegex(@"\[(?<plural>[^|\]]*)\|(?<singular>[^\]]*)\]", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Voice();

    [GeneratedRegex(@"^.+?([.!?؟](?=\s|$)|[。！？]|$)", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 10_000)]
    private static partial Regex FirstSentence();
}
