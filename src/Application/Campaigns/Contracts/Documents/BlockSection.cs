using System.Text.Json.Nodes;

namespace AiWebBuilder.Application.Campaigns.Contracts.Documents;

/// <param name="Kind">A block's: <c>hero</c>.</param>
/// <param name="Props">As the block's schema has them; what need not be said may be left out.</param>
public sealed record BlockSection(string Kind, JsonObject Props);
