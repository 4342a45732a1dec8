using System.Reflection;

namespace AiWebBuilder.Api.Http;

internal static class EndpointRegistration
{
    /// <summary>Maps every <see cref="IEndpoints"/> of this assembly.</summary>
    public static void MapModules(this IEndpointRouteBuilder routes)
    {
        foreach (
            var type in typeof(IEndpoints)
                .Assembly.GetTypes()
                .Where(type => type.IsClass && type.IsAssignableTo(typeof(IEndpoints)))
        )
        {
            type.GetMethod(nameof(IEndpoints.Map), BindingFlags.Public | BindingFlags.Static)!.Invoke(null, [routes]);
        }
    }

    /// <summary>Addresses below here that answer GET answer HEAD too (RFC 9110 § 9.3.2): the server sends no body then.</summary>
    public static IEndpointRouteBuilder WithHead(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("");
        ((IEndpointConventionBuilder)group).Finally(endpoint =>
        {
            var methods = endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault();
            if (methods is { HttpMethods: ["GET"] })
            {
                endpoint.Metadata.Add(
                    new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head], methods.AcceptCorsPreflight)
                );
            }
        });
        return group;
    }
}
