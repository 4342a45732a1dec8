using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Edits;
using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns.Edits;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

namespace AiWebBuilder.Infrastructure.Campaigns.Edits.FactChanges;

/// <summary>Dates of a list: another one, one less, one that moves to another day.</summary>
internal static class DateEdits
{
    private const int MostWords = 8;

    public static EditReading? Read(Step step)
    {
        var clause = step.Clause;
        var said = step.Facts.Where(fact => fact.Kind == "date" && fact.Value["date"] is not null).ToArray();
        var dates = step
            .Items.Where(item => item.Component.Kind == "dates" && item.Value["when"] is not null)
            .ToArray();
        if (
            said.Length == 0
            || clause.Has("hours", "restday", "field", "countdown", "heading", "button", "text", "subject", "mail")
            || step.SectionOf("dates") is not { Props: not null } section
        )
        {
            return null;
        }
        return clause.Has("remove") ? Removed(step, dates, said)
            : clause.Has("add", "new", "also") && !clause.Has("set", "instead", "was") ? Added(step, section, said)
            : Moved(step, dates, said);
    }

    private static EditReading? Added(Step step, StandingComponent section, ReadFact[] said)
    {
        var clause = step.Clause;
        if (said is not [var when])
        {
            return null;
        }
        var title = clause.FirstQuoted ?? Titles.Bridged(clause, [(when.Start, when.Start + when.Quote.Length)]);
        if (title.Length < 2)
        {
            return null;
        }
        return new EditReading([
            new(
                null,
                "/facts/-",
                null,
                new JsonObject
                {
                    ["kind"] = "date",
                    ["value"] = when.Value.DeepClone(),
                    ["quote"] = when.Quote,
                }
            ),
            new(
                section.Id,
                "/props/items/-",
                null,
                new JsonObject
                {
                    ["title"] = char.ToUpperInvariant(title[0]) + title[1..],
                    ["when"] = FactReading.IdOf("date", when.Value),
                }
            ),
        ]);
    }

    private static EditReading? Removed(Step step, Item[] dates, ReadFact[] said)
    {
        var meant = dates.Where(item => said.Any(one => IsOn(step, item, one))).ToArray();
        return meant.Length == 0 ? step.Refuse("missing", said[0].Quote)
            : meant.Length == dates.Length ? step.Ask("last", meant[0].Component.Name)
            : new EditReading([.. meant.Select(item => Step.Put(item.Component, item.Path, null))]);
    }

    /// <summary>The date that is named, by its title or its day, or the only one there is.</summary>
    private static EditReading? Moved(Step step, Item[] dates, ReadFact[] said)
    {
        var onDay = dates.Where(item => said.Any(one => IsOn(step, item, one))).ToArray();
        var named = onDay.Length > 0 ? onDay : [.. Item.Named(dates, step.Clause)];
        if (named.Length == 0 && !step.Clause.Has("set", "move", "now", "instead", "was"))
        {
            return null;
        }
        var meant = named.Length > 0 ? named : dates;
        var to = said.Where(one => onDay.Length == 0 || !onDay.Any(item => IsOn(step, item, one))).ToArray();
        if (to is not [var day])
        {
            return to.Length == 0 ? step.Refuse("same") : null;
        }
        if (meant is not [var item])
        {
            return meant.Length == 0 ? null : step.Ask("which", string.Join(" / ", meant.Select(one => one.Title)));
        }
        var fact = FactOf(step, item);
        if (fact is null)
        {
            return null;
        }
        // The time stays, unless another one is said.
        var value = day.Value.DeepClone().AsObject();
        foreach (var part in new[] { "time", "endTime", "what" })
        {
            if ((part == "what" || value[part] is null) && fact.Value[part] is { } kept)
            {
                value[part] = kept.DeepClone();
            }
        }
        return new EditReading([
            new(null, $"/facts/{fact.Id}", fact.Value.DeepClone(), value),
            .. InTexts(step, fact.Value["date"]!.ToString(), day),
        ]);
    }

    /// <summary>Where the old day is written out, the new one is.</summary>
    private static IEnumerable<EditOperation> InTexts(Step step, string old, ReadFact day)
    {
        if (WrittenIn(step, day.Quote, day.Value["date"]!.ToString()) is not { } now)
        {
            yield break;
        }
        foreach (var (component, path, text) in step.Texts().Where(one => one.Text.Any(char.IsDigit)))
        {
            foreach (
                var said in step.Read(text)
                    .Where(said => said.Kind == "date" && IsSameDay(old, said.Value["date"]?.ToString()))
                    .Take(1)
            )
            {
                if (WrittenIn(step, said.Quote, said.Value["date"]!.ToString()) is { } written)
                {
                    yield return Step.Put(component, path, text.Replace(written, now, StringComparison.Ordinal));
                }
            }
        }
    }

    /// <summary>The shortest words of it that name the day.</summary>
    private static string? WrittenIn(Step step, string quote, string date)
    {
        var words = WordsOf(quote).Take(MostWords).ToArray();
        for (var length = 1; length <= words.Length; length++)
        {
            for (var first = 0; first + length <= words.Length; first++)
            {
                var written = quote[words[first].Start..words[first + length - 1].End];
                if (step.Read(written).Any(said => said.Kind == "date" && said.Value["date"]?.ToString() == date))
                {
                    return written;
                }
            }
        }
        return null;
    }

    /// <summary>What stands between spaces and commas: points and signs belong to dates.</summary>
    private static IEnumerable<(int Start, int End)> WordsOf(string text)
    {
        for (var start = 0; start < text.Length; start++)
        {
            var end = start;
            while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not (',' or '、'))
            {
                end++;
            }
            if (end > start)
            {
                yield return (start, end);
            }
            start = end;
        }
    }

    private static bool IsOn(Step step, Item item, ReadFact said) =>
        IsSameDay(FactOf(step, item)?.Value["date"]?.ToString(), said.Value["date"]!.ToString());

    /// <summary>Without a year it is that day of any.</summary>
    private static bool IsSameDay(string? stands, string? date) =>
        stands is not null
        && date is not null
        && (
            stands == date
            || (date.StartsWith("--", StringComparison.Ordinal) && stands.EndsWith(date[1..], StringComparison.Ordinal))
        );

    private static Fact? FactOf(Step step, Item item) =>
        step.Standing.Facts.FirstOrDefault(fact => fact.Id == item.Value["when"]!.ToString());
}
