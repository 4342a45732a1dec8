namespace AiWebBuilder.Application.Analytics.Ingestion;

/// <param name="Value">0 to 9,999,999,999.99.</param>
/// <param name="Currency">ISO 4217; null: the campaign's own.</param>
/// <param name="OrderId">Counted at most once for each campaign.</param>
public sealed record Conversion(string Type, decimal Value, string? Currency, string? OrderId);
