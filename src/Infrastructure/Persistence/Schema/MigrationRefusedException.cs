namespace AiWebBuilder.Infrastructure.Persistence.Schema;

/// <summary>A migration is not carried out. The message is one sentence that ends with the remedy.</summary>
public sealed class MigrationRefusedException(string message) : Exception(message);
