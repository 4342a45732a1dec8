using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Contracts;

namespace AiWebBuilder.Application.Campaigns.Pages.Head;

/// <summary>Prices as schema.org writes them.</summary>
internal static class Offers
{
    // UN/CEFACT Recommendation 20.
    private static readonly Dictionary<string, string> Units = new(StringComparer.Ordinal)
    {
        ["hour"] = "HUR",
        ["day"] = "DAY",
        ["night"] = "DAY",
        ["week"] = "WEE",
        ["month"] = "MON",
        ["year"] = "ANN",
        ["minute"] = "MIN",
        ["m2"] = "MTK",
        ["kg"] = "KGM",
        ["litre"] = "LTR",
        ["km"] = "KMT",
        ["item"] = "C62",
        ["person"] = "IE",
    };

    /// <param name="price">The fact; null: the owner names none.</param>
    /// <returns>Null: what it costs cannot be said in figures that hold, such as a former price or an estimate.</returns>
    public static JsonObject? Of(BlockFact? price)
    {
        if (
            price is not { Kind: "price" }
            || (string?)price.Value["amount"] is not { } amount
            || (string?)price.Value["currency"] is not { } currency
        )
        {
            return null;
        }
        var offer = new JsonObject { ["@type"] = "Offer" };
        var unit = (string?)price.Value["unit"];
        var qualifier = (string?)price.Value["qualifier"] ?? "exact";
        if (qualifier is "was" or "about" or "plus")
        {
            return null;
        }
        if (qualifier is "exact" or "now" or "free")
        {
            offer["price"] = qualifier == "free" ? "0" : amount;
            offer["priceCurrency"] = currency;
        }
        if (unit is not null || qualifier is "from" or "until" or "range")
        {
            var specification = new JsonObject
            {
                ["@type"] = unit is null ? "PriceSpecification" : "UnitPriceSpecification",
                ["priceCurrency"] = currency,
            };
            if (offer["price"] is { } known)
            {
                specification["price"] = known.DeepClone();
            }
            if (qualifier is "from" or "range")
            {
                specification["minPrice"] = amount;
            }
            if (qualifier is "until" or "range")
            {
                specification["maxPrice"] = qualifier == "until" ? amount : (string?)price.Value["amountTo"];
            }
            if ((string?)price.Value["tax"] is { } tax)
            {
                specification["valueAddedTaxIncluded"] = tax == "incl";
            }
            if (unit is not null)
            {
                specification[Units.ContainsKey(unit) ? "unitCode" : "unitText"] = Units.GetValueOrDefault(unit, unit);
            }
            offer["priceSpecification"] = specification;
        }
        if (price.Value["quantity"]?.ToString() is { } quantity)
        {
            offer["eligibleQuantity"] = new JsonObject { ["@type"] = "QuantitativeValue", ["value"] = quantity };
        }
        return offer;
    }
}
