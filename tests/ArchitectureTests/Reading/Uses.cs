using ArchUnitNET.Domain.Dependencies;

namespace AiWebBuilder.ArchitectureTests.Reading;

/// <summary>One type's use of another, seen in the compiled code: fields, signatures, attributes and method bodies.</summary>
/// <param name="From">Full name; a closure or state machine counts as the type that it was written in.</param>
/// <param name="To">Full name.</param>
/// <param name="Member">The member that is called, when it is a call.</param>
internal sealed record Use(string From, string To, string? Member)
{
    /// <summary>All that the assembly's types use.</summary>
    public static IReadOnlyList<Use> In(System.Reflection.Assembly assembly) =>
        [
            .. House
                .Architecture.Types.Where(type =>
                    type.Assembly.Name == assembly.GetName().Name || type.Assembly.FullName == assembly.FullName
                )
                .SelectMany(type => type.Dependencies)
                .Select(dependency => new Use(
                    Written(dependency.Origin.FullName),
                    Written(dependency.Target.FullName),
                    (dependency as MethodCallDependency)?.TargetMember.Name
                ))
                .Where(use => use.From != use.To)
                .Distinct(),
        ];

    /// <summary>The name up to the first part that only the compiler uses, without generic arity.</summary>
    private static string Written(string fullName)
    {
        var name = fullName.Split('+', '/')[0];
        var generic = name.IndexOfAny(['`', '<']);
        return generic < 0 ? name : name[..generic];
    }
}
