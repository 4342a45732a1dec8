using AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

namespace AiWebBuilder.Infrastructure.Campaigns.Edits.Rules;

/// <summary>What binds the owner to everyone who reads it: a guarantee, a day by which something is done. It needs a fact.</summary>
internal static class Promises
{
    // "Until this Friday", "by next Friday".
    private const int FarthestDay = 8;

    /// <param name="text">That is to be written.</param>
    public static bool In(Step step, string text)
    {
        var words = EditWords.Of(text, step.Standing.Language);
        var plain = Clause.PlainOf(text);
        var days = words.Find("weekday", plain);
        var bound = words
            .Find("promise", plain)
            .Select(word => plain.Substring(word.Start, word.Length))
            .Concat(
                words
                    .Find("until", plain)
                    .SelectMany(until =>
                        days.Where(day =>
                                day.Start >= until.End
                                && plain[until.End..day.Start].Trim().Length <= FarthestDay
                                // "Monday to Friday" are hours.
                                && !days.Any(other => other.End <= until.Start && until.Start - other.End < 2)
                            )
                            .Select(day => plain[until.Start..day.End])
                    )
            )
            .ToArray();
        if (bound.Length == 0)
        {
            return false;
        }
        var known = Clause.PlainOf(
            string.Join(
                '\n',
                step.Texts()
                    .Select(one => one.Text)
                    .Concat(step.Standing.Facts.SelectMany(fact => Coverage.ValuesIn(fact.Value).Append(fact.Quote)))
            )
        );
        return bound.Any(promise => !known.Contains(promise, StringComparison.Ordinal));
    }
}
