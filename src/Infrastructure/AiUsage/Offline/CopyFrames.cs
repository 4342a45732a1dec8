using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using AiWebBuilder.Domain.Campaigns.Briefs;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>
/// The sentences of one language, from <c>Copy/{language}.json</c>. A text may hold slots (<c>{brand}</c>), filled from the brief
/// or else the text is not used, and a choice of voice (<c>[we|I]</c>). Where a list of texts stands, each is an alternative.
/// </summary>
/// <param name="Labels">Single words of the interface, by key.</param>
/// <param name="Nav">What sections are called in a navigation, by section kind.</param>
/// <param name="Fields">Labels of form fields, by field name.</param>
/// <param name="Texts">Sentences that belong to no trade.</param>
/// <param name="Goals">What visitors are asked to do, by <see cref="VisitorGoal.Kind"/>.</param>
/// <param name="Trades">What is said for a trade, by name in <see cref="Domain.Campaigns.Briefs.Trades"/>; <c>generic</c> fills what one leaves out.</param>
internal sealed record CopyFrames(
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Nav,
    IReadOnlyDictionary<string, string> Fields,
    IReadOnlyDictionary<string, string[]> Texts,
    IReadOnlyDictionary<string, GoalCopy> Goals,
    IReadOnlyDictionary<string, TradeCopy> Trades
)
{
    /// <summary>The file for languages without native copy: international labels around the brief's own words.</summary>
    public const string Neutral = "neutral";

    private static readonly ConcurrentDictionary<string, Lazy<CopyFrames>> Loaded = new(StringComparer.Ordinal);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The frames that serve a BCP 47 tag.</summary>
    public static CopyFrames For(string languageTag) => Load(BriefLanguage.SupportedFor(languageTag) ?? Neutral);

    /// <summary>One file's frames. <paramref name="name"/> is a supported language or <see cref="Neutral"/>.</summary>
    public static CopyFrames Load(string name) =>
        Loaded.GetOrAdd(name, static key => new Lazy<CopyFrames>(() => Read(key))).Value;

    private static CopyFrames Read(string name)
    {
        var resource = $"{typeof(CopyFrames).Namespace}.Copy.{name}.json";
        using var stream =
            typeof(CopyFrames).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The embedded resource {resource} is missing.");
        return JsonSerializer.Deserialize<CopyFrames>(stream, Json)
            ?? throw new InvalidOperationException($"The embedded resource {resource} is empty.");
    }
}

/// <param name="Cta">Labels of the button.</param>
/// <param name="Form">Heading of the form.</param>
/// <param name="Done">What is said when it was sent.</param>
internal sealed record GoalCopy(string[] Cta, string Form, string Done);

/// <param name="Title">Heading, question, or an e-mail's subject.</param>
/// <param name="Text">Text, answer, or an e-mail's preheader.</param>
/// <param name="Icon">An icon of the template library.</param>
/// <param name="Paragraphs">An e-mail's body.</param>
/// <param name="Goal">The goal that an e-mail asks for; null: the campaign's first.</param>
/// <param name="Cta">An e-mail's button when it is no goal of the campaign.</param>
/// <param name="Anchor">Where on the first page that button leads.</param>
internal sealed record CardCopy(
    string Title,
    string Text,
    string? Icon = null,
    string[]? Paragraphs = null,
    string? Goal = null,
    string? Cta = null,
    string? Anchor = null
);

/// <summary>What is said for one trade; a member left out is taken from <c>generic</c>.</summary>
internal sealed record TradeCopy
{
    public string? Noun { get; init; }
    public string[]? Hero { get; init; }
    public string[]? Lead { get; init; }
    public string[]? BenefitsHeading { get; init; }
    public CardCopy[]? Benefits { get; init; }
    public string[]? StepsHeading { get; init; }
    public CardCopy[]? Steps { get; init; }
    public string[]? OfferHeading { get; init; }
    public string[]? OfferLead { get; init; }
    public string[]? OfferPoints { get; init; }
    public string[]? StoryHeading { get; init; }
    public string[]? Story { get; init; }
    public CardCopy[]? Faq { get; init; }
    public CardCopy[]? CallOut { get; init; }
    public CardCopy[]? Emails { get; init; }

    /// <summary>Why the reader gets the e-mails of this trade.</summary>
    public string? EmailFooter { get; init; }
}
