using AiWebBuilder.Api.Http;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace AiWebBuilder.Api.Operations;

internal sealed class HealthEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Operations").AllowAnonymous();
        health.MapGet("/live", Live).WithName("live");
        health.MapGet("/ready", Ready).WithName("ready");
    }

    private sealed record Health(string Status);

    private static Ok<Health> Live() => TypedResults.Ok(new Health("ok"));

    /// <summary>Ready when both database roles can sign in.</summary>
    private static async Task<IResult> Ready(Databases databases, CancellationToken cancellationToken)
    {
        try
        {
            await using var app = databases.App.CreateCommand("select 1");
            await app.ExecuteScalarAsync(cancellationToken);
            await using var visitors = databases.Public.CreateCommand("select 1");
            await visitors.ExecuteScalarAsync(cancellationToken);
            return TypedResults.Ok(new Health("ok"));
        }
        catch (NpgsqlException)
        {
            return TypedResults.Json(
                new Health("database unavailable"),
                statusCode: StatusCodes.Status503ServiceUnavailable
            );
        }
    }
}
