using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using AiWebBuilder.Domain.Campaigns.Planning;

namespace AiWebBuilder.Application.Campaigns.Contracts;

/// <summary>A section to write.</summary>
/// <param name="Key">Its member of the answer.</param>
/// <param name="CurrentProps">As it stands, when it is reworked.</param>
/// <param name="CurrentHtml">The code that somebody wrote, as it stands, when it is reworked.</param>
/// <param name="Variant">0 for the first try; 1 and 2 for further variants, which must differ.</param>
public sealed record AskedSection(
    string Key,
    PlannedSection Section,
    JsonObject? CurrentProps = null,
    string? CurrentHtml = null,
    string? CurrentCss = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Variant = 0
);
