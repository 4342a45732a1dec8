using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Opening.Parts;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Opening;

/// <summary>What a run of pieces says of opening times.</summary>
/// <param name="IsFacet">Whether words before it name a part of the business: the kitchen, the telephone.</param>
/// <param name="IsNamed">Whether words stand right before it that say what it is of.</param>
/// <param name="IsDayless">Whether it names no day where one may belong to it.</param>
internal sealed record Statement(
    JsonObject Value,
    int Start,
    int End,
    IReadOnlyList<HoursPart> Parts,
    bool IsUnsure,
    bool IsDayless,
    bool IsFacet,
    bool IsNamed
)
{
    public JsonArray Regular => Value["regular"]!.AsArray();
}
