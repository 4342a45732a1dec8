using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Edits;
using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns.Edits;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

namespace AiWebBuilder.Infrastructure.Campaigns.Edits.FactChanges;

/// <summary>Prices: another amount, one that was higher before, a further item, words in place of an amount.</summary>
internal static class PriceEdits
{
    public static EditReading? Read(Step step)
    {
        var clause = step.Clause;
        if (PriceChanges.Read(step) is { } changed)
        {
            return changed;
        }
        var numbers = Amounts(step);
        if (numbers.Length == 0)
        {
            return clause.Has("price", "prices") && clause.Has("remove") && clause.Quoted is [var words]
                    ? OnRequest(step, words)
                : CurrencyOf(step) is { } currency && clause.Has("price", "prices") ? Exchanged(step, currency)
                : null;
        }
        if (clause.Quoted.Count > 0 && clause.Has("heading", "text", "button", "question", "subject"))
        {
            return null;
        }
        var isAboutPrices =
            clause.Has("price", "prices")
            || step.Facts.Any(fact => fact.Kind == "price")
            || (clause.Has("set", "now", "was", "add") && NamedWithPrice(step).Count > 0)
            // "Massage 40": a name and a number, and nothing else.
            || (
                numbers.Length == 1
                && NamedWithPrice(step).Count == 1
                && clause.Mentions.All(mention => mention.Key is "small" or "currency" or "please" or "say" or "now")
            );
        if (!isAboutPrices || numbers.Length > 2)
        {
            return null;
        }
        if (clause.Has("add") && NamedWithPrice(step).Count == 0)
        {
            return Added(step, numbers);
        }
        var targets = TargetOf(step);
        return targets switch
        {
            [] => null,
            [var fact] => Changed(step, fact, numbers),
            _ => step.Ask("which", string.Join(" / ", targets.Select(NameOf))),
        };
    }

    /// <summary>The prices that are meant; several where nothing tells them apart.</summary>
    public static IReadOnlyList<Fact> TargetOf(Step step)
    {
        var all = step.Standing.Facts.Where(fact => fact.Kind == "price").ToArray();
        var named = NamedWithPrice(step)
            .Select(item => Array.Find(all, fact => fact.Id == item.Value["price"]?.ToString()))
            .OfType<Fact>()
            .Distinct()
            .ToArray();
        if (named.Length > 0)
        {
            return named;
        }
        var numbers = Numbers.In(step.Clause.Plain).Select(number => number.Value).ToArray();
        var told = all.Where(fact => AmountOf(fact.Value) is { } amount && numbers.Contains(amount)).ToArray();
        return told.Length == 1 ? told : all;
    }

    public static decimal? AmountOf(JsonNode value) =>
        decimal.TryParse(
            value["amount"]?.ToString(),
            System.Globalization.NumberStyles.Number,
            System.Globalization.CultureInfo.InvariantCulture,
            out var amount
        )
            ? amount
            : null;

    public static IReadOnlyList<Item> NamedWithPrice(Step step)
    {
        var named = Item.Named([.. step.Items.Where(item => item.Value["price"] is not null)], step.Clause);
        return
            named.Count > 1 && named.Where(item => !IsKept(step.Clause, item, named)).ToArray() is { Length: > 0 } meant
            ? meant
            : named;
    }

    /// <summary>"… and the other one stays": between it and the word there is no amount, and no other item.</summary>
    private static bool IsKept(Clause clause, Item item, IReadOnlyList<Item> named)
    {
        var at = PlaceOf(item);
        return at >= 0
            && clause
                .Every("keep")
                .Any(keep =>
                    keep.Start > at
                    && !Numbers.In(clause.Plain[at..keep.Start]).Any()
                    && !named.Any(other => other != item && PlaceOf(other) > at && PlaceOf(other) < keep.Start)
                );

        int PlaceOf(Item one) => clause.All.IndexOf(Clause.PlainOf(one.Title), StringComparison.Ordinal);
    }

    /// <summary>Numbers that can be amounts: no percentages, no times of day, no parts of an item's name.</summary>
    private static Number[] Amounts(Step step)
    {
        var names = NamedWithPrice(step)
            .SelectMany(item => Numbers.In(Clause.PlainOf(item.Title)))
            .Select(number => number.Value)
            .ToHashSet();
        var prices = step.Facts.Where(fact => fact.Kind == "price").ToArray();
        var all = Numbers.In(step.Clause.Plain).Where(number => !number.IsPercent).ToArray();
        var told = all.Where(number =>
                Array.Exists(prices, fact => fact.Start <= number.Start && fact.Start + fact.Quote.Length >= number.End)
            )
            .ToArray();
        return told.Length > 0 && all.Length > 2
            ? told
            :
            [
                .. all.Where(number =>
                    !names.Contains(number.Value) || Array.Exists(prices, fact => AmountOf(fact.Value) == number.Value)
                ),
            ];
    }

