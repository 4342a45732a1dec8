using System.Globalization;
using AiWebBuilder.Application.Campaigns.Edits;
using AiWebBuilder.Domain.Campaigns.Edits;
using AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;
using AiWebBuilder.Infrastructure.Campaigns.Facts;

namespace AiWebBuilder.Infrastructure.Campaigns.Edits.Rules;

/// <summary>
/// The pages in another language: what the product says of itself changes, the owner's words nobody translates here. Half a page in each
/// is not what was asked for, so it is done unasked only where the owner's words are in that language already.
/// </summary>
internal static class LanguageEdits
{
    // Articles and prepositions that no list has.
    private const int LongestParticle = 3;

    // What else such an instruction says.
    private static readonly string[] Around =
    [
        "small",
        "set",
        "say",
        "please",
        "impossible",
        "now",
        "instead",
        "not",
        "all",
        "add",
        "was",
        "write",
        "also",
        "text",
        "move",
        "form",
        "mail",
        "name",
    ];

    public static EditReading? Read(Step step)
    {
        var clause = step.Clause;
        var present = PrimaryOf(step.Standing.Language);
        var named = clause.Words.LanguagesIn(clause.Plain);
        if (
            clause.Quoted.Count > 0
            || named.Select(mention => mention.Key).Where(code => code != present).Distinct().ToArray()
                is not [var wanted]
        )
        {
            return null;
        }
        var labels = clause.Words.Find("labels", clause.Plain);
        (int Start, int End)[] taken = [.. named.Concat(labels).Select(mention => (mention.Start, mention.End))];
        if (
            clause.Mentions.Any(mention => !Around.Contains(mention.Key) && !IsTaken(mention))
            || Titles.LeftIn(clause, taken).Count(EditWords.IsInWord) > LongestParticle
        )
        {
            return null;
        }
        if (!EditWords.Languages.Contains(wanted))
        {
            return step.Refuse("cannot");
        }
        var texts = step.Texts().ToArray();
        var frames = texts
            .Select(one => (one.Component, one.Path, Now: step.Frames.Find(one.Text, present, wanted)))
            .Where(one => one.Now is not null)
            .ToArray();
        var own = texts
            .Where(one => !Array.Exists(frames, frame => frame.Component == one.Component && frame.Path == one.Path))
            .Select(one => one.Text)
            .ToArray();
        if (labels.Count == 0 && own.Length > 0 && !Speaks(own, wanted, present))
        {
            var name = CultureInfo.GetCultureInfo(wanted).NativeName;
            // Who asks for a translation is told that there is none.
            return clause.Every("impossible").Any(mention => !IsTaken(mention))
                ? step.Refuse("language", name)
                : step.Ask("language", name);
        }
        return new EditReading([
            new EditOperation(null, "/theme/language", step.Standing.Theme["language"]?.DeepClone(), wanted),
            .. frames.Select(one => Step.Put(one.Component, one.Path, one.Now)),
        ]);

        bool IsTaken(Mention mention) => Array.Exists(taken, one => one.Start < mention.End && one.End > mention.Start);
    }

    /// <summary>Whether the texts have more of its commonest words than of the other's.</summary>
    private static bool Speaks(string[] texts, string wanted, string present)
    {
        return Common(wanted) > Common(present) && FactLanguage.Of(texts) == wanted;

        int Common(string language)
        {
            var common = FactWords.File(language).GetValueOrDefault("common") ?? [];
            return texts
                .SelectMany(text => Clause.PlainOf(text).Split(' ', ',', '.', '!', '?', ':'))
                .Count(word => common.Contains(word));
        }
    }

    private static string PrimaryOf(string language) => language.Split('-')[0].ToLowerInvariant();
}
