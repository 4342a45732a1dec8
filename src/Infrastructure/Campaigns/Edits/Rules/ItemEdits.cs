using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Edits;
using AiWebBuilder.Domain.Campaigns.Edits;
using AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

namespace AiWebBuilder.Infrastructure.Campaigns.Edits.Rules;

/// <summary>Items of lists: a question with its answer, a service, a person; added, taken away, renamed.</summary>
internal static class ItemEdits
{
    private const int MostOrdinals = 5;

    public static EditReading? Read(Step step)
    {
        var clause = step.Clause;
        return clause.Has("remove") ? Removed(step)
            : AddedQuestion(step) is { } question ? question
            : clause.Has("add") ? Added(step)
            : Renamed(step);
    }

    private static EditReading? Removed(Step step)
    {
        var clause = step.Clause;
        if (clause.Has("mail", "heading", "text", "button", "subject") && !clause.Has("question", "item"))
        {
            return null;
        }
        var sections = step.Sections.Select(one => one.Component).ToArray();
        Item[] items =
        [
            .. step.Items.Where(item => !item.IsField && (sections.Length == 0 || sections.Contains(item.Component))),
        ];
        if (clause.Has("question"))
        {
            items = [.. items.Where(item => item.Component.Kind == "faq")];
        }
        var named = Item.Named(items, clause);
        if (named.Count == 0 && clause.Has("question", "item") && Ordinal(clause) is { } ordinal)
        {
            var list = items.Where(item => item.Component == items[0].Component).ToArray();
            var index = ordinal == 0 ? list.Length - 1 : ordinal - 1;
            named = index < list.Length && list.Length > 0 ? [list[index]] : [];
        }
        if (named.Count == 0)
        {
            return clause.Has("question", "item") ? step.Refuse("missing", clause.FirstQuoted ?? clause.Text) : null;
        }
        if (named.Count > 1)
        {
            return step.Ask("which", string.Join(" / ", named.Select(item => item.Title)));
        }
        var one = named[0];
        if (clause.Has("price") && one.Value["price"] is not null)
        {
            // Its price alone, or all of it: something has to stand there.
            return step.Ask("answer", one.Title);
        }
        if (IsShortest(step, one))
        {
            return step.Ask("last", one.Component.Name);
        }
        List<EditOperation> operations = [Step.Put(one.Component, one.Path, null)];
        var price = one.Value["price"]?.ToString();
        if (
            price is not null
            && step.Standing.Facts.FirstOrDefault(fact => fact.Id == price) is { } stated
            && step.Standing.Components.Count(other =>
                other.Props?.ToJsonString().Contains(price, StringComparison.Ordinal) == true
            ) == 1
            && step.Items.Count(item => item.Value["price"]?.ToString() == price) == 1
        )
        {
            operations.Add(new(null, $"/facts/{price}", stated.Value.DeepClone(), null));
        }
        return new EditReading(operations);
    }

    /// <summary>Another name for the item that is named.</summary>
    private static EditReading? Renamed(Step step)
    {
        var clause = step.Clause;
        if (
            clause.Quoted is not [var name]
            || !clause.Has("set")
            || clause.Has("heading", "text", "button", "subject", "price", "answer", "section", "mail")
        )
        {
            return null;
        }
        var items = step.Items.Where(item => item.Component.Kind is not "quotes").ToArray();
        return
            Item.Named(items, new Clause(Clause.WithoutQuotes(clause.Text), clause.Words)) is [var item]
            && item.Value.FirstOrDefault(member => member.Value?.ToString() == item.Title).Key is { } key
            ? new EditReading([Step.Put(item.Component, $"{item.Path}/{key}", name)])
            : null;
    }

