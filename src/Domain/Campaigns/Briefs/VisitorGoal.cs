using System.Buffers;
using System.Text.RegularExpressions;

namespace AiWebBuilder.Domain.Campaigns.Briefs;

/// <summary>What a visitor is asked to do, read from the owner's words.</summary>
/// <param name="Kind">One of the goals that pages know: <c>call, call-back, book, reserve, register, viewing, trial, demo,
/// buy, waiting-list, donate, share, order, visit, download, subscribe, consult, quote, availability, membership, see, find, reply,
/// contact</c>.</param>
/// <param name="Text">The owner's own words.</param>
public sealed partial record VisitorGoal(string Kind, string Text)
{
    private const int LongestAct = 36;

    // A sentence, or markup.
    private static readonly SearchValues<char> NoWords = SearchValues.Create(".!?<>{}");

    /// <summary>Whether what is reserved is a table: people count.</summary>
    public bool IsForTable { get; private init; }

    /// <summary>What leads to a section of the page, and is asked for by no form.</summary>
    public bool IsLook => Kind is "see" or "find";

    /// <summary>
    /// The goals of the brief, most important first, each kind once; <c>contact</c> alone when the brief names none. A list of
    /// hundreds is read up to its first fifty: a page asks for one thing and offers a second.
    /// </summary>
    public static IReadOnlyList<VisitorGoal> Of(Brief brief)
    {
        var language = BriefLanguage.Of(brief);
        var goals = brief
            .Goals.Where(text => !string.IsNullOrWhiteSpace(text))
            .Take(50)
            .Select(text => text.Trim())
            .Select(text => new VisitorGoal(GoalWords.KindOf(text, language), text)
            {
                IsForTable = GoalWords.SpeaksOfTable(text, language),
            })
            .DistinctBy(goal => goal.Kind)
            .ToList();
        return goals.Count > 0 ? goals : [new VisitorGoal("contact", "")];
    }

    /// <summary>
    /// Whether the owner's words can stand on a button as they are: what a visitor would do ("Book a free first class", "Termin
    /// buchen", "Pedir cita"), not an internal target ("Collect e-mail addresses").
    /// </summary>
    public bool ReadsAsCallToAction(string language) =>
        Text.Length is > 0 and <= LongestAct && !Text.AsSpan().ContainsAny(NoWords) && GoalWords.IsAct(Text, language);

    /// <summary>What is sent to subscribers, from "Collect e-mail addresses for the weekly timetable": "the weekly timetable".</summary>
    public string? Subject =>
        Kind == "subscribe" && ForSubject().Match(Text) is { Success: true } match
            ? match.Groups["subject"].Value
            : null;

    [GeneratedRegex(
        @"\bfor (?<subject>(the|our|your) [^.,;!?<>{}]{3,40})$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex ForSubject();
}
