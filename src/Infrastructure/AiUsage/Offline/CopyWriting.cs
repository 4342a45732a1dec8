using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns.Planning;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>
/// One section being written: what the plan has it say, in the owner's words, and the labels of its language. What holds for any business of
/// a trade stands in frames; one whose slots the brief cannot fill is passed over, so that nothing is ever made up to complete a sentence.
/// </summary>
internal sealed partial class CopyWriting
{
    // Longest label of a button, and of one that stands among others.
    private const int MaxCta = 28;
    private const int MaxShortCta = 24;

    public CopyWriting(SectionPrompt prompt)
    {
        Prompt = prompt;
        Name = BriefName.Of(prompt.Brief.Name);
        Trade = Trades.Of(prompt.Brief);
        Variation = prompt.Theme.Variation;
        Goals = VisitorGoal.Of(prompt.Brief);
        Variant = Math.Abs(prompt.Variant % 1000);
        Labels = Labels.For(prompt.Theme.Language);
        Page =
            prompt.Plan.Pages.FirstOrDefault(page => page.Key == prompt.Section.Page)
            ?? new PlannedPage(prompt.Section.Page, "landing", "");
        Kinds = [.. prompt.Plan.Sections.Where(section => section.Page == Page.Key).Select(section => section.Kind)];
        Words = [.. prompt.Section.Words.Select(words => BriefText.Clean(words).ReplaceLineEndings(" "))];
    }

    public SectionPrompt Prompt { get; }
    public BriefName Name { get; }
    public Trade Trade { get; }

    /// <summary>
    /// The owner's word for the trade where it is one of the page's language: it is often chosen from an English list. Null: it is none.
    /// </summary>
    public string? OwnTrade =>
        Prompt.Brief.BusinessType?.Trim() is { } said && Trades.IsNamedIn(said, Labels.Language) ? said : null;

    public int Variation { get; }

    public IReadOnlyList<VisitorGoal> Goals { get; }
    public PlannedPage Page { get; }
    public Labels Labels { get; }

    /// <summary>The owner's sentences that belong in the section.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>The kinds of section on this page.</summary>
    public IReadOnlyList<string> Kinds { get; }

    /// <summary>Counts up with each further wording.</summary>
    public int Variant { get; }

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
                && ChannelOf(goal) is null
                && (goal == PageGoal || PageGoal.Kind == "call" || !Prompt.Plan.Pages.Any(page => page.Key == "offer"))
                // What has a page of its own is not asked for in the form as well.
                && !(goal.Kind == "buy" && Prompt.Plan.Pages.Any(page => page.Key == "checkout"))
                && !IsDownload(goal)
            );

    /// <summary>Whether the goal is reached where the campaign offers its files, and not by a form.</summary>
    public bool IsDownload(VisitorGoal goal) =>
        goal.Kind == "download" && Prompt.Plan.Sections.Any(section => section.Kind == SectionKinds.Downloads);

    /// <summary>The number that people call.</summary>
    public string? PhoneId =>
        Prompt
            .Facts.Where(fact => fact.Kind == "phone")
            .OrderBy(phone => MainPhone.Rank(phone.Value))
            .FirstOrDefault()
            ?.Id;

    /// <summary>The number by which a goal is reached where it names the service that messages go over: "Book on WhatsApp". Null: it names none.</summary>
    public BlockFact? ChannelOf(VisitorGoal goal) =>
        Prompt.Facts.FirstOrDefault(fact => fact.Kind == "phone" && NamedIn(goal, fact) is not null);

    private string? ChannelNamed(VisitorGoal goal) =>
        Prompt
            .Facts.Where(fact => fact.Kind == "phone")
            .Select(fact => NamedIn(goal, fact))
            .FirstOrDefault(name => name is not null);

    /// <summary>The service as the owner writes it.</summary>
    private static string? NamedIn(VisitorGoal goal, BlockFact phone) =>
        (
            phone.Value["channel"] switch
            {
                JsonArray several => several.Select(one => one!.ToString()),
                { } one => [one.ToString()],
                null => [],
            }
        )
            .Select(channel => (At: goal.Text.IndexOf(channel, StringComparison.OrdinalIgnoreCase), channel.Length))
            .Where(found => found.At >= 0)
            .Select(found => goal.Text.Substring(found.At, found.Length))
            .FirstOrDefault();

    /// <summary>The facts that the section states, in the plan's order.</summary>
    public IEnumerable<BlockFact> Stated(params IReadOnlyCollection<string> kinds) =>
        Prompt
            .Section.Facts.Select(id => Prompt.Facts.FirstOrDefault(fact => fact.Id == id))
            .OfType<BlockFact>()
            .Where(fact => kinds.Count == 0 || kinds.Contains(fact.Kind));

    /// <summary>What the name says beside the brand, else the brand.</summary>
    public string Subject => Capitalized(Name.Topic ?? Name.Brand);

    /// <summary>As much of the words as a heading has room for.</summary>
    public string Heading(string words) => Props.Fit(words, Headline.MaxWidth);

    /// <summary>The heading of a section of that name.</summary>
    public string SectionHeading(string name) => Heading(Labels[$"section.{name}"]);

    public string GoalForm(VisitorGoal goal) => GoalWords(goal) ?? Labels[$"goal.{goal.Kind}.form"];

    public string GoalDone(VisitorGoal goal) => Labels[$"goal.{goal.Kind}.done"];

    /// <summary>The label of the button that asks for a goal.</summary>
    public string Cta(VisitorGoal goal) =>
        GoalWords(goal) is { } own && Props.Fits(own, MaxCta) ? own : CommonCta(goal);

    /// <summary>The same for a button that stands among others: words that would need three lines give way to common ones.</summary>
    public string ShortCta(VisitorGoal goal) => Props.Fits(Cta(goal), MaxShortCta) ? Cta(goal) : CommonCta(goal);

    private string CommonCta(VisitorGoal goal)
    {
        if (goal.Kind == "call")
        {
            return
                Prompt.Facts.FirstOrDefault(fact => fact.Kind == "phone")?.Value["written"] is { } number
                && Labels.Around("call.button", number.ToString()) is var call
                && Props.Fits(call, MaxCta)
                ? call
                : Labels["goal.call.button"];
        }
        var common = Labels[$"goal.{goal.Kind}.button"];
        // The button leads to a conversation, which it says.
        return ChannelNamed(goal) is { } channel && Props.Fits($"{common}: {channel}", MaxCta)
            ? $"{common}: {channel}"
            : common;
    }

    /// <summary>The owner's words for a goal where they can stand on a button: a call to action that reads as one.</summary>
    public string? GoalWords(VisitorGoal goal) =>
        goal.Kind == "download" ? null
        : goal.ReadsAsCallToAction(Labels.Language) ? Capitalized(goal.Text)
        : null;

    public static string FirstSentenceOf(string text) => FirstSentence().Match(text).Value;

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

    [GeneratedRegex(@"^.+?([.!?؟](?=\s|$)|[。！？]|$)", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 10_000)]
    private static partial Regex FirstSentence();
}
