using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Wording;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Pricing;

/// <summary>The fact that a price makes, once all prices of the text are known.</summary>
internal static class PriceFacts
{
    private const int MostBefore = 6;
    private const int MostInName = 10;
    private const int MostBack = 60;

    private static readonly string[] Stays = ["night", "day", "week", "weekend", "person and night"];

    private static readonly string[] Measures =
    [
        "hour",
        "day",
        "night",
        "stay",
        "week",
        "month",
        "year",
        "person",
        "kg",
        "km",
        "m²",
        "item",
    ];

    public static void Add(FactScan scan, Price price, List<Price> prices)
    {
        // A toman is ten rials, and no currency of its own.
        var (currency, scale) = price.Currency == "IRT" ? ("IRR", 10) : (price.Currency, 1);
        if (price.Kind != "price")
        {
            AddOther(scan, price, currency, scale);
            return;
        }

        var (what, start, end) = Name(scan, price, prices);
        // "CHF 1'250 a week, final cleaning 120": who stays pays it on top.
        if (
            price.Qualifier == "exact"
            && prices
                .Take(price.Index + 1)
                .TakeLast(MostBefore)
                .Any(stay => Stays.Contains(stay.Unit ?? "", StringComparer.Ordinal))
            && IsFee(scan, price, start, end)
        )
        {
            price.Set("plus");
        }

        var fact = new JsonObject { ["amount"] = price.Money.Low.Times(scale).Text, ["currency"] = currency };
        if (price.Money.High is { } high)
        {
            fact["amountTo"] = high.Times(scale).Text;
            price.Qualifier = "range";
        }

        if (what.Any(char.IsLetter))
        {
            fact["what"] = price.What = what;
        }

        if (price.Unit is not null)
        {
            fact["unit"] = price.Unit;
        }

        if (price.Quantity is not null)
        {
            fact["quantity"] = price.Quantity;
        }

        fact["qualifier"] = price.Money is { Low.Value: 0, High: null } ? "free" : price.Qualifier;
        if (price.Tax is not null)
        {
            fact["tax"] = price.Tax;
        }

        scan.Add("price", fact, start, end);
    }

    // Cleaning and taxes; and a pet, where none was spoken of before: a kennel takes nobody else.
    private static bool IsFee(FactScan scan, Price price, int start, int end) =>
        Prices.Has(scan.Text, start, end, "fee.stay")
        || price.WhatStart >= price.WhatEnd
            && price.Name is var (from, to)
            && Prices.Has(scan.Text, from, to, "fee.stay")
        || scan.Text.Is(start, "fee.pet") > 0
            && (price.Unit is null || price.Index > 0)
            && !Prices.Has(scan.Text, Math.Max(0, start - MostBack), start, "fee.pet");

    // Money that nobody pays for a thing: what is taken off, from which sum on something is free, what was collected.
    private static void AddOther(FactScan scan, Price price, string currency, int scale)
    {
        var (from, to) = scan.Trimmed(scan.Sentences.PartStart(price.Start), scan.Sentences.PartEnd(price.End));
        var words = scan.Text.Words(from, to);
        JsonNode value =
            price.Kind == "offer"
                ? new JsonObject
                {
                    ["text"] = words,
                    ["amount"] = price.Money.Low.Times(scale).Text,
                    ["currency"] = currency,
                }
                : JsonValue.Create(words);
        scan.Add(price.Kind, value, from, to, takes: false);
    }

