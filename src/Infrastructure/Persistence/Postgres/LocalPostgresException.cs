namespace AiWebBuilder.Infrastructure.Persistence.Postgres;

/// <summary>A private cluster cannot be had. The message is one sentence that ends with the remedy.</summary>
public sealed class LocalPostgresException(string message, Exception? inner = null) : Exception(message, inner);
