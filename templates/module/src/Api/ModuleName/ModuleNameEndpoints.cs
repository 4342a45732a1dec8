using AiWebBuilder.Api.Http;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.ModuleName;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AiWebBuilder.Api.ModuleName;

/// <summary>Says in one sentence what the module is for: the reference shows it at the head of its operations.</summary>
internal sealed class ModuleNameEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/module-path").WithTags("ModuleName").RequireAuthorization();
        group
            .MapPost("", CreateAggregateName)
            .WithName("createAggregateName")
            .WithSummary("Create a new AggregateName");
    }

    /// <example>{"name":"The first one"}</example>
    internal sealed record CreateAggregateNameBody(string Name);

    private static async Task<Created<AggregateNameView>> CreateAggregateName(
        CreateAggregateNameBody body,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        var created = await sender.Send(new CreateAggregateName(body.Name), cancellationToken);
        return TypedResults.Created($"/v1/module-path/{created.Id}", created);
    }
}
