using System.Reflection;
using AiWebBuilder.Application;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.ArchitectureTests;

/// <summary>The rules that keep the house in order. Each says how much it saw: a rule over nothing would always hold.</summary>
public sealed class HouseRules
{
    private static readonly Assembly Domain = typeof(AggregateRoot).Assembly;
    private static readonly Assembly Application = typeof(ApplicationModule).Assembly;
    private static readonly Assembly Infrastructure = typeof(Infrastructure.InfrastructureModule).Assembly;

    [Test]
    public void Domain_refers_to_nothing_but_the_runtime() =>
        Domain
            .GetReferencedAssemblies()
            .ShouldAllBe(reference => reference.Name!.StartsWith("System", StringComparison.Ordinal));

    [Test]
    public void Application_refers_neither_to_EF_Core_nor_to_ASP_NET_nor_to_Infrastructure() =>
        Application
            .GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .ShouldNotContain(name =>
                name.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)
                || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
                || name.StartsWith("Npgsql", StringComparison.Ordinal)
                || name == Infrastructure.GetName().Name
            );

    [Test]
    public void Every_request_declares_who_may_send_it()
    {
        var requests = RequestsIn(Application);
        requests.Length.ShouldBeGreaterThanOrEqualTo(15);
        requests.Where(IsUndeclared).ShouldBeEmpty();
        IsUndeclared(typeof(UndeclaredRequest)).ShouldBeTrue("the rule must find a request that declares nothing");
    }

    [Test]
    public void Every_request_has_exactly_one_handler()
    {
        var handled = Application
            .GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false })
            .SelectMany(type => type.GetInterfaces())
            .Where(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(MediatR.IRequestHandler<,>))
            .Select(one => one.GetGenericArguments()[0])
            .ToArray();
        handled.Length.ShouldBeGreaterThanOrEqualTo(15);
        RequestsIn(Application).Order(ByName).ShouldBe(handled.Order(ByName));
    }

    [Test]
    public void Handlers_and_validators_are_internal_and_sealed()
    {
        var hidden = Application
            .GetTypes()
            .Where(type =>
                type.Name.EndsWith("Handler", StringComparison.Ordinal)
                || type.Name.EndsWith("Validator", StringComparison.Ordinal)
            )
            .Where(type => type is { IsClass: true, IsAbstract: false })
            .ToArray();
        hidden.Length.ShouldBeGreaterThanOrEqualTo(20);
        hidden.ShouldAllBe(type => !type.IsPublic && type.IsSealed);
    }

    [Test]
    public void Only_the_messaging_file_speaks_of_MediatR()
    {
        var root = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "AiWebBuilder.sln")))
        {
            root = root.Parent ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
        }
        var files = Directory
            .EnumerateFiles(Path.Combine(root.FullName, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("using MediatR", StringComparison.Ordinal))
            .Select(Path.GetFileName);
        files.ShouldBe(["Messaging.cs"]);
    }

    [Test]
    public void Modules_of_the_domain_do_not_use_each_other()
    {
        string[] modules = ["Identity", "Integrations", "Campaigns", "AiUsage", "Library", "Analytics", "Operations"];
        var types = Domain.GetTypes().Where(type => ModuleOf(type) is not null).ToArray();
        types.Length.ShouldBeGreaterThanOrEqualTo(20);
        foreach (var type in types)
        {
            var used = type.GetFields(
                    BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public
                )
                .Select(field => ModuleOf(field.FieldType))
                .Where(module => module is not null && module != ModuleOf(type));
            used.ShouldBeEmpty($"{type.FullName} reaches into another module");
        }

        string? ModuleOf(Type type) =>
            type.Assembly == Domain && type.Namespace?.Split('.') is [_, _, var module, ..] && modules.Contains(module)
                ? module
                : null;
    }

    private static Comparer<Type> ByName { get; } =
        Comparer<Type>.Create((left, right) => string.CompareOrdinal(left.FullName, right.FullName));

    private static Type[] RequestsIn(Assembly assembly) =>
        [
            .. assembly
                .GetTypes()
                .Where(type =>
                    type is { IsClass: true, IsAbstract: false }
                    && type.GetInterfaces()
                        .Any(one =>
                            one.IsGenericType
                            && (
                                one.GetGenericTypeDefinition() == typeof(ICommand<>)
                                || one.GetGenericTypeDefinition() == typeof(IQuery<>)
                            )
                        )
                ),
        ];

    private static bool IsUndeclared(Type request) =>
        !request.IsDefined(typeof(RequiresAttribute)) && !request.IsDefined(typeof(AnybodyAttribute));

    private sealed record UndeclaredRequest : ICommand;
}
