using System.Text.Json;
using AiWebBuilder.Domain.Analytics;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Analytics.Ingestion;

/// <summary>The body of <c>POST /e</c>, as the API's document describes it. Only this envelope is read as a whole.</summary>
/// <example>{"campaignId":"0197a000-0000-7000-8000-000000000001","events":[{"id":"0197a000-0000-7000-8000-000000000002","type":"view","url":"https://example.com/p/lotus-yoga"},{"id":"0197a000-0000-7000-8000-000000000003","type":"conversion","conversion":{"type":"purchase","value":49.9,"currency":"EUR","orderId":"order-1"}}]}</example>
public sealed record IncomingEvents(Guid CampaignId, IReadOnlyList<IncomingEvent> Events);

/// <summary>One event whose members have the right JSON types; their values may still be anything.</summary>
/// <param name="SessionId">A JSON number is taken as its text.</param>
public sealed record IncomingEvent(
    string Id,
    [OneOf(typeof(EventTypes))] string Type,
    string? ComponentId = null,
    string? SessionId = null,
    string? OccurredAt = null,
    string? Url = null,
    string? Referrer = null,
    JsonElement? Data = null,
    IncomingConversion? Conversion = null
);

/// <summary>What an event of type <c>conversion</c> was worth.</summary>
/// <param name="Value">A JSON number, or a string in plain decimal notation: <c>"49.90"</c>.</param>
/// <param name="Currency">ISO 4217, in any case.</param>
/// <param name="OrderId">A JSON number is taken as its text.</param>
public sealed record IncomingConversion(
    string Type,
    JsonElement? Value = null,
    string? Currency = null,
    string? OrderId = null
);