    private static EditReading? Changed(Step step, Fact fact, Number[] numbers)
    {
        var clause = step.Clause;
        var old = AmountOf(fact.Value);
        var was = WasAmong(numbers, clause, old);
        var now = numbers.Where(number => number != was).ToArray();
        if (now is not [var amount])
        {
            return null;
        }
        var value = fact.Value.DeepClone().AsObject();
        // "Cakes from 160": the price is one that they begin at.
        if (
            step.Facts.Any(said =>
                said.Kind == "price"
                && AmountOf(said.Value) == amount.Value
                && (string?)said.Value["qualifier"] == "from"
            )
        )
        {
            value["qualifier"] = "from";
        }
        if (amount.Value == old && was is null && JsonNode.DeepEquals(value, fact.Value))
        {
            return step.Refuse("same");
        }
        value["amount"] = Numbers.Invariant(amount.Value);
        if (CurrencyOf(step) is { } currency)
        {
            value["currency"] = currency;
        }
        List<EditOperation> operations = [new(null, $"/facts/{fact.Id}", fact.Value.DeepClone(), value)];
        // Only what became cheaper is shown with what it was.
        var isReduced = was is { } before && before.Value > amount.Value && clause.Has("was", "struck");
        if (!isReduced && was is not null && clause.Has("struck"))
        {
            return step.Ask("unclear");
        }
        if (isReduced)
        {
            var earlier = fact.Value.DeepClone().AsObject();
            earlier["amount"] = Numbers.Invariant(was!.Value.Value);
            earlier["qualifier"] = "was";
            operations.Add(
                new(null, "/facts/-", null, new JsonObject { ["kind"] = "price", ["value"] = earlier.DeepClone() })
            );
            operations.AddRange(Struck(step, fact, FactReading.IdOf("price", earlier)));
        }
        if (old is { } present)
        {
            operations.AddRange(InTexts(step, fact, present, amount));
        }
        return new EditReading(operations);
    }

    /// <summary>The fact, and each text that has the old amount as money.</summary>
    public static IEnumerable<EditOperation> Put(Step step, Fact fact, decimal old, decimal now)
    {
        var value = fact.Value.DeepClone().AsObject();
        value["amount"] = Numbers.Invariant(now);
        yield return new(null, $"/facts/{fact.Id}", fact.Value.DeepClone(), value);
        foreach (
            var operation in InTexts(step, fact, old, new Number(now, Numbers.Invariant(now), 0, IsPercent: false))
        )
        {
            yield return operation;
        }
    }

    private static Number? WasAmong(Number[] numbers, Clause clause, decimal? old)
    {
        if (numbers.Length < 2)
        {
            return null;
        }
        // The word stands nearest to its number.
        foreach (var mention in clause.Every("was"))
        {
            return numbers.MinBy(number =>
                number.Start >= mention.End ? number.Start - mention.End : (mention.Start - number.End) + 3
            );
        }
        return Array.Exists(numbers, number => number.Value == old)
            ? Array.Find(numbers, number => number.Value == old)
            : null;
    }

    private static IEnumerable<EditOperation> Struck(Step step, Fact fact, string was)
    {
        foreach (
            var item in step.Items.Where(item => item.Value["price"]?.ToString() == fact.Id && IsPriced(step, item))
        )
        {
            yield return Step.Put(item.Component, $"{item.Path}/was", was);
        }
        foreach (
            var offer in step.Standing.Components.Where(one =>
                one.Kind == "offer" && one.Props?["price"]?.ToString() == fact.Id
            )
        )
        {
            yield return Step.Put(offer, "/was", was);
        }
    }

    private static bool IsPriced(Step step, Item item) =>
        step.Blocks.Find(item.Component.Kind)?.Schema.ToJsonString().Contains("\"was\"", StringComparison.Ordinal)
        == true;

    /// <summary>Where the old amount stands in a text with its currency.</summary>
    private static IEnumerable<EditOperation> InTexts(Step step, Fact fact, decimal old, Number now)
    {
        foreach (var (component, path, text) in step.Texts())
        {
            var plain = Clause.PlainOf(text);
            var found = Numbers
                .In(plain)
                .Where(number => number.Value == old && !number.IsPercent && IsMoney(step, text, number, fact))
                .ToArray();
            if (found is [var number])
            {
                yield return Step.Put(component, path, text[..number.Start] + now.Written + text[number.End..]);
            }
        }
    }

