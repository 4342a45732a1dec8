using System.Text.Json;
using System.Text.Json.Serialization;

namespace AiWebBuilder.Application.Analytics.Ingestion;

/// <summary>The body of <c>POST /e</c>, as it was sent: the shape is right, the values may be anything.</summary>
public sealed record IncomingEvents(Guid CampaignId, IReadOnlyList<IncomingEvent> Events);

/// <summary>
/// One event as it was sent. Values that can be wrong are texts or raw JSON here, so that a wrong one refuses its own event and not
/// its neighbours.
/// </summary>
public sealed record IncomingEvent(
    string Id,
    string Type,
    string? ComponentId = null,
    string? SessionId = null,
    string? OccurredAt = null,
    string? Url = null,
    string? Referrer = null,
    JsonElement? Data = null,
    IncomingConversion? Conversion = null
);

/// <summary>What an event of type <c>conversion</c> was worth.</summary>
public sealed record IncomingConversion(
    string Type,
    JsonElement? Value = null,
    string? Currency = null,
    string? OrderId = null
);

/// <summary>Strict, without reflection: it stands on the hottest path.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    AllowDuplicateProperties = false,
    NumberHandling = JsonNumberHandling.Strict,
    PropertyNameCaseInsensitive = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    MaxDepth = 16
)]
[JsonSerializable(typeof(IncomingEvents))]
public sealed partial class IncomingEventsJson : JsonSerializerContext;