    private static EditReading? AddedQuestion(Step step)
    {
        var clause = step.Clause;
        var faq = step.Target?.Kind == "faq" ? step.Target : step.SectionOf("faq");
        if (
            !clause.Has("add", "question")
            || (!clause.Has("question", "faq") && step.Target?.Kind != "faq")
            || clause.Has("shorter", "move", "image")
        )
        {
            return null;
        }
        if (faq?.Props is null)
        {
            return step.Refuse(
                "missing",
                clause.First("question") is { } said ? clause.Text.Substring(said.Start, said.Length) : "?"
            );
        }
        var (question, answer) = QuestionIn(clause);
        // What stands already is changed, not added again.
        var known = step.Items.FirstOrDefault(item =>
            item.Component == faq
            && question is not null
            && string.Equals(item.Title, question, StringComparison.OrdinalIgnoreCase)
        );
        if (known is null && !clause.Has("add"))
        {
            return Answered(step, faq);
        }
        return question is null ? null
            : answer is null ? step.Ask("answer", question)
            : known is not null ? new EditReading([Step.Put(faq, $"{known.Path}/answer", answer)])
            : new EditReading([
                new EditOperation(
                    faq.Id,
                    "/props/items/-",
                    null,
                    new JsonObject { ["question"] = question, ["answer"] = answer }
                ),
            ]);
    }

    /// <summary>Another answer to the question that is named.</summary>
    private static EditReading? Answered(Step step, StandingComponent faq)
    {
        var clause = step.Clause;
        return
            clause.Has("answer")
            && Item.Named([.. step.Items.Where(item => item.Component == faq)], clause) is [var item]
            && Titles.NewText(clause) is { } answer
            ? new EditReading([Step.Put(faq, $"{item.Path}/answer", answer)])
            : null;
    }

    private static (string? Question, string? Answer) QuestionIn(Clause clause)
    {
        if (clause.Quoted is [var first, var second, ..])
        {
            return (first, second);
        }
        var quoted = clause.FirstQuoted;
        var behind = quoted is null ? 0 : clause.Text.IndexOf(quoted, StringComparison.Ordinal) + quoted.Length;
        var mark = clause.Text.IndexOfAny(['?', '？', '؟', ';'], behind);
        if (quoted is null)
        {
            if (mark < 0)
            {
                return (null, null);
            }
            var colon = clause.Text.IndexOf(':', StringComparison.Ordinal);
            var start =
                colon >= 0 && colon < mark ? colon + 1
                : clause.First("question") is { } noun && noun.End < mark ? noun.End
                : 0;
            quoted = clause.Text[start..(mark + 1)].Trim(' ', ':', '-', '–', '¿');
            quoted = clause.Text[start..mark].Contains('¿', StringComparison.Ordinal) ? $"¿{quoted}" : quoted;
            behind = mark + 1;
        }
        var rest = clause.Text[behind..].TrimStart('"', '”', '“', '»', '」', '’', ' ', ',', '.');
        var said = clause.Every("answer").FirstOrDefault(mention => mention.Start >= behind - 1);
        var answer =
            said.Length > 0 ? clause.Text[said.End..]
            : rest.IndexOf(':', StringComparison.Ordinal) is >= 0 and var at ? rest[(at + 1)..]
            : rest;
        answer = answer.Trim(' ', ':', '-', '–', '：', ',');
        return (quoted, answer.Length > 0 ? answer : null);
    }