    private static bool IsMoney(Step step, string text, Number number, Fact fact) =>
        step.Read(text[Math.Max(0, number.Start - 5)..Math.Min(text.Length, number.End + 8)])
            .Any(said =>
                said.Kind == "price"
                && AmountOf(said.Value) == number.Value
                && ((string?)said.Value["currency"] is not { } currency || currency == (string?)fact.Value["currency"])
            );

    private static EditReading? Added(Step step, Number[] numbers)
    {
        var list = step
            .Sections.Select(one => one.Component)
            .Append(step.Target)
            .Append(step.SectionOf("prices"))
            .FirstOrDefault(one => one?.Kind is "price-list" or "plans");
        if (list?.Props is null || numbers is not [var amount])
        {
            return null;
        }
        var title = step.Clause.Quoted is [var quoted, ..]
            ? quoted
            : Titles.Added(step.Clause, amount.Start) ?? Titles.Bridged(step.Clause, [(amount.Start, amount.End)]);
        if (title.Length == 0 || CurrencyAt(step) is not { } currency)
        {
            return null;
        }
        var value = new JsonObject
        {
            ["amount"] = Numbers.Invariant(amount.Value),
            ["currency"] = currency,
            ["what"] = title,
        };
        var id = FactReading.IdOf("price", value);
        var path = list.Kind == "plans" ? "/items/-" : $"/groups/@{list.Props["groups"]!.AsArray()[^1]!["id"]}/items/-";
        return new EditReading([
            new(null, "/facts/-", null, new JsonObject { ["kind"] = "price", ["value"] = value }),
            new(list.Id, $"/props{path}", null, new JsonObject { ["title"] = title, ["price"] = id }),
        ]);

        string? CurrencyAt(Step one) =>
            CurrencyOf(one)
            ?? one.Standing.Facts.Where(fact => fact.Kind == "price")
                .Select(fact => (string?)fact.Value["currency"])
                .FirstOrDefault(code => code is not null);
    }

    /// <summary>The words stand where the amounts stood; the prices themselves are kept by the brief alone.</summary>
    private static EditReading? OnRequest(Step step, string words)
    {
        var named = NamedWithPrice(step);
        var items = (named.Count > 0 ? named : [.. step.Items.Where(item => item.Value["price"] is not null)])
            .Where(item => item.Component.Kind == "price-list")
            .ToArray();
        if (items.Length == 0)
        {
            return null;
        }
        List<EditOperation> operations = [];
        foreach (var item in items)
        {
            var changed = item.Value.DeepClone().AsObject();
            changed.Remove("price");
            changed["words"] = words;
            operations.Add(Step.Put(item.Component, item.Path, changed));
        }
        foreach (var id in items.Select(item => item.Value["price"]!.ToString()).Distinct(StringComparer.Ordinal))
        {
            if (step.Standing.Facts.FirstOrDefault(fact => fact.Id == id) is { } fact)
            {
                operations.Add(new(null, $"/facts/{id}", fact.Value.DeepClone(), null));
            }
        }
        return new EditReading(operations);
    }

    private static EditReading? Exchanged(Step step, string currency)
    {
        var facts = step.Standing.Facts.Where(fact => fact.Kind == "price").ToArray();
        return facts.Length > 0 && Array.Exists(facts, fact => (string?)fact.Value["currency"] != currency)
            ? step.Ask("amount", string.Join(" / ", facts.Select(NameOf)))
            : null;
    }

    /// <summary>The currency that is named: tried with an amount, as people name it without one.</summary>
    private static string? CurrencyOf(Step step)
    {
        if (step.Facts.FirstOrDefault(fact => fact.Kind == "price" && fact.Value["currency"] is not null) is { } said)
        {
            return said.Value["currency"]!.ToString();
        }
        return
            step.Clause.First("currency") is { } mention
            && step.Read($"10 {step.Clause.Text.Substring(mention.Start, mention.Length)}")
                .FirstOrDefault(fact => fact.Kind == "price")
                is { } read
            ? (string?)read.Value["currency"]
            : null;
    }

    public static string NameOf(Fact fact) =>
        fact.Quote.Length > 0
            ? fact.Quote
            : $"{fact.Value["what"]} {fact.Value["amount"]} {fact.Value["currency"]}".Trim();
}
