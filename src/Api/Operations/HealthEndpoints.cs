using AiWebBuilder.Api.Http;
using AiWebBuilder.Infrastructure.Persistence.Schema;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace AiWebBuilder.Api.Operations;

internal sealed class HealthEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Operations").AllowAnonymous();
        health.MapGet("/live", Live).WithName("live").WithSummary("Check that the server runs");
        health
            .MapGet("/ready", Ready)
            .WithName("ready")
            .WithSummary("Check that the server is ready")
            .Produces<Health>()
            .Produces<UnmigratedHealth>(StatusCodes.Status503ServiceUnavailable);
    }

    internal sealed record Health(string Status);

    internal sealed record UnmigratedHealth(
        string Status,
        IReadOnlyList<string>? PendingMigrations = null,
        bool PendingSqlFiles = false
    );

    /// <summary>Answers as long as the process runs, whatever the state of the database.</summary>
    private static Ok<Health> Live() => TypedResults.Ok(new Health("ok"));

    /// <summary>Ready when both database roles can sign in, and every migration and SQL file of this version is applied; else 503 with the reason.</summary>
    private static async Task<IResult> Ready(SchemaState schema, CancellationToken cancellationToken)
    {
        try
        {
            var pending = await schema.PendingAsync(cancellationToken);
            if (pending.Any)
            {
                return TypedResults.Json(
                    new UnmigratedHealth("migrations pending: run db migrate", pending.Migrations, pending.Files),
                    statusCode: StatusCodes.Status503ServiceUnavailable
                );
            }
            await schema.ReachAsVisitorAsync(cancellationToken);
            return TypedResults.Ok(new Health("ok"));
        }
        catch (NpgsqlException failure)
        {
            return TypedResults.Json(
                new Health(
                    failure.SqlState
                        is PostgresErrorCodes.InvalidPassword
                            or PostgresErrorCodes.InvalidAuthorizationSpecification
                        ? "database refuses the server's role: run db migrate, which makes it"
                        : "database unavailable"
                ),
                statusCode: StatusCodes.Status503ServiceUnavailable
            );
        }
    }
}
