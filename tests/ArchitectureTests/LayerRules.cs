using System.Reflection;

namespace AiWebBuilder.ArchitectureTests;

/// <summary>Domain knows the runtime and one package without dependencies; Application knows Domain; Infrastructure knows both; Api composes them.</summary>
internal sealed class LayerRules
{
    private static readonly string[] NoDatabase = ["Microsoft.EntityFrameworkCore", "Npgsql", "System.Data"];
    private static readonly string[] NoWeb =
    [
        "Microsoft.AspNetCore",
        "AiWebBuilder.Infrastructure",
        "AiWebBuilder.Api",
    ];

    [Test]
    public void Domain_refers_to_nothing_but_the_runtime_and_specifications()
    {
        OutsideTheRuntime(House.Domain).ShouldBe(["Ardalis.Specification"]);
        OutsideTheRuntime(House.Violations).ShouldNotBeEmpty();
    }

    [Test]
    public void Application_refers_neither_to_a_database_nor_to_the_web_nor_to_the_layers_above()
    {
        ReferencesOf(House.Application).Length.ShouldBeGreaterThan(5);
        Forbidden(House.Application, [.. NoDatabase, .. NoWeb]).ShouldBeEmpty();
        Forbidden(House.Violations, [.. NoDatabase, .. NoWeb]).ShouldContain("AiWebBuilder.Infrastructure");
    }

    [Test]
    public void Infrastructure_does_not_refer_to_Api()
    {
        ReferencesOf(House.Infrastructure).ShouldContain("AiWebBuilder.Application");
        Forbidden(House.Infrastructure, ["AiWebBuilder.Api"]).ShouldBeEmpty();
        Forbidden(House.Violations, ["AiWebBuilder.Api"]).ShouldNotBeEmpty();
    }

    /// <summary>Only the messaging file may change when MediatR does; a comment may name it.</summary>
    [Test]
    public void Only_the_messaging_file_speaks_of_MediatR()
    {
        var sources = House.Sources();
        sources.Count.ShouldBeGreaterThan(100);
        SpeakingOfMediatR(sources).ShouldBe(["src/Application/Common/Messaging.cs"]);
        SpeakingOfMediatR(
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["Using.cs"] = "using MediatR;",
                    ["Qualified.cs"] = "class Handler(global::MediatR.IMediator mediator);",
                    ["Comment.cs"] = "// like MediatR\n/* MediatR */ class Harmless;",
                }
            )
            .ShouldBe(["Qualified.cs", "Using.cs"]);
    }

    private static string[] ReferencesOf(Assembly assembly) =>
        [.. assembly.GetReferencedAssemblies().Select(reference => reference.Name!)];

    private static string[] OutsideTheRuntime(Assembly assembly) =>
        [.. ReferencesOf(assembly).Where(name => !name.StartsWith("System", StringComparison.Ordinal))];

    private static string[] Forbidden(Assembly assembly, IReadOnlyList<string> prefixes) =>
        [
            .. ReferencesOf(assembly)
                .Where(name => prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))),
        ];

    private static string[] SpeakingOfMediatR(IReadOnlyDictionary<string, string> sources) =>
        [
            .. sources
                .Where(file => SourceText.WithoutComments(file.Value).Contains("MediatR", StringComparison.Ordinal))
                .Select(file => file.Key)
                .Order(StringComparer.Ordinal),
        ];
}
