using AiWebBuilder.Application;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.IntegrationTests.Operations;

/// <summary>What is found by scan is there, once: a second one would have a queue or a memory that nobody looks at.</summary>
internal sealed class RegistrationTests
{
    [Test]
    public void Each_implementation_of_a_modules_interface_is_registered_once()
    {
        using var scope = App.Current.Services.CreateScope();
        var pairs = new[] { typeof(ApplicationModule), typeof(InfrastructureModule) }
            .SelectMany(layer => layer.Assembly.GetTypes())
            .Where(type => type is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false })
            .SelectMany(type =>
                type.GetInterfaces()
                    .Where(one =>
                        !one.IsGenericType
                        && one.Namespace?.StartsWith("AiWebBuilder.Application.", StringComparison.Ordinal) is true
                        && !one.Namespace.StartsWith("AiWebBuilder.Application.Common", StringComparison.Ordinal)
                    )
                    .Select(one => (Service: one, Implementation: type))
            )
            .ToArray();
        pairs.Length.ShouldBeGreaterThanOrEqualTo(60);

        pairs
            // Of two mailers the configuration takes one.
            .Where(pair => pair.Service != typeof(IMailer))
            .GroupBy(pair => pair.Service)
            .SelectMany(group =>
            {
                var registered = scope.ServiceProvider.GetServices(group.Key).Select(one => one!.GetType()).ToArray();
                return group
                    .Select(pair =>
                        (pair.Service, pair.Implementation, Times: registered.Count(pair.Implementation.Equals))
                    )
                    .Where(one => one.Times != 1);
            })
            .ShouldBeEmpty();
    }
}
