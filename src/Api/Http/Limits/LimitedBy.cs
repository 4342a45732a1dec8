namespace AiWebBuilder.Api.Http.Limits;

/// <summary>Metadata of an endpoint: the limit that its requests fall under.</summary>
internal sealed record LimitedBy(RateLimit Limit);
