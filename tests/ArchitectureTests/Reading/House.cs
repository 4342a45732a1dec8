using AiWebBuilder.Application;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Common;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Assembly = System.Reflection.Assembly;

namespace AiWebBuilder.ArchitectureTests.Reading;

/// <summary>The house under test: its layers, modules, requests and source files.</summary>
internal static class House
{
    public static readonly Assembly Domain = typeof(AggregateRoot).Assembly;
    public static readonly Assembly Application = typeof(ApplicationModule).Assembly;
    public static readonly Assembly Infrastructure = typeof(AiWebBuilder.Infrastructure.InfrastructureModule).Assembly;
    public static readonly Assembly Api = typeof(Program).Assembly;

    /// <summary>This assembly, which holds a deliberate violation of each rule.</summary>
    public static readonly Assembly Violations = typeof(House).Assembly;

    public static readonly IReadOnlyList<Assembly> Layers = [Domain, Application, Infrastructure, Api];

    private static readonly Lazy<Architecture> LazyArchitecture = new(() =>
        new ArchLoader().LoadAssemblies([.. Layers, Violations]).Build()
    );

    /// <summary>Every type with all that it uses, method bodies included.</summary>
    public static Architecture Architecture => LazyArchitecture.Value;

    /// <summary>Types that a person wrote in the assembly: the compiler's own closures and state machines are left out.</summary>
    public static IReadOnlyList<System.Type> TypesIn(Assembly assembly) =>
        [
            .. assembly
                .GetTypes()
                .Where(type => !type.FullName!.Contains('<') && !IsGenerated(type))
                .OrderBy(type => type.FullName, StringComparer.Ordinal),
        ];

    /// <summary>Commands and queries.</summary>
    public static IReadOnlyList<System.Type> RequestsIn(Assembly assembly) =>
        [
            .. TypesIn(assembly)
                .Where(type =>
                    type is { IsInterface: false, IsAbstract: false }
                    && (Closes(type, typeof(ICommand<>)) || Closes(type, typeof(IQuery<>)))
                ),
        ];

    /// <summary>Whether the type implements the open generic interface.</summary>
    public static bool Closes(System.Type type, System.Type openInterface) =>
        type.GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == openInterface);

    /// <summary>C# files under src, by their path from the root with <c>/</c>, without what a tool generates.</summary>
    public static IReadOnlyDictionary<string, string> Sources() =>
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/obj/") && !file.Contains("/bin/") && !file.Contains("/Migrations/"))
            .ToDictionary(
                file => file,
                file => File.ReadAllText(Path.Combine(Repository.Root, file)),
                StringComparer.Ordinal
            );

    private static bool IsGenerated(System.Type type) =>
        type.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute), inherit: false)
        || type.FullName!.StartsWith("Microsoft.", StringComparison.Ordinal)
        || type.FullName.StartsWith("System.", StringComparison.Ordinal)
        || type.DeclaringType is { } outer && IsGenerated(outer);
}