    /// <summary>What is paid for, from the widest to the nearest: what the prices before it are for, its own words, those behind it.</summary>
    private static (string What, int Start, int End) Name(FactScan scan, Price price, List<Price> prices)
    {
        var text = scan.Text;
        var own = scan.Trimmed(price.WhatStart, price.WhatEnd);
        // "monthly (26 meals) 2,600": the trimmed bracket takes its words with it.
        if (text.IsSign(own.End, ")") || text.IsSign(own.End, ".") && text.IsSign(own.End + 1, ")"))
        {
            own.End = Indexes.Of(own.Start, own.End).LastOrDefault(i => text.IsSign(i, "("), own.End);
        }

        // "48 or 79"
        if (
            text.Is(own.Start, "or") >= own.End - own.Start
            && !text.IsSign(own.Start - 1, "+")
            && (text.IsSign(own.Start - 1, ")") || price.Index > 0 && own.Start == prices[price.Index - 1].End)
        )
        {
            own = (own.Start, own.Start);
        }

        if (PriceNames.Headed(scan, price, prices) is var (noun, nounEnd))
        {
            (price.Name, price.IsNamedBehind) = ((noun, nounEnd), true);
            return (text.Words(noun, nounEnd), price.Start, nounEnd);
        }

        var isNamed = PriceNames.Names(text, own.Start, own.End);
        // "Aircon servicing: 1 unit $45, 2 for $70": a unit alone names only what comes behind it.
        var isOne =
            isNamed
            && text[own.Start].Text == "1"
            && text.Of(own.Start + 1, "unit.").Length is var thing
            && thing > 0
            && own.Start + 1 + thing == own.End;
        // "150 (was 180)", "de 90 a 60": both are for one thing.
        if (
            !isNamed
            && price.Qualifier is "was" or "now"
            && price.Index > 0
            && prices[price.Index - 1] is { What: { } whole, Qualifier: "was" or "now" } paired
            && paired.Qualifier != price.Qualifier
            && !Indexes.Of(paired.End, price.Start).Any(i => scan.Sentences.EndsAt(i))
        )
        {
            (price.Name, price.What) = (paired.Name, whole);
            return (whole, price.Start, price.End);
        }

        // "Eggs 65 kr/tray, 2 trays 120": the number is how many of that, and the name is the one before.
        if (PriceQuantities.Alike(scan, price, own, prices) is { } many && (price.Quantity ?? many) == many)
        {
            (price.Quantity, isNamed) = (many, false);
        }

        var behind = price.Days ?? PriceNames.Behind(scan, price, prices, isNamed);
        if (!isNamed && PriceVariants.Sized(scan, price, own, prices) is var (size, sizeEnd, sized))
        {
            (price.Name, price.Unit) = ((size, sizeEnd), price.Unit ?? sized.Unit);
            return ($"{text.Words(size, sizeEnd)} {text.Words(own.Start, own.End)}", own.Start, price.End);
        }

        var isAlternative = !isNamed && PriceVariants.IsAlternative(scan, price, prices);
        price.Unit ??= isAlternative ? prices[price.Index - 1].Unit : null;
        var subject =
            isNamed && !isOne ? null
            : isAlternative ? prices[price.Index - 1].Name
            : PriceNames.Subject(scan, price, prices, behind);
        price.Name =
            isOne && subject is var (head, _) && own.End - head < MostInName ? (head, own.End)
            : isNamed ? own
            : subject is not null ? subject
            : behind is null || price.Days is not null && own.Start < own.End ? own
            : behind;
        price.IsNamedBehind = !isNamed && subject is null && behind is not null;
        List<string> parts = [];
        // "Mindestauftrag 350,-", "早鸟价9800元": what qualifies the price names it too.
        if (
            price.Money.Start > price.Start
            && text[price.Start] is { Kind: TokenKind.Word } first
            && (
                first.Text.Length > (Scripts.HasNoSpaces(first.Text[0]) ? 2 : 9)
                || text.Is(price.Start, "price.early") > 0
            )
        )
        {
            Append((price.Start, price.Money.Start));
        }

        Append(subject);
        Append(own);
        Append(behind);
        Append(PriceVariants.Remark(scan, price, prices));
        // "60 € a session", "480 the weekend": a thing that is bought names what it costs, and a measure does not.
        if (
            !isNamed
            && price.UnitStart > 0
            && (parts.Count == 0 || !Measures.Contains(price.Unit ?? "", StringComparer.Ordinal))
        )
        {
            var per = text.IsSign(price.UnitStart, "/") ? 1 : text.Is(price.UnitStart, "per");
            Append((price.UnitStart + per, price.End));
        }

        var start = own.Start < own.End ? Math.Min(own.Start, price.Start) : price.Start;
        var end = !isNamed && behind is { } last && last.Start - price.End < 2 ? last.End : price.End;
        return (string.Join(", ", parts), start, end);

        // "Daily rate of 480 Sunday to Thursday"
        string Said(int from, int to) =>
            text.Words(from, to) is var words
            && price.Days != (from, to)
            && Phrases.Tidied(words, text) is var tidied
            && tidied.Any(char.IsLetter)
                ? tidied
                : text.Words(from, to);

        void Append((int Start, int End)? words)
        {
            if (
                words is var (from, to)
                && Said(from, to) is var said
                && said.Any(parts.Count > 0 ? char.IsLetterOrDigit : char.IsLetter)
                && !parts.Exists(part => part.Contains(said, StringComparison.Ordinal))
            )
            {
                parts.Add(said);
            }
        }
    }
}
