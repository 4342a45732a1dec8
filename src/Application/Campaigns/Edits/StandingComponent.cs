using System.Text.Json.Nodes;

namespace AiWebBuilder.Application.Campaigns.Edits;

/// <param name="Props">Null: it is code that somebody wrote.</param>
public sealed record StandingComponent(
    Guid Id,
    string Page,
    string Kind,
    string ComponentType,
    string Name,
    JsonObject? Props,
    bool IsLocked
);
