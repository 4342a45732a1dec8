namespace AiWebBuilder.Application.Identity.Billing;

/// <summary>What the payment provider tells of, once its signature has been checked.</summary>
/// <param name="CreatedAt">To the second.</param>
/// <param name="CustomerId">Whose subscription may have changed; null: the event is of no interest here.</param>
/// <param name="AccountId">Which account the provider was told the customer is.</param>
public sealed record ProviderEvent(
    string Id,
    string Type,
    DateTimeOffset CreatedAt,
    string? CustomerId,
    Guid? AccountId
);
