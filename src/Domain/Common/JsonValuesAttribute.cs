namespace AiWebBuilder.Domain.Common;

/// <summary>Tells the API's document of which types the values of a JSON object are.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class JsonValuesAttribute(params Type[] types) : Attribute
{
    public IReadOnlyList<Type> Types { get; } = types;
}
