namespace AiWebBuilder.Api.Http;

/// <summary>A module's addresses. Found by scan; named methods, so that each operation has an id.</summary>
internal interface IEndpoints
{
    static abstract void Map(IEndpointRouteBuilder routes);
}