    private static EditReading? Added(Step step)
    {
        var clause = step.Clause;
        if (clause.Has("mail", "section", "heading", "text", "button", "field"))
        {
            return null;
        }
        var section =
            step.Sections.Select(one => one.Component).FirstOrDefault(IsListOfTitles)
            ?? (step.Target is { } target && IsListOfTitles(target) ? target : null);
        var title = clause.FirstQuoted ?? (section is null ? null : AfterColon(clause) ?? LeftTitle(step, section));
        if (
            section?.Props is null
            || title is null
            || title.Length == 0
            || Numbers.In(Clause.PlainOf(title)).Any() && clause.Quoted.Count == 0
        )
        {
            return null;
        }
        var name = section.Kind == "team" ? "name" : "title";
        var list = section.Kind == "team" ? "people" : "items";
        if (
            step.Items.Any(item =>
                item.Component == section && string.Equals(item.Title, title, StringComparison.OrdinalIgnoreCase)
            )
        )
        {
            return step.Refuse("same");
        }
        var added = new JsonObject { [name] = title };
        if (clause.Quoted is [_, var text, ..])
        {
            added[section.Kind == "team" ? "role" : "text"] = text;
        }
        else if (section.Kind == "steps")
        {
            return step.Ask("answer", title);
        }
        return new EditReading([
            new EditOperation(section.Id, $"/props/{list}/{PlaceIn(step, section, list, title)}", null, added),
        ]);
    }

    private static bool IsListOfTitles(StandingComponent component) =>
        component.Props is not null && component.Kind is "services" or "team" or "steps" or "reasons";

    private static string? AfterColon(Clause clause)
    {
        var colon = clause.Plain.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 ? clause.Text[(colon + 1)..].Trim(' ', '.') : null;
    }

    private static string? LeftTitle(Step step, StandingComponent section)
    {
        // An item that is named says where, not what.
        var clause = step.Clause;
        var place = step.Sections.Where(one => one.Component == section).Select(one => one.Mention.Start);
        if (
            !clause.Has("above", "below", "top", "bottom")
            && Titles.Added(clause, place.FirstOrDefault(clause.Text.Length)) is { Length: > 1 and <= 60 } between
            && between.Any(char.IsLetter)
        )
        {
            return char.ToUpperInvariant(between[0]) + between[1..];
        }
        var taken = step
            .Items.Where(item => item.Component == section)
            .Select(item =>
                clause.All.IndexOf(Clause.PlainOf(item.Title), StringComparison.Ordinal) is >= 0 and var at
                    ? (at, at + item.Title.Length)
                    : (0, 0)
            )
            .ToArray();
        var left = Titles.LeftIn(clause, taken);
        return left.Length is > 1 and <= 60 && !Titles.IsMoreLeft(clause, left, taken)
            ? char.ToUpperInvariant(left[0]) + left[1..]
            : null;
    }

    /// <summary>Before or behind the item that is named beside the new one; else at the end.</summary>
    private static string PlaceIn(Step step, StandingComponent section, string list, string title)
    {
        var clause = step.Clause;
        var items = section.Props![list]!.AsArray();
        if (clause.Has("above", "below"))
        {
            var others = step.Items.Where(item => item.Component == section && item.Title != title).ToArray();
            if (Item.Named(others, clause) is [var named])
            {
                var index = items.IndexOf(
                    items.First(item => item!["id"]?.ToString() == named.Value["id"]!.ToString())
                );
                return (clause.Has("above") ? index : index + 1).ToString(
                    System.Globalization.CultureInfo.InvariantCulture
                );
            }
        }
        return clause.Has("top") || clause.First("ord1") is not null ? "0" : "-";
    }

    /// <summary>From 1; 0: the last. Null: none is named.</summary>
    public static int? Ordinal(Clause clause)
    {
        for (var number = 1; number <= MostOrdinals; number++)
        {
            if (clause.Has(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"ord{number}")))
            {
                return number;
            }
        }
        return clause.Has("lastone") ? 0
            : Numbers.In(clause.Plain).FirstOrDefault() is { Value: > 0 and < 20 } said ? (int)said.Value
            : null;
    }

    private static bool IsShortest(Step step, Item item)
    {
        var list = item.List.Split('/');
        var schema = step.Blocks.Find(item.Component.Kind)?.Schema["properties"]?[list[1]];
        schema = list.Length > 2 ? schema?["items"]?["properties"]?[list[^1]] : schema;
        return schema?["minItems"]?.GetValue<int>() is { } least
            && PropPath.Find(item.Component.Props, item.List) is JsonArray items
            && items.Count <= least;
    }
}
