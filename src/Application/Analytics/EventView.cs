using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Analytics;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Analytics;

/// <summary>One stored event.</summary>
public sealed record EventView(
    Guid Id,
    [OneOf(typeof(EventTypes))] string Type,
    Guid? ComponentId,
    string? Page,
    JsonObject? Data,
    string? SessionId,
    string? UserAgent,
    [OneOf(typeof(DeviceTypes))] string? Device,
    string? IpAddress,
    string? Referrer,
    string? Source,
    string? Medium,
    string? Country,
    bool IsBot,
    DateTimeOffset OccurredAt
);
