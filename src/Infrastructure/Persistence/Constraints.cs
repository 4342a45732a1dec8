using Npgsql;

namespace AiWebBuilder.Infrastructure.Persistence;

/// <summary>What a constraint of the schema means to a client: the last word on uniqueness is the database's.</summary>
internal static class Constraints
{
    /// <summary>What the database said, however EF has wrapped it: transient failures twice.</summary>
    public static PostgresException? RefusalOf(Exception? exception) =>
        exception is null or PostgresException ? exception as PostgresException : RefusalOf(exception.InnerException);
}
