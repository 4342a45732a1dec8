using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace AiWebBuilder.Api.Http.Visitors;

/// <summary>What the server itself says to visitors, in one language: <c>Words/*.json</c>.</summary>
internal sealed class VisitorWords
{
    private const string Folder = "visitor-words/";
    private static readonly FrozenDictionary<string, VisitorWords> Packs = Read();

    private readonly Dictionary<string, string> texts;

    private VisitorWords(string language, Dictionary<string, string> texts)
    {
        Language = language;
        this.texts = texts;
    }

    public static IEnumerable<string> Languages => Packs.Keys;

    /// <summary>ISO 639-1.</summary>
    public string Language { get; }

    public string Direction => Language is "ar" or "fa" or "he" or "ur" ? "rtl" : "ltr";

    /// <summary>By name.</summary>
    public IReadOnlyDictionary<string, string> Texts => texts;

    public string this[string name] => texts[name];

    /// <param name="languages">BCP 47 tags, the most wanted first.</param>
    /// <returns>The first that there is, else English.</returns>
    public static VisitorWords For(params IEnumerable<string> languages) =>
        languages
            .Select(language => language.Split('-')[0].ToLowerInvariant())
            // The two written forms of Norwegian are read by the same people.
            .Select(language => Packs.GetValueOrDefault(language is "no" or "nn" ? "nb" : language))
            .OfType<VisitorWords>()
            .FirstOrDefault()
        ?? Packs["en"];

    /// <summary>What is wrong with a field.</summary>
    /// <param name="rule">Its name among the rules of forms.</param>
    /// <param name="values">Limits: numbers and days are written as in the language.</param>
    public string Fault(string rule, IEnumerable<object> values) =>
        string.Format(
            CultureInfo.InvariantCulture,
            texts[$"fault.{rule}"],
            [
                .. values.Select(value =>
                    value switch
                    {
                        DateOnly day => day.ToString("d", Culture()),
                        IFormattable number => number.ToString(null, Culture()),
                        _ => value,
                    }
                ),
            ]
        );

    /// <summary>With the calendar of the form, in which every date is entered.</summary>
    private CultureInfo Culture()
    {
        var culture = (CultureInfo)CultureInfo.GetCultureInfo(Language).Clone();
        if (culture.OptionalCalendars.OfType<GregorianCalendar>().FirstOrDefault() is { } gregorian)
        {
            culture.DateTimeFormat.Calendar = gregorian;
        }
        return culture;
    }

    private static FrozenDictionary<string, VisitorWords> Read()
    {
        var assembly = typeof(VisitorWords).Assembly;
        return assembly
            .GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name =>
            {
                using var file = assembly.GetManifestResourceStream(name)!;
                return new VisitorWords(
                    name[Folder.Length..],
                    JsonSerializer.Deserialize<Dictionary<string, string>>(file)!
                );
            })
            .ToFrozenDictionary(words => words.Language, StringComparer.Ordinal);
    }
}
