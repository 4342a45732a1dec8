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
        return Moved(step) is { } moved ? moved
            : QuestionEdits.IsInAnswer(clause, "remove") && QuestionEdits.Read(step) is { } whole ? whole
            : clause.Has("remove") ? Removed(step)
            : QuestionEdits.Read(step) is { } question ? question
            : clause.Has("add", "new") && !clause.Has("set") ? Added(step) ?? Renamed(step)
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
        // A question can be about prices or a team, and still it stands among the questions.
        if (clause.Has("question"))
        {
            items = [.. step.Items.Where(item => item.Component.Kind == "faq")];
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
            var isSame = named.DistinctBy(item => item.Title, StringComparer.OrdinalIgnoreCase).Count() < named.Count;
            return step.Ask(
                "which",
                string.Join(" / ", named.Select(item => isSame ? $"{item.Title} ({item.Component.Name})" : item.Title))
            );
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

    /// <summary>One of a list to its beginning, its end, or beside another of it.</summary>
    private static EditReading? Moved(Step step)
    {
        var clause = step.Clause;
        if (
            !clause.Has("move", "set")
            || !clause.Has("above", "below", "top", "bottom", "ord1", "lastone")
            || clause.Quoted.Count > 0
            || clause.Has("heading", "text", "button", "subject", "mail", "price", "add", "new", "remove", "section")
        )
        {
            return null;
        }
        var sections = step.Sections.Select(one => one.Component).ToArray();
        var said = step
            .Items.Where(item =>
                !item.IsField
                && (sections.Length == 0 || sections.Contains(item.Component))
                && clause.All.Contains(Clause.PlainOf(item.Title), StringComparison.Ordinal)
            )
            .OrderBy(item => clause.All.IndexOf(Clause.PlainOf(item.Title), StringComparison.Ordinal))
            .ToArray();
        if (said.Length == 0)
        {
            said = [.. Item.Named([.. step.Items.Where(item => sections.Contains(item.Component))], clause)];
        }
        var beside = clause.Has("above", "below") ? said.ElementAtOrDefault(1) : null;
        if (
            said.Length is 0 or > 2
            || (
                said.Length == 2
                && (beside is null || beside.List != said[0].List || beside.Component != said[0].Component)
            )
            || (clause.Has("above", "below") && beside is null)
            || PropPath.Find(said[0].Component.Props, said[0].List) is not JsonArray list
        )
        {
            return null;
        }
        var moved = said[0];
        var others = list.Where(item => item!["id"]?.ToString() != moved.Value["id"]?.ToString()).ToList();
        var place =
            beside is not null
                ? others.FindIndex(item => item!["id"]?.ToString() == beside.Value["id"]?.ToString())
                    + (clause.Has("above") ? 0 : 1)
            : clause.Has("top", "ord1") ? 0
            : others.Count;
        others.Insert(place, moved.Value);
        var after = new JsonArray([.. others.Select(item => item!.DeepClone())]);
        return JsonNode.DeepEquals(list, after)
            ? step.Refuse("same")
            : new EditReading([Step.Put(moved.Component, moved.List, after)]);
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
                && (at == 0 || !EditWords.IsInWord(clause.All[at - 1]) || EditWords.HasNoSpaces(clause.All[at]))
                    ? (at, at + item.Title.Length)
                    : (0, 0)
            )
            .ToArray();
        var left = Titles.Bridged(clause, taken);
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
