using System.Reflection;

namespace AiWebBuilder.Domain.Common;

/// <summary>Tells the API's document which texts a member can have: those of the class's static property <c>All</c>.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class OneOfAttribute(Type values) : Attribute
{
    /// <exception cref="InvalidOperationException">The class has no list of strings named All.</exception>
    public IReadOnlyList<string> Values { get; } =
        values.GetProperty("All", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as IReadOnlyList<string>
        ?? throw new InvalidOperationException($"{values.Name} has no list of strings named All.");
}
