using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Numbers;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Wording;

/// <summary>What is free, cheaper, or has a deadline.</summary>
internal static class Offers
{
    public static void Read(FactScan scan)
    {
        var text = scan.Text;
        foreach (var (start, end) in Statements.Clauses(scan))
        {
            var percent = Percent(text, start, end);
            var half = Statements.Any(text, start, end, "offer.half");
            var isOffer =
                half
                || percent is not null
                || Statements.Any(text, start, end, "price.free")
                || Statements.Any(text, start, end, "offer")
                || Statements.Any(text, start, end, "offer.off")
                || Statements.Any(text, start, end, "deadline");
            if (
                !isOffer
                || percent is null
                    && scan.IsWithin(start, "deliverable", "instruction", "signOff", "mustNotSay", "tone")
                || Statements.Any(text, start, end, "offer.not")
                || scan.Facts.Any(one =>
                    one.Fact.Kind is "offer" or "mustNotSay" or "signOff" && one.Start < end && one.End > start
                )
            )
            {
                continue;
            }

            var value = new JsonObject { ["text"] = text.Words(start, end) };
            if (percent is null && !half && Reduction(scan, start, end) is { } reduction)
            {
                value["amount"] = reduction.Text;
                value["currency"] = scan.Region.Currency;
            }

            if (percent is not null || half)
            {
                value["percent"] = percent ?? "50";
            }

            scan.Add("offer", value, start, end, takes: false);
        }
    }

    // "减300": a sum without its currency, right behind the word.
    private static Amount? Reduction(FactScan scan, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            // "above 3000 free": a sum from which on.
            if (
                Amounts.Read(scan.Text, i, scan.Region) is { Value: >= 20 } least
                && least.End <= end
                && (scan.Text.Is(least.End, "offer.above") > 0 || scan.Text.Before(i, "offer.above").Start >= start)
                && scan.Text.Of(least.End, "unit.").Length + scan.Text.Of(least.End, "count.").Length == 0
                && Statements.Any(scan.Text, start, end, "price.free")
            )
            {
                return least;
            }

            if (
                scan.Text.Is(i, "offer.off") is var length
                && length > 0
                && Amounts.Read(scan.Text, i + length, scan.Region) is { Value: > 0 } amount
                && amount.End <= end
                && (
                    amount.End == end
                    || scan.Text.Of(amount.End, "unit.").Length == 0 && !scan.Text.IsSign(amount.End, "%")
                )
            )
            {
                return amount;
            }
        }

        return null;
    }

    /// <summary>What is taken off, in per cent: "-50%", "10 % discount", "9折" is ten.</summary>
    private static string? Percent(SourceText text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (text[i].Kind != TokenKind.Digits)
            {
                continue;
            }

            if (text.Is(i + 1, "offer.tenths") > 0)
            {
                var paid = text[i].Text;
                return paid.Length == 1 ? $"{(10 - (paid[0] - '0')) * 10}"
                    : paid.Length == 2 ? $"{100 - int.Parse(paid, System.Globalization.CultureInfo.InvariantCulture)}"
                    : null;
            }

            var isPercent = text.IsSign(i + 1, "%") || text.IsSign(i - 1, "%") && !text[i].IsSpaced;
            // Only where there is a per cent sign is the clause searched: it may be long.
            if (!isPercent)
            {
                continue;
            }

            var isOff =
                text.IsSign(i - 1, "-") && !text[i].IsSpaced
                || Statements.Any(text, start, end, "offer")
                || Statements.Any(text, start, end, "offer.off");
            if (isOff && !text.IsSign(i - 1, "+"))
            {
                return text[i].Text;
            }
        }

        return null;
    }
}
